"""Which files and folders Jekyll passes over because of their names, and for which reason."""

from dataclasses import dataclass
from typing import Final, Literal

from reviewkit.jekyll.configuration import Configuration
from reviewkit.jekyll.file_match import Patterns

__all__ = ["EntryFilter", "Reason"]

Reason = Literal["dot at the end", "special", "excluded"]
"""`special` names begin with `.`, `_`, `#` or `~`, or end with `~`."""

_SPECIAL: Final = (".", "_", "#", "~")


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """The `include` and `exclude` of a site, and the names that are never read.

    (Jekyll 4.3, EntryFilter.)
    """

    include: Patterns
    exclude: Patterns

    @classmethod
    def of(cls, configuration: Configuration) -> "EntryFilter":
        """Take the patterns of a configuration."""
        return cls(Patterns(configuration.include), Patterns(configuration.exclude))

    def folder(self, around: str, name: str) -> Reason | None:
        """Tell why the folder `name` inside `around` is not visited; None where it is."""
        if name.endswith("."):
            return "dot at the end"
        if self.include.mean(name, folder=True):
            return None
        if self.exclude.mean(f"{around}/{name}".lstrip("/"), folder=True):
            return "excluded"
        return "special" if name.startswith(_SPECIAL) or name.endswith("~") else None

    def file(self, base: str, name: str) -> Reason | None:
        """Tell why `name`, a path below the folder of documents `base`, is passed over."""
        if name.endswith("."):
            return "dot at the end"
        last = name.rpartition("/")[2]
        if self.include.mean(name, folder=False) or (
            last != name and self.include.mean(last, folder=False)
        ):
            return None
        if name.startswith(_SPECIAL) or last.startswith(_SPECIAL) or name.endswith("~"):
            return "special"
        return "excluded" if self.exclude.mean(f"{base}/{name}", folder=False) else None
