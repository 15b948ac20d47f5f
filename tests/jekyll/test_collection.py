"""Collections of the configuration, and documents that share a URL."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reviewkit.errors import ConfigurationError
from reviewkit.jekyll import read_configuration
from reviewkit.jekyll.collection import Collection
from reviewkit.jekyll.conflicts import conflicts
from reviewkit.model import Site

NewSite = Callable[..., Path]
Read = Callable[..., Site]


def collections(new_site: NewSite, config: str) -> dict[str, Collection]:
    found = read_configuration(new_site({}, config)).collections
    return {collection.label: collection for collection in found}


@pytest.mark.parametrize("config", ["", "collections:\n", "collections: []\n", "collections: {}\n"])
def test_every_site_has_posts(new_site: NewSite, config: str) -> None:
    found = collections(new_site, config)

    assert list(found) == ["posts"]
    assert found["posts"].output


def test_a_list_of_names_has_no_pages(new_site: NewSite) -> None:
    found = collections(new_site, "collections: [films, posts]\n")

    assert list(found) == ["posts", "films"]
    assert [one.output for one in found.values()] == [True, False]


@pytest.mark.parametrize(
    ("output", "expected"),
    [("true", True), ("0", True), ("'no'", True), ("no", False), ("", False)],
)
def test_output_is_what_ruby_takes_for_true(
    new_site: NewSite,
    output: str,
    expected: bool,  # noqa: FBT001 -- a table
) -> None:
    found = collections(new_site, f"collections:\n  films:\n    output: {output}\n")

    assert found["films"].output is expected


@pytest.mark.parametrize(
    ("config", "template"),
    [
        ("permalink: pretty\n", "/:categories/:year/:month/:day/:title/"),
        ("collections: {posts: {permalink: pretty}}\n", "pretty"),
        (
            "collections: {posts: {permalink: }}\n",
            "/:categories/:year/:month/:day/:title:output_ext",
        ),
        ("permalink: ''\n", ""),
    ],
)
def test_a_style_is_one_for_the_whole_site_only(
    new_site: NewSite, config: str, template: str
) -> None:
    assert collections(new_site, config)["posts"].template == template


def test_a_collection_has_its_own_template(new_site: NewSite) -> None:
    found = collections(
        new_site,
        "permalink: /:title/\ncollections: {a: {permalink: /x/:path}, b: {}, c: {permalink: }}\n",
    )

    assert [found[name].template for name in "abc"] == ["/x/:path", "/:collection/:path/", None]


def test_a_name_loses_what_is_no_letter(new_site: NewSite) -> None:
    found = collections(new_site, "collections: {'music albums!': {output: true}, data: {}}\n")

    assert (found["musicalbums"].folder, found["musicalbums"].output) == ("_musicalbums", False)
    assert not found["data"].is_read


@pytest.mark.parametrize(
    ("config", "line"),
    [
        ("collections: films\n", 2),
        ("collections: {films: true}\n", 2),
        ("collections: [5]\n", 2),
        ("collections_dir: 5\n", 2),
        ("permalink: 5\n", 2),
        ("permalink: no\n", 2),
        ("include: .x\n", 2),
        ("exclude: x\n", 2),
        ("plugins: x\n", 2),
        ("markdown_ext: 5\n", 2),
        ("limit_posts: '2'\n", 2),
        ("limit_posts: -1\n", 2),
        ("destination: .\n", 2),
        ("title: x\ndestination: ''\n", 3),
        ("destination: ../\n", 2),
    ],
)
def test_a_setting_that_stops_jekyll_is_an_error_on_its_line(
    new_site: NewSite, config: str, line: int
) -> None:
    with pytest.raises(ConfigurationError, match=rf"^_config\.yml:{line}: "):
        read_configuration(new_site({}, config))


def test_a_configuration_may_be_toml(new_site: NewSite) -> None:
    root = new_site({"_config.toml": 'title = "Films"\nurl = "https://a.example"\n'})
    (root / "_config.yml").unlink()

    assert read_configuration(root).text("title") == "Films"
    (root / "_config.toml").write_text("title = Films\n")
    with pytest.raises(ConfigurationError, match=r"^_config\.toml:1: this is not valid TOML"):
        read_configuration(root)


def test_the_time_of_the_configuration_is_the_clock(read: Read) -> None:
    files = {"_posts/2021-01-01-a.md": "", "_posts/2023-01-01-b.md": ""}

    site = read(files, "time: 2022-01-01\n")

    assert [post.state for post in site.posts] == ["future", "published"]
    with pytest.raises(ConfigurationError, match=r"^_config\.yml:2: time: soon is no date"):
        read(files, "time: soon\n")


def test_of_many_posts_the_newest_are_shown(read: Read) -> None:
    files = {f"_posts/2021-01-0{day}-a.md": "" for day in range(1, 6)}

    site = read({**files, "_drafts/d.md": "", "_posts/2099-01-01-f.md": ""}, "limit_posts: 2\n")

    assert [(post.source[7:17], post.state) for post in site.posts if post.state != "draft"] == [
        ("2099-01-01", "future"),
        *(("2021-01-05", "published"), ("2021-01-04", "published")),
        *((f"2021-01-0{day}", "unpublished") for day in (3, 2, 1)),
    ]


def test_documents_at_one_url_are_told_apart_from_hidden_ones(read: Read) -> None:
    post = "---\npermalink: /a/\n---\n"
    site = read(
        {
            "_posts/2021-01-01-a.md": post,
            "_posts/2021-01-02-b.md": post,
            "_posts/2099-01-03-c.md": post,
            "_drafts/d.md": post,
            "_films/e.md": post,
            "_notes/f.md": post,
        },
        "collections: {films: {output: true}, notes: {}}\n",
    )

    assert [[document.source for document in group] for group in conflicts(site.documents)] == [
        ["_films/e.md", "_posts/2021-01-01-a.md", "_posts/2021-01-02-b.md"]
    ]
    assert [problem.severity for problem in site.problems] == ["warning"]


def test_data_with_a_header_is_a_document_of_its_collection(read: Read) -> None:
    site = read(
        {
            "_films/a.yml": "---\ntitle: A\ntags: [x]\ndate: 2021-01-01 10:00:00\n",
            "_films/b.yml": "title: B\n",
            "_films/c.yaml": "---\ntitle: a: b\n",
            "_posts/2021-01-01-d.yml": "---\ntitle: D\n",
        },
        "collections: {films: {output: true}}\n",
    )

    (document,) = site.documents
    assert (document.title, document.tags, document.text) == ("A", ("x",), "")
    assert (document.path, document.slug) == ("/films/a.yml", "a")
    (problem,) = site.problems
    assert str(problem).startswith("_films/c.yaml:2: ")
