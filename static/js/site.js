/* Knows how this device shows pages, how a source shows beside its mark, and what paper needs.
   Every page works without it. */
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (what) => document.querySelectorAll(what);
  const named = (id) => document.getElementById(id);
  try {
    Object.assign(root.dataset, JSON.parse(localStorage.display));
    // Written, not added: so the first paint waits for it and nothing jumps.
    document.write(`<link rel="stylesheet" href="${document.currentScript.dataset.display}">`);
  } catch {
    /* Nothing was chosen on this device. */
  }

  function entry(number, mark) {
    const reference = named(`ref-${number}`);
    const item = document.createElement("li");
    item.value = number;
    item.append(reference.querySelector(".ref").cloneNode(true));
    const back = reference.querySelector(`.uses a[href="#${mark.id}"]`);
    const quote = back?.parentNode.querySelector("q");
    if (quote) item.append(quote.cloneNode(true));
    return item;
  }

  function pop(card) {
    document.body.append(card);
    for (const way of card.querySelectorAll(".card-foot > *")) way.onclick = () => card.hidePopover();
    for (const link of all("a[role=doc-biblioref]")) {
      link.dataset.pop = "";
      link.onclick = (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        const numbers = link.dataset.refs?.split(" ") ?? [link.hash.slice(5)];
        const items = numbers.map((number) => entry(number, link.closest(".cite")));
        if (card.matches(":popover-open")) card.hidePopover();
        card.querySelector("ol").replaceChildren(...items);
        link.focus();
        card.showPopover({ source: link });
        card.scrollTop = 0;
      };
    }
  }

  /* What a reader writes travels behind the #, which no browser sends, and leaves the address at once. */
  function carry(own) {
    own.form?.addEventListener("submit", ({ submitter }) => {
      const [address] = submitter.formAction.split("#");
      submitter.formAction = own.value ? `${address}#own=${encodeURIComponent(own.value)}` : address;
    });
    if (!location.hash.startsWith("#own=")) return;
    own.value = decodeURIComponent(location.hash.slice(5));
    history.replaceState(null, "", location.pathname + location.search);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const template = named("card");
    const own = named("own");
    if (template && root.showPopover) pop(template.content.firstElementChild);
    for (const button of all("[data-print]")) {
      button.hidden = false;
      button.onclick = () => print();
    }
    addEventListener("beforeprint", () => {
      const today = new Date().toLocaleDateString(root.lang.replace(/^en$/, "en-GB"), { dateStyle: "long" });
      for (const place of all(".day")) place.textContent = today;
      if (own) all(".own-printed")[0].textContent = own.value;
    });
    if (own) carry(own);
  });
})();
