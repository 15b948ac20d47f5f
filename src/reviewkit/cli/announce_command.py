"""`reviewkit announce` and the commands behind it: the options, and who does what."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from reviewkit.announce.networks import NETWORKS
from reviewkit.cli.announcing.asked import Asked, duration
from reviewkit.cli.announcing.first_word import FirstWord
from reviewkit.cli.output import Reporter, common_options
from reviewkit.cli.pipeline import Opened, open_site

__all__ = ["command"]

Command = TypeVar("Command", bound=Callable[..., Any])


def _to(command: Command) -> Command:
    option = click.option(
        "--to",
        "networks",
        type=click.Choice(list(NETWORKS)),
        multiple=True,
        help="Only this network. Repeatable.",
    )
    return option(command)


def _yes(command: Command) -> Command:
    return click.option("--yes", is_flag=True, help="Ask nothing, also at a terminal.")(command)


def _waiting(command: Command) -> Command:
    for option in (
        click.option(
            "--no-live-check",
            is_flag=True,
            help="Send without looking whether the page is online.",
        ),
        click.option(
            "--wait",
            callback=duration,
            default="10m",
            metavar="DURATION",
            help="How long to wait for the page and for servers, such as 90s; default 10m.",
        ),
    ):
        command = option(command)
    return command


_slug = click.argument("slug")
_site = click.argument("site", default=".")


@click.command("announce", cls=FirstWord)
@_site
@click.option("--only", metavar="SLUG", multiple=True, help="Only this post. Repeatable.")
@_to
@click.option("--dry-run", is_flag=True, help="Show what would be sent, and send nothing.")
@click.option("--offline", is_flag=True, help="Make no request at all; with --dry-run.")
@_waiting
@_yes
@click.option(
    "--claim",
    type=click.Choice(["git"]),
    help="Push a claim first, where two runs may happen at once on two computers.",
)
@common_options
def command(  # noqa: PLR0913 -- click hands over every option
    *,
    site: str,
    only: tuple[str, ...],
    networks: tuple[str, ...],
    dry_run: bool,
    offline: bool,
    wait: dt.timedelta,
    no_live_check: bool,
    yes: bool,
    claim: str | None,
    as_json: bool,
    config_files: tuple[str, ...],
    quiet: bool,
    verbose: bool,
) -> int:
    """Post the newest reviews of SITE on Mastodon and Bluesky, each once.

    Run it after publishing. What was sent is kept in the site, in _data/announcements; commit it.
    """
    asked = Asked(
        reporter=Reporter(quiet=quiet, verbose=verbose),
        slugs=only,
        networks=networks,
        patience=wait,
        is_live_checked=not no_live_check,
        is_yes=yes,
        is_offline=offline,
        as_json=as_json,
        claims_by=claim,
    )
    opened = _opened(site, config_files)
    if dry_run:
        from reviewkit.cli.announcing.dry_run import dry_run as show  # noqa: PLC0415 -- each way loads its own

        return show(opened, asked)
    if offline:
        raise click.UsageError("--offline goes with --dry-run: sending needs the network")
    from reviewkit.cli.announcing.sending import announce  # noqa: PLC0415 -- see above

    return announce(opened, asked)


@click.command("init")
@_site
@_to
@click.option("--offline", is_flag=True, help="Ask no network who the accounts are.")
@common_options
def _init(  # noqa: PLR0913 -- click hands over every option
    *,
    site: str,
    networks: tuple[str, ...],
    offline: bool,
    as_json: bool,
    config_files: tuple[str, ...],
    quiet: bool,
    verbose: bool,
) -> int:
    """Mark what is online now as known, so that only what comes later is announced.

    To be run once, before the first announcement. Nothing is sent.
    """
    from reviewkit.cli.announcing.init import init  # noqa: PLC0415 -- each way loads its own

    reporter = Reporter(quiet=quiet, verbose=verbose)
    asked = Asked(reporter=reporter, networks=networks, is_offline=offline, as_json=as_json)
    return init(_opened(site, config_files), asked)


@click.command("status")
@_site
@_to
@common_options
def _status(
    *,
    site: str,
    networks: tuple[str, ...],
    as_json: bool,
    config_files: tuple[str, ...],
    quiet: bool,
    verbose: bool,
) -> int:
    """Show which review is where, and what is to be done. No network is asked."""
    from reviewkit.cli.announcing.status import status  # noqa: PLC0415 -- each way loads its own

    reporter = Reporter(quiet=quiet, verbose=verbose)
    asked = Asked(reporter=reporter, networks=networks, as_json=as_json)
    return status(_opened(site, config_files), asked)


@click.command("resolve")
@_slug
@_site
@_to
@click.option("--published", metavar="URL", help="It is there, at this address.")
@click.option("--not-published", is_flag=True, help="It is not there, and may be sent again.")
@common_options
def _resolve(  # noqa: PLR0913 -- click hands over every option
    *,
    slug: str,
    site: str,
    networks: tuple[str, ...],
    published: str | None,
    not_published: bool,
    as_json: bool,
    config_files: tuple[str, ...],
    quiet: bool,
    verbose: bool,
) -> int:
    """Say whether an announcement of unknown outcome is there: look, then tell."""
    from reviewkit.cli.announcing.resolve import resolve  # noqa: PLC0415 -- each way loads its own

    if (published is None) != not_published:
        raise click.UsageError("say one of --published URL and --not-published")
    reporter = Reporter(quiet=quiet, verbose=verbose)
    asked = Asked(reporter=reporter, networks=networks, as_json=as_json)
    return resolve(_opened(site, config_files), asked, slug, published)


@click.command("update")
@_slug
@_site
@_to
@click.option("--repost", is_flag=True, help="Where posts cannot be edited, delete and post anew.")
@_waiting
@_yes
@common_options
def _update(  # noqa: PLR0913 -- click hands over every option
    *,
    slug: str,
    site: str,
    networks: tuple[str, ...],
    repost: bool,
    wait: dt.timedelta,
    no_live_check: bool,
    yes: bool,
    as_json: bool,
    config_files: tuple[str, ...],
    quiet: bool,
    verbose: bool,
) -> int:
    """Edit the announcements of a review that has changed."""
    from reviewkit.cli.announcing.update import update  # noqa: PLC0415 -- each way loads its own

    asked = Asked(
        reporter=Reporter(quiet=quiet, verbose=verbose),
        networks=networks,
        patience=wait,
        is_live_checked=not no_live_check,
        is_yes=yes,
        as_json=as_json,
    )
    return update(_opened(site, config_files), asked, slug, reposts=repost)


@click.command("retract")
@_slug
@_site
@_to
@_yes
@common_options
def _retract(  # noqa: PLR0913 -- click hands over every option
    *,
    slug: str,
    site: str,
    networks: tuple[str, ...],
    yes: bool,
    as_json: bool,
    config_files: tuple[str, ...],
    quiet: bool,
    verbose: bool,
) -> int:
    """Delete the announcements of a review, which is then not announced again."""
    from reviewkit.cli.announcing.retract import retract  # noqa: PLC0415 -- each way loads its own

    reporter = Reporter(quiet=quiet, verbose=verbose)
    asked = Asked(reporter=reporter, networks=networks, is_yes=yes, as_json=as_json)
    return retract(_opened(site, config_files), asked, slug)


def _opened(site: str, config_files: tuple[str, ...]) -> Opened:
    opened = open_site(Path(site), config_files, highlight=False)
    opened.require_url()
    return opened


command.commands = {
    "init": _init,
    "status": _status,
    "resolve": _resolve,
    "update": _update,
    "retract": _retract,
}
