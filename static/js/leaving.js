// The page is left before the pause that saves: what is left is sent without waiting, and the next
// page hears of it, though it may have been read before. As a page goes its last requests may go with
// it, so they are sent when it begins to go; afterwards only what was typed since.
const sent = new WeakMap();

function sendWhatIsLeft() {
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  for (const field of document.querySelectorAll("[data-dirty]")) {
    if (sent.get(field) === field.value) continue;
    sent.set(field, field.value);
    const headers = { "HX-Request": "true", "X-CSRFToken": token };
    const body = new FormData();
    body.append(field.name, field.value);
    fetch(field.getAttribute("hx-post"), { method: "POST", body, headers, keepalive: true }).catch(() => {});
  }
}

addEventListener("beforeunload", sendWhatIsLeft);
addEventListener("pagehide", sendWhatIsLeft);
