"""Each event of the linter: raised by the smallest feed with the fault, and not by it mended."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.feeds.lint.samples import FAULTS, FEEDS, JSON, NOW, RSS, spoiled

from reviewkit.feeds.lint import lint
from reviewkit.feeds.lint.events import EVENTS


@pytest.mark.parametrize("feed", sorted(FEEDS))
def test_a_feed_without_a_fault_has_no_findings(feed: str) -> None:
    assert lint(FEEDS[feed].encode(), now=NOW) == ()


@pytest.mark.parametrize(
    ("event", "feed", "right", "wrong"),
    FAULTS,
    ids=[f"{number}-{row[0]}-{row[1]}" for number, row in enumerate(FAULTS)],
)
def test_a_fault_is_found(event: str, feed: str, right: str, wrong: str) -> None:
    findings = lint(spoiled(feed, right, wrong), now=NOW)

    assert event in {finding.event for finding in findings}
    for finding in findings:
        assert finding.what
        assert finding.fix
        assert finding.severity == EVENTS[finding.event].severity


def test_every_event_has_a_feed_that_raises_it() -> None:
    assert {row[0] for row in FAULTS} == set(EVENTS)


COMPANIONS = {
    "AttrNotBlank": {"MissingSelf"},
    "AvoidTextInput": {"MissingElement"},
    "DeprecatedDTD": {"InvalidDoctype"},
    "EightDaysAWeek": {"DuplicateValue"},
    "HubWithoutSelf": {"MissingSelf"},
    "InvalidNamespace": {"UnknownNamespace"},
    "InvalidURN": {"InvalidPermalink"},
    "InvalidW3CDTFDate": {"DuplicateItemSemantics"},
    "MissingTypeAttr": {"MissingSummary"},
    "NotBase64": {"MissingSummary"},
    "NotEnoughHoursInTheDay": {"DuplicateValue"},
    "ObscureEncoding": {"SAXError"},
    "UnregisteredAtomLinkRel": {"MissingSelf"},
    "UseOfExtensionAttr": {"UnknownNamespace"},
}
"""What cannot be wrong alone."""


@pytest.mark.parametrize(
    ("event", "feed", "right", "wrong"),
    FAULTS,
    ids=[f"{number}-{row[0]}-{row[1]}" for number, row in enumerate(FAULTS)],
)
def test_a_fault_is_found_alone(event: str, feed: str, right: str, wrong: str) -> None:
    findings = lint(spoiled(feed, right, wrong), now=NOW)

    assert {finding.event for finding in findings} == {event} | COMPANIONS.get(event, set())


def test_a_finding_names_its_line_and_its_entry() -> None:
    (finding,) = lint(
        RSS.replace("<link>https://films.example/dune", "<link>/dune").encode(), now=NOW
    )

    assert finding.line == 20
    assert finding.what == "<link> of “Dune” is no whole address: “/dune”"
    assert finding.fix == "write the whole address, with https:// and the host"


def test_a_finding_of_json_names_the_line_of_the_member() -> None:
    (finding,) = lint(JSON.replace("2025-02-02T12:00:00Z", "soon").encode(), now=NOW)

    assert finding.line == JSON.split("\n").index('      "title": "Dune & sand",') + 3
    assert finding.what.startswith("date_published of “Dune & sand” ")


def test_html_on_several_lines_is_found_on_its_own_line() -> None:
    wrong = RSS.replace("&lt;p&gt;Sand.", "\n\n&lt;p onclick=''&gt;Sand.")
    lines = wrong.split("\n")
    (finding,) = lint(wrong.encode(), now=NOW)

    assert finding.line
    assert lines[finding.line - 1].startswith("&lt;p onclick")


def test_the_rest_of_many_findings_is_counted() -> None:
    wrong = RSS.replace("&lt;p&gt;Sand.", "&lt;img src='/a'&gt;\n" * 50 + "&lt;p&gt;Sand.")
    findings = lint(wrong.encode(), now=NOW)

    assert len(findings) == 20
    assert findings[-1].what.endswith("(and 30 more like this)")


def test_relative_addresses_of_atom_may_lean_on_a_base() -> None:
    wrong = FEEDS["atom"].replace("Sand.", "&lt;img src='/a.png'&gt;")
    mended = wrong.replace(
        '<content type="html"', '<content xml:base="https://a.example/" type="html"'
    )

    assert [finding.event for finding in lint(wrong.encode(), now=NOW)] == ["RelativeReference"]
    assert lint(mended.encode(), now=NOW) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_feed_in_the_encoding_it_says_is_in_order(encoding: str) -> None:
    text = RSS.replace("utf-8", encoding.removesuffix("-sig")).replace("Sand", "Café")

    assert lint(text.encode(encoding), now=NOW) == ()


def test_an_encoding_that_is_not_the_real_one_is_seen() -> None:
    (finding,) = lint(RSS.replace("Sand.", "Café.", 1).encode("iso-8859-1"), now=NOW)[:1]

    assert (finding.event, finding.line) == ("UnicodeError", 21)


BOMB = "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};&a{n - 1};">' for n in range(1, 60))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rss [<!ENTITY a0 "a">{BOMB}]>',
        '<!DOCTYPE rss SYSTEM "a>b" [<!ENTITY a59 SYSTEM "file:///etc/passwd">]>',
        '<!-- [> --><!DOCTYPE rss [<!ENTITY % a59 SYSTEM "http://films.example/a.dtd"> %a59;]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_with_entities_is_refused_whole(doctype: str, encoding: str) -> None:
    text = RSS.replace("utf-8", encoding).replace("<rss", f"{doctype}<rss")
    findings = lint(text.replace("Sand.", "&a59;", 1).encode(encoding), now=NOW)

    assert [finding.event for finding in findings] == ["FatalSecurityRisk"]


def test_an_external_doctype_is_not_fetched() -> None:
    wrong = RSS.replace("<rss", '<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss')

    assert lint(wrong.encode(), now=NOW) == ()


@given(st.binary())
@example(b"")
@example(b"<")
@example(b"{")
@example(b'{"items":[{"id":1,"authors":3,"attachments":[1]}],"hubs":1}')
@example(b"[" * 100_000)
@example(b"\xff\xfe")
@example(b"<a>" * 3000)
def test_any_bytes_are_answered(data: bytes) -> None:
    assert isinstance(lint(data, now=NOW), tuple)


@given(
    st.sampled_from(sorted(FEEDS)),
    st.integers(min_value=0, max_value=3000),
    st.integers(min_value=0, max_value=40),
    st.binary(max_size=8),
)
def test_a_feed_with_a_hole_is_answered(feed: str, start: int, length: int, put: bytes) -> None:
    data = FEEDS[feed].encode()

    assert isinstance(lint(data[:start] + put + data[start + length :], now=NOW), tuple)
