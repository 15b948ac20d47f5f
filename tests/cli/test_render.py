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
