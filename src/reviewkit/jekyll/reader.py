"""A Jekyll folder read into a `Site`: every post, and a problem for each that cannot be read."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from reviewkit.errors import PostError, Problem, Where
from reviewkit.jekyll.authors import AuthorList
from reviewkit.jekyll.configuration import Configuration
from reviewkit.jekyll.dates import parse_date
from reviewkit.jekyll.defaults import Defaults, deep_merge
from reviewkit.jekyll.discovery import PostFile, find_posts
from reviewkit.jekyll.front_matter import FrontMatter, key_line, read_front_matter
from reviewkit.jekyll.image import hero_image
from reviewkit.jekyll.permalink import (
    PermalinkParts,
    absolute_url,
    output_path,
    post_id,
    post_path,
    template_for,
)
from reviewkit.jekyll.slugify import titleize
from reviewkit.jekyll.terms import categories_of, tags_of
from reviewkit.model import Image, Post, Site, State

__all__ = ["read_post", "read_site"]

_COLLECTION = "posts"
_LEFT_OUT = "The post was left out; the others are read"
_DATE_FIX = "write it as 2025-01-20 17:42:44 +0100"


def read_site(
    root: Path, configuration: Configuration, *, now: dt.datetime, machine_zone: dt.tzinfo
) -> Site:
    """Read the posts and drafts of the site in `root`, newest first.

    `now` decides which posts are still in the future, `machine_zone` is used where the site names
    no timezone. A post that cannot be read becomes an error in the site's problems, and all others
    are read. Raises ConfigurationError for a timezone that does not exist.
    """
    reader = _Reader(root, configuration, now, configuration.zone(machine_zone))
    posts: list[Post] = []
    problems: list[Problem] = []
    for file in find_posts(root, configuration):
        try:
            posts.append(reader.post(file))
        except PostError as error:
            problems.append(error.problem)
        except (ValueError, OverflowError, RecursionError) as error:
            problems.append(_strange(file, error).problem)
    problems += reader.warnings
    posts.sort(key=lambda post: (post.date, post.source), reverse=True)
    return Site(
        root=root,
        url=configuration.url,
        baseurl=configuration.baseurl,
        title=configuration.text("title", "name"),
        description=configuration.text("description", "tagline"),
        lang=configuration.text("lang") or None,
        author=configuration.author,
        destination=root / configuration.text("destination"),
        plugins=(*configuration.words("plugins"), *configuration.words("gems")),
        posts=tuple(posts),
        problems=tuple(problems),
        configuration=configuration.data,
    )


def read_post(
    root: Path,
    configuration: Configuration,
    source: str,
    content: str,
    *,
    now: dt.datetime,
    machine_zone: dt.tzinfo,
) -> Post | None:
    """Read one post or draft of the site in `root`; None for a file that Jekyll takes for neither.

    `source` is the file relative to `root`, with forward slashes; `content` is what stands in it,
    maybe not saved yet. Raises PostError as the problems of `read_site` say it, and
    ConfigurationError for a timezone that does not exist.
    """
    file = next((one for one in find_posts(root, configuration) if one.source == source), None)
    if file is None:
        return None
    reader = _Reader(root, configuration, now, configuration.zone(machine_zone))
    try:
        return reader.post(file, content)
    except (ValueError, OverflowError, RecursionError) as error:
        raise _strange(file, error) from error


def _strange(file: PostFile, error: Exception) -> PostError:
    """Report a value that only YAML can dream up, such as a list that holds itself."""
    return PostError(
        f"the front matter holds a value that cannot be read: {error}. {_LEFT_OUT}",
        where=Where(file.source, 1),
        fix="write plain text, numbers, dates and lists",
    )


class _Reader:
    def __init__(
        self, root: Path, configuration: Configuration, now: dt.datetime, zone: dt.tzinfo
    ) -> None:
        self.root = root
        self.configuration = configuration
        self.now = now
        self.zone = zone
        self.collections_dir = configuration.text("collections_dir").strip("/")
        self.defaults = Defaults(configuration, str(root), collection=_COLLECTION)
        self.authors = AuthorList(root, configuration)
        self.warnings: list[Problem] = []

    def post(self, file: PostFile, content: str | None = None) -> Post:
        """Read one file, or what is said to stand in it; raises PostError with its line."""
        read = read_front_matter(self._content(file) if content is None else content, file.source)
        relative = file.source.removeprefix(f"{self.collections_dir}/")
        defaults = self.defaults.for_file(relative)
        values = deep_merge(defaults, read.values)
        folder = file.folder.removeprefix(self.collections_dir).strip("/")
        categories = self._categories(folder, defaults, file, read)
        slug = self._slug(file, values, read)
        date = self._date(file, values, read)
        path = self._path(file, values, read, date, slug, categories)
        title = values.get("title")
        return Post(
            source=file.source,
            state=self._state(file, values, date),
            url=absolute_url(self.configuration.url, self.configuration.baseurl + path),
            path=path,
            id=post_id(path, slug),
            collection=_COLLECTION,
            output_path=output_path(path, self._output_ext(file)),
            slug=slug,
            title=titleize(file.slug) if title is None or title is False else str(title),
            date=date,
            updated=self._updated(file, values, read),
            categories=categories,
            tags=tags_of(values),
            lang=str(values.get("lang") or "") or self.configuration.text("lang") or None,
            image=self._image(file, values, read),
            description=str(values.get("description") or "").strip() or None,
            authors=self.authors.of(values),
            is_markdown=file.ext.lower() in self.configuration.markdown_extensions,
            text=read.text,
            text_line=read.text_line,
            head=read.head,
            front_matter=values,
        )

    def _content(self, file: PostFile) -> str:
        try:
            return (self.root / file.source).read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise PostError(
                f"the file is not UTF-8, so Jekyll skips it too. {_LEFT_OUT}",
                where=Where(file.source, line),
                fix="save it as UTF-8 in your editor",
            ) from error
        except OSError as error:
            raise PostError(
                f"the file cannot be read: {error.strerror or error}. {_LEFT_OUT}",
                where=Where(file.source),
                fix="check the file's rights",
            ) from error

    def _slug(self, file: PostFile, values: Mapping[str, Any], read: FrontMatter) -> str:
        slug = values.get("slug")
        if slug is None:
            return file.slug.rstrip(".")
        if not isinstance(slug, str):
            raise PostError(
                f"the slug {slug} is no text, which stops Jekyll. {_LEFT_OUT}",
                where=Where(file.source, key_line(read.head, "slug")),
                fix=f'put quotes around it: slug: "{slug}"',
            )
        return slug

    def _categories(
        self, folder: str, defaults: Mapping[str, Any], file: PostFile, read: FrontMatter
    ) -> tuple[str, ...]:
        try:
            return categories_of(folder, defaults, read.values)
        except ValueError as error:
            raise PostError(
                f"{error}; Jekyll then publishes the post without title and date. {_LEFT_OUT}",
                where=Where(file.source, key_line(read.head, "categories")),
                fix="write a list: categories: [films, thrillers]",
            ) from error

    def _image(self, file: PostFile, values: Mapping[str, Any], read: FrontMatter) -> Image | None:
        try:
            return hero_image(values, self.configuration.data)
        except ValueError as error:
            self.warnings.append(
                Problem(
                    severity="warning",
                    what=f"the hero image has no possible address: {error}. "
                    "The post is used without its picture",
                    where=Where(file.source, key_line(read.head, "image")),
                    fix="write a path such as /assets/img/posts/film.png, or a whole address",
                )
            )
            return None

    def _output_ext(self, file: PostFile) -> str:
        markdown = file.ext.lower() in self.configuration.markdown_extensions
        return ".html" if markdown else file.ext

    def _date(self, file: PostFile, values: Mapping[str, Any], read: FrontMatter) -> dt.datetime:
        if "date" in values:
            return self._parsed(values["date"], "date", file, read)
        if file.date is not None:
            return self._file_date(file)
        modified = (self.root / file.source).stat().st_mtime
        return dt.datetime.fromtimestamp(int(modified), self.zone)

    def _file_date(self, file: PostFile) -> dt.datetime:
        year, month, day = (file.date or "").split("-")
        if len(year) == 2:  # noqa: PLR2004 -- Ruby's rule for two-digit years: 69 is 1969
            year = f"{'19' if int(year) >= 69 else '20'}{year}"  # noqa: PLR2004 -- see above
        try:
            return parse_date(f"{year:0>4}-{month}-{day}", self.zone)
        except ValueError as error:
            raise PostError(
                f"the date in the file's name, {file.date}, does not exist. {_LEFT_OUT}",
                where=Where(file.source),
                fix="rename the file to YYYY-MM-DD-title.md",
            ) from error

    def _updated(
        self, file: PostFile, values: Mapping[str, Any], read: FrontMatter
    ) -> dt.datetime | None:
        given = values.get("last_modified_at")
        if given is None or given is False or given == "":
            return None
        return self._parsed(given, "last_modified_at", file, read)

    def _parsed(self, given: object, key: str, file: PostFile, read: FrontMatter) -> dt.datetime:
        try:
            return parse_date(given, self.zone)
        except (ValueError, OverflowError) as error:
            raise PostError(
                f"{key}: {str(given or '')!r} is not a date reviewkit can read. {_LEFT_OUT}",
                where=Where(file.source, key_line(read.head, key)),
                fix=_DATE_FIX,
            ) from error

    def _path(
        self,
        file: PostFile,
        values: Mapping[str, Any],
        read: FrontMatter,
        date: dt.datetime,
        slug: str,
        categories: tuple[str, ...],
    ) -> str:
        own = values.get("permalink")
        template = template_for(self._site_permalink()) if own is None else str(own)
        own_ext = PurePosixPath(str(own)).suffix if own else ""
        inside = file.source.removeprefix(file.folder).lstrip("/")
        name = PurePosixPath(inside)
        parts = PermalinkParts(
            date=date,
            slug=slug,
            basename=name.stem,
            path=name.with_suffix("").as_posix().partition("/")[2].rstrip("."),
            collection=_COLLECTION,
            categories=categories,
            output_ext=own_ext or self._output_ext(file),
        )
        try:
            return post_path(template, parts)
        except ValueError as error:
            raise PostError(
                f"{error}, which stops Jekyll. {_LEFT_OUT}",
                where=Where(file.source, key_line(read.head, "permalink")),
                fix="see https://jekyllrb.com/docs/permalinks/#placeholders for the names",
            ) from error

    def _site_permalink(self) -> str:
        return self.configuration.text("collections.posts.permalink", "permalink") or "date"

    def _state(self, file: PostFile, values: Mapping[str, Any], date: dt.datetime) -> State:
        switched = self.configuration.data.get
        if file.draft and not switched("show_drafts"):
            return "draft"
        shown = values.get("published", True)
        if (shown is False or shown is None) and not switched("unpublished"):
            return "unpublished"
        if date > self.now and not switched("future"):
            return "future"
        return "published"
