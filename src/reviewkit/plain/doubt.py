"""The one way to say that a post's front matter or name leaves something open."""

__all__ = ["DoubtError"]


class DoubtError(ValueError):
    """A value that cannot be used, or that generators would read differently.

    `key` is the front matter key that holds it, None for the file's name. The reader makes a
    `PostError` with file and line of it.
    """

    def __init__(self, what: str, key: str | None, fix: str) -> None:
        super().__init__(what)
        self.key = key
        self.fix = fix
