// Trivia: the quotes under a trivia label, and the reviewer's remark below them, told apart.

import { labelledParts } from "./parts.js"
import { inlineText } from "./text.js"
import { slug, wordsIn } from "./words.js"

/** @typedef {import("markdown-it").default} MarkdownIt */
/** @typedef {import("markdown-it/lib/token.mjs").default} Token */

/**
 * @typedef {object} TriviaOptions
 * @property {readonly string[]} [labels] words, one of which a trivia label holds: `Trivia`
 * @property {string} [quoteClass] a class for the quotes
 */

/**
 * Mark the blockquotes under a label that holds one of the words `labels`.
 *
 *     in:   <span class="reviewsection">Trivia:</span>
 *           > The shark was played by a dentist.
 *
 *           That explains the teeth.
 *
 * Needs `reviewsectionPlugin`, used before this one. There may be several quotes. The
 * `blockquote_open` of each gets `meta.trivia = "quote"`, and with `quoteClass` that HTML class; the
 * blocks after the first quote that are no quotes get `meta.trivia = "remark"`. The HTML is
 * otherwise unchanged.
 *
 * @param {MarkdownIt} md
 * @param {TriviaOptions} [options]
 * @returns {void}
 */
export function triviaPlugin(md, { labels = ["Trivia"], quoteClass } = {}) {
  const wanted = labels.map(slug)
  md.core.ruler.push("trivia", ({ tokens }) => {
    if (!hasQuote(tokens)) return
    for (const part of labelledParts(tokens)) {
      const key = hasQuote(part.blocks) ? slug(inlineText(part.label)) : ""
      if (key && wanted.some((word) => wordsIn(word, key))) mark(part.blocks, quoteClass)
    }
  })
}

/** @type {(tokens: readonly Token[]) => boolean} */
const hasQuote = (tokens) => tokens.some((token) => token.type === "blockquote_open")

/** Divide the blocks of a part into the marked quotes and the remark after them.
 * @type {(blocks: readonly Token[]) => { quotes: Token[], remark: Token[] }} */
export function divideTrivia(blocks) {
  /** @type {{ quotes: Token[], remark: Token[] }} */
  const divided = { quotes: [], remark: [] }
  let kind = ""
  let depth = 0
  for (const token of blocks) {
    if (depth === 0) kind = token.meta?.trivia ?? ""
    if (kind) divided[kind === "quote" ? "quotes" : "remark"].push(token)
    depth += token.nesting
  }
  return divided
}

/** @type {(blocks: readonly Token[], quoteClass: string | undefined) => void} */
function mark(blocks, quoteClass) {
  let depth = 0
  let quoted = false
  for (const token of blocks) {
    if (depth === 0 && token.type === "blockquote_open") {
      quoted = true
      token.meta = { ...token.meta, trivia: "quote" }
      if (quoteClass) token.attrJoin("class", quoteClass)
    } else if (depth === 0 && quoted && token.nesting >= 0) {
      token.meta = { ...token.meta, trivia: "remark" }
    }
    depth += token.nesting
  }
}
