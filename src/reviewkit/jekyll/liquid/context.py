"""Where a text is evaluated: its variables, what it may look into, and how much it may do."""

from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from typing import TYPE_CHECKING, Any, Final, Protocol, TextIO

from liquid import BoundTemplate, RenderContext
from liquid.output import LimitedStringIO
from liquid.token import Token
from liquid.utils import ReadOnlyChainMap

from reviewkit.jekyll.liquid.errors import (
    JekyllStopsError,
    NeedsJekyllError,
    TooMuchError,
    UnevaluatedError,
)
from reviewkit.jekyll.liquid.template_lexer import line_of
from reviewkit.jekyll.liquid.values import Drop

if TYPE_CHECKING:
    from reviewkit.jekyll.liquid.world import World

__all__ = ["MOST_ITEMS", "MOST_STEPS", "MOST_TEXT", "Context", "FilterFunction"]

MOST_STEPS: Final = 300_000
"""Turns of loops and includes one post may take."""

MOST_TEXT: Final = 10_000_000
"""Characters of one value, and of the whole."""

MOST_ITEMS: Final = 1_000_000
"""Items of one list."""


_LIQUID_5: Final = frozenset(
    {
        *("base64_decode", "base64_encode", "base64_url_safe_decode", "base64_url_safe_encode"),
        *("remove_last", "replace_last", "sum", "find_index", "has", "reject"),
    }
)
"""Filters that Liquid 5 brings; Jekyll 4.3 comes with Liquid 4, and runs with both."""


class FilterFunction(Protocol):
    """A filter: the context, the value, then what stands behind the colon."""

    def __call__(self, context: "Context", value: Any, /, *arguments: Any, **named: Any) -> object:  # noqa: ANN401 -- values of any kind
        """Give the new value."""
        ...


class Context(RenderContext):
    """python-liquid's context with Ruby's lookups and Jekyll's registers.

    `world` is the site around the text, `file` the include that is being evaluated (None for the
    post itself).
    """

    def __init__(
        self, template: BoundTemplate, world: "World", variables: Mapping[str, object]
    ) -> None:
        super().__init__(template, globals=variables)
        self.scope = ReadOnlyChainMap(self.locals, self.globals, self.counters)
        self.world = world
        self.file: str | None = None
        self.registers: dict[str, dict[object, Any]] = {"for": {}, "cycle": {}, "changed": {}}
        self.include_depth = 0
        self._steps = 0

    def find(self, name: object) -> object:
        """Give the variable of a name; nil where there is none.

        Raises JekyllStopsError for an unknown one under `strict_variables`.
        """
        try:
            return self.scope[name] if isinstance(name, str) else None
        except KeyError:
            if name in {"content", "layout"} and self.world.has_layouts:
                raise NeedsJekyllError(
                    f"{name} of a document holds what layouts have left there"
                ) from None
            self._refuse_unknown(name)
            return None

    def look_up(self, value: object, key: object, command: bool) -> object:  # noqa: FBT001 -- the grammar's own flag
        """Give what stands under `key` in a value; nil where there is nothing.

        `command` allows `size`, `first` and `last` where the value has no such key. Raises
        JekyllStopsError for an unknown key under `strict_variables`.
        """
        if isinstance(value, Mapping) and isinstance(key, str | int) and key in value:
            return value[key]
        if isinstance(value, list | tuple) and isinstance(key, int) and not isinstance(key, bool):
            return value[key] if -len(value) <= key < len(value) else None
        if isinstance(value, Drop) and value.has(key):
            return value.get(key)
        if command and (found := _command(value, str(key))) is not None:
            return found[0]
        self._refuse_unknown(key)
        return None

    def filter_value(
        self,
        name: str,
        value: object,
        arguments: Sequence[object],
        named: Mapping[str, object],
    ) -> object:
        """Apply a filter; an unknown one changes nothing unless a plug-in may define it.

        Raises NeedsJekyllError for a name that only the site's plug-ins can explain,
        JekyllStopsError where the filter refuses its arguments, TooMuchError for endless results.
        """
        function: Callable[..., object] | None = self.env.filters.get(name)
        if function is None:
            return self._unknown_filter(name, value)
        if named:  # Ruby hands them over as one mapping, at the end
            arguments, named = [*arguments, dict(named)], {}
        try:
            result = function(self, value, *arguments, **named)
        except (TypeError, ValueError, ArithmeticError, AttributeError) as error:
            raise JekyllStopsError(f"the filter {name} cannot take these values") from error
        if isinstance(result, str) and len(result) > MOST_TEXT:
            raise TooMuchError(f"the filter {name} gives more than {MOST_TEXT:,} characters")
        if isinstance(result, list) and len(result) > MOST_ITEMS:
            raise TooMuchError(f"the filter {name} gives more than {MOST_ITEMS:,} items")
        return result

    def get_buffer(self, buf: TextIO | None = None) -> StringIO:  # noqa: ARG002 -- python-liquid's interface
        """Give a buffer that keeps line ends as they are and refuses endless texts."""
        return LimitedStringIO(MOST_TEXT, newline="")

    def step(self, count: int = 1) -> None:
        """Count turns of loops; raises TooMuchError when a post takes too many."""
        self._steps += count
        if self._steps > MOST_STEPS:
            raise TooMuchError(
                f"the loops of the post take more than {MOST_STEPS:,} turns",
                fix="make the ranges and lists of its loops shorter",
            )

    def locate(self, error: UnevaluatedError, token: Token) -> None:
        """Write into an error where it happened, unless a place closer to it has done so."""
        if not error.located:
            error.line = error.line or line_of(token.source, token.start_index)
            error.file = self.file
            error.located = True

    def _refuse_unknown(self, name: object) -> None:
        if self.world.options.strict_variables:
            raise JekyllStopsError(f"there is no variable {name}")

    def _unknown_filter(self, name: str, value: object) -> object:
        if name in _LIQUID_5:
            raise NeedsJekyllError(f"the filter {name} is in some versions of Liquid only")
        if self.world.may_have_plugins:
            raise NeedsJekyllError(f"the filter {name} is none of Jekyll's own")
        if self.world.options.strict_filters:
            raise JekyllStopsError(f"there is no filter {name}")
        return value


def _command(value: object, name: str) -> tuple[object] | None:
    """Give what `size`, `first` and `last` say of a value, in a tuple; None if they say nothing."""
    if name == "size":
        if isinstance(value, str | list | tuple | range | Mapping):
            return (len(value),)
        if isinstance(value, int) and not isinstance(value, bool):
            return (max(8, -(-value.bit_length() // 64) * 8),)
    elif isinstance(value, list | tuple | range):
        return ((value[0] if name == "first" else value[-1]) if value else None,)
    elif isinstance(value, Mapping) and name == "first":
        return (list(next(iter(value.items()))) if value else None,)
    return None
