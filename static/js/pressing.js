// What is being pressed is not swapped away under the finger: the press would be lost. The part is
// fetched anew once it is over.
const RELEASED = 300; // milliseconds in which a tap becomes a click
let pressed = null;
let timer = null;
const late = new Set();

function release() {
  clearTimeout(timer);
  pressed = null;
  for (const part of late) htmx.trigger(part, "sse:hello");
  late.clear();
}

addEventListener("pointerdown", ({ target }) => { clearTimeout(timer); pressed = target; }, true);
addEventListener("pointerup", () => { timer = setTimeout(release, RELEASED); }, true);
// After the click has done what it does: what answers it may be swapped in.
addEventListener("click", () => { if (pressed) setTimeout(release); }, true);
addEventListener("pointercancel", release, true);

// A double click on a deed of the call is one press: the answer to the first may have come already, and
// the second would take it back, or meet what stands there now.
addEventListener("click", (event) => {
  if (event.detail > 1 && event.target.closest("#call-form button:not([type=button])")) event.preventDefault();
}, true);

for (const swap of ["htmx:beforeSwap", "htmx:oobBeforeSwap"]) {
  document.body.addEventListener(swap, ({ detail }) => {
    const part = pressed && detail.target.contains(pressed) && detail.target.closest("[hx-trigger*='sse:hello']");
    if (!part) return;
    detail.shouldSwap = false;
    late.add(part);
  });
}
