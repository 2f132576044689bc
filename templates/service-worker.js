// Keeps one page for the time without a network, and opens the requests from a notification.
const OFFLINE = "{{ offline }}";
const REQUESTS = "{{ requests }}";

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open("offline").then((kept) => kept.add(new Request(OFFLINE, { cache: "reload" }))));
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

// Pages come from the server alone: what is shown of a call must never be yesterday's.
addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate" || event.request.method !== "GET") return;
  event.respondWith(fetch(event.request).catch(() => caches.match(OFFLINE)));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil((async () => {
    const pages = await clients.matchAll({ type: "window" });
    const open = pages.find((page) => new URL(page.url).pathname === REQUESTS) ?? pages[0];
    if (!open) return clients.openWindow(REQUESTS);
    await open.focus();
    if (new URL(open.url).pathname !== REQUESTS) await open.navigate(REQUESTS);
  })());
});
