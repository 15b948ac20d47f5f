// Feeds are written by the program reviewkit, when asked, at the end of a build that writes files.

import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { test } from "node:test"

import { eleventy, makeSite } from "./site.js"

/** A program that writes the words it was started with into the file that is its first. */
const NOTE = 'require("fs").writeFileSync(process.argv[1], process.argv.slice(2).join(" "))'
const program = (site, code = NOTE) => [process.execPath, "-e", code, `${site}/words.txt`]

/** Build a site, and give the message of the error that came of it. */
const messageOf = (build) => build.then(() => "", (error) => String(error.message))

test("feeds go where the pages are", async (t) => {
  const site = makeSite(t, { "a.md": "A text." })
  await eleventy(site, { feeds: { command: program(site), site: "films" } }).write()
  assert.equal(readFileSync(`${site}/words.txt`, "utf8"), `feed films --output ./${site}/_site/`)
})

test("without being asked, and where no files are written, nothing is started", async (t) => {
  const site = makeSite(t, { "a.md": "A text." })
  await eleventy(site).write()
  await eleventy(site, { feeds: { command: program(site) } }).toJSON()
  assert.equal(existsSync(`${site}/words.txt`), false)
})

test("while serving or watching nothing is started", async (t) => {
  const site = makeSite(t, { "a.md": "A text." })
  const builder = eleventy(site, { feeds: { command: program(site) } })
  builder.setRunMode("serve")
  await builder.write()
  assert.equal(existsSync(`${site}/words.txt`), false)
})

test("a program that is not there ends the build with what to do", async (t) => {
  const site = makeSite(t, { "a.md": "A text." })
  const build = eleventy(site, { feeds: { command: "no-such-reviewkit" } }).write()
  const message = await messageOf(build)
  assert.match(message, /no feeds: no-such-reviewkit does not start .*Install reviewkit, or say where/)
})

test("a program that fails ends the build with its exit code", async (t) => {
  const site = makeSite(t, { "a.md": "A text." })
  const command = program(site, "process.exit(3)")
  assert.match(await messageOf(eleventy(site, { feeds: { command } }).write()), /exit code 3/)
})
