// What the plug-ins promise beyond the fixtures.

import assert from "node:assert/strict"
import { test } from "node:test"

import MarkdownIt from "markdown-it"
import reviewkit, { reviewOf, strikethroughPlugin } from "markdown-it-reviewkit"

const md = new MarkdownIt({ html: true }).use(reviewkit)

/** Give the review of a text. */
function review(text, env = {}) {
  md.render(text, env)
  return reviewOf(env)
}

test("the review of a text is in its environment", () => {
  const env = {}
  md.render("[Rating:]{.reviewsection} 7/10", env)
  assert.equal(env.review.rating.value, 7)
  assert.equal(env.review, reviewOf(env))
})

test("what the environment has under the name stays", () => {
  const env = { review: "mine" }
  assert.equal(review("[Rating:]{.reviewsection} 7/10", env).rating.value, 7)
  assert.equal(env.review, "mine")
})

test("an environment that is used again has the review of the last text", () => {
  const env = {}
  review("[Rating:]{.reviewsection} 7/10", env)
  review("[Rating:]{.reviewsection} 8/10", env)
  assert.equal(env.review.rating.value, 8)
})

test("a text without labels has no review, one that was not rendered has none that is known", () => {
  assert.equal(review("A shark."), null)
  assert.equal(reviewOf({}), undefined)
})

test("a line rendered by itself leaves the review of the page alone", () => {
  const env = {}
  md.render("[Rating:]{.reviewsection} 7/10", env)
  md.renderInline("[Rating:]{.reviewsection} 1/10", env)
  assert.equal(env.review.rating.value, 7)
})

test("a review is plain data", () => {
  const one = review("**One sentence review:** *Wet*.\n\n**Trivia:**\n> A fin.")
  assert.deepEqual(JSON.parse(JSON.stringify(one)), one)
  assert.deepEqual(one.one_sentence, { text: "Wet.", html: "<em>Wet</em>." })
})

test("a number in the front matter wins, its words do not", () => {
  const text = "[Rating:]{.reviewsection} 7/10"
  const rating = { text: "7/10", html: "7/10" }
  assert.deepEqual(review(text, { rating: 8 }).rating, { ...rating, value: 8, best: null })
  assert.deepEqual(review(text, { score: "4/5" }).rating, { ...rating, value: 4, best: 5 })
  assert.deepEqual(review(text, { rating: [8] }).rating, { ...rating, value: 7, best: 10 })
  assert.deepEqual(review("[Premise:]{.reviewsection} A", { rating: "<8/10" }).rating, null)
  assert.deepEqual(review("[Premise:]{.reviewsection} A", { rating: "8/10 <3" }).rating, {
    ...{ text: "8/10 <3", html: "8/10 &lt;3", value: 8, best: 10 },
  })
})

test("ratings are read in the digits of every script", () => {
  for (const [text, value] of [["٧/١٠", 7], ["７/１０", 7], ["𝟕/𝟏𝟎", 7], ["৭½/১০", 7.5]]) {
    assert.deepEqual(review(`[Rating:]{.reviewsection} ${text}`).rating.value, value, text)
  }
})

test("an element to which another plug-in gave the class is a label", () => {
  const classes = new MarkdownIt()
  classes.core.ruler.push("classes", ({ tokens }) => {
    for (const token of tokens.flatMap((one) => [one, ...(one.children ?? [])])) {
      if (["strong_open", "heading_open"].includes(token.type)) token.attrSet("class", "reviewsection")
    }
  })
  const env = {}
  classes.use(reviewkit).render("**Premise** A shark.\n\n## Ending\n\nWet.", env)
  const sections = env.review.sections.map(({ key, text }) => [key, text])
  assert.deepEqual(sections, [["premise", "A shark."], ["ending", "Wet."]])
})

test("entities and escaped signs in the description of a picture are said", () => {
  const said = review("[Premise:]{.reviewsection} ![Goose &amp; \\*sons\\*](a.png)").sections[0].text
  assert.equal(said, "Goose & *sons*")
})

test("markup does not reach over the end of struck words", () => {
  const strike = new MarkdownIt("commonmark").use(strikethroughPlugin)
  const html = strike.render("~~a <b title=x~~> and ~~`c~~ `d`")
  assert.equal(html, "<p><del>a &lt;b title=x</del>&gt; and <del>`c</del> <code>d</code></p>\n")
})

test("code behind struck words is found, whatever ticks are in them", () => {
  const strike = new MarkdownIt("commonmark").use(strikethroughPlugin)
  const html = strike.render("``` ~~a ` ``~~ ``b`` `")
  assert.equal(html, "<p>``` <del>a ` ``</del> <code>b</code> `</p>\n")
})

test("quotes nested without end, and texts full of openings, are read to their end", () => {
  const label = "[Premise:]{.reviewsection} "
  for (const piece of ["~~a ", "[", "[a]{.reviewsection", "**", "`", "<b>", "~~`a~~", label]) {
    assert.equal(typeof md.render(label + piece.repeat(3000)), "string")
  }
  assert.equal(review(`${label}\n\n${"> ".repeat(90)}A shark.`).sections[0].text, "A shark.")
})
