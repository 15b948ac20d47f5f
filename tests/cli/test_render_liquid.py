"""`reviewkit render` and Liquid: the HTML of the site's build, or a word about what is missing."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.oracles.liquid import SITE

Run = Callable[..., subprocess.CompletedProcess[str]]
MakeSite = Callable[..., Path]

POST = "---\ntitle: A\n---\n{{ page.title }} after {{ page.previous.title }}, *{{ site.title }}*\n"
POSTS = {
    "_posts/2025-01-01-b.md": "---\ntitle: B\n---\nText.\n",
    "_posts/2025-01-02-a.md": POST,
}
UNKNOWN = "---\ntitle: A\n---\nText.\n\n{% stars 5 %}\n"


def test_a_post_of_the_site_is_evaluated(run: Run, make_site: MakeSite) -> None:
    site = make_site(POSTS, "title: Films\n")
    result = run("render", site / "_posts/2025-01-02-a.md", "--site", site)
    assert result.stdout == "<p>A after B, <em>Films</em></p>\n"
    assert result.stderr == ""


def test_the_file_may_be_named_from_the_sites_folder(run: Run, make_site: MakeSite) -> None:
    result = run("render", "_posts/2025-01-02-a.md", "--site", ".", cwd=make_site(POSTS))
    assert "A after B" in result.stdout


@pytest.mark.parametrize("slug", ["main", "markup", "crlf", "html"])
def test_it_is_the_html_of_the_list(slug: str, run: Run, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(SITE, site)
    (site / "_posts" / "2023-06-01-crlf.md").write_bytes(b"{{ page.date }}\r\n\r\n*{{ 1 }}*\r\n")
    (site / "_posts" / "2023-06-02-html.html").write_text("---\n---\n<p>*{{ page.slug }}*\n")
    (site / "_posts" / "2023-06-03-markup.md").write_text(
        "{% highlight ruby linenos %}\na = 1\n{% endhighlight %}\n\n{{ '*m*' | markdownify }}\n"
    )
    listed = {
        post["slug"]: post
        for post in json.loads(run("list", site, "--all", "--json", "--html").stdout)
    }
    result = run("render", site / listed[slug]["source"], "--site", site)
    assert result.stdout == listed[slug]["html"]


def test_a_document_of_a_collection_is_evaluated(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_films/a.md": POST}, "collections: {films: {output: true}}\n")
    assert "<p>A after " in run("render", site / "_films/a.md", "--site", site).stdout


def test_a_post_that_needs_jekyll_gives_no_html(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-02-a.md": UNKNOWN})
    result = run("render", site / "_posts/2025-01-02-a.md", "--site", site)
    assert (result.returncode, result.stdout) == (3, "")
    assert "error: _posts/2025-01-02-a.md:6: the tag stars is none of Jekyll's own" in result.stderr


def test_a_page_of_the_site_is_refused_where_it_holds_liquid(run: Run, make_site: MakeSite) -> None:
    site = make_site({"about.md": "---\ntitle: About\n---\n\n{{ page.title }}\n", "plain.md": "a"})
    result = run("render", site / "about.md", "--site", site)
    assert (result.returncode, result.stdout) == (2, "")
    assert "about.md:5: the file is a page of the site and holds Liquid" in result.stderr
    assert run("render", site / "plain.md", "--site", site).stdout == "<p>a</p>\n"


def test_liquid_of_no_site_is_left_with_a_warning(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("---\ntitle: A\n---\nx\n{{ page.title }}\n")
    result = run("render", file)
    assert (result.returncode, result.stdout) == (0, "<p>x\n{{ page.title }}</p>\n")
    assert "a.md:5: the text holds Liquid, which is left as it stands" in result.stderr
    assert "--site" in result.stderr


def test_liquid_that_is_switched_off_needs_no_word(run: Run, make_site: MakeSite) -> None:
    text = "---\ntitle: A\nrender_with_liquid: false\n---\n{{ page.title }}\n"
    site = make_site({"_posts/2025-01-02-a.md": text})
    result = run("render", site / "_posts/2025-01-02-a.md", "--site", site)
    assert (result.stdout, result.stderr) == ("<p>{{ page.title }}</p>\n", "")


def test_a_post_with_liquid_that_cannot_be_read_is_refused(run: Run, make_site: MakeSite) -> None:
    site = make_site(
        {"_posts/2025-01-02-a.md": "---\ntitle: A\ndate: [1]\n---\n{{ page.title }}\n"}
    )
    result = run("render", site / "_posts/2025-01-02-a.md", "--site", site)
    assert (result.returncode, result.stdout) == (3, "")


def test_a_worker_leaves_liquid_to_its_host(run: Run, make_site: MakeSite) -> None:
    site = make_site(POSTS)
    request = {"id": 1, "path": "_posts/2025-01-02-a.md", "text": "{{ page.title }} {% x %}"}
    result = run("render", "--worker", "--site", site, stdin=json.dumps(request) + "\n")
    assert json.loads(result.stdout)["html"] == "<p>{{ page.title }} {% x %}</p>\n"
    assert result.stderr == ""


def test_a_warning_names_the_line_of_the_file(run: Run, make_site: MakeSite) -> None:
    label = '<span class="reviewsection"></span> x'
    text = (
        "---\ntitle: A\n---\n{% comment %}\n\n{% endcomment -%}\n\n"
        "{% for i in (1..2) %}a\n\n{% endfor %}\n\n" + label + "\n\n{% include a.html %}\n"
    )
    site = make_site(
        {"_posts/2025-01-02-a.md": text, "_includes/a.html": f"one\n\n\n{label}\n"},
    )
    for command in (
        ("list", site, "--json"),
        ("feed", site, "--output", site / "out"),
        ("render", site / "_posts/2025-01-02-a.md", "--site", site),
    ):
        warnings = run(*command).stderr
        assert "2025-01-02-a.md:12: the label has no words" in warnings
        assert "2025-01-02-a.md:14: the label has no words" in warnings
