// A deadline is drawn here; past it the part of the page that shows it is asked for anew.
import { serverNow } from "./server-clock.js";

const two = (number) => String(number).padStart(2, "0");
const URGENT = 10_000; // milliseconds

function draw(clock) {
  const begin = Date.parse(clock.dataset.begin);
  const end = Date.parse(clock.dataset.deadline);
  const left = Math.max(0, end - serverNow());
  clock.classList.toggle("late", left < URGENT);
  const bar = clock.querySelector("i");
  if (!bar) return;
  for (const one of bar.getAnimations()) one.cancel();
  const part = Math.min(1, left / (end - begin));
  bar.animate([{ transform: `scaleX(${part})` }, { transform: "scaleX(0)" }], { duration: left, fill: "forwards" });
}

function tell(clock) {
  const seconds = Math.max(0, Math.ceil((Date.parse(clock.dataset.left) - serverNow()) / 1000));
  const text = `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  if (clock.textContent !== text) clock.textContent = text;
}

const drawAll = () => {
  document.querySelectorAll("[data-begin]").forEach(draw);
  document.querySelectorAll("[data-left]").forEach(tell);
};

function watch() {
  document.querySelectorAll("[data-left]").forEach(tell);
  for (const clock of document.querySelectorAll("[data-deadline]")) {
    const passed = serverNow() - Date.parse(clock.dataset.deadline);
    if (clock.dataset.begin) clock.classList.toggle("late", -passed < URGENT);
    // Where the server cannot be asked what became of it, at least nothing is tapped in vain.
    clock.closest(".decision")?.querySelector("form").toggleAttribute("inert", passed > 0);
    if (passed > 0) htmx.trigger(clock.closest("#call, #requests"), "overdue");
  }
}

drawAll();
setInterval(watch, 1000);
for (const settled of ["htmx:afterSettle", "htmx:oobAfterSwap"]) document.body.addEventListener(settled, drawAll);

// A phone that slept may not know yet that its stream is gone: it looks at once.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  drawAll();
  document.querySelectorAll("#call, #requests").forEach((part) => htmx.trigger(part, "overdue"));
});
