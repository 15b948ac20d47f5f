/**
 * Give a label's key: lower case, words joined by hyphens; `section` if there is no word.
 *
 * @param {string} label
 * @returns {string}
 */
export function slug(label: string): string;
/**
 * Give a label's key, with `-2`, `-3` ... where it is taken already, and take it.
 *
 * @param {string} label
 * @param {Map<string, number>} taken each key with the last number tried for it
 * @returns {string}
 */
export function uniqueSlug(label: string, taken: Map<string, number>): string;
/** Cut the colon that ends a label, and the space around it. @type {(label: string) => string} */
export const withoutColon: (label: string) => string;
/** Tell whether the slug `words` stands in the slug `key` as whole words.
 * @type {(words: string, key: string) => boolean} */
export const wordsIn: (words: string, key: string) => boolean;
