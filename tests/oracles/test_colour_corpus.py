"""The pieces of code whose colours are compared: files by their names, and fences."""

from pathlib import Path

from tests.oracles.check_colours import Score, chosen


def test_files_and_fences_are_chosen_by_language(tmp_path: Path) -> None:
    (tmp_path / "a.rb").write_text("puts 1\r\n")
    (tmp_path / "b.md").write_text("```js\nx\n```\n\n~~~ sandworm\ny\n~~~\n")
    (tmp_path / "c.exe").write_text("z")
    (tmp_path / "Makefile").write_bytes(b"\xff")
    found = chosen((str(path) for path in tmp_path.iterdir()), None, 5)
    assert found["ruby"] == {"puts 1\n"}
    assert found["javascript"] == {"x\n"}
    assert found["make"] == set()
    assert set(found) == {"ruby", "javascript", "make", "markdown"}
    assert chosen([str(tmp_path / "a.rb")], "python", 5) == {}


def test_white_space_does_not_count_and_differences_are_words() -> None:
    score = Score()
    score.add([("k", "if "), ("n", "ab"), ("", "\n")], [("k", "if"), ("w", " "), ("nx", "ab\n")])
    assert (score.characters, score.same, score.equal) == (4, 2, 0)
    assert score.differences == {("n", "nx", "ab"): 2}
