"""A folder is read as Jekyll reads it, and a bad post never loses the others."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviewkit.errors import ConfigurationError, PostError
from reviewkit.jekyll import JekyllReader, read_configuration, read_post, read_site
from reviewkit.model import Author, Post, Site

Read = Callable[..., Site]
NewSite = Callable[..., Path]
POST = "_posts/2025-01-20-red-kite.md"
GOOD = "_posts/2025-01-19-good.md"
KEYS = (
    *("title", "date", "slug", "categories", "category", "tags", "tag", "permalink", "image"),
    *("published", "author", "authors", "last_modified_at", "description", "lang"),
)


def one(site: Site) -> Post:
    assert site.problems == ()
    (post,) = site.posts
    return post


def read_one(read: Read, front_matter: str, config: str = "", name: str = POST) -> Post:
    return one(read({name: f"---\n{front_matter}\n---\ntext\n"}, config))


def problem_of(read: Read, content: str | bytes, config: str = "", name: str = POST) -> str:
    """Read a site with a good post and a bad one; give what is said of the bad one."""
    site = read({GOOD: "fine\n", name: content}, config)
    assert [post.source for post in site.posts if post.state == "published"] == [GOOD]
    (problem,) = site.problems
    assert problem.severity == "error"
    assert problem.fix
    return str(problem)


def test_a_post_is_read_whole(read: Read) -> None:
    content = (
        "---\n"
        "title: Red Kite\n"
        "date: 2025-01-06 07:08:09 +0100\n"
        "last_modified_at: 2025-02-03 10:00 +0000\n"
        "categories: [Films, Sci Fi]\n"
        "tags: [slow burn]\n"
        "lang: pt\n"
        "author: Ada\n"
        "description: ' A kite. '\n"
        "---\n"
        "\n"
        "The text.\n"
    )

    post = one(
        read({POST: content}, "permalink: /:categories/:title/\ntimezone: Europe/Rome\nlang: en\n")
    )

    rome = dt.timezone(dt.timedelta(hours=1))
    assert (post.source, post.state, post.collection) == (POST, "published", "posts")
    assert (post.path, post.id) == ("/films/sci%20fi/red-kite/", "/films/sci%20fi/red-kite")
    assert post.url == "https://films.example/films/sci%20fi/red-kite/"
    assert post.output_path == "films/sci fi/red-kite/index.html"
    assert (post.slug, post.title) == ("red-kite", "Red Kite")
    assert post.date == dt.datetime(2025, 1, 6, 7, 8, 9, tzinfo=rome)
    assert post.date.utcoffset() == dt.timedelta(hours=1)
    assert post.updated == dt.datetime(2025, 2, 3, 11, tzinfo=rome)
    assert (post.categories, post.tags) == (("Films", "Sci Fi"), ("slow burn",))
    assert (post.lang, post.description) == ("pt", "A kite.")
    assert post.authors == (Author(name="Ada"),)
    assert (post.text, post.text_line, post.is_markdown) == ("The text.\n", 12, True)
    assert post.head + post.text == content
    assert post.front_matter["title"] == "Red Kite"


def test_one_post_is_read_as_it_is_read_with_all(new_site: NewSite) -> None:
    root = new_site({POST: "---\nauthor: Ada\n---\ntext\n", GOOD: "fine\n", "about.md": "me\n"})
    configuration = read_configuration(root)
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    site = read_site(root, configuration, now=now, machine_zone=dt.UTC)
    content = (root / POST).read_text()

    def read_it(source: str, content: str) -> Post | None:
        return read_post(root, configuration, source, content, now=now, machine_zone=dt.UTC)

    assert read_it(POST, content) == next(post for post in site.posts if post.source == POST)
    changed = read_it(POST, "---\ntitle: New\n---\nother\n")
    assert changed is not None
    assert (changed.title, changed.text, changed.url) == ("New", "other\n", site.posts[0].url)
    assert read_it("about.md", "me\n") is None
    with pytest.raises(PostError, match="date"):
        read_it(POST, "---\ndate: soon\n---\n")


def test_a_post_needs_no_front_matter(read: Read) -> None:
    post = one(read({POST: "Only text.\n"}))

    assert (post.title, post.text, post.text_line) == ("Red Kite", "Only text.\n", 1)
    assert post.path == "/2025/01/20/red-kite.html"
    assert (post.updated, post.image, post.description, post.lang) == (None, None, None, None)
    assert (post.authors, post.categories, post.tags) == ((), (), ())


def test_an_empty_file_is_a_post(read: Read) -> None:
    assert one(read({POST: ""})).title == "Red Kite"


def test_the_site_is_what_its_configuration_says(read: Read) -> None:
    site = read(
        {},
        "title: Films\ntagline: Seen\nlang: en\nbaseurl: blog/\ndestination: out\n"
        "plugins: [jekyll-feed]\nauthor: Ada\n",
    )

    assert (site.title, site.description, site.lang) == ("Films", "Seen", "en")
    assert (site.url, site.baseurl) == ("https://films.example", "/blog")
    assert site.destination == site.root / "out"
    assert (site.plugins, site.author) == (("jekyll-feed",), Author(name="Ada"))
    assert site.configuration["tagline"] == "Seen"
    assert (site.posts, site.problems) == ((), ())


def test_the_base_is_in_the_url_and_not_in_the_path(read: Read) -> None:
    post = read_one(read, "title: a", "baseurl: /blog\n")

    assert (post.path, post.url) == (
        "/2025/01/20/red-kite.html",
        "https://films.example/blog/2025/01/20/red-kite.html",
    )


def test_posts_come_newest_first_and_then_by_path(read: Read) -> None:
    names = ("2025-01-20-a", "2025-01-20-b", "2025-01-21-c", "2024-12-31-d")

    site = read({f"_posts/{name}.md": "" for name in names})

    assert [post.slug for post in site.posts] == ["c", "b", "a", "d"]


# Titles and slugs


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("1917", "1917"),
        ("'2:22'", "2:22"),
        ("2:22", "8520"),
        ("1.50", "1.5"),
        ("Yes", "True"),
        ("''", ""),
        ("No", "Red Kite"),
        ("~", "Red Kite"),
        ("", "Red Kite"),
        ("'No'", "No"),
        ("2025-01-20", "2025-01-20"),
        ('"a\\nb"', "a\nb"),
    ],
)
def test_a_title_is_what_yaml_makes_of_it(read: Read, title: str, expected: str) -> None:
    found = read_one(read, f"title: {title}").title

    assert found.lower() == expected.lower()


def test_a_title_with_a_tag_keeps_its_words(read: Read) -> None:
    assert read_one(read, "title: !Women Art Revolution").title == "Art Revolution"


def test_a_missing_title_comes_from_the_name_of_the_file(read: Read) -> None:
    post = read_one(read, "slug: other-words")

    assert (post.slug, post.title) == ("other-words", "Red Kite")


@pytest.mark.parametrize(
    ("slug", "path", "post_id"),
    [
        ("Other Words", "/Other-Words/", "/Other Words"),
        ("'1917'", "/1917/", "/1917"),
        ("a.b", "/a.b/", "/a.b"),
        ("~", "/red-kite/", "/red-kite"),
    ],
)
def test_a_slug_of_its_own_beats_the_name_of_the_file(
    read: Read, slug: str, path: str, post_id: str
) -> None:
    post = read_one(read, f"slug: {slug}", "permalink: /:title/\n")

    assert (post.path, post.id) == (path, post_id)


@pytest.mark.parametrize("slug", ["1917", "[a]", "2025-01-20", "true"])
def test_a_slug_that_is_no_text_is_an_error_on_its_line(read: Read, slug: str) -> None:
    assert problem_of(read, f"---\ntitle: a\nslug: {slug}\n---\n").startswith(f"{POST}:3: the slug")


def test_a_slug_ends_before_the_dots_of_the_file_name(read: Read) -> None:
    assert one(read({"_posts/2025-01-20-a...md": ""})).slug == "a"


# Dates


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2025-01-20", "2025-01-20T00:00:00+01:00"),
        ("2025-7-2", "2025-07-02T00:00:00+02:00"),
        ("25-01-20", "2025-01-20T00:00:00+01:00"),
        ("68-01-20", "2068-01-20T00:00:00+01:00"),
        ("69-01-20", "1969-01-20T00:00:00+01:00"),
        ("2025-06-31", "2025-07-01T00:00:00+02:00"),
    ],
)
def test_without_a_date_the_file_name_has_one(read: Read, name: str, expected: str) -> None:
    post = one(read({f"_posts/{name}-a.md": ""}, "timezone: Europe/Rome\n"))

    assert post.date.isoformat() == expected


def test_a_time_without_zone_is_utc_unless_it_is_quoted(read: Read) -> None:
    rome = "timezone: Europe/Rome\n"

    plain = read_one(read, "date: 2025-01-20 17:42:44", rome).date
    quoted = read_one(read, "date: '2025-01-20 17:42:44'", rome).date
    no_seconds = read_one(read, "date: 2025-01-20 17:42", rome).date

    assert plain.isoformat() == "2025-01-20T18:42:44+01:00"
    assert quoted.isoformat() == "2025-01-20T17:42:44+01:00"
    assert no_seconds.isoformat() == "2025-01-20T17:42:00+01:00"


def test_a_time_without_zone_may_fall_on_the_day_before(read: Read) -> None:
    post = read_one(read, "date: 2025-01-20 03:00:00", "timezone: America/New_York\n")

    assert post.path == "/2025/01/19/red-kite.html"


def test_without_a_timezone_the_machines_counts(read: Read) -> None:
    site = read({POST: "---\ndate: 2025-07-20\n---\n"}, zone="America/New_York")

    assert one(site).date.isoformat() == "2025-07-20T00:00:00-04:00"


@pytest.mark.parametrize("date", ["''", "soon", "10:30", "2025-13-01", "[a]", "true", "0"])
def test_a_date_that_is_none_is_an_error_on_its_line(read: Read, date: str) -> None:
    assert problem_of(read, f"---\ntitle: a\ndate: {date}\n---\n").startswith(f"{POST}:3: date: ")


def test_a_date_left_empty_is_an_error_as_it_is_in_jekyll(read: Read) -> None:
    assert problem_of(read, "---\ntitle: a\ndate:\n---\n").startswith(f"{POST}:3: ")


def test_a_change_that_is_no_date_is_a_warning_on_its_line(read: Read) -> None:
    site = read({POST: "---\ntitle: a\n\nlast_modified_at: soon\n---\n"})

    assert [(post.state, post.updated) for post in site.posts] == [("published", None)]
    assert [problem.severity for problem in site.problems] == ["warning"]
    assert str(site.problems[0]).startswith(f"{POST}:4: last_modified_at: 'soon'")


@pytest.mark.parametrize("name", ["2025-13-01", "0000-00-00", "2025-01-32"])
def test_a_file_name_with_a_day_that_does_not_exist_is_an_error(read: Read, name: str) -> None:
    source = f"_posts/{name}-a.md"

    assert problem_of(read, "", name=source).startswith(
        f"{source}: the date in the file's name, {name}, does not exist"
    )


@pytest.mark.parametrize("name", ["0000-01-01", "0000-12-31", "0000-02-31"])
def test_a_year_that_only_jekyll_has_is_said_to_be_so(read: Read, name: str) -> None:
    source = f"_posts/{name}-a.md"

    problem = problem_of(read, "", name=source)

    assert problem.startswith(f"{source}: the date in the file's name, {name}, is one that Jekyll")
    assert "stops" not in problem


@pytest.mark.parametrize("date", ["10000-01-01", "0000-01-01 10:00:00", "9999-12-31 23:00"])
def test_a_date_that_only_jekyll_has_is_said_to_be_so(read: Read, date: str) -> None:
    site = read({POST: f"---\ndate: {date}\n---\n"}, "timezone: America/New_York\n")

    (problem,) = site.problems
    assert "is one that Jekyll publishes and reviewkit cannot" in problem.what
    assert str(problem.where) == f"{POST}:2"


def test_a_file_that_is_not_utf_8_stops_jekyll_only_beside_the_posts(read: Read) -> None:
    content = "---\ntitle: é\n---\n".encode("latin-1")
    config = "collections:\n  films:\n    output: true\n"

    site = read({POST: content, "_films/a.md": content}, config)

    films, posts = (problem.what for problem in site.problems)
    assert films.startswith("the file is not UTF-8, which stops Jekyll.")
    assert posts.startswith("the file is not UTF-8, so Jekyll skips it too.")


def test_a_date_in_the_front_matter_beats_an_impossible_file_name(read: Read) -> None:
    post = read_one(read, "date: 2025-01-20", name="_posts/0000-00-00-a.md")

    assert post.path == "/2025/01/20/a.html"


@pytest.mark.parametrize("name", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("zone", ["Europe/Rome", "America/New_York", "Pacific/Kiritimati"])
def test_the_ends_of_the_calendar_do_not_lose_the_site(read: Read, name: str, zone: str) -> None:
    site = read({GOOD: "", f"_posts/{name}-a.md": ""}, f"timezone: {zone}\n")

    assert GOOD in {post.source for post in site.posts}
    errors = [problem for problem in site.problems if problem.severity == "error"]
    assert len(site.posts) + len(errors) == 2


# What is published


@pytest.mark.parametrize(
    ("front_matter", "config", "state"),
    [
        ("title: a", "", "published"),
        ("published: false", "", "unpublished"),
        ("published: no", "", "unpublished"),
        ("published:", "", "unpublished"),
        ("published: 'false'", "", "published"),
        ("published: 0", "", "published"),
        ("published: true", "", "published"),
        ("published: false", "unpublished: true\n", "published"),
        ("draft: true", "", "published"),
        ("date: 2026-01-02", "", "future"),
        ("date: 2026-01-02", "future: true\n", "published"),
        ("date: 2026-01-01 00:00:00 +0000", "", "published"),
        ("date: 2026-01-01 00:00:01 +0000", "", "future"),
        ("date: 2026-01-02\npublished: false", "", "unpublished"),
    ],
)
def test_a_post_has_a_state(read: Read, front_matter: str, config: str, state: str) -> None:
    assert read_one(read, front_matter, config).state == state


@pytest.mark.parametrize(("config", "state"), [("", "draft"), ("show_drafts: true\n", "published")])
def test_a_draft_is_one_until_drafts_are_shown(read: Read, config: str, state: str) -> None:
    post = one(read({"_drafts/red-kite.md": "---\ndate: 2025-01-20\n---\n"}, config))

    assert (post.state, post.path) == (state, "/2025/01/20/red-kite.html")


def test_a_draft_without_a_date_has_that_of_its_last_change(
    read_folder: Read, new_site: NewSite
) -> None:
    root = new_site({"_drafts/red-kite.md": ""})
    os.utime(root / "_drafts/red-kite.md", (0, 1_700_000_000.75))

    site = read_folder(root)

    assert one(site).date == dt.datetime.fromtimestamp(1_700_000_000, dt.UTC)


def test_a_draft_may_carry_a_date_in_its_name(read: Read) -> None:
    post = one(read({"films/_drafts/2025-02-02-a.md": ""}))

    assert (post.state, post.path) == ("draft", "/films/2025/02/02/a.html")


# Permalinks


@pytest.mark.parametrize(
    ("front_matter", "config", "path"),
    [
        ("title: a", "", "/2025/01/20/red-kite.html"),
        ("title: a", "permalink: pretty\n", "/2025/01/20/red-kite/"),
        ("title: a", "permalink: none\n", "/red-kite.html"),
        ("title: a", "permalink: posts/:title\n", "/posts/red-kite"),
        (
            "title: a",
            "permalink: none\ncollections: {posts: {permalink: '/c/:title/'}}\n",
            "/c/red-kite/",
        ),
        (
            "title: a",
            "permalink: none\ndefaults: [{scope: {path: ''}, values: {permalink: '/d/:slug'}}]\n",
            "/d/red-kite",
        ),
        ("permalink: /own/:title.html", "permalink: none\n", "/own/red-kite.html"),
        ("permalink: pretty", "", "/pretty"),
        ("permalink: own", "", "/own"),
        ("permalink:", "permalink: none\n", "/red-kite.html"),
        ("permalink: /:path", "", "/2025-01-20-red-kite"),
    ],
)
def test_the_posts_own_permalink_beats_the_collections_and_the_sites(
    read: Read, front_matter: str, config: str, path: str
) -> None:
    assert read_one(read, front_matter, config).path == path


def test_a_permalink_with_an_unknown_placeholder_is_an_error_on_its_line(read: Read) -> None:
    content = "---\ntitle: a\npermalink: /:nope/\n---\n"

    assert problem_of(read, content).startswith(
        f"{POST}:3: the permalink /:nope/ holds :nope, which does not exist"
    )


@pytest.mark.parametrize(
    ("name", "permalink", "path", "output"),
    [
        ("a.md", "date", "/2025/01/20/a.html", "2025/01/20/a.html"),
        ("a.MD", "date", "/2025/01/20/a.html", "2025/01/20/a.html"),
        ("a.html", "date", "/2025/01/20/a.html", "2025/01/20/a.html"),
        ("a.txt", "date", "/2025/01/20/a.txt", "2025/01/20/a.txt"),
        ("a.md", "/:title", "/a", "a.html"),
        ("a.md", "/:title/", "/a/", "a/index.html"),
        ("mr.-robot.md", "/:title", "/mr.-robot", "mr.-robot.html"),
        ("a.md", "/:title.:year", "/a.2025", "a.2025.html"),
        ("a.txt", "/:title", "/a", "a.txt"),
    ],
)
def test_a_post_is_written_to_the_file_that_jekyll_writes(
    read: Read, name: str, permalink: str, path: str, output: str
) -> None:
    post = one(read({f"_posts/2025-01-20-{name}": ""}, f"permalink: {permalink}\n"))

    assert (post.path, post.output_path) == (path, output)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.md", True), ("a.MD", True), ("a.markdown", True), ("a.html", False), ("a.txt", False)],
)
def test_markdown_is_known_by_its_extension(read: Read, name: str, expected: bool) -> None:  # noqa: FBT001 -- an expected value
    assert one(read({f"_posts/2025-01-20-{name}": ""})).is_markdown is expected


# Categories and tags


def test_folders_defaults_and_front_matter_give_categories(read: Read) -> None:
    post = one(
        read(
            {"films/drama/_posts/x/2025-01-20-a.md": "---\ncategories: own films\ntag: t\n---\n"},
            "defaults: [{scope: {path: ''}, values: {categories: [usual]}}]\n",
        )
    )

    assert post.categories == ("films", "drama", "usual", "own")
    assert post.tags == ("t",)
    assert post.path == "/films/drama/usual/own/2025/01/20/a.html"


def test_with_a_folder_for_collections_it_is_no_category(read: Read) -> None:
    post = one(read({"texts/films/_posts/2025-01-20-a.md": ""}, "collections_dir: texts\n"))

    assert (post.source, post.categories) == ("texts/films/_posts/2025-01-20-a.md", ("films",))


@pytest.mark.parametrize("path", ["_posts", "texts/_posts", "'texts/_posts/*'", "'texts/**/*.md'"])
def test_defaults_may_name_the_folder_for_collections(read: Read, path: str) -> None:
    post = one(
        read(
            {"texts/_posts/2025-01-20-a.md": ""},
            "collections_dir: texts\n"
            f"defaults: [{{scope: {{path: {path}}}, values: {{lang: pt}}}}]\n",
        )
    )

    assert post.lang == "pt"


@pytest.mark.parametrize("value", ["2023", "false", "{}", "{a: b}", "2025-01-20"])
def test_categories_that_break_a_post_in_jekyll_are_an_error(read: Read, value: str) -> None:
    assert problem_of(read, f"---\ntitle: a\ncategories: {value}\n---\n").startswith(f"{POST}:3: ")


# One bad post


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"---\ntitle: a\n---\nok\ncaf\xe9\n", 5),
        (b"\xff\xfe\x00", 1),
    ],
)
def test_a_post_that_cannot_be_read_leaves_the_others(
    read: Read, content: str | bytes, line: int
) -> None:
    found = problem_of(read, content)

    assert found.startswith(f"{POST}:{line}: ")
    assert found.endswith("The post was left out; the others are read")


@pytest.mark.parametrize(
    ("front_matter", "line"),
    [("title: a: b", 2), ("title: a\nlang: @x", 3), ("- a", 2), ("categories: 5", 2)],
)
def test_a_post_with_broken_front_matter_is_known_as_jekyll_publishes_it(
    read: Read, front_matter: str, line: int
) -> None:
    site = read({POST: f"---\n{front_matter}\n---\ntext\n"})

    (post,) = site.posts
    assert (post.state, post.title, post.text) == ("broken", "", "text\n")
    assert post.path == "/2026/01/01/2025-01-20-red-kite.html"
    assert post.id == "/2026/01/01/2025-01-20-red-kite"
    (problem,) = site.problems
    assert (problem.severity, str(problem).startswith(f"{POST}:{line}: ")) == ("error", True)
    assert f"at {post.path}" in problem.what


def test_a_broken_draft_is_a_draft(read: Read) -> None:
    site = read({"_drafts/a.md": "---\ntitle: a: b\n---\n"})

    assert [post.state for post in site.posts] == ["draft"]
    assert [problem.severity for problem in site.problems] == ["error"]


@pytest.mark.parametrize(
    "front_matter",
    [
        *("title: !!int abc", "title: !!bool maybe", "title: !!timestamp x"),
        *("title: 9999-12-31 24:00:00", "last_modified_at: 9999-12-31 24:00:00"),
        "title: 0x" + "f" * 5000,
        *("tags: &a [*a]", "categories: &a [*a]", "title: &a [*a]"),
        "title: " + "[" * 2000 + "]" * 2000,
        *("image: 'http://['", "image: https://a..é/x.png"),
    ],
)
def test_a_strange_value_never_loses_the_other_posts(read: Read, front_matter: str) -> None:
    site = read({GOOD: "fine\n", POST: f"---\n{front_matter}\n---\n"})

    assert GOOD in {post.source for post in site.posts}
    errors = [problem for problem in site.problems if problem.severity == "error"]
    assert len([post for post in site.posts if post.state != "broken"]) + len(errors) == 2


def test_a_link_to_nowhere_is_an_error_and_the_others_are_read(
    read_folder: Read, new_site: NewSite
) -> None:
    root = new_site({GOOD: "fine\n"})
    (root / POST).symlink_to("nowhere.md")

    site = read_folder(root)

    assert [post.source for post in site.posts] == [GOOD]
    assert [str(problem).partition(":")[0] for problem in site.problems] == [POST]


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_byte_order_marks_and_windows_line_ends_change_nothing(
    read: Read, bom: bytes, end: bytes
) -> None:
    post = one(read({POST: bom + end.join([b"---", b"title: Red Kite", b"---", b"a", b"b", b""])}))

    assert (post.title, post.text_line) == ("Red Kite", 4)
    assert post.text == "a\nb\n".replace("\n", end.decode())


def test_a_wrong_timezone_stops_the_reading(read: Read) -> None:
    with pytest.raises(ConfigurationError, match="timezone 'Europe/Roma' does not exist"):
        read({POST: ""}, "timezone: Europe/Roma\n")


@pytest.mark.parametrize("config", ["url: 'http://['\n", "url: https://a..é\n"])
def test_an_address_of_the_site_that_is_none_is_an_error_of_the_configuration(
    read: Read, config: str
) -> None:
    with pytest.raises(ConfigurationError):
        read({POST: "", "_config.yml": config})


@given(st.binary(max_size=60))
@example(b"---\n\xff\n---\n")
@example(b"---\ntitle: \x00\n---\n")
@settings(deadline=None)
def test_any_bytes_are_a_post_or_a_problem(read: Read, content: bytes) -> None:
    site = read({POST: content})

    assert len([post for post in site.posts if post.state != "broken"]) + len(site.problems) == 1


@given(
    st.sampled_from(KEYS),
    st.one_of(
        st.text(alphabet="-.:[]{}&*!|>%@#'\" ab1é/0T+", max_size=16),
        st.sampled_from(("2025-02-30 24:00:00 +0100", "{path: a, alt: [b]}", "[[a], {b: c}]", "~")),
    ),
)
@settings(deadline=None, max_examples=200)
def test_any_value_makes_a_post_or_a_problem(read: Read, key: str, value: str) -> None:
    site = read({POST: f"---\n{key}: {value}\n---\ntext\n"})

    whole = [post for post in site.posts if post.state != "broken"]
    assert len(whole) + len([p for p in site.problems if p.severity == "error"]) == 1


def test_a_post_that_is_new_is_found_by_a_reader_that_has_looked_before(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("url: https://films.example\n")
    folder = tmp_path / "_posts"
    folder.mkdir()
    reader = JekyllReader(tmp_path, read_configuration(tmp_path))
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    titles = []
    for name in ("2025-01-01-a", "2025-01-02-b"):
        (folder / f"{name}.md").write_text("")
        post = reader.read_post(f"_posts/{name}.md", "", now=now, machine_zone=dt.UTC)
        titles.append(post and post.title)
    assert titles == ["A", "B"]
