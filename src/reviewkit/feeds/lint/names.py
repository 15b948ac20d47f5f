"""The namespaces feeds use, and the short names of elements and attributes in messages."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from lxml import etree

__all__ = [
    "ATOM_0_3",
    "ATOM_1_0",
    "MEDIA",
    "NAMESPACES",
    "UNSUPPORTED",
    "XHTML",
    "line_of",
    "name_of",
]

ATOM_1_0: Final = "http://www.w3.org/2005/Atom"
ATOM_0_3: Final = "http://purl.org/atom/ns#"
MEDIA: Final = "http://search.yahoo.com/mrss/"
XHTML: Final = "http://www.w3.org/1999/xhtml"

_RSS_MODULES: Final = "http://purl.org/rss/1.0/modules/"

NAMESPACES: Final[Mapping[str, str]] = {
    ATOM_1_0: "atom",
    MEDIA: "media",
    XHTML: "xhtml",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/2000/svg": "svg",
    "http://www.w3.org/1998/Math/MathML": "mathml",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/syndication/history/1.0": "fh",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://wellformedweb.org/CommentAPI/": "wfw",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.georss.org/georss": "georss",
    "http://www.opengis.net/gml": "gml",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://geourl.org/rss/module/": "geourl",
    "http://postneo.com/icbm": "icbm",
    "http://backend.userland.com/creativeCommonsRssModule": "creativeCommons",
    "http://backend.userland.com/blogChannelModule": "blogChannel",
    "http://web.resource.org/cc/": "cc",
    "http://webns.net/mvcb/": "admin",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://madskills.com/public/xml/rss/module/trackback/": "trackback",
    "http://a9.com/-/spec/opensearch/1.1/": "opensearch",
    "http://a9.com/-/spec/opensearchrss/1.0/": "opensearch10",
    "http://www.w3.org/2007/app": "app",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs",
    "http://xmlns.com/foaf/0.1/": "foaf",
    "http://purl.org/rss/1.0/": "rss1",
    "http://my.netscape.com/rdf/simple/0.9/": "rss090",
    "http://purl.org/net/rss1.1#": "rss11",
    "http://www.bloglines.com/about/specs/fac-1.0": "access",
    "http://media.tangent.org/rss/1.0/": "audio",
    "http://www.microsoft.com/schemas/rss/core/2005": "cf",
    "http://conversationsnetwork.org/rssNamespace-1.0/": "conversationsNetwork",
    "http://my.theinfo.org/changed/1.0/rss/": "cp",
    "http://hacks.benhammersley.com/rss/streaming/": "str",
    "http://feedsync.org/2007/feedsync": "sx",
    "http://www.usemod.com/cgi-bin/mb.pl?ModWiki": "wiki",
    "http://schemas.xmlsoap.org/soap/envelope/": "soap",
    "http://base.google.com/ns/1.0": "g",
    "http://openid.net/xmlns/1.0": "openid",
    "http://www.opml.org/spec2": "opml",
    "urn:atom-extension:indexing": "indexing",
    **{
        f"{_RSS_MODULES}{name}/": prefix
        for name, prefix in {
            "aggregation": "ag",
            "annotate": "annotate",
            "content": "content",
            "email": "email",
            "event": "ev",
            "image": "image",
            "link": "l",
            "reference": "ref",
            "richequiv": "reqv",
            "search": "search",
            "servicestatus": "ss",
            "slash": "slash",
            "subscription": "sub",
            "syndication": "sy",
            "taxonomy": "taxo",
            "threading": "thr",
            "wiki": "wiki",
        }.items()
    },
    f"{_RSS_MODULES}company": "company",
    f"{_RSS_MODULES}rss091#": "rss091",
}
"""The namespaces the validation service knows, each with the prefix it goes by."""

UNSUPPORTED: Final[Mapping[str, str]] = {
    "http://schemas.google.com/g/2005": "Google Data",
    "http://www.rawvoice.com/rawvoiceRssModule/": "RawVoice",
    "http://schema.org/": "Schema.org",
    "https://schema.org/": "Schema.org",
    "https://podcastindex.org/namespace/1.0": "Podcasting 2.0",
    "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "Podcasting 2.0",
}
"""Namespaces the service has heard of, and does not look into."""

_END: Final = re.compile(r"\W+\Z")


def _loosely(namespace: str) -> str:
    """Give a namespace without what people get wrong: case, and the sign at its end."""
    return _END.sub("", namespace).lower()


_LOOSE: Final = {_loosely(namespace): prefix for namespace, prefix in NAMESPACES.items()}


def line_of(element: etree._Element) -> int | None:
    """Give the line the start tag of an element is on."""
    line: object = element.sourceline  # the stubs of lxml do not say what it is
    return line if isinstance(line, int) else None


@lru_cache(maxsize=1024)
def name_of(tag: str, home: str = "") -> str | None:
    """Give the short name of an element or attribute, `media:content`; None for an unknown one.

    Names of the feed's own format stand alone: those without namespace in RSS, those of the prefix
    `home` in Atom. A name without a namespace in Atom is `:name`.
    """
    namespace, brace, local = tag[1:].rpartition("}")
    if not brace:
        return f":{tag}" if home else tag
    prefix = _LOOSE.get(_loosely(namespace))
    if prefix is None:
        return None
    return local if prefix == home else f"{prefix}:{local}"
