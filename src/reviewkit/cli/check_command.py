"""`reviewkit check`: what is wrong with the posts, before anything is built or sent."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import click

from reviewkit.cli.output import Reporter, common_options, print_json, print_text, problem_json
from reviewkit.cli.pipeline import Opened, missing_sentence, no_address, open_site
from reviewkit.errors import ConfigurationError, Problem
from reviewkit.years import mistyped_year

__all__ = ["command"]

_PROBLEMS_FOUND = 1


@click.command("check")
@click.argument("site", default=".")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    help="For people (the default), as JSON, or as annotations of a GitHub workflow.",
)
@common_options
def command(
    *,
    site: str,
    form: Literal["text", "json", "github"] | None,
    as_json: bool,
    config_files: tuple[str, ...],
    quiet: bool,
    verbose: bool,
) -> int:
    """Look at every post of SITE for what would be published otherwise than it looks.

    Nothing is written and no request is made. The exit code is 1 when there is a problem, 2 when
    the configuration is broken.
    """
    reporter = Reporter(quiet=quiet, verbose=verbose)
    form = "json" if as_json else form or "text"
    try:
        opened = open_site(Path(site), config_files)
        problems = _examined(opened)
    except ConfigurationError as error:
        _print([error.problem], form, site)
        return error.exit_code
    _print(problems, form, site)
    waiting = [post for post in opened.site.posts if post.state == "future"]
    for post in waiting:
        reporter.detail(f"{post.source} waits until {post.date:%Y-%m-%d %H:%M:%S %z}")
    reporter.note(_summary(len(opened.site.posts), len(waiting), problems))
    return _PROBLEMS_FOUND if problems else 0


def _examined(opened: Opened) -> list[Problem]:
    """Give all that is wrong with a site, in the order of the files."""
    for post in opened.site.posts:
        rendered = opened.understand(post)
        found = (
            missing_sentence(rendered, "It cannot be announced"),
            mistyped_year(post, opened.now),
        )
        opened.problems.extend(filter(None, found))
    if not opened.site.url:
        opened.problems.append(no_address(opened))
    problems = [*opened.problems, *opened.reader.examine(opened.site, now=opened.now)]
    return sorted(problems, key=_place)


def _place(problem: Problem) -> tuple[str, int]:
    where = problem.where
    return (where.file, where.line or 0) if where else ("", 0)


def _print(problems: Sequence[Problem], form: str, site: str) -> None:
    if form == "json":
        print_json([problem_json(problem) for problem in problems])
        return
    for problem in problems:
        print_text(annotation(problem, site) if form == "github" else _lines(problem))


def _lines(problem: Problem) -> str:
    place = f"{problem.where}: " if problem.where else ""
    return f"{shown(f'{place}{problem.severity}: {problem.what}')}\n  fix: {shown(problem.fix)}"


def shown(text: str) -> str:
    """Write the control characters of a name or title as escapes: a terminal would obey them."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", lambda sign: repr(sign[0])[1:-1], text)


def annotation(problem: Problem, site: str) -> str:
    """Write a problem as a workflow command of GitHub Actions.

    `site` is the folder of the site; the current one is the root of the repository, from which
    GitHub wants the file to be named, as a configuration file outside the site is already.
    (https://docs.github.com/actions/reference/workflow-commands-for-github-actions)
    """
    properties = {"title": "reviewkit check"}
    if problem.where:
        inside = Path(site, problem.where.file)
        file = inside if os.path.lexists(inside) else Path(problem.where.file)
        properties["file"] = Path(os.path.relpath(file)).as_posix()
        properties["line"] = str(problem.where.line or 1)
    given = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in properties.items())
    return f"::{problem.severity} {given}::{_escaped(f'{problem.what}. Fix: {problem.fix}')}"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return shown(text)


def _summary(posts: int, waiting: int, problems: Sequence[Problem]) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    found = f"{errors} errors, {len(problems) - errors} warnings" if problems else "nothing to say"
    later = f" ({waiting} to be published later)" if waiting else ""
    return f"{posts} posts checked{later}: {found}"
