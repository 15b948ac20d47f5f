"""Times `jekyll build` of 1,200 posts with the plug-in and without, in turn.

    python benchmarks/jekyll_plugin.py

Prints a table for RESULTS.md. The site is the example's, its posts copied under other names. Each
build starts without a cache and without a built site, but for the row that says otherwise; the best
of some runs counts, because noise only ever adds. CPU seconds are those of Jekyll and of reviewkit
together; while one of them works, the other waits. Fails if a page differs while no option is on.
"""

import filecmp
import json
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "moviesite"
PLUGIN = ROOT / "plugins" / "jekyll" / "_plugins" / "jekyll-reviewkit.rb"
COUNT = 1200
RUNS = 5
COMMAND = json.dumps({"command": [sys.executable, "-m", "reviewkit"]})
ON = f"\nmarkdown: ReviewKit\njekyll_reviewkit: {COMMAND}\n"
SENTENCES = """\
---
layout: default
---
{% for post in site.posts %}<p>{{ post.review.one_sentence.html }}</p>{% endfor %}
"""


class Case(NamedTuple):
    """One way to build the site."""

    name: str
    settings: str = ""
    front: str = ""
    keeps_cache: bool = False


CASES = (
    Case("without the plug-in"),
    Case("with it, no option on", ON),
    Case("the sentences of all posts on the front page", ON, SENTENCES),
    Case("the same, built again with Jekyll's cache", ON, SENTENCES, keeps_cache=True),
    Case("semantic markup", ON + "reviewkit: {review: {markup: semantic}}\n"),
)


def write_site(root: Path, case: Case) -> None:
    """Write the site below `root`."""
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("_posts", "_drafts", "_site"))
    folder = root / "_posts"
    folder.mkdir()
    posts = [path for path in (EXAMPLE / "_posts").rglob("*.md") if path.name < "2026"]
    posts = sorted(path for path in posts if "published:" not in path.read_text())
    for number in range(COUNT):
        post = posts[number % len(posts)]
        name = f"{post.name[:10]}-{number}-{post.name[11:]}"
        (folder / name).write_bytes(post.read_bytes())
    with (root / "_config.yml").open("a") as file:
        file.write(case.settings)
    if case.settings:
        (root / "_plugins").mkdir()
        shutil.copy(PLUGIN, root / "_plugins")
    if case.front:
        (root / "index.html").write_text(case.front)


def build(root: Path, *, keeps_cache: bool) -> tuple[float, float]:
    """Build the site; give the seconds of CPU, and of the clock."""
    for made in ("_site",) if keeps_cache else ("_site", ".jekyll-cache"):
        shutil.rmtree(root / made, ignore_errors=True)
    start, before = time.perf_counter(), used()
    subprocess.run(["jekyll", "build", "--quiet"], cwd=root, check=True)  # noqa: S607 -- the user's own Jekyll
    return used() - before, time.perf_counter() - start


def used() -> float:
    """Give the seconds of CPU that programs started from here, and by those, have taken."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def different(one: Path, other: Path) -> Iterator[Path]:
    """Yield the built pages that two sites do not share to the byte."""
    mine, theirs = ({p.relative_to(r) for p in r.rglob("*.*")} for r in (one, other))
    yield from mine ^ theirs
    for path in mine & theirs:
        if (one / path).is_file() and not filecmp.cmp(one / path, other / path, shallow=False):
            yield path


def main() -> int:
    """Time everything and print the table; give 1 where a page differs."""
    with tempfile.TemporaryDirectory() as folder:
        roots = [Path(folder) / str(number) for number in range(len(CASES))]
        for root, case in zip(roots, CASES, strict=True):
            write_site(root, case)
        times = [(float("inf"), float("inf"))] * len(CASES)
        for _ in range(RUNS):
            for place, (root, case) in enumerate(zip(roots, CASES, strict=True)):
                cpu, clock = build(root, keeps_cache=case.keeps_cache)
                times[place] = min(times[place][0], cpu), min(times[place][1], clock)
        changed = sorted(different(roots[0] / "_site", roots[1] / "_site"))
    print(f"Python {platform.python_version()}, {COUNT:,} posts, best of {RUNS}\n")
    print("| build | CPU s | clock s | x CPU without |\n|---|---|---|---|")
    for case, (cpu, clock) in zip(CASES, times, strict=True):
        print(f"| {case.name} | {cpu:.1f} | {clock:.1f} | {cpu / times[0][0]:.2f} |")
    print(f"\nPages that differ while no option is on: {len(changed)}")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
