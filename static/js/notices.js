// What a deed has led to is told until it is closed, for a while, or until somebody new calls: what
// is told of the last call must not stand over the next one.
const TOLD = 10_000; // milliseconds
const place = () => document.getElementById("notice");
let told = null;
let timer = null;

function clear() {
  // Nobody is hurried: what is just being read or pressed stays.
  if (told?.matches(":hover, :focus-within")) timer = setTimeout(clear, TOLD);
  else told?.remove();
}

function tell() {
  if (place().firstElementChild === told) return;
  told = place().firstElementChild;
  clearTimeout(timer);
  timer = setTimeout(clear, TOLD);
}

tell();
document.body.addEventListener("htmx:afterSettle", tell);
document.addEventListener("called", () => told?.remove());
document.addEventListener("click", ({ target }) => { if (target.closest("[data-close]")) told?.remove(); });

// A tap that the server never heard is not silent.
document.body.addEventListener("htmx:sendError", ({ detail }) => {
  if (detail.requestConfig.verb !== "post") return;
  place().replaceChildren(document.querySelector("template[data-unsent]").content.cloneNode(true));
  tell();
});
