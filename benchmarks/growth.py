"""Measures how the time to render grows with the length of texts that were made to be slow.

    python benchmarks/growth.py

Prints the worst of them for RESULTS.md: ten times the length should cost about ten times as much.
"""

import platform
import time
from typing import Final

from reviewkit.markdown import make_parser

SHORT: Final = 10_000
LONG: Final = 100_000
RUNS: Final = 3
SHOWN: Final = 8

PATTERNS: Final = (
    *("*a ", "**a ", "***a ", "_a ", "*a **b ", "**[*a ", "[", "![", "[a", "[a](b ", '[a](b "'),
    *("[[a]", "`", "``a ", "~~", "~~a ", "<a ", "<b>", "<b>*a ", "*<b>", "<!-- ", '"', "$$a "),
    *("*a*{:.b\\}", "{::comment}", "<http:", "(", "&a", "[^f]", '<a b="', "...", "-- ", "\\"),
    *("> ", "> a\n", "- a\n", "- ", "1. a\n", "  - a\n", ": a\n", "t\n: a\n", "|a|b|\n", "a|"),
    *("<div>\n", "<div>x</div>\n", "</div>\n", "# a\n", "```\n", "~~~ a\n", "~~~~", "[a]: b\n"),
    *("*[A]: b\n", "{:.a}\n", "^\n", "    a\n", "<!-- \n", "* * * ", "a\n", "a\n\n", "[^a]: b\n"),
)


def seconds(text: str) -> float:
    """Give the best time of a few renderings."""
    parser = make_parser()
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter()
        parser.render(text)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Measure all patterns and print the worst."""
    rows = []
    for pattern in PATTERNS:
        short, long = (seconds(pattern * (size // len(pattern))) for size in (SHORT, LONG))
        rows.append((long / short, long, pattern))
    print(f"Python {platform.python_version()}, {SHORT:,} and {LONG:,} characters, best of {RUNS}")
    print(f"{len(rows)} patterns; the {SHOWN} that grow most\n")
    print("| pattern | ms for the long one | x the short one |\n|---|---|---|")
    for ratio, long, pattern in sorted(rows, reverse=True)[:SHOWN]:
        shown = pattern.replace("\n", "⏎").replace("|", "&#124;").replace("`", "&#96;")
        print(f"| `{shown}` | {long * 1000:.0f} | {ratio:.1f} |")


if __name__ == "__main__":
    main()
