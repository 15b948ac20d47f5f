"""Files that are taken as they are written, the site's own first, then those of the package."""

from pathlib import Path
from typing import Final

from reviewkit.errors import TemplateError, Where

__all__ = ["SITE_TEMPLATES", "as_written"]

SITE_TEMPLATES: Final = "_reviewkit/templates"
"""Folder in a site whose files win; the underscore keeps it out of Jekyll's output."""

_PACKAGE: Final = Path(__file__).parent / "templates"


def as_written(site_root: Path, name: str) -> bytes:
    """Give the file called `name` as it is: the one in the site, else the package's.

    Raises TemplateError where the site's cannot be read, or is not UTF-8.
    """
    own = site_root / SITE_TEMPLATES / name
    try:
        data = own.read_bytes()
        data.decode()
    except (FileNotFoundError, NotADirectoryError):
        return (_PACKAGE / name).read_bytes()
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(
            f"the file cannot be read: {error}",
            where=Where(f"{SITE_TEMPLATES}/{name}"),
            fix="make it a readable text file in UTF-8, or remove it",
        ) from error
    return data
