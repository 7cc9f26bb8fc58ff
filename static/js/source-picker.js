/* The dialog that picks sources and adds those that are missing. It knows no editor and no token. */

import { ChosenSources } from "citewell/chosen-sources"
import { learn, nameOf, want, watch } from "citewell/known-sources"
import { line, offersFor, takeIn } from "citewell/source-offers"
import { TypedSource } from "citewell/typed-source"
import { crel } from "django-prose-editor/editor"

const UNREACHED = "The sources cannot be reached. Please try again; nothing that you typed is lost."

export class Picker {
  constructor({ address, items = [], roles = [], chooses = "many", refuse = () => "", done }) {
    Object.assign(this, { address, done, chooses, refuse, found: [], active: 0, asked: 0, block: "", told: "" })
    this.chosen = new ChosenSources({ items, roles, removed: () => this.search.focus() })
    this.build()
    this.listen()
    document.body.append(this.dialog)
    want(items.map(({ key }) => key), address)
    this.unwatch = watch(() => this.chosen.name())
    this.dialog.showModal()
    this.search.focus()
    this.find()
  }
  build() {
    this.search = crel("input", { type: "search", id: "cite-search", autocomplete: "off", role: "combobox" })
    const roles = { "aria-controls": "cite-found", "aria-expanded": "true", "aria-autocomplete": "list", "aria-describedby": "cite-help" }
    for (const [name, value] of Object.entries(roles)) this.search.setAttribute(name, value)
    this.list = crel("ul", { id: "cite-found", role: "listbox", "aria-label": "Sources found" })
    this.status = crel("p", { role: "status" })
    const cite = crel("button", { type: "submit", textContent: "Cite" })
    const cancel = crel("button", { type: "button", textContent: "Cancel" })
    cancel.addEventListener("click", () => this.dialog.close())
    const label = crel("label", { htmlFor: "cite-search", textContent: "Search by title, author, year, PMID or DOI" })
    const help = crel("p", { id: "cite-help", className: "help", textContent: "Or paste a DOI, a web address, or records (RIS, PubMed, BibTeX, CSL-JSON)." })
    const foot = crel("footer", {}, [this.status, crel("p", {}, this.chooses === "many" ? [cite, cancel] : [cancel])])
    this.form = crel("form", {}, [this.chosen.dom, label, this.search, help, this.list, foot])
    this.typed = new TypedSource({ add: (fields) => this.take(fields), back: () => this.goBack() })
    this.dialog = crel("dialog", { className: "cite-picker", "aria-label": "Cite a source" }, [this.form, this.typed.dom])
  }
  listen() {
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.finish()))
    this.dialog.addEventListener("close", () => this.leave())
    this.dialog.addEventListener("cancel", (event) => {
      if (this.typed.dom.hidden) return
      event.preventDefault()
      this.goBack()
    })
    this.search.addEventListener("input", ({ inputType }) => {
      clearTimeout(this.timer)
      this.block = this.told = ""
      const look = inputType === "insertFromPaste"
      this.timer = setTimeout(() => this.find({ look }), look ? 0 : 150)
    })
    this.search.addEventListener("paste", (event) => this.paste(event))
    this.search.addEventListener("keydown", (event) => this.press(event))
    this.form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.tagName !== "TEXTAREA" || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      this.finish()
    })
    this.list.addEventListener("click", (event) => {
      const place = [...this.list.children].indexOf(event.target.closest("li"))
      if (place >= 0) this.choose(this.found[place])
    })
  }
  press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === "Escape") this.dialog.close()
    else if (step) this.activate((this.active + step + this.found.length) % (this.found.length || 1))
    else if (event.key === "Enter" && this.text()) this.settled().then(() => this.choose(this.found[this.active]))
    else return
    event.preventDefault()
  }
  /* Several lines do not fit the field: they are kept beside it, and asked about at once. */
  paste(event) {
    const text = event.clipboardData.getData("text/plain").trim()
    if (!text.includes("\n")) return
    event.preventDefault()
    this.search.value = this.told = ""
    this.block = text
    this.find()
  }
  text() {
    return this.block || this.search.value.trim()
  }
  /* The list for what stands in the field now, also when Enter is quicker than the pause after typing. */
  settled() {
    return this.text() === this.sought ? this.finding : this.find()
  }
  find({ look = false } = {}) {
    clearTimeout(this.timer)
    this.sought = this.text()
    this.finding = this.ask(this.sought, look, ++this.asked)
    return this.finding
  }
  async ask(text, look, turn) {
    if (look) this.say("Looking it up …")
    let answer = { options: [], sentence: UNREACHED }
    try {
      answer = await offersFor(this.address, text, { look })
    } catch {
      /* The sentence says so. */
    }
    if (turn === this.asked) this.show(answer)
  }
  show({ options, sentence }) {
    const isChosen = ({ source }) => this.block && source && this.chosen.has(source.key)
    this.found = options.filter((offer) => !isChosen(offer))
    for (const { source } of options) if (source) learn(source)
    if (this.block && options.length && !this.found.length) {
      this.block = ""
      return void this.find()
    }
    this.say([this.told, sentence].filter(Boolean).join(" "))
    this.list.replaceChildren(...this.found.map((offer, place) => line(offer, `cite-found-${place}`)))
    this.activate(0)
  }
  say(sentence) {
    const open = this.typed.dom.hidden ? this.status : this.typed.status
    open.textContent = sentence
  }
  activate(place) {
    this.active = place
    for (const [at, each] of [...this.list.children].entries()) each.setAttribute("aria-selected", String(at === place))
    this.search.setAttribute("aria-activedescendant", this.found.length ? `cite-found-${place}` : "")
    this.list.children[place]?.scrollIntoView({ block: "nearest" })
  }
  choose(offer) {
    if (!offer) return
    if (offer.do === "choose") this.add(offer.source)
    else if (offer.do === "take") this.take({ record: offer.record, ...(offer.as_new && { as_new: 1 }) })
    else if (offer.do === "look") this.find({ look: true })
    else if (offer.do === "fill") this.fillIn(offer.fields)
    else this.say(offer.about)
  }
  fillIn(fields) {
    this.form.hidden = true
    this.typed.open(fields)
  }
  goBack() {
    this.typed.close()
    this.form.hidden = false
    this.search.focus()
  }
  /* Whoever else adds the same work at this moment, both get the one source. */
  async take(fields) {
    if (this.isTaking) return
    this.isTaking = true
    this.say("Adding it …")
    try {
      const answer = await takeIn(this.address, fields)
      if (answer.source) this.taken(answer)
      else if (answer.options.length) this.goBack(), this.show(answer)
      else this.say(answer.sentence)
    } catch {
      this.say(UNREACHED)
    }
    this.isTaking = false
  }
  taken({ source, sentence }) {
    this.told = sentence
    this.typed.clear()
    this.form.hidden = false
    this.add(source)
  }
  add(source) {
    learn(source)
    this.chosen.add(source.key)
    if (this.chooses === "one") return this.finish()
    this.told = [this.told, `${nameOf(source.key)} is chosen.`].filter(Boolean).join(" ")
    if (!this.block) this.search.value = ""
    this.search.focus()
    this.find()
  }
  finish() {
    const problem = this.chosen.problem()
    const sentence = problem?.sentence || this.refuse(this.chosen.items)
    problem?.field?.focus()
    if (sentence) return this.say(sentence)
    this.result = this.chosen.items
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
