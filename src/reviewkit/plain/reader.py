"""A plain folder of posts read into a `Site`, and a problem for each post that cannot be read."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

from reviewkit.config import SETTINGS_FILE, setting_place
from reviewkit.errors import ConfigurationError, PostError, Problem, Where
from reviewkit.images import image_line
from reviewkit.lines import key_line
from reviewkit.model import FrontMatter, Image, Post, Site, State
from reviewkit.plain.dates import parse_date
from reviewkit.plain.discovery import PostFile, find_posts, unread_files
from reviewkit.plain.doubt import DoubtError
from reviewkit.plain.front_matter import is_metadata, read_front_matter
from reviewkit.plain.image import ImagePlaces, hero_image
from reviewkit.plain.permalink import Parts, fill, output_path, own_path
from reviewkit.plain.settings import PlainSettings
from reviewkit.plain.values import Values
from reviewkit.urls import ascii_url

__all__ = ["read_site"]

_COLLECTION = "posts"
_LEFT_OUT = "The post was left out; the others are read"
_DATE_FIX = "write it as 2025-01-20 or 2025-01-20T17:42:44+01:00"


def read_site(root: Path, settings: PlainSettings, *, now: dt.datetime) -> Site:
    """Read the posts of a plain site, newest first.

    `now` decides which posts are still in the future. A post that cannot be read, or whose address
    is in doubt, becomes an error in the site's problems, and all others are read. Raises
    ConfigurationError for a content folder that does not exist.
    """
    reader = _Reader(root, settings, now)
    posts: list[Post] = []
    problems: list[Problem] = []
    for file in _files(root, settings, problems):
        try:
            posts.append(reader.post(file))
        except PostError as error:
            problems.append(error.problem)
        except RecursionError:
            problems.append(_strange(file))
    problems += reader.warnings
    posts = _apart(posts, problems)
    problems += _missing_pages(root / settings.destination, posts)
    posts.sort(key=lambda post: (post.date, post.source), reverse=True)
    return Site(
        root=root,
        url=settings.url,
        baseurl=settings.baseurl,
        id_start=settings.url + settings.baseurl,
        title=settings.title,
        description=settings.description,
        lang=settings.lang,
        author=settings.author,
        destination=root / settings.destination,
        plugins=(),
        posts=tuple(posts),
        problems=tuple(problems),
        configuration={},
    )


def _files(root: Path, settings: PlainSettings, problems: list[Problem]) -> Sequence[PostFile]:
    files: dict[str, PostFile] = {}
    for entry in settings.content:
        place = setting_place(root, "site.content")
        try:
            found, unread = find_posts(root, entry), unread_files(root, entry)
        except OSError as error:
            raise ConfigurationError(
                f"site.content: the folder {entry} cannot be read: {error.strerror or error}",
                where=place,
                fix="name the folder of the posts, seen from the folder of reviewkit.toml",
            ) from error
        if not found:
            what = f"site.content: there is no Markdown file in {entry}"
            fix = "name the folder of the posts, or a pattern such as content/*/reviews/*.md"
            problems.append(Problem(severity="warning", what=what, where=place, fix=fix))
        if unread:
            what = f"{len(unread)} files in {entry} are no Markdown, such as {unread[0]}"
            fix = 'name Markdown files alone: content = "content/reviews/**/*.md"'
            problems.append(
                Problem(severity="warning", what=f"{what}; they are left out", where=place, fix=fix)
            )
        files |= {file.source: file for file in found if file.source not in files}
    return list(files.values())


def _strange(file: PostFile) -> Problem:
    """Report what only YAML can dream up: a list that holds itself."""
    return Problem(
        severity="error",
        what=f"the front matter holds a value without an end. {_LEFT_OUT}",
        where=Where(file.source, 1),
        fix="write plain text, numbers, dates and lists",
    )


def _apart(posts: Sequence[Post], problems: list[Problem]) -> list[Post]:
    """Leave out public posts that share an address; each becomes an error that names the others."""
    sharing: defaultdict[str, list[Post]] = defaultdict(list)
    for post in posts:
        if post.state == "published":
            sharing[(post.output_path or "").casefold()].append(post)
    twice = {post.source: rest for rest in sharing.values() if len(rest) > 1 for post in rest}
    for source, rest in twice.items():
        others = ", ".join(other.source for other in rest if other.source != source)
        problems.append(
            Problem(
                severity="error",
                what=f"{others} has the same address, {rest[0].path}. Both were left out; the "
                "others are read",
                where=Where(source),
                fix="give one of them another slug",
            )
        )
    return [post for post in posts if post.source not in twice]


def _missing_pages(destination: Path, posts: Sequence[Post]) -> list[Problem]:
    """Warn of public posts without a page in the built site, where there is one to compare with.

    A pattern that does not fit the generator shows here before a wrong address goes anywhere.
    """
    if not (destination / "index.html").is_file():
        return []
    return [
        Problem(
            severity="warning",
            what=f"the built site has no page {post.path}: {destination.name}/{post.output_path} "
            "does not exist",
            where=Where(post.source),
            fix="build the site; if the page is elsewhere then, correct permalink in "
            f"{SETTINGS_FILE}",
        )
        for post in posts
        if post.state == "published"
        and not (destination / (post.output_path or "")).is_file()
        and not (destination / unquote(post.path).strip("/") / "index.html").is_file()
    ]


class _Reader:
    def __init__(self, root: Path, settings: PlainSettings, now: dt.datetime) -> None:
        self.root = root
        self.settings = settings
        self.now = now
        self.address = settings.url + settings.baseurl
        self.places = ImagePlaces(root, self.address, settings.content)
        self.warnings: list[Problem] = []

    def post(self, file: PostFile) -> Post:
        """Read one file; raises PostError with its line."""
        read = read_front_matter(self._content(file), file.source)
        try:
            return self._post(file, read)
        except DoubtError as error:
            line = key_line(read.head, error.key) if error.key else None
            raise PostError(
                f"{error}. {_LEFT_OUT}", where=Where(file.source, line), fix=error.fix
            ) from error

    def _post(self, file: PostFile, read: FrontMatter) -> Post:
        values = Values.of(read.values, metadata=is_metadata(read.head))
        self._refuse_neighbours(file, values)
        slug = values.slug()
        title = values.text("title") or self._titled(file)
        date = self._date(file, values, read)
        categories = values.words("categories", "category")
        parts = Parts(
            date=date,
            slug=slug,
            name=file.name,
            stem=file.stem,
            title=title,
            folders=file.folders,
            categories=categories,
            as_written=self.settings.as_written,
        )
        own = values.address()
        path = own_path(own[1], own[0].lower()) if own else fill(self.settings.permalink, parts)
        slug = slug or self._slug(path, own is not None, file)
        url = ascii_url(self.address + path)
        own_id = f"{path.rstrip('/').rpartition('/')[0]}/{slug}"
        return Post(
            source=file.source,
            state=self._state(date, values, read, file),
            url=url,
            path=path,
            id=own_id,
            absolute_id=ascii_url(self.address + own_id),
            collection=_COLLECTION,
            output_path=output_path(path),
            slug=slug,
            title=title,
            date=date,
            updated=self._moment(values.updated(), read, file),
            categories=categories,
            tags=values.words("tags", "tag"),
            lang=values.text("lang", "language") or self.settings.lang,
            image=self._image(values, read, file, url),
            description=values.text("description", "summary"),
            authors=tuple(values.authors())
            or ((self.settings.author,) if self.settings.author else ()),
            is_markdown=True,
            text=read.text,
            text_line=read.text_line,
            head=read.head,
            front_matter=values.all,
        )

    def _content(self, file: PostFile) -> str:
        try:
            text = (self.root / file.source).read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise PostError(
                f"the file is not UTF-8. {_LEFT_OUT}",
                where=Where(file.source, error.object.count(b"\n", 0, error.start) + 1),
                fix="save it as UTF-8 in your editor",
            ) from error
        except OSError as error:
            raise PostError(
                f"the file cannot be read: {error.strerror or error}. {_LEFT_OUT}",
                where=Where(file.source),
                fix="check the file's rights",
            ) from error
        return text.replace("\r\n", "\n")

    def _refuse_neighbours(self, file: PostFile, values: Values) -> None:
        """Refuse files whose address depends on more than the post itself."""
        if file.inside:
            raise DoubtError(
                f"the file lies in the bundle of {file.inside}, where Hugo and Zola see no page "
                "and other generators do",
                None,
                "move it out of that folder, or name the posts with a pattern in site.content",
            )
        lang = values.text("lang") if values.metadata and not values.address() else None
        if lang and lang != (self.settings.lang or "en"):
            raise DoubtError(
                f"Pelican puts a post in another language ({lang}) at another address",
                "lang",
                "add Url and Save_as with its address, or set lang in reviewkit.toml",
            )

    def _slug(self, path: str, own: bool, file: PostFile) -> str:  # noqa: FBT001 -- a fact, no switch
        """Give the name commands know a post by: the last part of a patterned address."""
        last = unquote(path).rstrip("/").rpartition("/")[2].partition(".")[0]
        return file.stem if own or not last else last

    def _titled(self, file: PostFile) -> str:
        title = file.stem.replace("-", " ").capitalize()
        self._warn(file, 1, f"the post has no title, so it is called {title!r}", "add title: ...")
        return title

    def _date(self, file: PostFile, values: Values, read: FrontMatter) -> dt.datetime:
        found = values.date()
        if found is None and file.date is None:
            raise PostError(
                f"the post has no date. {_LEFT_OUT}",
                where=Where(file.source, 1),
                fix=f"add a date: {_DATE_FIX}",
            )
        moment = self._moment(found or ("date", file.date), read, file)
        assert moment is not None  # noqa: S101 -- there is a date to read
        return moment

    def _moment(
        self, found: tuple[str, object] | None, read: FrontMatter, file: PostFile
    ) -> dt.datetime | None:
        if found is None:
            return None
        key, value = found
        try:
            return parse_date(value, self.settings.zone)
        except (ValueError, OverflowError) as error:
            raise PostError(
                f"{key}: {str(value)!r} cannot be read as a date: {error}. {_LEFT_OUT}",
                where=Where(file.source, key_line(read.head, key)),
                fix=_DATE_FIX,
            ) from error

    def _state(self, date: dt.datetime, values: Values, read: FrontMatter, file: PostFile) -> State:
        if held := values.held_back():
            return held
        published = self._moment(values.moment("publishdate"), read, file)
        if max(date, published or date) > self.now:
            return "future"
        expires = self._moment(values.moment("expirydate"), read, file)
        return "unpublished" if expires and expires <= self.now else "published"

    def _image(self, values: Values, read: FrontMatter, file: PostFile, url: str) -> Image | None:
        try:
            image, unsure = hero_image(values.all, file, url, self.places)
        except ValueError as error:
            image, unsure = None, str(error)
        if unsure is not None:
            self._warn(
                file,
                image_line(read.head),
                f"the address of the hero image is not sure: {unsure}. The post is used without "
                "its picture",
                "put the picture next to an index.md or in static/, and write /img/film.png",
            )
        return image

    def _warn(self, file: PostFile, line: int, what: str, fix: str) -> None:
        place = Where(file.source, line)
        self.warnings.append(Problem(severity="warning", what=what, where=place, fix=fix))
