"""Fixtures with options of a site: `{"hard_wrap": true}` at the end of a case's title."""

import json
import re
from pathlib import Path
from typing import Any, Final

from tests.markdown.fixtures import Case

__all__ = ["FOLDER", "options_of"]

FOLDER: Final = Path(__file__).resolve().parents[1] / "fixtures" / "kramdown_options"

_OPTIONS: Final = re.compile(r" (\{.*\})$")


def options_of(case: Case) -> dict[str, Any]:
    """Give the keys of the `kramdown:` block that a title names; none if it ends with no brace."""
    found = _OPTIONS.search(case.title)
    options: dict[str, Any] = json.loads(found[1]) if found else {}
    return options
