"""Lists of words, written as lines of text rather than one a line."""

__all__ = ["words"]


def words(*lines: str) -> frozenset[str]:
    """Give the words of some lines."""
    return frozenset(word for line in lines for word in line.split())
