// A new request calls by sound, by the tab's title, and where the tab is not seen by a notification.
import { sound } from "./sound.js";

const plainTitle = document.title;
const aloud = document.getElementById("asked");
let before = [];

function chime() {
  if ("request" in document.getElementById("sounds").dataset) sound([[660, 0], [880, 0.18]]);
}

async function notify({ attentionTitle, attentionText, attentionTag }) {
  if (!("Notification" in window) || Notification.permission !== "granted" || !document.hidden) return;
  const worker = await navigator.serviceWorker.ready;
  worker.showNotification(attentionTitle, { body: attentionText, tag: attentionTag, renotify: true, requireInteraction: true });
}

// A notification of what waits no more would call in vain.
async function silence(waiting) {
  const worker = await navigator.serviceWorker?.getRegistration();
  for (const shown of (await worker?.getNotifications()) ?? []) {
    if (!waiting.some((one) => shown.tag === `request-${one}`)) shown.close();
  }
}

function attend() {
  const place = document.querySelector("[data-attention]");
  // Which they are, not how many: one may have gone in the moment in which another came.
  const waiting = place?.dataset.attention.split(" ").filter(Boolean) ?? [];
  document.title = waiting.length ? `(${waiting.length}) ${place.dataset.attentionTitle}` : plainTitle;
  const said = place?.dataset.attentionText ?? "";
  if (aloud.textContent !== said) aloud.textContent = said;
  if (waiting.some((one) => !before.includes(one))) {
    document.dispatchEvent(new Event("called"));
    chime();
    notify(place.dataset);
  }
  if (before.some((one) => !waiting.includes(one))) silence(waiting);
  before = waiting;
}

navigator.serviceWorker?.register("/service-worker.js");
attend();
document.body.addEventListener("htmx:afterSettle", attend);
