// The Eleventy plug-in in builds of the real Eleventy.

import assert from "node:assert/strict"
import { EventEmitter, once } from "node:events"
import { readFileSync } from "node:fs"
import { test } from "node:test"

import { Eleventy, EleventyRenderPlugin } from "@11ty/eleventy"

import { eleventy, INDEX, LAYOUT, makeSite, pages, post, write } from "./site.js"

const SHARK = post("Sharks", "**Rating:** 7/10\n**One sentence review:** Wet & *sharp*.")
const GOOSE = post(
  "Geese",
  '<span class="reviewsection">One sentence review:</span> ~~Bad~~ Honk.',
  "date: 2020-01-01\n",
)

for (const language of ["liquid", "njk"]) {
  test(`an index in ${language} lists the sentences, oldest first`, async (t) => {
    const index = language === "njk" ? INDEX.replace("one_sentence.html", "$& | safe") : INDEX
    // "aaa" comes first in the alphabet: Eleventy has to be told to render the posts before it.
    const files = { "posts/b.md": SHARK, "posts/c.md": GOOSE, [`aaa.${language}`]: index }
    const built = await pages(makeSite(t, files))
    assert.equal(
      built["/aaa/"].trim(),
      "/posts/c/ Geese: <del>Bad</del> Honk.\n/posts/b/ Sharks: Wet &amp; <em>sharp</em>.",
    )
  })
}

test("an index in JavaScript has all of a review", async (t) => {
  const index = "export const render = ({ collections: { reviews } }) => JSON.stringify(reviews[0].review)"
  const trivia = "\n\n**Trivia:**\n> A fin.\n\nIndeed."
  const site = makeSite(t, { "a.11ty.js": index, "b.md": SHARK + trivia })
  const review = JSON.parse((await pages(site))["/a/"])
  assert.deepEqual(review.rating, { text: "7/10", html: "7/10", value: 7, best: 10 })
  assert.equal(review.one_sentence.text, "Wet & sharp.")
  assert.deepEqual(review.sections.map(({ key }) => key), ["rating", "one-sentence-review", "trivia"])
  assert.equal(review.sections[2].trivia.remark_html, "<p>Indeed.</p>")
})

test("the layout of a page has its review", async (t) => {
  const layout = "layout: post.njk\n"
  const site = makeSite(t, {
    "_includes/post.njk": LAYOUT,
    "a.md": post("Sharks", "[Rating:]{.reviewsection} 7/10", layout),
    "b.md": post("About", "No review.", layout),
  })
  const built = await pages(site)
  assert.match(built["/a/"], /<i>7\/10<\/i>$/)
  assert.match(built["/b/"], /<i><\/i>$/)
})

test("a number in the front matter is the rating", async (t) => {
  const index = "{% for post in collections.reviews %}{{ post.review.rating | json }}{% endfor %}"
  const text = post("Sharks", "[Rating:]{.reviewsection} very wet", "rating: 8.5\n")
  const built = await pages(makeSite(t, { "a.md": text, "b.liquid": index }))
  assert.deepEqual(JSON.parse(built["/b/"]), {
    ...{ text: "very wet", html: "very wet", value: 8.5, best: null },
  })
})

test("template tags in a post are evaluated in its review", async (t) => {
  const text = post("Sharks", "**One sentence review:** {{ title | upcase }} {% wet %}.")
  const site = makeSite(t, { "b.md": text, "a.liquid": INDEX })
  const built = await pages(site, {}, (config) => config.addShortcode("wet", () => "~~dry~~ *wet*"))
  assert.match(built["/a/"], /Sharks: SHARKS <del>dry<\/del> <em>wet<\/em>\./)
})

test("Markdown that a layout renders does not become the review of the page", async (t) => {
  const layout = `{% renderTemplate "md" %}[Rating:]{.reviewsection} 1/10{% endrenderTemplate %}
{{ content }}{{ review.rating.value }}`
  const site = makeSite(t, {
    "_includes/post.liquid": layout,
    "a.md": post("Sharks", "[Rating:]{.reviewsection} 7/10", "layout: post.liquid\n"),
  })
  const built = await pages(site, {}, (config) => config.addPlugin(EleventyRenderPlugin))
  assert.match(built["/a/"], /7$/)
})

test("a page that has a review of its own keeps it", async (t) => {
  const site = makeSite(t, {
    "_includes/post.njk": "{{ review }}",
    "a.md": post("Sharks", "[Rating:]{.reviewsection} 7/10", "layout: post.njk\nreview: mine\n"),
    "b.liquid": "{{ collections.reviews[0].review.rating.text }}",
  })
  const built = await pages(site)
  assert.equal(built["/a/"], "mine")
  assert.equal(built["/b/"], "7/10")
})

test("only pages with labels and an address are reviews", async (t) => {
  const label = "[Premise:]{.reviewsection} A shark."
  const site = makeSite(t, {
    "a.md": post("A", label),
    "no-label.md": post("B", "**Premise:** A shark."),
    "no-page.md": post("C", label, "permalink: false\n"),
    "no-markdown.njk": post("D", label),
    "index.liquid": "{% for post in collections.reviews %}{{ post.url }} {% endfor %}",
  })
  assert.equal((await pages(site))["/"], "/a/ ")
})

test("a glob says where the reviews are, a name what they are called", async (t) => {
  const index = "{% for post in collections.films %}{{ post.url }} {% endfor %}"
  const site = makeSite(t, { "films/a.md": SHARK, "b.md": SHARK, "index.liquid": index })
  const built = await pages(site, { collection: "films", glob: "**/films/*.md" })
  assert.equal(built["/"], "/films/a/ ")
})

test("the names of labels can be changed", async (t) => {
  const index = "{{ collections.reviews[0].review | json }}"
  const text = "<b class=label>Fazit:</b> Nass.\n\n<b class=label>Wertung:</b> 7/10"
  const site = makeSite(t, { "a.md": text, "b.liquid": index })
  const options = { labelClass: "label", oneSentence: ["Fazit"], rating: ["Wertung"] }
  const review = JSON.parse((await pages(site, options))["/b/"])
  assert.equal(review.one_sentence.text, "Nass.")
  assert.equal(review.rating.value, 7)
})

test("an option that does not exist is refused with those that do", async (t) => {
  const built = pages(makeSite(t, { "a.md": "" }), { label_class: "label" })
  await assert.rejects(built, (error) => {
    const message = String(error.originalError ?? error)
    return /no option label_class; it has labelClass, oneSentence/.test(message)
  })
})

test("pages that are no reviews are built as without the plug-in", async (t) => {
  const text = "A *text* with [links](b), `code`, **Bold:** words\nand <span class=x>HTML.\n\n| a |\n|---|\n"
  const site = makeSite(t, { "a.md": text })
  const plain = new Eleventy(`${site}/src`, undefined, {
    quietMode: true,
    configPath: null,
    config: (config) => config.setUseGitIgnore(false),
  })
  assert.deepEqual(await pages(site), { "/a/": (await plain.toJSON())[0].content })
})

/** Watch a site incrementally; gives a function that changes files and waits for the build. */
async function watch(t, site) {
  const builds = new EventEmitter()
  const builder = eleventy(site, {}, (config) => {
    config.on("eleventy.afterwatch", () => builds.emit("end"))
  })
  builder.setIncrementalBuild(true)
  t.after(() => builder.stopWatch())
  await builder.init()
  await builder.watch()
  return async (files) => {
    const again = setInterval(() => write(site, files), 500) // until the watcher is up and sees it
    await once(builds, "end")
    clearInterval(again)
  }
}

/** Give a page that was written. */
const written = (site, page) => readFileSync(`${site}/_site/${page}`, "utf8")

test("an incremental build renders an index that names the collection", async (t) => {
  const imports = "---\neleventyImport: { collections: [reviews] }\n---\n"
  const site = makeSite(t, { "b.md": SHARK, "c.md": GOOSE, "index.liquid": imports + INDEX })
  const change = await watch(t, site)
  await change({ "c.md": GOOSE.replace("Honk", "Honk honk") })
  assert.match(written(site, "index.html"), /Honk honk\.\n.*<em>sharp/)
})

test("an incremental build knows the reviews that it does not render again", async (t) => {
  const site = makeSite(t, { "b.md": SHARK, "c.md": GOOSE, "index.liquid": INDEX })
  const change = await watch(t, site)
  await change({ "c.md": GOOSE.replace("Honk", "Honk honk") })
  await change({ "index.liquid": `${INDEX}!` })
  assert.match(written(site, "index.html"), /Honk honk\.\n.*<em>sharp[^!]*!$/)
})
