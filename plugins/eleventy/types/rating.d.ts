/**
 * Read a rating from the text under a rating label.
 *
 *     7/10 · 4.5 stars · ★★★½ · 3 out of 4 · 85 % · ⭐ 7,5/10    -> a score
 *     "really tense, good stuff", B+, 9/11, 7, 10/10 times       -> null
 *
 * A text must begin with its number, so that numbers inside prose do not become ratings, and a
 * number alone is none. Stars are counted out of five, as schema.org does where nothing else is
 * said; more than five without empty ones name no scale. One star before a fraction is a picture.
 *
 * @param {string} text
 * @returns {Score | null}
 */
export function readScore(text: string): Score | null;
/**
 * Read the rating that a front matter gives: a number, or a text as `readScore` reads it.
 *
 * A number, with quotation marks around it or not, has no scale. Lists, mappings, dates and truth
 * values are no ratings.
 *
 * @param {unknown} given
 * @returns {Score | null}
 */
export function readGivenScore(given: unknown): Score | null;
/**
 * `best` is null where no scale is named
 */
export type Score = {
    value: number;
    best: number | null;
};
