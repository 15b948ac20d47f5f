"""HTML written as kramdown writes it: which characters are escaped, how attributes look."""

from collections.abc import Mapping

__all__ = ["attribute_text", "close_tag", "escape_attribute", "escape_text", "open_tag"]


def escape_text(text: str) -> str:
    """Escape what is markup in text; quotes stay."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    """Escape what is markup in an attribute's value."""
    return escape_text(text).replace('"', "&quot;")


def attribute_text(attributes: Mapping[str, object]) -> str:
    """Write attributes with a space in front of each."""
    return "".join(
        f' {name}="{escape_attribute(str(value))}"' for name, value in attributes.items()
    )


def open_tag(name: str, attributes: Mapping[str, object], *, void: bool = False) -> str:
    """Write an opening tag, or with `void` one of an element that has no content."""
    return f"<{name}{attribute_text(attributes)}{' /' if void else ''}>"


def close_tag(name: str) -> str:
    """Write a closing tag."""
    return f"</{name}>"
