/**
 * Make spans of `[words]{.labelClass}`.
 *
 * The words may hold emphasis, links and brackets; the braces may hold more classes and an id.
 *
 * @param {readonly Token[]} tokens
 * @param {string} labelClass
 * @returns {Token[]}
 */
export function bracketedLabels(tokens: readonly Token[], labelClass: string): Token[];
/**
 * Find bold words that begin a line and end in `:` or `?`, or are followed by a colon.
 *
 * Gives for each the places of its opening and closing token, and the key of the label.
 *
 * @param {readonly Token[]} tokens
 * @returns {{ place: number, end: number, key: string }[]}
 */
export function boldLabels(tokens: readonly Token[]): {
    place: number;
    end: number;
    key: string;
}[];
/** A label in more elements than these is none: each of them is divided at each label in it. */
export const DEEPEST_LABEL: 16;
import Token from "markdown-it/lib/token.mjs";
