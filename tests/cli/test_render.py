"""`reviewkit render` turns one file into HTML."""

import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
MakeSite = Callable[..., Path]


def test_text_from_stdin_is_rendered(run: Run) -> None:
    result = run("render", stdin='IMDb ~~trivia~~ "reviews"\n')
    assert (result.returncode, result.stdout) == (0, "<p>IMDb <del>trivia</del> “reviews”</p>\n")


def test_commonmark_leaves_quotes_straight(run: Run) -> None:
    result = run("render", "-", "--dialect", "commonmark", stdin='"x" ~~y~~\n')
    assert result.stdout == "<p>&quot;x&quot; <del>y</del></p>\n"


def test_front_matter_is_left_out_and_counted(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text('---\ntitle: x\n---\nfine\n\n<span class="reviewsection">Open\n')
    result = run("render", file)
    assert result.stdout.startswith("<p>fine</p>")
    assert f"{file}:6: the label is never closed" in result.stderr


def test_the_settings_of_a_site_are_used(run: Run, make_site: MakeSite) -> None:
    site = make_site({"reviewkit.toml": '[review]\nlabel_class = "label"\n'})
    result = run("render", "--site", site, stdin='<span class="label">Open\n')
    assert "never closed" in result.stderr


def test_the_kramdown_options_of_a_site_are_used(run: Run, make_site: MakeSite) -> None:
    site = make_site(config="kramdown:\n  auto_ids: false\n  hard_wrap: true\n")
    result = run("render", "--site", site, stdin="# a\n\nb\nc\n")
    assert result.stdout == "<h1>a</h1>\n\n<p>b<br />\nc</p>\n"


def test_code_has_colours_unless_the_site_has_no_highlighter(run: Run, make_site: MakeSite) -> None:
    code = "    puts 1\n{: .language-ruby}\n"
    assert '<span class="nb">puts</span>' in run("render", stdin=code).stdout
    site = make_site(config="highlighter: none\n")
    result = run("render", "--site", site, stdin=code)
    assert result.stdout == '<pre><code class="language-ruby">puts 1\n</code></pre>\n'


def test_a_missing_file_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("render", tmp_path / "none.md")
    assert result.returncode == 2
    assert "cannot be read" in result.stderr


def test_text_that_is_not_utf_8_names_the_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"fine\nbr\xf6ken\n")
    result = run("render", file)
    assert (result.returncode, f"{file}:2" in result.stderr) == (2, True)


POST = """\
---
title: A Cat (1955)
date: 2025-10-04 18:30:00 +0100
author: Pat
image: /cat.png
---
<span class="reviewsection">One sentence review:</span> Purr.<br/>
<span class="reviewsection">Rating:</span> 7/10
"""


def test_semantic_markup_says_what_the_front_matter_says(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(POST)
    html = run("render", file, "--markup", "semantic").stdout
    for part in (
        '<article class="h-entry h-review">\n<data class="p-name" value="A Cat (1955)"></data>',
        '<time class="dt-published" datetime="2025-10-04T18:30:00+01:00"></time>',
        '<span class="p-author h-card">\n<data class="p-name" value="Pat"></data>',
        '<span class="p-item h-item">\n<data class="p-name" value="A Cat"></data>',
        '<dd class="p-summary">Purr.</dd>',
        '<data class="p-rating" value="7">7/10</data>',
    ):
        assert part in html
    assert "u-url" not in html
    assert "u-featured" not in html


def test_a_site_gives_the_address_and_the_picture(run: Run, make_site: MakeSite) -> None:
    picture = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    text = POST.replace("author: Pat\n", "").replace("cat.png", "cat.svg")
    site = make_site({"_posts/2025-10-04-cat.md": text, "cat.svg": picture}, "author: Kim\n")
    (site / "reviewkit.toml").write_text('[review]\nmarkup = "semantic"\n')
    post = site / "_posts/2025-10-04-cat.md"
    html = run("render", post, "--site", site).stdout
    assert '<data class="u-url" value="https://films.example/posts/cat/"></data>' in html
    assert '<data class="u-featured" value="https://films.example/cat.svg"></data>' in html
    assert '<data class="p-name" value="Kim"></data>' in html
    (site / "cat.svg").unlink()
    assert "u-featured" not in run("render", post, "--site", site).stdout
    assert "<article" not in run("render", post, "--site", site, "--markup", "faithful").stdout


def test_a_post_the_site_cannot_read_is_rendered_all_the_same(
    run: Run, make_site: MakeSite
) -> None:
    site = make_site(
        {"_posts/2025-10-04-cat.md": POST.replace("2025-10-04 18:30:00 +0100", "never")}
    )
    result = run(
        "render", site / "_posts/2025-10-04-cat.md", "--site", site, "--markup", "semantic"
    )
    assert result.returncode == 0
    assert '<data class="p-name" value="A Cat (1955)"></data>' in result.stdout
    assert "dt-published" not in result.stdout


def test_a_file_outside_of_the_posts_is_no_post(run: Run, make_site: MakeSite) -> None:
    site = make_site({"about.md": POST})
    for name, cwd in ((site / "about.md", None), ("-", site), ("about.md", site)):
        stdin = POST if name == "-" else None
        arguments = ("render", name, "--site", site, "--markup", "semantic")
        html = run(*arguments, cwd=cwd, stdin=stdin).stdout
        assert "u-url" not in html
        assert "A Cat (1955)" in html


def test_faithful_markup_is_the_default(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(POST)
    plain = run("render", file).stdout
    assert plain == run("render", file, "--markup", "faithful").stdout
    assert plain.startswith('<p><span class="reviewsection">One sentence review:</span> Purr.<br')
