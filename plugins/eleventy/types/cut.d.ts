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
export function cutAtLabels(inline: Token): Cut;
export function paragraph(children: Token[]): Token[];
export const LABEL_OPEN: "reviewlabel_open";
export const LABEL_CLOSE: "reviewlabel_close";
/**
 * A label and what belongs to it: the rest of its line or paragraph, then the blocks below.
 */
export type Part = {
    label: Token[];
    lead: Token[];
    blocks: Token[];
};
/**
 * A run of text cut at its labels; `lost` when it ends in a label that is never closed.
 */
export type Cut = {
    before: Token[];
    parts: Part[];
    lost: boolean;
};
import Token from "markdown-it/lib/token.mjs";
