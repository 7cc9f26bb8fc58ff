/* The words of the page: those with comments are marked, those that are selected can be commented on in place.
   Without this script each sentence has a link to its comment form, and the form a field for some of its words. */
(() => {
  "use strict";
  const page = document.querySelector(".leaves");
  if (!page) return;
  const UNSAID = ".cite, .vh";

  /* A sentence counts its characters as the server does: marks left out, a line break as one. */

  function length(fragment) {
    fragment.querySelectorAll(UNSAID).forEach((mark) => mark.remove());
    fragment.querySelectorAll("br").forEach((line) => line.replaceWith("\n"));
    return fragment.textContent.length;
  }

  function offsetOf(claim, node, offset) {
    const range = document.createRange();
    range.setStart(claim, 0);
    range.setEnd(node, offset);
    return length(range.cloneContents());
  }

  function lengthOf(claim) {
    return offsetOf(claim, claim, claim.childNodes.length);
  }

  /* What a stretch of the page says. */
  function textOf(range) {
    const fragment = range.cloneContents();
    fragment.querySelectorAll(UNSAID).forEach((mark) => mark.remove());
    return fragment.textContent.trim();
  }

  function wordsOf(claim) {
    const range = document.createRange();
    range.selectNodeContents(claim);
    return textOf(range);
  }

  /* The text node, and the place in it, of a character of a sentence. */
  function pointAt(claim, offset) {
    const walker = document.createTreeWalker(claim, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
      node.nodeType === Node.ELEMENT_NODE && node.matches(UNSAID) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT)
    let left = offset, last = null;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeName === "BR") left -= 1;
      if (node.nodeType !== Node.TEXT_NODE) continue;
      if (left <= node.length) return [node, Math.max(left, 0)];
      left -= node.length;
      last = node;
    }
    return last ? [last, last.length] : [claim, 0];
  }

  const claimsOf = (block) => [...page.querySelectorAll(`[data-block="${block}"] .claim`)];
  const numberOf = (claim) => claim.id.replace("claim-", "");

  /* Passages with open comments. */

  function rangeOf(thread) {
    const { block, start, end } = thread.dataset;
    const range = document.createRange();
    const touched = claimsOf(block).filter((claim) => claim.dataset.start < +end && +claim.dataset.start + lengthOf(claim) > start);
    if (!touched.length) return null;
    const first = touched[0], last = touched[touched.length - 1];
    range.setStart(...pointAt(first, Math.max(start - first.dataset.start, 0)));
    range.setEnd(...pointAt(last, Math.min(end - last.dataset.start, lengthOf(last))));
    return range;
  }

  function mark() {
    if (!CSS.highlights) return;
    const threads = [...page.querySelectorAll('.thread[data-block][data-status="open"]')];
    for (const [name, isIt] of [["must-fix", true], ["commented", false]]) {
      const ranges = threads.filter((each) => (each.dataset.kind === "must-fix") === isIt).map(rangeOf);
      CSS.highlights.set(name, new Highlight(...ranges.filter(Boolean)));
    }
  }

  mark();
  document.addEventListener("review:refreshed", mark);

  const box = document.getElementById("comment");
  const button = document.querySelector(".on-selection");
  if (!box || !button) return;
  const fields = box.querySelector("form").elements;
  const said = document.getElementById("said");
  let chosen = null;

  /* What is selected, as sentence, start and end; it may run over several sentences of one block. */
  function selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const from = (range.startContainer.nodeType === Node.ELEMENT_NODE ? range.startContainer : range.startContainer.parentElement);
    const block = from?.closest(".leaf")?.closest("[data-block]")?.dataset.block;
    const parts = (block ? claimsOf(block) : []).filter((claim) => range.intersectsNode(claim)).map((claim) => ({
      claim,
      start: claim.contains(range.startContainer) ? offsetOf(claim, range.startContainer, range.startOffset) : 0,
      end: claim.contains(range.endContainer) ? offsetOf(claim, range.endContainer, range.endOffset) : lengthOf(claim),
    })).filter((part) => part.start < part.end);
    if (!parts.length) return null;
    const first = parts[0], last = parts[parts.length - 1];
    return {
      sentence: numberOf(first.claim),
      start: first.start,
      end: last.claim.dataset.start - first.claim.dataset.start + last.end,
      words: textOf(range),
      range,
    };
  }

  function offer() {
    chosen = selected() || (document.activeElement === button ? chosen : null);
    button.hidden = !chosen;
    if (chosen && document.activeElement.matches(".claim")) said.textContent = `${chosen.words} – ${button.textContent}: Enter`;
    if (!chosen || getComputedStyle(button).position !== "absolute") return;
    const place = chosen.range.getBoundingClientRect();
    const frame = button.offsetParent.getBoundingClientRect();
    button.style.insetBlockStart = `${place.bottom - frame.top + 8}px`;
    button.style.insetInlineStart = `${Math.max(place.left - frame.left, 0)}px`;
  }

  /* Bring the one comment form to its sentence; “0” is the whole page. */
  function comment(sentence, passage) {
    const home = document.getElementById(`sentence-${sentence}`) || document.querySelector("#page .beside");
    if (!home.contains(box)) home.append(box);
    box.open = true;
    fields.sentence.value = sentence;
    fields.words.value = passage ? passage.words : "";
    fields.start.value = passage ? passage.start : "";
    fields.end.value = passage ? passage.end : "";
    button.hidden = true;
    if (CSS.highlights) CSS.highlights.set("chosen", new Highlight(...(passage ? [passage.range.cloneRange()] : [])));
    fields.text.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
  }

  /* A suggestion begins with the words that it would change. */
  box.addEventListener("change", (event) => {
    if (event.target.value !== "suggestion" || fields.replacement.value) return;
    const claim = document.getElementById(`claim-${fields.sentence.value}`);
    fields.replacement.value = fields.words.value || (claim ? wordsOf(claim) : "");
  });

  const forget = () => { fields.start.value = fields.end.value = ""; };
  fields.words.addEventListener("input", forget);
  fields.sentence.addEventListener("change", () => { forget(); fields.words.value = ""; });

  document.addEventListener("selectionchange", offer);
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => chosen && comment(chosen.sentence, chosen));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-sentence]");
    if (!link) return;
    event.preventDefault();
    comment(link.dataset.sentence);
  });
  document.addEventListener("review:comment", (event) => {
    if (chosen) comment(chosen.sentence, chosen);
    else comment(event.detail);
  });

  /* By keyboard: one stop for the page, arrows from sentence to sentence, Shift and arrows to select. */

  const claims = [...page.querySelectorAll(".claim")];
  claims.forEach((claim, place) => { claim.tabIndex = place ? -1 : 0; });

  function step(claim, by) {
    const next = claims[claims.indexOf(claim) + by];
    if (!next) return;
    claim.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  function extend(claim, way, unit) {
    const selection = document.getSelection();
    if (!claim.contains(selection.anchorNode)) selection.collapse(...pointAt(claim, 0));
    selection.modify("extend", way, unit);
  }

  page.addEventListener("keydown", (event) => {
    if (!event.target.matches(".claim") || event.altKey || event.metaKey) return;
    const claim = event.target, unit = event.ctrlKey ? "word" : "character";
    const does = {
      ArrowDown: () => (event.shiftKey ? extend(claim, "forward", "line") : step(claim, 1)),
      ArrowUp: () => (event.shiftKey ? extend(claim, "backward", "line") : step(claim, -1)),
      ArrowRight: event.shiftKey && (() => extend(claim, "forward", unit)),
      ArrowLeft: event.shiftKey && (() => extend(claim, "backward", unit)),
      Enter: () => comment(chosen ? chosen.sentence : numberOf(claim), chosen),
    }[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  });
})();
