"""Which posts are announced."""

import datetime as dt
from collections.abc import Mapping

import pytest

from reviewkit.announce import candidates
from reviewkit.config import AnnounceSettings
from reviewkit.model import Post, State

NOW = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)
SETTINGS = AnnounceSettings()


def post(
    slug: str = "harbour-lights",
    *,
    age: dt.timedelta = dt.timedelta(days=1),
    state: State = "published",
    front_matter: Mapping[str, object] | None = None,
) -> Post:
    return Post(
        source=f"_posts/{slug}.md",
        state=state,
        url=f"https://films.example/posts/{slug}/",
        path=f"/posts/{slug}/",
        id=f"/posts/{slug}",
        absolute_id=f"https://films.example/posts/{slug}",
        collection="posts",
        output_path=f"posts/{slug}/index.html",
        slug=slug,
        title=slug,
        date=NOW - age,
        updated=None,
        categories=(),
        tags=(),
        lang=None,
        image=None,
        description=None,
        authors=(),
        is_markdown=True,
        text="",
        text_line=1,
        head="",
        front_matter=front_matter or {},
    )


@pytest.mark.parametrize(
    ("state", "front_matter", "planned"),
    [
        ("published", {}, True),
        ("published", {"announce": True}, True),
        ("published", {"announce": False}, False),
        ("published", {"hidden": True}, True),
        ("draft", {}, False),
        ("draft", {"announce": True}, False),
        ("future", {}, False),
        ("unpublished", {}, False),
    ],
)
def test_only_public_posts_are_announced(
    state: State, front_matter: Mapping[str, object], *, planned: bool
) -> None:
    found = candidates([post(state=state, front_matter=front_matter)], SETTINGS, NOW)

    assert bool(found) is planned


@pytest.mark.parametrize(
    ("age", "too_old"),
    [
        (dt.timedelta(0), False),
        (dt.timedelta(days=7), False),
        (dt.timedelta(days=7, seconds=1), True),
        (dt.timedelta(days=4000), True),
    ],
)
def test_a_post_older_than_the_limit_is_too_old(age: dt.timedelta, *, too_old: bool) -> None:
    (found,) = candidates([post(age=age)], SETTINGS, NOW)

    assert found.too_old is too_old


def test_the_limit_is_a_setting() -> None:
    settings = AnnounceSettings(max_age_days=30)

    (found,) = candidates([post(age=dt.timedelta(days=29))], settings, NOW)

    assert not found.too_old


def test_age_is_a_matter_of_the_moment_and_not_of_the_zone() -> None:
    zone = dt.timezone(dt.timedelta(hours=14))

    (found,) = candidates([post(age=dt.timedelta(days=7))], SETTINGS, NOW.astimezone(zone))

    assert not found.too_old


def test_a_post_that_is_named_is_never_too_old() -> None:
    old = post("old", age=dt.timedelta(days=4000))

    (found,) = candidates([post("new"), old], SETTINGS, NOW, only=["old"])

    assert (found.post.slug, found.too_old) == ("old", False)


@pytest.mark.parametrize("state", ["draft", "future", "unpublished"])
def test_a_post_that_is_named_must_still_be_published(state: State) -> None:
    assert candidates([post("named", state=state)], SETTINGS, NOW, only=["named"]) == []


def test_a_post_that_is_named_may_still_refuse() -> None:
    refusing = post("named", front_matter={"announce": False})

    assert candidates([refusing], SETTINGS, NOW, only=["named"]) == []


def test_posts_keep_their_order() -> None:
    posts = [post(slug) for slug in ("new", "middle", "old")]

    assert [found.post.slug for found in candidates(posts, SETTINGS, NOW)] == [
        "new",
        "middle",
        "old",
    ]
