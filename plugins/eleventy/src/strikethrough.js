// Struck words as kramdown-GFM reads them: `~~two tildes~~`, over lines, rendered as `<del>`.

/** @typedef {import("markdown-it").default} MarkdownIt */
/** @typedef {import("markdown-it/lib/rules_inline/state_inline.mjs").default} StateInline */

/**
 * Read `~~words~~` as struck words.
 *
 *     in:   IMDb ~~trivia~~ user reviews
 *     out:  <p>IMDb <del>trivia</del> user reviews</p>
 *
 * Exactly two tildes, no space just inside them, and the first closing pair wins; a single tilde
 * never strikes. Takes the place of markdown-it's own rule `strikethrough`, whose `<s>` means
 * something else; the tokens stay `s_open` and `s_close`.
 *
 * @param {MarkdownIt} md
 * @returns {void}
 */
export function strikethroughPlugin(md) {
  md.inline.ruler.at("strikethrough", strikethrough)
  md.inline.ruler.enable("strikethrough")
}

const OPENS = /~~(?![\s~])/y
const CLOSES = /[^\s~]~~/g

/** @type {(state: StateInline, silent: boolean) => boolean} */
function strikethrough(state, silent) {
  const start = state.pos
  OPENS.lastIndex = start
  if (start + 2 >= state.posMax || !OPENS.test(state.src)) return false
  const end = closing(state, start + 2)
  if (end === null) return false
  if (!silent) {
    // Rules such as the one for code look for their end beyond `posMax`; here nothing is beyond.
    const { src, posMax } = state
    const { backticks, backticksScanned } = /** @type {any} */ (state)
    state.push("s_open", "del", 1).markup = "~~"
    const inside = { src: src.slice(0, end - 2), pos: start + 2, posMax: end - 2 }
    Object.assign(state, inside, { backticks: {}, backticksScanned: false })
    state.md.inline.tokenize(state)
    Object.assign(state, { src, posMax, backticks, backticksScanned })
    state.push("s_close", "del", -1).markup = "~~"
  }
  state.pos = end
  return true
}

/**
 * Find the end of the closing tildes in the text that is being parsed.
 *
 * Where there are none, that is remembered in the state's cache (whose other keys are positions,
 * hence never negative), so that a text full of opening tildes is searched once, not once each.
 *
 * @type {(state: StateInline, start: number) => number | null}
 */
function closing(state, start) {
  const cache = /** @type {Record<number, number>} */ (state.cache)
  const noneFrom = cache[~state.posMax]
  if (noneFrom !== undefined && start >= noneFrom) return null
  CLOSES.lastIndex = start
  const end = CLOSES.test(state.src) ? CLOSES.lastIndex : Infinity
  if (end <= state.posMax) return end
  cache[~state.posMax] = start
  return null
}
