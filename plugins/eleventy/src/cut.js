// A run of text cut at its labels: what stands before the first, and what each of them has.

import Token from "markdown-it/lib/token.mjs"

import { closing, hasSeparator, withoutEmpty, withoutSeparator } from "./spans.js"
import { inlineText } from "./text.js"

export const LABEL_OPEN = "reviewlabel_open"
export const LABEL_CLOSE = "reviewlabel_close"

/**
 * A label and what belongs to it: the rest of its line or paragraph, then the blocks below.
 *
 * @typedef {{ label: Token[], lead: Token[], blocks: Token[] }} Part
 */

/**
 * A run of text cut at its labels; `lost` when it ends in a label that is never closed.
 *
 * @typedef {{ before: Token[], parts: Part[], lost: boolean }} Cut
 */

/**
 * Cut one inline token at its labels.
 *
 * Elements that a cut divides are closed in front of the label and opened again behind it. The
 * colon or dash between a label and its text is in neither.
 *
 * @param {Token} inline
 * @returns {Cut}
 */
export function cutAtLabels(inline) {
  /** @type {Part[]} */
  const parts = []
  /** @type {Set<Token>} */
  const divided = new Set()
  /** @type {Token[][]} */
  const outside = []
  /** @type {Token[]} */
  let before = []
  /** @type {Token[]} */
  let open = []
  let into = before
  let lost = false
  for (const token of inline.type === "inline" ? (inline.children ?? []) : []) {
    if (token.type === LABEL_OPEN) {
      const closers = open.map(closing).reverse()
      for (const tag of [...open, ...closers]) divided.add(tag)
      into.push(...closers)
      outside.push(open)
      open = []
      lost = token.meta.unclosed
      into = []
      if (!lost) parts.push({ label: into, lead: [], blocks: [] })
    } else if (token.type === LABEL_CLOSE) {
      open = outside.pop() ?? []
      into = lost ? [] : (parts.at(-1)?.lead ?? [])
      into.push(...open)
    } else {
      into.push(token)
      if (token.nesting > 0) open.push(token)
      else if (token.nesting < 0) open.pop()
    }
  }
  if (divided.size) {
    before = withoutEmpty(before, divided)
    for (const part of parts) {
      part.label = withoutEmpty(part.label, divided)
      part.lead = withoutEmpty(part.lead, divided)
    }
  }
  for (const part of parts) {
    if (!hasSeparator(part.lead)) continue
    part.lead = withoutSeparator(part.lead, /[:：?？!]$/.test(inlineText(part.label)))
  }
  return { before, parts, lost }
}

/** Make a paragraph of inline tokens. @type {(children: Token[]) => Token[]} */
export function paragraph(children) {
  const inline = Object.assign(new Token("inline", "", 0), { children, block: true })
  const [opener, closer] = [
    new Token("paragraph_open", "p", 1),
    new Token("paragraph_close", "p", -1),
  ]
  opener.block = closer.block = true
  return [opener, inline, closer]
}
