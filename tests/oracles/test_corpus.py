"""The generator of texts gives the same texts again, and the kinds it is asked for."""

from itertools import islice

from tests.oracles.corpus import KINDS, documents, snippets, texts


def test_the_same_seed_gives_the_same_texts() -> None:
    first = list(texts(300, 7, ("combined", "mutated")))
    assert list(texts(300, 7, ("combined", "mutated"))) == first
    assert list(texts(300, 8, ("combined", "mutated"))) != first


def test_what_is_written_by_hand_comes_first() -> None:
    written = [*snippets(), *documents()]
    assert list(texts(len(written), 0)) == written
    made = islice(texts(len(written) + 10, 0), len(written), None)
    assert {text.kind for text in made} == {"combined", "mutated"}


def test_only_the_kinds_asked_for_come() -> None:
    for kind in KINDS:
        assert {text.kind for text in texts(50, 0, (kind,))} == {kind}


def test_there_are_whole_reviews_and_line_breaks_of_windows() -> None:
    assert sum("reviewsection" in text.text for text in documents()) > 50
    assert any("\r\n" in text.text for text in snippets())
