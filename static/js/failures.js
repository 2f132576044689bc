// What the server has failed at, or does not know any more, is told: no tap is silent. What was typed
// is sent again by itself.
const TOLD = 10_000; // milliseconds that a deed's failure is told
const AGAIN = 3000; // milliseconds before what was typed is sent again
const banner = document.getElementById("failed");
const unsaved = new Set();
let telling = null;
let sending = null;

function hide() {
  clearTimeout(telling);
  banner.hidden = true;
}

function tell(words) {
  hide();
  banner.querySelector("span").textContent = words;
  banner.hidden = false;
}

function sendAgain() {
  const fields = [...unsaved].filter((field) => "dirty" in field.dataset);
  unsaved.clear();
  for (const field of fields) htmx.trigger(field, "save");
}

document.body.addEventListener("htmx:responseError", ({ target, detail }) => {
  if (detail.requestConfig.verb !== "post") return;
  if (detail.xhr.status >= 500 && target.matches("[data-kept]")) {
    unsaved.add(target);
    clearTimeout(sending);
    sending = setTimeout(sendAgain, AGAIN);
    tell(banner.dataset.typed);
    return;
  }
  tell(banner.dataset.deed);
  telling = setTimeout(hide, TOLD);
  for (const part of document.querySelectorAll("#call, #requests")) htmx.trigger(part, "overdue");
});

document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && detail.requestConfig.verb === "post") hide();
});
document.addEventListener("called", hide);
