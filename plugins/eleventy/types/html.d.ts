export function tagName(markup: string): string;
export function imageText(tag: string): string;
export function attributesOf(tag: string): [string, string][];
/**
 * Give the name of a raw tag, and how it nests; void tags and whole pieces of HTML do not.
 *
 * @param {string} markup
 * @returns {{ name: string, nesting: -1 | 0 | 1 }}
 */
export function nestingOf(markup: string): {
    name: string;
    nesting: -1 | 0 | 1;
};
/**
 * Give the text of some HTML, divided where a block begins or ends.
 *
 * White space is as it is written; `GONE` stands where something was hidden.
 *
 * @param {string} source
 * @returns {string[]}
 */
export function htmlParagraphs(source: string): string[];
/**
 * Take the closing tags out of some HTML that close nothing.
 *
 * @param {string} html
 * @param {string[]} openNames the names of the elements that are open; kept up to date
 * @returns {string}
 */
export function withoutStrays(html: string, openNames: string[]): string;
/** Stands where struck words were; markdown-it never lets a NUL through. */
export const GONE: "\0";
/** Elements that have no content and no closing tag (HTML, section 13.1.2). */
export const VOID: Set<string>;
/** Tell whether the words in an element are not said: it strikes them or never shows them.
 * @type {(name: string) => boolean} */
export const hides: (name: string) => boolean;
/** Give the tags that close some elements, the innermost first.
 * @type {(names: readonly string[]) => string} */
export const closers: (names: readonly string[]) => string;
