"""Three small feeds without a fault, and for each event of the linter what spoils one of them."""

import datetime as dt
from typing import Final

NOW: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

ATOM: Final = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="en">
  <id>https://films.example/</id>
  <title>Films</title>
  <updated>2025-02-02T12:00:00Z</updated>
  <author><name>Pat Lumen</name><email>pat@films.example</email></author>
  <link rel="self" type="application/atom+xml" href="https://films.example/feed.xml"/>
  <link href="https://films.example/"/>
  <generator uri="https://films.example/made">made</generator>
  <icon>/icon.png</icon>
  <entry>
    <id>https://films.example/dune</id>
    <title>Dune</title>
    <updated>2025-02-02T12:00:00Z</updated>
    <link href="https://films.example/dune"/>
    <category term="sand"/>
    <content type="html">&lt;p&gt;Sand.&lt;/p&gt;</content>
  </entry>
  <entry>
    <id>https://films.example/heat</id>
    <title>Heat</title>
    <updated>2025-02-01T12:00:00Z</updated>
    <link href="https://films.example/heat"/>
    <summary>Robbers.</summary>
  </entry>
</feed>
"""

RSS: Final = """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"
  xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
  <channel>
    <title>Films</title>
    <link>https://films.example/</link>
    <description>About films.</description>
    <atom:link rel="self" type="application/rss+xml" href="https://films.example/rss.xml"/>
    <language>en-GB</language>
    <pubDate>Sun, 02 Feb 2025 12:00:00 +0000</pubDate>
    <image>
      <url>https://films.example/logo.png</url>
      <title>Films</title>
      <link>https://films.example/</link>
    </image>
    <item>
      <title>Dune</title>
      <link>https://films.example/dune</link>
      <description>Sand.</description>
      <content:encoded>&lt;p&gt;Sand.&lt;/p&gt;</content:encoded>
      <guid>https://films.example/dune</guid>
      <enclosure url="https://films.example/dune.jpg" length="123" type="image/jpeg"/>
      <pubDate>Sun, 02 Feb 2025 12:00:00 +0000</pubDate>
      <dc:creator>Pat Lumen</dc:creator>
      <media:content url="https://films.example/dune.jpg" medium="image" width="1200"/>
    </item>
    <item>
      <title>Heat</title>
      <link>https://films.example/heat</link>
      <guid isPermaLink="false">tag:films.example,2025:heat</guid>
    </item>
  </channel>
</rss>
"""

JSON: Final = """\
{
  "version": "https://jsonfeed.org/version/1.1",
  "title": "Films",
  "home_page_url": "https://films.example/",
  "feed_url": "https://films.example/feed.json",
  "language": "en",
  "authors": [{"name": "Pat Lumen"}],
  "items": [
    {
      "id": "dune",
      "url": "https://films.example/dune",
      "title": "Dune & sand",
      "content_html": "<p>Sand.</p>",
      "date_published": "2025-02-02T12:00:00Z",
      "attachments": [{"url": "https://films.example/a.mp3", "mime_type": "audio/mpeg"}]
    },
    {
      "id": "heat",
      "url": "https://films.example/heat",
      "content_text": "Robbers."
    }
  ]
}
"""

FEEDS: Final = {"atom": ATOM, "rss": RSS, "json": JSON}

_ENTRIES: Final = ATOM[ATOM.index("  <entry>") : ATOM.index("</feed>")]
_TEN_ENTRIES: Final = "".join(
    f"<entry><id>https://films.example/</id><title>{number}</title><summary>a</summary>"
    f"<updated>2025-01-{number:02}T00:00:00Z</updated><link href='https://films.example/{number}'/>"
    "</entry>"
    for number in range(10, 20)
)
_SELF: Final = (
    '<link rel="self" type="application/atom+xml" href="https://films.example/feed.xml"/>'
)
_RSS_SELF: Final = (
    '<atom:link rel="self" type="application/rss+xml" href="https://films.example/rss.xml"/>'
)
_NETSCAPE: Final = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://{}/rss-0.91.dtd">\n'
_ENCLOSURE: Final = (
    '<enclosure url="https://films.example/dune.jpg" length="123" type="image/jpeg"/>'
)
_GUID: Final = "<guid>https://films.example/dune</guid>"
_PUB_DATE: Final = "<pubDate>Sun, 02 Feb 2025 12:00:00 +0000</pubDate>\n      <dc"
_TEXT: Final = "&lt;p&gt;Sand.&lt;/p&gt;"
_FH: Final = 'xmlns:fh="http://purl.org/syndication/history/1.0"'


def _fh(name: str, *links: str) -> str:
    own = "".join(
        f'<link rel="{rel}" href="https://films.example/{page}"/>'
        for rel, _, page in (link.partition("=") for link in links)
    )
    return f"<fh:{name} {_FH}/>{own}<icon>" if name else f"{own}<icon>"


FAULTS: Final[tuple[tuple[str, str, str, str], ...]] = (
    # the document
    ("BadXmlVersion", "atom", 'version="1.0"', 'version="1.1"'),
    ("UnknownEncoding", "atom", "utf-8", "utf-9"),
    ("ObscureEncoding", "atom", "utf-8", "cp037"),
    ("UnicodeError", "atom", "utf-8", "utf-16"),
    ("SAXError", "atom", "</feed>", ""),
    ("SAXError", "atom", "<?xml", "\n<?xml"),
    ("SAXError", "rss", "Sand.", "Sand.\x0b"),
    ("UndefinedNamedEntity", "rss", "About films", "About&nbsp;films"),
    ("FatalSecurityRisk", "rss", "<rss", '<!DOCTYPE rss [<!ENTITY a "b">]>\n<rss'),
    ("DeprecatedDTD", "rss", "<rss", f"{_NETSCAPE.format('my.netscape.com')}<rss"),
    ("InvalidDoctype", "rss", "<rss", f"{_NETSCAPE.format('www.rssboard.org')}<rss"),
    ("BadCharacters", "rss", "Sand.", "CafÃ©"),
    ("ValidatorLimit", "rss", "Sand.", "Sand." * 1_000_001),
    ("LargeFeed", "rss", "Sand.", "Sand." * 200_001),
    ("ByteOrderMark", "json", "{\n", "\ufeff{\n"),
    # namespaces, elements and attributes of any kind
    ("InvalidNamespace", "atom", "2005/Atom", "2006/Atom"),
    ("MissingNamespace", "atom", 'xmlns="http://www.w3.org/2005/Atom"', ""),
    ("ObsoleteNamespace", "atom", "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"),
    ("AvoidNamespacePrefix", "atom", "<feed", '<feed xmlns:a="http://www.w3.org/2005/Atom"'),
    ("MediaRssNamespace", "rss", "com/mrss/", "com/mrss"),
    ("ReservedPrefix", "rss", "xmlns:sy=", 'xmlns:itunes="https://films.example/ns" xmlns:sy='),
    (
        "UnknownNamespace",
        "rss",
        "xmlns:sy=",
        'xmlns:webfeeds="http://webfeeds.org/rss/1.0" xmlns:sy=',
    ),
    ("UnsupportedNamespace", "rss", "xmlns:sy=", 'xmlns:s="https://schema.org/" xmlns:sy='),
    ("InvalidIRI", "atom", 'href="https://films.example/dune"', 'href="https://"'),
    (
        "UncheckedFormat",
        "rss",
        RSS,
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
    ),
    ("UndefinedElement", "rss", RSS, "<html/>"),
    ("UndefinedElement", "rss", "<title>Dune</title>", "<title>Dune</title><titel>Dune</titel>"),
    ("UndefinedElement", "rss", "<dc:creator>", "<dc:creater>a</dc:creater><dc:creator>"),
    ("UndeterminableVocabulary", "atom", "<icon>", '<rating xmlns="">5</rating><icon>'),
    ("UnexpectedAttribute", "atom", "<icon>", '<icon size="16">'),
    ("UseOfExtensionAttr", "rss", "<guid>", '<guid xmlns:a="https://a.example/" a:b="c">'),
    ("UnexpectedText", "rss", "<item>", "<item>Hello"),
    ("DuplicateElement", "atom", "<title>Dune</title>", "<title>Dune</title><title>Dune</title>"),
    (
        "MisplacedXHTMLContent",
        "rss",
        "<language>",
        '<script xmlns="http://www.w3.org/1999/xhtml"/><language>',
    ),
    ("InvalidLanguage", "rss", "en-GB", "en_GB"),
    ("InvalidLanguage", "atom", 'xml:lang="en"', 'xml:lang="english"'),
    ("NotBlank", "atom", "Pat Lumen", ""),
    # addresses
    ("InvalidFullLink", "rss", "<link>https://films.example/dune", "<link>/dune"),
    ("InvalidFullLink", "atom", "<id>https://films.example/dune", "<id>/dune"),
    ("InvalidFullLink", "json", '"url": "https://films.example/dune"', '"url": "/dune"'),
    ("InvalidLink", "atom", "/icon.png", "https:///icon.png"),
    (
        "InvalidUriChar",
        "rss",
        "<link>https://films.example/dune",
        "<link>https://films.example/a b",
    ),
    ("InvalidTAG", "atom", "<id>https://films.example/dune", "<id>tag:films.example:dune"),
    ("InvalidURN", "rss", "<guid>https://films.example/dune", "<guid>urn:"),
    ("InvalidUUID", "atom", "<id>https://films.example/dune", "<id>urn:uuid:12"),
    (
        "SchemeNotIANARegistered",
        "atom",
        '"https://films.example/dune"',
        '"htps://films.example/dune"',
    ),
    ("NonCanonicalURI", "atom", "<id>https://films.example/<", "<id>https://films.example<"),
    (
        "UnexpectedWhitespace",
        "atom",
        "<id>https://films.example/dune",
        "<id> https://films.example/dune",
    ),
    # links of Atom
    ("MissingSelf", "atom", _SELF, ""),
    ("RelativeSelf", "atom", 'href="https://films.example/feed.xml"', 'href="/feed.xml"'),
    ("SelfNotAtom", "atom", 'type="application/atom+xml"', 'type="text/xml"'),
    ("InvalidMIMEType", "atom", 'type="application/atom+xml"', 'type="atom"'),
    ("MissingHref", "atom", '<link href="https://films.example/dune"/>', "<link/>"),
    (
        "AtomLinkNotEmpty",
        "atom",
        '<link href="https://films.example/dune"/>',
        '<link href="https://films.example/dune">a</link>',
    ),
    ("UnregisteredAtomLinkRel", "atom", 'rel="self"', 'rel="me"'),
    ("AttrNotBlank", "atom", 'rel="self"', 'rel=""'),
    (
        "DuplicateAtomLink",
        "atom",
        "<category",
        '<link href="https://films.example/dune.jpg"/><category',
    ),
    (
        "FeedHistoryRelInEntry",
        "atom",
        "<category",
        '<link rel="next" href="https://films.example/2"/><category',
    ),
    (
        "RelativeReference",
        "atom",
        '<link href="https://films.example/dune"/>',
        '<link href="/dune"/>',
    ),
    ("InvalidNonNegativeInteger", "atom", 'rel="self"', 'rel="self" length="-5"'),
    # the feed of Atom
    ("MissingElement", "atom", "<id>https://films.example/</id>", ""),
    (
        "MissingElement",
        "atom",
        "<author><name>Pat Lumen</name><email>pat@films.example</email></author>",
        "",
    ),
    ("MisplacedMetadata", "atom", "</feed>", "<rights>mine</rights></feed>"),
    ("InvalidURIAttribute", "atom", 'uri="https://films.example/made"', 'uri="https:///made"'),
    ("InvalidAddrSpec", "atom", "pat@films.example", "pat"),
    ("ContainsEmail", "atom", "Pat Lumen", "Pat &lt;pat@films.example&gt;"),
    ("DuplicateIds", "atom", _ENTRIES, _TEN_ENTRIES),
    (
        "DuplicateEntries",
        "atom",
        "<id>https://films.example/heat",
        "<id>https://films.example/dune",
    ),
    ("DuplicateUpdated", "atom", "2025-02-01T", "2025-02-02T"),
    (
        "DuplicateLink",
        "atom",
        'href="https://films.example/heat"',
        'href="https://films.example/dune"',
    ),
    ("InvalidRFC3339Date", "atom", "2025-02-01T12:00:00Z", "2025-02-01"),
    ("InvalidRFC3339Date", "atom", "2025-02-01T12:00:00Z", "2025-02-30T12:00:00Z"),
    ("ImplausibleDate", "atom", "2025-02-01T12", "2027-02-01T12"),
    # entries of Atom
    ("MissingTextualContent", "atom", "<summary>Robbers.</summary>", ""),
    ("MissingContentOrAlternate", "atom", '<link href="https://films.example/heat"/>', ""),
    (
        "MissingSummary",
        "atom",
        f'<content type="html">{_TEXT}</content>',
        '<content type="text/html" src="https://films.example/dune"/>',
    ),
    (
        "MissingTypeAttr",
        "atom",
        f'<content type="html">{_TEXT}',
        '<content src="https://films.example/dune">',
    ),
    ("MissingSourceElement", "atom", "<category", "<source><title>a</title></source><category"),
    ("InvalidTextType", "atom", "<summary>", '<summary type="text/plain">'),
    ("ContainsUndeclaredHTML", "atom", "Robbers.", "&lt;b&gt;Robbers&lt;/b&gt;"),
    ("MissingXhtmlDiv", "atom", "<summary>", '<summary type="xhtml">'),
    (
        "NotInline",
        "atom",
        "<summary>Robbers.",
        '<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">&lt;b&gt;a&lt;/b&gt;</div>',
    ),
    ("HtmlFragment", "atom", '<content type="html"', '<content type="text/html"'),
    ("NotBase64", "atom", '<content type="html"', '<content type="image/png"'),
    ("MissingAttribute", "atom", 'term="sand"', ""),
    # HTML
    ("ContainsHTML", "rss", "<title>Dune", "<title>&lt;b&gt;Dune&lt;/b&gt;"),
    ("ContainsHTML", "rss", "<title>Dune", "<title>Dune &amp;amp; sand"),
    ("ContainsHTML", "json", "Dune & sand", "<b>Dune</b>"),
    ("CharacterData", "rss", "<title>Dune", "<title>A &lt;b Dune"),
    ("ContainsRelRef", "rss", _TEXT, '&lt;img src="/a.png"&gt;'),
    ("ContainsRelRef", "rss", _TEXT, '&lt;a href="#fn:1"&gt;1&lt;/a&gt;'),
    ("ContainsRelRef", "rss", _TEXT, '&lt;img srcset="https://a.example/a.png, /b.png 2x"&gt;'),
    ("RelativeReference", "atom", _TEXT, '&lt;video poster="/a.png"&gt;&lt;/video&gt;'),
    ("RelativeReference", "json", "<p>Sand.</p>", "<a href='dune'>Sand</a>"),
    ("SecurityRisk", "rss", _TEXT, "&lt;script&gt;a()&lt;/script&gt;"),
    ("SecurityRisk", "atom", _TEXT, "&lt;iframe src='https://a.example/'&gt;&lt;/iframe&gt;"),
    ("SecurityRiskAttr", "atom", _TEXT, "&lt;p onclick='a()'&gt;a&lt;/p&gt;"),
    ("DangerousStyleAttr", "atom", _TEXT, "&lt;p style='position:fixed'&gt;a&lt;/p&gt;"),
    ("NotHtml", "atom", _TEXT, "&lt;blorb&gt;a&lt;/blorb&gt;"),
    ("NotHtml", "rss", _TEXT, "&lt;p&gt;&lt;b&gt;a&lt;/p&gt;"),
    # the channel of RSS
    ("InvalidRSSVersion", "rss", 'version="2.0" xmlns', 'version="2.1" xmlns'),
    ("MissingAttribute", "rss", 'version="2.0" xmlns', "xmlns"),
    ("MissingTitle", "rss", "<title>Films</title>\n    <link>", "<link>"),
    ("MissingLink", "rss", "<link>https://films.example/</link>\n    <desc", "<desc"),
    ("MissingDescription", "rss", "<description>About films.</description>", ""),
    ("MissingAtomSelfLink", "rss", _RSS_SELF, ""),
    ("MisplacedItem", "rss", "</channel>", "<ttl>60</ttl></channel>"),
    ("DuplicateSemantics", "rss", "<language>", "<dc:language>en</dc:language><language>"),
    ("AvoidTextInput", "rss", "<language>", "<textInput><title>a</title></textInput><language>"),
    ("InvalidContact", "rss", "<language>", "<webMaster>Pat</webMaster><language>"),
    ("MissingRealName", "rss", "<language>", "<webMaster>pat@films.example</webMaster><language>"),
    ("EmailFormat", "rss", "<language>", "<webMaster>Pat pat@films.example</webMaster><language>"),
    ("InvalidPositiveInteger", "rss", "<language>", "<ttl>0</ttl><language>"),
    (
        "InvalidUpdatePeriod",
        "rss",
        "<language>",
        "<sy:updatePeriod>often</sy:updatePeriod><language>",
    ),
    ("InvalidHour", "rss", "<language>", "<skipHours><hour>25</hour></skipHours><language>"),
    ("UseZeroForMidnight", "rss", "<language>", "<skipHours><hour>24</hour></skipHours><language>"),
    (
        "NotEnoughHoursInTheDay",
        "rss",
        "<language>",
        f"<skipHours>{'<hour>1</hour>' * 25}</skipHours><language>",
    ),
    ("InvalidDay", "rss", "<language>", "<skipDays><day>Mon</day></skipDays><language>"),
    (
        "EightDaysAWeek",
        "rss",
        "<language>",
        f"<skipDays>{'<day>Monday</day>' * 8}</skipDays><language>",
    ),
    ("InvalidWidth", "rss", "</url>", "</url><width>200</width>"),
    ("InvalidHeight", "rss", "</url>", "</url><height>500</height>"),
    ("ImageTitleDoesntMatch", "rss", "</url>\n      <title>Films", "</url>\n      <title>Logo"),
    (
        "ImageLinkDoesntMatch",
        "rss",
        "https://films.example/</link>\n    </image>",
        "https://films.example/a</link>\n    </image>",
    ),
    ("ImageUrlFormat", "rss", "logo.png", "logo.svg"),
    (
        "InvalidIntegerAttribute",
        "rss",
        "<language>",
        '<cloud domain="a" port="x" path="/" registerProcedure="a" protocol="a"/><language>',
    ),
    # items of RSS
    ("ItemMustContainTitleOrDescription", "rss", "<title>Heat</title>", ""),
    ("MissingGuid", "rss", _GUID, ""),
    ("InvalidHttpGUID", "rss", _GUID, "<guid>dune</guid>"),
    ("InvalidPermalink", "rss", ' isPermaLink="false"', ""),
    ("InvalidBooleanAttribute", "rss", 'isPermaLink="false"', 'isPermaLink="no"'),
    ("NotSufficientlyUnique", "rss", "tag:films.example,2025:heat", "12"),
    (
        "DuplicateValue",
        "rss",
        ' isPermaLink="false">tag:films.example,2025:heat',
        ">https://films.example/dune",
    ),
    ("NeedDescriptionBeforeContent", "rss", "<description>Sand.</description>", ""),
    ("SlashDate", "rss", "<dc:creator>", "<slash:comments>1</slash:comments><dc:creator>"),
    (
        "CommentRSS",
        "rss",
        "<dc:creator>",
        "<wfw:commentRSS>https://films.example/c</wfw:commentRSS><dc:creator>",
    ),
    (
        "DuplicateItemSemantics",
        "rss",
        "<dc:creator>",
        "<author>a@films.example (A)</author><dc:creator>",
    ),
    (
        "DuplicateDescriptionSemantics",
        "rss",
        "<dc:creator>",
        "<atom:title>Dune</atom:title><dc:creator>",
    ),
    ("DuplicateEnclosure", "rss", _ENCLOSURE, _ENCLOSURE * 2),
    ("MissingAttribute", "rss", ' length="123"', ""),
    ("InvalidIntegerAttribute", "rss", 'length="123"', 'length="big"'),
    ("UseZeroForUnknown", "rss", 'length="123"', 'length="-1"'),
    ("InvalidMIMEAttribute", "rss", 'type="image/jpeg"', 'type="jpeg"'),
    ("InvalidURLAttribute", "rss", '<enclosure url="https://films.example', '<enclosure url="'),
    ("EnclosureTypeDoesntMatch", "rss", 'type="image/jpeg"', 'type="audio/mpeg"'),
    ("EnclosureTypeDoesntMatch", "json", "audio/mpeg", "image/png"),
    (
        "DuplicateLink",
        "rss",
        "<link>https://films.example/heat",
        "<link>https://films.example/dune",
    ),
    ("InvalidRFC2822Date", "rss", _PUB_DATE, "<pubDate>2025-02-02</pubDate><dc"),
    ("InvalidRFC2822Date", "rss", _PUB_DATE, "<pubDate>Sun, 30 Feb 2025 12:00:00 GMT</pubDate><dc"),
    ("IncorrectDOW", "rss", _PUB_DATE, "<pubDate>Mon, 02 Feb 2025 12:00:00 GMT</pubDate><dc"),
    (
        "ProblematicalRFC822Date",
        "rss",
        _PUB_DATE,
        "<pubDate>Sun, 02 Feb 25 12:00:00 GMT</pubDate><dc",
    ),
    ("ImplausibleDate", "rss", _PUB_DATE, "<pubDate>Thu, 01 Jan 2026 00:11:00 GMT</pubDate><dc"),
    ("InvalidW3CDTFDate", "rss", "<dc:creator>", "<dc:date>yesterday</dc:date><dc:creator>"),
    # media
    (
        "MediaGroupWithoutAlternatives",
        "rss",
        "<dc:creator>",
        '<media:group><media:content url="https://a.example/a.jpg"/></media:group><dc:creator>',
    ),
    ("InvalidMediaMedium", "rss", 'medium="image"', 'medium="picture"'),
    ("InvalidMediaExpression", "rss", 'medium="image"', 'expression="half"'),
    ("InvalidPositiveInteger", "rss", 'width="1200"', 'width="0"'),
    (
        "InvalidMediaTextType",
        "rss",
        "<dc:creator>",
        '<media:title type="text">a</media:title><dc:creator>',
    ),
    ("InvalidMediaHash", "rss", "<dc:creator>", "<media:hash>12</media:hash><dc:creator>"),
    ("InvalidMediaRating", "rss", "<dc:creator>", "<media:rating>good</media:rating><dc:creator>"),
    (
        "InvalidCreditRole",
        "rss",
        "<dc:creator>",
        '<media:credit role="Actor">a</media:credit><dc:creator>',
    ),
    ("DeprecatedMediaAdult", "rss", "<dc:creator>", "<media:adult>true</media:adult><dc:creator>"),
    # RFC 5005 and WebSub
    ("MissingCurrentInArchive", "atom", "<icon>", _fh("archive", "prev-archive=1")),
    ("ArchiveIncomplete", "atom", "<icon>", _fh("archive", "current=now")),
    ("FeedRelInCompleteFeed", "atom", "<icon>", _fh("complete", "next=2")),
    ("CurrentNotSelfInCompleteFeed", "atom", "<icon>", _fh("complete", "current=now")),
    ("LinkPastEnd", "atom", "<icon>", _fh("", "first=feed.xml", "previous=0")),
    ("LinkPastEnd", "atom", "<icon>", _fh("", "next=feed.xml")),
    ("HubWithoutSelf", "atom", 'rel="self"', 'rel="hub"'),
    # JSON Feed
    ("InvalidJSON", "json", '"title": "Films",', '"title": "Films"'),
    ("InvalidJSON", "json", JSON, "[]"),
    ("InvalidJSON", "json", '"language": "en"', '"_a": NaN'),
    ("InvalidVersion", "json", "version/1.1", "version/2"),
    ("InvalidValue", "json", '"title": "Films"', '"title": 1'),
    ("MissingElement", "json", '"title": "Films",', ""),
    ("MissingSelf", "json", '"feed_url"', '"_feed_url"'),
    ("MissingHomePage", "json", '"home_page_url"', '"_home_page_url"'),
    (
        "NextUrlLoop",
        "json",
        '"language"',
        '"next_url": "https://films.example/feed.json", "language"',
    ),
    (
        "HubWithoutSelf",
        "json",
        '"feed_url": "https://films.example/feed.json"',
        '"hubs": [{"type": "WebSub", "url": "https://hub.example/"}]',
    ),
    ("DeprecatedAuthor", "json", '"authors": [{"name": "Pat Lumen"}]', '"author": {"name": "Pat"}'),
    ("NoAuthorName", "json", '{"name": "Pat Lumen"}', "{}"),
    ("MissingId", "json", '"id": "dune",', ""),
    ("MissingContent", "json", '"content_text"', '"_content_text"'),
    ("DuplicateEntries", "json", '"id": "heat"', '"id": "dune"'),
    ("DuplicateKey", "json", '"id": "heat"', '"id": "a", "id": "heat"'),
    ("UnknownKey", "json", '"language"', '"langauge"'),
    ("DoubleEscaped", "json", "Dune & sand", "Dune &amp; sand"),
    ("LoneSurrogate", "json", "Dune & sand", "Dune \\ud83d"),
    ("ControlCharacter", "json", "Dune & sand", "Dune \\u0007"),
)
"""Event, the feed it is in, what stands there without a fault, and what stands there with it."""


def spoiled(feed: str, right: str, wrong: str) -> bytes:
    """Give a feed with one thing in it replaced."""
    text = FEEDS[feed]
    assert right in text, right
    return text.replace(right, wrong, 1).encode()
