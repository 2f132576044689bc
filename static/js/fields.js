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
  // A request that had to wait its turn may find its button swapped away: what it says goes along.
  const button = detail.triggeringEvent?.submitter;
  if (button?.name && !detail.parameters.has(button.name)) detail.parameters.set(button.name, button.value);
});

// Where one goes on, what is written already comes first. The whole form of a message is shown with
// the field that it begins in.
function goOn(id) {
  const field = document.getElementById(id);
  document.querySelector(".message-form")?.scrollIntoView({ block: "nearest" });
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}

// A swap never touches the field being typed in: only what is said about it changes.
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const field = event.detail.target.querySelector("[data-kept]");
  const fresh = event.detail.fragment.querySelector("[data-kept]");
  if (fresh && "focus" in fresh.dataset) setTimeout(() => goOn(fresh.id));
  if (!field || !fresh || !(field === document.activeElement || "dirty" in field.dataset)) return;
  event.preventDefault();
  // Where nobody has typed on this page, what was typed elsewhere, or sent as the page before was
  // left, may be given.
  const untouched = field.value === "" || field.value === field.defaultValue;
  if (untouched && !("dirty" in field.dataset)) field.value = field.defaultValue = fresh.value;
  const holder = field.closest(".field");
  holder.className = fresh.closest(".field").className;
  holder.querySelector(".hint")?.remove();
  const hint = fresh.closest(".field").querySelector(".hint");
  if (hint) holder.append(hint);
  for (const name of ["aria-invalid", "aria-describedby"]) {
    if (fresh.hasAttribute(name)) field.setAttribute(name, fresh.getAttribute(name));
    else field.removeAttribute(name);
  }
});

// The people list came with the card for what was searched then, which may be another search by now.
// Where somebody was taken from it, the search is over: Enter is the main button's again.
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { query, over } = event.detail.fragment.querySelector("#people")?.dataset ?? {};
  const search = document.getElementById("people-search");
  if (over && search.value === over) {
    search.value = "";
    search.blur();
  }
  if (query !== undefined && query !== search.value) event.preventDefault();
});

// A menu that is open is not swapped away under the hand; once it closes, what has come is fetched.
// What is chosen from it is answered with the whole card, and with why it was refused: a fetch
// beside it would wipe that away.
let missed = false;
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (!event.detail.target.querySelector(":popover-open")) return;
  event.preventDefault();
  missed = true;
});
document.addEventListener("submit", () => {
  missed = false;
  document.querySelector("#call :popover-open")?.hidePopover();
});
document.addEventListener("toggle", ({ target, newState }) => {
  if (newState !== "closed" || !missed || !target.closest?.("#call")) return;
  missed = false;
  htmx.trigger("#call", "overdue");
}, true);
