"""Elements of other specifications that feeds of both formats hold, with what they must be."""

from collections.abc import Iterable, Mapping
from typing import Final

from reviewkit.feeds.lint.addresses import absolute_uri
from reviewkit.feeds.lint.dates import w3cdtf
from reviewkit.feeds.lint.media import MEDIA_EVERYWHERE, MEDIA_IN_ENTRY
from reviewkit.feeds.lint.node import Rule
from reviewkit.feeds.lint.values import language, non_negative, one_of, positive

__all__ = ["ENTRY_EXTENSIONS", "FEED_EXTENSIONS"]

_ANYTHING: Final = Rule(any_child=True, any_attribute=True, twice="")
_ONE: Final = Rule(any_attribute=True)
_MANY: Final = Rule(any_attribute=True, twice="")


def _all(prefix: str, names: str, rule: Rule) -> dict[str, Rule]:
    return {f"{prefix}:{name}": rule for name in names.split()}


def _dublin_core() -> Iterable[Mapping[str, Rule]]:
    """Give the rules of Dublin Core: fifteen elements, and the terms that refine them."""
    yield _all("dc", "contributor coverage creator identifier relation publisher subject", _MANY)
    yield _all("dc", "description format rights source title type", _ONE)
    yield {"dc:date": Rule(checks=(w3cdtf,)), "dc:language": Rule(checks=(language,))}
    yield _all("dcterms", "created issued modified", Rule(checks=(w3cdtf,)))
    yield _all(
        "dcterms",
        "abstract accessRights accrualMethod accrualPeriodicity accrualPolicy alternative audience "
        "available bibliographicCitation conformsTo dateAccepted dateCopyrighted dateSubmitted "
        "educationLevel extent hasFormat hasPart hasVersion instructionalMethod isFormatOf "
        "isPartOf isReferencedBy isReplacedBy isRequiredBy isVersionOf license mediator provenance "
        "references replaces requires rightsHolder spatial tableOfContents temporal valid",
        _ANYTHING,
    )


def _merged(parts: Iterable[Mapping[str, Rule]]) -> dict[str, Rule]:
    return {name: rule for part in parts for name, rule in part.items()}


_BOTH: Final[Mapping[str, Rule]] = {
    **_merged(_dublin_core()),
    "cc:license": _ANYTHING,
    "creativeCommons:license": Rule(checks=(absolute_uri,), twice=""),
    "thr:in-reply-to": _ANYTHING,
}

FEED_EXTENSIONS: Final[Mapping[str, Rule]] = {
    **_BOTH,
    **MEDIA_EVERYWHERE,
    "fh:archive": Rule(twice=""),
    "fh:complete": Rule(twice=""),
    "sy:updateBase": Rule(checks=(w3cdtf,)),
    "sy:updateFrequency": Rule(checks=(positive,)),
    "sy:updatePeriod": Rule(
        checks=(one_of("hourly daily weekly monthly yearly", "InvalidUpdatePeriod"),)
    ),
    "xhtml:div": _ANYTHING,
    "xhtml:meta": _ANYTHING,
}
"""What may stand in a feed: RFC 5005, the syndication module of RSS 1.0, Dublin Core, media."""

ENTRY_EXTENSIONS: Final[Mapping[str, Rule]] = {
    **_BOTH,
    **MEDIA_IN_ENTRY,
    "slash:comments": Rule(checks=(non_negative,)),
    **_all("slash", "department hit_parade section", _MANY),
    "thr:total": Rule(checks=(non_negative,)),
    **_all("wfw", "comment commentRss", Rule(checks=(absolute_uri,))),
    "wfw:commentRSS": Rule(
        checks=(absolute_uri,),
        inspect=(lambda node: iter((node.found("CommentRSS", "is written otherwise"),)),),
    ),
}
"""What may stand in an entry: comments, Dublin Core, media."""
