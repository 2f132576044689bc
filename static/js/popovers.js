// A menu that has done its work closes and gives the focus back to what opened it.
document.body.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  const done = detail.xhr.status < 300 && detail.requestConfig.verb === "post";
  if (done) target.closest("[popover]")?.hidePopover();
});
