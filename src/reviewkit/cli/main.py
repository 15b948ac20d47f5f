"""The `reviewkit` command: finds the subcommand, and turns every failure into a clear line."""

import importlib
import os
import sys
from collections.abc import Mapping
from typing import Final

import click

from reviewkit import __version__
from reviewkit.cli.output import Reporter
from reviewkit.errors import EXIT_PARTIAL, EXIT_USAGE, ReviewkitError

__all__ = ["COMMANDS", "reviewkit", "run"]

COMMANDS: Final[Mapping[str, str]] = {
    "announce": "Post new reviews on Mastodon and Bluesky, each once.",
    "auth": "Sign in to Mastodon and Bluesky, and see who is signed in.",
    "check": "Find what would be published otherwise than it looks.",
    "export": "Write the posts to a data file, for the templates of your site.",
    "feed": "Write the Atom, RSS and JSON feeds.",
    "list": "List the posts with everything that is known of them.",
    "render": "Render one Markdown file to HTML.",
}
"""Each command with its line of help; the module `reviewkit.cli.NAME_command` holds it."""

_INTERRUPTED: Final = 130


class _LazyGroup(click.Group):
    """Imports a command when it is asked for, so that none pays for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's interface
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's interface
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"reviewkit.cli.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's interface
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="reviewkit %(version)s")
def reviewkit() -> None:
    """Make feeds and announcements for a review blog.

    SITE is the folder of your site; without it, the current folder.
    """


def run() -> int:  # noqa: PLR0911 -- an exit code for each way to end
    """Run the command line in `sys.argv` and give its exit code."""
    reporter = Reporter(verbose="-v" in sys.argv or "--verbose" in sys.argv)
    try:
        code = reviewkit.main(standalone_mode=False, prog_name="reviewkit")
        sys.stdout.flush()
    except ReviewkitError as error:
        reporter.problem(error.problem)
        return error.exit_code
    except click.Abort:
        return _INTERRUPTED
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has seen enough; keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 -- the last net: a person gets a sentence, not a trace
        reporter.crash(error)
        return EXIT_PARTIAL
    return code if isinstance(code, int) else 0
