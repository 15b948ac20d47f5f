"""What the fixture site does not show: odd folders, broken files, the clock."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.jekyll.liquid.conftest import Evaluate, open_liquid

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


def ranked(ranks: dict[str, str], date: str = "") -> dict[str, str]:
    """Give the files of a collection whose documents have a `rank`."""
    return {
        f"_films/{name}.md": f"---\ntitle: {name.upper()}\nrank: {rank}\n{date}---\nx"
        for name, rank in ranks.items()
    }


@pytest.mark.parametrize(
    ("settings", "titles"),
    [
        ("{}", "A B C D E"),
        ("{sort_by: rank}", "B D C A E"),
        ("{sort_by: nothing}", "A B C D E"),
        ("{order: [c.md, nope.md, a.md]}", "C A B D E"),
        ("{order: [e.md], sort_by: rank}", "E A B C D"),
    ],
)
def test_a_collection_may_have_an_order_of_its_own(
    settings: str, titles: str, liquid_in: Make
) -> None:
    files = ranked({"a": "3", "b": "1", "c": "2", "d": "1", "e": ""})
    evaluate = liquid_in(files, f"collections: {{films: {settings}}}\n")
    assert evaluate("{{ site.films | map: 'title' | join: ' ' }}") == titles


def test_a_document_without_a_date_is_ordered_by_its_path(liquid_in: Make) -> None:
    files = {
        "_films/a.md": "---\ntitle: A\n---\nx",
        "_films/b.md": "---\ntitle: B\ndate: 2099-01-01\n---\nx",
        "_films/c.md": "---\ntitle: C\n---\nx",
    }
    evaluate = liquid_in(files, "collections: [films]\n")
    assert evaluate("{{ site.films | map: 'title' | join }}") == "A B C"


def test_what_is_not_published_is_there_on_request(liquid_in: Make) -> None:
    files = {
        "_films/a.md": "---\ntitle: A\npublished: false\n---\nx",
        "p.md": "---\ntitle: P\npublished: false\n---\nx",
    }
    text = "{{ site.films.size }}{{ site.pages.size }}"
    assert liquid_in(files, "collections: [films]\n")(text) == "00"
    assert liquid_in(files, "collections: [films]\nunpublished: true\n")(text) == "11"


def test_a_link_to_a_document_of_the_future_is_refused(liquid_in: Make) -> None:
    files = {"_films/a.md": "---\ndate: 2099-01-01\n---\nx"}
    evaluate = liquid_in(files, "collections: {films: {output: true}}\n")
    assert evaluate("{{ site.films.size }}") == "1"
    with pytest.raises(JekyllStopsError, match="link finds no file"):
        evaluate("{% link _films/a.md %}")


def test_a_document_shows_what_stands_before_it_in_its_collection(liquid_in: Make) -> None:
    films = {f"_films/{name}.md": f"---\ntitle: {name}\n---\n*{name}*" for name in "abc"}
    config = "collections: {films: {output: true}, acts: {output: true}}\n"
    evaluate = liquid_in({**films, "_acts/z.md": "---\ntitle: Z\n---\n*z*"}, config)
    text = "{% for f in site.films %}{{ f.content | strip }}{% endfor %}{{ site.acts[0].content }}"
    assert evaluate(text, "_films/b.md") == "<p><em>a</em></p>*b**c**z*"
    assert evaluate(text).startswith("*a**b**c*")
    assert evaluate("{{ site.films[2].content }}", "_acts/z.md") == "<p><em>c</em></p>\n"


def test_site_posts_are_the_posts_where_reviews_lie_elsewhere(
    make_site: Callable[..., Path],
) -> None:
    site = make_site(
        {"_films/a.md": "---\ntitle: A\n---\nx", "_posts/2024-01-02-main.md": "x"},
        "collections: {films: {output: true}}\ntimezone: Asia/Tokyo\n",
    )
    evaluate = open_liquid(site, collections=("films",))[1]
    text = (
        "{% post_url 2024-01-02-main %} {{ site.posts | map: 'slug' }} {{ site.time | date: '%z' }}"
    )
    assert evaluate(text) == "/posts/main/ main +0900"


def test_data_files_of_one_name_come_in_the_order_of_their_kinds(liquid_in: Make) -> None:
    files = {
        "_data/k.json": "2",
        "_data/k.yml": "1",
        "_data/z.yaml": "3",
        "_data/d.json": "4",
        "_data/d/e.yml": "5",
        "_data/UP.YML": "6",
    }
    assert liquid_in(files)("{{ site.data | jsonify }}") == '{"z":3,"k":2,"d":{"e":5}}'


def test_times_of_data_files_are_shown_in_the_sites_zone(liquid_in: Make) -> None:
    files = {"_data/a.yml": "t: 2024-07-02 10:00:00\n"}
    evaluate = liquid_in(files, "timezone: Europe/Rome\n")
    assert evaluate("{{ site.data.a.t }}") == "2024-07-02 12:00:00 +0200"


def test_a_style_sheet_is_linked_as_it_is_built(liquid_in: Make) -> None:
    assert liquid_in({"a.scss": "---\n---\nx"})("{% link a.scss %}") == "/a.css"


def test_a_list_prints_pages_collections_and_files_as_ruby_does(liquid_in: Make) -> None:
    evaluate = liquid_in({"a.md": "---\n---\nPage", "b.txt": "x"})
    assert evaluate("{{ site.pages }}") == "Page"
    shown = "[#<Jekyll::Document _posts/2024-01-02-main.md collection=posts>]"
    assert evaluate("{{ site.collections }}") == shown
    with pytest.raises(NeedsJekyllError, match="static files"):
        evaluate("{{ site.static_files }}")


@pytest.mark.parametrize(
    "text", ["{% for name in page %}x{% endfor %}", "{{ page.keys }}", "{{ page.inspect }}"]
)
def test_the_inside_of_a_document_is_not_guessed(text: str, liquid_in: Make) -> None:
    with pytest.raises(NeedsJekyllError):
        liquid_in()(text)


@pytest.mark.parametrize("name", ["layout", "content"])
def test_what_layouts_leave_behind_is_not_guessed(name: str, liquid_in: Make) -> None:
    text = f"{{{{ {name} }}}}"
    assert liquid_in()(text) == ""
    with pytest.raises(NeedsJekyllError, match="layouts"):
        liquid_in({"_layouts/post.html": "x"})(text)


def test_the_collection_of_posts_says_its_permalink(liquid_in: Make) -> None:
    text = "{% for c in site.collections %}{{ c.permalink }}{% endfor %}"
    assert liquid_in({}, "permalink: none\n")(text) == "/:categories/:title:output_ext"


@pytest.mark.parametrize(
    ("front_matter", "excerpt"),
    [
        ("excerpt: false", "<p>a</p>\n"),
        ("excerpt: 5", "5"),
        ("excerpt_separator: ''", ""),
        ("excerpt_separator: null", "<p>a</p>\n"),
    ],
)
def test_an_excerpt_is_what_ruby_takes_for_one(
    front_matter: str, excerpt: str, liquid_in: Make
) -> None:
    evaluate = liquid_in({"_posts/2024-02-01-b.md": f"---\n{front_matter}\n---\na\n\nb"})
    assert evaluate("{{ page.excerpt }}", "_posts/2024-02-01-b.md") == excerpt


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ nil | default: 'a', foo: 1 }}", "a"),
        ("{{ nil | default: foo: 1 }}", '{"foo"=>1}'),
        ("{{ nil | default: allow_false: true }}", '{"allow_false"=>true}'),
        ("{{ false | default: 'a', allow_false: true }}", "false"),
        ("{{ '' | default: 'a', 'b' }}", "a"),
    ],
)
def test_default_takes_named_arguments_as_ruby_does(
    text: str, expected: str, liquid_in: Make
) -> None:
    assert liquid_in()(text) == expected


def test_a_tag_that_is_a_number_is_none_of_text(liquid_in: Make) -> None:
    evaluate = liquid_in({"_posts/2024-02-01-b.md": "---\ntags: [2024, night]\n---\nx"})
    text = (
        "{{ site.posts[0].tags | inspect }} {{ site.tags[2024].size }} {{ site.tags['2024'].size }}"
        "{% if site.posts[0].tags contains '2024' %}text{% endif %}"
    )
    assert evaluate(text) == "[2024, &quot;night&quot;] 1 "


def test_pages_and_files_have_the_sites_defaults(liquid_in: Make) -> None:
    config = (
        "timezone: Europe/Rome\ndefaults:\n"
        "- {scope: {path: '', type: pages}, values: {author: Ida, permalink: '/d/:basename/'}}\n"
        "- {scope: {path: img}, values: {image: yes}}\n"
    )
    files = {"a.md": "---\ndate: 2024-07-01 10:00:00\n---\nx", "img/a.png": "x"}
    text = (
        "{% for p in site.pages %}{{ p.author }} {{ p.url }} {{ p.date }}{% endfor %}"
        "{% for f in site.static_files %} {{ f.image }}{% endfor %}"
    )
    assert liquid_in(files, config)(text) == "Ida /d/a/ 2024-07-01 12:00:00 +0200 true"


def test_pages_that_a_plug_in_may_add_are_not_guessed(liquid_in: Make) -> None:
    files = {"a.md": "---\n---\nx"}
    assert liquid_in(files, "plugins: [jekyll-seo-tag]\n")("{{ site.pages.size }}") == "1"
    with pytest.raises(NeedsJekyllError, match="jekyll-feed may add pages"):
        liquid_in(files, "plugins: [jekyll-feed]\n")("{{ site.pages.size }}")


def test_a_post_without_an_excerpt_is_passed_over(liquid_in: Make) -> None:
    text = "---\nexcerpt_separator: ''\n---\n{{ page.previous.content }}{{ page.excerpt }}"
    evaluate = liquid_in({"_posts/2024-02-01-b.md": text, "_posts/2024-02-02-c.md": "x"})
    assert evaluate("{{ page.previous.content }}", "_posts/2024-02-02-c.md").startswith("<p>")


def test_an_excerpt_knows_no_related_posts(liquid_in: Make) -> None:
    text = "[{{ site.related_posts.size }}]{{ page.excerpt }}\n\nrest"
    evaluate = liquid_in({"_posts/2024-02-01-b.md": text, "_posts/2024-02-02-c.md": "x"})
    assert evaluate(page="_posts/2024-02-01-b.md").startswith("[2]<p>[]</p>")


def test_an_excerpt_is_made_when_the_first_document_asks_for_it(liquid_in: Make) -> None:
    shown = "---\ntitle: C\n---\n{{ site.posts[2].content }}\n\nrest"
    evaluate = liquid_in(
        {"_posts/2024-02-01-b.md": "*b* {{ page.next.excerpt }}", "_posts/2024-02-02-c.md": shown}
    )
    text = "{{ page.excerpt | strip_html | strip }}"
    assert evaluate(text, "_posts/2024-02-02-c.md") == "Text."


def theme(folder: Path) -> Path:
    """Write a theme with an include that includes another; give the folder of its gem's home."""
    includes = folder / "gems" / "minima-2.5.1" / "_includes"
    includes.mkdir(parents=True)
    (includes / "a.html").write_text("theme {{ include.x }}{% include b.html %}")
    (includes / "b.html").write_text(" b")
    return folder / "gems"


def test_includes_of_a_theme_stand_behind_the_sites_own(
    make_site: Callable[..., Path], tmp_path: Path
) -> None:
    files = {"_posts/2024-01-02-main.md": "x", "_includes/b.html": " mine"}
    site = make_site(files, "theme: minima\n")
    gems = theme(tmp_path)
    evaluate = open_liquid(site, gems=[gems])[1]
    assert evaluate("{% include a.html x=1 %}") == "theme 1 mine"
    (gems / "minima-2.5.1/_includes/a.html").write_text("\n{% stars %}")
    with pytest.raises(NeedsJekyllError) as raised:
        open_liquid(site, gems=[gems])[1]("{% include a.html %}")
    assert str(raised.value.file).endswith("minima-2.5.1/_includes/a.html")
    with pytest.raises(NeedsJekyllError, match="theme minima is not found"):
        open_liquid(site)[1]("{% include a.html %}")


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
