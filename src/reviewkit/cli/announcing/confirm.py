"""Asking a person before something public happens."""

import sys

import click

from reviewkit.cli.announcing.asked import Asked

__all__ = ["is_agreed", "is_person_there"]


def is_person_there(asked: Asked) -> bool:
    """Tell whether somebody can be asked: at a terminal, and without `--yes`."""
    return not asked.is_yes and sys.stdin.isatty()


def is_agreed(question: str, asked: Asked) -> bool:
    """Ask the person; where there is none, it is agreed."""
    return not is_person_there(asked) or click.confirm(question, err=True)
