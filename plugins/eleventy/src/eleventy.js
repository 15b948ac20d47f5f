// Eleventy: every Markdown page knows its review, a collection has them all, feeds follow a build.

import { spawn } from "node:child_process"

import MarkdownIt from "markdown-it"

import reviewkit, { reviewOf } from "./index.js"
import { labelledParts } from "./parts.js"

/** @typedef {import("./index.js").Options} MarkdownOptions */
/** @typedef {import("./index.js").Review} Review */

/**
 * @typedef {object} FeedOptions
 * @property {string | readonly string[]} [command] the program, `reviewkit`, and words behind it
 * @property {string} [site] the folder that holds `reviewkit.toml`, `.`
 */

/**
 * @typedef {object} OwnOptions
 * @property {string} [collection] the name of the collection, `reviews`
 * @property {string | string[]} [glob] which Markdown files may be reviews; all, if there is none
 * @property {boolean | FeedOptions} [feeds] whether `eleventy` writes feeds at its end
 */

/** @typedef {MarkdownOptions & OwnOptions} Options */

const NAMES = [
  ...["labelClass", "oneSentence", "rating", "trivia", "quoteClass"],
  ...["collection", "glob", "feeds"],
]

/**
 * Use reviewkit in an Eleventy site: `eleventyConfig.addPlugin(reviewkit)`.
 *
 * - Markdown has labels, `~~struck words~~` and trivia as `reviewkit` of this package reads them.
 * - `review` is the page's review in its layouts, unless the page has a `review` of its own.
 * - `collections.reviews` has the pages with labels, oldest first, each with its `review`.
 * - With `feeds`, `reviewkit feed` runs after each build that writes files; not while serving.
 *
 * @param {any} eleventyConfig
 * @param {Options} [options]
 * @returns {void}
 * @throws {TypeError} for an option that does not exist
 */
export default function eleventyReviewkit(eleventyConfig, options = {}) {
  eleventyConfig.versionCheck(">=3.0.0")
  const unknown = Object.keys(options).find((name) => !NAMES.includes(name))
  if (unknown) {
    throw new TypeError(`markdown-it-reviewkit has no option ${unknown}; it has ${NAMES.join(", ")}`)
  }
  const { collection = "reviews", glob, feeds = false, ...markdown } = options
  eleventyConfig.amendLibrary("md", (/** @type {MarkdownIt} */ md) => md.use(reviewkit, markdown))

  const parser = new MarkdownIt({ html: true }).use(reviewkit, markdown)
  eleventyConfig.addCollection(collection, (/** @type {any} */ api) => {
    const pages = glob ? api.getFilteredByGlob(glob) : api.getAllSorted()
    const reviews = pages.filter((/** @type {Item} */ item) => isReview(item, parser))
    reviews.forEach(addReview)
    return reviews
  })

  if (feeds) {
    eleventyConfig.on("eleventy.after", (/** @type {Build} */ build) => {
      const writes = build.outputMode === "fs" && !process.argv.includes("--dryrun")
      if (writes && build.runMode === "build") {
        return writeFeeds(build.directories.output, feeds === true ? {} : feeds)
      }
    })
  }
}

/**
 * What Eleventy has of a page; `templateContent` throws until that page is rendered, and Eleventy
 * takes this as the wish to have it rendered first.
 *
 * @typedef {object} Item
 * @property {{ isRenderable(): boolean }} template whether this build renders the page
 * @property {Record<string, any>} data
 * @property {unknown} rawInput
 * @property {string | false} url
 * @property {string} templateContent
 * @property {Review | null} [review]
 */

/** @typedef {{ runMode: string, outputMode: string, directories: { output: string } }} Build */

/** Tell whether a page is one of Markdown with labels, and on the web.
 * @type {(item: Item, parser: MarkdownIt) => boolean} */
function isReview(item, parser) {
  const isMarkdown = item.data.page.templateSyntax?.split(",").includes("md")
  if (!isMarkdown || !item.url || typeof item.rawInput !== "string") return false
  return labelledParts(parser.parse(item.rawInput, {})).length > 0
}

/** The data with which a template was rendered last, that of now or of a build before: incremental
 * builds make new data for every page, and render few.
 * @type {WeakMap<object, () => object | undefined>} */
const lastRendered = new WeakMap()

/** Give an item its `review`, read from what is rendered: there all template tags are evaluated.
 * @type {(item: Item) => void} */
function addReview(item) {
  const before = lastRendered.get(item.template)?.()
  const rendered = () => (reviewOf(item.data) === undefined ? before : item.data)
  lastRendered.set(item.template, rendered)
  Object.defineProperty(item, "review", {
    get() {
      if (item.template.isRenderable()) void item.templateContent
      const data = rendered()
      return (data && reviewOf(data)) ?? null
    },
    enumerable: true,
    configurable: true,
  })
}

/** @type {(output: string, options: FeedOptions) => Promise<void>} */
function writeFeeds(output, { command = "reviewkit", site = "." }) {
  const [program, ...words] = typeof command === "string" ? [command] : command
  const feed = spawn(program, [...words, "feed", site, "--output", output], { stdio: "inherit" })
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ what, /** @type {string} */ fix) =>
      reject(new Error(`reviewkit has written no feeds: ${what}. ${fix}`))
    feed.once("error", ({ message }) =>
      fail(
        `${program} does not start (${message})`,
        'Install reviewkit, or say where it is: feeds: { command: ".venv/bin/reviewkit" }',
      ),
    )
    feed.once("close", (code, signal) => {
      if (code === 0) resolve()
      else fail(`it ended with ${signal ?? `exit code ${code}`}`, "Its messages are above")
    })
  })
}
