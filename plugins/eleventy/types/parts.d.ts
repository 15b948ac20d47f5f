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
export function labelledParts(tokens: readonly Token[]): Part[];
/** @typedef {import("markdown-it/lib/token.mjs").default} Token */
/** @typedef {import("./cut.js").Cut} Cut */
/** @typedef {import("./cut.js").Part} Part */
/** What the `meta` of a heading or paragraph holds that is a label as a whole. */
export const BLOCK_LABEL: "reviewlabel";
/**
 * A block that holds blocks, and the part that goes on in it; `rank` is that of the heading in
 * which the part's label stands, 0 if it is in none.
 */
export type Room = {
    start: number;
    current: Part | null;
    rank: number;
};
export type Token = import("markdown-it/lib/token.mjs").default;
export type Cut = import("./cut.js").Cut;
export type Part = import("./cut.js").Part;
