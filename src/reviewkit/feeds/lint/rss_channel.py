"""The parts of an RSS channel that have parts of their own: image, cloud, skipHours, skipDays."""

from collections.abc import Iterator
from typing import Final

from reviewkit.feeds.lint.addresses import absolute_uri
from reviewkit.feeds.lint.finding import Finding
from reviewkit.feeds.lint.node import Node, Rule
from reviewkit.feeds.lint.texts import plain_text
from reviewkit.feeds.lint.value import Value
from reviewkit.feeds.lint.values import not_blank, one_of, within

__all__ = ["CLOUD", "IMAGE", "SKIP_DAYS", "SKIP_HOURS", "TEXT_INPUT"]

_FORMATS: Final = frozenset({"gif", "jpeg", "jpg", "png"})
_DAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_HOURS_OF_A_DAY: Final = 24
_DAYS_OF_A_WEEK: Final = 7


def _image(image: Node) -> Iterator[Finding]:
    """Check that an image has what it must, and says what its channel says."""
    for name, event in (("title", "Title"), ("url", "Element"), ("link", "Link")):
        if image.child(name) is None:
            yield image.lacks(f"Missing{event}", name)
    parent = image.element.getparent()
    channel = None if parent is None else Node(parent, "channel", image.of, image.document)
    for name, event in (("title", "ImageTitleDoesntMatch"), ("link", "ImageLinkDoesntMatch")):
        own, other = image.child(name), channel.child(name) if channel else None
        if own and other and other.text.strip() and own.text.strip() != other.text.strip():
            yield own.value().found(event, f"of its image is not the <{name}> of the channel")


def _format(value: Value) -> Iterator[Finding]:
    ending = value.text.rpartition(".")[2].lower()
    if ending.isalnum() and ending not in _FORMATS:
        yield value.found("ImageUrlFormat", "is no picture that RSS knows")


def _hours(hours: Node) -> Iterator[Finding]:
    named = [child.text.strip() for child in hours.children("hour")]
    if not named:
        yield hours.lacks("MissingElement", "hour")
    if len(named) > _HOURS_OF_A_DAY:
        yield hours.found("NotEnoughHoursInTheDay", f"names {len(named)} hours")
    for hour in {hour for hour in named if named.count(hour) > 1}:
        yield hours.found("DuplicateValue", f"names the hour {hour} twice", fix="name it once")


def _hour(value: Value) -> Iterator[Finding]:
    if value.text == str(_HOURS_OF_A_DAY):
        yield value.found("UseZeroForMidnight", "is midnight")
    else:
        yield from within(0, _HOURS_OF_A_DAY - 1, "InvalidHour")(value)


def _days(days: Node) -> Iterator[Finding]:
    named = [child.text.strip() for child in days.children("day")]
    if not named:
        yield days.lacks("MissingElement", "day")
    if len(named) > _DAYS_OF_A_WEEK:
        yield days.found("EightDaysAWeek", f"names {len(named)} days")
    for day in {day for day in named if named.count(day) > 1}:
        yield days.found("DuplicateValue", f"names {day} twice", fix="name it once")


def _avoided(text_input: Node) -> Iterator[Finding]:
    yield text_input.found("AvoidTextInput", "is known to no reader")
    for name in ("title", "description", "name", "link"):
        if text_input.child(name) is None:
            yield text_input.lacks("MissingElement", name)


_PLAIN: Final = Rule(inspect=(plain_text,))
_ADDRESS: Final = Rule(checks=(absolute_uri,))

IMAGE: Final = Rule(
    children={
        "description": _PLAIN,
        "height": Rule(checks=(within(1, 400, "InvalidHeight"),)),
        "link": _ADDRESS,
        "title": Rule(checks=(not_blank,), inspect=(plain_text,)),
        "url": Rule(checks=(absolute_uri, _format)),
        "width": Rule(checks=(within(1, 144, "InvalidWidth"),)),
    },
    inspect=(_image,),
)
"""The picture of a channel (RSS 2.0, image)."""

CLOUD: Final = Rule(
    attributes={
        "domain": (),
        "path": (),
        "port": (within(1, None, "InvalidIntegerAttribute"),),
        "protocol": (),
        "registerProcedure": (),
    },
    required=("domain", "path", "port", "protocol", "registerProcedure"),
)
"""A service that tells of changes (RSS 2.0, cloud)."""

SKIP_HOURS: Final = Rule(children={"hour": Rule(checks=(_hour,), twice="")}, inspect=(_hours,))
SKIP_DAYS: Final = Rule(
    children={"day": Rule(checks=(one_of(_DAYS, "InvalidDay"),), twice="")}, inspect=(_days,)
)
TEXT_INPUT: Final = Rule(
    children={"description": _PLAIN, "link": _ADDRESS, "name": Rule(), "title": _PLAIN},
    inspect=(_avoided,),
)
"""A form beside the feed (RSS 2.0, textInput)."""
