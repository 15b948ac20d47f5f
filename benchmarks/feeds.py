"""Times `reviewkit feed` against Hugo on the same posts: the whole process, cold and unchanged.

    make generators && python benchmarks/feeds.py

Prints a table for RESULTS.md. Hugo writes one RSS feed of the 20 newest posts with their full text
and nothing else; reviewkit writes Atom, RSS and JSON Feed, reads every front matter for mistakes,
and looks at the pictures. Both run in turn; the median counts, in CPU time (user and system) and in
time on the clock.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
POSTS = ROOT / "examples" / "moviesite" / "_posts"
HUGO = Path(os.environ.get("HUGO", ROOT / "build" / "generators" / "bin" / "hugo"))
SIZES = (50, 1000, 10_000)
LIMIT = 20
RUNS = 5

HUGO_SETTINGS = """\
baseURL = "https://films.example/"
title = "Films"
disableKinds = ["taxonomy", "term", "section", "sitemap", "robotsTXT", "404"]
[outputs]
home = ["RSS"]
[services.rss]
limit = 20
[[cascade]]
[cascade.build]
render = "link"
[cascade.target]
kind = "page"
[markup.goldmark.renderer]
unsafe = true
"""
FULL_TEXT = """\
{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
<rss version="2.0"><channel><title>{{ .Site.Title }}</title><link>{{ .Permalink }}</link>
<description>Films</description>
{{ range first 20 (where .Site.RegularPages "Type" "!=" "") }}<item><title>{{ .Title }}</title>
<link>{{ .Permalink }}</link><guid>{{ .Permalink }}</guid>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate>
<description>{{ .Content | transform.XMLEscape | safeHTML }}</description></item>
{{ end }}</channel></rss>
"""


class Cost(NamedTuple):
    """What one run took: seconds of CPU and on the clock, and the most memory in MB."""

    cpu: float
    wall: float
    memory: float


def write_posts(folder: Path, count: int) -> None:
    """Write `count` posts in the form both programs read, made of the example's texts."""
    folder.mkdir(parents=True)
    texts = [path.read_text().split("---\n", 2)[2] for path in sorted(POSTS.rglob("*.md"))]
    for number in range(count):
        day = f"{2000 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        (folder / f"{day}-film-{number}.md").write_text(
            f'---\ntitle: "Film number {number}: the return"\n'
            f"date: {day} 17:42:44 +0100\ncategories: [films, drama]\n"
            f"tags: [one, two words, slow burn]\n---\n{texts[number % len(texts)]}"
        )


def jekyll_site(root: Path, count: int) -> Path:
    """Write the site for reviewkit."""
    write_posts(root / "_posts", count)
    (root / "_config.yml").write_text("url: https://films.example\ntitle: Films\ntimezone: UTC\n")
    return root


def hugo_site(root: Path, count: int) -> Path:
    """Write the site for Hugo, with a template that has the full text."""
    write_posts(root / "content" / "posts", count)
    (root / "layouts").mkdir()
    (root / "layouts" / "home.rss.xml").write_text(FULL_TEXT)
    (root / "hugo.toml").write_text(HUGO_SETTINGS)
    return root


def cost(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a command to its end and say what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(used, wall, after.ru_maxrss / 1024)


def medians(runs: Sequence[Cost]) -> Cost:
    """Give the median of each figure."""
    return Cost(*(statistics.median(values) for values in zip(*runs, strict=True)))


def measured(folder: Path, count: int) -> list[tuple[str, Cost]]:
    """Run both programs in turn on `count` posts."""
    ours, theirs = jekyll_site(folder / "jekyll", count), hugo_site(folder / "hugo", count)
    feed: tuple[str | Path, ...] = (sys.executable, "-m", "reviewkit", "feed", ours, "-q")
    public = theirs / "public"

    def clean(output: Path) -> Callable[[], None]:
        return lambda: shutil.rmtree(output, ignore_errors=True)

    ways: tuple[tuple[str, Sequence[str | Path], Path, Callable[[], None]], ...] = (
        ("Hugo, RSS", (HUGO, "--quiet"), theirs, clean(public)),
        ("reviewkit, three feeds", feed, ours, clean(ours / "_site")),
        ("reviewkit, nothing changed", feed, ours, lambda: None),
    )
    costs: dict[str, list[Cost]] = {name: [] for name, *_ in ways}
    for _ in range(RUNS):
        for name, command, place, prepare in ways:
            prepare()
            costs[name].append(cost(command, place))
    items = (public / "index.xml").read_text().count("<item>")
    if items != LIMIT:
        raise SystemExit(f"Hugo wrote {items} items, not {LIMIT}")
    return [(name, medians(runs)) for name, runs in costs.items()]


def main() -> None:
    """Print the table."""
    print("| posts | program | CPU s | clock s | to Hugo's CPU |")
    print("|---|---|---|---|---|")
    for count in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            results = measured(Path(folder), count)
        base = results[0][1].cpu
        for name, one in results:
            print(f"| {count:,} | {name} | {one.cpu:.2f} | {one.wall:.2f} | {one.cpu / base:.2f} |")


if __name__ == "__main__":
    main()
