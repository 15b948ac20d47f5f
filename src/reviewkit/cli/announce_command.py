"""`reviewkit announce`: what each network would get for the newest reviews."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from reviewkit.announce import NETWORKS, Material, Message, candidates, material
from reviewkit.announce.bluesky.message import THUMB_LIMIT
from reviewkit.cli.contract import image_json
from reviewkit.cli.output import Reporter, common_options, print_json, print_text, problem_json
from reviewkit.cli.pipeline import Opened, missing_sentence, open_site
from reviewkit.errors import UsageError
from reviewkit.model import Image
from reviewkit.templating import make_environment

__all__ = ["command"]

_LATER = ("init", "status", "resolve", "update", "retract")


@click.command("announce")
@click.argument("site", default=".")
@click.option("--only", metavar="SLUG", multiple=True, help="Only this post. Repeatable.")
@click.option(
    "--to", "networks", type=click.Choice(list(NETWORKS)), multiple=True, help="Only this network."
)
@click.option("--dry-run", is_flag=True, help="Show what would be sent, and send nothing.")
@click.option("--offline", is_flag=True, help="Make no request at all.")
@common_options
def command(  # noqa: PLR0913 -- click hands over every option
    *,
    site: str,
    only: tuple[str, ...],
    networks: tuple[str, ...],
    dry_run: bool,
    offline: bool,
    as_json: bool,
    config_files: tuple[str, ...],
    quiet: bool,
    verbose: bool,
) -> int:
    """Show the Mastodon and Bluesky posts of the newest reviews of SITE.

    This version composes announcements and does not send them: --dry-run is needed.
    """
    _refuse_what_is_not_built(site, dry_run=dry_run)
    reporter = Reporter(quiet=quiet, verbose=verbose)
    opened = open_site(Path(site), config_files, highlight=False)
    opened.require_url()
    _refuse_unknown_slugs(opened, only)
    environment = make_environment(opened.site.root)
    settings = opened.settings.announce
    messages = [
        (NETWORKS[name].message(about, environment, settings, None), too_old)
        for about, too_old in _materials(opened, only)
        for name in (networks or NETWORKS)
    ]
    code = reporter.problems(opened.problems)
    if as_json:
        problems = [problem_json(problem) for problem in opened.problems]
        data = [_message_json(message, too_old=too_old) for message, too_old in messages]
        print_json({"messages": data, "problems": problems})
    else:
        print_text("\n".join(_preview(messages, opened)))
    reporter.note("Nothing was sent. The limits are the networks' own; no server was asked.")
    if offline:
        reporter.detail("--offline: this version makes no request in any case.")
    return code


def _refuse_what_is_not_built(site: str, *, dry_run: bool) -> None:
    if site in _LATER:
        raise UsageError(
            f"announce {site} is not built yet in this version of reviewkit",
            fix=f"use reviewkit announce --dry-run; a folder of that name is written ./{site}",
        )
    if not dry_run:
        raise UsageError(
            "sending is not built yet in this version of reviewkit; nothing was sent",
            fix="use reviewkit announce --dry-run to see the posts, and copy them by hand",
        )


def _refuse_unknown_slugs(opened: Opened, only: Sequence[str]) -> None:
    published = {post.slug: post.state for post in opened.site.posts}
    for slug in only:
        state = published.get(slug)
        if state != "published":
            known = f"the post {slug} is not published: it is {state}"
            raise UsageError(
                known if state else f"there is no post with the slug {slug}",
                fix="reviewkit list --all shows every post; the slug is the file's name without "
                "date and extension",
            )


def _materials(opened: Opened, only: Sequence[str]) -> Iterator[tuple[Material, bool]]:
    """Yield what to say of the newest reviews that have a sentence, as many as one run may send."""
    settings = opened.settings.announce
    room = len(only) or settings.max_per_run
    for candidate in candidates(opened.site.posts, settings, opened.now, only):
        if room == 0:
            return
        rendered = opened.understand(candidate.post)
        about = material(rendered)
        if about is not None:
            room -= 1
            yield about, candidate.too_old
        elif problem := missing_sentence(rendered, "It is not announced; the others are"):
            opened.problems.append(problem)


def _message_json(message: Message, *, too_old: bool) -> dict[str, Any]:
    card = message.card
    return {
        "network": message.network,
        "account": message.account,
        "slug": message.material.slug,
        "source": message.material.source,
        "url": message.material.url,
        "lang": message.material.lang,
        "text": message.text,
        "length": message.length,
        "limit": message.limit,
        "bytes": message.bytes,
        "byte_limit": message.byte_limit,
        "content_warning": message.content_warning,
        "visibility": message.visibility,
        "facets": [{"start": f.start, "end": f.end, "tag": f.tag} for f in message.facets],
        "card": card
        and {
            "uri": card.uri,
            "title": card.title,
            "description": card.description,
            "thumb": image_json(card.thumb),
        },
        "picture": image_json(message.picture),
        "dropped_hashtags": list(message.dropped_hashtags),
        "shortened": message.shortened,
        "too_old": too_old,
    }


def _preview(messages: Sequence[tuple[Message, bool]], opened: Opened) -> Iterator[str]:
    if not messages:
        yield "No published review has a one-sentence review to announce."
    shown = ""
    for message, too_old in messages:
        if message.material.slug != shown:
            shown = message.material.slug
            yield from _heading(message.material, opened if too_old else None)
        yield from _body(message)


def _heading(about: Material, opened: Opened | None) -> Iterator[str]:
    yield f"== {about.source}"
    yield f"   {about.url}"
    if opened:
        days = opened.settings.announce.max_age_days
        yield f"   older than {days} days: a run sends it only with --only {about.slug}"
    yield ""


def _body(message: Message) -> Iterator[str]:
    counts = [f"{message.length} of {message.limit} characters"]
    if message.byte_limit is not None:
        counts.append(f"{message.bytes} of {message.byte_limit} bytes")
    counts += filter(None, [message.visibility, message.material.lang])
    account = f" ({message.account})" if message.account else ""
    yield f"-- {message.network}{account}: {', '.join(counts)}"
    if message.content_warning:
        yield f"   warning   {message.content_warning}"
    yield from (f"   | {line}".rstrip() for line in message.text.splitlines())
    yield from _card(message)
    yield from _cuts(message)
    yield ""


def _card(message: Message) -> Iterator[str]:
    if message.card is None:
        if message.picture is None:
            yield "   card      made by the server from the page behind the link"
        yield f"   picture   {_picture(message.picture) or 'none attached, the card has the hero'}"
        return
    yield f"   card      {message.card.uri}"
    yield f"             {message.card.title}"
    if message.card.description:
        yield f"             {message.card.description}"
    yield f"   picture   {_picture(message.card.thumb, THUMB_LIMIT) or 'none'}"


def _picture(image: Image | None, limit: int | None = None) -> str:
    if image is None:
        return ""
    if image.file is None:
        return f"{image.url} (on another host)"
    parts = [image.file]
    if image.width and image.height:
        parts.append(f"{image.width} x {image.height}")
    if image.bytes is not None:
        parts.append(f"{image.bytes:,} bytes")
        if limit and image.bytes > limit:
            parts.append(f"to be made smaller than {limit:,} bytes")
    parts.append(f"alt: {image.alt}" if image.alt else "no alt text")
    return ", ".join(parts)


def _cuts(message: Message) -> Iterator[str]:
    if message.dropped_hashtags:
        dropped = " ".join(f"#{tag}" for tag in message.dropped_hashtags)
        yield f"   left out  {dropped}"
    if message.shortened:
        yield "   cut       the sentence is too long for this network"
