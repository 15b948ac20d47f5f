"""Real Ruby is asked what dates, YAML and URLs mean, thousands of each."""

import datetime as dt
import functools
import re
import zoneinfo
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from tests.oracles.jekyll import Jekyll
from tests.oracles.ruby import OracleError
from tests.oracles.ruby_values import date_texts, url_texts, yaml_texts

from reviewkit.jekyll.addressable import encoded, normalized
from reviewkit.jekyll.dates import parse_date
from reviewkit.jekyll.psych import load_yaml
from reviewkit.jekyll.ruby import as_text
from reviewkit.jekyll.slugify import Mode, slugify, titleize

pytestmark = pytest.mark.integration

NOW = 1767229323
ERROR = "error"

ZONES = (
    *("UTC", "Europe/Rome", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"),
    *("America/St_Johns", "America/Santiago", "Asia/Kathmandu", "Atlantic/Azores", "Pacific/Apia"),
)
LOAD = """
tell = lambda do |v|
  case v
  when nil, true, false, String then v
  when Time then "time " + v.getutc.strftime("%F %T")
  when Date then "date #{v}"
  when Hash then v.map { |k, x| [k.to_s, tell.(x)] }.to_h
  when Array then v.map { |x| tell.(x) }
  else "#{v.class} #{v}"
  end
end
tell.(Jekyll::Utils.safe_load_yaml(text))
"""


@pytest.fixture(scope="module")
def jekyll() -> Iterator[Jekyll]:
    """Give a running Ruby that has loaded Jekyll."""
    with Jekyll() as running:
        yield running


def theirs(jekyll: Jekyll, code: str, text: str, zone: str = "UTC") -> Any:  # noqa: ANN401 -- JSON
    try:
        return jekyll.ruby(code, text, zone=zone, now=NOW)
    except OracleError:
        return ERROR


def mine(make: Callable[[str], Any], text: str) -> Any:  # noqa: ANN401 -- as the oracle
    try:
        return make(text)
    except (ValueError, OverflowError, yaml.YAMLError):
        return ERROR


@pytest.mark.parametrize("zone", ZONES)
def test_a_date_means_what_it_means_to_ruby(jekyll: Jekyll, zone: str) -> None:
    now = dt.datetime.fromtimestamp(NOW, dt.UTC)
    place = zoneinfo.ZoneInfo(zone)

    def parsed(text: str) -> str:
        return parse_date(text, place, now).isoformat()

    wrong, read = [], 0
    for text in date_texts(ZONES.index(zone), 400):
        expected = theirs(jekyll, "Time.parse(text).localtime.strftime('%FT%T%:z')", text, zone)
        if expected != ERROR and not re.match(r"(19|20)\d\d-", expected):
            continue
        found = mine(parsed, text)
        read += expected != ERROR
        if found[:25] != expected:
            wrong.append((text, found, expected))

    assert wrong == []
    assert read > 250


def test_yaml_means_what_it_means_to_ruby(jekyll: Jekyll) -> None:
    zone = "Europe/Rome"

    def loaded(text: str) -> object:
        return told(load_yaml(text, zoneinfo.ZoneInfo(zone)))

    wrong, read = [], 0
    for text in yaml_texts(5, 3000):
        expected = theirs(jekyll, LOAD, text, zone)
        found = mine(loaded, text)
        read += expected != ERROR
        if found != expected:
            wrong.append((text, found, expected))

    assert wrong == []
    assert read > 1000


def told(value: object) -> object:
    match value:
        case None | bool() | str():
            return value
        case dt.datetime():
            return f"time {value.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S}"
        case dt.date():
            return f"date {value}"
        case dict():
            return {key: told(item) for key, item in value.items()}
        case list():
            return [told(item) for item in value]
        case _:
            return f"{'Integer' if isinstance(value, int) else 'Float'} {as_text(value)}"


MODES: tuple[Mode, ...] = ("none", "raw", "default", "pretty", "ascii", "latin")


def test_urls_and_slugs_are_written_as_ruby_writes_them(jekyll: Jekyll) -> None:
    ways: list[tuple[str, Callable[[str], str]]] = [
        ("Jekyll::URL.escape_path(text)", encoded),
        (
            "Addressable::URI.parse('https://A.example:443/' + text).normalize.to_s",
            lambda text: normalized(f"https://A.example:443/{text}"),
        ),
        ("Jekyll::Utils.titleize_slug(text)", titleize),
    ]
    for mode in MODES:
        code = f"Jekyll::Utils.slugify(text, mode: '{mode}')"
        ways.append((code, functools.partial(slugify, mode=mode)))
    wrong = []
    for number, (code, make) in enumerate(ways):
        for text in url_texts(number, 300):
            expected = theirs(jekyll, code, text)
            found = mine(make, text)
            if found != expected:
                wrong.append((code, text, found, expected))

    assert wrong == []
