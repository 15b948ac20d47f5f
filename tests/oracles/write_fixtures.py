"""Write kramdown's own answer below every case of tests/fixtures/kramdown and kramdown_options.

A new case is a title and an input with an empty expected part; this command fills it in.
"""

import sys
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.kramdown.option_cases import FOLDER as OPTIONS_FOLDER
from tests.kramdown.option_cases import options_of
from tests.markdown.fixtures import Case, read_cases
from tests.oracles.kramdown import Kramdown

__all__ = ["FOLDER", "answered", "main"]

FOLDER: Final = Path(__file__).resolve().parents[1] / "fixtures" / "kramdown"

_MARK: Final = "."


def main() -> None:
    """Rewrite every fixture file, and say how many answers changed."""
    with Kramdown() as oracle:
        for path in sorted((*FOLDER.glob("*.md"), *OPTIONS_FOLDER.glob("*.md"))):
            before = read_cases(path)
            after = [answered(case, oracle) for case in before]
            path.write_text("\n".join(map(_written, after)), encoding="utf-8")
            if read_cases(path) != after:
                raise ValueError(f"{path.name}: a case is not read as it was written")
            changed = sum(old != new for old, new in zip(before, after, strict=True))
            sys.stdout.write(f"{path.name}: {len(after)} cases, {changed} answers changed\n")


def answered(case: Case, oracle: Kramdown) -> Case:
    """Give a case with kramdown's answer as the expected text, line breaks at its end as one."""
    html = oracle.convert(case.source, **options_of(case)).rstrip("\n")
    if _MARK in html.split("\n"):
        raise ValueError(f"the answer has a line that is only a full stop: {case.title}")
    return case._replace(expected=f"{html}\n" if html else "")


def _written(case: Case) -> str:
    return f"{case.title}\n{_MARK}\n{case.source}{_MARK}\n{case.expected}{_MARK}\n"


if __name__ == "__main__":
    main()
