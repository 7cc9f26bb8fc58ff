/* The sources chosen for one citation, each with its place, role, quote and reason. It knows no list and no server. */

import { LONGEST_LOCATOR } from "citewell/citation-token"
import { nameOf } from "citewell/known-sources"
import { crel } from "django-prose-editor/editor"

const LONGEST_QUOTE = 300
const LONGEST_REASON = 500
const USUAL = "supports"
const NOT_RELEVANT = "not_relevant"
const folded = (text) => text.replace(/\s+/g, " ").trim()
const length = (text) => [...text].length

export class ChosenSources {
  /* Without roles only the places are asked for. */
  constructor({ items, roles, removed }) {
    this.rows = new Map()
    this.roles = roles
    this.removed = removed
    this.dom = crel("ul", { className: "cite-chosen", "aria-label": "Sources of this citation" })
    for (const item of items) this.append({ ...item })
  }
  get items() {
    return [...this.rows.keys()]
  }
  has(key) {
    return this.items.some((item) => item.key === key)
  }
  add(key) {
    if (!this.has(key)) this.append({ key, locator: "", role: USUAL, quote: "", note: "" })
  }
  append(item) {
    const row = this.row(item)
    this.rows.set(item, row)
    this.dom.append(row.dom)
    row.name()
  }
  /* The names of sources come later than their keys. */
  name() {
    for (const row of this.rows.values()) row.name()
  }
  row(item) {
    const title = crel("strong")
    const remove = crel("button", { type: "button", textContent: "Remove" })
    remove.addEventListener("click", () => {
      this.rows.get(item).dom.remove()
      this.rows.delete(item)
      this.removed()
    })
    const fields = [this.place(item), ...(this.roles.length ? this.words(item) : [])]
    const dom = crel("li", {}, [crel("p", {}, [title, remove]), ...fields.map(({ dom }) => dom)])
    const name = () => {
      title.textContent = nameOf(item.key)
      remove.setAttribute("aria-label", `Remove ${nameOf(item.key)}`)
      for (const { input, label } of fields) input.setAttribute("aria-label", `${label}: ${nameOf(item.key)}`)
    }
    return { dom, name }
  }
  place(item) {
    const input = crel("input", { value: item.locator, maxLength: LONGEST_LOCATOR, placeholder: "p. 4" })
    input.addEventListener("input", () => (item.locator = input.value.replace(/[[\];\\\uFFFC]/g, " ").trim()))
    return this.field("Place in the source", input)
  }
  words(item) {
    const role = this.field("What it does", crel("select", {}, this.roles.map(([value, textContent]) => crel("option", { value, textContent }))))
    const quote = this.field("Quote from the source", crel("textarea", { rows: 2, value: item.quote }), crel("span", { className: "counter" }))
    const note = this.field("Reason", crel("textarea", { rows: 1, value: item.note }))
    const counter = quote.dom.querySelector(".counter")
    const draw = () => {
      counter.textContent = `${length(item.quote)} of ${LONGEST_QUOTE}`
      counter.classList.toggle("is-over", length(item.quote) > LONGEST_QUOTE)
      note.dom.hidden = item.role === USUAL && !item.note
      quote.dom.hidden = item.role === NOT_RELEVANT
    }
    role.input.value = item.role
    role.input.addEventListener("input", () => ((item.role = role.input.value), draw()))
    quote.input.addEventListener("input", () => ((item.quote = folded(quote.input.value)), draw()))
    note.input.addEventListener("input", () => (item.note = folded(note.input.value)))
    draw()
    return [role, quote, note]
  }
  field(label, input, ...more) {
    return { label, input, dom: crel("label", {}, [crel("span", {}, [label, ...more]), input]) }
  }
  /* Why these sources cannot be cited yet, with the field that has to change; nothing when they can. */
  problem() {
    for (const [item, { dom }] of this.rows) {
      const [quote, reason] = dom.querySelectorAll("textarea")
      const said = this.why(item)
      if (said) return { sentence: `${nameOf(item.key)}: ${said}`, field: said.startsWith("The quote") ? quote : reason }
    }
    return null
  }
  why({ role, quote, note }) {
    if (role === NOT_RELEVANT && !note) return "Say why it is not relevant; readers will see the reason."
    if (length(quote) > LONGEST_QUOTE) return `The quote has ${length(quote)} characters; ${LONGEST_QUOTE} are the most.`
    return length(note) > LONGEST_REASON ? `The reason has ${length(note)} characters; ${LONGEST_REASON} are the most.` : ""
  }
}
