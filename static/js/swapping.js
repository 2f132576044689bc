// What a swap of the card leaves alone: the hand is on it, or it is newer than what comes.

// A swap never touches the field being typed in: only what is said about it changes.
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const field = event.detail.target.querySelector("[data-kept]");
  const fresh = event.detail.fragment.querySelector("[data-kept]");
  if (fresh && "focus" in fresh.dataset) setTimeout(() => document.getElementById(fresh.id)?.focus());
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
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { query } = event.detail.fragment.querySelector("#people")?.dataset ?? {};
  if (query !== undefined && query !== document.getElementById("people-search").value) event.preventDefault();
});

// A menu that is open is not swapped away under the hand; once it closes, all is fetched anew.
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (event.detail.target.querySelector(":popover-open")) event.preventDefault();
});
document.addEventListener("submit", () => document.querySelector("#call :popover-open")?.hidePopover());
document.addEventListener("toggle", ({ target, newState }) => {
  if (newState === "closed" && target.closest?.("#call")) htmx.trigger("#call", "overdue");
}, true);
