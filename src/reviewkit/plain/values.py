"""What a front matter says under the many names that generators and their themes use."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from reviewkit.model import Author, State
from reviewkit.plain.doubt import DoubtError

__all__ = ["Values"]

_TABLES: Final = ("extra", "params", "taxonomies")
"""Where Zola and Hugo keep what is the site's own; keys at the top come first."""
_DATES: Final = ("date", "pubdate", "pubdatetime", "publishdate", "published")
_UPDATES: Final = ("lastmod", "modified", "updated", "updateddate", "moddatetime")
_FLAGS: Final = ("announce", "feed", "hidden", "spoiler")
_DOUBTFUL: Final = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false"})
_STATUS: Final[Mapping[str, State | None]] = {
    "published": None,
    "draft": "draft",
    "hidden": "unpublished",
}
_NOT_RENDERED: Final = (False, "never", "link")


@dataclass(frozen=True, slots=True)
class Values:
    """A front matter ready to be asked; keys are compared without regard to case, as in Hugo.

    `top` are the keys of the generator itself, in small letters, with their own spelling; `all`
    are these and the site's own (`[extra]`, `params`, `[taxonomies]`) below them, as spelt.
    """

    top: Mapping[str, tuple[str, Any]]
    all: Mapping[str, Any]
    metadata: bool

    @classmethod
    def of(cls, front_matter: Mapping[str, Any], *, metadata: bool = False) -> "Values":
        """Take a front matter; `metadata` is Pelican's, where commas divide lists.

        Raises DoubtError for two keys that differ in case alone, and for a `yes` or `no` in the
        place of true and false under a key of reviewkit's own.
        """
        top: dict[str, tuple[str, Any]] = {}
        for key, value in front_matter.items():
            if key.lower() in top:
                raise DoubtError(
                    f"{top[key.lower()][0]} and {key} are one key", key, "keep one of them"
                )
            top[key.lower()] = (key, value)
        everything: dict[str, Any] = {}
        for table in _TABLES:
            inner = top.get(table, ("", None))[1]
            if isinstance(inner, Mapping):
                everything |= {str(key): value for key, value in inner.items()}
        everything |= front_matter
        for key in _FLAGS:
            _bool(everything.get(key), key)
        return cls(top, everything, metadata)

    def date(self) -> tuple[str, object] | None:
        """Give the key and value of the post's date."""
        return self._first(_DATES)

    def updated(self) -> tuple[str, object] | None:
        """Give the key and value of the day of the last change."""
        return self._first(_UPDATES)

    def moment(self, name: str) -> tuple[str, object] | None:
        """Give the key and value of another date, such as `publishdate`."""
        return self._first((name,))

    def slug(self) -> str | None:
        """Give the post's own slug. Raises DoubtError for one that is read in two ways."""
        found = self._first(("slug",))
        if found is None:
            return None
        key, value = found
        if type(value) is int and value >= 0:
            return str(value)
        if type(value) is not str:
            raise DoubtError(
                f"{key}: {value} is read as text or as a number", key, "put quotes around"
            )
        return value.strip() or None

    def address(self) -> tuple[str, object] | None:
        """Give the key and value of the post's own address; raises DoubtError for several."""
        found = [key for key in ("url", "permalink", "path") if self._first((key,))]
        if len(found) > 1:
            raise DoubtError(
                f"{' and '.join(found)} each name an address", found[1], "keep one of them"
            )
        computed = self.top.get("eleventycomputed", ("", None))[1]
        if isinstance(computed, Mapping) and "permalink" in computed:
            raise DoubtError(
                "the permalink is computed by Eleventy, which reviewkit cannot do",
                "permalink",
                "write the address out, or leave it to the permalink in reviewkit.toml",
            )
        return self._first(found)

    def held_back(self) -> State | None:
        """Tell whether the post says it is not public: `draft`, `unpublished`, or None.

        `draft: true`, `published: false`, Pelican's `Status`, Hugo's `build.render`, Zola's
        `render` and Eleventy's `permalink: false`. Raises DoubtError for a `yes` or `no`, which
        some generators take for true and false and others for text, and for an unknown status.
        """
        if status := self._status():
            return status
        if self.metadata:
            return None
        if self._flag("draft"):
            return "draft"
        build = next((self.top[key][1] for key in ("build", "_build") if key in self.top), None)
        rendered = build.get("render", True) if isinstance(build, Mapping) else True
        if rendered in _NOT_RENDERED or self._value("permalink") is False:
            return "unpublished"
        if self._flag("render") is False or self._value("published") is False:
            return "unpublished"
        _bool(self._value("published"), "published")
        return None

    def words(self, *keys: str) -> tuple[str, ...]:
        """Give a list of names, or one name; Pelican's text is divided at commas or semicolons."""
        found: list[str] = []
        for key in keys:
            value = self._anywhere(key)
            if isinstance(value, str) and self.metadata:
                value = value.split(";" if ";" in value else ",")
            items = value if isinstance(value, list) else [value]
            found += (str(item).strip() for item in items if _is_word(item))
        return tuple(dict.fromkeys(filter(None, found)))

    def text(self, *keys: str) -> str | None:
        """Give the first of `keys` that holds a text, a number or a date, as it is written."""
        for key in keys:
            value = self._anywhere(key)
            if _is_word(value) and str(value).strip():
                return str(value).strip()
        return None

    def authors(self) -> Iterator[Author]:
        """Yield who wrote the post: names, or tables with a name."""
        for key in ("authors", "author"):
            value = self._anywhere(key)
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, Mapping) and item.get("name"):
                    uri, email = (item.get("url") or item.get("uri")), item.get("email")
                    yield Author(
                        name=str(item["name"]),
                        uri=str(uri) if uri else None,
                        email=str(email) if email else None,
                    )
            yield from (Author(name=name) for name in self.words(key))

    def _status(self) -> State | None:
        status = str(self._value("status") or "published").lower()
        if status not in _STATUS and self.metadata:
            raise DoubtError(f"there is no status {status}", "status", "write published or draft")
        return _STATUS.get(status)

    def _flag(self, key: str) -> bool | None:
        return _bool(self._value(key), key, strict=True)

    def _value(self, key: str) -> Any:  # noqa: ANN401 -- a front matter holds anything
        return self.top.get(key, ("", None))[1]

    def _first(self, keys: Iterable[str]) -> tuple[str, object] | None:
        """Give the first of some keys of the generator's own that holds more than a switch."""
        for key in keys:
            spelt, value = self.top.get(key, ("", None))
            if value is not None and not isinstance(value, bool) and value != "":
                return spelt, value
        return None

    def _anywhere(self, key: str) -> Any:  # noqa: ANN401 -- a front matter holds anything
        return self.top[key][1] if key in self.top else self.all.get(key)


def _is_word(value: object) -> bool:
    return value is not None and not isinstance(value, bool | Mapping | list)


def _bool(value: object, key: str, *, strict: bool = False) -> bool | None:
    """Give a switch. Text that some generator may take for one is refused; `strict`, any value."""
    if isinstance(value, bool):
        return value
    doubtful = isinstance(value, str) and value.strip().lower() in _DOUBTFUL
    if doubtful or (strict and value is not None):
        raise DoubtError(
            f"{key}: {value!r} is a switch to one generator and none to another",
            key,
            f"write {key}: true or {key}: false, without quotes",
        )
    return None
