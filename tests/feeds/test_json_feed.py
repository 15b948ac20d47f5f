"""JSON Feed 1.1, held against a schema of its rules."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from reviewkit.model import Author, Image, RenderedPost, Site

JsonData = Callable[..., Any]
NewImage = Callable[..., Image]
NewPost = Callable[..., RenderedPost]
NewSite = Callable[..., Site]


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    path = Path(__file__).with_name("json_feed_1_1.schema.json")
    rules = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(rules)
    return jsonschema.Draft202012Validator(rules)


def test_a_full_feed_keeps_the_rules(
    schema: jsonschema.Draft202012Validator,
    json_data: JsonData,
    new_post: NewPost,
    new_image: NewImage,
) -> None:
    hubs = ("https://hub.example/",)

    data = json_data(new_post(image=new_image()), new_post(slug="other"), hubs=hubs)

    assert list(schema.iter_errors(data)) == []


def test_the_barest_feed_keeps_the_rules(
    schema: jsonschema.Draft202012Validator,
    json_data: JsonData,
    new_post: NewPost,
    new_site: NewSite,
) -> None:
    site = new_site(title="", description="", lang=None, author=None)
    post = new_post(title="", html="", sentence=None, excerpt="", tags=(), categories=(), lang=None)

    data = json_data(post, site=site)

    assert list(schema.iter_errors(data)) == []


@pytest.mark.parametrize(
    "image",
    [
        {"file": None, "bytes": None, "width": None, "height": None},
        {"file": None, "bytes": None, "width": None, "height": None, "type": None},
        {"alt": None},
        {"alt": ""},
    ],
)
def test_a_picture_of_which_little_is_known_keeps_the_rules(
    schema: jsonschema.Draft202012Validator,
    json_data: JsonData,
    new_post: NewPost,
    new_image: NewImage,
    image: dict[str, Any],
) -> None:
    data = json_data(new_post(image=new_image(**image)))

    assert list(schema.iter_errors(data)) == []
    assert data["items"][0]["image"] == "https://films.example/assets/harbour.jpg"


def test_the_schema_refuses_what_the_rules_forbid(
    schema: jsonschema.Draft202012Validator, json_data: JsonData, new_post: NewPost
) -> None:
    good = json_data(new_post())
    item = good["items"][0]

    bad = [
        {**good, "items": [{**item, "url": "/posts/relative/"}]},
        {**good, "items": [{**item, "date_published": "2025-01-20T17:42:44"}]},
        {**good, "items": [{**item, "tags": []}]},
        {**good, "items": [{key: item[key] for key in item if key != "id"}]},
        {**good, "items": [{key: item[key] for key in item if key != "content_html"}]},
        {**good, "version": "https://jsonfeed.org/version/1"},
        {**good, "authors": [{}]},
        {**good, "author": {"name": "Ada"}},
    ]

    assert schema.is_valid(good)
    assert [schema.is_valid(data) for data in bad] == [False] * len(bad)


def test_the_feed_names_itself_and_the_site(json_data: JsonData, new_post: NewPost) -> None:
    data = json_data(new_post())

    assert data["feed_url"] == "https://films.example/feed.json"
    assert data["home_page_url"] == "https://films.example/"
    assert data["language"] == "en"
    assert data["description"] == "One review a week"


def test_titles_and_summaries_are_plain_text(json_data: JsonData, new_post: NewPost) -> None:
    data = json_data(new_post(title="Tom & <Jerry>", sentence="Cats & <dogs>"))

    assert data["items"][0]["title"] == "Tom & <Jerry>"
    assert data["items"][0]["summary"] == "Cats & <dogs>"


def test_authors_have_name_and_page_only(json_data: JsonData, new_post: NewPost) -> None:
    data = json_data(new_post(authors=(Author(name="Bo Guest", email="bo@private.example"),)))

    assert data["authors"] == [{"name": "Ada Reviewer", "url": "https://ada.example/"}]
    assert data["items"][0]["authors"] == [{"name": "Bo Guest"}]


def test_categories_and_tags_are_tags_each_once(json_data: JsonData, new_post: NewPost) -> None:
    data = json_data(new_post(categories=("Film", "drama"), tags=("drama", "R & B")))

    assert data["items"][0]["tags"] == ["Film", "drama", "R & B"]


def test_text_is_written_as_it_is_and_not_in_escapes(
    new_post: NewPost, write: Callable[..., dict[str, bytes]]
) -> None:
    data = write(new_post(title="Amélie 映画 🎬"))["json"]

    assert "Amélie 映画 🎬".encode() in data


def test_plain_text_that_stands_in_for_content_is_not_markup(
    json_data: JsonData, new_post: NewPost
) -> None:
    post = new_post(title="Tom & <b>Jerry", html="", sentence=None, excerpt="")

    (item,) = json_data(post)["items"]

    assert "<b>" not in item.get("content_html", "")
    assert item.get("content_text", item["title"]) == "Tom & <b>Jerry"
