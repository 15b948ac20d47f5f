// The fixtures that specify the plug-ins in Python hold here too, read by the same reader.

import assert from "node:assert/strict"
import { readdirSync } from "node:fs"
import { describe, test } from "node:test"

import MarkdownIt from "markdown-it"
import reviewkit, {
  reviewOf,
  reviewsectionPlugin,
  strikethroughPlugin,
  triviaPlugin,
} from "markdown-it-reviewkit"

import { readCases } from "../../../tests/markdown/fixtures.mjs"
import { plainText } from "../src/text.js"

const FOLDER = new URL("../../../tests/fixtures/markdown/", import.meta.url)
const PRESETS = /** @type {const} */ (["commonmark", "default"])
/** Needs kramdown's own syntax, or markup that these plug-ins do not make. */
const ELSEWHERE = /_kramdown\.md$|^semantic/

/** Give the cases of a file, whose path the reader wants as text. */
const cases = (name) => readCases(new URL(name, FOLDER).pathname)

/** Give a parser as the fixtures want it. */
const parser = (preset) => new MarkdownIt(preset, { html: true, xhtmlOut: true }).enable("table")

/** Give the function that makes of an input what the file says. */
const HTML = {
  "strikethrough.md": (md) => md.use(strikethroughPlugin),
  "reviewsection.md": (md) => md.use(strikethroughPlugin).use(reviewsectionPlugin),
  "reviewsection_brackets.md": (md) => md.use(strikethroughPlugin).use(reviewsectionPlugin),
  "trivia.md": (md) =>
    md.use(strikethroughPlugin).use(reviewsectionPlugin).use(triviaPlugin, { quoteClass: "trivia" }),
}
const SECTIONS = ["reviewsection_sections.md", "label_forms.md", "label_forms_commonmark.md"]
const LINE_ENDS = { "line feeds": "\n", "line ends of Windows": "\r\n" }

for (const preset of PRESETS) {
  for (const [ends, end] of Object.entries(LINE_ENDS)) {
    describe(`the preset ${preset}, with ${ends}`, () => {
      for (const [name, use] of Object.entries(HTML)) {
        for (const { title, source, expected } of cases(name)) {
          test(`${name}: ${title}`, () => {
            const md = use(parser(preset))
            assert.equal(md.render(source.replaceAll("\n", end)), expected)
          })
        }
      }
      for (const name of SECTIONS) {
        for (const { title, source, expected } of cases(name)) {
          test(`${name}: ${title}`, () => {
            const env = {}
            parser(preset).use(reviewkit).render(source.replaceAll("\n", end), env)
            assert.deepEqual(reviewOf(env)?.sections ?? [], JSON.parse(expected))
          })
        }
      }
      for (const { title, source, expected } of cases("plain_text.md")) {
        test(`plain_text.md: ${title}`, () => {
          const tokens = parser(preset).use(strikethroughPlugin).parse(source.replaceAll("\n", end), {})
          assert.equal(plainText(tokens), expected.replace(/\n$/, ""))
        })
      }
    })
  }
}

test("every file of fixtures is run or belongs elsewhere", () => {
  const run = [...Object.keys(HTML), ...SECTIONS, "plain_text.md"]
  const missing = readdirSync(FOLDER).filter((name) => !ELSEWHERE.test(name) && !run.includes(name))
  assert.deepEqual(missing, [])
})
