"""What a hub's answer means, and that nothing secret or unprintable is shown of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.cli.hub_answers import Outcome, fault_of, judged, masked, unanswered

HUB = "https://hub.example/publish"
NOON = "Mon, 20 Jan 2025 12:00:00 GMT"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, "accepted"),
        (202, "accepted"),
        (204, "accepted"),
        (304, "refused"),
        (307, "refused"),
        (400, "refused"),
        (404, "refused"),
        (410, "refused"),
        (408, "later"),
        (425, "later"),
        (429, "later"),
        (500, "later"),
        (503, "later"),
        (999, "later"),
    ],
)
def test_the_status_says_what_came_of_it(status: int, outcome: Outcome) -> None:
    assert judged(HUB, status, {}, "").outcome == outcome


def test_a_refusal_has_the_words_of_the_hub() -> None:
    told = judged(HUB, 400, {}, "  no such\n topic ")

    assert (told.words, told.status) == ("HTTP 400: no such topic", 400)


def test_a_hub_without_words_is_shown_by_its_status() -> None:
    assert judged(HUB, 404, {}, " \n").words == "HTTP 404"


def test_the_words_of_a_hub_are_bounded_and_printable() -> None:
    told = judged(HUB, 400, {}, "\x1b[31mred\x9b2J \u202eleft\r\n" + "x" * 5000)

    assert told.words.startswith("HTTP 400: [31mred 2J left xxx")
    assert len(told.words) <= 220
    assert told.words.isprintable()


@pytest.mark.parametrize(
    ("after", "date", "seconds"),
    [
        ("120", "", 120),
        (" 0 ", "", 0),
        ("Mon, 20 Jan 2025 12:01:30 GMT", NOON, 90),
        ("Mon, 20 Jan 2025 11:00:00 GMT", NOON, 0),
        ("Mon, 20 Jan 2025 12:01:30 GMT", "", None),
        ("soon", NOON, None),
        ("-5", NOON, None),
        ("9" * 400, NOON, None),
        ("٣", NOON, None),
        ("", NOON, None),
    ],
)
def test_the_rest_a_hub_asks_for_is_read(after: str, date: str, seconds: int | None) -> None:
    told = judged(HUB, 429, {"retry-after": after, "date": date}, "")

    assert told.retry_after == seconds


def test_a_redirect_names_the_address_that_is_meant() -> None:
    told = judged(HUB, 301, {"location": "/new?token=hush"}, "")

    assert "https://hub.example/new?…" in told.words
    assert "hush" not in told.words


@pytest.mark.parametrize("location", ["http://[", "", "\x00"])
def test_a_redirect_to_nowhere_is_a_refusal_all_the_same(location: str) -> None:
    assert judged(HUB, 302, {"location": location}, "").outcome == "refused"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (HUB, HUB),
        ("https://hub.example/?token=hush", "https://hub.example/?…"),
        ("https://hub.example/#hush", "https://hub.example/"),
        ("https://ada:hush@hub.example/", "https://…@hub.example/"),
        ("https://hush@hub.example:8443/a", "https://…@hub.example:8443/a"),
        ("ada:hush@hub.example", "ada:…@hub.example"),
        ("https://hub.example/@ada", "https://hub.example/@ada"),
        ("https://hub.example/\x1b[2J", "https://hub.example/ [2J"),
    ],
)
def test_what_may_be_secret_in_an_address_is_not_shown(address: str, shown: str) -> None:
    assert masked(address) == shown


@pytest.mark.parametrize(
    "hub",
    [
        "https://hub.example/?token=hush%21%21",
        "https://hub.example/?hush!!",
        "https://ada:hush!!@hub.example/",
        "https://hush!!@hub.example/",
    ],
)
def test_a_hub_that_repeats_a_secret_does_not_bring_it_to_the_screen(hub: str) -> None:
    told = judged(hub, 400, {}, f"bad request to {hub}, token hush!! unknown")

    assert "hush" not in told.words
    assert "hush" not in unanswered(hub, f"cannot reach {hub} (hush!!)").words


@pytest.mark.parametrize(
    "hub",
    [
        "https://hub.example/?token=a",
        "http://hub.example/",
        "http://127.0.0.1:8080/?token=a",
        "https://hüb.example/",
    ],
)
def test_these_hubs_may_be_told(hub: str) -> None:
    assert fault_of(hub) is None


@pytest.mark.parametrize(
    "hub",
    [
        "",
        "hub.example",
        "ftp://hub.example/",
        "https://",
        "https://[hub",
        "https://hub.example:99999/",
        "https://hub.example:0/",
        f"https://{'ü' * 70}.example/",
        "http://hub.example/?token=a",
        "http://ada:word@hub.example/",
    ],
)
def test_nothing_is_sent_to_these(hub: str) -> None:
    assert fault_of(hub)


@given(st.text(), st.integers(100, 999), st.dictionaries(st.text(), st.text()), st.text())
def test_whatever_a_hub_says_is_judged(
    hub: str, status: int, headers: dict[str, str], said: str
) -> None:
    told = judged(hub, status, headers, said)

    assert told.words.isprintable()
    assert fault_of(hub) is None or fault_of(hub)
    assert masked(hub).isprintable()


@given(st.text(), st.text())
def test_whatever_stands_in_retry_after_is_read_or_left(after: str, date: str) -> None:
    wait = judged(HUB, 503, {"retry-after": after, "date": date}, "").retry_after

    assert wait is None or wait >= 0
