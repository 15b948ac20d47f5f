/** @typedef {import("markdown-it").default} MarkdownIt */
/** @typedef {import("markdown-it/lib/rules_inline/state_inline.mjs").default} StateInline */
/**
 * Read `~~words~~` as struck words.
 *
 *     in:   IMDb ~~trivia~~ user reviews
 *     out:  <p>IMDb <del>trivia</del> user reviews</p>
 *
 * Exactly two tildes, no space just inside them, and the first closing pair wins; a single tilde
 * never strikes. Takes the place of markdown-it's own rule `strikethrough`, whose `<s>` means
 * something else; the tokens stay `s_open` and `s_close`.
 *
 * @param {MarkdownIt} md
 * @returns {void}
 */
export function strikethroughPlugin(md: MarkdownIt): void;
export type MarkdownIt = import("markdown-it").default;
export type StateInline = import("markdown-it/lib/rules_inline/state_inline.mjs").default;
