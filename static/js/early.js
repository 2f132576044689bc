// What is typed while the card of a new call opens: the caller speaks already, and the first letters
// are the first words. They go into the first field; until then no letter is a key of the old page.
const KEPT = 10_000; // milliseconds
const FIELD = "#id_subject";
let typed = null;

// One key opens one call: pressed once more before anything is said or seen, it is the same press.
const SETTLED = 600; // milliseconds that a new card is looked at
let blocked = 0;

const opens = (path) => /\/calls\/(new|\d+\/answering)\/$/.test(path);

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (!opens(detail.requestConfig.path)) return;
  typed = "";
  sessionStorage.setItem("opening", "");
});

// Refused, or only noted: no card opens.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (opens(detail.requestConfig.path) && !detail.xhr.getResponseHeader("HX-Redirect")) {
    typed = null;
    sessionStorage.removeItem("early");
    sessionStorage.removeItem("opening");
  }
});

addEventListener("keydown", (event) => {
  if (event.code !== "F2") blocked = 0;
  else if (typed !== null || performance.now() < blocked) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (typed === null || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  if (event.key === "Backspace") typed = typed.slice(0, -1);
  else if (event.key.length === 1) typed += event.key;
  else return;
  // At once: the next page may be there before this one is told that it goes.
  sessionStorage.setItem("early", JSON.stringify([Date.now(), typed]));
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("DOMContentLoaded", () => {
  if (sessionStorage.getItem("opening") !== null) blocked = performance.now() + SETTLED;
  sessionStorage.removeItem("opening");
  const [at, early] = JSON.parse(sessionStorage.getItem("early") ?? "[0]");
  sessionStorage.removeItem("early");
  const field = document.querySelector(FIELD);
  if (!early || !field || field.readOnly || Date.now() - at > KEPT) return;
  field.focus();
  field.value = early + field.value;
  field.setSelectionRange(field.value.length, field.value.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
