// Labels as words: the slug that names a section, and whether a label says what is looked for.

/**
 * Give a label's key: lower case, words joined by hyphens; `section` if there is no word.
 *
 * @param {string} label
 * @returns {string}
 */
export function slug(label) {
  const composed = label.replace(/\p{Cf}+/gu, "").toLowerCase().normalize("NFC")
  return composed.replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "section"
}

/**
 * Give a label's key, with `-2`, `-3` ... where it is taken already, and take it.
 *
 * @param {string} label
 * @param {Map<string, number>} taken each key with the last number tried for it
 * @returns {string}
 */
export function uniqueSlug(label, taken) {
  const key = slug(label)
  let result = key
  while (taken.has(result)) {
    const next = (taken.get(key) ?? 1) + 1
    taken.set(key, next)
    result = `${key}-${next}`
  }
  taken.set(result, 1)
  return result
}

/** Cut the colon that ends a label, and the space around it. @type {(label: string) => string} */
export const withoutColon = (label) => label.trim().replace(/:$/, "").replace(/：$/, "").trim()

/** Tell whether the slug `words` stands in the slug `key` as whole words.
 * @type {(words: string, key: string) => boolean} */
export const wordsIn = (words, key) => `-${key}-`.includes(`-${words}-`)
