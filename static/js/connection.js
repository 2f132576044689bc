// Says when the server cannot be heard, and saves what waited when it can be again.
const banner = document.getElementById("offline");
const show = (lost) => { banner.hidden = !lost; };

document.body.addEventListener("htmx:sseError", () => show(true));
document.body.addEventListener("htmx:sendError", () => show(true));
document.body.addEventListener("htmx:sseOpen", () => {
  show(false);
  for (const field of document.querySelectorAll("[data-dirty]")) htmx.trigger(field, "save");
});
