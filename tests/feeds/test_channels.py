"""Which feeds a site has, and which posts stand in each."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.config import FeedSettings, MoreFeeds
from reviewkit.feeds import Channel, channels, public
from reviewkit.feeds.channels import at_least
from reviewkit.markdown.rating import read_score
from reviewkit.model import Author, Post, Rating, RenderedPost, Site, State

NewPost = Callable[..., RenderedPost]
NewSite = Callable[..., Site]


def posts(new_post: NewPost, count: int) -> tuple[Post, ...]:
    return tuple(new_post(slug=f"post-{number}").post for number in range(count))


def main(site: Site, limit: int = 20) -> Channel:
    return channels(site, FeedSettings(limit=limit), public(site), lambda _: None)[0]


@pytest.mark.parametrize(
    ("state", "front_matter", "shown"),
    [
        ("published", {}, True),
        ("draft", {}, False),
        ("future", {}, False),
        ("unpublished", {}, False),
        ("published", {"hidden": True}, False),
        ("published", {"hidden": False}, True),
        ("published", {"feed": False}, False),
        ("published", {"feed": True}, True),
        ("published", {"draft": True}, False),
        ("published", {"draft": False}, True),
        ("published", {"draft": "true"}, True),
        ("draft", {"feed": True}, False),
        ("future", {"hidden": False}, False),
    ],
)
def test_only_public_posts_are_shown(
    new_post: NewPost,
    new_site: NewSite,
    state: State,
    front_matter: Mapping[str, object],
    *,
    shown: bool,
) -> None:
    post = new_post(state=state, front_matter=front_matter).post

    assert bool(public(new_site(posts=(post,)))) is shown


def test_the_feed_of_all_has_the_public_posts_in_the_order_of_the_site(
    new_post: NewPost, new_site: NewSite
) -> None:
    draft = new_post(slug="draft", state="draft").post
    hidden = new_post(slug="hidden", front_matter={"hidden": True}).post
    site = new_site(posts=(draft, *posts(new_post, 1), hidden, *posts(new_post, 3)[1:]))

    assert main(site).places == (1, 3, 4)


def test_the_limit_comes_from_the_settings(new_post: NewPost, new_site: NewSite) -> None:
    assert main(new_site(posts=posts(new_post, 2)), limit=100).limit == 100


def more(
    site: Site, *tables: MoreFeeds, ratings: Mapping[int, Rating] | None = None
) -> list[Channel]:
    """Give the feeds of `[[feed.more]]` tables."""
    known = ratings or {}
    found = channels(site, FeedSettings(more=tables), public(site), known.get)
    return list(found[1:])


def tagged(new_post: NewPost, new_site: NewSite, *tags: tuple[str, ...]) -> Site:
    """Make a site whose posts, newest first, have these tags."""
    return new_site(
        posts=tuple(
            new_post(slug=f"p{number}", tags=one, categories=()).post
            for number, one in enumerate(tags)
        )
    )


def test_by_gives_a_feed_for_each_value_with_its_posts(
    new_post: NewPost, new_site: NewSite
) -> None:
    site = tagged(new_post, new_site, ("b", "a"), ("b",), ("a", "a"))

    found = more(site, MoreFeeds(by="tag"))

    assert [(one.folder, one.name, one.places) for one in found] == [
        ("feeds/tag/a/", "a", (0, 2)),
        ("feeds/tag/b/", "b", (0, 1)),
    ]


def test_conditions_are_joined_and_divided(new_post: NewPost, new_site: NewSite) -> None:
    site = tagged(new_post, new_site, ("a", "b"), ("a",), ("b",))

    (both,) = more(site, MoreFeeds(tag="a", collection="posts"))
    divided = more(site, MoreFeeds(tag="a", by="tag"))

    assert (both.folder, both.name) == ("feeds/tag/a/collection/posts/", "a, posts")
    assert [(one.name, one.places) for one in divided] == [("a, a", (0, 1)), ("a, b", (0,))]


def test_a_table_for_one_tag_stands_in_for_that_of_all_tags(
    new_post: NewPost, new_site: NewSite
) -> None:
    site = tagged(new_post, new_site, ("a", "b"))

    found = more(site, MoreFeeds(by="tag"), MoreFeeds(tag="a", title="Best", limit=3, archive=True))

    assert [(one.folder, one.title, one.limit, one.archive, one.table) for one in found] == [
        ("feeds/tag/a/", "Best", 3, True, 1),
        ("feeds/tag/b/", "", 20, False, 0),
    ]


def test_two_tables_with_one_folder_and_other_posts_stay_two(
    new_post: NewPost, new_site: NewSite
) -> None:
    site = tagged(new_post, new_site, ("x",))

    found = more(site, MoreFeeds(tag="x", folder="f"), MoreFeeds(category="x", folder="f"))

    assert [one.folder for one in found] == ["feeds/f/", "feeds/f/"]


def test_names_that_look_the_same_are_one_tag(new_post: NewPost, new_site: NewSite) -> None:
    site = tagged(new_post, new_site, ("Am\u00e9lie",), ("Ame\u0301lie ",), ("x\x00",))

    found = more(site, MoreFeeds(by="tag"), MoreFeeds(tag="Ame\u0301lie"))

    assert [(one.name, one.places) for one in found] == [("Am\u00e9lie", (0, 1)), ("x", (2,))]


def test_the_tag_used_first_keeps_its_folder(new_post: NewPost, new_site: NewSite) -> None:
    old = tagged(new_post, new_site, ("drama",))
    new = tagged(new_post, new_site, ("Drama",), ("drama",))

    (before,) = more(old, MoreFeeds(by="tag"))
    after = {one.name: one.folder for one in more(new, MoreFeeds(by="tag"))}

    assert after["drama"] == before.folder == "feeds/tag/drama/"
    assert after["Drama"].startswith("feeds/tag/drama-")


def test_a_tag_nobody_has_gives_an_empty_feed_in_a_folder_of_its_own(
    new_post: NewPost, new_site: NewSite
) -> None:
    site = tagged(new_post, new_site, ("drama",))

    found = more(site, MoreFeeds(by="tag"), MoreFeeds(tag="Drama"), MoreFeeds(tag="DRAMA"))

    assert [one.places for one in found] == [(0,), (), ()]
    assert len({one.folder for one in found}) == 3


def test_posts_that_name_nobody_are_by_the_author_of_the_site(
    new_post: NewPost, new_site: NewSite
) -> None:
    guest = new_post(slug="guest", authors=(Author(name="Bo"), Author(name="Cy"))).post
    site = new_site(posts=(guest, new_post().post))

    found = more(site, MoreFeeds(by="author"))

    assert {one.name: one.places for one in found} == {
        "Ada Reviewer": (1,),
        "Bo": (0,),
        "Cy": (0,),
    }


@pytest.mark.parametrize(
    ("folder", "own", "expected"),
    [
        ("feeds", None, "feeds/tag/a/"),
        ("feeds/", "x/", "feeds/x/"),
        ("./", "x", "x/"),
        (".", ".", ""),
        ("a//b", "./c", "a/b/c/"),
    ],
)
def test_folders_are_written_in_their_shortest_form(
    new_post: NewPost, new_site: NewSite, folder: str, own: str | None, expected: str
) -> None:
    site = tagged(new_post, new_site, ("a",))
    settings = FeedSettings(folder=folder, more=(MoreFeeds(tag="a", folder=own),))

    found = channels(site, settings, public(site), lambda _: None)

    assert found[1].folder == expected


def rating(text: str) -> Rating:
    score = read_score(text)
    assert score is not None
    return Rating(text=text, html=text, value=score.value, best=score.best)


@pytest.mark.parametrize("text", ["7/10", "3.5/5", "70%", "★★★½", "3.5 stars", "14/20", "7,0/10"])
def test_ratings_of_all_scales_reach_seven_of_ten(text: str) -> None:
    assert at_least(rating(text), "7/10")
    assert at_least(rating(text), "3.5/5")
    assert not at_least(rating(text), "7.1/10")


@pytest.mark.parametrize(
    ("value", "least", "reached"),
    [
        (8, "7/10", True),
        (6, "7/10", False),
        (8, "3.5/5", False),
        (4, "3.5/5", True),
        (None, "0/5", False),
    ],
)
def test_a_rating_without_a_scale_is_on_the_scale_asked_for(
    value: float | None, least: str, *, reached: bool
) -> None:
    assert at_least(Rating(text="", html="", value=value, best=None), least) is reached


def test_a_review_without_a_rating_reaches_nothing() -> None:
    assert not at_least(None, "0/10")


@given(tenths=st.integers(0, 100))
def test_the_same_share_of_another_scale_is_reached_exactly(tenths: int) -> None:
    same = Rating(text="", html="", value=tenths / 20, best=5.0)

    assert at_least(same, f"{tenths / 10}/10")
    assert not at_least(same, f"{tenths / 10 + 0.1:.1f}/10")


def test_only_feeds_by_rating_ask_for_ratings_and_only_of_posts_that_fit(
    new_post: NewPost, new_site: NewSite
) -> None:
    site = tagged(new_post, new_site, ("a",), ("b",), ("a",))
    asked: list[int] = []
    settings = FeedSettings(more=(MoreFeeds(by="tag"), MoreFeeds(tag="a", rating="7/10")))

    channels(site, settings, public(site), asked.append)

    assert sorted(asked) == [0, 2]


NAMES = st.text(st.sampled_from("aA+#/.\x00🎬映é\u0301 "), max_size=4) | st.text(max_size=4)


@given(
    tags=st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=5),
    tables=st.lists(st.builds(MoreFeeds, tag=NAMES.filter(str.strip)), max_size=3),
)
def test_any_names_give_each_tag_one_feed_with_all_its_posts(
    new_post: NewPost,
    new_site: NewSite,
    tags: list[tuple[str, str]],
    tables: list[MoreFeeds],
) -> None:
    site = tagged(new_post, new_site, *tags)

    found = more(site, MoreFeeds(by="tag"), *tables)

    assert len({one.folder for one in found}) == len(found)
    assert len({one.name for one in found}) == len(found)
    shown = {place for one in found for place in one.places}
    assert shown >= {n for n, names in enumerate(tags) if any(map(str.isalnum, names))}


def test_fractions_that_no_float_holds_are_compared_exactly() -> None:
    assert at_least(Rating(text="", html="", value=0.06, best=3.0), "0.1/5")
