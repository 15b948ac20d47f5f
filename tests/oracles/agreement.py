"""What reviewkit and real Jekyll say of the same site, side by side."""

import datetime as dt
import re
import zoneinfo
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reviewkit.jekyll import excerpt, read_configuration, read_site
from reviewkit.model import Post, Site

__all__ = ["differences", "our_site", "ours"]


def our_site(
    folder: Path,
    *,
    now: int,
    zone: str,
    config: Sequence[Path] = (),
    gems: Sequence[Path] = (),
) -> Site:
    """Read a site with reviewkit at a moment in a zone."""
    return read_site(
        folder,
        read_configuration(folder, config, gems),
        now=dt.datetime.fromtimestamp(now, dt.UTC),
        machine_zone=zoneinfo.ZoneInfo(zone),
    )


def ours(site: Site) -> dict[str, dict[str, Any]]:
    """Give what reviewkit knows of each document, under the names of the oracle."""
    faulty = {p.where.file for p in site.problems if p.where and p.severity == "error"}
    return {
        document.source: _row(site, document, excerpted=document.source not in faulty)
        for document in site.documents
    }


def _row(site: Site, document: Post, *, excerpted: bool) -> dict[str, Any]:
    separator = site.configuration["excerpt_separator"]
    is_data = document.source.endswith((".yml", ".yaml"))
    return {
        "collection": document.collection,
        "url": document.path,
        "id": document.id,
        "output_path": document.output_path,
        "date": _written(document.date),
        "title": document.title,
        "slug": document.slug,
        "categories": list(document.categories),
        "tags": list(document.tags),
        "excerpt": excerpt(document.text, document.front_matter, separator)
        if excerpted and not is_data
        else None,
        "state": document.state,
        "absolute_url": document.url,
        "absolute_id": document.absolute_id,
    }


def differences(
    mine: Mapping[str, Mapping[str, Any]], theirs: Sequence[Mapping[str, Any]]
) -> list[str]:
    """Give a line for each document that one side lacks and each value that differs."""
    rows = {row["source"]: row for row in theirs}
    lines = [f"{source}: only Jekyll has it" for source in rows if source not in mine]
    lines += [f"{source}: only reviewkit has it" for source in mine if source not in rows]
    for source in rows.keys() & mine.keys():
        row, own = _expected(rows[source], mine[source]), mine[source]
        lines += [
            f"{source}: {key} is {own[key]!r}, Jekyll's is {row[key]!r}"
            for key in own
            if own[key] != row[key]
        ]
    return sorted(lines)


def _expected(row: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Write Jekyll's answer in the form of ours: offsets, and what it leaves empty."""
    expected = dict(row)
    expected["date"] = _offset(row["date"])
    if row["slug"] is None:
        expected["slug"] = own["slug"]
    if own["state"] == "broken" and row["state"] == "published":
        expected["state"] = "broken"
    if row["output_path"] is None and own["state"] != "published":
        expected["output_path"] = own["output_path"]
    return expected


def _offset(date: Any) -> Any:  # noqa: ANN401 -- JSON
    """Write UTC as Python does."""
    return date.replace("Z", "+00:00") if isinstance(date, str) else date


def _written(date: dt.datetime) -> str:
    """Write a date as Ruby does, which leaves out the seconds that old offsets had."""
    return re.sub(r"([-+]\d\d:\d\d):\d\d$", r"\1", date.isoformat())
