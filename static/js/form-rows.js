/* Rows of a form: up, down, add and remove instead of order numbers. It knows what no row is about. */

const TYPED = ".row-field :is(textarea, input, select)"

const element = (name, properties = {}) => Object.assign(document.createElement(name), properties)
const shownIn = (list) => [...list.children].filter((each) => !each.hidden)
const changed = (row) => row.closest("form").dispatchEvent(new Event("input", { bubbles: true }))

export const endsLine = (event) => event.key === "Enter" && !event.isComposing && event.target.matches(".one-line")

function renumber(list) {
  let place = 0
  for (const row of list.children) {
    const isGone = row.querySelector("input[name$=-DELETE]").checked
    row.querySelector("input[name$=-ORDER]").value = isGone ? "" : (place += 1)
  }
}

function move(row, step) {
  const shown = shownIn(row.parentElement)
  const other = shown[shown.indexOf(row) + step]
  if (!other) return
  const focused = document.activeElement
  if (step < 0) other.before(row)
  else other.after(row)
  renumber(row.parentElement)
  focused.focus()
  changed(row)
}

function remove(row) {
  row.querySelector("input[name$=-DELETE]").checked = true
  row.hidden = true
  renumber(row.parentElement)
  shownIn(row.parentElement)[0]?.querySelector(TYPED)?.focus()
  changed(row)
}

/* Enter in a row goes to the next one, and makes one behind the last. */
function goOn(row) {
  const shown = shownIn(row.parentElement)
  const next = shown[shown.indexOf(row) + 1]
  if (next) next.querySelector(TYPED).focus()
  else row.closest("[data-rows]").lastElementChild.click()
}

function equip(row, more) {
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
  more(row, () => changed(row))
}

const totalOf = (box) => box.querySelector("input[name$=-TOTAL_FORMS]")

function rename(row, before, after) {
  for (const each of row.querySelectorAll("[name], [for], [id]")) {
    for (const name of ["name", "for", "id"]) {
      if (each.hasAttribute(name)) each.setAttribute(name, each.getAttribute(name).replace(`-${before}-`, `-${after}-`))
    }
  }
}

/* A form that was sent comes with an empty row to copy; any other ends with one, here as it came and not as a browser filled it. */
function keepEmptyRow(box) {
  if (box.querySelector("template")) return
  const template = element("template")
  const came = box.querySelector("ol").lastElementChild.outerHTML
  const row = new DOMParser().parseFromString(came, "text/html").body.firstElementChild
  rename(row, totalOf(box).value - 1, "__prefix__")
  template.content.append(row)
  box.append(template)
}

function added(box, more) {
  const list = box.querySelector("ol")
  const total = totalOf(box)
  const row = box.querySelector("template").content.firstElementChild.cloneNode(true)
  rename(row, "__prefix__", total.value)
  total.value = Number(total.value) + 1
  list.append(row)
  equip(row, more)
  renumber(list)
  return row
}

/* `more` gives a row what only its own form knows. Returned is how to get one more row. */
export function equipRows(box, more = () => {}) {
  keepEmptyRow(box)
  for (const row of box.querySelector("ol").children) equip(row, more)
  const add = element("button", { type: "button", textContent: "Add a line" })
  add.addEventListener("click", () => added(box, more).querySelector(TYPED).focus())
  box.append(add)
  return () => added(box, more)
}
