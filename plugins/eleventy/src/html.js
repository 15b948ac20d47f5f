// Raw HTML: the text a reader sees of it, single tags, and pieces that close what they open.

import { unescapeAll } from "markdown-it/lib/common/utils.mjs"

/** Stands where struck words were; markdown-it never lets a NUL through. */
export const GONE = "\0"

/** Elements that have no content and no closing tag (HTML, section 13.1.2). */
export const VOID = new Set(
  "area base br col embed hr img input link meta param source track wbr".split(" "),
)

const STRUCK = new Set(["del", "s", "strike"])
const UNSEEN = new Set(["iframe", "script", "style", "template", "title"])
/** Elements that divide no words; every other one begins a new line. */
const PHRASING = new Set(
  (
    "a abbr acronym b bdi bdo big cite code data dfn em font i img ins kbd label mark q rb rp rt " +
    "ruby samp small span strong sub sup time tt u var wbr"
  ).split(" "),
)

// Everything that is opened may end with the text, as in a browser; so no search is ever in vain.
const TAG = String.raw`<(?<close>/?)(?<name>[a-z][^\s/>]*)(?:[^>"']|"[^"]*(?:"|$)|'[^']*(?:'|$))*(?:>|$)`
const WHOLE_TAG = new RegExp(`^${TAG}$`, "i")
const MARKUP = new RegExp(
  String.raw`<!--.*?(?:-->|$)|<[!?][^>]*(?:>|$)` +
    String.raw`|<(?<raw>script|style|title|iframe)(?![^\s/>]).*?(?:</\k<raw>\s*>|$)|${TAG}`,
  "gis",
)
const ALT = /\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i
const ATTRIBUTE = /\s([^\s/>=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?/g
const INLINE_TAG = /^<(?<close>\/?)(?<name>[A-Za-z][A-Za-z0-9-]*)(?:[^"'>]|"[^"]*"|'[^']*')*>$/
const PIECE = new RegExp(
  String.raw`<!--.*?(?:-->|$)|<(?<raw>script|style|textarea|title)\b.*?(?:</\k<raw>\s*>|$)` +
    String.raw`|<(?<close>/?)(?<name>[a-z][a-z0-9-]*)(?:[^"'>]|"[^"]*"|'[^']*')*>`,
  "gis",
)

/** Tell whether the words in an element are not said: it strikes them or never shows them.
 * @type {(name: string) => boolean} */
export const hides = (name) => STRUCK.has(name.toLowerCase()) || UNSEEN.has(name.toLowerCase())

/** Give the name of a single tag, with a slash in front if it closes; empty for other markup.
 * @type {(markup: string) => string} */
export function tagName(markup) {
  const { close = "", name = "" } = WHOLE_TAG.exec(markup)?.groups ?? {}
  return close + name.toLowerCase()
}

/** Give the description of an `<img>`, empty if it has none. @type {(tag: string) => string} */
export function imageText(tag) {
  const found = ALT.exec(tag)
  return unescaped(found?.slice(1).find(Boolean) ?? "")
}

/** Give the attributes of an opening tag, of two with one name the first.
 * @type {(tag: string) => [string, string][]} */
export function attributesOf(tag) {
  /** @type {Map<string, string>} */
  const found = new Map()
  for (const [, name, value = ""] of tag.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase()
    if (!found.has(key)) found.set(key, unescaped(value.replace(/^(["'])(.*)\1$/s, "$2")))
  }
  return [...found]
}

/**
 * Give the name of a raw tag, and how it nests; void tags and whole pieces of HTML do not.
 *
 * @param {string} markup
 * @returns {{ name: string, nesting: -1 | 0 | 1 }}
 */
export function nestingOf(markup) {
  const tag = INLINE_TAG.exec(markup)?.groups
  const name = (tag?.name ?? "").toLowerCase()
  if (!tag || markup.endsWith("/>") || VOID.has(name)) return { name: "", nesting: 0 }
  return { name, nesting: tag.close ? -1 : 1 }
}

/**
 * Give the text of some HTML, divided where a block begins or ends.
 *
 * White space is as it is written; `GONE` stands where something was hidden.
 *
 * @param {string} source
 * @returns {string[]}
 */
export function htmlParagraphs(source) {
  const paragraphs = [""]
  const say = (/** @type {string} */ text) => (paragraphs[paragraphs.length - 1] += text)
  let hidden = 0
  let end = 0
  for (const found of source.matchAll(MARKUP)) {
    if (!hidden) say(unescaped(source.slice(end, found.index)))
    end = found.index + found[0].length
    const name = (found.groups?.name ?? "").toLowerCase()
    if (hides(name)) {
      hidden = found.groups?.close ? Math.max(0, hidden - 1) : hidden + 1
      if (!hidden) say(GONE)
    } else if (hidden || !name) {
      continue
    } else if (name === "br" || PHRASING.has(name)) {
      say(name === "br" ? " " : name === "img" ? imageText(found[0]) : "")
    } else {
      paragraphs.push("")
    }
  }
  say(hidden ? GONE : unescaped(source.slice(end)))
  return paragraphs
}

/**
 * Take the closing tags out of some HTML that close nothing.
 *
 * @param {string} html
 * @param {string[]} openNames the names of the elements that are open; kept up to date
 * @returns {string}
 */
export function withoutStrays(html, openNames) {
  return html.replace(PIECE, (piece, ...rest) => {
    const { close, name: written } = rest.at(-1)
    const name = (written ?? "").toLowerCase()
    if (!name || VOID.has(name) || piece.endsWith("/>")) return piece
    if (!close) {
      openNames.push(name)
      return piece
    }
    const place = openNames.lastIndexOf(name)
    if (place < 0) return ""
    return closers(openNames.splice(place).slice(1)) + piece
  })
}

/** Give the tags that close some elements, the innermost first.
 * @type {(names: readonly string[]) => string} */
export const closers = (names) => names.map((name) => `</${name}>`).reverse().join("")

/** Give a text with characters for its entities; a backslash stays what it is.
 * @type {(text: string) => string} */
const unescaped = (text) => unescapeAll(text.replaceAll("\\", "\\\\"))
