"""A command whose first word may be another command's name."""

from collections.abc import Mapping, Sequence

import click

__all__ = ["FirstWord"]


class FirstWord(click.Command):
    """A command with further commands in front of its argument, as `announce` and `announce init`.

    The first word that is no option decides; a folder with a command's name is written `./init`.
    """

    commands: Mapping[str, click.Command] = {}

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: object,
    ) -> click.Context:
        """Hand over to the command that the first word names; options before it go along."""
        place = self._first_word(args)
        if place is not None and args[place] in self.commands:
            name = args[place]
            rest = [*args[:place], *args[place + 1 :]]
            return self.commands[name].make_context(f"{info_name} {name}", rest, parent, **extra)
        return super().make_context(info_name, args, parent, **extra)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Name the further commands below the text."""
        super().format_help_text(ctx, formatter)
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, one.get_short_help_str(100)) for name, one in self.commands.items()]
            )

    def _first_word(self, args: Sequence[str]) -> int | None:
        takes_value = {
            name
            for option in self.params
            if isinstance(option, click.Option) and not option.is_flag
            for name in option.opts
        }
        is_value = False
        for place, word in enumerate(args):
            if is_value:
                is_value = False
            elif not word.startswith("-"):
                return place
            else:
                is_value = word in takes_value
        return None
