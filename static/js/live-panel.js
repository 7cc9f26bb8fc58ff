/* What stands beside the text: the page as patients will see it, the list of its sentences, and how it reads; all live. */

const PREVIEW_AFTER = 900
const CHOSEN_TAB = "citewell.beside"
const pane = document.getElementById("live-preview")
const line = pane?.querySelector("[role=status]")
const sheets = new Map()
let shown = null
let asked = null

/* Tabs; the chosen one is remembered as long as the window stands. */

const tabs = [...(pane?.querySelectorAll("[role=tab]") || [])]

function choose(tab) {
  for (const each of tabs) {
    const isChosen = each === tab
    each.setAttribute("aria-selected", String(isChosen))
    each.tabIndex = isChosen ? 0 : -1
    document.getElementById(each.getAttribute("aria-controls")).hidden = !isChosen
  }
  sessionStorage.setItem(CHOSEN_TAB, tab.id)
}

export const showTab = (id) => choose(document.getElementById(id))

function watchTabs() {
  for (const tab of tabs) {
    tab.addEventListener("click", () => choose(tab))
    tab.addEventListener("keydown", ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key]
      if (!step) return
      const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length]
      choose(next)
      next.focus()
    })
  }
  choose(tabs.find(({ id }) => id === sessionStorage.getItem(CHOSEN_TAB)) || tabs[0])
}

/* The page's own HTML in a shadow root, with the site's own style. There “:root” means nothing, and the window's
   width is not the page's: the host stands for both. */
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

function follow(event) {
  const link = event.composedPath().find((each) => each.tagName === "A")
  if (!link) return
  event.preventDefault()
  const address = link.getAttribute("href") || ""
  if (address.startsWith("#")) shown.getElementById(decodeURIComponent(address.slice(1)))?.scrollIntoView({ block: "center" })
  else window.open(link.href, "_blank", "noopener")
}

const fill = (place, html) =>
  pane.querySelector(place).replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes)

/* All are asked for together, a moment after the last key; `listed` gets the lists of sentences and of rules. */
export function watchLive(form, typed, listed) {
  if (!pane) return
  const ask = async () => {
    asked?.abort()
    asked = new AbortController()
    try {
      const response = await fetch(form.dataset.live, { method: "POST", body: new URLSearchParams(typed()), signal: asked.signal })
      if (response.redirected || ![200, 422].includes(response.status)) throw new Error("no answer")
      const { page, claims, gates, problem = "", words = "", reading = "" } = await response.json()
      line.textContent = problem
      if (problem) return
      listed(claims, gates)
      fill(".live-words", words)
      fill(".live-reading", reading)
      await draw(page)
    } catch (problem) {
      if (problem.name !== "AbortError") line.textContent = "The preview cannot be reached now."
    }
  }
  let timer = null
  form.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(ask, PREVIEW_AFTER)
  })
  pane.hidden = false
  pane.querySelector(".live-page").addEventListener("click", follow)
  watchTabs()
  ask()
}
