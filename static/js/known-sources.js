/* What the server says of sources by their keys: asked once for all the keys of a moment. It knows no dialog. */

const AT_ONCE = 150
const BROKEN_STANDING = new Set(["retracted", "withdrawn"])
const sources = new Map()
const drawings = new Set()
const wanted = new Set()

export const learn = (source) => sources.set(source.key, source)

/* What is known of a key: a source, null for no such source, undefined until the answer comes. */
export const known = (key) => sources.get(key)
export const nameOf = (key) => sources.get(key)?.label || key
export const isBroken = (source) => BROKEN_STANDING.has(source?.standing)

export function watch(draw) {
  drawings.add(draw)
  return () => drawings.delete(draw)
}

export function want(keys, address) {
  const missing = keys.filter((key) => !sources.has(key))
  if (missing.length && !wanted.size) setTimeout(() => lookUpWanted(address))
  for (const key of missing) wanted.add(key)
}

async function lookUpWanted(address) {
  const keys = [...wanted].slice(0, AT_ONCE)
  for (const key of keys) wanted.delete(key)
  if (wanted.size) setTimeout(() => lookUpWanted(address))
  try {
    const query = new URLSearchParams({ keys: keys.join(",") })
    const response = await fetch(`${address}?${query}`, { headers: { Accept: "application/json" } })
    if (!response.ok) throw new Error(`The list of sources answered ${response.status}.`)
    for (const source of (await response.json()).sources) learn(source)
    for (const key of keys) if (!sources.has(key)) sources.set(key, null)
  } catch {
    return /* What is drawn keeps showing keys. */
  }
  for (const draw of drawings) draw()
}
