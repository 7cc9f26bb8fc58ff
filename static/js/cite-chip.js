/* One citation as a chip: what it names, what is said of its sources, and how it looks. It knows no dialog. */

import { readToken } from "citewell/citation-token"
import { isBroken, known, want, watch } from "citewell/known-sources"
import { crel } from "django-prose-editor/editor"

const UNSAID = { role: "supports", quote: "", note: "" }

/* What is said of the sources of a chip, by key; a source of which nothing is said is left out. */

const saysSomething = ({ role, quote, note }) => Boolean(quote || note || role !== UNSAID.role)
export const itemsOf = ({ raw, said }) => (readToken(raw) || []).map((item) => ({ ...item, ...UNSAID, ...said[item.key] }))
export const saidOf = (items) =>
  Object.fromEntries(items.filter(saysSomething).map(({ key, role, quote, note }) => [key, { role, quote, note }]))

/* From a copied chip, which may come from anywhere. */
export function readSaid(json, roles) {
  try {
    const entries = Object.entries(JSON.parse(json || "{}")).map(([key, { role, quote, note }]) => {
      const known = roles.some(([value]) => value === role) ? role : UNSAID.role
      return { key, role: known, quote: String(quote || ""), note: String(note || "") }
    })
    return saidOf(entries)
  } catch {
    return {}
  }
}

/* The chip. */

function described(attrs, roles) {
  const { raw } = attrs
  const items = readToken(raw) && itemsOf(attrs)
  if (!items) return { text: raw, title: "This citation cannot be read. Open it to choose its sources.", isUnread: true }
  const unknown = items.filter(({ key }) => known(key) === null)
  if (unknown.length) {
    return { text: raw, title: `No source has the key ${unknown.map(({ key }) => key).join(", ")}.`, isUnread: true }
  }
  const words = ({ role }) => role !== UNSAID.role && roles.find(([value]) => value === role)?.[1]
  const lines = items.map((item) => {
    const { label = item.key, title = "" } = known(item.key) || {}
    return [label, title, item.locator, words(item), item.quote && `“${item.quote}”`].filter(Boolean).join(", ")
  })
  const [first] = items
  const more = items.length > 1 ? ` +${items.length - 1}` : first.locator && `, ${first.locator}`
  const bad = items.map(({ key }) => known(key)).filter((source) => isBroken(source))
  const warnings = bad.map(({ label, standing }) => `${label}: ${standing}`)
  const role = items.length === 1 && words(first)
  const text = `${known(first.key)?.label || first.key}${more}${role ? ` · ${role}` : ""}`
  return { text, title: [...warnings, ...lines].join("\n"), isRetracted: bad.length > 0 }
}

export class Chip {
  constructor({ node, editor, getPos }, { lookup, roles }, open) {
    this.dom = crel("span", { contentEditable: "false", role: "button" })
    this.dom.classList.add("cite-chip")
    this.draw = this.draw.bind(this)
    Object.assign(this, { lookup, roles })
    this.dom.addEventListener("dblclick", () => open(editor, getPos()))
    this.unwatch = watch(this.draw)
    this.update(node)
  }
  update(node) {
    if (node.type.name !== "cite") return false
    this.attrs = node.attrs
    want((readToken(node.attrs.raw) || []).map(({ key }) => key), this.lookup)
    this.draw()
    return true
  }
  draw() {
    const { text, title, isUnread = false, isRetracted = false } = described(this.attrs, this.roles)
    this.dom.textContent = text
    this.dom.title = title
    this.dom.setAttribute("aria-label", `Citation: ${text}`)
    this.dom.classList.toggle("is-broken", isUnread)
    this.dom.classList.toggle("is-retracted", isRetracted)
  }
  ignoreMutation() {
    return true
  }
  destroy() {
    this.unwatch()
  }
}
