/* A work described by hand, in the four words that find it again. It knows no server and no citation. */

import { crel } from "django-prose-editor/editor"

const FIELDS = [
  ["title", "Title", ""],
  ["people", "Authors, on one line", "Moreau P, Garfall AL"],
  ["year", "Year", "2022"],
  ["number", "DOI, PMID or other number", "10.1000/example"],
]

export class TypedSource {
  constructor({ add, back }) {
    this.inputs = new Map(FIELDS.map(([name, , placeholder]) => [name, crel("input", { name, id: `cite-typed-${name}`, placeholder, autocomplete: "off" })]))
    this.inputs.get("year").inputMode = "numeric"
    const rows = FIELDS.map(([name, textContent]) => crel("p", {}, [crel("label", { htmlFor: `cite-typed-${name}`, textContent }), this.inputs.get(name)]))
    const leave = crel("button", { type: "button", textContent: "Back to the list" })
    leave.addEventListener("click", back)
    this.status = crel("p", { role: "status" })
    const buttons = crel("p", {}, [crel("button", { type: "submit", textContent: "Add this source" }), leave])
    const foot = crel("footer", {}, [this.status, buttons])
    this.dom = crel("form", { className: "cite-typed", hidden: true, "aria-label": "A source that is not here" }, [...rows, foot])
    this.dom.addEventListener("submit", (event) => {
      event.preventDefault()
      add(Object.fromEntries(new FormData(this.dom)))
    })
  }
  /* What was typed before stays, unless the list now offers something for it. */
  open(fields) {
    for (const [name, value] of Object.entries(fields)) this.inputs.get(name).value = value
    this.status.textContent = ""
    this.dom.hidden = false
    ;[...this.inputs.values()].find(({ value }) => !value)?.focus()
  }
  close() {
    this.dom.hidden = true
  }
  clear() {
    this.dom.reset()
    this.close()
  }
}
