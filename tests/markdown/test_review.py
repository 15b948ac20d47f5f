"""A review in a text: its one sentence, its rating, its sections, and what is wrong with it."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from reviewkit.config import ReviewSettings
from reviewkit.errors import Problem
from reviewkit.markdown import DIALECTS, Dialect, Source, Understood, make_parser, understand
from reviewkit.model import Rating, Review, Sentence

OPEN = '<span class="reviewsection">'
VOID = {"br", "hr", "img", "wbr", "input"}


def label(words: str) -> str:
    """Write a label."""
    return f"{OPEN}{words}</span>"


def understood(
    text: str,
    source: Source | None = None,
    settings: ReviewSettings | None = None,
    dialect: Dialect = "kramdown",
) -> Understood:
    """Understand a text as the commands do."""
    settings = settings or ReviewSettings()
    return understand(make_parser(dialect, settings), text, settings, source)


def review(text: str, **front_matter: object) -> Review:
    """Give the review in a text that holds one."""
    found = understood(text, Source(front_matter=front_matter)).review
    assert found is not None
    return found


def sentence(text: str) -> str | None:
    """Give the one sentence of a review as plain text."""
    found = review(text).one_sentence
    return found.text if found else None


class _Balance(HTMLParser):
    """Keeps the tags that are open, and those that close what is not open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in VOID:
            self.wrong.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.wrong.append(tag)


def is_balanced(html: str) -> bool:
    """Tell whether each tag of the HTML closes in its turn."""
    balance = _Balance()
    balance.feed(html)
    balance.close()
    return not balance.open and not balance.wrong


# The one-sentence review


@pytest.mark.parametrize(
    "words",
    [
        "One sentence review:",
        "One sentence review",
        "ONE SENTENCE REVIEW!",
        "One-sentence review:",
        "*One* sentence <b>review</b>:",
        "One sentence ~~essay~~ review:",
        "~~Two~~ One sentence review:",
        "One sentence review of this:",
    ],
)
def test_the_one_sentence_is_found_by_the_words_of_its_label(words: str) -> None:
    assert sentence(f"{label('Premise:')} No.\n\n{label(words)} Wet *and* good.") == "Wet and good."


@pytest.mark.parametrize(
    "words",
    [
        "My one sentence review:",
        "Sentence review:",
        "One sentence reviewer:",
        "~~One~~ sentence review:",
    ],
)
def test_a_label_of_other_words_holds_no_one_sentence(words: str) -> None:
    assert review(f"{label(words)} Wet.").one_sentence is None


def test_the_one_sentence_comes_as_text_and_as_html() -> None:
    text = f'{label("One sentence review:")} "Wet" ~~but~~ *and* [good](/a) &amp; short...'
    assert review(text).one_sentence == Sentence(
        text="“Wet” and good & short…",
        html='“Wet” <del>but</del> <em>and</em> <a href="/a">good</a> &amp; short…',
    )


def test_a_label_of_just_the_words_goes_before_one_that_only_begins_so() -> None:
    text = (
        f"{label('One sentence review of part one:')} No.\n\n{label('One sentence review:')} Yes."
    )
    assert sentence(text) == "Yes."


def test_the_first_of_several_one_sentences_counts() -> None:
    text = f"{label('One sentence review:')} First.\n\n{label('One sentence review:')} Second."
    assert sentence(text) == "First."


def test_an_empty_one_sentence_does_not_hide_a_second() -> None:
    text = f"{label('One sentence review:')}\n\n{label('One sentence review:')} Second."
    assert sentence(text) == "Second."


def test_other_labels_can_hold_the_one_sentence() -> None:
    settings = ReviewSettings(one_sentence=("In short", "Numa frase"))
    found = understood(f"{label('Numa frase:')} Molhado.", settings=settings).review
    assert found is not None
    assert found.one_sentence == Sentence(text="Molhado.", html="Molhado.")


def test_the_one_sentence_may_stand_in_the_next_paragraph() -> None:
    assert sentence(f"{label('One sentence review:')}\n\nWet.") == "Wet."


def test_the_one_sentence_may_stand_on_the_next_line() -> None:
    assert sentence(f"{label('One sentence review:')}<br/>\nWet.") == "Wet."


def test_the_one_sentence_may_run_over_lines() -> None:
    assert sentence(f"{label('One sentence review:')} Wet\nand good.<br/>\n{label('B')} No.") == (
        "Wet and good."
    )


def test_the_one_sentence_ends_with_its_paragraph() -> None:
    assert sentence(f"{label('One sentence review:')} Wet.\n\nA storm.\n\n> And more.") == "Wet."


def test_a_sentence_in_the_next_paragraph_ends_with_it() -> None:
    assert sentence(f"{label('One sentence review:')}\n\nWet.\n\nA storm.") == "Wet."


def test_the_one_sentence_ends_at_a_label_that_is_never_closed() -> None:
    text = f"{label('One sentence review:')} Wet.<br/>\n{OPEN}Rating: 7/10"
    assert sentence(text) == "Wet."


def test_a_sentence_in_the_next_paragraph_ends_at_the_next_label() -> None:
    assert sentence(f"{label('One sentence review:')}\n\nWet. {label('Rating:')} 7/10") == "Wet."


@pytest.mark.parametrize("rest", ["", "\n\n", "\n\n- Wet.", "\n\n> Wet.", " ~~Wet.~~"])
def test_a_label_without_a_sentence_gives_no_one_sentence(rest: str) -> None:
    assert review(label("One sentence review:") + rest).one_sentence is None


def test_the_one_sentence_is_found_in_a_list() -> None:
    assert sentence(f"- {label('Rating:')} 7/10\n- {label('One sentence review:')} Wet.") == "Wet."


def test_the_one_sentence_is_found_below_a_heading() -> None:
    assert sentence(f"## {label('One sentence review')}\n\nWet.\n\nA storm.") == "Wet."


def test_a_bold_label_holds_the_one_sentence() -> None:
    found = review(f"**{label('One sentence review:')}** Wet.").one_sentence
    assert found == Sentence(text="Wet.", html="Wet.")


# The rating


def test_the_rating_is_read_below_its_label() -> None:
    assert review(f"{label('Rating:')} *7*/10, at least").rating == Rating(
        text="7/10, at least", html="<em>7</em>/10, at least", value=7.0, best=10.0
    )


def test_a_rating_in_prose_has_no_number() -> None:
    assert review(f"{label('Rating:')} really ~~bad~~ good").rating == Rating(
        text="really good", html="really <del>bad</del> good", value=None, best=None
    )


@pytest.mark.parametrize("key", ["rating", "score"])
def test_the_number_of_the_front_matter_wins_and_the_words_stay(key: str) -> None:
    assert review(f"{label('Rating:')} 7/10 wet", **{key: "8/10"}).rating == Rating(
        text="7/10 wet", html="7/10 wet", value=8.0, best=10.0
    )


def test_a_front_matter_without_a_number_leaves_the_number_of_the_text() -> None:
    rating = review(f"{label('Rating:')} 7/10", rating="good").rating
    assert rating == Rating(text="7/10", html="7/10", value=7.0, best=10.0)


def test_a_rating_of_the_front_matter_alone_is_a_rating() -> None:
    assert review(f"{label('Premise:')} Wet.", rating=8).rating == Rating(
        text="8", html="8", value=8.0, best=None
    )


def test_an_empty_rating_of_the_front_matter_does_not_hide_the_score() -> None:
    rating = review(f"{label('Premise:')} Wet.", rating=None, score="8/10").rating
    assert rating == Rating(text="8/10", html="8/10", value=8.0, best=10.0)


def test_the_rating_of_the_front_matter_is_escaped_in_its_html() -> None:
    rating = review(f"{label('Premise:')} Wet.", rating="8/10 <b>& more</b>").rating
    assert rating is not None
    assert rating.html == "8/10 &lt;b&gt;&amp; more&lt;/b&gt;"


def test_a_review_without_a_rating_has_none() -> None:
    assert review(f"{label('Premise:')} 7/10 of it is wet.").rating is None


def test_a_rating_label_with_nothing_to_say_is_no_rating() -> None:
    assert review(f"{label('Rating:')}\n\n{label('Premise:')} Wet.").rating is None


def test_other_labels_can_hold_the_rating() -> None:
    settings = ReviewSettings(rating=("Nota",))
    found = understood(f"{label('Nota:')} 4/5", settings=settings).review
    assert found is not None
    assert found.rating == Rating(text="4/5", html="4/5", value=4.0, best=5.0)


# The whole


@pytest.mark.parametrize(
    "text", ["", "A shark.", "<span>Premise:</span> A shark.", f"`{label('a')}`", f"{OPEN}Open"]
)
def test_a_text_without_a_label_is_no_review(text: str) -> None:
    assert understood(text).review is None


def test_a_rating_in_the_front_matter_does_not_make_a_text_without_labels_a_review() -> None:
    assert understood("A shark.", Source(front_matter={"rating": 8})).review is None


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_html_is_that_of_the_parser(dialect: Dialect) -> None:
    text = f'{label("Trivia:")}\n> "One" ~~shark~~...\n\nA storm[^1].\n\n[^1]: Two.\n'
    assert understood(text, dialect=dialect).html == make_parser(dialect).render(text)


def test_a_parser_can_be_used_for_one_text_after_another() -> None:
    settings = ReviewSettings()
    md = make_parser("kramdown", settings)
    text = f"{label('Trivia:')}\n> One[^1].\n\n[^1]: Two."
    first = understand(md, text, settings)
    understand(md, f"{label('Rating:')} 7/10[^1]\n\n[^1]: Or 8.", settings)
    assert understand(md, text, settings) == first


def test_footnotes_belong_to_no_section() -> None:
    (section,) = review(f"{label('Premise:')} A shark[^1].\n\n[^1]: Or a dentist.").sections
    assert section.text == "A shark."
    assert "dentist" not in section.html


@pytest.mark.parametrize(("before", "after"), [("~~", "~~"), ("<del>", "</del>"), ("~~*", "*~~")])
def test_words_that_are_struck_together_with_their_label_are_not_said(
    before: str, after: str
) -> None:
    (section,) = review(f"{before}{label('Premise:')} A shark{after} A storm.").sections
    assert section.text == "A storm."


def test_the_line_of_a_section_counts_in_the_file() -> None:
    text = f"A storm.\n\n{label('Premise:')} A shark.<br/>\n{label('Rating:')} Wet."
    found = understood(text, Source(first_line=10)).review
    assert found is not None
    assert [section.line for section in found.sections] == [12, 13]


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("A *shark*\nand ~~no~~ a storm.\n\nThe end.", "A shark and a storm."),
        ("# Title\n\nA shark.\n\nThe end.", "A shark."),
        ("~~Nothing.~~\n\nA shark.", "A shark."),
        (f"{label('Premise:')} A shark.", "Premise: A shark."),
        ("# Title", ""),
        ("", ""),
    ],
    ids=["plain", "below a heading", "below struck words", "with a label", "a title", "nothing"],
)
def test_the_excerpt_is_the_first_paragraph_as_plain_text(text: str, excerpt: str) -> None:
    assert understood(text).excerpt == excerpt


# What is wrong


def problems(text: str, first_line: int = 1) -> list[Problem]:
    """Give the problems of a text in `shark.md`."""
    return list(understood(text, Source(file="shark.md", first_line=first_line)).problems)


def test_closed_labels_are_no_problem() -> None:
    assert problems(f"{label('Premise:')} A <span>shark</span>.\n\n- {label('Rating:')} Wet.") == []


def test_a_label_that_is_never_closed_is_a_warning_that_says_how_to_close_it() -> None:
    (problem,) = problems('A <em class="reviewsection">Premise: a shark.')
    assert problem.severity == "warning"
    assert "never closed" in problem.what
    assert "</em>" in problem.fix


@pytest.mark.parametrize(
    ("text", "first_line", "places"),
    [
        (f"{OPEN}Premise: A shark.", 1, ["shark.md:1"]),
        (f"{OPEN}Premise: A shark.", 14, ["shark.md:14"]),
        (f"A\n\nb<br/>\n{OPEN}Premise: A shark.", 14, ["shark.md:17"]),
        (f"{OPEN}A<br/>\n{label('B')}<br/>\n{OPEN}C", 14, ["shark.md:14", "shark.md:16"]),
        (f"- A\n- {OPEN}B\n\n> c\n> {OPEN}D", 2, ["shark.md:3", "shark.md:6"]),
        (f"## {OPEN}B", 5, ["shark.md:5"]),
        (f"`code\nof two lines`\n{OPEN}B", 1, ["shark.md:3"]),
    ],
    ids=[
        "first line",
        "first line below a front matter",
        "later line",
        "two around a closed one",
        "in a list and in a quote",
        "in a heading",
        "after code of two lines",
    ],
)
def test_the_warning_of_a_label_that_is_never_closed_names_its_line(
    text: str, first_line: int, places: list[str]
) -> None:
    assert [str(problem.where) for problem in problems(text, first_line)] == places


# Laws

BLOCK = st.sampled_from(
    [
        f"{label('Premise:')} A *shark*.",
        f"{label('Rating:')} 7/10<br/>\n{label('Trivia')}\n> One.\n> Two.",
        f"**{label('A')}** b",
        f"*{label('A')} b* c",
        f"~~{label('A')} b~~ c",
        f"<em>{label('A')} b</em> c",
        f"[{label('A')} b](c) d",
        f"a {label('B')} c",
        f"a<br/>\n{label('B')}",
        f"- {label('A')} b\n- c",
        f"- {label('A')}\n\n  > b\n\n  c\n- {label('B')} c",
        f"> {label('A')}\n>\n> b",
        f"| {label('A')} | *b* |\n|---|---|\n| c | {label('B')} |",
        f"## {label('A')}",
        *(
            "a ~~b~~[^1]",
            "> c",
            "- d\n- e",
            "# f",
            "[^1]: g",
            "<br/>",
            "***",
            "| a |\n|---|\n| b |",
        ),
    ]
)

HTML = st.sampled_from(
    ["<div>", "</div>", "<details><summary>a</summary>", "</details>", "<div>a</p>", "<!-- <p> -->"]
)


@hypothesis_settings(deadline=None)
@given(st.lists(st.one_of(BLOCK, HTML), max_size=8).map("\n\n".join), st.sampled_from(DIALECTS))
def test_the_html_of_every_section_is_balanced(text: str, dialect: Dialect) -> None:
    found = understood(text, dialect=dialect).review
    for section in found.sections if found else ():
        assert is_balanced(section.html)
        assert is_balanced(section.label_html)
        assert section.trivia is None or is_balanced(section.trivia.quote_html)
        assert section.trivia is None or is_balanced(section.trivia.remark_html)


@hypothesis_settings(deadline=None)
@given(st.lists(BLOCK, max_size=6).map("\n\n".join))
def test_keys_are_unique_and_labels_stand_in_the_order_of_the_text(text: str) -> None:
    found = understood(text).review
    sections = found.sections if found else ()
    assert len({section.key for section in sections}) == len(sections) == text.count(OPEN)
    lines = [section.line for section in sections]
    assert lines == sorted(lines)


@hypothesis_settings(deadline=None)
@given(
    st.lists(st.one_of(BLOCK, st.text(), st.sampled_from([OPEN, "</span>", "~~", "> "]))).map(
        "".join
    ),
    st.sampled_from(DIALECTS),
)
def test_any_text_can_be_understood(text: str, dialect: Dialect) -> None:
    result = understood(text, dialect=dialect)
    assert result.html == make_parser(dialect).render(text)
    assert all(problem.severity == "warning" for problem in result.problems)
