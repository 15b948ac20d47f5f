"""Why a text could not be evaluated, told apart by what the user can do about it."""

from typing import Final

__all__ = ["JekyllStopsError", "NeedsJekyllError", "TooMuchError", "UnevaluatedError"]

_UNKNOWN_LINE: Final = None


class UnevaluatedError(Exception):
    """A text whose Liquid gave no result; `line` counts from 1 in `file`, None where unknown.

    `file` is None for the post itself and the path of an include otherwise. `shown` tells that the
    fault is one of another post, which `what` then names.
    """

    def __init__(self, what: str, *, fix: str = "", line: int | None = _UNKNOWN_LINE) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix
        self.line = line
        self.file: str | None = None
        self.located = False
        self.shown = False

    def forget_place(self) -> None:
        """Leave it to what stands around to say where it happened."""
        self.line = None
        self.file = None
        self.located = False

    def __str__(self) -> str:
        return self.what


class JekyllStopsError(UnevaluatedError):
    """The text is wrong in a way on which Jekyll stops its build too."""


class NeedsJekyllError(UnevaluatedError):
    """The text uses something that only this site's own Jekyll has: a plug-in's tag or filter."""


class TooMuchError(UnevaluatedError):
    """The text asks for more work than a post may: endless includes, huge loops."""
