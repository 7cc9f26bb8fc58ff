/* The rules beside the text: each line leads to its place in the form. It knows no rule. */

const box = document.querySelector(".live-gates")
const left = document.getElementById("gates-left")

/* `editors` by block; `lead` goes to a sentence by its number, and says whether it is there. */
export function gateList({ editors, lead }) {
  box?.addEventListener("click", (event) => {
    const { block, claim } = event.target.closest("a[data-block]")?.dataset || {}
    if (block === undefined) return
    const editor = editors.get(block)
    const target = document.getElementById(event.target.closest("a").hash.slice(1))
    if (claim && lead(claim)) event.preventDefault()
    else if (editor) {
      event.preventDefault()
      editor.chain().focus().scrollIntoView().run()
    } else if (target) {
      event.preventDefault()
      target.scrollIntoView({ block: "center" })
      target.focus({ preventScroll: true })
    }
  })
  return (html) => {
    const place = box.scrollTop
    box.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes)
    box.scrollTop = place
    left.textContent = box.querySelector(".gates")?.dataset.left || ""
  }
}
