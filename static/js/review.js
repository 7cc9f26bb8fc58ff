/* Selecting words of one sentence fills the comment form; without this script the list of sentences does. */
(() => {
  const form = document.querySelector(".new-comment form");
  const page = document.querySelector(".as-patients");
  if (!form || !page) return;
  const note = document.querySelector(".new-comment .selected");
  const skipped = ".cite, .vh";

  const claimOf = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(".claim");

  /* How many characters of the sentence, marks left out, stand before this point. */
  const offsetOf = (claim, node, offset) => {
    const range = document.createRange();
    range.setStart(claim, 0);
    range.setEnd(node, offset);
    const part = range.cloneContents();
    part.querySelectorAll(skipped).forEach((mark) => mark.remove());
    part.querySelectorAll("br").forEach((line) => line.replaceWith("\n"));
    return part.textContent.length;
  };

  const choose = () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const claim = claimOf(range.startContainer);
    if (!claim || !page.contains(claim) || claim !== claimOf(range.endContainer)) return;
    const start = offsetOf(claim, range.startContainer, range.startOffset);
    const end = offsetOf(claim, range.endContainer, range.endOffset);
    if (end <= start) return;
    form.elements.sentence.value = claim.id.replace("claim-", "");
    form.elements.start.value = start;
    form.elements.end.value = end;
    form.closest("details").open = true;
    note.textContent = `${note.dataset.words} “${selection.toString().trim()}”`;
  };

  const forget = () => {
    form.elements.start.value = form.elements.end.value = note.textContent = "";
  };

  document.addEventListener("selectionchange", choose);
  form.elements.sentence.addEventListener("change", forget);
})();
