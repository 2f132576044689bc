// One soft ring for a new line; a caller on hold asks for attention again and again.
import { serverNow } from "./server-clock.js";
import { sound } from "./sound.js";

const lines = () => document.getElementById("lines");
const heardNow = () => lines().dataset.heard.split(" ").filter(Boolean);
let heard = new Set();
const asked = new Map();

function ring() {
  const ringing = heardNow();
  if (ringing.some((line) => !heard.has(line))) sound([[523, 0], [659, 0.25]], 0.12);
  heard = new Set(ringing);
}

function remind() {
  const every = Number(lines().dataset.holdSeconds) * 1000;
  for (const line of document.querySelectorAll(".line[data-held]")) {
    const times = Math.floor((serverNow() - Date.parse(line.dataset.held)) / every);
    line.classList.toggle("asks", times > 0);
    line.querySelector(".nudge").hidden = times < 1;
    const before = asked.get(line.dataset.held) ?? 0;
    asked.set(line.dataset.held, times);
    const silent = "talking" in lines().dataset || !("held" in document.getElementById("sounds").dataset);
    if (times > before && !silent) sound([[440, 0]], 0.08);
  }
}

// The list stays where it was scrolled to, whatever comes or goes in it.
const list = () => lines().querySelector(".body");
let scrolled = 0;

ring();
remind();
// On a phone the list has no scroll of its own, and stands below what the caller is to be told.
if (list().scrollHeight > list().clientHeight) document.querySelector(".line[aria-current]")?.scrollIntoView({ block: "nearest" });
setInterval(remind, 1000);
document.body.addEventListener("htmx:beforeSwap", () => { scrolled = list().scrollTop; });
document.body.addEventListener("htmx:afterSettle", () => { list().scrollTop = scrolled; ring(); remind(); });
document.getElementById("sounds").addEventListener("change", ({ target, currentTarget }) => {
  if (target.name !== "new_line") currentTarget.toggleAttribute(`data-${target.name}`, target.checked);
});
