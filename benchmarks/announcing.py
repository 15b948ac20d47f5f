"""Times what announcing costs before anything is sent, on a site of 400 reviews.

    python benchmarks/announcing.py

Prints a table for RESULTS.md: the median of many runs of each command, taken in turn. The accounts
of the site are on a server that does not answer, as nothing is sent.
"""

import datetime as dt
import platform
import statistics
import subprocess
import sysconfig
import tempfile
import time
from pathlib import Path

POSTS = 400
RUNS = 15

SETTINGS = """
[announce.mastodon]
server = "http://127.0.0.1:9"
[announce.bluesky]
handle = "reviewer.example"
pds = "http://127.0.0.1:9"
"""
SECTIONS = (
    '<span class="reviewsection">Premise:</span> A film about a harbour.<br/>\n'
    '<span class="reviewsection">One sentence review:</span> Patient, and full of rain.<br/>\n'
)


def write_site(root: Path) -> None:
    """Write a site whose newest review is of today."""
    (root / "_posts").mkdir()
    (root / "_config.yml").write_text("title: Films\nurl: https://films.example\n")
    (root / "reviewkit.toml").write_text(SETTINGS)
    today = dt.datetime.now(dt.UTC).date()
    for number in range(POSTS):
        day = today - dt.timedelta(days=number)
        text = f"---\ntitle: Film {number}\ntags: [drama, true crime]\n---\n{SECTIONS}"
        (root / f"_posts/{day}-film-{number}.md").write_text(text + "What the rain does. " * 100)


def seconds(command: list[str]) -> float:
    """Give the wall time of one run."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def main() -> None:
    """Time everything and print the table."""
    reviewkit = str(Path(sysconfig.get_path("scripts")) / "reviewkit")
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder))
        commands = {
            "list": [reviewkit, "list", folder],
            "announce --dry-run --offline": [
                *(reviewkit, "announce", folder, "--dry-run", "--offline"),
            ],
            "announce --dry-run": [reviewkit, "announce", folder, "--dry-run"],
        }
        runs = [{name: seconds(one) for name, one in commands.items()} for _ in range(RUNS)]
    medians = {name: statistics.median(run[name] for run in runs) for name in commands}
    print(f"Python {platform.python_version()}, {POSTS} posts, median of {RUNS} runs\n")
    print("| command | s | more than list |\n|---|---|---|")
    for name, median in medians.items():
        print(f"| `reviewkit {name}` | {median:.2f} | {median - medians['list']:.2f} |")


if __name__ == "__main__":
    main()
