"""Writes what is generated from the code, so that documentation and schema cannot go stale.

python scripts/write_generated.py          write the files
python scripts/write_generated.py --check  write nothing, exit 1 when one is stale
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import click

from reviewkit.cli.announcing.first_word import FirstWord
from reviewkit.cli.main import reviewkit
from reviewkit.config import json_schema

ROOT = Path(__file__).resolve().parent.parent
GEM: Final = ROOT / "plugins" / "jekyll"

_RUBY_MAGIC: Final = "# frozen_string_literal: true\n"
_PLUGIN_HEAD: Final = """\
# The gem jekyll-reviewkit as one file for the folder _plugins of a Jekyll site.
# Written by scripts/write_generated.py from plugins/jekyll/lib: change it there.
"""
_INCLUDES: Final = re.compile(r"^  INCLUDES = .*?^  end\.freeze\n", re.MULTILINE | re.DOTALL)

_COMMANDS_HEAD = """\
# Commands

Written by `scripts/write_generated.py` from the commands themselves.

`SITE` is the folder of a site; without it, the current folder. Results go to stdout, everything
said to a person goes to stderr. Exit codes:

| code | meaning |
|---|---|
| 0 | done |
| 1 | `check` found a problem; with `feed --check`, something would change |
| 2 | wrong usage or configuration; nothing was done |
| 3 | some of it could not be done, for example one post could not be read; the rest was |
| 75 | something is to be tried again later, or it is not known whether it arrived |

`SOURCE_DATE_EPOCH` (seconds since 1970), when set, is the clock that decides which posts lie in
the future. `NO_COLOR` switches colours off.
"""

_SETTINGS_HEAD = """\
# Settings

Written by `scripts/write_generated.py` from the schema.

For a Jekyll site nothing has to be set; for another generator, see
[other-generators.md](other-generators.md). What you set stands in `reviewkit.toml` at the root of
your site, or under `reviewkit:` in Jekyll's `_config.yml`, with the same names:

```toml
[feed]
limit = 30

[announce.mastodon]
server = "https://mastodon.example"
```

```yaml
reviewkit:
  feed:
    limit: 30
  announce:
    mastodon:
      server: https://mastodon.example
```

A name that does not exist is an error that names the line and the closest name that does.
For completion in an editor, the JSON Schema is in the package: `reviewkit/reviewkit.schema.json`.
Passwords and tokens never stand in these files.
"""


def commands_page() -> str:
    """Give `docs/commands.md`: the help of every command."""
    context = click.Context(reviewkit, info_name="reviewkit")
    return "\n".join((_COMMANDS_HEAD, *_help(reviewkit, context)))


def _help(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None:
            yield from _help_of(command, name, context)


def _help_of(command: click.Command, name: str, context: click.Context) -> Iterator[str]:
    inner = click.Context(command, info_name=name, parent=context, max_content_width=96)
    inner.terminal_width = 96
    yield f"## {inner.command_path}\n\n```text\n{command.get_help(inner)}\n```\n"
    if isinstance(command, click.Group):
        yield from _help(command, inner)
    if isinstance(command, FirstWord):
        # What stands behind it is no part of its own path: click would show its argument there.
        for word, further in command.commands.items():
            yield from _help_of(further, f"{name} {word}", context)


def settings_page() -> str:
    """Give `docs/settings.md`: every key with its default and its meaning."""
    schema = json_schema()
    rows = list(_rows(schema["$defs"], schema["$defs"]["Settings"], ""))
    table = ["| key | default | meaning |", "|---|---|---|", *rows]
    return f"{_SETTINGS_HEAD}\n" + "\n".join(table) + "\n"


def _rows(defs: Mapping[str, Any], table: Mapping[str, Any], prefix: str) -> Iterator[str]:
    for key, field in table["properties"].items():
        inner = _referred(defs, field)
        if inner is not None:
            yield from _rows(defs, inner, f"{prefix}{key}.")
            continue
        choices = field.get("enum") or field.get("items", {}).get("enum")
        meaning = field["description"]
        if choices:
            meaning += f" One of {', '.join(f'`{choice}`' for choice in choices)}."
        default = field.get("default")
        shown = f"`{json.dumps(default)}`" if default is not None else ""
        yield f"| `{prefix}{key}` | {shown} | {meaning} |"
        if (inner := _referred(defs, field.get("items", {}))) is not None:
            yield from _rows(defs, inner, f"{prefix}{key}[].")


def _referred(defs: Mapping[str, Any], field: Mapping[str, Any]) -> Mapping[str, Any] | None:
    references = [field, *field.get("anyOf", []), *field.get("allOf", [])]
    name = next((part["$ref"] for part in references if "$ref" in part), None)
    found: Mapping[str, Any] | None = defs[name.rpartition("/")[2]] if name else None
    return found


def jekyll_plugin() -> str:
    """Give `plugins/jekyll/_plugins/jekyll-reviewkit.rb`: the whole gem as one file."""
    whole = (GEM / "lib/jekyll-reviewkit.rb").read_text()
    parts = re.findall(r'^require_relative "(.+)"\n', whole, re.MULTILINE)
    outside = re.findall(r'^require ".+"\n', whole, re.MULTILINE)
    head = [_RUBY_MAGIC, _PLUGIN_HEAD, "".join(outside)]
    inside = (GEM.joinpath("lib", f"{part}.rb").read_text() for part in parts)
    return "\n".join([*head, *(_INCLUDES.sub(_written_out, _without_magic(one)) for one in inside)])


def _without_magic(text: str) -> str:
    return text.removeprefix(f"{_RUBY_MAGIC}\n")


def _written_out(_: re.Match[str]) -> str:
    """Give the templates as Ruby writes them, for there is no folder beside a single file."""
    lines = ["  INCLUDES = {\n"]
    for path in sorted((GEM / "_includes/reviewkit").glob("*.html")):
        body = "".join(f"      {line}" for line in path.read_text().splitlines(keepends=True))
        lines.append(f"    \"{path.name}\" => <<~'LIQUID',\n{body}    LIQUID\n")
    return "".join([*lines, "  }.freeze\n"])


def generated() -> dict[Path, str]:
    """Give every generated file with its text."""
    schema = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    return {
        ROOT / "docs/commands.md": commands_page(),
        ROOT / "docs/settings.md": settings_page(),
        GEM / "_plugins/jekyll-reviewkit.rb": jekyll_plugin(),
        ROOT / "src/reviewkit/reviewkit.schema.json": schema,
    }


def main() -> int:
    """Write or check all files; give the exit code."""
    files = generated()
    stale = [path for path, text in files.items() if not path.exists() or path.read_text() != text]
    for path in stale:
        print(f"{'stale' if '--check' in sys.argv else 'wrote'} {path.relative_to(ROOT)}")
        if "--check" not in sys.argv:
            path.parent.mkdir(exist_ok=True)
            path.write_text(files[path])
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
