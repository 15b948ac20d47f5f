// Reads the fixture files in JavaScript as fixtures.py does in Python, for ports of the plug-ins.
//
//   import { readCases } from "./fixtures.mjs"       node fixtures.mjs FILE ...   prints JSON

import { readFileSync } from "node:fs"
import { basename } from "node:path"
import { pathToFileURL } from "node:url"

/** Give the cases of a file: title, input and expected output; an unfinished file is an error. */
export function readCases(path) {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(path))
  const fail = (number, what) => {
    throw new Error(`${basename(path)}:${number}: ${what}`)
  }
  if (text.includes("\r")) fail(text.split("\r")[0].split("\n").length, "a carriage return")
  const lines = text.split("\n")
  const cases = []
  let next = 0
  const part = (number, name) => {
    const end = lines.indexOf(".", next)
    if (end < 0) fail(number, `the case is unfinished, its ${name} does not end with a full stop`)
    const content = lines.slice(next, end).map((line) => line + "\n").join("")
    next = end + 1
    return content
  }
  while (next < lines.length) {
    const title = lines[next++]
    const number = next
    if (!title.trim()) continue
    if (title === ".") fail(number, "a case without a title")
    if (cases.some((other) => other.title === title)) fail(number, "the title stands twice")
    if (lines[next++] !== ".") fail(number, "no line with a full stop below the title")
    cases.push({ title, source: part(number, "input"), expected: part(number, "output") })
  }
  if (!cases.length) fail(1, "no case in the file")
  return cases
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const files = process.argv.slice(2)
  console.log(JSON.stringify(Object.fromEntries(files.map((file) => [file, readCases(file)]))))
}
