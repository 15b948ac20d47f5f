"""Formulas as HTML: for MathJax, or for whatever finds the class `kdmath`."""

from markdown_it.token import Token

from reviewkit.markdown.kramdown.attributes import merge_attributes
from reviewkit.markdown.kramdown.document import Attributes, KramdownOptions
from reviewkit.markdown.kramdown.html_text import attribute_text, escape_text

__all__ = ["block_math_html", "choose_math_engine", "inline_math_html"]

_CLASS = "kdmath"


def choose_math_engine(token: Token, options: KramdownOptions) -> None:
    """Mark a formula that no engine shows; of the engines there is only MathJax.

    The others write HTML of their own when the site is built. Their formulas stay as they are.
    """
    if options.math_engine != "mathjax":
        attributes: Attributes = {name: str(value) for name, value in token.attrs.items()}
        merge_attributes(attributes, {"class": _CLASS})
        token.attrs = {**attributes}
        token.meta["bare"] = True


def inline_math_html(token: Token) -> str:
    """Write a formula for MathJax; with attributes it is a `span`, and MathJax finds it by `$`."""
    if token.meta.get("bare"):
        return f"<span{attribute_text(token.attrs)}>${token.content}$</span>"
    content = escape_text(token.content)
    if token.attrs:
        return f"<span{attribute_text(token.attrs)}>${content}$</span>"
    return f"\\({content}\\)"


def block_math_html(token: Token) -> str:
    """Write a formula that is a block; with attributes it is a `div`."""
    attributes = attribute_text(token.attrs)
    if token.meta.get("bare"):
        return f"{'  ' * token.level}<div{attributes}>$$\n{token.content}\n$$</div>\n"
    content = f"\\[{escape_text(token.content)}\\]"
    return f"<div{attributes}>{content}\n</div>\n" if attributes else f"{content}\n"
