// Sites for the tests: files in a folder of their own, built by the real Eleventy.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"

import { Eleventy } from "@11ty/eleventy"
import reviewkit from "markdown-it-reviewkit/eleventy"

export const LAYOUT = `<h1>{{ title }}</h1>{{ content | safe }}<i>{{ review.rating.text }}</i>`

export const INDEX = `{% for post in collections.reviews -%}
{{ post.url }} {{ post.data.title }}: {{ post.review.one_sentence.html }}
{% endfor %}`

/** Write the text of a post. */
export const post = (title, text, more = "") => `---\ntitle: ${title}\n${more}---\n${text}\n`

/** Write files into a new folder, which goes when the test ends; gives the folder.
 *
 * It is below this package, because Eleventy reads no globs outside of where it was started. */
export function makeSite(test, files) {
  mkdirSync("build", { recursive: true })
  const root = mkdtempSync("build/site-")
  test.after(() => rmSync(root, { recursive: true }))
  write(root, files)
  return root
}

/** Write the sources of a site: names to texts. */
export function write(root, files) {
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, "src", name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}

/** Give an Eleventy that builds a folder with the plug-in. */
export function eleventy(root, options = {}, configure = () => {}) {
  return new Eleventy(join(root, "src"), join(root, "_site"), {
    quietMode: true,
    configPath: null,
    config(config) {
      config.setUseGitIgnore(false)
      config.addPlugin(reviewkit, options)
      configure(config)
    },
  })
}

/** Build a site in memory; gives the text of each page by its URL. */
export async function pages(root, ...more) {
  const built = await eleventy(root, ...more).toJSON()
  return Object.fromEntries(built.map(({ url, content }) => [url, content]))
}
