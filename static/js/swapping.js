// What a swap of the card leaves alone: the hand is on it, or it is newer than what comes.

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
  if (untouched && !("dirty" in field.dataset) && field.value !== fresh.value) {
    field.value = fresh.value; // before its default, which would put the cursor at the beginning
    field.defaultValue = fresh.value;
  }
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

// On a phone the people stand below the card: once one of them was chosen, what to say is seen again.
// The answer takes the button away, so where it stood is asked before.
const fromBelow = new WeakSet();
document.body.addEventListener("htmx:beforeRequest", ({ detail: { requestConfig, xhr } }) => {
  if (requestConfig.triggeringEvent?.submitter?.closest(".people-panel")) fromBelow.add(xhr);
});
document.body.addEventListener("htmx:afterRequest", ({ detail: { xhr } }) => {
  const say = document.getElementById("say");
  if (fromBelow.has(xhr) && say.getBoundingClientRect().bottom < 0) say.scrollIntoView();
});
