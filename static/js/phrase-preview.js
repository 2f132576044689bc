// A phrase is shown as it will be said while it is being written.
addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("phrase-preview");
  const fields = ["situation", "language", "text"].map((name) => document.getElementById(`id_${name}`));
  if (!place || fields.some((field) => !field)) return;
  let asked = 0;
  async function show() {
    const mine = ++asked;
    const query = new URLSearchParams(fields.map((field) => [field.name, field.value]));
    const answer = await fetch(`${place.dataset.url}?${query}`);
    if (answer.ok && mine === asked) place.innerHTML = await answer.text();
  }
  for (const field of fields) field.addEventListener("input", show);
  show();
});
