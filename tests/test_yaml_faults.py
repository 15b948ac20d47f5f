"""A mistake in YAML is shown on the line where it was made, with what mends it."""

import pytest
import yaml

from reviewkit.yaml_faults import yaml_fault


def fault(text: str) -> tuple[int | None, str]:
    """Give the line of the mistake in a text, and how to mend it."""
    try:
        yaml.load(text, yaml.CSafeLoader)
    except yaml.YAMLError as error:
        found = yaml_fault(error, text)
        return found.line, found.fix
    raise AssertionError("the text is YAML")


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        ("title: @home with a stranger", "@"),
        ("title: `ls` at noon", "`"),
        ("title: [REC] again", "["),
        ("title: [REC]2", "["),
        ("title: {sic} transit", "{"),
        ("title: **Loud**", "*"),
        ("title: *Quiet* film", "*"),
        ("title: &rsquo;Tis late", "&"),
        ("title: 100% | %s", None),
        ("title: %s", "%"),
        ("title: |x", "|"),
        ("title: >x", ">"),
        ("categories: - films", "-"),
        ("- @x", "@"),
    ],
)
def test_a_value_that_begins_with_a_sign_needs_quotes(line: str, sign: str | None) -> None:
    if sign is None:
        assert yaml.safe_load(line) == {"title": "100% | %s"}
    else:
        expected = (2, f"put quotes around a value that begins with {sign}")
        assert fault(f"layout: post\n{line}\nlang: en\n") == expected


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        ("title: 'It's late'", 'put " around the whole value, and write each " in it twice'),
        ('title: "Late" again', "put ' around the whole value, and write each ' in it twice"),
        ("title: Dune: Part Two", "put quotes around a value that holds a colon, a quote or a # "),
        ("tags: [#films, noir]", "close the bracket, and put quotes around a word in it that "),
        ("tags: [films, @noir]", "close the bracket, and put quotes around a word in it that "),
        ("image: {path: a b: c}", "close the bracket, and put quotes around a word in it that "),
        ("\ttitle: Dune", "indent with blanks instead of tabs"),
        ("title Dune", "write a key, a colon, a blank and a value, as in title: My film"),
        ("title: a\x07b", "delete the control character"),
    ],
)
def test_a_mistake_has_a_fix_of_its_own(line: str, fix: str) -> None:
    where, said = fault(f"layout: post\n{line}\nlang: en\n")

    assert where == 2
    assert said.startswith(fix)


def test_what_is_never_closed_is_a_mistake_of_the_line_that_opens_it() -> None:
    assert fault("a: 1\ntags: [x,\n  y\nlang: en\n")[0] == 2
    assert fault('a: 1\ntitle: "x\nlang: en\n')[0] == 2


def test_an_error_without_a_place_has_no_line() -> None:
    assert yaml_fault(yaml.YAMLError("strange\nthings"), "a: 1") == (
        "strange",
        None,
        "correct the YAML",
    )
