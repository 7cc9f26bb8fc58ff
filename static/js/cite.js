/* The citation in the prose editor: a node that is one chip, its keys and its dialog. It knows no form. */

import { findTokens, isToken, LONGEST, writeToken } from "citewell/citation-token"
import { Chip, itemsOf, readSaid, saidOf } from "citewell/cite-chip"
import { withoutStyles, written } from "citewell/prose-html"
import { Picker } from "citewell/source-picker"
import { Node, elementFromString, pm } from "django-prose-editor/editor"

const { Plugin, NodeSelection } = pm.state
const BACKSLASH = "\\"
const HOLE = "\uFFFC"
const NOT_RELEVANT = "not_relevant"

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

/* Choosing sources. */

const optionsOf = (editor) => editor.extensionManager.extensions.find(({ name }) => name === "cite").options
const cited = (items) => items.filter(({ role }) => role !== NOT_RELEVANT)
const tooLong = (items) =>
  writeToken(cited(items)).length > LONGEST ? "This is too long for one citation. Please make two." : ""

/* The chip of these sources; none when all of them turned out not to be relevant. */
function chipOf(editor, items, marks) {
  const left = cited(items)
  return left.length ? editor.schema.nodes.cite.create({ raw: writeToken(left), said: saidOf(left) }, null, marks) : null
}

/* Whoever keeps the list of sources that were looked at but not used hears of each one, with its reason. */
function setAside(editor, items) {
  for (const { key, role, note } of items) {
    if (role !== NOT_RELEVANT) continue
    editor.view.dom.dispatchEvent(new CustomEvent("citewell:set-aside", { bubbles: true, detail: { key, reason: note } }))
  }
}

function pick(editor, items, done) {
  const { lookup, roles } = optionsOf(editor)
  new Picker({ address: lookup, roles: editor.storage.cite.says ? roles : [], items, refuse: tooLong, done })
}

/* Open the citation whose chip stands at this position. */
export function openCitation(editor, position) {
  const node = editor.state.doc.nodeAt(position)
  const before = itemsOf(node.attrs)
  pick(editor, before, (items) => {
    editor.commands.focus()
    if (!items || JSON.stringify(items) === JSON.stringify(before)) return
    const chip = chipOf(editor, items, node.marks) || []
    editor.view.dispatch(pm.history.closeHistory(editor.state.tr.replaceWith(position, position + node.nodeSize, chip)))
    setAside(editor, items)
  })
}

function insert(editor, typed = "") {
  pick(editor, [], (items, query) => {
    editor.commands.focus()
    const { tr } = editor.state
    const marks = tr.selection.$from.marks().filter(({ type }) => type.name !== "link" && type.name !== "code")
    const chip = items?.length && chipOf(editor, items, marks)
    if (chip) tr.replaceSelectionWith(chip, false)
    else if (typed && !items?.length) tr.insertText(typed + query)
    editor.view.dispatch(pm.history.closeHistory(tr.scrollIntoView()))
    setAside(editor, items || [])
  })
}

/* Every source that the text cites, in reading order: where its chip stands, and what is said of it. */
export function citationsIn(editor) {
  const found = []
  editor.state.doc.descendants((node, position) => {
    if (node.type.name !== "cite") return
    for (const item of itemsOf(node.attrs)) found.push({ ...item, position })
  })
  return found
}

/* Say these things of citations: from the form, when it opens; no undo takes them back. */
export function say(editor, rows) {
  const { tr } = editor.state
  for (const { position, key, role, quote, note } of rows) {
    const { attrs } = tr.doc.nodeAt(position)
    tr.setNodeAttribute(position, "said", { ...attrs.said, [key]: { role, quote, note } })
  }
  editor.storage.cite.says = true
  editor.view.dispatch(tr.setMeta("addToHistory", false).setMeta("preventUpdate", true))
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
  addOptions: () => ({ lookup: "", roles: [] }),
  addStorage: () => ({ says: false }),
  addAttributes: () => ({ raw: { default: "", rendered: false }, said: { default: {}, rendered: false } }),
  parseHTML() {
    const { roles } = this.options
    const read = ({ textContent, dataset }) => ({ raw: textContent, said: readSaid(dataset.said, roles) })
    return [{ tag: "span[data-cite]", getAttrs: (dom) => isToken(dom.textContent) && read(dom) }]
  },
  renderHTML: ({ node: { attrs } }) => ["span", { "data-cite": "", "data-said": JSON.stringify(attrs.said) }, attrs.raw],
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
    return (given) => new Chip(given, this.options, openCitation)
  },

  addKeyboardShortcuts() {
    const { editor } = this
    return {
      "Mod-Shift-c": () => (insert(editor), true),
      Enter: () => selectedChip(editor.state) && (openCitation(editor, editor.state.selection.from), true),
      Backspace: () => removeBeside(editor, "nodeBefore"),
      Delete: () => removeBeside(editor, "nodeAfter"),
    }
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "cite",
      groups: "cite",
      button: buttons.text("Cite", "Cite a source (Ctrl+Shift+C)"),
      command: (editor) => insert(editor),
    })
  },

  addProseMirrorPlugins() {
    const { editor } = this
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
            insert(editor, "[@")
            return true
          },
        },
      }),
    ]
  },
})
