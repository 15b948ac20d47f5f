"""Times how long commands take to start, against a bare Python.

    python benchmarks/startup.py

Prints a table for RESULTS.md: the median of many runs of each, taken in turn so that a busy
moment of the computer falls on all of them.
"""

import platform
import statistics
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "examples" / "moviesite"
RUNS = 31


def commands() -> dict[str, list[str]]:
    """Give the commands to time, the bare Python first."""
    reviewkit = str(Path(sysconfig.get_path("scripts")) / "reviewkit")
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        "reviewkit --version": [reviewkit, "--version"],
        "reviewkit --help": [reviewkit, "--help"],
        "reviewkit list": [reviewkit, "list", str(SITE)],
        "reviewkit feed --check": [reviewkit, "feed", str(SITE), "--check"],
        "reviewkit announce --dry-run": [reviewkit, "announce", str(SITE), "--dry-run"],
    }


def seconds(command: list[str]) -> float:
    """Give the wall time of one run."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def main() -> None:
    """Time everything and print the table."""
    timed = commands()
    for command in timed.values():
        seconds(command)
    runs = [{name: seconds(command) for name, command in timed.items()} for _ in range(RUNS)]
    medians = {name: statistics.median(run[name] for run in runs) for name in timed}
    bare = medians["python -c pass"]
    print(f"Python {platform.python_version()}, median of {RUNS} runs\n")
    print("| command | ms | x bare Python |\n|---|---|---|")
    for name, median in medians.items():
        print(f"| `{name}` | {median * 1000:.0f} | {median / bare:.1f} |")


if __name__ == "__main__":
    main()
