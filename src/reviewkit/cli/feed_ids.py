"""The file in the site that keeps the ids of entries."""

import stat
from pathlib import Path
from urllib.parse import urlsplit

from reviewkit.errors import ConfigurationError, OutputError, Problem, Where
from reviewkit.feeds import Register, parse_register, register_bytes
from reviewkit.files import differs, write_if_changed
from reviewkit.model import Site
from reviewkit.urls import is_loopback

__all__ = ["ids_would_change", "keep_ids", "kept_ids"]


def kept_ids(root: Path, name: str) -> Register | None:
    """Read the ids kept in the site; None where none are kept yet, or `name` is empty.

    Raises ConfigurationError for a file that cannot be read: going on without it would show every
    old review as new.
    """
    if not name:
        return None
    try:
        data = (root / name).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigurationError(
            f"the register of feed ids cannot be read: {error.strerror or error}",
            where=Where(name),
            fix="correct its rights, or set another file as ids below [feed]",
        ) from error
    return parse_register(data, name)


def keep_ids(site: Site, name: str, register: Register) -> Problem | None:
    """Put the ids down where a next run finds them; give a warning where that cannot be.

    The ids of a site that is published on this computer only are not kept, as nobody knows them,
    nor those of a site whose folder is marked as read-only for everybody.
    """
    if not _are_kept(site, name):
        return None
    try:
        write_if_changed(site.root / name, register_bytes(register))
    except OutputError as error:
        return _not_kept(name, error.problem.what)
    return None


def ids_would_change(site: Site, name: str, register: Register) -> bool:
    """Tell whether `keep_ids` would write; raises OutputError for what is no file."""
    return _are_kept(site, name) and differs(site.root / name, register_bytes(register))


def _are_kept(site: Site, name: str) -> bool:
    is_preview = is_loopback(urlsplit(site.url).hostname or "")
    return bool(name) and not is_preview and not _is_closed(site.root)


def _is_closed(root: Path) -> bool:
    """Tell whether nobody may write in a folder, which the superuser does not notice."""
    return not stat.S_IMODE(root.stat().st_mode) & 0o222


def _not_kept(name: str, why: str) -> Problem:
    return Problem(
        severity="warning",
        what=f"the ids of the feeds' entries cannot be kept: {why} "
        "A post that is renamed later will show up as new",
        where=Where(name),
        fix="make the folder writable, or set another file, or none, as ids below [feed]",
    )
