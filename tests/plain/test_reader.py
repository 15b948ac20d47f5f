"""A plain folder is read into the same `Site` as a Jekyll site; what is in doubt is left out."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from reviewkit.errors import ConfigurationError
from reviewkit.model import Author, Post, Site

Read = Callable[..., Site]
GOOD = {"content/good.md": "---\ntitle: Good\ndate: 2025-01-01\n---\nx\n"}


def only(site: Site) -> Post:
    assert [str(problem) for problem in site.problems] == []
    (post,) = site.posts
    return post


def head(text: str) -> dict[str, str]:
    return {"content/a.md": f"---\ntitle: A\ndate: 2025-01-20\n{text}\n---\nText\n"}


def test_a_post_has_everything_its_front_matter_says(read: Read) -> None:
    site = read(
        {
            "content/films/the-kite.md": "---\ntitle: The Kite\ndate: 2025-01-20T10:00:00+01:00\n"
            "lastmod: 2025-02-01\ncategories: [Films]\ntags: [wind, 1955]\ndescription: Up.\n"
            "author: Bea\nlang: pt\nguid: tag:x\n---\nText\n"
        },
        'title = "F"\nlang = "en"\nauthor = "Ana"\ntimezone = "Europe/Rome"\ndestination = "out"',
    )

    post = only(site)

    assert (post.source, post.state) == ("content/films/the-kite.md", "published")
    assert post.url == "https://films.example/reviews/films/the-kite/"
    assert (post.path, post.id) == ("/reviews/films/the-kite/", "/reviews/films/the-kite")
    assert post.output_path == "reviews/films/the-kite/index.html"
    assert (post.slug, post.title) == ("the-kite", "The Kite")
    assert post.date.isoformat() == "2025-01-20T10:00:00+01:00"
    assert post.updated is not None
    assert post.updated.isoformat() == "2025-02-01T00:00:00+01:00"
    assert (post.categories, post.tags) == (("Films",), ("wind", "1955"))
    assert (post.lang, post.description, post.authors) == ("pt", "Up.", (Author(name="Bea"),))
    assert (post.text, post.text_line) == ("Text\n", 12)
    assert post.front_matter["guid"] == "tag:x"
    assert (site.title, site.lang, site.author) == ("F", "en", Author(name="Ana"))
    assert site.destination == site.root / "out"


def test_an_address_with_a_path_is_address_and_base(read: Read) -> None:
    site = read(GOOD, 'url = "https://ana.example/films/"')

    assert (site.url, site.baseurl) == ("https://ana.example", "/films")
    assert only(site).url == "https://ana.example/films/reviews/good/"
    assert only(site).path == "/reviews/good/"


def test_the_newest_post_comes_first(read: Read) -> None:
    site = read({**GOOD, "content/2025-03-01-b.md": "---\ntitle: B\n---\n", **head("")})

    assert [post.title for post in site.posts] == ["B", "A", "Good"]


@pytest.mark.parametrize(
    "text",
    [
        "pubDate: 2025-01-20", "publishDate: 2025-01-20", "pubDatetime: 2025-01-20T00:00:00Z",
        "Date: 2025-01-20", "published: 2025-01-20", "date: 2025-01-20\npubDate: 2024-01-01",
    ],
)  # fmt: skip
def test_a_date_has_many_names(read: Read, text: str) -> None:
    post = only(read({"content/a.md": f"---\ntitle: A\n{text}\n---\n"}))

    assert post.date == dt.datetime(2025, 1, 20, tzinfo=dt.UTC)


def test_a_date_in_the_name_of_the_file_is_the_date_where_nothing_else_is(read: Read) -> None:
    files = {"content/2025-01-20-a.md": "---\ntitle: A\n---\n"}

    assert only(read(files)).date == dt.datetime(2025, 1, 20, tzinfo=dt.UTC)
    files = {"content/2025-01-20-a.md": "---\ntitle: A\ndate: 2025-05-05\n---\n"}
    assert only(read(files)).date == dt.datetime(2025, 5, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("draft: false", "published"),
        ("draft: true", "draft"),
        ("published: true", "published"),
        ("published: false", "unpublished"),
        ("permalink: false", "unpublished"),
        ("render: false", "unpublished"),
        ("build: {render: never}", "unpublished"),
        ("status: draft", "draft"),
        ("status: hidden", "unpublished"),
        ("status: whatever", "published"),
        ("publishDate: 2999-01-01", "future"),
        ("publishDate: 2025-01-01", "published"),
        ("expiryDate: 2025-06-01", "unpublished"),
        ("expiryDate: 2999-06-01", "published"),
    ],
)
def test_what_is_not_public_is_not_published(read: Read, text: str, state: str) -> None:
    assert only(read(head(text))).state == state


def test_a_post_of_tomorrow_is_in_the_future(read: Read) -> None:
    assert only(read({"content/2026-01-02-a.md": "---\ntitle: A\n---\n"})).state == "future"


@pytest.mark.parametrize(
    ("text", "slug", "path"),
    [
        ("slug: b", "b", "/reviews/b/"),
        ("slug: 1917", "1917", "/reviews/1917/"),
        ("slug: ''", "a", "/reviews/a/"),
        ("url: /x/b/", "a", "/x/b/"),
        ("permalink: /x/b.html", "a", "/x/b.html"),
        ("path: x/b", "a", "/x/b/"),
        ("slug: b\nurl: /x/c/", "b", "/x/c/"),
    ],
)
def test_a_post_can_set_its_slug_and_its_address(
    read: Read, text: str, slug: str, path: str
) -> None:
    post = only(read(head(text)))

    assert (post.slug, post.path) == (slug, path)


def test_the_slug_of_a_title_is_the_slug_of_the_post(read: Read) -> None:
    post = only(read(head(""), 'permalink = "/:title.html"'))

    assert (post.slug, post.path, post.id) == ("a", "/a.html", "/a")


def test_tables_of_zola_and_hugo_hold_what_is_the_sites_own(read: Read) -> None:
    site = read(
        {
            "content/a.md": '+++\ntitle = "A"\ndate = 2025-01-20\n[taxonomies]\ntags = ["x"]\n'
            'categories = ["C"]\n[extra]\nannounce = false\nslug = "no"\ndraft = true\n+++\n'
        }
    )

    post = only(site)

    assert (post.tags, post.categories, post.slug) == (("x",), ("C",), "a")
    assert (post.front_matter["announce"], post.state) == (False, "published")


def test_the_lists_of_metadata_are_divided(read: Read) -> None:
    metadata = (
        "Title: A\nDate: 2025-01-20 10:30\nTags: two words, b\nCategory: Films\n"
        "Authors: Doe, Jane; Roe, Jim\nModified: 2025-02-01\n\nText\n"
    )

    post = only(read({"content/a.md": metadata}, 'timezone = "Europe/Rome"'))

    assert (post.tags, post.categories) == (("two words", "b"), ("Films",))
    assert [author.name for author in post.authors] == ["Doe, Jane", "Roe, Jim"]
    assert post.date.isoformat() == "2025-01-20T10:30:00+01:00"


def test_an_author_may_be_a_table(read: Read) -> None:
    post = only(read(head("authors:\n  - {name: Bea, url: https://b.example}\n  - Cai")))

    assert post.authors == (Author(name="Bea", uri="https://b.example"), Author(name="Cai"))


def test_a_post_without_a_title_is_named_after_its_file_and_reported(read: Read) -> None:
    site = read({"content/2025-01-20-the-kite.md": "Text\n"})

    assert [post.title for post in site.posts] == ["The kite"]
    assert "content/2025-01-20-the-kite.md:1: the post has no title" in str(site.problems[0])


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        (b"---\ntitle: A\n---\n", 1, "the post has no date"),
        (b"---\ntitle: A\ndate: 01/02/2025\n---\n", 3, "date: '01/02/2025' cannot be read"),
        (b"---\ntitle: A\ndate: 2025-02-30\n---\n", 3, "date: '2025-02-30' cannot be read"),
        (b"---\ntitle: A\ndate: Last Modified\n---\n", 3, "date: 'Last Modified' cannot be read"),
        (b"---\ntitle: A\npubDate: [x]\n---\n", 3, "pubDate: "),
        (b"---\ntitle: A\ndate: 2025-01-20\nlastmod: soon\n---\n", 4, "lastmod: 'soon'"),
        (b"---\ntitle: \xe9\n---\n", 2, "the file is not UTF-8"),
        (b"---\ntitle: A\ndate: 2025-01-20\nslug: 007\n---\n", 4, "slug: 007 is read as"),
        (b"---\ntitle: A\ndate: 2025-01-20\nslug: 1.5\n---\n", 4, "slug: 1.5 is read as"),
        (b"---\ntitle: A\ndate: 2025-01-20\nslug: No One\n---\n", 4, "generators write the slug"),
        (b"---\ntitle: A\ndate: 2025-01-20\ndraft: yes\n---\n", 4, "draft: 'yes' is a switch"),
        (b'---\ntitle: A\ndate: 2025-01-20\ndraft: "true"\n---\n', 4, "draft: 'true' is a switch"),
        (b"---\ntitle: A\ndate: 2025-01-20\ndraft: 1\n---\n", 4, "draft: 1 is a switch"),
        (b"---\ntitle: A\ndate: 2025-01-20\nannounce: no\n---\n", 4, "announce: 'no' is a switch"),
        (b"---\ntitle: A\nTitle: B\ndate: 2025-01-20\n---\n", 3, "title and Title are one key"),
        (b"---\ntitle: A\ndate: 2025-01-20\nurl: /x/\npath: y\n---\n", 5, "each name an address"),
        (b"---\ntitle: A\ndate: 2025-01-20\npermalink: '/{{ x }}/'\n---\n", 4, "is a template"),
        (
            b"---\ntitle: A\ndate: 2025-01-20\neleventyComputed:\n  permalink: x\n---\n",
            5,
            "computed by Eleventy",
        ),
        (b"Title: A\nDate: 2025-01-20\nStatus: maybe\n\nx", 3, "there is no status maybe"),
        (b"Title: A\nDate: 2025-01-20\nLang: fr\n\nx", 3, "Pelican puts a post in another"),
        (b"---\ntitle: A\ndate: &a [*a]\n---\n", 3, "date: "),
        (b"+++\ntitle = A\n+++\n", 2, "not valid TOML"),
    ],
)
def test_a_post_in_doubt_is_left_out_and_the_others_are_read(
    read: Read, content: bytes, line: int, what: str
) -> None:
    site = read({**GOOD, "content/bad.md": content})

    (problem,) = site.problems
    assert [post.source for post in site.posts] == ["content/good.md"]
    assert problem.severity == "error"
    assert f"content/bad.md:{line}: " in str(problem)
    assert what in problem.what
    assert problem.fix


def test_a_name_in_doubt_is_an_error_of_the_file(read: Read) -> None:
    (problem,) = read({"content/Hélène.md": "---\ntitle: A\ndate: 2025-01-20\n---\n"}).problems

    assert "content/Hélène.md: generators write the name 'Hélène' differently" in str(problem)


def test_a_name_in_doubt_does_not_matter_where_the_post_has_an_address(read: Read) -> None:
    files = {"content/Hélène.md": "---\ntitle: A\ndate: 2025-01-20\nurl: /x/hélène/\n---\n"}

    assert only(read(files)).url == "https://films.example/x/h%C3%A9l%C3%A8ne/"


def test_a_page_beside_the_index_of_a_bundle_is_in_doubt(read: Read) -> None:
    dated = "---\ntitle: A\ndate: 2025-01-20\n---\n"
    site = read({"content/kite/index.md": dated, "content/kite/notes.md": dated})

    assert [post.path for post in site.posts] == ["/reviews/kite/"]
    assert "content/kite/notes.md: the file lies in the bundle" in str(site.problems[0])


def test_posts_with_the_same_address_are_both_left_out(read: Read) -> None:
    same = "---\ntitle: A\ndate: 2025-01-20\nslug: kite\n---\n"
    site = read({**GOOD, "content/a.md": same, "content/b.md": same})

    assert [post.slug for post in site.posts] == ["good"]
    assert [str(problem.where) for problem in site.problems] == ["content/a.md", "content/b.md"]
    assert "content/b.md has the same address, /reviews/kite/" in site.problems[0].what


def test_a_draft_may_have_the_address_of_the_post_it_will_replace(read: Read) -> None:
    same = "---\ntitle: A\ndate: 2025-01-20\nslug: kite\n"
    site = read({"content/a.md": f"{same}---\n", "content/b.md": f"{same}draft: true\n---\n"})

    assert len(site.posts) == 2
    assert site.problems == ()


def test_a_page_that_the_built_site_does_not_have_is_a_warning(read: Read) -> None:
    built = {
        "public/index.html": "x",
        "public/reviews/good/index.html": "x",
        **GOOD,
        **head(""),
        "content/draft.md": "---\ntitle: D\ndate: 2025-01-01\ndraft: true\n---\n",
    }

    (problem,) = read(built).problems

    assert problem.severity == "warning"
    assert "content/a.md: the built site has no page /reviews/a/" in str(problem)


def test_where_no_site_has_been_built_nothing_is_missing(read: Read) -> None:
    assert read({**GOOD, "public/feed.xml": "x"}).problems == ()


@pytest.mark.parametrize(
    ("files", "what"),
    [
        ({}, "site.content: the folder content cannot be read"),
        ({"content": "a file"}, "site.content: the folder content cannot be read"),
    ],
)
def test_a_content_folder_that_is_none_is_an_error_of_the_settings(
    read: Read, files: dict[str, Any], what: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read(files)

    assert str(caught.value).startswith(f"reviewkit.toml:4: {what}")


def test_a_pattern_without_a_post_is_a_warning(read: Read) -> None:
    (problem,) = read(GOOD, 'content = ["content", "films/*.md"]').problems

    assert "reviewkit.toml:5: site.content: there is no Markdown file in films/*.md" in str(problem)


def test_files_in_other_markup_are_counted(read: Read) -> None:
    (problem,) = read({**GOOD, "content/a.rst": "x", "content/b.mdx": "x"}).problems

    assert "2 files in content are no Markdown, such as content/a.rst" in str(problem)


def test_a_file_that_two_entries_name_is_one_post(read: Read) -> None:
    assert only(read(GOOD, 'content = ["content", "content/*.md"]')).slug == "good"
