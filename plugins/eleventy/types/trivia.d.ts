/** @typedef {import("markdown-it").default} MarkdownIt */
/** @typedef {import("markdown-it/lib/token.mjs").default} Token */
/**
 * @typedef {object} TriviaOptions
 * @property {readonly string[]} [labels] words, one of which a trivia label holds: `Trivia`
 * @property {string} [quoteClass] a class for the quotes
 */
/**
 * Mark the blockquotes under a label that holds one of the words `labels`.
 *
 *     in:   <span class="reviewsection">Trivia:</span>
 *           > The shark was played by a dentist.
 *
 *           That explains the teeth.
 *
 * Needs `reviewsectionPlugin`, used before this one. There may be several quotes. The
 * `blockquote_open` of each gets `meta.trivia = "quote"`, and with `quoteClass` that HTML class; the
 * blocks after the first quote that are no quotes get `meta.trivia = "remark"`. The HTML is
 * otherwise unchanged.
 *
 * @param {MarkdownIt} md
 * @param {TriviaOptions} [options]
 * @returns {void}
 */
export function triviaPlugin(md: MarkdownIt, { labels, quoteClass }?: TriviaOptions): void;
export function divideTrivia(blocks: readonly Token[]): {
    quotes: Token[];
    remark: Token[];
};
export type MarkdownIt = import("markdown-it").default;
export type Token = import("markdown-it/lib/token.mjs").default;
export type TriviaOptions = {
    /**
     * words, one of which a trivia label holds: `Trivia`
     */
    labels?: readonly string[] | undefined;
    /**
     * a class for the quotes
     */
    quoteClass?: string | undefined;
};
