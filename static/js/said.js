/* What is said of citations, between the rows of the form and the chips of the editors. It knows no dialog.

   The form comes with one row for each citation, to be filled in where no scripts run. Once all editors stand,
   the chips carry what the rows say, so that undo, cut and paste take it along; the rows are then written anew
   from the chips, each with the place at which its block names the source. */

import { citationsIn, say } from "citewell/cite"

const PARTS = ["role", "quote", "note"]
const UNSAID = JSON.stringify(["supports", "", ""])

export class Said {
  constructor(form) {
    this.list = form.querySelector("#sentences")
    this.blocks = [...form.querySelectorAll("textarea[data-django-prose-editor-configurable]")].map(({ name }) => name)
    this.editors = new Map()
  }
  /* True once the last editor stands and the rows are ours. */
  attach(block, editor) {
    if (!this.list || !this.blocks.includes(block) || this.editors.has(block)) return false
    this.editors.set(block, editor)
    if (this.editors.size < this.blocks.length) return false
    this.takeOver()
    return true
  }
  takeOver() {
    const rows = this.read()
    for (const [block, editor] of this.editors) {
      const found = this.placed(block).flatMap(({ position, key, place }) => {
        const row = rows.get(JSON.stringify([block, key, place]))
        return row ? [{ position, key, ...row }] : []
      })
      say(editor, found)
      editor.on("update", () => this.write())
    }
    this.rows = document.createElement("div")
    this.rows.hidden = true
    this.list.replaceWith(this.rows)
    this.write()
  }
  /* The rows that say something, by where their citation stands. */
  read() {
    const found = new Map()
    for (const row of this.list.querySelectorAll("[data-place]")) {
      const { key, place } = row.dataset
      const { block } = row.closest("[data-block]").dataset
      const said = PARTS.map((part) => row.querySelector(`[name$=-${part}]`).value)
      if (JSON.stringify(said) !== UNSAID) {
        found.set(JSON.stringify([block, key, Number(place)]), Object.fromEntries(PARTS.map((part, at) => [part, said[at]])))
      }
    }
    return found
  }
  placed(block) {
    const times = new Map()
    return citationsIn(this.editors.get(block)).map((citation) => {
      const place = (times.get(citation.key) || 0) + 1
      times.set(citation.key, place)
      return { ...citation, block, place }
    })
  }
  write() {
    const said = this.blocks.flatMap((block) => this.placed(block)).filter((each) => JSON.stringify(PARTS.map((part) => each[part])) !== UNSAID)
    const fields = [["TOTAL_FORMS", said.length], ["INITIAL_FORMS", 0]]
    for (const [row, { block, place, key, role, quote, note }] of said.entries()) {
      const named = { block, place, source_key: key, role, quote, note }
      for (const [name, value] of Object.entries(named)) fields.push([`${row}-${name}`, value])
    }
    const written = JSON.stringify(fields)
    if (written === this.written) return
    this.written = written
    this.rows.replaceChildren(...fields.map(([name, value]) => Object.assign(document.createElement("input"), { type: "hidden", name: `cite-${name}`, value })))
  }
  /* Where the citation stands that the list of sentences names so. */
  position(block, key, place) {
    return this.placed(block).find((each) => each.key === key && each.place === place)?.position
  }
}
