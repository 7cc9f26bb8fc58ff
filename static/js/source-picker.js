/* What the list of sources says, and the dialog that picks from it. It knows no editor and no token. */

import { crel } from "django-prose-editor/editor"

const LONGEST_LOCATOR = 120
const BROKEN_STANDING = new Set(["retracted", "withdrawn"])

/* What the server says of sources: one request for all the keys of a moment. */

const sources = new Map()
const drawings = new Set()
const wanted = new Set()

async function lookUp(address, query) {
  const response = await fetch(`${address}?${new URLSearchParams(query)}`, { headers: { Accept: "application/json" } })
  if (!response.ok) throw new Error(`The list of sources answered ${response.status}.`)
  const found = (await response.json()).sources
  for (const source of found) sources.set(source.key, source)
  return found
}

const AT_ONCE = 150

async function lookUpWanted(address) {
  const keys = [...wanted].slice(0, AT_ONCE)
  for (const key of keys) wanted.delete(key)
  if (wanted.size) setTimeout(() => lookUpWanted(address))
  try {
    await lookUp(address, { keys: keys.join(",") })
    for (const key of keys) if (!sources.has(key)) sources.set(key, null)
  } catch {
    return /* What is drawn keeps showing keys. */
  }
  for (const draw of drawings) draw()
}

/* What is known of a key: a source, null for no such source, undefined until the answer comes. */
export const known = (key) => sources.get(key)
export const isBroken = (source) => BROKEN_STANDING.has(source?.standing)

export function watch(draw) {
  drawings.add(draw)
  return () => drawings.delete(draw)
}

export function want(keys, address) {
  const missing = keys.filter((key) => !sources.has(key))
  if (missing.length && !wanted.size) setTimeout(() => lookUpWanted(address))
  for (const key of missing) wanted.add(key)
}

/* The picker. */

function option(source, id) {
  const about = [source.title, source.kind, source.standing].filter(Boolean).join(" · ")
  const dom = crel("li", { id, role: "option", "aria-selected": "false" }, [crel("strong", { textContent: source.label }), ` ${about}`])
  dom.classList.toggle("is-retracted", isBroken(source))
  return dom
}

export class Picker {
  constructor({ address, items = [], chooses = "many", refuse = () => "", done }) {
    Object.assign(this, { address, done, chooses, refuse, items: items.map((item) => ({ ...item })), found: [], active: 0, asked: 0 })
    this.search = crel("input", { type: "search", id: "cite-search", autocomplete: "off", role: "combobox" })
    for (const [name, value] of [["aria-controls", "cite-found"], ["aria-expanded", "true"], ["aria-autocomplete", "list"]]) {
      this.search.setAttribute(name, value)
    }
    this.list = crel("ul", { id: "cite-found", role: "listbox", "aria-label": "Sources found" })
    this.chosen = crel("ul", { "aria-label": "Sources of this citation" })
    this.chosen.classList.add("cite-chosen")
    this.status = crel("p", { role: "status" })
    const cite = crel("button", { type: "submit", textContent: "Cite" })
    const cancel = crel("button", { type: "button", textContent: "Cancel" })
    cancel.addEventListener("click", () => this.dialog.close())
    const label = crel("label", { htmlFor: "cite-search", textContent: "Search by title, author, year, PMID or DOI" })
    const buttons = crel("p", {}, chooses === "many" ? [cite, cancel] : [cancel])
    this.form = crel("form", {}, [this.chosen, label, this.search, this.list, this.status, buttons])
    this.dialog = crel("dialog", { className: "cite-picker", "aria-label": "Cite a source" }, [this.form])
    this.listen()
    document.body.append(this.dialog)
    this.drawChosen()
    want(this.items.map(({ key }) => key), address)
    this.unwatch = watch(() => this.drawChosen())
    this.dialog.showModal()
    this.search.focus()
    this.find()
  }
  listen() {
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.finish()))
    this.dialog.addEventListener("close", () => this.leave())
    this.search.addEventListener("input", () => {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.find(), 150)
    })
    this.search.addEventListener("keydown", (event) => this.press(event))
    this.list.addEventListener("click", (event) => {
      const place = [...this.list.children].indexOf(event.target.closest("li"))
      if (place >= 0) this.choose(this.found[place])
    })
  }
  press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === "Escape") this.dialog.close()
    else if (step) this.activate((this.active + step + this.found.length) % (this.found.length || 1))
    else if (event.key === "Enter" && this.search.value.trim()) this.find().then(() => this.choose(this.found[this.active]))
    else return
    event.preventDefault()
  }
  async find() {
    clearTimeout(this.timer)
    const text = this.search.value.trim()
    if (text === this.sought) return this.finding
    this.sought = text
    this.finding = this.ask(text, ++this.asked)
    return this.finding
  }
  async ask(text, turn) {
    let found = []
    let sentence = ""
    try {
      found = await lookUp(this.address, { q: text })
      sentence = found.length ? "" : "No source found. Try fewer words, or add the source first."
    } catch {
      sentence = "The sources cannot be reached. Please try again."
    }
    if (turn !== this.asked) return
    this.found = found
    this.status.textContent = sentence
    this.list.replaceChildren(...found.map((source, place) => option(source, `cite-found-${place}`)))
    this.activate(0)
  }
  activate(place) {
    this.active = place
    for (const [at, each] of [...this.list.children].entries()) each.setAttribute("aria-selected", String(at === place))
    this.search.setAttribute("aria-activedescendant", this.found.length ? `cite-found-${place}` : "")
    this.list.children[place]?.scrollIntoView({ block: "nearest" })
  }
  choose(source) {
    if (!source) return
    if (!this.items.some(({ key }) => key === source.key)) this.items.push({ key: source.key, locator: "" })
    if (this.chooses === "one") return this.finish()
    this.drawChosen()
    this.search.value = ""
    this.search.focus()
    this.find()
  }
  drawChosen() {
    this.chosen.replaceChildren(...this.items.map((item) => this.row(item)))
  }
  row(item) {
    const name = sources.get(item.key)?.label || item.key
    const place = crel("input", { value: item.locator, maxLength: LONGEST_LOCATOR, placeholder: "place, as p. 4", "aria-label": `Place in ${name}` })
    place.addEventListener("input", () => (item.locator = place.value.replace(/[[\];\\\uFFFC]/g, " ").trim()))
    const remove = crel("button", { type: "button", textContent: "Remove", "aria-label": `Remove ${name}` })
    remove.addEventListener("click", () => {
      this.items = this.items.filter((each) => each !== item)
      this.drawChosen()
      this.search.focus()
    })
    return crel("li", {}, [crel("span", { textContent: name }), place, remove])
  }
  finish() {
    const reason = this.refuse(this.items)
    if (reason) {
      this.status.textContent = reason
      return
    }
    this.result = this.items
    this.dialog.close()
  }
  leave() {
    this.unwatch()
    this.dialog.remove()
    this.done(this.result, this.search.value)
  }
}

/* Let a plain input take one source's key. */
export const pickOne = (address, done) =>
  new Picker({ address, chooses: "one", done: (items) => items?.length && done(items[0].key) })
