"""Times reading a big site against python-frontmatter on the same files, then listing all of it.

    python benchmarks/reading.py

Prints tables for RESULTS.md. The site is made of the example's posts, 4,700 of them: nine of ten
front matters have the usual form, the tenth one a form that needs all of YAML. python-frontmatter
reads with PyYAML's C loader and keeps what it read, as reviewkit does.
"""

import datetime as dt
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import frontmatter
import yaml
from frontmatter.default_handlers import SafeLoader, YAMLHandler

from reviewkit.jekyll import read_configuration, read_front_matter, read_site
from reviewkit.model import Site

ROOT = Path(__file__).resolve().parent.parent
POSTS = ROOT / "examples" / "moviesite" / "_posts"
COUNT = 4700
RUNS = 7

USUAL = """\
---
title: "Film number {number}: the return"
date: {day} 17:42:44 +0100
categories: [films, {genre}]
tags: [one, two words, 1917, {genre}, slow burn, first films]
description: What to think of film number {number}, in one line of some length.
media_subpath: /assets/img/posts/{day}/
image:
  path: hero-{number}.png
  alt: A still of film number {number}
---
"""
UNUSUAL = """\
---
title: >-
  Film number {number}:
  the return
date: {day} 17:42   # about
categories: [films, "{genre}"]
tags: [one, 'two words',
       1917, "{genre}"]
image: {{path: hero-{number}.png, alt: "A still \\u2013 of film"}}
---
"""
GENRES = ("comedy", "drama", "horror", "romance", "thriller")


def write_site(root: Path) -> None:
    """Write the site below `root`."""
    (root / "_config.yml").write_text(
        "url: https://films.example\ntimezone: Europe/Rome\npermalink: /posts/:title/\n"
    )
    folder = root / "_posts"
    folder.mkdir()
    texts = [read_front_matter(path.read_text(), "").text for path in sorted(POSTS.rglob("*.md"))]
    for number in range(COUNT):
        day = dt.date(2005, 1, 1) + dt.timedelta(days=number * 3 // 2)
        form = UNUSUAL if number % 10 == 0 else USUAL
        head = form.format(number=number, day=day, genre=GENRES[number % len(GENRES)])
        path = folder / f"{day}-film-{number}.md"
        path.write_text(head + texts[number % len(texts)])


def with_frontmatter(root: Path) -> list[frontmatter.Post]:
    """Read every file with python-frontmatter and PyYAML's C loader, which is its own choice."""
    assert SafeLoader is yaml.CSafeLoader  # noqa: S101 -- a slower loader would be no comparison
    handler = YAMLHandler()
    paths = sorted((root / "_posts").iterdir())
    return [frontmatter.load(str(path), handler=handler) for path in paths]


def with_reviewkit(root: Path) -> Site:
    """Read the site: dates, URLs, categories, states, pictures, everything but the HTML."""
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return read_site(root, read_configuration(root), now=now, machine_zone=dt.UTC)


def seconds(act: Callable[[], object]) -> float:
    """Give the processor's time for one run, which other programs disturb least."""
    start = time.process_time()
    act()
    return time.process_time() - start


def compare_reading(root: Path) -> None:
    """Time both readers in turn and print the table."""
    readers: dict[str, Callable[[Path], object]] = {
        "python-frontmatter, `CSafeLoader`": with_frontmatter,
        "`read_site`": with_reviewkit,
    }
    times = dict.fromkeys(readers, float("inf"))
    for _ in range(RUNS):
        for name, read in readers.items():
            times[name] = min(times[name], seconds(lambda read=read: read(root)))  # type: ignore[misc]  # mypy sees no default
    base = times["python-frontmatter, `CSafeLoader`"]
    print("| reader | s | x python-frontmatter |\n|---|---|---|")
    for name, value in times.items():
        print(f"| {name} | {value:.2f} | {value / base:.2f} |")


def list_everything(root: Path) -> None:
    """Time the whole command in a process of its own and print the table."""
    command = [sys.executable, "-m", "reviewkit", "list", str(root), "--json", "--html", "--all"]
    start = time.perf_counter()
    result = subprocess.run(command, capture_output=True, check=False)
    took = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print("| command | s | MB | of JSON |\n|---|---|---|---|")
    size = len(result.stdout) / 2**20
    print(f"| `reviewkit list --json --html --all` | {took:.1f} | {memory:.0f} | {size:.0f} MB |")


def main() -> None:
    """Write the site, and time everything on it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_site(root)
        size = sum(path.stat().st_size for path in (root / "_posts").iterdir()) / 2**20
        print(
            f"Python {platform.python_version()}, {COUNT:,} posts, {size:.0f} MB, best of {RUNS}\n"
        )
        compare_reading(root)
        print()
        list_everything(root)


if __name__ == "__main__":
    main()
