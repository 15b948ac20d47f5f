"""URLs and texts that are not what the permalink or the file promises are found."""

from collections.abc import Callable

import pytest

from reviewkit.errors import Problem

Look = Callable[..., list[Problem]]

POST = "---\ntitle: Dune\n---\nText.\n"
ROME = "timezone: Europe/Rome\npermalink: /posts/:title/\n"


@pytest.mark.parametrize("style", ["pretty", "date", "ordinal", "weekdate", "none"])
def test_a_style_in_the_front_matter(doctor: Look, style: str) -> None:
    (problem,) = doctor(f"title: Dune\npermalink: {style}", ROME)
    assert f"here it is the URL /{style}" in problem.what
    assert str(problem.where) == "_posts/2025-01-20-dune.md:3"


def test_a_placeholder_in_capitals_of_the_front_matter(doctor: Look) -> None:
    (problem,) = doctor("title: Dune\npermalink: /a/:Title/", ROME)
    assert ":Title is no placeholder: it stands in the URL /a/:Title/" in problem.what
    assert problem.fix == "write :title"


def test_a_placeholder_in_capitals_of_the_configuration(look: Look) -> None:
    files = {f"_posts/2025-01-{day}-a.md": POST for day in (20, 21)}
    (problem,) = look(files, "permalink: /:Year/:title/\n")
    assert ":Year in the permalink is no placeholder" in problem.what
    assert str(problem.where) == "_config.yml:2"


@pytest.mark.parametrize("permalink", ["/what?/", '"/C#/"'])
def test_a_url_that_a_browser_cuts(doctor: Look, permalink: str) -> None:
    (problem,) = doctor(f"title: Dune\npermalink: {permalink}", ROME)
    assert "so nobody can read the post" in problem.what


def test_a_category_that_cuts_the_url(doctor: Look) -> None:
    config = "timezone: Europe/Rome\npermalink: /:categories/:title/\n"
    (problem,) = doctor('title: Dune\ncategories: ["Who?"]', config)
    assert "the URL /who?/dune/ ends for a browser at the ?" in problem.what


def test_a_name_that_is_a_date_alone(doctor: Look) -> None:
    (problem,) = doctor("title: Dune", ROME, "_posts/2025-01-20-.md")
    assert "the file's name is a date alone" in problem.what


def test_a_slug_gives_a_name_to_a_date_alone(doctor: Look) -> None:
    assert doctor("title: Dune\nslug: dune", ROME, "_posts/2025-01-20-.md") == []


@pytest.mark.parametrize("name", ["a.md.txt", "a.mdown", "a.md.bak", "a.text"])
def test_a_text_that_is_published_as_it_is(look: Look, name: str) -> None:
    (problem,) = look({f"_posts/2025-01-20-{name}": POST}, ROME)
    assert "is no Markdown to Jekyll, which publishes the text as it is" in problem.what


def test_markdown_of_another_extension_that_the_site_knows(look: Look) -> None:
    config = f"{ROME}markdown_ext: md,mdown\n"
    assert look({"_posts/2025-01-20-a.mdown": POST, "_posts/2025-01-21-b.MD": POST}, config) == []


def test_pages_of_html_and_of_other_markup(look: Look) -> None:
    files = {f"_posts/2025-01-20-{one}.{one}": POST for one in ("html", "textile", "adoc")}
    assert look(files, ROME) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f"\n{POST}", "does not begin in the first line"),
        (f" {POST}", "does not begin in the first line"),
        ("----\ntitle: Dune\n----\n", "does not begin in the first line"),
        ("—-\ntitle: Dune\n—-\n", "does not begin in the first line"),
        ("+++\ntitle = 'Dune'\n+++\n", "does not begin in the first line"),
        ("---\ntitle: Dune\nText.\n", "never ends"),
        ("title: Dune\ndate: 2025-01-20\n\nText.\n", "has no line --- above it"),
    ],
)
def test_a_front_matter_that_is_text(look: Look, text: str, what: str) -> None:
    (problem,) = look({"_posts/2025-01-20-heat.md": text}, ROME)
    assert what in problem.what
    assert "the post is called 'Heat'" in problem.what


@pytest.mark.parametrize(
    "text",
    [
        "Text.\n",
        "",
        f"\ufeff{POST}",
        POST.replace("\n", "\r\n"),
        "---\n\nA rule first.\n",
        "----\n\nA longer rule, and a note: none.\n",
        "<b>Title:</b> Dune\n",
        "Note: this is text.\n",
    ],
)
def test_a_text_without_front_matter_is_no_mistake(look: Look, text: str) -> None:
    assert look({"_posts/2025-01-20-heat.md": text}, ROME) == []


@pytest.mark.parametrize("file", ["assets/_dune.png", "_pictures/dune.png", "assets/#1.png"])
def test_a_picture_that_is_not_copied(doctor: Look, file: str) -> None:
    (problem,) = doctor(f'title: Dune\nimage: "/{file}"', ROME)
    assert f"does not copy the hero image {file.partition('#')[0]}" in problem.what


def test_a_picture_that_is_excluded(doctor: Look) -> None:
    (problem,) = doctor("title: Dune\nimage: /raw/a.png", f"{ROME}exclude: [raw]\n")
    assert "does not copy the hero image raw/a.png: exclude means it" in problem.what


def test_a_picture_that_include_names_is_copied(doctor: Look) -> None:
    assert doctor("title: Dune\nimage: /_raw/a.png", f"{ROME}include: [_raw]\n") == []
