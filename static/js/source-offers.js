/* What the server offers for a typed or pasted text, and how a work is taken in. It knows no dialog. */

import { isBroken } from "citewell/known-sources"
import { crel } from "django-prose-editor/editor"

const ANSWERS = [200, 422]

/* The addresses stand beside that of the keys. */
async function ask(address, name, fields) {
  const response = await fetch(address.replace(/[^/]+$/, name), {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
    body: new URLSearchParams(fields),
  })
  if (response.redirected || !ANSWERS.includes(response.status)) throw new Error(`The sources answered ${response.status}.`)
  return response.json()
}

export const offersFor = (address, text, { look }) => ask(address, "offers.json", look ? { text, look: 1 } : { text })
export const takeIn = (address, fields) => ask(address, "take.json", fields)

/* One offer as a line of the list. */
export function line(offer, id) {
  const dom = crel("li", { id, role: "option", "aria-selected": "false" }, [crel("strong", { textContent: offer.label }), ` ${offer.about}`])
  dom.dataset.do = offer.do
  if (offer.do === "read") dom.setAttribute("aria-disabled", "true")
  dom.classList.toggle("is-retracted", isBroken(offer.source))
  return dom
}
