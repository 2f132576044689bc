// Enter in the search takes the first answer to what stands there then, once that has come; who types
// on, or turns to something else meanwhile, wants it no more.
let wanted = null;
const words = (text) => text.trim().split(/\s+/).join(" ");

export function takeFirst(search) {
  wanted = words(search.value);
  takeWhatHasCome();
}

function takeWhatHasCome() {
  const list = document.getElementById("people");
  if (wanted === null || list === null || words(list.dataset.query) !== wanted) return;
  wanted = null;
  list.querySelector("[data-row]")?.click();
}

function wantNoMore({ target }) {
  if (target.id === "people-search") wanted = null;
}

document.body.addEventListener("htmx:afterSettle", takeWhatHasCome);
document.addEventListener("input", wantNoMore);
document.addEventListener("focusout", wantNoMore);
