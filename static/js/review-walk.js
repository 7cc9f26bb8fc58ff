/* Walking from check to check with n and p, and giving a verdict with one key. Without it there are links and buttons. */
(() => {
  "use strict";
  const keys = document.querySelector(".keys");
  if (!keys) return;
  const toggle = keys.querySelector(".single-keys");
  const words = keys.dataset;
  const NEEDS_REASON = ["does not support", "could not get it", "must be fixed"];
  let current = document.querySelector(".need[open]");

  const waiting = () => [...document.querySelectorAll(".need[data-waits]")];
  const formOf = (need) => need?.querySelector("form.look");
  const isTouched = (form) => [...form.elements].some((each) => each.value !== each.defaultValue && each.matches("textarea, input[type=text]"));
  const takesText = (element) => element.matches("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=submit])");

  /* Open a check, put away the one before unless something was typed there, and show its sentence. */
  function look(key) {
    const need = document.getElementById(`check-${key}`);
    if (!need) return;
    if (current && current !== need && formOf(current) && !isTouched(formOf(current))) current.open = false;
    current = need;
    need.open = true;
    document.querySelectorAll(".claim.current").forEach((each) => each.classList.remove("current"));
    document.getElementById(`claim-${need.dataset.claim}`)?.classList.add("current");
    history.replaceState(null, "", `${document.querySelector(".leaves").dataset.here}?look=${key}#check-${key}`);
    need.focus({ preventScroll: true });
    need.scrollIntoView({ block: need.offsetHeight > innerHeight ? "start" : "center" });
  }

  function walk(by) {
    const all = waiting();
    if (!all.length) return;
    const here = document.activeElement.closest?.(".need") || current;
    const place = all.indexOf(here);
    const next = place >= 0 ? all.at((place + by) % all.length) : nearest(all, here, by);
    look(next.id.replace("check-", ""));
  }

  /* From a check that does not wait: the next one that does, in this direction. */
  function nearest(all, here, by) {
    const follows = here?.isConnected ? all.filter((each) => here.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) : all;
    const precedes = all.filter((each) => !follows.includes(each));
    return by > 0 ? follows[0] || all[0] : precedes.at(-1) || all.at(-1);
  }

  function hint(form, sentence) {
    form.querySelector(".hint").textContent = sentence;
  }

  /* Give a verdict, or go to the field that it still wants; Ctrl and Enter then gives it from there. */
  function say(form, button) {
    const { reading, quote, reason } = form.elements;
    const sends = `${words.keep} “${button.firstChild.textContent}”.`;
    form.dataset.intent = button.value;
    if (NEEDS_REASON.includes(button.value)) {
      if (reason.value.trim()) form.requestSubmit(button);
      else write(form, reason, `${words.why} ${sends}`);
    } else if (reading && !reading.value) {
      hint(form, words.read);
    } else if (quote && !quote.value.trim() && !reason.value.trim()) {
      write(form, quote, `${words.quote} ${sends}`);
    } else {
      form.requestSubmit(button);
    }
  }

  function write(form, field, sentence) {
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    hint(form, sentence);
  }

  function amend(form) {
    const button = form.querySelector("[value=supports]");
    form.dataset.intent = button.value;
    write(form, form.elements.quote, `${words.keep} “${button.firstChild.textContent}”.`);
  }

  function choose(form, place) {
    form.elements.reading[place].checked = true;
    hint(form, "");
  }

  function commentOn(need) {
    const claim = document.activeElement.closest?.(".claim");
    const detail = claim ? claim.id.replace("claim-", "") : need?.dataset.claim || "0";
    document.dispatchEvent(new CustomEvent("review:comment", { detail }));
  }

  /* What a key does here; nothing when it is none of ours. */
  function deed(key) {
    const need = document.activeElement.closest?.(".need") || current;
    const form = need?.isConnected && formOf(need)?.offsetParent ? formOf(need) : null;
    if (key === "n") return () => walk(1);
    if (key === "p") return () => walk(-1);
    if (key === "c") return () => commentOn(need);
    if (form && key === "a" && form.elements.quote) return () => amend(form);
    if (form && "123".includes(key) && form.elements.reading) return () => choose(form, key - 1);
    const button = form?.querySelector(`button[data-key="${key}"]`);
    return button ? () => say(form, button) : null;
  }

  const isOn = () => toggle.checked;

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest?.("form.look");
      const button = form?.dataset.intent && form.querySelector(`button[value="${form.dataset.intent}"]`);
      if (button) form.requestSubmit(button);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.shiftKey || !isOn() || takesText(event.target)) return;
    const does = event.key.length === 1 && deed(event.key.toLowerCase());
    if (!does) return;
    event.preventDefault();
    does();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-look]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    look(link.dataset.look);
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.(".need") && event.target.open) current = event.target;
  }, true);
  document.addEventListener("review:look", (event) => look(event.detail));

  /* The keys can be switched off for good on this device; they are shown on the buttons while they are on. */

  function show() {
    document.querySelectorAll(".look kbd").forEach((each) => { each.hidden = !isOn(); });
  }

  keys.hidden = false;
  toggle.checked = localStorage.getItem("review-keys") !== "off";
  toggle.addEventListener("change", () => {
    localStorage.setItem("review-keys", isOn() ? "on" : "off");
    show();
  });
  document.addEventListener("review:refreshed", show);
  show();

  /* A link to a settled comment shows it open. */
  const thread = document.getElementById(location.hash.slice(1));
  if (thread?.matches(".thread")) thread.querySelector("details").open = true;
  if (current && location.search.includes("look=")) look(current.id.replace("check-", ""));
})();
