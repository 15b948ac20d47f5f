// Understands texts as the npm package does: each line is a JSON text, and is answered by its HTML and
// review, and by its HTML without the package.

import { createInterface } from "node:readline"

import MarkdownIt from "../../plugins/eleventy/node_modules/markdown-it/index.mjs"
import reviewkit, { reviewOf } from "../../plugins/eleventy/src/index.js"

const bare = new MarkdownIt("commonmark").enable("table")
const md = new MarkdownIt("commonmark").enable("table").use(reviewkit)

for await (const line of createInterface({ input: process.stdin })) {
  const text = JSON.parse(line)
  const env = {}
  const html = md.render(text, env)
  console.log(JSON.stringify({ html, review: reviewOf(env), bare: bare.render(text) }))
}
