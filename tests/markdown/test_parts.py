"""Which blocks belong to which label, also in tokens that no parser of ours makes."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reviewkit.markdown import make_parser, plain_text, reviewsection_plugin
from reviewkit.markdown.reviewsection import labelled_parts

LABEL = '<span class="reviewsection">A</span>'


def test_a_task_with_a_label_has_what_stands_behind_it() -> None:
    (part,) = labelled_parts(make_parser("kramdown").parse(f"- [x] {LABEL} b"))
    assert "".join(token.content for token in part.lead).strip() == "b"


def test_tokens_that_close_nothing_and_tokens_that_are_never_closed_do_no_harm() -> None:
    tokens = MarkdownIt().use(reviewsection_plugin).parse(f"{LABEL} b\n\nc")
    stray = Token("blockquote_close", "blockquote", -1)
    table = Token("table_open", "table", 1)
    (part,) = labelled_parts([stray, *tokens, table])
    assert plain_text(part.blocks) == "c"


def test_a_part_knows_the_elements_around_its_label() -> None:
    tokens = MarkdownIt().use(reviewsection_plugin).parse(f"*a **{LABEL} b***")
    (part,) = labelled_parts(tokens)
    assert [token.tag for token in (*part.around, part.opener)] == ["em", "strong", "span"]


def test_many_labels_in_a_list_stand_in_the_order_of_the_text() -> None:
    text = f"{LABEL}\n\n- {LABEL} b\n  - {LABEL} c\n\n{LABEL} d"
    parts = labelled_parts(MarkdownIt().use(reviewsection_plugin).parse(text))
    assert [part.line for part in parts] == [0, 2, 3, 5]
