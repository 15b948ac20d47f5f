"""Feeds of what Pelican publishes: its articles as it rendered them, in reviewkit's formats."""

import dataclasses
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from markupsafe import Markup
from pelican.contents import Article, Content
from pelican.generators import Generator
from pelican.plugins.reviewkit.reading import log_problem, site_root, workshop
from pelican.plugins.reviewkit.review import ArticleReview
from pelican.utils import pelican_open
from pelican.writers import Writer

from reviewkit.cli.feed_files import put_feeds
from reviewkit.cli.output import Reporter
from reviewkit.cli.site_feeds import SiteFeeds
from reviewkit.config import Settings
from reviewkit.errors import Problem, ReviewkitError
from reviewkit.images import measured
from reviewkit.model import Author, Image, Post, RenderedPost, Site
from reviewkit.urls import ascii_url, resolved

__all__ = ["FeedsGenerator"]

_log = logging.getLogger(__name__)

_IMAGES: Final = ("image", "cover", "hero_image", "featured_image", "thumbnail")
_SWITCHES: Final = {"true": True, "false": False}


class FeedsGenerator(Generator):
    """Writes the feeds of all articles, as `[feed]` in `reviewkit.toml` says."""

    def generate_output(self, writer: Writer) -> None:  # noqa: ARG002 -- Pelican's; it knows two formats
        """Write those that change. A fault is logged, and what stood there before stays."""
        if not self.settings["SITEURL"]:
            _log.warning(
                "no feeds are written: their links must be absolute, and SITEURL is empty\n"
                '  fix: set SITEURL = "https://films.example", as publishconf.py does'
            )
            return
        root = site_root(self.settings)
        fed = _fed(root, self.settings, self.context, workshop(root).settings)
        feeds = SiteFeeds(fed, fed.settings.feed, tuple(dict.fromkeys(fed.settings.feed.formats)))
        try:
            put_feeds(
                feeds, Path(self.output_path), _Log(), check=False, strict=False, as_json=False
            )
        except ReviewkitError as error:
            log_problem(error.problem)


class _Log(Reporter):
    """Says in Pelican's log what commands say on stderr."""

    def note(self, text: str) -> None:
        _log.info(text)

    def problem(self, problem: Problem) -> None:
        log_problem(problem)


@dataclass
class _Fed:
    """The site as Pelican has read and rendered it (`reviewkit.cli.site_feeds.FedSite`)."""

    site: Site
    settings: Settings
    rendered: Mapping[str, RenderedPost]
    problems: list[Problem] = field(default_factory=list)
    configuration_file: str = "pelicanconf.py"

    def understand(self, post: Post) -> RenderedPost:
        """Give an article of the site with its HTML and review."""
        return self.rendered[post.source]


def _fed(
    root: Path, settings: Mapping[str, Any], context: Mapping[str, Any], own: Settings
) -> _Fed:
    home = f"{str(settings['SITEURL']).rstrip('/')}/"
    problems = []
    rendered = []
    for article in context["articles"]:
        post = _post(article, root, home, context["static_content"])
        image, problem = measured(post, root)
        problems += [problem] if problem else []
        rendered.append(_rendered(article, dataclasses.replace(post, image=image), home))
    rendered.sort(key=lambda one: (one.post.date, one.post.source), reverse=True)
    site = _site(root, home, settings, tuple(one.post for one in rendered))
    return _Fed(site, own, {one.post.source: one for one in rendered}, problems)


def _site(root: Path, home: str, settings: Mapping[str, Any], posts: tuple[Post, ...]) -> Site:
    address = urlsplit(ascii_url(home))
    author = settings.get("AUTHOR")
    return Site(
        root=root,
        url=f"{address.scheme}://{address.netloc}",
        baseurl=address.path.rstrip("/"),
        id_start=ascii_url(home).rstrip("/"),
        title=settings["SITENAME"],
        description=settings.get("SITESUBTITLE") or "",
        lang=settings["DEFAULT_LANG"],
        author=Author(name=str(author)) if author else None,
        destination=Path(settings["OUTPUT_PATH"]),
        plugins=(),
        posts=posts,
        problems=(),
        configuration={},
    )


def _rendered(article: Article, post: Post, home: str) -> RenderedPost:
    """Give an article with the HTML of its page and absolute links in it."""
    siteurl = home.rstrip("/")
    review = getattr(article, "review", None)
    return RenderedPost(
        post=post,
        html=article.get_content(siteurl),
        review=review.linked(siteurl) if isinstance(review, ArticleReview) else None,
        excerpt=Markup(article.get_summary(siteurl)).striptags(),  # noqa: S704 -- to take tags away
    )


def _post(article: Article, root: Path, home: str, files: Mapping[str, Content]) -> Post:
    """Give an article as a post: where Pelican puts it, with the date Pelican has read."""
    with pelican_open(article.source_path) as text:
        content = str(text)
    url = resolved(article.url, home)
    path = f"/{url.removeprefix(ascii_url(home))}"
    own_id = f"{path.rstrip('/').rpartition('/')[0]}/{article.slug}"
    summary = article.metadata.get("summary")
    return Post(
        source=Path(article.source_path).relative_to(root).as_posix(),
        state="published",
        url=url,
        path=path,
        id=own_id,
        absolute_id=ascii_url(home.rstrip("/") + own_id),
        collection="posts",
        output_path=article.save_as,
        slug=article.slug,
        title=Markup(article.title).striptags(),  # noqa: S704 -- to take tags away
        date=article.date,
        updated=getattr(article, "modified", None),
        categories=tuple(str(one) for one in [getattr(article, "category", None)] if one),
        tags=tuple(str(tag) for tag in getattr(article, "tags", ())),
        lang=article.lang,
        image=_image(article.metadata, home, root, files),
        description=Markup(summary).striptags() if summary else None,  # noqa: S704 -- the same
        authors=tuple(Author(name=str(one)) for one in getattr(article, "authors", ())),
        is_markdown=True,
        text=content,
        text_line=1,
        head="",
        front_matter={
            name: _SWITCHES.get(value.lower(), value) if isinstance(value, str) else value
            for name, value in article.metadata.items()
        },
    )


def _image(
    metadata: Mapping[str, Any], home: str, root: Path, files: Mapping[str, Content]
) -> Image | None:
    """Give the hero image that the metadata name: an address, or a file of the site."""
    named = next((metadata[name] for name in _IMAGES if metadata.get(name)), None)
    if not isinstance(named, str):
        return None
    name = re.sub(r"^[{|]\w+[|}]", "", named).lstrip("/")
    static = files.get(name)
    source = Path(static.source_path) if static else None
    return Image(
        url=resolved(static.url if static else named.lstrip("/"), home),
        file=source.relative_to(root).as_posix() if source else None,
        alt=metadata.get("image_alt"),
    )
