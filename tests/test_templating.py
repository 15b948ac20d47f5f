"""Templates: the site's own first, in a sandbox, and errors that name file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reviewkit.assets import SITE_TEMPLATES
from reviewkit.errors import TemplateError, Where
from reviewkit.templating import make_environment, render

Put = Callable[[str, str], None]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Give a function that writes a template of the site in `tmp_path`."""

    def write(name: str, text: str) -> None:
        file = tmp_path / SITE_TEMPLATES / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    return write


def failure(root: Path, name: str, values: dict[str, object] | None = None) -> TemplateError:
    with pytest.raises(TemplateError) as raised:
        render(make_environment(root), name, values or {})
    return raised.value


def place(error: TemplateError) -> Where:
    assert error.problem.where is not None
    return error.problem.where


@pytest.mark.parametrize("network", ["mastodon", "bluesky"])
def test_the_package_has_a_template_for_each_network(network: str) -> None:
    values: dict[str, object] = {
        "title": "Harbour Lights",
        "sentence": "Wet.",
        "hashtags": ["#Rain"],
        "url": "https://films.example/",
    }

    text = render(make_environment(None), f"announce/{network}.txt.j2", values)

    assert text.startswith("Harbour Lights\n\nWet.\n\n#Rain")


def test_a_template_of_the_site_wins(tmp_path: Path, put: Put) -> None:
    put("announce/mastodon.txt.j2", "own: {{ title }}")

    text = render(make_environment(tmp_path), "announce/mastodon.txt.j2", {"title": "x"})

    assert text == "own: x"


def test_a_site_without_templates_uses_those_of_the_package(tmp_path: Path) -> None:
    values: dict[str, object] = {"title": "x", "sentence": "", "hashtags": [], "url": ""}

    text = render(make_environment(tmp_path), "announce/mastodon.txt.j2", values)

    assert text.startswith("x")


def test_text_is_not_escaped_and_html_is(tmp_path: Path, put: Put) -> None:
    for name in ("a.txt.j2", "a.html", "a.html.j2"):
        put(name, "{{ title }}")
    environment = make_environment(tmp_path)

    made = [render(environment, name, {"title": "a & <b>"}) for name in ("a.txt.j2", "a.html")]

    assert made == ["a & <b>", "a &amp; &lt;b&gt;"]
    assert render(environment, "a.html.j2", {"title": "<b>"}) == "&lt;b&gt;"


def test_lines_that_hold_only_a_statement_leave_nothing(tmp_path: Path, put: Put) -> None:
    put("a.txt.j2", "a\n  {% if true %}\nb\n  {% endif %}\nc\n")

    assert render(make_environment(tmp_path), "a.txt.j2", {}) == "a\nb\nc"


def test_a_template_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    error = failure(tmp_path, "announce/nowhere.txt.j2")

    assert "announce/nowhere.txt.j2 does not exist" in str(error)
    assert place(error).file == "announce/nowhere.txt.j2"
    assert SITE_TEMPLATES in error.problem.fix


def test_an_included_template_that_does_not_exist_is_an_error_that_names_it(
    tmp_path: Path, put: Put
) -> None:
    put("a.txt.j2", "a\n{% include 'b.txt.j2' %}\n")

    assert "b.txt.j2 does not exist" in str(failure(tmp_path, "a.txt.j2"))


def test_a_syntax_error_names_file_and_line(tmp_path: Path, put: Put) -> None:
    put("a.txt.j2", "a\nb\n{% if %}\n")

    error = failure(tmp_path, "a.txt.j2")

    assert "syntax" in str(error)
    assert place(error).file.endswith(f"{SITE_TEMPLATES}/a.txt.j2")
    assert place(error).line == 3


@pytest.mark.parametrize(
    "expression",
    ["unknown", "title.unknown", "1 / 0", "title + 1", "title | unknown_filter", "title[99]"],
)
def test_whatever_goes_wrong_names_file_and_line(tmp_path: Path, put: Put, expression: str) -> None:
    put("a.txt.j2", f"a\n{{{{ title }}}}\nb\n{{{{ {expression} }}}}\n")

    error = failure(tmp_path, "a.txt.j2", {"title": "x"})

    assert place(error).file.endswith(f"{SITE_TEMPLATES}/a.txt.j2")
    assert place(error).line == 4


def test_an_error_in_an_included_template_names_that_one(tmp_path: Path, put: Put) -> None:
    put("a.txt.j2", "{% include 'parts/b.txt.j2' %}\n")
    put("parts/b.txt.j2", "one\ntwo\n{{ unknown }}\n")

    error = failure(tmp_path, "a.txt.j2")

    assert place(error).file.endswith("parts/b.txt.j2")
    assert place(error).line == 3


def test_the_file_of_an_error_is_relative_to_the_site(tmp_path: Path, put: Put) -> None:
    put("a.txt.j2", "{{ unknown }}")

    assert place(failure(tmp_path, "a.txt.j2")).file == f"{SITE_TEMPLATES}/a.txt.j2"


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ title.__init__.__globals__ }}",
        "{{ tags.append('x') }}",
        "{% for n in range(10 ** 9) %}{% endfor %}",
        "{% include '../../../../etc/passwd' %}",
        "{% include 'a.txt.j2' %}",
    ],
)
def test_a_template_cannot_leave_its_sandbox(tmp_path: Path, put: Put, attack: str) -> None:
    put("a.txt.j2", attack)

    failure(tmp_path, "a.txt.j2", {"title": "x", "tags": ["y"]})


def test_a_template_that_is_no_utf_8_is_an_error_that_names_it(tmp_path: Path) -> None:
    file = tmp_path / SITE_TEMPLATES / "a.txt.j2"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"caf\xe9")

    assert place(failure(tmp_path, "a.txt.j2")).file.endswith("a.txt.j2")
