// A new request calls by sound, by the tab's title, and where the tab is not seen by a notification.
import { sound } from "./sound.js";

const plainTitle = document.title;
let before = 0;

function chime() {
  if ("request" in document.getElementById("sounds").dataset) sound([[660, 0], [880, 0.18]]);
}

async function notify({ attentionTitle, attentionText, attentionTag }) {
  if (!("Notification" in window) || Notification.permission !== "granted" || !document.hidden) return;
  const worker = await navigator.serviceWorker.ready;
  worker.showNotification(attentionTitle, { body: attentionText, tag: attentionTag, renotify: true, requireInteraction: true });
}

async function silence() {
  const worker = await navigator.serviceWorker?.getRegistration();
  for (const shown of (await worker?.getNotifications()) ?? []) shown.close();
}

function attend() {
  const place = document.querySelector("[data-attention]");
  const waiting = Number(place?.dataset.attention ?? 0);
  document.title = waiting ? `(${waiting}) ${place.dataset.attentionTitle}` : plainTitle;
  if (waiting > before) { chime(); notify(place.dataset); }
  if (!waiting && before) silence();
  before = waiting;
}

navigator.serviceWorker?.register("/service-worker.js");
attend();
document.body.addEventListener("htmx:afterSettle", attend);
