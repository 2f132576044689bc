// Says when the server cannot be heard or reached, and makes up for what waited once it can be again.
const AGAIN = 3000; // milliseconds between two tries to reach it
const banner = document.getElementById("offline");
// A stream may outlive a moment in which nothing could be sent: the two are lost and found apart.
const lost = { stream: false, sending: false };
const unfetched = new Set();
let timer = null;

const show = () => { banner.hidden = !lost.stream && !lost.sending; };

function reached() {
  lost.sending = false;
  clearTimeout(timer);
  show();
  for (const field of document.querySelectorAll("[data-dirty]")) htmx.trigger(field, "save");
  const parts = [...unfetched];
  unfetched.clear();
  for (const part of parts) htmx.trigger(part, "sse:hello");
}

// Any answer will do, an error too: what was said was heard.
const look = () => fetch(banner.dataset.look, { cache: "no-store" }).then(reached, later);
function later() {
  clearTimeout(timer);
  timer = setTimeout(look, AGAIN);
}

document.body.addEventListener("htmx:sendError", ({ detail }) => {
  lost.sending = true;
  if (detail.requestConfig.verb === "get") unfetched.add(detail.elt);
  show();
  later();
});
document.body.addEventListener("htmx:afterRequest", ({ detail }) => { if (lost.sending && detail.xhr.status) reached(); });
addEventListener("online", () => { if (lost.sending) look(); });
document.body.addEventListener("htmx:sseError", () => { lost.stream = true; show(); });
document.body.addEventListener("htmx:sseOpen", () => { lost.stream = false; reached(); });
