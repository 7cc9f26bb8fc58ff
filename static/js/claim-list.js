/* The list of sentences beside the text: narrowed by its counts, and a way into the text and back. It knows no form. */

const box = document.querySelector(".live-claims")
const bare = (text) => text.replace(/\s+/g, "")

/* An editor's text without chips and spaces, and where each of its characters stands. */
function flat(editor) {
  let text = ""
  const positions = []
  editor.state.doc.descendants((node, position) => {
    if (!node.isText) return
    for (let at = 0; at < node.text.length; at += 1) {
      const isEscape = node.text[at] === "\\" && node.text.startsWith("[@", at + 1)
      if (isEscape || !bare(node.text[at])) continue
      text += node.text[at]
      positions.push(position + at)
    }
  })
  return { text, positions }
}

const rowsOf = (block) => [...box.querySelectorAll(`li[data-block="${block}"]`)]

/* Where the sentences of one block stand, in order; one that was edited since is passed over. */
function spans(block, editor) {
  const { text, positions } = flat(editor)
  let from = 0
  return rowsOf(block).map((row) => {
    const words = bare(row.querySelector(".claim").textContent)
    const start = words ? text.indexOf(words, from) : -1
    if (start < 0) return { row }
    from = start + words.length
    return { row, start: positions[start], end: positions[from - 1] + 1 }
  })
}

function narrow(name) {
  box.dataset.only = name
  for (const button of box.querySelectorAll("[data-only]")) button.setAttribute("aria-pressed", String(button.dataset.only === name))
}

/* Where a sentence is chosen to say how sure we are of it, those of the text as it is now can be chosen. */
function offer() {
  const sentences = [...box.querySelectorAll("li[data-hash]")].map((row) => [row.dataset.hash, row.querySelector(".claim").textContent])
  const template = document.querySelector("[data-rows=sure] template")
  const selects = [...document.querySelectorAll("[data-sentences]"), ...(template?.content.querySelectorAll("[data-sentences]") || [])]
  for (const select of selects) {
    const [none, ...former] = select.options
    const chosen = former.filter((each) => each.selected && !sentences.some(([hash]) => hash === each.value))
    const now = sentences.map(([hash, text]) => new Option(text.slice(0, 120), hash, false, hash === select.value))
    select.replaceChildren(none, ...chosen, ...now)
  }
}

/* The place in the list stays through a new list: which button, and how far it was scrolled. */
function redraw(html) {
  const buttons = () => [...box.querySelectorAll("button")]
  const at = buttons().indexOf(document.activeElement)
  const place = box.scrollTop
  box.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes)
  offer()
  narrow(box.dataset.only || "")
  box.scrollTop = place
  if (at >= 0) (buttons()[at] || box).focus({ preventScroll: true })
}

/* `editors` by block; `open` opens the citation that the list names; `show` brings the list to sight. `lead` goes to a sentence by its number. */
export function claimList({ editors, open, show }) {
  box?.addEventListener("click", ({ target }) => {
    const button = target.closest("button")
    if (!button) return
    const { block, key, place } = button.parentElement.dataset
    if (button.matches("[data-only]")) narrow(button.dataset.only)
    else if (button.matches(".cite-chip")) open(block, key, Number(place))
    else goTo(button.closest("li"))
  })
  const goTo = (row) => {
    const editor = editors.get(row.dataset.block)
    const span = editor && spans(row.dataset.block, editor).find((each) => each.row === row)
    editor?.chain().focus().setTextSelection(span?.end ?? 0).scrollIntoView().run()
  }
  document.querySelector(".live-reading")?.addEventListener("click", ({ target }) => {
    const number = Number(target.closest("[data-claim]")?.dataset.claim)
    if (number) goTo(box.querySelectorAll(".claims > li")[number - 1])
  })
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.key.toLowerCase() !== "l") return
    const [block, editor] = [...editors].find(([, each]) => each.view.hasFocus()) || []
    if (!editor) return
    event.preventDefault()
    show()
    const at = editor.state.selection.from
    const rows = spans(block, editor).filter(({ start }) => start !== undefined)
    const row = rows.findLast(({ start }) => start <= at) || rows[0]
    narrow("")
    row?.row.querySelector(".claim").focus()
  })
  const lead = (number) => {
    const row = box?.querySelector(`li[data-claim="${number}"]`)
    if (row) goTo(row)
    return Boolean(row)
  }
  return { redraw, lead }
}
