"""What a server says of its limits, and what is made of it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.servers.mastodon_entities import instance_v1_json, instance_v2_json
from tests.servers.mastodon_kinds import GOTOSOCIAL, MASTODON, OLD_MASTODON, TAKAHE, Kind

from reviewkit.announce.mastodon.limits import ServerLimits

HOME = "http://m.example"
NAMES = st.sampled_from(
    [
        *("configuration", "statuses", "media_attachments", "max_characters", "version"),
        *("api_versions", "mastodon", "supported_mime_types", "image_size_limit"),
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
ANSWERS = st.dictionaries(NAMES, JSON, max_size=3)


def test_the_limits_of_mastodon_are_those_it_says() -> None:
    limits = ServerLimits.said(instance_v2_json(MASTODON, HOME))
    assert limits == ServerLimits(types=MASTODON.mime_types)


def test_another_server_has_other_limits_and_is_not_mastodon() -> None:
    limits = ServerLimits.said(instance_v2_json(GOTOSOCIAL, HOME))
    assert limits == ServerLimits(
        characters=5000, per_url=25, is_mastodon=False, types=GOTOSOCIAL.mime_types
    )


@pytest.mark.parametrize("kind", [OLD_MASTODON, TAKAHE])
def test_without_a_version_of_the_api_nothing_is_taken_for_mastodon(kind: Kind) -> None:
    assert not ServerLimits.said(instance_v1_json(kind, HOME)).is_mastodon


@pytest.mark.parametrize(
    "version", ["0.20.1+git-1a2b3c4", "4.3.0 (compatible; Other 9.1)", "2.7.2", "2025.4.0", "", 4]
)
def test_a_program_that_imitates_the_api_is_not_taken_for_mastodon(version: object) -> None:
    said = {"version": version, "api_versions": {"mastodon": 6}}
    assert not ServerLimits.said(said).is_mastodon


@pytest.mark.parametrize("version", ["4.3.0", "4.5.2", "4.4.0+glitch", "5.0.0-alpha.1"])
def test_a_fork_of_mastodon_is_taken_for_it(version: str) -> None:
    said = {"version": version, "api_versions": {"mastodon": 2, "glitch": 1}}
    assert ServerLimits.said(said).is_mastodon


def test_an_old_server_may_give_the_limit_in_an_old_way() -> None:
    assert ServerLimits.said({"max_toot_chars": 1312}).characters == 1312


@given(ANSWERS)
def test_no_answer_breaks_the_reading(said: dict[str, Any]) -> None:
    limits = ServerLimits.said(said)
    assert limits.characters > 0
    assert limits.types


@given(ANSWERS)
def test_limits_are_kept_as_json(said: dict[str, Any]) -> None:
    limits = ServerLimits.said(said)
    assert ServerLimits.kept(json.loads(json.dumps(limits.facts))) == limits


def test_limits_that_were_kept_by_an_older_version_are_filled_up() -> None:
    assert ServerLimits.kept({"characters": 900, "gone": 3}) == ServerLimits(characters=900)
