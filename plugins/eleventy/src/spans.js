// Inline tokens as a tree that can be cut: raw HTML tags are nested like everything else.

import Token from "markdown-it/lib/token.mjs"

import { nestingOf } from "./html.js"

const SEPARATOR = /^\s*(?:[:：]|[-–—](?=\s))\s*/
const SEPARATOR_START = /^\s*[:：–—-]/
const SECOND_COLON = /^\s*(?:：|:(?=\s|$))\s*/

/** Give a copy of a token with some of its fields changed.
 * @type {(token: Token, changes: Partial<Token>) => Token} */
export const changed = (token, changes) =>
  Object.assign(Object.create(Object.getPrototypeOf(token)), token, changes)

/** Give a token of text. @type {(content: string) => Token} */
export const textToken = (content) => Object.assign(new Token("text", "", 0), { content })

/** Give the token that closes `opener`. @type {(opener: Token) => Token} */
export function closing(opener) {
  if (opener.type === "html_inline") {
    const content = `</${nestingOf(opener.content).name}>`
    return Object.assign(new Token("html_inline", "", -1), { content })
  }
  const closer = new Token(opener.type.replace("_open", "_close"), opener.tag, -1)
  return Object.assign(closer, { markup: opener.markup })
}

/**
 * Give inline tokens in which every element that is opened is closed.
 *
 * Raw tags (`html_inline`) get a nesting of 1 or -1. One that is never closed is closed where what
 * it stands in ends, as kramdown does, and its `meta.unclosed` is true; a closing tag without an
 * opening one keeps the nesting 0.
 *
 * @param {readonly Token[]} tokens
 * @returns {Token[]}
 */
export function balanced(tokens) {
  /** @type {Token[]} */
  const result = []
  /** @type {Token[]} */
  const open = []
  const close = (/** @type {Token} */ opener) => {
    opener.meta = { ...opener.meta, unclosed: true }
    result.push(closing(opener))
  }
  for (const token of tokens) {
    const raw = token.type === "html_inline"
    const { name, nesting } = raw ? nestingOf(token.content) : { name: null, nesting: token.nesting }
    if (nesting > 0) {
      const opener = raw ? changed(token, { nesting: 1 }) : token
      open.push(opener)
      result.push(opener)
      continue
    }
    const place = nesting < 0 ? partner(open, name) : -1
    if (place >= 0) open.splice(place).slice(1).reverse().forEach(close)
    result.push(raw && place >= 0 ? changed(token, { nesting: -1 }) : token)
  }
  open.reverse().forEach(close)
  return result
}

/** Find what a closing token closes: the last raw element `name`, not looking past Markdown that is
 * open, or the last Markdown if there is no name; -1 if there is none.
 * @type {(open: readonly Token[], name: string | null) => number} */
function partner(open, name) {
  for (let place = open.length - 1; place >= 0; place--) {
    const raw = open[place].type === "html_inline"
    if (name === null ? !raw : !raw || nestingOf(open[place].content).name === name) {
      return name !== null && !raw ? -1 : place
    }
  }
  return -1
}

/**
 * Take out elements that a cut left without content; others, like icons, are meant so.
 *
 * @param {readonly Token[]} tokens
 * @param {ReadonlySet<Token>} divided the tags at which a cut divided an element
 * @returns {Token[]}
 */
export function withoutEmpty(tokens, divided) {
  /** @type {Token[]} */
  const result = []
  for (const token of tokens) {
    const last = result.at(-1)
    const empty = token.nesting < 0 && last !== undefined && last.nesting > 0
    if (empty && (divided.has(token) || divided.has(last))) result.pop()
    else result.push(token)
  }
  return result
}

/** Cut line breaks and white space from both ends of inline tokens, inside elements too.
 * @type {(tokens: readonly Token[]) => Token[]} */
export function trimmed(tokens) {
  const kept = trimmedSide(tokens, 1, (text) => text.trimStart())
  return trimmedSide(kept.reverse(), -1, (text) => text.trimEnd()).reverse()
}

/** Trim the beginning; for the end the tokens come backwards, and `opening` is -1.
 * @type {(tokens: readonly Token[], opening: number, strip: (text: string) => string) => Token[]} */
function trimmedSide(tokens, opening, strip) {
  /** @type {Token[]} */
  const kept = []
  let emptied = false
  for (const [place, token] of tokens.entries()) {
    if (token.nesting === opening) {
      kept.push(token)
      emptied = false
    } else if (isSpace(token)) {
      emptied = true
    } else if (token.nesting === -opening && kept.length && emptied) {
      kept.pop()
    } else {
      const isText = token.type === "text"
      const first = isText ? changed(token, { content: strip(token.content) }) : token
      return [...kept, first, ...tokens.slice(place + 1)]
    }
  }
  return kept
}

/** Tell whether text begins with a colon or a dash, in elements or not.
 * @type {(tokens: readonly Token[]) => boolean} */
export function hasSeparator(tokens) {
  const first = tokens.find((token) => token.nesting <= 0 && !isSpace(token))
  return first?.type === "text" && SEPARATOR_START.test(first.content)
}

/**
 * Cut the colon or dash that stands between a label and its text.
 *
 * With `afterEnd` the label ends in a colon or the like itself. Then a dash belongs to the text,
 * and so does a colon without space behind it, which may begin a `:)`.
 *
 * @param {readonly Token[]} tokens
 * @param {boolean} afterEnd
 * @returns {Token[]}
 */
export function withoutSeparator(tokens, afterEnd) {
  const kept = trimmedSide(tokens, 1, (text) => text)
  const first = kept.find((token) => token.nesting <= 0)
  const separator = afterEnd ? SECOND_COLON : SEPARATOR
  if (first?.type !== "text" || !separator.test(first.content)) return [...tokens]
  kept[kept.indexOf(first)] = changed(first, { content: first.content.replace(separator, "") })
  return kept
}

/** Trim a label, and cut the colon that ends it, in an element or not.
 * @type {(tokens: readonly Token[]) => Token[]} */
export function withoutLastColon(tokens) {
  const kept = trimmed(tokens)
  const last = kept.findLast((token) => token.nesting >= 0)
  if (last?.type === "text") {
    const content = last.content.replace(/\s*[:：]\s*$/, "")
    kept[kept.lastIndexOf(last)] = changed(last, { content })
  }
  return kept
}

/** @type {(token: Token) => boolean} */
function isSpace(token) {
  if (token.nesting) return false
  if (token.type === "html_inline") return /^<br\s*\/?>$/i.test(token.content)
  if (token.type === "text") return !token.content.trim()
  return token.type === "softbreak" || token.type === "hardbreak"
}
