// Other ways to write a label than HTML: `[Premise:]{.reviewsection}`, and plain `**Premise:**`.

import Token from "markdown-it/lib/token.mjs"

import { textToken } from "./spans.js"
import { inlineText } from "./text.js"
import { slug, withoutColon } from "./words.js"

/** A label in more elements than these is none: each of them is divided at each label in it. */
export const DEEPEST_LABEL = 16

const BRACKET = /\[|\](?:\{:?(?<names>(?:\s*[.#][^\s.#{}]+)+)\s*\})?/g

/**
 * Make spans of `[words]{.labelClass}`.
 *
 * The words may hold emphasis, links and brackets; the braces may hold more classes and an id.
 *
 * @param {readonly Token[]} tokens
 * @param {string} labelClass
 * @returns {Token[]}
 */
export function bracketedLabels(tokens, labelClass) {
  /** @type {Token[]} */
  const result = []
  /** @type {number[][]} */
  const open = [[]]
  for (const token of tokens) {
    if (token.nesting > 0) open.push([])
    else if (token.nesting < 0 && open.length > 1) open.pop()
    if (token.type === "text") readBrackets(token.content, result, open[open.length - 1], labelClass)
    else result.push(token)
  }
  return joined(result)
}

/** Add `text` to the result; a bracket stands alone there, so that it can become a tag.
 * @type {(text: string, result: Token[], open: number[], labelClass: string) => void} */
function readBrackets(text, result, open, labelClass) {
  let end = 0
  for (const found of text.matchAll(BRACKET)) {
    if (found[0] === "[") {
      result.push(textToken(text.slice(end, found.index)))
      open.push(result.length)
      result.push(textToken("["))
      end = found.index + 1
      continue
    }
    const opened = open.pop()
    const attributes = attributesIn(found.groups?.names ?? "", labelClass)
    if (opened === undefined || !attributes) continue
    result[opened] = Object.assign(new Token("span_open", "span", 1), { attrs: attributes })
    result.push(textToken(text.slice(end, found.index)), new Token("span_close", "span", -1))
    end = found.index + found[0].length
  }
  result.push(textToken(text.slice(end)))
}

/** Read `.class #id`; null when the class of labels is not among them.
 * @type {(names: string, labelClass: string) => [string, string][] | null} */
function attributesIn(names, labelClass) {
  // Typography has made dashes of hyphens.
  const written = labelClass.includes("--") ? names.replace(/—/g, "---").replace(/–/g, "--") : names
  const found = [...written.matchAll(/([.#])([^\s.#{}]+)/g)]
  const classes = found.filter(([, sign]) => sign === ".").map(([, , name]) => name)
  const id = found.findLast(([, sign]) => sign === "#")?.[2]
  if (!classes.includes(labelClass)) return null
  return [["class", classes.join(" ")], ...(id ? [/** @type {[string, string]} */ (["id", id])] : [])]
}

/** Join texts that stand side by side, and drop empty ones. @type {(tokens: Token[]) => Token[]} */
function joined(tokens) {
  /** @type {Token[]} */
  const result = []
  for (const token of tokens) {
    const last = result.at(-1)
    if (token.type === "text" && last?.type === "text") last.content += token.content
    else if (token.type !== "text" || token.content) result.push(token)
  }
  return result
}

/**
 * Find bold words that begin a line and end in `:` or `?`, or are followed by a colon.
 *
 * Gives for each the places of its opening and closing token, and the key of the label.
 *
 * @param {readonly Token[]} tokens
 * @returns {{ place: number, end: number, key: string }[]}
 */
export function boldLabels(tokens) {
  const found = []
  let beginsLine = true
  let depth = 0
  for (const [place, token] of tokens.entries()) {
    depth += token.nesting
    if (token.type === "strong_open" && beginsLine && depth <= DEEPEST_LABEL + 1) {
      const end = endOf(tokens, place)
      const text = inlineText(tokens.slice(place + 1, end))
      const after = tokens[end + 1]?.content ?? ""
      if (/[:：?？]$/.test(text) || (text && /^\s*[:：]/.test(after))) {
        found.push({ place, end, key: slug(withoutColon(text)) })
      }
    }
    beginsLine = breaksLine(token) || (beginsLine && isUnseen(token))
  }
  return found
}

/** @type {(tokens: readonly Token[], place: number) => number} */
function endOf(tokens, place) {
  let depth = 0
  for (let end = place; end < tokens.length; end++) {
    depth += Number(tokens[end].type === "strong_open") - Number(tokens[end].type === "strong_close")
    if (depth === 0) return end
  }
  return place
}

/** @type {(token: Token) => boolean} */
const breaksLine = (token) =>
  ["softbreak", "hardbreak"].includes(token.type) ||
  (token.type === "html_inline" && /^<br/i.test(token.content))

/** Tell whether a token shows nothing: white space, a comment, the beginning of emphasis.
 * @type {(token: Token) => boolean} */
function isUnseen(token) {
  if (token.type === "text") return /^[\s\p{Cf}]*$/u.test(token.content)
  const isComment = token.type === "html_inline" && token.content.startsWith("<!--")
  return isComment || token.type === "em_open"
}
