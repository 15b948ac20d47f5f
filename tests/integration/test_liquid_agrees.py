"""Real Jekyll is asked whether the cases of Liquid have its answers, and builds whole sites."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.oracles.kramdown import first_difference
from tests.oracles.liquid import CASES, SITE, LiquidOracle, read_cases

pytestmark = pytest.mark.integration

Run = Callable[..., subprocess.CompletedProcess[str]]

FILES = sorted(CASES.glob("*.json"))
CLOCK = {"SOURCE_DATE_EPOCH": "1717236000"}
PLUGIN = """\
require "json"
module Stars
  class Tag < Liquid::Tag
    def render(_context)
      "<b class='stars'>*****</b>"
    end
  end
end
Liquid::Template.register_tag("stars", Stars::Tag)
Jekyll::Hooks.register :site, :post_write do |site|
  rows = site.posts.docs.to_h { |post| [post.relative_path, post.content] }
  File.write(ENV.fetch("ORACLE_OUTPUT"), JSON.generate(rows))
end
"""
POSTS = {
    "_posts/2024-01-01-first.md": "First *text*.\n\n{{ page.next.title }} [ref]\n\n[ref]: /x\n",
    "_posts/2024-01-02-second.md": (
        "{% for p in site.posts %}<p>{{ p.title }}: {{ p.content | strip_html | strip }}</p>\n"
        "{% endfor %}\n\n{{ page.previous.content }}\n"
    ),
    "_posts/2024-01-03-excerpt.md": (
        "Head with [link][a] and {% if true %}open\n\ntail{% endif %}\n\n[a]: /there\n[b]: /not\n"
    ),
    "_posts/2024-01-04-all.md": (
        "Intro.\n\n{% for p in site.posts %}[{{ p.excerpt | strip }}]({{ p.url | absolute_url }})\n"
        "{% endfor %}{% for d in site.documents %}{{ d.path }} {{ d.url }};{% endfor %}\n"
    ),
    "_posts/2024-01-05-separator.md": (
        "---\nexcerpt_separator: <!--more-->\ntitle: Sep\n---\n\nA *b*\n\nc <!--more--> d\n\n"
        "{{ page.excerpt }}|{{ page.previous.excerpt | number_of_words }}\n"
    ),
    "_posts/2024-01-06-code.md": (
        "```\n{{ page.title }} {% raw %}{{ kept }}{% endraw %}\n```\n\n"
        "{% highlight text %}\n<b> & {{ page.date | date: '%F' }}\n{% endhighlight %}\n\nafter\n"
    ),
    "_posts/2024-01-07-lists.md": (
        "{% for a in site.actors %}\n- {{ a.title }}: {{ a.content | markdownify }}\n"
        "{%- endfor %}\n\n{% include piece.html x='*y*' %}\n\n{{ site.data.team | map: 'name' }}\n"
    ),
    "_posts/2024-01-08-related.md": (
        "{% for p in site.related_posts limit: 3 %}* {{ p.title }} {{ p.date | date_to_string }}\n"
        "{% endfor %}\n{{ site.time | date: '%Y' }} {{ page.previous.excerpt }}\n"
    ),
    "_posts/2024/2024-01-09-deep.md": (
        "{% include_relative part.txt a=page.slug %} {% post_url 2024/2024-01-09-deep %}\n"
    ),
    "_posts/2024-01-10-crlf.md": (
        "---\r\ntitle: Crlf\r\n---\r\nA {{ page.title }}\r\n\r\n"
        "{%- if true %}\r\nb\r\n{% endif -%}\r\nc\r\n"
    ),
    "_posts/2024-01-11-html.html": "<p>{{ page.title | upcase }}</p>\n{{ '*m*' | markdownify }}\n",
    "_posts/2024-01-12-off.md": "---\nrender_with_liquid: false\n---\n`{{ page.title }}` {% x %}\n",
    "_posts/2024-01-12-orders.md": (
        "{{ site.films | map: 'title' | join }} {{ site.acts | map: 'title' | join }} "
        "{{ site.films[0].next.title }} {{ site.data.mixed | jsonify }} {{ site.data.when.t }}\n\n"
        "{% for c in site.collections %}{{ c.label }} {{ c.permalink }} {% endfor %}\n"
    ),
    "_posts/2024-01-12-defaults.md": (
        "---\ntags: [2024, night]\nexcerpt_separator: ''\n---\n"
        "{{ site.tags[2024].size }} "
        "{% if page.tags contains '2024' %}text{% endif %} {% link look.scss %}\n\n"
        "{{ page.excerpt | size }} {{ nil | default: foo: 1 | inspect }}\n"
    ),
    "_posts/2024-01-13-last.md": "{% for p in site.posts %}{{ p.content | size }} {% endfor %}\n",
}
FILES_BESIDE = {
    "_config.yml": (
        "url: https://films.example\nbaseurl: /base\ntimezone: Europe/Rome\n"
        "time: 2024-06-01 12:00:00 +0200\npermalink: /posts/:title/\n"
        "collections:\n  actors:\n    output: true\n  notes: {}\n"
        "  films: {sort_by: rank}\n  acts: {order: [b.md]}\n"
        "defaults:\n- {scope: {path: '', type: pages}, values: {author: Ida}}\n"
        "plugins: [jekyll-feed]\nfeed: {posts_limit: 100}\nauthor: Ada\n"
    ),
    "_films/a.md": "---\ntitle: A\nrank: 3\n---\nx\n",
    "_films/b.md": "---\ntitle: B\n---\nx\n",
    "_films/c.md": "---\ntitle: C\nrank: 1\n---\nx\n",
    "_acts/a.md": "---\ntitle: A\n---\nx\n",
    "_acts/b.md": "---\ntitle: B\n---\nx\n",
    "_data/mixed.yml": "1\n",
    "_data/mixed.json": "2\n",
    "_data/when.yml": "t: 2024-07-02 10:00:00\n",
    "look.scss": "---\n---\na {b: c}\n",
    "_includes/piece.html": "<i>{{ include.x }}</i>{% assign seen = true %}",
    "_data/team.yml": "- name: Ida\n- name: Per\n",
    "_actors/ada.md": "---\ntitle: Ada\n---\nActor **Ada** {{ 1 }}.\n",
    "_notes/n.md": "---\ntitle: N\n---\nNote.\n",
    "_posts/2024/part.txt": "part {{ include.a }} of {{ page.title }}",
    "about.md": "---\ntitle: About\n---\nAbout.\n",
}


@pytest.fixture(scope="module")
def oracle() -> Iterator[LiquidOracle]:
    """Give a running Jekyll."""
    with LiquidOracle() as running:
        yield running


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_jekyll_still_gives_the_expected_answers(path: Path, oracle: LiquidOracle) -> None:
    wrong = [
        (case, now)
        for case in read_cases(path)
        if (now := oracle.evaluate(case.text)) != case.answer
    ]
    assert wrong == []


def test_it_is_the_version_that_is_followed(oracle: LiquidOracle) -> None:
    assert oracle.versions() == {"jekyll": "4.3.1", "liquid": "5.4.0"}


def build(site: Path) -> dict[str, str]:
    """Build a site with Jekyll; give the HTML of each post by its file."""
    jekyll = shutil.which("jekyll")
    assert jekyll, "real Jekyll is needed: make oracles"
    (site / "_plugins").mkdir(exist_ok=True)
    (site / "_plugins" / "oracle.rb").write_text(PLUGIN)
    output = site.parent / "oracle.json"
    subprocess.run(
        [jekyll, "build", "--quiet", "--disable-disk-cache", "--source", str(site)],
        check=True,
        cwd=site,
        env={"PATH": "/usr/bin:/bin", "ORACLE_OUTPUT": str(output), "LANG": "C.UTF-8", "TZ": "UTC"},
    )
    answers: dict[str, str] = json.loads(output.read_text())
    return answers


def listed(run: Run, site: Path) -> dict[str, dict[str, Any]]:
    """Give the posts as reviewkit has them, by file."""
    result = run("list", site, "--json", "--html", env=CLOCK)
    return {post["source"]: post for post in json.loads(result.stdout)}


def differences(ours: dict[str, dict[str, Any]], theirs: dict[str, str]) -> dict[str, str]:
    """Give what differs, by post."""
    return {
        source: difference
        for source, html in theirs.items()
        if (difference := first_difference(ours[source]["html"], html))
    }


def test_a_built_site_has_the_same_html(run: Run, tmp_path: Path) -> None:
    site = tmp_path / "site"
    for name, text in {**FILES_BESIDE, **POSTS}.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, newline="")
    theirs = build(site)
    assert len(theirs) == len(POSTS)
    assert differences(listed(run, site), theirs) == {}


def test_the_site_of_the_cases_has_the_same_html(run: Run, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(SITE, site)
    theirs = build(site)
    assert differences(listed(run, site), theirs) == {}


def test_a_tag_of_the_site_itself_is_taken_from_jekylls_feed(run: Run, tmp_path: Path) -> None:
    site = tmp_path / "site"
    own = {"_posts/2024-01-14-stars.md": "A *star* ]]> film: {% stars %}\n\n{{ page.title }}\n"}
    for name, text in {**FILES_BESIDE, **own}.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    theirs = build(site)
    ours = listed(run, site)
    source = "_posts/2024-01-14-stars.md"
    assert ours[source]["html"] == theirs[source].strip()
    shutil.rmtree(site / "_site")
    assert listed(run, site)[source]["html"] is None
