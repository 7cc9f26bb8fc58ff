/* The citation as one chip in the prose editor: the grammar, the chip and its keys. It knows no form and stores only the token. */

import { isBroken, known, want, watch } from "citewell/known-sources"
import { Picker } from "citewell/source-picker"
import { Node, crel, elementFromString, pm } from "django-prose-editor/editor"

const { Plugin, NodeSelection } = pm.state
const BACKSLASH = "\\"
const HOLE = "\uFFFC"
const LONGEST = 300
const LONGEST_LOCATOR = 120

/* The grammar: the same as answers/rendering/tokens.py; tests/answers/vectors/tokens.json holds both to it. */

const TOKEN = /(?<!\\)\[@[^[\]\\\uFFFC]{1,300}\]/gu
const WHOLE_TOKEN = /^\[@[^[\]\\\uFFFC]{1,300}\]$/u
const KEY = /^[A-Za-z0-9_](?:[A-Za-z0-9_:.-]{0,62}[A-Za-z0-9_])?$/

export const findTokens = (text) => [...text.matchAll(TOKEN)].map((found) => ({ start: found.index, raw: found[0] }))

/* The items of a token, or null when it cannot be read. */
export function readToken(raw) {
  const items = raw.slice(1, -1).split(";").map((part) => {
    const [, key, comma, locator] = part.trim().match(/^@([^,]*)(,?)([^]*)$/) || []
    const item = { key: (key || "").trim(), locator: (locator || "").trim() }
    const isReadable = KEY.test(item.key) && (!comma || item.locator) && [...item.locator].length <= LONGEST_LOCATOR
    return isReadable ? item : null
  })
  return items.includes(null) ? null : items
}

export const writeToken = (items) =>
  `[${items.map(({ key, locator }) => (locator ? `@${key}, ${locator}` : `@${key}`)).join("; ")}]`

/* The chip. */

function described(raw) {
  const items = readToken(raw)
  if (!items) return { text: raw, title: "This citation cannot be read. Open it to choose its sources.", isUnread: true }
  const unknown = items.filter(({ key }) => known(key) === null)
  if (unknown.length) {
    return { text: raw, title: `No source has the key ${unknown.map(({ key }) => key).join(", ")}.`, isUnread: true }
  }
  const lines = items.map(({ key, locator }) => {
    const { label = key, title = "" } = known(key) || {}
    return [label, title, locator].filter(Boolean).join(", ")
  })
  const [first] = items
  const more = items.length > 1 ? ` +${items.length - 1}` : first.locator && `, ${first.locator}`
  const bad = items.map(({ key }) => known(key)).filter((source) => isBroken(source))
  const warnings = bad.map(({ label, standing }) => `${label}: ${standing}`)
  const text = `${known(first.key)?.label || first.key}${more}`
  return { text, title: [...warnings, ...lines].join("\n"), isRetracted: bad.length > 0 }
}

class Chip {
  constructor({ node, editor, getPos }, address) {
    this.dom = crel("span", { contentEditable: "false", role: "button" })
    this.dom.classList.add("cite-chip")
    this.draw = this.draw.bind(this)
    this.address = address
    this.dom.addEventListener("dblclick", () => edit(editor, getPos(), address))
    this.unwatch = watch(this.draw)
    this.update(node)
  }
  update(node) {
    if (node.type.name !== "cite") return false
    this.raw = node.attrs.raw
    want((readToken(this.raw) || []).map(({ key }) => key), this.address)
    this.draw()
    return true
  }
  draw() {
    const { text, title, isUnread = false, isRetracted = false } = described(this.raw)
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

/* Text that reads as a token becomes a chip; a chip that no longer reads as one becomes text. */

const settled = new WeakSet()
const isShut = (node) => node.marks.some(({ type }) => type.name === "link" || type.name === "code")

function settleBlock(block, start, transform, schema) {
  const changes = []
  let text = ""
  block.forEach((child, offset) => {
    const isEscaped = text.endsWith(BACKSLASH)
    if (child.type.name === "cite" && (isShut(child) || isEscaped)) {
      changes.push([start + offset, child.nodeSize, schema.text(child.attrs.raw, child.marks)])
    }
    text += child.isText && !isShut(child) ? child.text : HOLE.repeat(child.nodeSize)
  })
  for (const { start: at, raw } of findTokens(text)) {
    const { marks } = block.nodeAt(at)
    changes.push([start + at, raw.length, schema.nodes.cite.create({ raw }, null, marks)])
  }
  for (const [at, length, node] of changes.sort((one, other) => other[0] - one[0])) {
    transform.replaceWith(at, at + length, node)
  }
  if (!changes.length) settled.add(block)
}

function settle(doc, transform, schema) {
  const blocks = []
  doc.descendants((node, position) => {
    if (node.isTextblock && !settled.has(node)) blocks.unshift([node, position + 1])
    return !node.isTextblock
  })
  for (const [block, start] of blocks) settleBlock(block, start, transform, schema)
  return transform.docChanged
}

/* What the textarea gets: tokens as text, and no more markup than the site keeps. */

function unwrapOnlyParagraphs(dom) {
  for (const box of dom.querySelectorAll("li, td, th")) {
    const [first, second] = box.children
    if (first?.tagName === "P" && (!second || ["UL", "OL"].includes(second.tagName))) first.replaceWith(...first.childNodes)
    for (const name of ["colspan", "rowspan", "colwidth"]) box.removeAttribute(name)
  }
}

function liftHeadRows(dom) {
  for (const body of dom.querySelectorAll("tbody")) {
    const head = crel("thead")
    const isHead = (row) => row && [...row.children].every(({ tagName }) => tagName === "TH")
    if (body.rows.length > 1 && isHead(body.rows[0])) head.append(body.rows[0])
    if (head.rows.length) body.before(head)
  }
}

function written(editor) {
  const { doc, schema } = editor.state
  const dom = crel("div", {}, [pm.model.DOMSerializer.fromSchema(schema).serializeFragment(doc.content)])
  for (const span of dom.querySelectorAll("span[data-cite]")) span.replaceWith(span.textContent)
  for (const list of dom.querySelectorAll("ol, ul")) for (const name of list.getAttributeNames()) list.removeAttribute(name)
  unwrapOnlyParagraphs(dom)
  liftHeadRows(dom)
  dom.normalize()
  return dom.innerHTML
}

/* Word's styles never reach the page: the strict policy would report each of them. */
const withoutStyles = (html) =>
  html
    .replace(/<!--[^]*?-->|<(style|script|title|xml)\b[^]*?<\/\1>|<(?:link|meta)\b[^>]*>/gi, "")
    .replace(/(<[^>]*?)\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "$1")
    .replace(/(<\/?)h[12]\b/gi, "$1h3")
    .replace(/(<\/?)h[56]\b/gi, "$1h4")

/* Choosing sources. */

const tooLong = (items) => (writeToken(items).length > LONGEST ? "This is too long for one citation. Please make two." : "")

function edit(editor, position, address) {
  const node = editor.state.doc.nodeAt(position)
  const before = readToken(node.attrs.raw) || []
  const done = (items) => {
    editor.commands.focus()
    if (!items || JSON.stringify(items) === JSON.stringify(before)) return
    const { tr, schema } = editor.state
    const instead = items.length ? schema.nodes.cite.create({ raw: writeToken(items) }, null, node.marks) : []
    editor.view.dispatch(tr.replaceWith(position, position + node.nodeSize, instead))
  }
  new Picker({ address, items: before, refuse: tooLong, done })
}

function insert(editor, address, typed = "") {
  const done = (items, query) => {
    editor.commands.focus()
    const { tr, schema } = editor.state
    const marks = tr.selection.$from.marks().filter(({ type }) => type.name !== "link" && type.name !== "code")
    if (items?.length) tr.replaceSelectionWith(schema.nodes.cite.create({ raw: writeToken(items) }, null, marks), false)
    else if (typed) tr.insertText(typed + query)
    editor.view.dispatch(pm.history.closeHistory(tr.scrollIntoView()))
  }
  new Picker({ address, refuse: tooLong, done })
}

const selectedChip = ({ selection }) => selection instanceof NodeSelection && selection.node.type.name === "cite"

function removeBeside(editor, side) {
  const { selection, tr } = editor.state
  const node = selection.empty && selection.$from[side]
  if (!node || node.type.name !== "cite") return false
  const from = selection.from - (side === "nodeBefore" ? node.nodeSize : 0)
  editor.view.dispatch(pm.history.closeHistory(tr.delete(from, from + node.nodeSize)))
  return true
}

export const Cite = Node.create({
  name: "cite",
  group: "inline",
  inline: true,
  atom: true,
  addOptions: () => ({ lookup: "" }),
  addAttributes: () => ({ raw: { default: "", rendered: false } }),
  parseHTML: () => [
    {
      tag: "span[data-cite]",
      getAttrs: (dom) => WHOLE_TOKEN.test(dom.textContent) && { raw: dom.textContent },
    },
  ],
  renderHTML: ({ node }) => ["span", { "data-cite": "" }, node.attrs.raw],
  renderText: ({ node }) => node.attrs.raw,

  onBeforeCreate() {
    const { editor } = this
    editor.options.injectCSS = false
    editor.getHTML = () => written(editor)
    const html = elementFromString(editor.options.content)
    const doc = pm.model.DOMParser.fromSchema(editor.schema).parse(html, { preserveWhitespace: true })
    const transform = new pm.transform.Transform(doc)
    settle(doc, transform, editor.schema)
    editor.options.content = transform.doc.toJSON()
  },

  addNodeView() {
    return (given) => new Chip(given, this.options.lookup)
  },

  addKeyboardShortcuts() {
    const { editor, options } = this
    return {
      "Mod-Shift-c": () => (insert(editor, options.lookup), true),
      Enter: () => selectedChip(editor.state) && (edit(editor, editor.state.selection.from, options.lookup), true),
      Backspace: () => removeBeside(editor, "nodeBefore"),
      Delete: () => removeBeside(editor, "nodeAfter"),
    }
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "cite",
      groups: "cite",
      button: buttons.text("Cite", "Cite a source (Ctrl+Shift+C)"),
      command: (editor) => insert(editor, this.options.lookup),
    })
  },

  addProseMirrorPlugins() {
    const { editor, options } = this
    const settleNow = (state) => {
      const { tr } = state
      return settle(state.doc, tr, state.schema) ? tr : null
    }
    return [
      new Plugin({
        appendTransaction: (transactions, _before, state) =>
          !editor.view.composing && transactions.some(({ docChanged }) => docChanged) ? settleNow(state) : null,
        props: {
          transformPastedHTML: withoutStyles,
          handleDOMEvents: {
            compositionend: (view) => {
              setTimeout(() => {
                const tr = !view.isDestroyed && settleNow(view.state)
                if (tr) view.dispatch(tr)
              })
            },
          },
          handleTextInput(view, from, to, text) {
            const { $from } = view.state.selection
            const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 2), $from.parentOffset, null, HOLE)
            const isToken = text === "@" && from === to && before.endsWith("[") && before !== `${BACKSLASH}[`
            if (!isToken || $from.marks().some(({ type }) => type.name === "code" || type.name === "link")) return false
            view.dispatch(view.state.tr.delete(from - 1, to))
            insert(editor, options.lookup, "[@")
            return true
          },
        },
      }),
    ]
  },
})
