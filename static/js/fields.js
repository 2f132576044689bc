// What is typed is kept as it is typed, whatever else happens to the page.
const kept = (element) => element instanceof Element && element.matches("[data-kept]");

document.addEventListener("input", ({ target }) => {
  if (kept(target)) target.dataset.dirty = "";
});

// The first letters may be typed before this is loaded: they are kept, too.
for (const field of document.querySelectorAll("[data-kept]")) {
  if (field.value === field.defaultValue) continue;
  field.dataset.dirty = "";
  document.addEventListener("DOMContentLoaded", () => htmx.trigger(field, "save"));
}

document.body.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (kept(target) && detail.successful && detail.requestConfig.parameters[target.name] === target.value) {
    delete target.dataset.dirty;
  }
});

// Whatever is done to a call carries along what was typed a moment ago.
document.body.addEventListener("htmx:configRequest", ({ target, detail }) => {
  if (detail.verb !== "post" || kept(target) || target.id !== "call-form") return;
  for (const field of document.querySelectorAll("[data-dirty]")) detail.parameters.set(field.name, field.value);
  // A request that had to wait its turn may find its button swapped away, or another one in its place:
  // what it said when it was pressed goes along.
  const button = detail.triggeringEvent?.submitter;
  if (button?.name) detail.parameters.set(button.name, button.value);
});
