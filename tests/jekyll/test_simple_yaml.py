"""The short way through a front matter gives what the long way gives, or nothing."""

import datetime as dt
import zoneinfo

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.jekyll.psych import load_yaml
from reviewkit.jekyll.simple_yaml import simple_mapping

ROME = zoneinfo.ZoneInfo("Europe/Rome")

USUAL = """\
---
title: "Red Kite: a return"
date: 2025-01-20 17:42:44 +0100
categories: [films, thrillers]
tags: ["slow burn", 1917, no]
image:
  path: /red.kite.png
  alt: 'A kite'
links:
  - https://films.example/a
  - b
lang: pt
description:
"""

VALUES = (
    *("a", "2:22", "1,000", "no", "1e3", "a b", "'q'", '"dq"', "'it''s'", '"a\\n"', "[a, b]"),
    *("[]", "[a, ]", "[a,,b]", "['x y', \"z\"]", "2023-01-01", "2023-01-01 10:00", "a: b", "a:b"),
    *("x # c", ":s", "- a", "'a' b", "é", "a\u00a0b", "a\u2028b", "~", "{a: b}", "&a x", "*a", "|"),
    *("a:", "it's", "a?", "é: x", "*", "", "'x", "a\x00", "🎬", "[a: b]", "[-a]", "@x", "%"),
)
KEYS = ("title", "b_c", "x-y", "no", "Null", "é", "1", "<<", "k ", "'k'", "a")

LINES = st.one_of(
    st.builds("{}: {}".format, st.sampled_from(KEYS), st.sampled_from(VALUES)),
    st.builds("{}:".format, st.sampled_from(KEYS)),
    st.builds("  {}: {}".format, st.sampled_from(KEYS), st.sampled_from(VALUES)),
    st.builds("{}- {}".format, st.sampled_from(("", "  ", " ")), st.sampled_from(VALUES)),
    st.sampled_from(("", "# c", "...", "---", "  x", "---  ")),
)


def long_way(block: str) -> object:
    try:
        return load_yaml(block, ROME)
    except yaml.YAMLError:
        return "error"


def test_the_usual_form_takes_the_short_way() -> None:
    found = simple_mapping(USUAL, ROME)

    assert found == load_yaml(USUAL, ROME)
    assert found == {
        "title": "Red Kite: a return",
        "date": dt.datetime(2025, 1, 20, 17, 42, 44, tzinfo=ROME),
        "categories": ["films", "thrillers"],
        "tags": ["slow burn", 1917, False],
        "image": {"path": "/red.kite.png", "alt": "A kite"},
        "links": ["https://films.example/a", "b"],
        "lang": "pt",
        "description": None,
    }


@pytest.mark.parametrize(
    "block",
    [
        *(
            "",
            "---\n",
            "text\n",
            "- a\n",
            "title: a: b\n",
            "title: a:: b\n",
            "title: [a: b]\n",
            "<<: *a\n",
        ),
        *("title: a\n  more\n", "title: |\n  a\n", "title: 'a\n", "no: x\n", "title: a"),
        *("a: b\n- c\n", "a: b\n  c: d\n", "a:\n  no: d\n", "a:\n - b\n  - c\n", "a:\tb\n"),
        *("a: # c\n", "a: b # c\n", 'a: "\\n"\n', "a: &b c\n", "a: 0b_\n"),
    ],
)
def test_any_other_form_takes_the_long_way(block: str) -> None:
    assert simple_mapping(block, ROME) is None


@given(st.lists(LINES, min_size=1, max_size=5), st.sampled_from(("---\n", "")))
@settings(deadline=None, max_examples=1000)
def test_both_ways_lead_to_the_same(lines: list[str], start: str) -> None:
    block = start + "\n".join(lines) + "\n"

    found = simple_mapping(block, ROME)

    assert found is None or repr(found) == repr(long_way(block))


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_text_takes_one_of_the_ways(text: str) -> None:
    found = simple_mapping(f"title: {text}\n", ROME)

    assert found is None or repr(found) == repr(long_way(f"title: {text}\n"))
