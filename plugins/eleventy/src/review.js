// The review in a text: the one-sentence review, the rating, the sections, the trivia.

import Token from "markdown-it/lib/token.mjs"

import { closers, withoutStrays } from "./html.js"
import { labelledParts } from "./parts.js"
import { readGivenScore, readScore } from "./rating.js"
import { changed, trimmed, withoutLastColon } from "./spans.js"
import { inlineText, plainText } from "./text.js"
import { divideTrivia } from "./trivia.js"
import { slug, uniqueSlug, withoutColon } from "./words.js"

/** @typedef {import("markdown-it").default} MarkdownIt */
/** @typedef {import("./cut.js").Part} Part */

/** @typedef {{ text: string, html: string }} Sentence */
/** @typedef {{ text: string, html: string, value: number | null, best: number | null }} Rating */
/** @typedef {{ quote_html: string, remark_html: string }} Trivia */

/**
 * @typedef {object} Section
 * @property {string} key the label as a slug, unique in its review
 * @property {string} label without struck words and the closing colon
 * @property {string} label_html
 * @property {string} text
 * @property {string} html inline HTML when the section is one run of text, blocks otherwise
 * @property {Trivia | null} trivia
 */

/**
 * What a text says, part by part; the names are those of `reviewkit list --json`.
 *
 * @typedef {object} Review
 * @property {Sentence | null} one_sentence
 * @property {Rating | null} rating
 * @property {Section[]} sections in the order of the text
 */

/**
 * @typedef {object} ReviewOptions
 * @property {readonly string[]} [oneSentence] labels of the one-sentence review
 * @property {readonly string[]} [rating] labels of the rating
 */

/** @typedef {Record<string, unknown>} Env */

/** @type {WeakMap<object, () => Review | null>} */
const reviews = new WeakMap()

/**
 * Give the review in the text that was rendered with the environment `env`.
 *
 * @param {object} env
 * @returns {Review | null | undefined} null if the text holds no label, undefined if there was none
 */
export const reviewOf = (env) => reviews.get(env)?.()

/**
 * Read the review of each text that is rendered: `reviewOf(env)`, and `env.review` unless the
 * environment has something of its own there.
 *
 *     const env = {}
 *     md.render("[Rating:]{.reviewsection} 7/10", env)
 *     env.review.rating.value                               // 7
 *
 * Needs `reviewsectionPlugin` and `triviaPlugin`, used before this one. `rating` or `score` in the
 * environment is what a front matter says: its number wins over that of the text. The review is made
 * when it is first asked for.
 *
 * @param {MarkdownIt} md
 * @param {ReviewOptions} [options]
 * @returns {void}
 */
export function reviewPlugin(md, options = {}) {
  md.core.ruler.push("review", ({ tokens, env, inlineMode }) => {
    if (inlineMode) return
    const isOurs = !("review" in env) || reviews.has(env)
    /** @type {{ tokens: Token[] } | { review: Review | null }} */
    let state = { tokens } // which are let go when they have been read
    const get = () => {
      if ("tokens" in state) state = { review: understand(md, state.tokens, env, options) }
      return state.review
    }
    reviews.set(env, get)
    if (isOurs) Object.defineProperty(env, "review", { get, enumerable: true, configurable: true })
  })
}

/**
 * Understand the tokens of a text; labels are compared by their words.
 *
 * @param {MarkdownIt} md
 * @param {readonly Token[]} tokens
 * @param {Env} env
 * @param {ReviewOptions} options
 * @returns {Review | null} null when the text holds no label
 */
function understand(md, tokens, env, { oneSentence = ["One sentence review"], rating = ["Rating"] }) {
  const parts = labelledParts(tokens)
  if (!parts.length) return null
  const inline = (/** @type {Token[]} */ some) => md.renderer.renderInline(some, md.options, env)
  const blocks = (/** @type {Token[]} */ some) =>
    md.renderer.render(wholeHtml(some), md.options, env).trim()
  /** @type {Map<string, number>} */
  const taken = new Map()
  const said = opening(findPart(parts, oneSentence))
  return {
    one_sentence: said.length ? { text: inlineText(said), html: inline(said) } : null,
    rating: findRating(opening(findPart(parts, rating)), env, inline),
    sections: parts.map((part) => section(part, taken, inline, blocks)),
  }
}

/** @typedef {(tokens: Token[]) => string} Render */

/** @type {(part: Part, taken: Map<string, number>, inline: Render, blocks: Render) => Section} */
function section(part, taken, inline, blocks) {
  const label = labelText(part)
  const lead = trimmed(part.lead)
  const { quotes, remark } = divideTrivia(part.blocks)
  const begin = inline(lead)
  const html = part.blocks.length
    ? (begin && `<p>${begin}</p>\n`) + blocks(part.blocks)
    : begin
  return {
    key: uniqueSlug(label, taken),
    label,
    label_html: inline(withoutLastColon(part.label)),
    text: [inlineText(lead), plainText(part.blocks)].filter(Boolean).join("\n\n"),
    html: html.trim(),
    trivia: quotes.length ? { quote_html: blocks(quotes), remark_html: blocks(remark) } : null,
  }
}

/** @type {(part: Part) => string} */
const labelText = (part) => withoutColon(inlineText(part.label))

/** Give what stands right at a label: the rest of that line or paragraph, or where there is nothing
 * the first paragraph below. @type {(part: Part | undefined) => Token[]} */
function opening(part) {
  if (!part) return []
  const lead = trimmed(part.lead)
  if (lead.length) return lead
  const [first, inside] = part.blocks
  return first?.type === "paragraph_open" ? trimmed(inside?.children ?? []) : []
}

/** Find the part under one of the `labels`: just this label, else the first that begins so. Parts
 * that say nothing at their label are passed over.
 * @type {(parts: readonly Part[], labels: readonly string[]) => Part | undefined} */
function findPart(parts, labels) {
  /** @type {Map<string, number>} */
  const taken = new Map()
  const keyed = parts.map((part) => ({ part, key: uniqueSlug(labelText(part), taken) }))
  const wanted = labels.map(slug)
  const exact = keyed.filter(({ key }) => wanted.includes(key))
  const begins = keyed.filter(({ key }) => wanted.some((begin) => key.startsWith(`${begin}-`)))
  return [...exact, ...begins].find(({ part }) => inlineText(opening(part)))?.part
}

/** Join what a rating label says with the `rating` or `score` of the front matter. The words of the
 * text win, and so does the number of the front matter.
 * @type {(said: Token[], env: Env, inline: Render) => Rating | null} */
function findRating(said, env, inline) {
  const given = env.rating ?? env.score
  const own = readGivenScore(given)
  if (!said.length && !own) return null
  const text = said.length ? inlineText(said) : String(given)
  const html = said.length ? inline(said) : escaped(text)
  return { text, html, ...(own ?? readScore(text) ?? { value: null, best: null }) }
}

/** @type {(text: string) => string} */
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")

/** Give block tokens whose raw HTML closes what it opens, and nothing else.
 *
 * A block of HTML ends at an empty line, so that `<details>` and `</details>` may stand in two
 * sections. A closing tag whose partner is not among the tokens is taken out; a tag left open is
 * closed with the element around it, or at the end.
 * @type {(tokens: Token[]) => Token[]} */
function wholeHtml(tokens) {
  /** @type {string[]} */
  const open = []
  const result = tokens.map((token) =>
    token.type === "html_block"
      ? changed(token, { content: withoutStrays(token.content, open) })
      : token,
  )
  if (!open.length) return result
  return [...result, Object.assign(new Token("html_block", "", 0), { content: closers(open) })]
}
