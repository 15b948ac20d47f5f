"""Write kramdown's own answer below every case of tests/fixtures/kramdown and kramdown_sites.

A new case is a title and an input with an empty expected part; this command fills it in. The
input of a case for a site begins with the site's configuration and a line with three hyphens.
"""

import sys
from pathlib import Path
from typing import Any, Final

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.markdown.fixtures import Case, read_cases
from tests.oracles.kramdown import Kramdown

__all__ = ["FILES", "answered", "main", "site_of"]

_FIXTURES: Final = Path(__file__).resolve().parents[1] / "fixtures"

_FOR_SITES: Final = "kramdown_sites"

FILES: Final = sorted(_FIXTURES.glob("kramdown/*.md")) + sorted(
    _FIXTURES.glob(f"{_FOR_SITES}/*.md")
)

_MARK: Final = "."


def main() -> None:
    """Rewrite every fixture file, and say how many answers changed."""
    with Kramdown() as oracle:
        for path in FILES:
            before = read_cases(path)
            after = [answered(path, case, oracle) for case in before]
            path.write_text("\n".join(map(_written, after)), encoding="utf-8")
            if read_cases(path) != after:
                raise ValueError(f"{path.name}: a case is not read as it was written")
            changed = sum(old != new for old, new in zip(before, after, strict=True))
            sys.stdout.write(f"{path.name}: {len(after)} cases, {changed} answers changed\n")


def site_of(path: Path, case: Case) -> tuple[dict[str, Any], str]:
    """Give the configuration of a case's site, empty unless it is one for a site, and its text."""
    if path.parent.name != _FOR_SITES:
        return {}, case.source
    configuration, _, text = case.source.partition("---\n")
    return yaml.safe_load(configuration), text


def answered(path: Path, case: Case, oracle: Kramdown) -> Case:
    """Give a case with kramdown's answer as the expected text, line breaks at its end as one."""
    html = oracle.convert_for(*site_of(path, case)).rstrip("\n")
    if _MARK in html.split("\n"):
        raise ValueError(f"the answer has a line that is only a full stop: {case.title}")
    return case._replace(expected=f"{html}\n" if html else "")


def _written(case: Case) -> str:
    return f"{case.title}\n{_MARK}\n{case.source}{_MARK}\n{case.expected}{_MARK}\n"


if __name__ == "__main__":
    main()
