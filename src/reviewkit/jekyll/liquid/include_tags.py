"""Jekyll's includes: parameters, variables in the file's name, and nothing outside the site."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import ClassVar, Final, TextIO

from liquid import BoundTemplate, Tag, TokenStream
from liquid.token import Token

from reviewkit.jekyll.liquid.context import Context
from reviewkit.jekyll.liquid.errors import JekyllStopsError, NeedsJekyllError
from reviewkit.jekyll.liquid.expressions import Literal, Value, fragment_value
from reviewkit.jekyll.liquid.pieces import JekyllTag, Piece
from reviewkit.jekyll.liquid.site_tags import rendered_text
from reviewkit.jekyll.liquid.values import SPACE

__all__ = ["INCLUDE_TAGS"]

_ONE: Final = (
    r"([\w-]+)\s*=\s*"
    r"(?:\"([^\"\\]*(?:\\.[^\"\\]*)*)\"|'([^'\\]*(?:\\.[^'\\]*)*)'|([\w.-]+))"
)
_PARAMETER: Final = re.compile(_ONE, re.ASCII)
_PARAMETERS: Final = re.compile(rf"\s*(?:{_ONE}(?=\s|\Z)\s*)*", re.ASCII)
_VARIABLE: Final = re.compile(
    r"([^{]*(?:\{\{\s*[\w\-.]+\s*(?:\|.*)?\}\}[^\s{}]*)+)(.*)", re.ASCII | re.DOTALL
)
_FILE_NAME: Final = re.compile(r"(?m)^[\w/.\-()+~#@]+$", re.ASCII)
_UPWARDS: Final = re.compile(r"[./]{2,}")
_DEEPEST: Final = 100


class _Include(Piece):
    def __init__(self, token: Token, markup: str, *, relative: bool) -> None:
        super().__init__(token)
        self.relative = relative
        match = _VARIABLE.match(markup)
        name, parameters = match.groups() if match else _divided(markup)
        self.name = name.strip(SPACE)
        self.has_variable = match is not None
        self.parameters = _parameters(parameters.strip(SPACE)) if parameters else None

    def write(self, context: Context, buffer: TextIO) -> int:
        name = rendered_text(self.name, context) if self.has_variable else self.name
        if _UPWARDS.search(name) or not _FILE_NAME.search(name):
            raise JekyllStopsError(
                f"include does not take the file name {name!r}",
                fix="write a path below the folder of the includes, without spaces and ..",
            )
        path = self._path(name, context)
        template = self._template(path, context)
        context.step()
        if self.parameters is None:
            return _render(template, path, context, buffer, {})
        given = {key: value.evaluate(context) for key, value in self.parameters.items()}
        return _render(template, path, context, buffer, {"include": given})

    def _path(self, name: str, context: Context) -> Path:
        world = context.world
        safe = world.configuration.is_on("safe")
        for folder in self._folders(context):
            path = folder / name.lstrip("/")
            if path.is_file() and not (safe and _leaves(path, folder)):
                return path
        theme = world.config.get("theme")
        if not self.relative and theme and not world.configuration.theme:
            raise NeedsJekyllError(
                f"the include {name} is not in the site, and the theme {theme} is not found",
                fix=f"install the theme, for example with gem install {theme}",
            )
        own = self._folders(context)[0].relative_to(world.site.root)
        raise JekyllStopsError(
            f"there is no include {name} in {own}/{' or the theme' if theme else ''}",
            fix="correct the file's name, with its ending",
        )

    def _folders(self, context: Context) -> Sequence[Path]:
        world = context.world
        if not self.relative:
            return world.includes
        current = PurePosixPath(world.current.file if world.current else "")
        return (world.site.root / current.parent,)

    @staticmethod
    def _template(path: Path, context: Context) -> BoundTemplate:
        templates = context.world.templates
        if path not in templates:
            shown = _shown(path, context)
            try:
                source = path.read_bytes().decode("utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                raise JekyllStopsError(f"the include {shown} cannot be read") from error
            try:
                templates[path] = context.env.from_string(source)
            except (JekyllStopsError, NeedsJekyllError) as error:
                error.file = shown
                error.located = True
                raise
        return templates[path]


def _render(
    template: BoundTemplate,
    path: Path,
    context: Context,
    buffer: TextIO,
    namespace: Mapping[str, object],
) -> int:
    before, context.file = context.file, _shown(path, context)
    context.include_depth += 1
    if context.include_depth >= _DEEPEST:
        raise JekyllStopsError(
            "includes are nested too deeply, so one of them probably includes itself",
            fix="end the circle with a condition",
        )
    try:
        with context.extend(namespace):
            for node in template.nodes:
                node.render(context, buffer)
    finally:
        context.file = before
        context.include_depth -= 1
    return 0


def _shown(path: Path, context: Context) -> str:
    """Give the name of an include in messages: its path in the site, or that of the theme's."""
    root = context.world.site.root
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _leaves(path: Path, folder: Path) -> bool:
    """Tell whether links lead a path out of its folder, which Jekyll's `safe` does not allow."""
    return not path.resolve().is_relative_to(folder.absolute())


def _divided(markup: str) -> tuple[str, str]:
    parts = re.split(r"\s+", markup, maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else ""


def _parameters(written: str) -> Mapping[str, Value]:
    if not _PARAMETERS.fullmatch(written):
        raise JekyllStopsError(
            f"include does not understand {written!r}",
            fix="write each parameter as name='value' or name=variable, divided by spaces",
        )
    found: dict[str, Value] = {}
    for match in _PARAMETER.finditer(written):
        name, double, single, variable = match.groups()
        if double is not None:
            found[name] = Literal(double.replace('\\"', '"'))
        elif single is not None:
            found[name] = Literal(single.replace("\\'", "'"))
        else:
            found[name] = fragment_value(variable)
    return found


class _IncludeTag(JekyllTag):
    name = "include"
    relative: ClassVar[bool] = False

    def read(self, token: Token, markup: str, stream: TokenStream) -> _Include:  # noqa: ARG002 -- the interface
        return _Include(token, markup.strip(SPACE), relative=self.relative)


class _IncludeCachedTag(_IncludeTag):
    """jekyll-include-cache's tag, whose cache changes nothing but the time it takes."""

    name = "include_cached"


class _IncludeRelativeTag(_IncludeTag):
    name = "include_relative"
    relative = True


INCLUDE_TAGS: Final[Sequence[type[Tag]]] = (
    _IncludeTag,
    _IncludeCachedTag,
    _IncludeRelativeTag,
)
