"""Files that Jekyll passes over are named with the reason, and those that nobody misses are not."""

from collections.abc import Callable, Mapping

import pytest

from reviewkit.errors import Problem

Look = Callable[..., list[Problem]]

POST = "---\ntitle: Dune\n---\nText.\n"
GOOD = {"_posts/2025-01-20-dune.md": POST}
ROME = "timezone: Europe/Rome\npermalink: /posts/:title/\n"


@pytest.fixture(scope="session")
def found(look: Look) -> Callable[..., list[str]]:
    """Give a function that tells of what is found in a site with one good post besides `files`."""

    def findings(files: Mapping[str, str | bytes], config: str = "") -> list[str]:
        problems = look({**GOOD, **files}, ROME + config)
        return [f"{problem.where}: {problem.what} -> {problem.fix}" for problem in problems]

    return findings


Found = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("dune.md", "YYYY-MM-DD-dune.md"),
        ("2025-01-20.md", "2025-01-20-title.md"),
        ("2025-01-20 dune.md", "2025-01-20-dune.md"),
        ("20250120-dune.md", "2025-01-20-dune.md"),
        ("2025_01_20_dune.md", "2025-01-20-dune.md"),
        ("25-12-2025-dune.md", "2025-12-25-dune.md"),
        ("sub/dune.html", "YYYY-MM-DD-dune.html"),
        ("2025-01-20/dune.md", "YYYY-MM-DD-dune.md"),
    ],
)
def test_a_post_without_a_date_in_its_name(found: Found, name: str, better: str) -> None:
    (finding,) = found({f"_posts/{name}": POST})
    assert finding.startswith(f"_posts/{name}: ")
    assert "has not the form YEAR-MONTH-DAY-title.md, so Jekyll does not publish it" in finding
    assert finding.endswith(f"-> rename it to {better}")


def test_the_date_of_the_front_matter_is_proposed_for_the_name(found: Found) -> None:
    (finding,) = found({"_posts/dune-two.md": "---\ndate: 2025-02-03 10:00:00 +0100\n---\n"})
    assert finding.endswith("rename it to 2025-02-03-dune-two.md")


def test_a_post_without_extension(found: Found) -> None:
    (finding,) = found({"_posts/2025-01-20-heat": POST})
    assert "2025-01-20-heat has no extension" in finding
    assert finding.endswith("rename it to 2025-01-20-heat.md")


@pytest.mark.parametrize("name", ["_2025-01-20-a.md", "#2025-01-20-a.md", "_wip/2025-01-20-a.md"])
def test_a_post_whose_name_begins_with_a_special_sign(found: Found, name: str) -> None:
    (finding,) = found({f"_posts/{name}": POST})
    assert f"no file whose name begins or ends as that of {name} does" in finding
    assert finding.endswith("rename it to 2025-01-20-a.md")


def test_a_post_whose_name_ends_with_a_dot(found: Found) -> None:
    (finding,) = found({"_posts/2025-01-20-a.md.": POST})
    assert finding.endswith("rename it to 2025-01-20-a.md")


@pytest.mark.parametrize(
    "name",
    [
        "_posts/2025-1-2-short.md",
        "_posts/sub/_x/2025-01-20-a.md",
        "_posts/README.md",
        "_posts/_template.md",
        "_posts/.gitkeep",
        "_posts/.2025-01-20-a.md.swp",
        "_posts/2025-01-20-a.md~",
        "_posts/#2025-01-20-a.md#",
        "_posts/notes",
        "_posts/style.css",
        "_posts/2025-01-20-page.html",
        "_drafts/dune.md",
        "films.md",
        "posts/index.md",
        "notes/2025-01-20-meeting.md",
        "assets/posts/2025-01-20.png",
        ".hidden/_posts/2025-01-20-a.md",
        "node_modules/x/_posts/2025-01-20-a.md",
        "_site/_posts/2025-01-20-a.md",
        "_data/posts/2025-01-20-a.yml",
    ],
)
def test_what_nobody_misses_is_not_mentioned(found: Found, name: str) -> None:
    text = "no front matter" if name.endswith(("notes", ".css", ".png")) else POST
    assert found({name: text}) == []


@pytest.mark.parametrize("folder", ["_Posts", "_post", "_drafts/../_POSTS"])
def test_a_folder_that_is_nearly_called_posts(found: Found, folder: str) -> None:
    (finding,) = found({f"{folder}/2025-01-20-a.md": POST})
    assert "is not called _posts, so Jekyll does not read" in finding
    assert finding.endswith("rename the folder to _posts")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("posts/2025-01-20-a.md", "_posts"),
        ("films/Posts/2025-01-20-a.md", "_posts"),
        ("drafts/a.md", "_drafts"),
    ],
)
def test_a_folder_without_its_underscore_becomes_pages(found: Found, name: str, meant: str) -> None:
    (finding,) = found({name: POST})
    assert f"is not called {meant}, so Jekyll makes an ordinary page of {name}" in finding


def test_files_of_one_folder_are_told_of_together(found: Found) -> None:
    (finding,) = found({f"posts/2025-01-{day}-a.md": POST for day in (20, 21, 22)})
    assert "makes an ordinary page of posts/2025-01-20-a.md and 2 more" in finding


@pytest.mark.parametrize("folder", ["_old", "old~"])
def test_posts_in_a_folder_that_is_not_visited(found: Found, folder: str) -> None:
    (finding,) = found({f"{folder}/_posts/2025-01-20-a.md": POST})
    assert finding.startswith(f"{folder}: ")
    assert f"{folder}/_posts/2025-01-20-a.md is not published" in finding


def test_a_folder_that_include_names_is_visited(found: Found) -> None:
    assert found({"_old/_posts/2025-01-20-a.md": POST}, "include: [_old]\n") == []


def test_a_folder_that_is_excluded_by_its_name_is_no_surprise(found: Found) -> None:
    files = {"films/_posts/2025-01-20-a.md": POST, "_posts/nodate.md": POST}
    assert found(files, "exclude: [films/, _posts/nodate.md]\n") == []


def test_a_folder_that_is_excluded_by_its_beginning(found: Found) -> None:
    (finding,) = found({"filmstrip/_posts/2025-01-20-a.md": POST}, "exclude: [film]\n")
    assert finding.startswith("_config.yml:4: exclude: film also means filmstrip")


def test_a_star_that_excludes_posts_in_folders(found: Found) -> None:
    (finding,) = found({"_posts/2025-01-21-a.md": POST}, "exclude: ['*-a.md']\n")
    assert "exclude: *-a.md also means _posts/2025-01-21-a.md" in finding


def test_posts_outside_of_the_collections_folder(found: Found) -> None:
    (finding,) = found({"all/_posts/2025-01-20-a.md": POST}, "collections_dir: all\n")
    assert finding.startswith("_config.yml:4: collections_dir is all")
    assert "_posts/2025-01-20-dune.md is not published" in finding
    assert finding.endswith("move the folder into all")


def test_a_picture_among_the_posts(found: Found) -> None:
    (finding,) = found({"_posts/pictures/dune.png": b"\x89PNG\r\n\x1a\n"})
    assert "publishes no pictures that lie in _posts, such as _posts/pictures/dune.png" in finding


def test_a_picture_among_the_posts_of_a_plugin_that_copies_it(found: Found) -> None:
    assert found({"_posts/dune.png": b"\x89PNG"}, "plugins: [jekyll-postfiles]\n") == []


@pytest.mark.parametrize("text", ["Text.\n", f"\n{POST}", f"\ufeff{POST}"])
def test_a_document_without_front_matter(found: Found, text: str) -> None:
    config = "collections: {films: {output: true}}\n"
    (finding,) = found({"_films/a.md": text, "_films/b.md": POST}, config)
    assert finding.startswith("_films/a.md:1: ")
    assert "so Jekyll copies the file as it is" in finding


def test_a_readme_in_a_collection_is_no_document(found: Found) -> None:
    files = {"_films/README.md": "Text.\n", "_films/_a.md": "Text.\n", "_films/a.css": "a {}"}
    assert found(files, "collections: [films]\n") == []


def test_posts_inside_of_a_collection(found: Found) -> None:
    config = "collections: {films: {output: true}}\n"
    (finding,) = found({"_films/_posts/2025-01-20-a.md": POST}, config)
    assert "looks for no posts inside the folder of a collection" in finding


def test_a_collection_whose_folder_has_another_name(found: Found) -> None:
    (finding,) = found({"_film/a.md": POST}, "collections:\n  films:\n    output: true\n")
    assert finding.startswith("_config.yml:5: the collection films lies in _films")
    assert finding.endswith("rename the folder to _films, or the collection")


def test_a_folder_of_the_site_that_is_no_collection_is_not_mentioned(found: Found) -> None:
    assert found({"_notes/a.md": POST}, "collections: [films]\n") == []


def test_what_the_reader_has_reported_is_not_reported_again(found: Found) -> None:
    assert found({"_posts/2025-13-20-a.md": POST, "_posts/2025-01-21-b.md": b"\xff"}) == []
