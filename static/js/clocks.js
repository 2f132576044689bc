// Running times tick here; the server is asked for none of it.
const skew = Date.parse(document.querySelector("meta[name=server-time]").content) - performance.timeOrigin - performance.now();
const two = (number) => String(number).padStart(2, "0");

function tell(clock) {
  const passed = performance.timeOrigin + performance.now() + skew - Date.parse(clock.dataset.since);
  const seconds = Math.max(0, Math.floor(passed / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const text = (hours ? `${hours}:${two(minutes)}` : minutes) + `:${two(seconds % 60)}`;
  if (clock.textContent !== text) clock.textContent = text;
}
const tellAll = () => document.querySelectorAll("time[data-since]").forEach(tell);

tellAll();
setInterval(tellAll, 1000);
document.body.addEventListener("htmx:afterSettle", tellAll);
document.body.addEventListener("htmx:oobAfterSwap", tellAll);
