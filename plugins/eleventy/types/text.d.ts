/**
 * Give the text of inline tokens on one line; see `plainText`.
 *
 * @param {readonly Token[]} tokens
 * @returns {string}
 */
export function inlineText(tokens: readonly Token[]): string;
export function plainText(tokens: readonly Token[]): string;
export type Token = import("markdown-it/lib/token.mjs").default;
