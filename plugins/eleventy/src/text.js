// What a reader would say aloud: the text of tokens without markup and without struck words.

import { GONE, hides, htmlParagraphs, imageText, tagName } from "./html.js"

/** @typedef {import("markdown-it/lib/token.mjs").default} Token */

const GAP = new RegExp(` ?${GONE}(?: ?${GONE})* ?`, "g")
/** Struck words in a picture's description, which are no tokens. */
const STRUCK_ALT = /~~(?![\s~])[^~]*[^\s~]~~/g

/**
 * Give the text of block tokens: a paragraph, list item or quote each, an empty line between.
 *
 * Entities are characters, links their text, images their alt text, formulas their source. Struck
 * words, scripts, styles, comments and the numbers of footnotes are gone; what the parser made of
 * quotes and dashes stays. Raw HTML is divided where its own blocks begin and end.
 *
 * @param {readonly Token[]} tokens
 * @returns {string}
 */
export const plainText = (tokens) => tokens.flatMap(block).filter(Boolean).join("\n\n")

/**
 * Give the text of inline tokens on one line; see `plainText`.
 *
 * @param {readonly Token[]} tokens
 * @returns {string}
 */
export function inlineText(tokens) {
  let text = ""
  let depth = 0
  for (const token of tokens) {
    const change = hiding(token)
    depth = Math.max(0, depth + change)
    if (change < 0 && !depth) text += GONE
    else if (!depth) text += said(token)
  }
  return joined(depth ? text + GONE : text)
}

/** @type {(token: Token) => string[]} */
function block(token) {
  switch (token.type) {
    case "inline":
      return [inlineText(token.children ?? [])]
    case "fence":
    case "code_block":
      return [token.content.replace(/^\n+|\n+$/g, "")]
    case "math_block":
      return [joined(token.content)]
    case "html_block":
      return htmlParagraphs(token.content).map(joined)
    default:
      return []
  }
}

/** Fold white space, and close the gaps that struck words left; empty if nothing is seen.
 * @type {(text: string) => string} */
function joined(text) {
  const folded = text.replace(/[\u00ad\ufeff]/g, "").replace(/[ \t\n\r\f\v]+/g, " ")
  const closed = folded.replace(GAP, (gap, /** @type {number} */ place) => {
    const before = folded[place - 1] ?? ""
    const after = folded[place + gap.length] ?? ""
    const kept = gap.includes(" ") && after && !",.;:!?…)]”’»".includes(after)
    return kept && !(before && "([“‘«¿¡".includes(before)) ? " " : ""
  })
  return /^[\s\p{Cf}]*$/u.test(closed) ? "" : closed.trim()
}

/** Say whether a token begins (1) or ends (-1) what is not said, as Markdown or as raw HTML.
 * @type {(token: Token) => number} */
function hiding(token) {
  if (token.nesting && hides(token.tag)) return token.nesting
  const name = token.type === "html_inline" ? tagName(token.content) : ""
  if (!hides(name.replace(/^\//, ""))) return 0
  return name.startsWith("/") ? -1 : 1
}

/** @type {(token: Token) => string} */
function said(token) {
  switch (token.type) {
    case "text":
    case "text_special": // an entity or an escaped sign, in the description of a picture
    case "code_inline":
    case "math_inline":
      return token.content
    case "softbreak":
    case "hardbreak":
      return " "
    case "image":
      return inlineText(token.children ?? []).replace(STRUCK_ALT, GONE)
    case "html_inline": {
      const tag = tagName(token.content)
      if (!tag) return htmlParagraphs(token.content).join(" ")
      return tag === "br" ? " " : tag === "img" ? imageText(token.content) : ""
    }
    default:
      return ""
  }
}
