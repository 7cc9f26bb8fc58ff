/* A page pasted from Word, Google Docs or the web: its formatting goes along in a hidden field, so that raised
   numbers stay raised. Without this script the text alone is sent. */

const FORMATTED = /<(?:h[1-6]|li|sup|table|strong|em|b|i|a)\b|vertical-align|mso-/i
const LARGEST = 1_500_000

const text = document.querySelector("textarea[data-rich]")
const rich = document.getElementById(text?.dataset.rich)
const told = document.getElementById("rich-told")

const take = (html, plain) => {
  rich.value = html
  text.value = plain
  text.readOnly = true
  told.hidden = false
}

const takeTextOnly = () => {
  rich.value = ""
  text.readOnly = false
  told.hidden = true
  text.focus()
}

const isEverythingReplaced = () => text.selectionStart === 0 && text.selectionEnd === text.value.length

text?.addEventListener("paste", (event) => {
  const html = event.clipboardData?.getData("text/html") ?? ""
  if (!FORMATTED.test(html) || new Blob([html]).size > LARGEST || !(text.readOnly || isEverythingReplaced())) return
  event.preventDefault()
  take(html, event.clipboardData.getData("text/plain"))
})

told?.querySelector("button").addEventListener("click", takeTextOnly)

/* A browser that goes back keeps what was typed, and forgets that it was locked. */
if (rich?.value) take(rich.value, text.value)
