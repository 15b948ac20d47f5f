"""What the fixture site does not show: odd folders, broken files, the clock."""

from collections.abc import Callable

import pytest
from tests.jekyll.liquid.conftest import Evaluate

from reviewkit.jekyll.liquid import JekyllStopsError, NeedsJekyllError

Make = Callable[..., Evaluate]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Feb 3", "2024-02-03 00:00"),
        ("12:30", "2024-06-01 12:30"),
        ("5 pm", "2024-06-01 17:00"),
        ("feb", "2024-02-01 00:00"),
        ("now", "2024-06-01 10:00"),
    ],
)
def test_what_a_date_leaves_out_comes_from_the_build(
    text: str, expected: str, liquid_in: Make
) -> None:
    assert liquid_in()(f"{{{{ '{text}' | date: '%F %H:%M' }}}}") == expected


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bad.yml", "a: [1"),
        ("bad.json", "{"),
        ("bad.csv", 'a,b\n"x'),
        ("bad.tsv", b"\xff"),
    ],
)
def test_a_broken_data_file_is_named(name: str, content: str | bytes, liquid_in: Make) -> None:
    evaluate = liquid_in({f"_data/{name}": content})
    with pytest.raises(JekyllStopsError, match="data file bad"):
        evaluate("{{ site.data.bad }}")
    assert evaluate("{{ site.title }}") == "Films"


def test_tables_keep_quotes_and_empty_fields(liquid_in: Make) -> None:
    table = 'name,"say"\r\nAnn,"a ""b"", c"\r\n\r\n,""\nBo,x\n'
    evaluate = liquid_in({"_data/t.csv": table, "_data/.hidden.csv": "x", "_data/note.txt": "x"})
    shown = '[{"name"=>"Ann", "say"=>"a \\"b\\", c"}, {"name"=>nil, "say"=>""}, '
    expected = f'{shown}{{"name"=>"Bo", "say"=>"x"}}]'
    assert evaluate("{{ site.data.t | inspect }}").replace("&quot;", '"') == expected.replace(
        ">", "&gt;"
    )
    assert evaluate("{{ site.data | size }}") == "1"


def test_collections_may_be_a_list_of_names(liquid_in: Make) -> None:
    evaluate = liquid_in({"_actors/ada.md": "---\n---\nx"}, "collections: [actors]\n")
    assert evaluate("{{ site.actors[0].title }}{{ site.actors[0].url }}") == "Ada/actors/ada/"
    with pytest.raises(JekyllStopsError):
        evaluate("{% link _actors/ada.md %}")


def test_collections_may_lie_in_a_folder_of_their_own(liquid_in: Make) -> None:
    files = {
        "coll/_actors/ada.md": "---\ntitle: A\n---\nx",
        "coll/_actors/pic.png": "x",
        "coll/_posts/2024-02-03-b.md": "---\ntitle: B\n---\nx",
    }
    config = "collections_dir: coll\ncollections: {actors: {output: true}}\n"
    evaluate = liquid_in(files, config)
    page = "coll/_posts/2024-02-03-b.md"
    paths = "{{ page.path }} {{ site.actors[0].path }}"
    assert evaluate(paths, page) == "_posts/2024-02-03-b.md _actors/ada.md"
    links = "{% link _actors/ada.md %} {% link _actors/pic.png %}"
    assert evaluate(links, page) == "/actors/ada/ /actors/pic.png"


def test_a_collection_with_its_own_order_needs_jekyll(liquid_in: Make) -> None:
    evaluate = liquid_in({}, "collections: {actors: {sort_by: born}}\n")
    with pytest.raises(NeedsJekyllError, match="order of its own"):
        evaluate("{{ site.actors }}")


@pytest.mark.parametrize("content", [b"---\n---\n\xff", "---\na: [1\n---\n"])
def test_a_page_that_cannot_be_read_is_named(content: str | bytes, liquid_in: Make) -> None:
    with pytest.raises(JekyllStopsError, match=r"about\.md"):
        liquid_in({"about.md": content})("{{ site.pages }}")


def test_the_output_of_an_older_post_needs_jekyll(liquid_in: Make) -> None:
    evaluate = liquid_in({"_posts/2024-02-03-b.md": "x"})
    with pytest.raises(NeedsJekyllError, match="layout"):
        evaluate("{{ page.previous.output }}", "_posts/2024-02-03-b.md")


def test_another_highlighter_colours_nothing(liquid_in: Make) -> None:
    evaluate = liquid_in({}, "highlighter: none\n")
    assert '<code class="language-text" data-lang="text">a &lt; &quot;b&#39;</code>' in evaluate(
        "{% highlight text linenos %}\n a < \"b' \n{% endhighlight %}"
    )


def test_the_site_says_which_environment_it_is_built_for(liquid_in: Make) -> None:
    assert liquid_in()("{{ jekyll.environment }} {{ jekyll.version }}") == "development 4.3.1"
