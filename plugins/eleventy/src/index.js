// Reviews in markdown-it: the plug-ins, one by one and all together.

import { reviewPlugin } from "./review.js"
import { reviewsectionPlugin } from "./reviewsection.js"
import { strikethroughPlugin } from "./strikethrough.js"
import { triviaPlugin } from "./trivia.js"

export { reviewOf } from "./review.js"
export { reviewPlugin, reviewsectionPlugin, strikethroughPlugin, triviaPlugin }

/** @typedef {import("./review.js").Review} Review */
/** @typedef {import("./review.js").Section} Section */

/**
 * @typedef {object} Options
 * @property {string} [labelClass] the class of labels, `reviewsection`
 * @property {readonly string[]} [oneSentence] labels of the one-sentence review
 * @property {readonly string[]} [rating] labels of the rating
 * @property {readonly string[]} [trivia] words, one of which a trivia label holds
 * @property {string} [quoteClass] a class for the quotes under a trivia label
 */

/**
 * Use all plug-ins, so that each text rendered with an `env` leaves its review in `env.review`.
 *
 * Bold words are labels where the one-sentence review is among them.
 *
 * @param {import("markdown-it").default} md
 * @param {Options} [options]
 * @returns {void}
 */
export default function reviewkit(md, options = {}) {
  const { labelClass, oneSentence = ["One sentence review"], rating, quoteClass } = options
  md.use(strikethroughPlugin)
  md.use(reviewsectionPlugin, { labelClass, boldWith: oneSentence })
  md.use(triviaPlugin, { labels: options.trivia, quoteClass })
  md.use(reviewPlugin, { oneSentence, rating })
}
