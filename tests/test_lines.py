"""The line a message points at is the one where the key is set."""

import pytest

from reviewkit.lines import setting_line

TOML = '''\
title = "[[feed.more]]"   # tag = "no"
text = """
[feed]
limit = 1
"""
feed.limit = 5
feed.paths = { rss = "a = {", atom = "x" }

[feed.other]
"odd key" = [1, 2, [3]]
more = [
  { tag = "a", title = "b" },
  { tag = "c" },
]

[[feed.more]]
tag = "]"

[[ feed . more ]] # second
title = \'\'\'
tag = 3\'\'\'
limit = 3
[feed.more.deep]
x = 1
[last]
limit = 9
'''
YAML = """\
limit: 1
reviewkit:
  feed:
    limit: 2
    more:
    - tag: a
      limit: 3
    -   title: "tag: x"
        tag: b
    paths: {atom: a, rss: b}
  1: 2
"""


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("title", 1),
        ("feed.limit", 6),
        ("feed.paths", 7),
        ("feed.paths.atom", 7),
        ("feed.other", 9),
        ("feed.other.odd key", 10),
        ("feed.other.more[0].title", 12),
        ("feed.other.more[1].tag", 13),
        ("feed.other.more[1].title", 13),
        ("feed.more", 16),
        ("feed.more[0].tag", 17),
        ("feed.more[0].title", 16),
        ("feed.more[1].title", 20),
        ("feed.more[1].tag", 19),
        ("feed.more[1]", 19),
        ("feed.more[1].limit", 22),
        ("feed.more[1].deep.x", 24),
        ("last.limit", 26),
        ("feed.hubs", None),
        ("last.tag", None),
    ],
)
def test_a_key_of_a_toml_file_is_found(key: str, line: int | None) -> None:
    assert setting_line(TOML, key, toml=True) == line


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("limit", 1),
        ("reviewkit", 2),
        ("reviewkit.feed.limit", 4),
        ("reviewkit.feed.more[0].limit", 7),
        ("reviewkit.feed.more[1].tag", 9),
        ("reviewkit.feed.more[1].limit", 8),
        ("reviewkit.feed.paths.rss", 10),
        ("reviewkit.1", 11),
        ("reviewkit.feed.hubs", None),
    ],
)
def test_a_key_of_a_yaml_file_is_found(key: str, line: int | None) -> None:
    assert setting_line(YAML, key, toml=False) == line


def test_broken_yaml_has_no_lines() -> None:
    assert setting_line("a: [", "a", toml=False) is None
