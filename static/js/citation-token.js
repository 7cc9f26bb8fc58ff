/* The grammar of citation tokens, as answers/rendering/tokens.py has it; one list of vectors holds both to it. */

export const LONGEST = 300
export const LONGEST_LOCATOR = 120

const TOKEN = /(?<!\\)\[@[^[\]\\\uFFFC]{1,300}\]/gu
const WHOLE_TOKEN = /^\[@[^[\]\\\uFFFC]{1,300}\]$/u
const KEY = /^[A-Za-z0-9_](?:[A-Za-z0-9_:.-]{0,62}[A-Za-z0-9_])?$/

export const isToken = (text) => WHOLE_TOKEN.test(text)
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
