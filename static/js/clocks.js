// Running times tick here; the server is asked for none of it.
import { serverNow } from "./server-clock.js";

const two = (number) => String(number).padStart(2, "0");

function tell(clock) {
  const passed = serverNow() - Date.parse(clock.dataset.since);
  const seconds = Math.max(0, Math.floor(passed / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const text = (hours ? `${hours}:${two(minutes)}` : minutes) + `:${two(seconds % 60)}`;
  if (clock.textContent !== text) clock.textContent = text;
}

// «12 s ago», in the language of the page.
const ago = new Intl.RelativeTimeFormat(document.documentElement.lang, { style: "short" });
const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function age(clock) {
  const seconds = Math.max(0, Math.floor((serverNow() - Date.parse(clock.dateTime)) / 1000));
  const [unit, size] = units.find(([, size]) => seconds >= size) ?? units.at(-1);
  const text = ago.format(-Math.floor(seconds / size), unit);
  if (clock.textContent !== text) clock.textContent = text;
}

function tellAll() {
  document.querySelectorAll("time[data-since]").forEach(tell);
  document.querySelectorAll("time[data-ago]").forEach(age);
}

tellAll();
setInterval(tellAll, 1000);
document.body.addEventListener("htmx:afterSettle", tellAll);
document.body.addEventListener("htmx:oobAfterSwap", tellAll);
