"""Small values of JSON Feed: texts, addresses, dates, numbers."""

from collections.abc import Iterator

from reviewkit.feeds.lint.addresses import iri_reference, is_absolute
from reviewkit.feeds.lint.dates import rfc3339
from reviewkit.feeds.lint.finding import Finding
from reviewkit.feeds.lint.json_document import Part
from reviewkit.feeds.lint.values import language, media_type

__all__ = ["address", "date", "flag", "language_tag", "size", "text", "type_of_file", "words"]


def text(part: Part) -> Iterator[Finding]:
    """Check that a value is a text."""
    if not isinstance(part.value, str):
        yield part.found("InvalidValue", "is no string")


def address(part: Part) -> Iterator[Finding]:
    """Check a whole address."""
    yield from text(part)
    if isinstance(part.value, str):
        yield from iri_reference(part.as_value())
        if not is_absolute(part.value):
            yield part.found("InvalidFullLink", f"is no whole address: {part.value}")


def date(part: Part) -> Iterator[Finding]:
    """Check a date."""
    yield from text(part)
    if isinstance(part.value, str):
        yield from rfc3339(part.as_value())


def language_tag(part: Part) -> Iterator[Finding]:
    """Check a language."""
    yield from text(part)
    if isinstance(part.value, str):
        yield from language(part.as_value())


def type_of_file(part: Part) -> Iterator[Finding]:
    """Check a media type."""
    yield from text(part)
    if isinstance(part.value, str):
        yield from media_type(part.as_value())


def size(part: Part) -> Iterator[Finding]:
    """Check a number of bytes or seconds."""
    if isinstance(part.value, bool) or not isinstance(part.value, int | float) or part.value < 0:
        yield part.found("InvalidValue", "is no number of 0 or more")


def flag(part: Part) -> Iterator[Finding]:
    """Check a truth."""
    if not isinstance(part.value, bool):
        yield part.found("InvalidValue", "is neither true nor false")


def words(part: Part) -> Iterator[Finding]:
    """Check an array of texts."""
    if not isinstance(part.value, list) or not all(isinstance(word, str) for word in part.value):
        yield part.found("InvalidValue", "is no array of strings")
