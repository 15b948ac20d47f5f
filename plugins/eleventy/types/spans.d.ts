export function closing(opener: Token): Token;
/**
 * Give inline tokens in which every element that is opened is closed.
 *
 * Raw tags (`html_inline`) get a nesting of 1 or -1. One that is never closed is closed where what
 * it stands in ends, as kramdown does, and its `meta.unclosed` is true; a closing tag without an
 * opening one keeps the nesting 0.
 *
 * @param {readonly Token[]} tokens
 * @returns {Token[]}
 */
export function balanced(tokens: readonly Token[]): Token[];
/**
 * Take out elements that a cut left without content; others, like icons, are meant so.
 *
 * @param {readonly Token[]} tokens
 * @param {ReadonlySet<Token>} divided the tags at which a cut divided an element
 * @returns {Token[]}
 */
export function withoutEmpty(tokens: readonly Token[], divided: ReadonlySet<Token>): Token[];
export function trimmed(tokens: readonly Token[]): Token[];
export function hasSeparator(tokens: readonly Token[]): boolean;
/**
 * Cut the colon or dash that stands between a label and its text.
 *
 * With `afterEnd` the label ends in a colon or the like itself. Then a dash belongs to the text,
 * and so does a colon without space behind it, which may begin a `:)`.
 *
 * @param {readonly Token[]} tokens
 * @param {boolean} afterEnd
 * @returns {Token[]}
 */
export function withoutSeparator(tokens: readonly Token[], afterEnd: boolean): Token[];
export function withoutLastColon(tokens: readonly Token[]): Token[];
/** Give a copy of a token with some of its fields changed.
 * @type {(token: Token, changes: Partial<Token>) => Token} */
export const changed: (token: Token, changes: Partial<Token>) => Token;
/** Give a token of text. @type {(content: string) => Token} */
export const textToken: (content: string) => Token;
import Token from "markdown-it/lib/token.mjs";
