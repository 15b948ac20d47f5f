// Ratings: a number is read only where the text really gives one, never guessed from prose.

/** @typedef {{ value: number, best: number | null }} Score `best` is null where no scale is named */

const LEAD = String.raw`(?:(?:an?|about|around|solid|strong|easy|weak|generous|firm)\s+)*`
const END = String.raw`(?![\p{L}\p{M}\p{N}_])`
const STARS = `stars?${END}`
const NUMBER =
  String.raw`(?<value>\d{0,2}\s?[¼½¾]|(?:\d{1,2}\s+)?1/2(?=\s*(?:/|out${END}|of${END}|-?${STARS}))` +
  String.raw`|\d{1,3}(?:[.,]\d{1,3})?|[.,]\d{1,3})`
const SCALE = String.raw`(?<best>\d{1,3})(?:[.,]0)?(?![\p{L}\p{M}\p{N}_/%]|[.,]\d)`
/** What makes a share of a fraction: 9/10 of it, 9 out of 10 people, 10/10 times. */
const NO_SHARE = String.raw`(?!\s+(?:of|people|times)${END})`
const OF = String.raw`\s*\(?\s*(?:/|out\s+of)\s*${SCALE}`
const STARS_IN_WORDS = form(String.raw`${LEAD}${NUMBER}(?:\s*|-)(?:${STARS}|[★⭐])(?:${OF})?`)
const OF_STARS = form(String.raw`${LEAD}${NUMBER}\s*(?:/|(?:out\s+)?of)\s*${SCALE}\s*${STARS}`)
const FRACTION = form(String.raw`${LEAD}${NUMBER}${OF}${NO_SHARE}(?!\s*${STARS})`)
const PERCENT = form(
  String.raw`${LEAD}(?<value>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|percent${END}|per\s+cent${END})`,
)
const FULL = String.raw`(?:[★⭐🌟][\ufe0e\ufe0f]?\s*)`
const DRAWN = form(
  String.raw`(?<full>${FULL}*)(?<half>½|1/2|[⯨⯪])?\s*(?<empty>(?:[☆✩✰]\s*)*)(?:/\s*(?<scale>${FULL}+))?`,
)
const AFTER_STARS = form(
  String.raw`[\s(:=]*(?:${NUMBER}${OF}|(?:/|out\s+of)\s*(?<starsBest>\d{1,3})(?![\p{L}\p{M}\p{N}_/%]))`,
)
/** What may stand before a rating: space, brackets, quotation marks, signs for about. */
const OPENING = /^[\s\p{Cf}\p{Ps}\p{Pi}"'*_~≈]*/u
/** One star in front of a number: a picture. */
const ICON = form(String.raw`${FULL}[:=]?\s*(?!1/2(?!\d))(?=\d)`)
/** Scales that reviewers use; 9/11 and 24/7 are none. */
const SCALES = new Set([3, 4, 5, 6, 10, 12, 20, 100])
const STAR_SCALE = 5
const QUARTERS = new Map([["¼", 0.25], ["½", 0.5], ["¾", 0.75]])

/** @type {(source: string) => RegExp} */
function form(source) {
  return new RegExp(`^${source}`, "iu")
}

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
export function readScore(text) {
  const words = digits(text.replace(/[⁄∕／]/g, "/")).replace(OPENING, "")
  const icon = ICON.exec(words)
  if (icon) return worded(words.slice(icon[0].length))
  return drawn(words) ?? worded(words)
}

/**
 * Read the rating that a front matter gives: a number, or a text as `readScore` reads it.
 *
 * A number, with quotation marks around it or not, has no scale. Lists, mappings, dates and truth
 * values are no ratings.
 *
 * @param {unknown} given
 * @returns {Score | null}
 */
export function readGivenScore(given) {
  const bare = typeof given === "string" ? digits(given.trim()) : ""
  const isNumber = /^\d{1,3}(?:[.,]\d{1,3})?$/.test(bare)
  if (typeof given === "string" && !isNumber) return readScore(given)
  const value = isNumber ? number(bare) : given
  if (typeof value !== "number" || !(value >= 0 && value <= Math.max(...SCALES))) return null
  return { value, best: null }
}

/** Write the digits of every script as ours; ten of a script stand in a row, the zero first.
 * @type {(text: string) => string} */
function digits(text) {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const place = digit.codePointAt(0) ?? 0
    let before = 0
    while (/\p{Nd}/u.test(String.fromCodePoint(place - before - 1))) before++
    return String(before % 10)
  })
}

/** @type {(text: string) => Score | null} */
function worded(text) {
  for (const one of [STARS_IN_WORDS, OF_STARS, FRACTION, PERCENT]) {
    const found = one.exec(text)?.groups
    if (!found) continue
    const best = one === PERCENT ? 100 : Number(found.best ?? STAR_SCALE)
    return plausible(number(found.value), best)
  }
  return null
}

/** Count drawn stars; a fraction behind them that says the same has the scale.
 * @type {(text: string) => Score | null} */
function drawn(text) {
  const match = DRAWN.exec(text)
  if (!match?.groups) return null
  const { half, scale } = match.groups
  const full = count(match.groups.full)
  const empty = count(match.groups.empty)
  if (!full && empty < STAR_SCALE && match[0] !== "½") return null
  const value = full + (half ? 0.5 : 0)
  const after = AFTER_STARS.exec(text.slice(match[0].length))?.groups
  const written = after?.value ? plausible(number(after.value), Number(after.best)) : null
  if (written && agree(value, written)) return written
  if (after?.starsBest) return plausible(value, Number(after.starsBest))
  if (scale) return plausible(value, count(scale))
  const best = Math.max(Math.ceil(value) + empty, STAR_SCALE)
  return best > STAR_SCALE && !empty ? { value, best: null } : plausible(value, best)
}

/** @type {(stars: string) => number} */
const count = (stars) => stars.match(/[★⭐🌟☆✩✰]/gu)?.length ?? 0

/** @type {(stars: number, written: Score) => boolean} */
const agree = (stars, { value, best }) =>
  stars === value || stars === (value / (best || 1)) * STAR_SCALE

/** Refuse what has the form of a rating but cannot be one: 9/7, 24/7, 9/11.
 * @type {(value: number, best: number) => Score | null} */
const plausible = (value, best) => (value <= best && SCALES.has(best) ? { value, best } : null)

/** Give the value of `7`, `7,5`, `7½`, `7 1/2`. @type {(text: string) => number} */
function number(text) {
  if (text.endsWith("1/2")) return Number(text.slice(0, -3).trim()) + 0.5
  const quarters = QUARTERS.get(text.slice(-1)) ?? 0
  return Number((quarters ? text.slice(0, -1) : text).trim().replace(",", ".")) + quarters
}
