"""What the command line of an announcing command asks for."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

import click

from reviewkit.cli.output import Reporter

__all__ = ["Asked", "duration"]

_UNITS: Final = {"": 1, "s": 1, "m": 60, "h": 3600}
_LONGEST: Final = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options of a command; `slugs` are of `--only`, `networks` of `--to`, empty for all.

    `patience` is how long a run waits in all, for pages, limits and servers.
    """

    reporter: Reporter
    slugs: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    patience: dt.timedelta = dt.timedelta(minutes=10)
    is_live_checked: bool = True
    is_yes: bool = False
    is_offline: bool = False
    as_json: bool = False
    claims_by: str | None = None


def duration(_context: click.Context, parameter: click.Parameter, value: str) -> dt.timedelta:
    """Read an option such as `90s`, `10m` or `1h`; a bare number counts seconds.

    Raises click.BadParameter.
    """
    found = re.fullmatch(r"\s*(\d{1,6})\s*([smh]?)\s*", value)
    if found is None:
        raise click.BadParameter(f"{value!r} is no duration; write 90s, 10m or 1h", param=parameter)
    span = dt.timedelta(seconds=int(found[1]) * _UNITS[found[2]])
    if span > _LONGEST:
        raise click.BadParameter(f"{value!r} is longer than a day", param=parameter)
    return span
