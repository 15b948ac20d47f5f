"""HTML written as kramdown writes it: which characters are escaped, how attributes look."""

from collections.abc import Mapping

from reviewkit.markdown.kramdown.entities import decode_references, escape_stray_ampersands

__all__ = [
    "Written",
    "attribute_text",
    "close_tag",
    "escape_attribute",
    "escape_stray",
    "escape_text",
    "open_tag",
    "source_of",
]


class Written(str):
    """The value of an attribute or raw text, with references decoded, that keeps its `source`.

    Plug-ins see the value; only what writes HTML looks at how it was written.
    """

    __slots__ = ("source",)

    source: str

    @classmethod
    def of(cls, source: str) -> str:
        """Give the value of a text as it stands in a tag or an attribute list."""
        if "&" not in source:
            return source
        value = cls(decode_references(source))
        value.source = source
        return value

    @classmethod
    def joined(cls, first: str, second: str) -> str:
        """Put two values together with a space between."""
        if not isinstance(first, cls) and not isinstance(second, cls):
            return f"{first} {second}"
        return cls.of(f"{source_of(first)} {source_of(second)}")


def source_of(value: str) -> str:
    """Give a value as it was written."""
    return value.source if isinstance(value, Written) else value


def escape_text(text: str) -> str:
    """Escape what is markup in text; quotes stay."""
    if isinstance(text, Written):
        return escape_stray(text.source)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_stray(text: str) -> str:
    """Escape what is markup in a text in which references already stand for characters."""
    return escape_stray_ampersands(text).replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    """Escape what is markup in an attribute's value."""
    return escape_text(text).replace('"', "&quot;")


def attribute_text(attributes: Mapping[str, object]) -> str:
    """Write attributes with a space in front of each; an empty id is left out."""
    if not attributes:
        return ""
    return "".join(
        f' {name}="{escape_attribute(value if isinstance(value, str) else str(value))}"'
        for name, value in attributes.items()
        if name != "id" or not isinstance(value, str) or value.strip(" \t\n\r\f\v")
    )


def open_tag(name: str, attributes: Mapping[str, object], *, void: bool = False) -> str:
    """Write an opening tag, or with `void` one of an element that has no content."""
    return f"<{name}{attribute_text(attributes)}{' /' if void else ''}>"


def close_tag(name: str) -> str:
    """Write a closing tag."""
    return f"</{name}>"
