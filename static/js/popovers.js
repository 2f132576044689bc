// A menu that has done its work closes and gives the focus back to what opened it, which may
// have been swapped for a fresh one meanwhile: so it is known by its id.
let opener = "";

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[popovertarget]");
  if (button) opener = button.id;
});

document.body.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  const menu = target.closest("[popover]");
  if (!menu || detail.xhr.status >= 300 || detail.requestConfig.verb !== "post") return;
  menu.hidePopover();
  document.getElementById(opener)?.focus();
});
