// A phrase is shown as it will be said while it is being written.
addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("phrase-preview");
  const text = document.getElementById("id_text");
  if (!place || !text) return;
  const { url, situation, language } = place.dataset;
  let asked = 0;
  async function show() {
    const mine = ++asked;
    const answer = await fetch(`${url}?${new URLSearchParams({ situation, language, text: text.value })}`);
    if (answer.ok && mine === asked) place.innerHTML = await answer.text();
  }
  text.addEventListener("input", show);
  show();
});
