// What the server has failed at, or does not know any more, is told: no tap is silent. What was typed
// is sent again by itself.
import { save } from "./fields.js";

const TOLD = 10_000; // milliseconds that a deed's failure is told
const AGAIN = 3000; // milliseconds before what was typed is sent again
const banner = document.getElementById("failed");
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

document.body.addEventListener("htmx:responseError", ({ target, detail }) => {
  if (detail.requestConfig.verb !== "post") return;
  if (detail.xhr.status >= 500 && target.matches("[data-kept]")) {
    clearTimeout(sending);
    sending = setTimeout(save, AGAIN);
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
