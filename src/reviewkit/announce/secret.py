"""A token or password that cannot be printed by accident."""

from typing import Final, NoReturn
from urllib.parse import quote, quote_plus

__all__ = ["Secret"]

_MASK: Final = "[secret]"


class Secret:
    """Holds a secret; `repr`, `str`, formatting and tracebacks show a mask, pickling fails."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Give the secret itself, for the one request that needs it."""
        return self._text

    def hidden(self, text: str) -> str:
        """Give a text of somebody else's, such as an answer of a server, without the secret."""
        for form in {self._text, quote(self._text, safe=""), quote_plus(self._text)} - {""}:
            text = text.replace(form, _MASK)
        return text

    def __repr__(self) -> str:
        return _MASK

    __str__ = __repr__

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written down")
