// A text divided at its labels: which blocks belong to which label.

import { cutAtLabels, paragraph } from "./cut.js"
import { changed, trimmed } from "./spans.js"

/** @typedef {import("markdown-it/lib/token.mjs").default} Token */
/** @typedef {import("./cut.js").Cut} Cut */
/** @typedef {import("./cut.js").Part} Part */

/** What the `meta` of a heading or paragraph holds that is a label as a whole. */
export const BLOCK_LABEL = "reviewlabel"

/**
 * A block that holds blocks, and the part that goes on in it; `rank` is that of the heading in
 * which the part's label stands, 0 if it is in none.
 *
 * @typedef {{ start: number, current: Part | null, rank: number }} Room
 */

/**
 * Divide the tokens of a text into its labelled parts, in order.
 *
 * A part runs from its label to the next label, over line breaks, paragraphs, lists, quotes and
 * headings; that of a label in a heading ends also at the next heading that is not lower. A label
 * inside a list item, a quote or another block has what follows it in there, one in a table the
 * cells beside or below it, one in the term of a definition list the definitions; the whole list,
 * quote or table also belongs to the part it stands in. Footnotes belong to none, nor does what
 * stands between a label that is never closed and the next one.
 *
 * @param {readonly Token[]} tokens
 * @returns {Part[]}
 */
export function labelledParts(tokens) {
  /** @type {Part[]} */
  const parts = []
  /** @type {Room[]} */
  const rooms = [{ start: -1, current: null, rank: 0 }]
  let place = 0
  while (place < tokens.length) place = next(tokens, place, rooms, parts)
  return parts
}

/** Deal with the token at `place`, and give the place to go on at. Quotes may be nested without
 * end, so the rooms are a list and this is no recursion.
 * @type {(tokens: readonly Token[], place: number, rooms: Room[], parts: Part[]) => number} */
function next(tokens, place, rooms, parts) {
  const token = tokens[place]
  const room = rooms[rooms.length - 1]
  if (token.type === "table_open" || token.type === "footnote_block_open") {
    const end = endOf(tokens, place) + 1
    if (token.type === "table_open") {
      room.current?.blocks.push(...tokens.slice(place, end))
      parts.push(...tableParts(tokens.slice(place, end)))
    }
    return end
  }
  if (token.nesting > 0 && isLeaf(tokens, place)) {
    const rank = token.type === "heading_open" ? Number(token.tag.slice(1)) : 0
    if (token.type === "dt_open" || (rank && rank <= room.rank)) {
      Object.assign(room, { current: null, rank: 0 })
    }
    if (take(room, tokens.slice(place, place + 3), tokens[place + 1], parts)) room.rank = rank
    return place + 3
  }
  if (token.nesting > 0) {
    rooms.push({ start: place, current: null, rank: 0 })
  } else if (token.nesting < 0 && rooms.length > 1) {
    rooms.pop()
    const skin = token.type === "dd_close" ? 1 : 0
    rooms.at(-1)?.current?.blocks.push(...tokens.slice(room.start + skin, place + 1 - skin))
  } else if (token.type === "inline") {
    take(room, [token], token, parts)
  } else if (token.nesting === 0) {
    room.current?.blocks.push(token)
  }
  return place + 1
}

/** Tell whether a block holds one run of text and nothing else.
 * @type {(tokens: readonly Token[], place: number) => boolean} */
const isLeaf = (tokens, place) =>
  tokens[place + 1]?.type === "inline" && tokens[place + 2]?.nesting === -1

/** @type {(tokens: readonly Token[], place: number) => number} */
function endOf(tokens, place) {
  let depth = 0
  for (let end = place; end < tokens.length; end++) {
    depth += tokens[end].nesting
    if (depth === 0) return end
  }
  return tokens.length - 1
}

/** Deal with one run of text and the tokens around it; tells whether it holds a label.
 * @type {(room: Room, block: readonly Token[], inline: Token, parts: Part[]) => boolean} */
function take(room, block, inline, parts) {
  let cut = cutAtLabels(inline)
  if (!hasLabel(cut) && block[0].meta?.[BLOCK_LABEL]) {
    cut = { before: [], parts: [{ label: cut.before, lead: [], blocks: [] }], lost: false }
  }
  const before = room.current ? trimmed(cut.before) : []
  if (before.length) {
    const kept = changed(inline, { children: before })
    room.current?.blocks.push(...block.map((token) => (token === inline ? kept : token)))
  }
  if (!hasLabel(cut)) return false
  room.current = cut.lost ? null : (cut.parts.at(-1) ?? null)
  parts.push(...cut.parts)
  return true
}

/** @type {(cut: Cut) => boolean} */
const hasLabel = (cut) => cut.lost || cut.parts.length > 0

/**
 * Give the labelled parts of a table, row by row.
 *
 * A label has the rest of its cell. Where there is nothing, it has the cells right of it up to the
 * next label, and where there are none either, those below it:
 *
 *     | Rating: | 7/10 |        | Rating: | Premise: |
 *     |---------|------|        |---------|----------|
 *                               | 7/10    | A shark. |
 *
 * @param {readonly Token[]} tokens
 * @returns {Part[]}
 */
function tableParts(tokens) {
  /** @type {{ inline: Token, cut: Cut }[][]} */
  const rows = []
  for (const token of tokens) {
    if (token.type === "tr_open") rows.push([])
    else if (token.type === "inline") rows.at(-1)?.push({ inline: token, cut: cutAtLabels(token) })
  }
  const upToLabel = (/** @type {typeof rows[0]} */ cells) => {
    const end = cells.findIndex((cell) => hasLabel(cell.cut))
    const free = end < 0 ? cells : cells.slice(0, end)
    return free.map((cell) => trimmed(cell.inline.children ?? [])).filter((said) => said.length)
  }
  for (const [number, row] of rows.entries()) {
    for (const [column, { cut }] of row.entries()) {
      const last = cut.parts.at(-1)
      if (!last || cut.lost || trimmed(last.lead).length) continue
      const beside = upToLabel(row.slice(column + 1))
      const below = rows.slice(number + 1).flatMap((other) => other.slice(column, column + 1))
      const [lead = [], ...more] = beside.length ? beside : upToLabel(below)
      if (lead.length) last.lead = lead
      last.blocks.push(...more.flatMap(paragraph))
    }
  }
  return rows.flatMap((row) => row.flatMap(({ cut }) => cut.parts))
}
