"""What a post may not do: leave the site, include itself, loop or grow without end."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.jekyll.liquid.conftest import Evaluate

from reviewkit.jekyll.liquid import JekyllStopsError, NeedsJekyllError, TooMuchError

Make = Callable[..., Evaluate]


@pytest.mark.parametrize(
    "text",
    [
        "{% for i in (1..1000000000) %}x{% endfor %}",
        "{% for i in (1..2000) %}{% for j in (1..2000) %}{% endfor %}{% endfor %}",
        "{% tablerow i in (1..1000000000) %}x{% endtablerow %}",
        "{{ (1..1000000000) | join: '' }}",
        "{{ (1..1000000000) | sort | size }}",
        "{{ (1..1000000000) | where_exp: 'x', 'x > 1' | size }}",
        "{% assign a = 'xxxxxxxxxx' %}{% for i in (1..40) %}{% assign a = a | append: a %}{% endfor %}",  # noqa: E501
        "{% assign a = 'x' | split: '' %}{% for i in (1..40) %}{% assign a = a | concat: a %}{% endfor %}",  # noqa: E501
        "{% assign a = 9 %}{% for i in (1..40) %}{% assign a = a | times: a %}{% endfor %}",
        "{% for i in (1..500) %}{% assign a = a | append: '11111111111111111111' %}{% endfor %}{{ a | replace: '1', a }}",  # noqa: E501
        "{% for i in (1..200000) %}" + "1234567890" * 6 + "{% endfor %}",
        "{{ 1 | date: '%1000000000d' | size }}{{ (1..9999999999999) | reverse | first }}",
    ],
)
def test_endless_work_is_refused(text: str, liquid_in: Make) -> None:
    with pytest.raises(TooMuchError):
        liquid_in()(text)


def test_an_include_of_itself_is_refused(liquid_in: Make) -> None:
    evaluate = liquid_in({"_includes/loop.html": "x\n{% include loop.html %}"})
    with pytest.raises(JekyllStopsError, match="includes itself") as raised:
        evaluate("{% include loop.html %}")
    assert (raised.value.file, raised.value.line) == ("_includes/loop.html", 2)


def test_deep_nesting_is_refused(liquid_in: Make) -> None:
    text = "{% if true %}" * 5000 + "{% endif %}" * 5000
    with pytest.raises(TooMuchError):
        liquid_in()(text)


@pytest.mark.parametrize(
    "text",
    [
        "{% include ../secret.txt %}",
        "{% include ../../etc/passwd %}",
        "{% include /etc/passwd %}",
        "{% include_relative ../secret.txt %}",
        "{% include_relative /etc/passwd %}",
        "{% assign up = '..' %}{% include {{ up }}/secret.txt %}",
        "{% link ../secret.txt %}",
        "{% link _config.yml %}",
    ],
)
def test_nothing_outside_is_read(text: str, liquid_in: Make) -> None:
    evaluate = liquid_in({"secret.txt": "secret", "_includes/a.html": "a"})
    with pytest.raises(JekyllStopsError):
        evaluate(text)


def test_a_link_that_leaves_the_site_is_followed_as_jekyll_does(
    liquid_in: Make, tmp_path: Path
) -> None:
    outside = tmp_path / "shared.html"
    outside.write_text("shared {{ page.title }}")
    for config, read in (("", True), ("safe: true\n", False)):
        evaluate = liquid_in({"_includes/a.html": "a"}, config)
        link = tmp_path / "site" / "_includes" / "link.html"
        if not link.is_symlink():
            link.symlink_to(outside)
        if read:
            assert evaluate("{% include link.html %}") == "shared Main"
        else:
            with pytest.raises(JekyllStopsError, match=r"no include link\.html"):
                evaluate("{% include link.html %}")


def test_the_environment_cannot_be_seen(liquid_in: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWKIT_MASTODON_TOKEN", "hush")
    text = "{{ env }}{{ site.env }}{{ jekyll.env }}{{ ENV.REVIEWKIT_MASTODON_TOKEN }}"
    assert liquid_in()(text) == ""


def test_objects_cannot_be_looked_into(liquid_in: Make) -> None:
    names = ("__class__", "document", "world", "get", "_computed", "site")
    text = "".join(f"[{{{{ page.{name} }}}}{{{{ site.posts[0].{name} }}}}]" for name in names)
    assert liquid_in()(text) == "[]" * len(names)


def test_posts_that_show_each_other_end(liquid_in: Make) -> None:
    shows = (
        "---\ntitle: {0}\n---\n{0}({{% for p in site.posts %}}{{{{ p.content }}}}{{% endfor %}})"
    )
    evaluate = liquid_in(
        {f"_posts/2024-01-0{day}-p{day}.md": shows.format(f"P{day}") for day in (3, 4, 5)}
    )
    assert "P3" in evaluate(page="_posts/2024-01-05-p5.md")


def test_excerpts_that_show_one_another_are_refused(liquid_in: Make) -> None:
    shows = "{% for p in site.posts %}{{ p.excerpt }}{% endfor %}"
    evaluate = liquid_in({"_posts/2024-01-03-p.md": shows, "_posts/2024-01-04-q.md": shows})
    with pytest.raises(TooMuchError):
        evaluate(page="_posts/2024-01-04-q.md")


@pytest.mark.parametrize("name", ["seo", "feed_meta", "gist", "bogus", "render", "liquid", "echo"])
def test_an_unknown_tag_is_named(name: str, liquid_in: Make) -> None:
    with pytest.raises(NeedsJekyllError, match=f"the tag {name} is none") as raised:
        liquid_in()(f"one\ntwo {{% {name} x %}}")
    assert raised.value.line == 2


def test_an_unknown_filter_changes_nothing_without_plugins(liquid_in: Make) -> None:
    assert liquid_in()("{{ 'x' | shout }}") == "x"


@pytest.mark.parametrize(
    ("files", "config"),
    [
        ({"_plugins/shout.rb": "module Shout; end"}, ""),
        ({}, "plugins: [jekyll-shout]\n"),
        ({"Gemfile": "group :jekyll_plugins do\n  gem 'jekyll-shout'\nend\n"}, ""),
        ({"Gemfile": "gem 'jekyll-shout', group: :jekyll_plugins\n"}, ""),
    ],
)
def test_an_unknown_filter_is_named_where_a_plugin_may_bring_it(
    files: dict[str, str], config: str, liquid_in: Make
) -> None:
    with pytest.raises(NeedsJekyllError, match="the filter shout"):
        liquid_in(files, config)("{{ 'x' | shout }}")


def test_known_plugins_bring_no_filters(liquid_in: Make) -> None:
    gemfile = "group :jekyll_plugins do\n  gem 'jekyll-feed'\n  # gem 'jekyll-shout'\nend\n"
    evaluate = liquid_in({"Gemfile": gemfile}, "plugins: [jekyll-seo-tag]\n")
    assert evaluate("{{ 'x' | shout }}") == "x"


@pytest.mark.parametrize(
    ("config", "text"),
    [
        ("liquid: {strict_variables: true}\n", "{{ missing }}"),
        ("liquid: {strict_variables: true}\n", "{{ page.missing }}"),
        ("liquid: {strict_filters: true}\n", "{{ 'x' | shout }}"),
        ("liquid: {error_mode: strict}\n", "{{ 'a' 'b' }}"),
        ("liquid: {error_mode: strict}\n", "{% if a = b %}{% endif %}"),
    ],
)
def test_the_sites_own_strictness_counts(config: str, text: str, liquid_in: Make) -> None:
    with pytest.raises(JekyllStopsError):
        liquid_in(config=config)(text)


def test_lax_reading_skips_the_grammar(liquid_in: Make) -> None:
    evaluate = liquid_in(config="liquid: {error_mode: lax}\n")
    assert evaluate("{{ page . title }}") != "Main"
    assert liquid_in()("{{ page . title }}") == "Main"


def test_a_fault_in_an_include_is_one_of_the_include(liquid_in: Make) -> None:
    evaluate = liquid_in({"_includes/a.html": "one\n\n{% if %}", "_includes/b.html": "{% bogus %}"})
    with pytest.raises(JekyllStopsError) as raised:
        evaluate("{% include a.html %}")
    assert (raised.value.file, raised.value.line) == ("_includes/a.html", 3)
    with pytest.raises(NeedsJekyllError) as other:
        evaluate("x\n{% include b.html %}")
    assert other.value.file == "_includes/b.html"


def test_an_include_of_a_theme_needs_jekyll(liquid_in: Make) -> None:
    with pytest.raises(NeedsJekyllError, match="theme"):
        liquid_in(config="theme: minima\n")("{% include social.html %}")


def test_braces_that_are_never_closed_take_no_time(liquid_in: Make) -> None:
    with pytest.raises(JekyllStopsError, match="is not closed"):
        liquid_in()("{{ " * 300_000)


@pytest.mark.parametrize("key", ["content", "excerpt"])
def test_hundreds_of_posts_that_each_show_the_one_before_are_no_tower(
    key: str, liquid_in: Make
) -> None:
    dates = [f"2024-{month:02}-{day:02}" for month in range(2, 12) for day in range(1, 29)]
    text = f"---\ntitle: A\n---\nx{{{{ page.previous.{key} | size }}}}\n"
    evaluate = liquid_in({f"_posts/{date}-a.md": text for date in dates})
    assert evaluate(page=f"_posts/{dates[-1]}-a.md").startswith("x")


def test_a_fault_of_a_shown_post_names_both_places(liquid_in: Make) -> None:
    text = "---\ntitle: B\n---\n\n\n{% stars %}\n"
    evaluate = liquid_in({"_posts/2024-02-01-b.md": text, "_posts/2024-02-02-c.md": "x"})
    with pytest.raises(NeedsJekyllError, match=r"\(in _posts/2024-02-01-b\.md:6, which") as raised:
        evaluate("a\n{{ page.previous.content }}", "_posts/2024-02-02-c.md")
    assert (raised.value.file, raised.value.line) == (None, 2)


def test_a_fault_in_the_name_of_an_include_is_one_of_its_tag(liquid_in: Make) -> None:
    with pytest.raises(JekyllStopsError) as raised:
        liquid_in()("a\n\n{% include {{ page.title | divided_by: 0 }} %}")
    assert raised.value.line == 3


def test_a_remark_of_a_newer_liquid_needs_jekyll(liquid_in: Make) -> None:
    with pytest.raises(NeedsJekyllError, match="the tag # is in some versions"):
        liquid_in()("{% # remark %}")
