"""A post is known again after a move, and never taken for another."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.identity import Known, known_form, recognised
from reviewkit.model import Post

LONG = "It rains for two hours in the harbour, and nobody minds: {}."


def a_post(name: str, **changes: object) -> Post:
    """Make a post whose title, text and date are its own."""
    number = sum(map(ord, name)) % 28 + 1
    post = Post(
        source=f"_posts/2025-01-{number:02}-{name}.md",
        state="published",
        url=f"https://films.example/posts/{name}/",
        path=f"/posts/{name}/",
        id=f"/posts/{name}",
        absolute_id=f"https://films.example/posts/{name}",
        collection="posts",
        output_path=f"posts/{name}/index.html",
        slug=name,
        title=name.title(),
        date=dt.datetime(2025, 1, number, tzinfo=dt.UTC),
        updated=None,
        categories=(),
        tags=(),
        lang=None,
        image=None,
        description=None,
        authors=(),
        is_markdown=True,
        text=LONG.format(name),
        text_line=4,
        head="",
        front_matter={},
    )
    return replace(post, **changes)  # type: ignore[arg-type]


def placed(post: Post, other: Post, *, dated: bool = False) -> Post:
    """Put a post where another is; with `dated` the name of the file has its date as well."""
    date = other.date if dated else post.date
    return replace(
        post, source=other.source, path=other.path, url=other.url, slug=other.slug, date=date
    )


def memory(*posts: Post) -> Mapping[str, Sequence[Known]]:
    """Remember each post under its slug."""
    return {post.slug: (known_form(post),) for post in posts}


def names(*posts: Post, known: Mapping[str, Sequence[Known]]) -> list[str | None]:
    return list(recognised(posts, (), known))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"title": "Another"},
        {"text": "Another."},
        {"date": dt.datetime(2026, 7, 8, tzinfo=dt.UTC)},
        {"path": "/2025/01/fog.html"},
        {"source": "_posts/2026-07-08-fog.md", "path": "/2026/fog/"},
        {"source": "_posts/2026-07-08-mist.md", "path": "/posts/mist/", "title": "Mist"},
        {"source": "_reviews/fog.md", "path": "/reviews/fog/", "text": "Short."},
        {"source": "_posts/x.md", "path": "/x/", "text": "Another."},
        {
            "source": "_posts/2026-07-08-mist.md",
            "path": "/mist/",
            "title": "Mist",
            "date": dt.datetime(2026, 7, 8, tzinfo=dt.UTC),
        },
        {
            "source": "_posts/2025-01-08-mist.md",
            "path": "/mist/",
            "title": "Mist",
            "text": "Another.",
            "front_matter": {"redirect_from": ["https://films.example/posts/fog", "/m/"]},
        },
        {"title": "Another", "text": "Another.", "path": "/elsewhere/"},
    ],
    ids=str,
)
def test_a_post_is_known_again(changes: Mapping[str, object]) -> None:
    fog, others = a_post("fog"), (a_post("rain"), a_post("snow"))
    changed = replace(fog, **changes)  # type: ignore[arg-type]

    assert names(changed, *others, known=memory(fog, *others)) == ["fog", "rain", "snow"]


def test_a_post_with_a_moment_of_its_own_is_known_by_it() -> None:
    moment = dt.datetime(2025, 1, 20, 17, 42, 44, tzinfo=dt.UTC)
    fog = a_post("fog", date=moment)
    changed = a_post("mist", date=moment)

    assert names(changed, known=memory(fog)) == ["fog"]


@pytest.mark.parametrize("clock", [(0, 0), (9, 0), (9, 30)], ids=str)
def test_posts_planned_for_one_round_hour_are_two(clock: tuple[int, int]) -> None:
    moment = dt.datetime(2025, 1, 20, *clock, tzinfo=dt.UTC)
    fog, mist = a_post("fog", date=moment), a_post("mist", date=moment)

    assert names(mist, known=memory(fog)) == [None]


@pytest.mark.parametrize("dated", [False, True])
@pytest.mark.parametrize("text", [LONG, "{}."], ids=["long", "short"])
def test_posts_that_swap_their_names_keep_their_memories(text: str, *, dated: bool) -> None:
    fog, rain = (a_post(name, text=text.format(name)) for name in ("fog", "rain"))

    swapped = placed(fog, rain, dated=dated), placed(rain, fog, dated=dated)

    assert names(*swapped, known=memory(fog, rain)) == ["fog", "rain"]


def test_posts_without_titles_of_their_own_that_swap_their_names_keep_their_memories() -> None:
    fog, rain = a_post("fog"), a_post("rain")

    swapped = (
        replace(placed(fog, rain, dated=True), title="Rain"),
        replace(placed(rain, fog, dated=True), title="Fog"),
    )

    assert names(*swapped, known=memory(fog, rain)) == ["fog", "rain"]


def test_three_posts_that_change_places_in_a_ring_keep_their_memories() -> None:
    fog, rain, snow = map(a_post, ("fog", "rain", "snow"))

    ring = placed(fog, rain), placed(rain, snow), placed(snow, fog)

    assert names(*ring, known=memory(fog, rain, snow)) == ["fog", "rain", "snow"]


def test_a_new_post_under_the_old_name_of_another_is_new() -> None:
    fog = a_post("fog")
    moved = placed(fog, a_post("mist"))
    new = a_post("fog", title="New", text=LONG.format("new"), date=moved.date)

    assert names(new, moved, known=memory(fog)) == [None, "fog"]


def test_a_copy_is_new_while_the_post_stays() -> None:
    fog = a_post("fog")
    copy = placed(fog, a_post("copy"))

    assert names(copy, fog, known=memory(fog)) == [None, "fog"]


def test_a_copy_of_a_stub_is_new_although_the_post_has_its_text_by_now() -> None:
    stub = a_post("fog", text="The review follows as soon as the film has been seen, on Monday.")
    finished = replace(stub, text=LONG.format("fog"))
    copy = a_post("rain", text=stub.text)

    assert names(copy, finished, known=memory(stub)) == [None, "fog"]


def test_a_copy_of_a_stub_is_new_although_the_post_has_its_title_too_by_now() -> None:
    stub = a_post("fog", title="Soon", text=LONG.format("soon"))
    finished = replace(stub, title="Fog", text=LONG.format("fog"))
    copy = a_post("rain", title="Soon", text=stub.text)

    assert names(copy, finished, known=memory(stub)) == [None, "fog"]


def test_a_hidden_post_holds_its_memory_against_a_copy() -> None:
    fog = a_post("fog")
    copy = placed(fog, a_post("copy"))

    assert recognised([copy], [fog], memory(fog)) == (None, "fog")


def test_a_hidden_copy_does_not_hold_the_memory_of_a_post_that_moved() -> None:
    fog = a_post("fog")
    moved, copy = placed(fog, a_post("mist")), placed(fog, a_post("copy"))

    assert recognised([moved], [copy], memory(fog)) == ("fog", None)


def test_the_next_part_of_a_series_is_new_although_a_part_is_gone() -> None:
    parts = [
        a_post(
            "links",
            title="Links of the week",
            slug=f"links-{day}",
            source=f"_posts/2025-02-{day:02}-links.md",
            path=f"/2025/02/{day:02}/links/",
            text=LONG.format(day),
            date=dt.datetime(2025, 2, day, tzinfo=dt.UTC),
        )
        for day in (1, 8, 15, 22)
    ]

    assert names(*parts[1:], known=memory(*parts[:3])) == ["links-8", "links-15", None]


def test_two_sights_of_one_post_are_one_memory() -> None:
    fog = a_post("fog")
    edited = replace(fog, title="Fog, corrected")
    known = {"fog": (known_form(fog), known_form(edited))}

    assert names(replace(fog, text="New."), known=known) == ["fog"]


def test_of_two_posts_at_one_memory_the_older_keeps_it() -> None:
    fog, rain = a_post("fog"), a_post("rain")
    known = {"shared": (known_form(fog), known_form(rain))}

    assert names(rain, fog, known=known) == [None, "shared"]


def test_films_whose_names_are_numbers_are_told_apart() -> None:
    film = a_post("1917", source="_posts/2025-01-02-1917.md", title="War")
    other = a_post("2001", source="_posts/2025-01-03-2001.md", title="War")
    moved = replace(
        film,
        source="_posts/2025-03-04-1917.md",
        path="/2025/03/04/1917/",
        text="New.",
        date=dt.datetime(2025, 3, 4, tzinfo=dt.UTC),
    )

    assert names(moved, known=memory(film, other)) == ["1917"]


def test_a_page_bundle_has_the_name_of_its_folder() -> None:
    fog = a_post("fog", source="content/2025/fog/index.md", title="Film")
    rain = a_post("rain", source="content/2025/rain/index.md", title="Film")
    moved = a_post("fog", source="content/fog/index.md", title="Film", path="/f/", text="New.")

    again = replace(moved, date=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))

    assert names(again, known=memory(fog, rain)) == ["fog"]


@pytest.mark.parametrize("named", [None, 5, ["/posts/fog", 7, None], "//[", ["http://["]])
def test_a_former_address_that_is_none_does_no_harm(named: object) -> None:
    fog = a_post("fog")
    changed = a_post("mist", front_matter={"redirect_from": named})

    assert names(changed, known=memory(fog)) in ([None], ["fog"])


FEW = st.sampled_from(["a", "b", "c"])
POSTS = st.lists(
    st.builds(
        lambda name, source, title, text, day: a_post(
            name,
            source=f"_posts/{source}.md",
            title=title,
            text=text,
            date=dt.datetime(2025, 1, 1, 1, 1, day, tzinfo=dt.UTC),
        ),
        *(FEW, st.sampled_from(["a", "b", "c", "d"]), FEW),
        st.sampled_from(["", "a", LONG, LONG * 2]),
        st.integers(1, 3),
    ),
    max_size=4,
    unique_by=lambda post: post.source,
)


@given(before=POSTS, after=POSTS, hidden=POSTS)
@settings(max_examples=300)
def test_no_two_posts_ever_have_one_memory(
    before: list[Post], after: list[Post], hidden: list[Post]
) -> None:
    known = {str(number): (known_form(post),) for number, post in enumerate(before)}

    found = [one for one in recognised(after, hidden, known) if one is not None]

    assert len(found) == len(set(found))
    assert set(found) <= known.keys()


@given(posts=POSTS)
def test_posts_that_did_not_change_have_their_own_memories(posts: list[Post]) -> None:
    known = {str(number): (known_form(post),) for number, post in enumerate(posts)}

    assert recognised(posts, (), known) == tuple(known)


@given(before=POSTS, after=POSTS, data=st.data())
def test_the_order_of_the_memories_does_not_matter(
    before: list[Post], after: list[Post], data: st.DataObject
) -> None:
    known = {str(number): (known_form(post),) for number, post in enumerate(before)}
    mixed = dict(data.draw(st.permutations(list(known.items()))))

    assert recognised(after, (), known) == recognised(after, (), mixed)
