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
