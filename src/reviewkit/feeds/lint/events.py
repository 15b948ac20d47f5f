"""Every event the linter knows: how bad it is, and what to do about it.

Names and severities are those of the feed validation service of the W3C
(https://validator.w3.org/feed/), so that a person finds its pages about them, and a feed without
findings here is one without messages there. Names in `OURS` are of faults it does not look for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["EVENTS", "OURS", "Event", "Severity"]

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of fault: `error` where a specification is broken, else `warning`; and its remedy."""

    severity: Severity
    fix: str


_ABSOLUTE: Final = "write the whole address, with https:// and the host"
_RFC822: Final = "write the date like Wed, 22 Jan 2025 12:00:00 +0100"
_RFC3339: Final = "write the date like 2025-01-22T12:00:00+01:00"
_ENCODE: Final = "percent-encode the character (a space is %20)"
_NUMBER: Final = "write a whole number in digits"

_ERRORS: Final = {
    "BadXmlVersion": 'declare XML 1.0: <?xml version="1.0" encoding="utf-8"?>',
    "DeprecatedDTD": "remove the DOCTYPE",
    "DuplicateAtomLink": (
        "keep one rel=alternate link per type and language; a picture's link is rel=enclosure"
    ),
    "DuplicateElement": "keep one of them",
    "DuplicateIds": "give every entry an id of its own, and never change it",
    "DuplicateValue": "give every item a guid of its own, and never change it",
    "EightDaysAWeek": "name each day once",
    "FatalSecurityRisk": "remove the DOCTYPE with its entities; write characters as they are",
    "FeedRelInCompleteFeed": "remove the paging link, or fh:complete",
    "CurrentNotSelfInCompleteFeed": "let rel=current and rel=self name the same address",
    "IncorrectDOW": "write the day of the week the date has, or none",
    "InvalidAddrSpec": "write an e-mail address, or remove the element",
    "InvalidBooleanAttribute": "write true or false",
    "InvalidContact": "write an e-mail address and a name: editor@films.example (Ann Other)",
    "InvalidCreditRole": "write a role of the list of Media RSS, or name your own scheme",
    "InvalidDay": "write the English name of a day, such as Monday",
    "InvalidDoctype": "remove the DOCTYPE",
    "InvalidFullLink": _ABSOLUTE,
    "InvalidHeight": "write a whole number from 1 to 400, or remove the element",
    "InvalidHour": "write an hour from 0 to 23",
    "InvalidHttpGUID": 'write isPermaLink="false", or make the guid the address of the page',
    "InvalidIRI": "write an address, percent-encoded where it needs to be",
    "InvalidIntegerAttribute": _NUMBER,
    "InvalidLanguage": "write a tag of RFC 5646, such as en, en-GB or pt-BR",
    "InvalidLink": "write an address, percent-encoded where it needs to be",
    "InvalidMIMEAttribute": "write a media type, such as image/jpeg",
    "InvalidMIMEType": "write a media type, such as text/html",
    "InvalidMediaExpression": "write sample, full or nonstop",
    "InvalidMediaHash": "write an MD5 (32 digits) or SHA-1 (40 digits) and name it in algo",
    "InvalidMediaMedium": "write image, audio, video, document or executable",
    "InvalidMediaRating": (
        "write a rating of the scheme that is named; of urn:simple, adult or nonadult"
    ),
    "InvalidMediaTextType": "write plain or html",
    "InvalidNamespace": (
        "write the namespace of the format: http://www.w3.org/2005/Atom for Atom, none for RSS"
    ),
    "InvalidNonNegativeInteger": "write a whole number, 0 or more",
    "InvalidPermalink": 'write isPermaLink="false", as this is the address of no page',
    "InvalidPositiveInteger": "write a whole number, 1 or more",
    "InvalidRFC2822Date": _RFC822,
    "InvalidRFC3339Date": _RFC3339,
    "InvalidRSSVersion": 'write version="2.0"',
    "InvalidTAG": "write a tag address of RFC 4151, such as tag:films.example,2025:/posts/dune",
    "InvalidTextType": "write text, html or xhtml",
    "InvalidURIAttribute": "write an address, percent-encoded where it needs to be",
    "InvalidURLAttribute": _ABSOLUTE,
    "InvalidURN": "write a URN of RFC 8141, such as urn:isbn:9780140328721",
    "InvalidUUID": "write urn:uuid: and the 36 characters of a UUID",
    "InvalidUpdatePeriod": "write hourly, daily, weekly, monthly or yearly",
    "InvalidUriChar": _ENCODE,
    "InvalidW3CDTFDate": _RFC3339,
    "InvalidWidth": "write a whole number from 1 to 144, or remove the element",
    "ItemMustContainTitleOrDescription": "give the item a title or a description",
    "LinkPastEnd": "remove the link that leads past the end",
    "MediaGroupWithoutAlternatives": "put media:content directly into the item",
    "MediaRssNamespace": "end the namespace with a slash: http://search.yahoo.com/mrss/",
    "MisplacedMetadata": "put everything about the feed before its first entry",
    "MissingAttribute": "add the attribute",
    "MissingContentOrAlternate": "add content, or a link rel=alternate to the page",
    "MissingDescription": "add a description",
    "MissingElement": "add it",
    "MissingHref": "add href with the address",
    "MissingLink": "add a link to the site",
    "MissingNamespace": 'declare the namespace; for Atom xmlns="http://www.w3.org/2005/Atom"',
    "MissingSummary": "add a summary, as the content itself cannot be read in the feed",
    "MissingTitle": "add a title",
    "MissingXhtmlDiv": 'put one <div xmlns="http://www.w3.org/1999/xhtml"> around the content',
    "NotBase64": "write the content in Base64, or give its type as html or text",
    "NotEnoughHoursInTheDay": "name each hour once",
    "ObsoleteNamespace": "write Atom 1.0, of the namespace http://www.w3.org/2005/Atom",
    "SAXError": (
        "make the document well-formed XML; write it with an XML library, not with a text template"
    ),
    "UndefinedElement": "remove the element, or correct its name",
    "UndefinedNamedEntity": (
        "write the character itself, or its number, as XML knows only amp, lt, gt, quot and apos"
    ),
    "UnexpectedAttribute": "remove the attribute, or correct its name",
    "UnexpectedText": "put the text into an element",
    "UnexpectedWhitespace": "remove the white space around the value",
    "UnicodeError": "write the document in UTF-8 and declare that",
    "UnknownEncoding": "write the document in UTF-8 and declare that",
    "UseZeroForUnknown": 'write length="0" when the size is not known',
    "ValidatorLimit": "write fewer entries, and link to the older ones (RFC 5005)",
}

_WARNINGS: Final = {
    "ArchiveIncomplete": "link an archive to its neighbours: rel=prev-archive or rel=next-archive",
    "AtomLinkNotEmpty": "keep the link element empty; its address is in href",
    "AttrNotBlank": "give the attribute a value, or remove it",
    "AvoidNamespacePrefix": "make this namespace the default one, without a prefix",
    "AvoidTextInput": "remove the element",
    "BadCharacters": "write the text in UTF-8 once; it was decoded as another encoding on the way",
    "CharacterData": (
        "write &#x26; for &, &#x3C; for < and &#x3E; for >, which read the same to all readers"
    ),
    "CommentRSS": "write commentRss",
    "ContainsEmail": "write the address into the email element, or nowhere",
    "ContainsHTML": "write plain text, without tags and without HTML's character references",
    "ContainsRelRef": _ABSOLUTE,
    "ContainsUndeclaredHTML": 'write type="html", or plain text',
    "DangerousStyleAttr": "remove the declaration; readers drop it",
    "DuplicateDescriptionSemantics": "keep one of them",
    "DuplicateEnclosure": "keep one enclosure; other pictures belong into the text",
    "DuplicateEntries": "give every entry an id of its own, and never change it",
    "DuplicateItemSemantics": "keep one of them",
    "DuplicateSemantics": "keep one of them",
    "DuplicateUpdated": "let the dates differ, by a second where only the day is known",
    "DeprecatedMediaAdult": "write media:rating",
    "FeedHistoryRelInEntry": "put the link into the feed",
    "HtmlFragment": 'write type="html" for a piece of HTML',
    "ImageLinkDoesntMatch": "let the image link to where the channel links",
    "ImageTitleDoesntMatch": "give the image the title of the channel",
    "ImageUrlFormat": "use a GIF, JPEG or PNG picture",
    "ImplausibleDate": "leave the entry out until its date has come, or correct the date",
    "MisplacedItem": "put everything about the channel before its first item",
    "MisplacedXHTMLContent": "remove the element from the feed",
    "MissingAtomSelfLink": (
        'add <atom:link rel="self" type="application/rss+xml" href="the feed\'s address"/>'
    ),
    "MissingCurrentInArchive": "add a link rel=current to the feed people subscribe to",
    "MissingGuid": "add a guid that never changes",
    "MissingRealName": "write a name behind the address: editor@films.example (Ann Other)",
    "EmailFormat": (
        "write the address first and the name in brackets: editor@films.example (Ann Other)"
    ),
    "MissingSelf": "add a link rel=self with the feed's own address",
    "MissingSourceElement": "add it",
    "MissingTextualContent": "add content or a summary",
    "MissingTypeAttr": "say the media type of what src leads to",
    "NeedDescriptionBeforeContent": "put description before content:encoded",
    "NonCanonicalURI": "write the address in its normal form",
    "NotBlank": "give the element a value, or remove it",
    "NotHtml": "mend the HTML; make it with a library that closes what it opens",
    "NotInline": 'write the markup as elements, or type="html"',
    "NotSufficientlyUnique": "write the address of the page, or a tag: or urn:uuid: address",
    "ObscureEncoding": "write the feed in UTF-8",
    "ProblematicalRFC822Date": _RFC822,
    "RelativeSelf": _ABSOLUTE,
    "ReservedPrefix": "choose another prefix, or correct the namespace",
    "SchemeNotIANARegistered": "correct the beginning of the address",
    "SecurityRisk": "remove the element; readers drop it",
    "SecurityRiskAttr": "remove the attribute; readers drop it",
    "SelfNotAtom": "write application/atom+xml or application/rss+xml, or leave the type out",
    "SlashDate": "add lastBuildDate to the channel",
    "UndeterminableVocabulary": "declare the namespace of the element",
    "UnknownNamespace": "correct the namespace; if it is meant, few readers will know it",
    "UnregisteredAtomLinkRel": "use a registered relation, or write the relation as an address",
    "UnsupportedNamespace": "nothing, if it is meant; the validation service does not look into it",
    "UseOfExtensionAttr": "remove the attribute; RSS elements take none from elsewhere",
    "UseZeroForMidnight": "write 0",
}

_OUR_ERRORS: Final = {
    "ByteOrderMark": "write the document without a byte order mark",
    "HubWithoutSelf": "add a link rel=self with the feed's own address",
    "InvalidJSON": "make the document well-formed JSON; write it with a JSON library",
    "InvalidValue": "write a value of the type that JSON Feed 1.1 wants",
    "InvalidVersion": 'write "version": "https://jsonfeed.org/version/1.1"',
    "LoneSurrogate": "write the whole character; a half of it cannot be read",
    "MissingContent": "add content_html or content_text",
    "MissingId": "give the item an id, a string that never changes; readers drop items without one",
    "NextUrlLoop": "let next_url lead to older items, and leave it out on the last page",
}

_OUR_WARNINGS: Final = {
    "ControlCharacter": "remove the character",
    "DeprecatedAuthor": 'write "authors": [{"name": ...}]',
    "DoubleEscaped": "escape the text once; plain text in JSON is not HTML",
    "DuplicateKey": "keep one of them; readers see only one",
    "DuplicateLink": "let each entry link to its own page",
    "EnclosureTypeDoesntMatch": "write the media type the file has",
    "LargeFeed": "write fewer entries; readers fetch the whole of it each time",
    "MissingHomePage": "add home_page_url with the address of the site",
    "NoAuthorName": "give the author a name",
    "RelativeReference": f"{_ABSOLUTE}; readers show the text elsewhere, where it leads nowhere",
    "UnknownKey": "remove it, correct its name, or begin the name with _ if it is your own",
    "UncheckedFormat": "write Atom 1.0, RSS 2.0 or JSON Feed 1.1",
}

OURS: Final = frozenset(_OUR_ERRORS) | frozenset(_OUR_WARNINGS)
"""The names of faults that the validation service does not look for."""


def _rows(fixes: Mapping[str, str], severity: Severity) -> dict[str, Event]:
    return {name: Event(severity, fix) for name, fix in fixes.items()}


EVENTS: Final[Mapping[str, Event]] = {
    **_rows(_ERRORS, "error"),
    **_rows(_WARNINGS, "warning"),
    **_rows(_OUR_ERRORS, "error"),
    **_rows(_OUR_WARNINGS, "warning"),
}
"""Each event by its name."""
