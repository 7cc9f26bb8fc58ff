/* Knows how this device is to show pages: what is chosen here is kept on it and nowhere else. */
(() => {
  "use strict";
  const form = document.getElementById("display");
  const said = form.querySelector("[role=status]");
  const root = document.documentElement;
  const names = [...new Set([...form.elements].map(({ name }) => name).filter(Boolean))];

  for (const name of names) if (root.dataset[name]) form.elements[name].value = root.dataset[name];

  function choose() {
    const chosen = [...new FormData(form)].filter(([, value]) => value);
    for (const name of names) delete root.dataset[name];
    Object.assign(root.dataset, Object.fromEntries(chosen));
    try {
      if (chosen.length) localStorage.setItem("display", JSON.stringify(Object.fromEntries(chosen)));
      else localStorage.removeItem("display");
      said.textContent = form.dataset.kept;
    } catch {
      said.textContent = form.dataset.refused;
    }
  }

  form.addEventListener("change", choose);
  form.addEventListener("reset", () => setTimeout(choose));
  form.hidden = false;
})();
