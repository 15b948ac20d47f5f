/**
 * Read the review of each text that is rendered: `reviewOf(env)`, and `env.review` unless the
 * environment has something of its own there.
 *
 *     const env = {}
 *     md.render("[Rating:]{.reviewsection} 7/10", env)
 *     env.review.rating.value                               // 7
 *
 * Needs `reviewsectionPlugin` and `triviaPlugin`, used before this one. `rating` or `score` in the
 * environment is what a front matter says: its number wins over that of the text. The review is made
 * when it is first asked for.
 *
 * @param {MarkdownIt} md
 * @param {ReviewOptions} [options]
 * @returns {void}
 */
export function reviewPlugin(md: MarkdownIt, options?: ReviewOptions): void;
export function reviewOf(env: object): Review | null | undefined;
export type Render = (tokens: Token[]) => string;
export type MarkdownIt = import("markdown-it").default;
export type Part = import("./cut.js").Part;
export type Sentence = {
    text: string;
    html: string;
};
export type Rating = {
    text: string;
    html: string;
    value: number | null;
    best: number | null;
};
export type Trivia = {
    quote_html: string;
    remark_html: string;
};
export type Section = {
    /**
     * the label as a slug, unique in its review
     */
    key: string;
    /**
     * without struck words and the closing colon
     */
    label: string;
    label_html: string;
    text: string;
    /**
     * inline HTML when the section is one run of text, blocks otherwise
     */
    html: string;
    trivia: Trivia | null;
};
/**
 * What a text says, part by part; the names are those of `reviewkit list --json`.
 */
export type Review = {
    one_sentence: Sentence | null;
    rating: Rating | null;
    /**
     * in the order of the text
     */
    sections: Section[];
};
export type ReviewOptions = {
    /**
     * labels of the one-sentence review
     */
    oneSentence?: readonly string[] | undefined;
    /**
     * labels of the rating
     */
    rating?: readonly string[] | undefined;
};
export type Env = Record<string, unknown>;
import Token from "markdown-it/lib/token.mjs";
