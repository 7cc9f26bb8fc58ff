/* Keeping a check without leaving the page: the same form is sent, and the parts that changed are put in place. */
(() => {
  "use strict";
  const keys = document.querySelector(".keys");
  if (!keys) return;
  const said = document.getElementById("said");
  const TYPED = "textarea, input[type=text]";

  /* Something was typed that is not kept yet; what a refusal brought back is not kept either. */
  const isTouched = (form) => form.id === "refused" || [...form.querySelectorAll(TYPED)].some((each) => each.value !== each.defaultValue);

  function refresh(page, need, isRefused) {
    const sentence = need.closest(".sentence");
    const others = [...sentence.querySelectorAll("form")].filter((form) => !need.contains(form) && isTouched(form));
    const part = isRefused || others.length || sentence.contains(document.getElementById("comment")) ? need : sentence;
    const fresh = page.getElementById(part.id);
    if (fresh) part.replaceWith(document.adoptNode(fresh));
    if (isRefused) return;
    for (const old of document.querySelectorAll("[data-refresh], .need:not([open])")) {
      const now = old.id ? page.getElementById(old.id) : page.querySelector(`[data-refresh="${old.dataset.refresh}"]`);
      if (!now || isTouched(old)) continue;
      now.removeAttribute("open");
      old.replaceWith(document.adoptNode(now));
    }
  }

  function tell(form, sentence) {
    form.querySelector(".hint").textContent = sentence;
    said.textContent = sentence;
  }

  async function keep(form, button) {
    const need = form.closest(".need");
    const key = need.id.replace("check-", "");
    let answer, page;
    try {
      answer = await fetch(form.action, { method: "POST", body: new FormData(form, button) });
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return tell(form, keys.dataset.away);
    }
    if (!page.querySelector(".leaves")) return tell(form, keys.dataset.away);
    refresh(page, need, answer.status === 422);
    document.dispatchEvent(new CustomEvent("review:refreshed"));
    if (answer.status === 422) {
      const refused = document.querySelector(`#check-${key} form.look`);
      refused.querySelector(".errorlist")?.setAttribute("role", "alert");
      return document.getElementById(`check-${key}`).focus();
    }
    said.textContent = page.querySelector(".messagelist")?.textContent.trim() ?? "";
    const next = new URL(answer.url).searchParams.get("look");
    document.dispatchEvent(new CustomEvent("review:look", { detail: next || key }));
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    form.dataset.sent = "yes";
    if (!form.matches("form.look") || !event.submitter) return;
    event.preventDefault();
    if (form.getAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    await keep(form, event.submitter);
    form.removeAttribute("aria-busy");
    delete form.dataset.sent;
  });

  /* Leaving with something typed and not sent: the browser asks first. */
  window.addEventListener("beforeunload", (event) => {
    const forms = [...document.querySelectorAll("form.small")];
    if (forms.some((form) => !form.dataset.sent && isTouched(form))) event.preventDefault();
  });
})();
