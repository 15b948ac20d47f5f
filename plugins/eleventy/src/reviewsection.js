// Labels of a review (`<span class="reviewsection">Premise:</span> ...`) as tokens of their own.

import Token from "markdown-it/lib/token.mjs"

import { LABEL_CLOSE, LABEL_OPEN } from "./cut.js"
import { boldLabels, bracketedLabels, DEEPEST_LABEL } from "./forms.js"
import { attributesOf, nestingOf } from "./html.js"
import { BLOCK_LABEL } from "./parts.js"
import { balanced } from "./spans.js"
import { slug } from "./words.js"

/** @typedef {import("markdown-it").default} MarkdownIt */

/**
 * @typedef {object} LabelOptions
 * @property {string} [labelClass] the class of labels, `reviewsection`
 * @property {readonly string[]} [boldWith] bold words are labels where one of these is among them
 */

/**
 * Find the labels of a review.
 *
 *     in:   <span class="reviewsection">Premise:</span> A shark *and* a storm.<br/>
 *     out:  <p><span class="reviewsection">Premise:</span> A shark <em>and</em> a storm.<br/></p>
 *
 * A label is an inline element of class `labelClass`: raw HTML, an element to which another plug-in
 * gave that class, or `[Premise:]{.reviewsection}`; a heading or paragraph with that class is a
 * label as a whole. In a text that has none of these, bold words that begin a line and end in `:` or
 * `?` are labels, provided that one of them is among `boldWith`.
 *
 * The HTML means the same with and without the plug-in. In the tokens each label becomes
 * `reviewlabel_open` ... `reviewlabel_close`. Elements that a paragraph with labels leaves open are
 * closed at the end of what they stand in; a label among them has a true `meta.unclosed`. A label in
 * more than 16 other elements of its line is none.
 *
 * @param {MarkdownIt} md
 * @param {LabelOptions} [options]
 * @returns {void}
 */
export function reviewsectionPlugin(md, { labelClass = "reviewsection", boldWith = [] } = {}) {
  const wanted = new Set(boldWith.map(slug))

  // Before escaped characters become text like any other, so that `\[` begins no label.
  md.core.ruler.before("text_join", "reviewsection_brackets", ({ tokens }) => {
    for (const token of tokens) {
      if (token.type === "inline" && token.content.includes(`.${labelClass}`)) {
        token.children = bracketedLabels(token.children ?? [], labelClass)
      }
    }
  })

  md.core.ruler.push("reviewsection", ({ tokens }) => {
    let marked = false
    for (const token of tokens) {
      if (token.type === "inline") {
        marked = markLabels(token, labelClass) || marked
      } else if (token.nesting > 0 && hasClass(token.attrGet("class"), labelClass)) {
        token.meta = { ...token.meta, [BLOCK_LABEL]: true }
        marked = true
      }
    }
    if (wanted.size && !marked) makeBoldLabels(tokens, wanted)
  })
}

/** @type {(tokens: readonly Token[], wanted: ReadonlySet<string>) => void} */
function makeBoldLabels(tokens, wanted) {
  const found = tokens
    .filter((token) => token.type === "inline")
    .map((token) => ({ token, labels: boldLabels(token.children ?? []) }))
  if (!found.some(({ labels }) => labels.some(({ key }) => wanted.has(key)))) return
  for (const { token, labels } of found) {
    const children = token.children ?? []
    for (const { place, end } of labels) {
      const { attrs } = children[place]
      const opener = new Token(LABEL_OPEN, "strong", 1)
      children[place] = Object.assign(opener, { attrs, meta: { unclosed: false } })
      children[end] = new Token(LABEL_CLOSE, "strong", -1)
    }
  }
}

/** Nest the inline tokens and give labels their own kind, if there are any; tells whether.
 * @type {(inline: Token, labelClass: string) => boolean} */
function markLabels(inline, labelClass) {
  const children = inline.children ?? []
  const mayHave = inline.content.includes(labelClass)
  if (!mayHave && !children.some((token) => hasClass(token.attrGet("class"), labelClass))) {
    return false
  }
  const raw = children.some((token) => token.type === "html_inline" && token.nesting === 0)
  const marked = raw ? balanced(children) : children
  nameLabels(marked, labelClass)
  if (!marked.some((token) => token.type === LABEL_OPEN)) return false
  inline.children = marked
  return true
}

/** Make labels of the elements that have the class, in place.
 * @type {(tokens: readonly Token[], labelClass: string) => void} */
function nameLabels(tokens, labelClass) {
  /** @type {(Token | null)[]} */
  const open = []
  const become = (/** @type {Token} */ token, /** @type {Partial<Token>} */ changes) =>
    Object.assign(token, { content: "", markup: "", info: "" }, changes)
  for (const token of tokens) {
    if (token.nesting > 0) {
      const raw = token.type === "html_inline"
      const given = raw && token.content.includes(labelClass)
      const attrs = given ? attributesOf(token.content) : (token.attrs ?? [])
      const classes = attrs.find(([name]) => name === "class")?.[1] ?? ""
      const isLabel = open.length <= DEEPEST_LABEL && hasClass(classes, labelClass)
      if (isLabel) {
        const tag = raw ? nestingOf(token.content).name : token.tag
        const meta = { unclosed: Boolean(token.meta?.unclosed) }
        become(token, { type: LABEL_OPEN, tag, attrs, meta })
      }
      open.push(isLabel ? token : null)
    } else if (token.nesting < 0) {
      const opener = open.pop()
      if (opener) become(token, { type: LABEL_CLOSE, tag: opener.tag })
    }
  }
}

/** @type {(given: string | null, labelClass: string) => boolean} */
const hasClass = (given, labelClass) => (given ?? "").split(/\s+/).includes(labelClass)
