/* The answer's form while it is written: its rows, its citations, autosave, and the warning on leaving. */

import { openCitation } from "citewell/cite"
import { claimList } from "citewell/claim-list"
import { endsLine, equipRows } from "citewell/form-rows"
import { gateList } from "citewell/gate-list"
import { nameOf } from "citewell/known-sources"
import { showTab, watchLive } from "citewell/live-panel"
import { Said } from "citewell/said"
import { pickOne } from "citewell/source-picker"

const AUTOSAVE_EVERY = 5000
const KEEPALIVE_LIMIT = 60000
const form = document.getElementById("answer-form")
const status = document.getElementById("autosaved")
const said = new Said(form)

/* Autosave: only what changed, for this person alone. */

const typed = () => new URLSearchParams(new FormData(form)).toString()
const isDirty = () => form.hasAttribute("data-unsaved") || typed() !== atLoad
let atLoad = ""
let kept = ""
let isLeaving = false
let saving = null

async function autosave() {
  const text = typed()
  if (isLeaving || saving || form.hasAttribute("data-waits") || text === kept || !isDirty()) return
  saving = new AbortController()
  try {
    const response = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new URLSearchParams(text),
      signal: saving.signal,
      keepalive: text.length < KEEPALIVE_LIMIT,
    })
    if (response.redirected) throw new Error("signed out")
    const { saved_at: moment, problem } = await response.json()
    if (moment) kept = text
    status.textContent = moment ? `Kept for you at ${moment}, not saved yet.` : problem
  } catch {
    if (!isLeaving) status.textContent = "Your text could not be kept. It is still here; please save soon."
  }
  saving = null
}

function watchLeaving() {
  setInterval(autosave, AUTOSAVE_EVERY)
  document.addEventListener("visibilitychange", () => document.hidden && autosave())
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("data-leaves-open")) return
    isLeaving = true
    saving?.abort()
  })
  window.addEventListener("beforeunload", (event) => {
    if (!isLeaving && isDirty()) event.preventDefault()
  })
  window.addEventListener("pageshow", () => (isLeaving = false))
  if (form.hasAttribute("data-waits")) status.textContent = "Choose above what to do with your earlier text; until then nothing is kept."
}

/* Sources that turned out not to be relevant go to the rows of those that were not used, with the reason. */

const field = (row, name) => row.querySelector(`[name$=-${name}]`)

function watchSetAside(box, addRow) {
  form.addEventListener("citewell:set-aside", ({ detail: { key, reason } }) => {
    const rows = [...box.querySelectorAll("li:not([hidden])")]
    const isEmpty = (each) => !field(each, "source").value && !field(each, "reason").value
    const row = rows.find((each) => field(each, "source").value === key) || rows.find(isEmpty) || addRow()
    field(row, "source").value = key
    field(row, "reason").value = [...new Set([field(row, "reason").value, reason].filter(Boolean))].join("; ")
    status.textContent = `${nameOf(key)} now stands among the sources that were looked at but not used.`
    form.dispatchEvent(new Event("input", { bubbles: true }))
  })
}

/* A row that names a source can look it up. */
function canFind(row, changed) {
  const source = row.querySelector("input[data-source]")
  if (!source) return
  const find = Object.assign(document.createElement("button"), { type: "button", textContent: "Find" })
  find.addEventListener("click", () => pickOne(form.dataset.lookup, (key) => ((source.value = key), changed())))
  source.after(find)
}

/* The editors get their names from the labels of the text areas they stand for, and tell of their citations. */
function welcome(editor, textarea) {
  const isClean = typed() === atLoad
  if (said.attach(textarea.name, editor) && isClean) atLoad = kept = typed()
  const [label] = textarea.labels
  if (!label) return
  editor.view.dom.setAttribute("aria-label", label.textContent.replace(/:$/, ""))
  label.addEventListener("click", () => editor.commands.focus())
}

form.addEventListener("keydown", (event) => endsLine(event) && event.preventDefault())
for (const box of form.querySelectorAll("[data-rows]")) {
  const addRow = equipRows(box, canFind)
  if (box.dataset.rows === "aside") watchSetAside(box, addRow)
}
atLoad = kept = typed()

document.addEventListener("prose-editor:ready", ({ detail }) => welcome(detail.editor, detail.textarea))
/* Some may be ready before this script is. */
for (const { editor, parentElement } of form.querySelectorAll(".ProseMirror")) {
  if (editor) welcome(editor, parentElement.closest(".prose-editor").querySelector("textarea"))
}
watchLeaving()
const open = (block, key, place) => {
  const position = said.position(block, key, place)
  if (position !== undefined) openCitation(said.editors.get(block), position)
}
const { redraw, lead } = claimList({ editors: said.editors, open, show: () => showTab("tab-claims") })
const redrawGates = gateList({ editors: said.editors, lead })
watchLive(form, typed, (claims, gates) => {
  redraw(claims)
  redrawGates(gates)
})
