/* Knows how to show a source beside its mark and how to print one's own questions. Every page works without it. */
(() => {
  "use strict";
  const template = document.getElementById("card");
  const canPop = template && "popover" in HTMLElement.prototype;

  function entry(number, mark) {
    const reference = document.getElementById(`ref-${number}`);
    const item = document.createElement("li");
    item.value = number;
    item.append(reference.querySelector(".ref").cloneNode(true));
    const back = reference.querySelector(`.uses a[href="#${mark.id}"]`);
    const quote = back && back.parentNode.querySelector("q");
    if (quote) item.append(quote.cloneNode(true));
    return item;
  }

  function numbers(link) {
    return link.dataset.refs ? link.dataset.refs.split(" ") : [link.hash.replace("#ref-", "")];
  }

  if (canPop) {
    const card = template.content.firstElementChild;
    const list = card.querySelector("ol");
    document.body.append(card);
    card.querySelector("button").addEventListener("click", () => card.hidePopover());
    card.querySelector("a").addEventListener("click", () => card.hidePopover());
    for (const link of document.querySelectorAll('a[role="doc-biblioref"]')) {
      link.dataset.pop = "";
      link.addEventListener("click", (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        if (card.matches(":popover-open")) card.hidePopover();
        list.replaceChildren(...numbers(link).map((number) => entry(number, link.closest(".cite"))));
        link.focus();
        card.showPopover({ source: link });
        card.scrollTop = 0;
      });
    }
  }

  const own = document.getElementById("own");
  const print = document.getElementById("print");
  if (!print) return;
  const root = document.documentElement;
  print.hidden = false;
  print.addEventListener("click", () => {
    root.dataset.print = "list";
    window.print();
  });
  window.addEventListener("beforeprint", () => {
    document.querySelector(".own-printed").textContent = own.value;
  });
  window.addEventListener("afterprint", () => delete root.dataset.print);
})();
