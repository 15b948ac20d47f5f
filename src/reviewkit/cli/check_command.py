"""`reviewkit check`: what is wrong with the posts, before anything is built or sent."""

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Literal

import click

from reviewkit.cli.output import Reporter, common_options, print_json, print_text, problem_json
from reviewkit.cli.pipeline import missing_sentence, no_address, open_site
from reviewkit.errors import Problem
from reviewkit.jekyll import examine

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
    """Look at every post of SITE for what Jekyll would publish otherwise than it looks.

    Nothing is written and no request is made. The exit code is 1 when there is a problem.
    """
    reporter = Reporter(quiet=quiet, verbose=verbose)
    opened = open_site(Path(site), config_files)
    for post in opened.site.posts:
        rendered = opened.understand(post)
        if problem := missing_sentence(rendered, "It cannot be announced"):
            opened.problems.append(problem)
    if not opened.site.url:
        opened.problems.append(no_address(opened))
    problems = [*opened.problems]
    if opened.settings.site.kind == "jekyll":
        problems += examine(opened.site)
    problems.sort(key=_place)
    _print(problems, "json" if as_json else form or "text", site)
    reporter.note(_summary(len(opened.site.posts), problems))
    return _PROBLEMS_FOUND if problems else 0


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
    return f"{place}{problem.severity}: {problem.what}\n  fix: {problem.fix}"


def annotation(problem: Problem, site: str) -> str:
    """Write a problem as a workflow command of GitHub Actions.

    `site` is the folder of the site below the current one, which is the root of the repository.
    (https://docs.github.com/actions/reference/workflow-commands-for-github-actions)
    """
    properties = {"title": "reviewkit check"}
    if problem.where:
        properties["file"] = PurePath(site, problem.where.file).as_posix()
        properties["line"] = str(problem.where.line or 1)
    given = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in properties.items())
    return f"::{problem.severity} {given}::{_escaped(f'{problem.what}. Fix: {problem.fix}')}"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _summary(posts: int, problems: Sequence[Problem]) -> str:
    if not problems:
        return f"{posts} posts checked: nothing to say"
    errors = sum(problem.severity == "error" for problem in problems)
    return f"{posts} posts checked: {errors} errors, {len(problems) - errors} warnings"
