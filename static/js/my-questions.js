/* Knows the questions that a reader keeps on this device: those of one sheet, and all of them together. */
(() => {
  "use strict";
  const PLACE = "my-questions";
  const find = (what, within = document) => within.querySelector(what);

  const isWords = (words) => Array.isArray(words) && words.every((each) => typeof each === "string");
  const isList = (each) =>
    Number.isInteger(each?.page) && [each.asked, each.first, each.own, [each.title]].every(isWords);

  /* The lists in a text that somebody else may have written; null when it holds none or may not be read. */
  function lists(read) {
    try {
      return JSON.parse(read()).filter(isList);
    } catch {
      return null;
    }
  }

  const kept = () => lists(() => localStorage.getItem(PLACE)) ?? [];

  /* Whether the browser let us; some refuse to keep anything. */
  function keep(chosen) {
    try {
      if (chosen.length) localStorage.setItem(PLACE, JSON.stringify(chosen));
      else localStorage.removeItem(PLACE);
      return true;
    } catch {
      return false;
    }
  }

  const without = (page) => kept().filter((each) => each.page !== page);

  function onSheet(sheet, keeping) {
    const own = find("#own");
    const page = Number(sheet.dataset.page);
    const say = (words) => {
      find("[data-forget]", keeping).hidden = words !== keeping.dataset.kept;
      find("[role=status]", keeping).textContent = words;
    };
    const before = kept().find((each) => each.page === page);
    if (before) {
      own.value ||= before.own.join("\n");
      say(keeping.dataset.kept);
    }
    find("[data-keep]", keeping).onclick = () => {
      const lines = [...sheet.querySelectorAll(".questions > li")];
      const ticked = lines.filter((line) => find("[name=ask]", line).checked);
      const words = (line) => find("span", line).textContent;
      const list = {
        page,
        version: Number(sheet.dataset.version),
        title: find(".about", sheet).textContent,
        first: lines.filter((line) => find("[name=first]", line).checked).map(words),
        asked: (ticked.length ? ticked : lines).map(words),
        own: own.value.split("\n").filter((line) => line.trim()),
      };
      say(keep([...without(page), list]) ? keeping.dataset.kept : keeping.dataset.refused);
    };
    find("[data-forget]", keeping).onclick = () => {
      keep(without(page));
      say(keeping.dataset.forgotten);
    };
    keeping.hidden = false;
  }

  function line(words, isFirst, mark) {
    const item = document.createElement("li");
    item.textContent = words;
    if (isFirst) item.append(mark.content.cloneNode(true));
    return item;
  }

  function section({ page, title, version, asked, first, own }, all) {
    const made = find("#group").content.cloneNode(true);
    const address = `/q/${page}/`;
    find("h2 a", made).textContent = title;
    find("h2 a", made).href = address;
    find(".version", made).textContent = version;
    find(".address", made).textContent = all.dataset.site + address;
    const mark = find("#first");
    const sorted = [...asked].sort((a, b) => first.includes(b) - first.includes(a));
    find("ol", made).append(
      ...sorted.map((words) => line(words, first.includes(words), mark)),
      ...own.map((words) => line(words, false, mark)),
    );
    find("[data-forget]", made).onclick = () => {
      keep(without(page));
      show(all);
    };
    return made;
  }

  /* What came with a link is shown as such, and kept only when its reader says so. */
  function brought() {
    return lists(() => decodeURIComponent(location.hash.replace("#list=", "")));
  }

  function show(all) {
    const came = brought();
    const shown = came ?? kept();
    find(".lists", all).replaceChildren(...shown.map((list) => section(list, all)));
    find("[data-none]", all).hidden = shown.length > 0;
    find("[data-some]", all).hidden = !shown.length || came !== null;
    find("[data-brought]", all).hidden = came === null;
    find("[data-link]", all).href = `#list=${encodeURIComponent(JSON.stringify(shown))}`;
    for (const button of all.querySelectorAll(".lists [data-forget]")) button.hidden = came !== null;
  }

  function onAll(all) {
    find("[data-forget-all]", all).onclick = () => {
      keep([]);
      show(all);
    };
    find("[data-keep-brought]", all).onclick = () => {
      const came = brought();
      keep([...kept().filter(({ page }) => !came.some((each) => each.page === page)), ...came]);
      history.replaceState(null, "", location.pathname);
      show(all);
    };
    addEventListener("hashchange", () => show(all));
    show(all);
    all.hidden = false;
  }

  const keeping = find("#keeping");
  const all = find("#all");
  if (keeping) onSheet(find(".sheet"), keeping);
  if (all) onAll(all);
})();
