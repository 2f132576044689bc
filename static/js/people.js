// The card is fetched anew for the presence of those it shows and those who could come among them;
// of all others it says nothing.
document.addEventListener("news:presence", ({ detail }) => {
  const card = document.getElementById("actions");
  if (!card) return;
  const shown = [...document.querySelectorAll("#people [name=employee]")].map((one) => one.value);
  const concerned = new Set([...card.dataset.concerned.split(" "), ...shown]);
  const call = `call-${card.dataset.call}`;
  const matters = ({ brought, who }) => brought !== call && (!who.length || who.some((one) => concerned.has(String(one))));
  if (detail.some(matters)) htmx.trigger("#call", "somebody");
});
