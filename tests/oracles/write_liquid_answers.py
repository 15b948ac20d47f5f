"""Write Jekyll's own answer beside every case of tests/fixtures/liquid.

A new case is a line `["{{ the text }}", null]`; this command fills it in.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.oracles.liquid import CASES, Case, LiquidOracle, read_cases, write_cases

__all__ = ["main"]


def main() -> None:
    """Rewrite every file, and say how many answers changed."""
    with LiquidOracle() as oracle:
        for path in sorted(CASES.glob("*.json")):
            before = read_cases(path)
            after = [Case(case.text, oracle.evaluate(case.text)) for case in before]
            write_cases(path, after)
            changed = sum(old != new for old, new in zip(before, after, strict=True))
            sys.stdout.write(f"{path.name}: {len(after)} cases, {changed} answers changed\n")


if __name__ == "__main__":
    main()
