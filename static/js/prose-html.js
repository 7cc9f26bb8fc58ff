/* The HTML that goes out of the prose editor and into it: no more markup than the site keeps, tokens as text. */

import { crel, pm } from "django-prose-editor/editor"

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

/* What the textarea gets. */
export function written(editor) {
  const { doc, schema } = editor.state
  const dom = crel("div", {}, [pm.model.DOMSerializer.fromSchema(schema).serializeFragment(doc.content)])
  for (const span of dom.querySelectorAll("span[data-cite]")) span.replaceWith(span.textContent)
  for (const list of dom.querySelectorAll("ol, ul")) for (const name of list.getAttributeNames()) list.removeAttribute(name)
  unwrapOnlyParagraphs(dom)
  liftHeadRows(dom)
  dom.normalize()
  return dom.innerHTML
}

/* What is pasted. Word's styles never reach the page: the strict policy would report each of them. */
export const withoutStyles = (html) =>
  html
    .replace(/<!--[^]*?-->|<(style|script|title|xml)\b[^]*?<\/\1>|<(?:link|meta)\b[^>]*>/gi, "")
    .replace(/(<[^>]*?)\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "$1")
    .replace(/(<\/?)h[12]\b/gi, "$1h3")
    .replace(/(<\/?)h[56]\b/gi, "$1h4")
