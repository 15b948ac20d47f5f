"""`reviewkit feed --ping`: the hubs of a site are told of its feeds."""

from dataclasses import asdict

from reviewkit.cli.output import Reporter, print_json
from reviewkit.cli.ping import exit_code, ping, sentence
from reviewkit.cli.site_feeds import SiteFeeds
from reviewkit.config import setting_place
from reviewkit.errors import ConfigurationError

__all__ = ["ping_hubs"]


def ping_hubs(feeds: SiteFeeds, reporter: Reporter, *, as_json: bool) -> int:
    """Tell every hub of the settings of every feed people subscribe to; give the exit code.

    Raises ConfigurationError where the settings name no hub.
    """
    if not feeds.settings.hubs:
        raise ConfigurationError(
            "no hub is set, so there is nobody to tell",
            where=setting_place(feeds.opened.site.root, "feed.hubs"),
            fix='add hubs = ["https://hub.example/"] below [feed]',
        )
    urls = [file.url for listed in feeds.listed for file in listed.files]
    pings = ping(feeds.settings.hubs, urls)
    code = reporter.problems(feeds.opened.problems)
    if as_json:
        print_json([{"hub": one.hub, "url": one.url, **asdict(one.told)} for one in pings])
    for one in pings:
        reporter.note(sentence(one))
    return exit_code(pings) or code
