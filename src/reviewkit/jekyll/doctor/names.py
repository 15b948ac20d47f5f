"""File names that Jekyll takes for those of posts, made of names that it does not."""

import re
from typing import Final

from reviewkit.jekyll.ruby import extension

__all__ = ["better_name"]

_SIGN: Final = r"[-_. –—]"
_YEAR_FIRST: Final = re.compile(rf"(?<!\d)(\d{{4}}){_SIGN}(\d\d?){_SIGN}(\d\d?)(?!\d)")
_COMPACT: Final = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?!\d)")
_YEAR_LAST: Final = re.compile(rf"(?<!\d)(\d\d?){_SIGN}(\d\d?){_SIGN}(\d{{4}})(?!\d)")
_LAST_MONTH: Final = 12
_LAST_DAY: Final = 31


def better_name(name: str, date: str | None) -> str:
    """Give a name under which Jekyll publishes a file: `2025-01-20-dune.md` for `20250120 dune.md`.

    `date` is the day that its front matter names; where nothing does, `YYYY-MM-DD` stands for it. A
    date with the year at its end is read only where its day cannot be a month.
    """
    bare = name.strip("_#~. ")
    own = extension(bare) or ".md"
    stem = bare.removesuffix(extension(bare))
    found, rest = _date(stem)
    slug = re.sub(r"[\s_–—-]+", "-", rest).strip("-. ") or "title"
    return f"{found or date or 'YYYY-MM-DD'}-{slug}{own}"


def _date(stem: str) -> tuple[str | None, str]:
    if match := _YEAR_FIRST.search(stem) or _COMPACT.search(stem):
        year, month, day = match.groups()
    elif match := _YEAR_LAST.search(stem):
        first, second, year = match.groups()
        month, day = (first, second) if int(second) > _LAST_MONTH else (second, first)
        if int(first) <= _LAST_MONTH and int(second) <= _LAST_MONTH and first != second:
            return None, stem[: match.start()] + stem[match.end() :]
    else:
        return None, stem
    rest = f"{stem[: match.start()]}-{stem[match.end() :]}"
    if not (1 <= int(month) <= _LAST_MONTH and 1 <= int(day) <= _LAST_DAY):
        return None, stem
    return f"{year}-{int(month):02}-{int(day):02}", rest
