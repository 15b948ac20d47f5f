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
export function reviewsectionPlugin(md: MarkdownIt, { labelClass, boldWith }?: LabelOptions): void;
export type MarkdownIt = import("markdown-it").default;
export type LabelOptions = {
    /**
     * the class of labels, `reviewsection`
     */
    labelClass?: string | undefined;
    /**
     * bold words are labels where one of these is among them
     */
    boldWith?: readonly string[] | undefined;
};
