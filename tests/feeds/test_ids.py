"""The id of each entry: it never changes, whatever becomes of the post."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.feeds import (
    Feed,
    Identified,
    IdScheme,
    Register,
    identify,
    parse_register,
    register_bytes,
)
from reviewkit.model import RenderedPost, Site

NewFeed = Callable[..., Feed]
NewPost = Callable[..., RenderedPost]
NewSite = Callable[..., Site]


def test_the_permalink_scheme_gives_the_url(
    new_feed: NewFeed, new_post: NewPost, new_site: NewSite
) -> None:
    feed = new_feed(new_post(), site=new_site(), id_scheme="permalink")

    assert feed.entries[0].id == "https://films.example/posts/harbour-lights/"


def test_the_jekyll_feed_scheme_gives_the_absolute_form_of_the_post_id(
    new_feed: NewFeed, new_post: NewPost, new_site: NewSite
) -> None:
    post = new_post(absolute_id="https://films.example//posts/am%C3%A9lie")

    feed = new_feed(post, site=new_site(url="https://Films.example"), id_scheme="jekyll-feed")

    assert feed.entries[0].id == "https://films.example//posts/am%C3%A9lie"


@pytest.mark.parametrize(
    ("plugins", "expected"),
    [
        (("jekyll-feed",), "https://films.example/posts/harbour-lights"),
        (("jekyll-seo-tag", "jekyll-feed"), "https://films.example/posts/harbour-lights"),
        (("jekyll-seo-tag",), "https://films.example/posts/harbour-lights/"),
        ((), "https://films.example/posts/harbour-lights/"),
    ],
)
def test_the_auto_scheme_keeps_the_ids_subscribers_know(
    new_feed: NewFeed, new_post: NewPost, new_site: NewSite, plugins: tuple[str, ...], expected: str
) -> None:
    feed = new_feed(new_post(), site=new_site(plugins=plugins), id_scheme="auto")

    assert feed.entries[0].id == expected


@pytest.mark.parametrize("scheme", ["auto", "permalink", "jekyll-feed"])
def test_a_guid_in_the_front_matter_wins(
    new_feed: NewFeed,
    new_post: NewPost,
    new_site: NewSite,
    scheme: str,
) -> None:
    post = new_post(front_matter={"guid": "tag:films.example,2019:42"})

    feed = new_feed(post, site=new_site(), id_scheme=scheme)

    assert feed.entries[0].id == "tag:films.example,2019:42"


def identified(
    *posts: RenderedPost,
    site: Site,
    register: Register | None = None,
    scheme: IdScheme = "auto",
    hidden: Sequence[RenderedPost] = (),
) -> Identified:
    """Identify posts, which come newest first, as a run of the command does."""
    site = replace(site, posts=tuple(one.post for one in (*posts, *hidden)))
    return identify(site, [one.post for one in posts], register, scheme)


def test_an_id_in_the_register_stays_whatever_the_scheme_the_address_and_the_plug_ins(
    new_post: NewPost, new_site: NewSite
) -> None:
    first = identified(new_post(), site=new_site(plugins=("jekyll-feed",)))
    moved = new_post(url="https://new.example/blog/harbour-lights.html", path="/h.html")
    site = new_site(url="https://new.example", baseurl="/blog")

    again = identified(moved, site=site, register=first.register, scheme="permalink")

    assert first.ids == again.ids == ("https://films.example/posts/harbour-lights",)
    assert first.feed == again.feed == "https://films.example/feed.xml"


@pytest.mark.parametrize(
    ("plugins", "configuration", "expected"),
    [
        ((), {}, "https://films.example/blog/"),
        (("jekyll-feed",), {}, "https://films.example/blog/feed.xml"),
        (("jekyll-feed",), {"feed": {"path": "/a b.xml"}}, "https://films.example/blog/a%20b.xml"),
        (("jekyll-feed",), {"feed": {"path": None}}, "https://films.example/blog/feed.xml"),
        (("jekyll-feed",), {"feed": "yes"}, "https://films.example/blog/feed.xml"),
    ],
)
def test_the_feed_has_the_id_its_subscribers_know(
    new_site: NewSite, plugins: tuple[str, ...], configuration: dict[str, object], expected: str
) -> None:
    site = new_site(baseurl="/blog", plugins=plugins, configuration=configuration)

    assert identified(site=site).feed == expected


def test_a_new_post_at_the_old_address_of_another_has_an_id_of_its_own(
    new_post: NewPost, new_site: NewSite
) -> None:
    old = new_post(text="A text that is long enough to be known again elsewhere.")
    register = identified(old, site=new_site()).register
    moved = new_post(slug="lights", text=old.post.text)
    new = new_post(title="Another", text="New.", date=old.post.date - dt.timedelta(days=9))

    again = identified(moved, new, site=new_site(), register=register)

    assert again.ids == (
        "https://films.example/posts/harbour-lights/",
        "https://films.example/posts/harbour-lights/#2025-01-11",
    )
    assert again.problems == ()
    third = identified(moved, new, site=new_site(), register=again.register)
    assert (third.ids, third.register) == (again.ids, again.register)


def test_a_new_post_never_gets_the_id_of_one_that_is_gone(
    new_post: NewPost, new_site: NewSite
) -> None:
    gone = new_post()
    register = identified(gone, site=new_site()).register
    renamed = identified(new_post(slug="lights"), site=new_site(), register=register).register
    new = new_post(
        title="Another",
        source="_posts/2026-01-01-x.md",
        date=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )

    assert identified(new, site=new_site(), register=renamed).ids[0] not in renamed.posts


def test_of_copies_with_one_guid_the_post_that_had_it_keeps_it(
    new_post: NewPost, new_site: NewSite
) -> None:
    matter = {"guid": "tag:films.example,2025:1"}
    original = new_post(front_matter=matter)
    register = identified(original, site=new_site()).register
    copy = new_post(
        slug="copy", front_matter=matter, date=original.post.date - dt.timedelta(days=400)
    )

    again = identified(original, copy, site=new_site(), register=register)

    assert again.ids == ("tag:films.example,2025:1", "https://films.example/posts/copy/")
    (problem,) = again.problems
    assert str(problem.where) == "_posts/2025-01-20-copy.md:1"


def test_a_hidden_post_keeps_its_guid_from_a_copy(new_post: NewPost, new_site: NewSite) -> None:
    original = new_post(front_matter={"guid": "tag:films.example,2025:1"})
    register = identified(original, site=new_site()).register
    copy = new_post(slug="copy", front_matter=original.post.front_matter)

    again = identified(copy, site=new_site(), register=register, hidden=[original])

    assert again.ids == ("https://films.example/posts/copy/",)


def test_a_guid_gives_a_post_the_id_it_has_lost(new_post: NewPost, new_site: NewSite) -> None:
    register = identified(new_post(), site=new_site()).register
    lost = new_post(
        slug="lights",
        title="Another",
        date=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        front_matter={"guid": "https://films.example/posts/harbour-lights/"},
    )

    again = identified(lost, site=new_site(), register=register)

    assert again.ids == ("https://films.example/posts/harbour-lights/",)
    assert [len(sights) for sights in again.register.posts.values()] == [1]


def test_two_posts_may_exchange_their_ids_by_guid(new_post: NewPost, new_site: NewSite) -> None:
    register = identified(new_post(slug="b"), new_post(slug="a"), site=new_site()).register
    address = "https://films.example/posts/{}/"

    again = identified(
        new_post(slug="b", front_matter={"guid": address.format("a")}),
        new_post(slug="a", front_matter={"guid": address.format("b")}),
        site=new_site(),
        register=register,
    )

    assert again.ids == (address.format("a"), address.format("b"))


def test_a_guid_that_is_taken_away_again_stays(new_post: NewPost, new_site: NewSite) -> None:
    named = new_post(front_matter={"guid": "tag:films.example,2025:1"})
    register = identified(named, site=new_site()).register

    assert identified(new_post(), site=new_site(), register=register).ids == (
        "tag:films.example,2025:1",
    )


@pytest.mark.parametrize("guid", ["just words", "42", 42, ["a"], "//x"])
def test_a_guid_that_is_no_iri_is_a_warning_with_its_line(
    new_post: NewPost, new_site: NewSite, guid: object
) -> None:
    post = new_post(front_matter={"guid": guid}, head="---\ntitle: x\nguid: 5\n---\n")

    found = identified(post, site=new_site())

    assert found.ids == ("https://films.example/posts/harbour-lights/",)
    (problem,) = found.problems
    assert str(problem.where) == "_posts/2025-01-20-harbour-lights.md:3"
    assert 'guid: "tag:films.example,2025:' in problem.fix


@pytest.mark.parametrize(
    ("guid", "expected"),
    [
        ("tag:a.example,2025:100%", "tag:a.example,2025:100%25"),
        ("tag:a.example,2025:%c3%a9", "tag:a.example,2025:%c3%a9"),
        ("tag:a.example,2025:Amélie 映", "tag:a.example,2025:Am%C3%A9lie%20%E6%98%A0"),
        ("urn:uuid:x\x0b", "urn:uuid:x"),
    ],
)
def test_a_guid_is_written_in_ascii(
    new_post: NewPost, new_site: NewSite, guid: str, expected: str
) -> None:
    assert identified(new_post(front_matter={"guid": guid}), site=new_site()).ids == (expected,)


@pytest.mark.parametrize("guid", [None, True, False, "", " "])
def test_an_empty_guid_is_none(new_post: NewPost, new_site: NewSite, guid: object) -> None:
    found = identified(new_post(front_matter={"guid": guid}), site=new_site())

    assert (found.ids, found.problems) == (("https://films.example/posts/harbour-lights/",), ())


def test_of_posts_at_one_address_only_the_newest_has_an_id(
    new_post: NewPost, new_site: NewSite
) -> None:
    newer, older = new_post(source="b.md"), new_post(source="a.md")

    assert identified(newer, older, site=new_site()).ids == (newer.post.url, None)


def test_the_register_keeps_posts_that_are_gone_hidden_or_built_over(
    new_post: NewPost, new_site: NewSite
) -> None:
    gone, hidden, stays = (new_post(slug=slug) for slug in ("gone", "hidden", "stays"))
    first = identified(gone, hidden, stays, site=new_site())

    again = identified(stays, site=new_site(), register=first.register, hidden=[hidden])

    assert again.register == first.register
    assert (
        identified(gone, hidden, stays, site=new_site(), register=again.register).ids == first.ids
    )


def test_hidden_posts_are_not_registered(new_post: NewPost, new_site: NewSite) -> None:
    found = identified(new_post(slug="a"), site=new_site(), hidden=[new_post(slug="secret")])

    assert b"secret" not in register_bytes(found.register)


def test_an_edited_text_is_remembered_so_that_the_post_is_known_after_the_next_move(
    new_post: NewPost, new_site: NewSite
) -> None:
    text = "A text that is long enough to be known again elsewhere. {}"
    first = identified(new_post(text=text.format("teh")), site=new_site())
    second = identified(new_post(text=text.format("the")), site=new_site(), register=first.register)
    moved = new_post(
        slug="moved",
        source="_posts/2026-02-03-moved.md",
        title="Other",
        text=text.format("the"),
        date=dt.datetime(2026, 2, 3, tzinfo=dt.UTC),
    )

    assert identified(moved, site=new_site(), register=second.register).ids == first.ids


NAMES = st.sampled_from(["a", "b", "c"])


@st.composite
def sites(draw: st.DrawFn) -> list[tuple[str, str, str, int, str | None]]:
    """Draw posts: file, address, text, day and guid of each."""
    row = st.tuples(
        *(NAMES, NAMES, NAMES, st.integers(1, 3)),
        st.none() | st.sampled_from(["tag:x", "https://films.example/posts/a/"]),
    )
    return draw(st.lists(row, max_size=3, unique_by=lambda one: one[0]))


@given(history=st.lists(sites(), min_size=1, max_size=4), jekyll=st.booleans())
def test_whatever_happens_no_two_entries_have_one_id_and_each_has_one(
    new_post: NewPost,
    new_site: NewSite,
    history: list[list[tuple[str, str, str, int, str | None]]],
    *,
    jekyll: bool,
) -> None:
    register = None
    for rows in history:
        posts = [
            new_post(
                source=f"_posts/{file}.md",
                slug=path,
                text=text * 40,
                title=text,
                date=dt.datetime(2025, 1, day, 1, 2, 3, tzinfo=dt.UTC),
                front_matter={"guid": guid},
            )
            for file, path, text, day, guid in rows
        ]
        site = new_site(plugins=("jekyll-feed",) if jekyll else ())
        found = identified(*posts, site=site, register=register)
        ids = [one for one in found.ids if one]
        assert len(ids) == len(set(ids)) == len({post.post.url for post in posts})
        register = parse_register(register_bytes(found.register), "ids")
        assert register.posts.keys() >= set(ids)
        assert identified(*posts, site=site, register=register).ids == found.ids
