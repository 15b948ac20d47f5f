"""A Jekyll folder read into a `Site`: every document, and a problem for each that is broken."""

import dataclasses
import datetime as dt
import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from reviewkit.errors import ConfigurationError, PostError, Problem, Where
from reviewkit.jekyll.authors import AuthorList
from reviewkit.jekyll.collection import POSTS
from reviewkit.jekyll.configuration import Configuration
from reviewkit.jekyll.conflicts import conflict_problems
from reviewkit.jekyll.dates import parse_date
from reviewkit.jekyll.defaults import Defaults
from reviewkit.jekyll.discovery import LEFT_OUT, SourceFile, document_text, find_documents
from reviewkit.jekyll.document import (
    Clock,
    Knowledge,
    document_data,
    has_yaml_name,
    is_draft,
    yaml_document_data,
)
from reviewkit.jekyll.front_matter import key_line
from reviewkit.jekyll.image import hero_image
from reviewkit.jekyll.permalink import (
    PermalinkParts,
    document_url,
    output_path,
    post_id,
    post_path,
    url_start,
)
from reviewkit.jekyll.ruby import as_text, basename_without_extension, extension, is_true
from reviewkit.model import Image, Post, Site, State

__all__ = ["read_post", "read_site"]

_SWITCHES: Final = ("show_drafts", "unpublished", "future", "strict_front_matter")
_BUILT_TO: Final = {".scss": ".css", ".sass": ".css"}
"""What Jekyll's own converters make of other extensions than Markdown's."""
_URL_FIXES: Final = (
    ("the slug", ("slug", 'put quotes around it: slug: "1917"')),
    ("the permalink", ("permalink", "https://jekyllrb.com/docs/permalinks/ has the placeholders")),
    ("", ("categories", "write it without a colon and without a double slash")),
)
"""How to mend a URL that cannot be made, by the beginning of what is said of it."""


def read_site(
    root: Path,
    configuration: Configuration,
    *,
    now: dt.datetime,
    machine_zone: dt.tzinfo,
    collections: Sequence[str] = (POSTS,),
) -> Site:
    """Read the documents of every collection of the site in `root`, newest first.

    `now` decides which are still in the future, `machine_zone` is used where the site names no
    timezone; `collections` names those that hold reviews. A document that cannot be read becomes an
    error in the site's problems, and all others are read. Raises ConfigurationError for a timezone
    or a collection that does not exist, and for defaults that Jekyll cannot use.
    """
    zone = configuration.zone(machine_zone)
    reader = _Reader(root, configuration, now, zone)
    documents = _limited(reader.documents(), configuration.data["limit_posts"])
    documents.sort(key=_newest_last, reverse=True)
    chosen = _with_reviews(collections, configuration)
    return Site(
        root=root,
        url=configuration.url,
        baseurl=configuration.baseurl,
        id_start=url_start(configuration.text("url"), configuration.baseurl),
        title=configuration.text("title", "name"),
        description=configuration.text("description", "tagline"),
        lang=configuration.text("lang") or None,
        author=configuration.author,
        destination=root / configuration.text("destination"),
        plugins=(*configuration.words("plugins"), *configuration.words("gems")),
        posts=tuple(document for document in documents if document.collection in chosen),
        problems=(*reader.problems, *conflict_problems(documents)),
        documents=tuple(documents),
        collections=tuple(one.label for one in configuration.collections),
        configuration=configuration.data,
    )


def read_post(  # noqa: PLR0913 -- a site is its folder and its configuration
    root: Path,
    configuration: Configuration,
    source: str,
    content: str,
    *,
    now: dt.datetime,
    machine_zone: dt.tzinfo,
    found: dict[str, SourceFile] | None = None,
) -> Post | None:
    """Read one document of the site in `root`; None for a file that Jekyll takes for none.

    `source` is the file relative to `root`, with forward slashes; `content` is what stands in it,
    maybe not saved yet. `found` keeps the site's documents from one call to the next, and the site
    is looked through again only for a file that is not among them. Raises PostError as the problems
    of `read_site` say it, and ConfigurationError for a timezone that does not exist.
    """
    reader = _Reader(root, configuration, now, configuration.zone(machine_zone))
    found = {} if found is None else found
    if source not in found:
        files = find_documents(root, configuration, reader.unreadable_folder)
        found.update((file.path, file) for file in files)
    file = found.get(source)
    if file is None:
        return None
    try:
        return reader.document(file, content)
    except (ValueError, OverflowError, RecursionError) as error:
        raise _strange(file, error) from error


def _newest_last(document: Post) -> tuple[dt.datetime, str]:
    return document.date, document.source


def _with_reviews(chosen: Sequence[str], configuration: Configuration) -> frozenset[str]:
    """Check the names of the collections that hold reviews; raises ConfigurationError."""
    pages = {one.label: one.output for one in configuration.collections}
    for name in chosen:
        if name not in pages:
            close = difflib.get_close_matches(name, pages, n=1)
            raise ConfigurationError(
                f"reviewkit's setting site.collections names {name}, which the site does not have",
                where=configuration.where("collections"),
                fix=f"did you mean {close[0]}?" if close else f"it has {', '.join(pages)}",
            )
        if not pages[name]:
            raise ConfigurationError(
                f"reviewkit's setting site.collections names {name}, whose documents get no pages",
                where=configuration.where("collections"),
                fix=f"set output: true for {name}, or leave it out of site.collections",
            )
    return frozenset(chosen)


def _limited(documents: list[Post], limit: float) -> list[Post]:
    """Apply `limit_posts`: of the posts that would be published, only the newest are."""
    if limit <= 0:
        return documents
    shown = [d for d in documents if d.collection == POSTS and d.state in {"published", "broken"}]
    shown.sort(key=_newest_last)
    over = {document.source for document in shown[: max(len(shown) - int(limit), 0)]}
    return [
        dataclasses.replace(document, state="unpublished") if document.source in over else document
        for document in documents
    ]


class _Reader:
    def __init__(
        self, root: Path, configuration: Configuration, now: dt.datetime, zone: dt.tzinfo
    ) -> None:
        self.root = root
        self.configuration = configuration
        self.problems: list[Problem] = []
        self.clock = Clock(
            zone, configuration.time(now, zone), lambda value: parse_date(value, zone, now)
        )
        self.defaults = Defaults(configuration, root, self.clock.parse)
        self.authors = AuthorList(root, configuration)
        self.lang = configuration.text("lang") or None
        self.start = url_start(configuration.url, configuration.baseurl)
        self.id_start = url_start(configuration.text("url"), configuration.baseurl)
        self.markdown = configuration.markdown_extensions
        self.switches = {key: configuration.is_on(key) for key in _SWITCHES}

    def documents(self) -> list[Post]:
        """Read every document; problems are collected."""
        found = []
        for file in find_documents(self.root, self.configuration, self.unreadable_folder):
            try:
                document = self.document(file)
            except PostError as error:
                self.problems.append(error.problem)
            except (ValueError, OverflowError, RecursionError) as error:
                self.problems.append(_strange(file, error).problem)
            else:
                if document is not None:
                    found.append(document)
        return found

    def document(self, file: SourceFile, content: str | None = None) -> Post | None:
        """Read one file, or what is said to stand in it; None for what Jekyll takes for none.

        Raises PostError.
        """
        content = document_text(self.root, file) if content is None else content
        if has_yaml_name(file.relative):
            known = yaml_document_data(file, content, self.clock.zone)
            if file.collection.label == POSTS:
                return None
        else:
            defaults = self.defaults.for_file(file.relative, file.collection.label)
            known = document_data(file, content, defaults, self.clock)
        return self._post(file, known)

    def _post(self, file: SourceFile, known: Knowledge) -> Post:
        data = known.data
        date = self._date(file, data)
        basename = basename_without_extension(file.relative)
        slug = data.get("slug")
        output_ext = self._output_ext(file, data)
        path = self._path(file, known, date, basename, output_ext)
        own_id = post_id(path, slug if is_true(slug) else basename)
        state = self._state(file, data, date)
        if known.fault is not None:
            state = "broken" if state == "published" else state
            self._report_fault(known.fault, path, state)
        categories = data.get("categories")
        tags = data.get("tags")
        has_page = file.collection.output
        return Post(
            source=file.path,
            state=state,
            url=document_url(self.start, path),
            path=path,
            id=own_id,
            absolute_id=document_url(self.id_start, own_id),
            collection=file.collection.label,
            output_path=output_path(path, output_ext) if has_page else None,
            slug=basename if slug is None else as_text(slug),
            title=as_text(data.get("title")),
            date=date,
            updated=self._updated(file, known),
            categories=tuple(dict.fromkeys(_listed(categories))),
            tags=_listed(tags),
            lang=as_text(data.get("lang")) or self.lang,
            image=self._image(file, known),
            description=as_text(data.get("description")).strip() or None,
            authors=self.authors.of(data),
            is_markdown=extension(file.relative).lower() in self.markdown,
            text=known.content.text,
            text_line=known.content.text_line,
            head=known.content.head,
            front_matter=data,
        )

    def unreadable_folder(self, folder: str, error: OSError) -> None:
        self.problems.append(
            Problem(
                severity="error",
                what=f"the folder cannot be read: {error.strerror or error}. What lies in it was "
                "left out; the others are read",
                where=Where(folder),
                fix="check the folder's rights",
            )
        )

    def _date(self, file: SourceFile, data: Mapping[str, Any]) -> dt.datetime:
        """Give the date: without any, a draft's is that of its file, another's that of the build.

        The date of a `.yml` document is whatever YAML made of it.
        """
        date = data.get("date")
        if isinstance(date, dt.datetime):
            return date.replace(microsecond=0).astimezone(self.clock.zone)
        if is_true(date):
            return self._written_date(date, "date", Where(file.path, 1))
        if is_draft(file) or is_true(data.get("draft")):
            modified = (self.root / file.path).stat().st_mtime
            return dt.datetime.fromtimestamp(int(modified), self.clock.zone)
        return self.clock.time.replace(microsecond=0)

    def _written_date(self, given: object, key: str, where: Where) -> dt.datetime:
        try:
            return self.clock.parse(given)
        except (ValueError, OverflowError) as error:
            raise PostError(
                f"{key}: {as_text(given)!r} is no date. {LEFT_OUT}",
                where=where,
                fix="write it as 2025-01-20 17:42:44 +0100",
            ) from error

    def _updated(self, file: SourceFile, known: Knowledge) -> dt.datetime | None:
        given = known.data.get("last_modified_at")
        if not is_true(given) or given == "":
            return None
        where = Where(file.path, key_line(known.content.head, "last_modified_at"))
        try:
            return self._written_date(given, "last_modified_at", where)
        except PostError as error:
            what = error.problem.what.replace(LEFT_OUT, "The post is used without it")
            self.problems.append(dataclasses.replace(error.problem, severity="warning", what=what))
            return None

    def _output_ext(self, file: SourceFile, data: Mapping[str, Any]) -> str:
        permalink = data.get("permalink")
        if isinstance(permalink, str) and not permalink.endswith("/"):
            own = extension(permalink)
            if own:
                return own
        given = extension(file.relative)
        return ".html" if given.lower() in self.markdown else _BUILT_TO.get(given.lower(), given)

    def _path(
        self,
        file: SourceFile,
        known: Knowledge,
        date: dt.datetime,
        basename: str,
        output_ext: str,
    ) -> str:
        data = known.data
        inside = file.relative[: len(file.relative) - len(extension(file.relative))]
        slug, categories = data.get("slug"), data.get("categories")
        parts = PermalinkParts(
            date=date,
            slug=slug,
            basename=basename,
            path=inside.replace(file.collection.folder, "", 1).rstrip("."),
            collection=file.collection.label,
            categories=categories if isinstance(categories, list) else (),
            output_ext=output_ext,
        )
        own = data.get("permalink")
        template = own if is_true(own) else file.collection.template
        try:
            if not isinstance(template, str):
                raise ValueError(f"the permalink {as_text(template)} is no text")  # noqa: TRY004, TRY301 -- a fault of the file
            return post_path(template, parts)
        except ValueError as error:
            key, fix = next(hint for start, hint in _URL_FIXES if str(error).startswith(start))
            raise PostError(
                f"{error}, which stops Jekyll. {LEFT_OUT}",
                where=Where(file.path, key_line(known.content.head, key)),
                fix=fix,
            ) from error

    def _image(self, file: SourceFile, known: Knowledge) -> Image | None:
        try:
            return hero_image(known.data, self.configuration.data)
        except ValueError as error:
            self.problems.append(
                Problem(
                    severity="warning",
                    what=f"the hero image has no possible address: {error}. "
                    "The post is used without its picture",
                    where=Where(file.path, key_line(known.content.head, "image")),
                    fix="write a path such as /assets/img/posts/film.png, or a whole address",
                )
            )
            return None

    def _state(self, file: SourceFile, data: Mapping[str, Any], date: dt.datetime) -> State:
        if file.in_drafts and not self.switches["show_drafts"]:
            return "draft"
        if not is_true(data.get("published", True)) and not self.switches["unpublished"]:
            return "unpublished"
        if date > self.clock.time and not self.switches["future"]:
            return "future"
        return "published"

    def _report_fault(self, fault: PostError, path: str, state: State) -> None:
        consequence = f"It is {state}, so nobody sees it yet"
        if self.switches["strict_front_matter"] and state != "draft":
            consequence = "It stops Jekyll, as strict_front_matter is on"
        elif state == "broken":
            consequence = "Jekyll publishes it all the same, without its title and date, at "
            consequence += f"{path}. It is in no feed and is not announced"
        what = f"{fault.problem.what}. {consequence}"
        self.problems.append(dataclasses.replace(fault.problem, what=what))


def _listed(value: object) -> tuple[str, ...]:
    """Write terms as text; in a broken document they may be one value instead of a list."""
    if isinstance(value, list):
        return tuple(map(as_text, value))
    return () if value is None or isinstance(value, dict) else (as_text(value),)


def _strange(file: SourceFile, error: Exception) -> PostError:
    """Report a value that only YAML can dream up, such as a list that holds itself."""
    return PostError(
        f"the front matter holds a value that cannot be read: {error}. {LEFT_OUT}",
        where=Where(file.path, 1),
        fix="write plain text, numbers, dates and lists",
    )
