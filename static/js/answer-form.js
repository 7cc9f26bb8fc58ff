/* The answer's form while it is written: rows, autosave, the warning on leaving, and the live preview. */

import { pickOne } from "citewell/source-picker"

const AUTOSAVE_EVERY = 5000
const PREVIEW_AFTER = 900
const KEEPALIVE_LIMIT = 60000
const TYPED = ".row-field :is(textarea, input, select)"
const form = document.getElementById("answer-form")
const status = document.getElementById("autosaved")

function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties)
}

/* Rows: up, down, add and remove instead of order numbers. */

function renumber(list) {
  let place = 0
  for (const row of list.children) {
    const isGone = row.querySelector("input[name$=-DELETE]").checked
    row.querySelector("input[name$=-ORDER]").value = isGone ? "" : (place += 1)
  }
}

function changed() {
  form.dispatchEvent(new Event("input", { bubbles: true }))
}

function move(row, step) {
  const shown = [...row.parentElement.children].filter((each) => !each.hidden)
  const other = shown[shown.indexOf(row) + step]
  if (!other) return
  const focused = document.activeElement
  if (step < 0) other.before(row)
  else other.after(row)
  renumber(row.parentElement)
  focused.focus()
  changed()
}

function remove(row) {
  row.querySelector("input[name$=-DELETE]").checked = true
  row.hidden = true
  renumber(row.parentElement)
  const next = [...row.parentElement.children].find((each) => !each.hidden)
  next?.querySelector(TYPED)?.focus()
  changed()
}

const endsLine = (event) => event.key === "Enter" && !event.isComposing && event.target.matches(".one-line")

/* Enter in a row goes to the next one, and makes one behind the last. */
function goOn(row) {
  const shown = [...row.parentElement.children].filter((each) => !each.hidden)
  const next = shown[shown.indexOf(row) + 1]
  if (next) next.querySelector(TYPED).focus()
  else row.closest("[data-rows]").lastElementChild.click()
}

function equip(row) {
  row.querySelector("[data-number]").hidden = true
  const name = () => row.querySelector(TYPED).value || "empty row"
  const buttons = [
    ["↑", "Move up", () => move(row, -1)],
    ["↓", "Move down", () => move(row, 1)],
    ["×", "Remove", () => remove(row)],
  ].map(([textContent, title, onclick]) => element("button", { type: "button", textContent, title, onclick, ariaLabel: title }))
  row.append(...buttons)
  row.addEventListener("focusin", () => {
    for (const button of buttons) button.ariaLabel = `${button.title}: ${name()}`
  })
  row.addEventListener("keydown", (event) => {
    if (endsLine(event)) goOn(row)
    const step = event.altKey && { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!step) return
    event.preventDefault()
    move(row, step)
  })
  const source = row.querySelector("input[data-source]")
  if (source) source.after(element("button", { type: "button", textContent: "Find", onclick: () => pickOne(form.dataset.lookup, (key) => ((source.value = key), changed())) }))
}

function equipRows(box) {
  const list = box.querySelector("ol")
  const total = box.querySelector("input[name$=-TOTAL_FORMS]")
  for (const row of list.children) equip(row)
  const add = element("button", { type: "button", textContent: "Add a line" })
  add.addEventListener("click", () => {
    const row = box.querySelector("template").content.firstElementChild.cloneNode(true)
    for (const each of row.querySelectorAll("[name], [for], [id]")) {
      for (const name of ["name", "for", "id"]) {
        if (each.hasAttribute(name)) each.setAttribute(name, each.getAttribute(name).replace("__prefix__", total.value))
      }
    }
    total.value = Number(total.value) + 1
    list.append(row)
    equip(row)
    renumber(list)
    row.querySelector(TYPED).focus()
  })
  box.append(add)
}

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

/* The live preview: the page's own HTML in a shadow root, with the site's own style. */

const pane = document.getElementById("live-preview")
const sheets = new Map()
let shown = null
let asked = null

/* In a shadow root “:root” means nothing, and the window's width is not the page's: the host stands for both. */
const forHost = (css) =>
  css.replaceAll(":root", ":host").replace(/@media\s*(?=\((?:min|max)-width)/g, "@container ").replace(/(\d)vi\b/g, "$1cqi")

async function styleOf(link) {
  const address = new URL(link.getAttribute("href"), location.href).href
  if (!sheets.has(address)) {
    const sheet = new CSSStyleSheet({ baseURL: address })
    await sheet.replace(forHost(await (await fetch(address)).text()))
    sheets.set(address, sheet)
  }
  return sheets.get(address)
}

async function draw(html) {
  const page = new DOMParser().parseFromString(html, "text/html")
  for (const script of page.querySelectorAll("script")) script.remove()
  const root = pane.querySelector(".live-page")
  shown ??= root.attachShadow({ mode: "open" })
  shown.adoptedStyleSheets = await Promise.all([...page.querySelectorAll("link[rel=stylesheet]")].map(styleOf))
  const place = root.scrollTop
  shown.replaceChildren(document.adoptNode(page.body))
  root.scrollTop = place
}

async function preview() {
  asked?.abort()
  asked = new AbortController()
  const line = pane.querySelector("[role=status]")
  try {
    const response = await fetch(form.dataset.preview, { method: "POST", body: new URLSearchParams(typed()), signal: asked.signal })
    const text = await response.text()
    if (response.ok && !response.redirected) await draw(text)
    line.textContent = response.ok ? "" : response.status === 422 ? text : "The preview cannot be made now."
  } catch (problem) {
    if (problem.name !== "AbortError") line.textContent = "The preview cannot be reached now."
  }
}

function follow(event) {
  const link = event.composedPath().find((each) => each.tagName === "A")
  if (!link) return
  event.preventDefault()
  const address = link.getAttribute("href") || ""
  if (address.startsWith("#")) shown.getElementById(decodeURIComponent(address.slice(1)))?.scrollIntoView({ block: "center" })
  else window.open(link.href, "_blank", "noopener")
}

function watchPreview() {
  let timer = null
  pane.hidden = false
  pane.querySelector(".live-page").addEventListener("click", follow)
  form.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(preview, PREVIEW_AFTER)
  })
  preview()
}

/* The editors get their names from the labels of the text areas they stand for. */
function nameEditor(editor, textarea) {
  const [label] = textarea.labels
  if (!label) return
  editor.view.dom.setAttribute("aria-label", label.textContent.replace(/:$/, ""))
  label.addEventListener("click", () => editor.commands.focus())
}

document.addEventListener("prose-editor:ready", ({ detail }) => nameEditor(detail.editor, detail.textarea))
/* Some may be ready before this script is. */
for (const { editor, parentElement } of form.querySelectorAll(".ProseMirror")) {
  if (editor) nameEditor(editor, parentElement.closest(".prose-editor").querySelector("textarea"))
}

form.addEventListener("keydown", (event) => endsLine(event) && event.preventDefault())
for (const box of form.querySelectorAll("[data-rows]")) equipRows(box)
atLoad = kept = typed()
watchLeaving()
watchPreview()
