// What is searched may be a caller's matter: it goes in a header, not in the address of a request,
// which a proxy writes down.
const LONGEST = 200; // letters; the server reads no more

document.addEventListener("htmx:configRequest", ({ detail: { verb, parameters, headers } }) => {
  if (verb !== "get" || !parameters.has("q")) return;
  headers["Frontdesk-Search"] = encodeURIComponent([...parameters.get("q")].slice(0, LONGEST).join(""));
  parameters.delete("q");
});
