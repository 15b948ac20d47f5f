"""Times rendering in kramdown's dialect against markdown-it-py's own CommonMark preset.

    python benchmarks/render.py

Prints a table for RESULTS.md. Each text is rendered by both in turn, in one process; the best of
many runs counts, because noise only ever adds.
"""

import platform
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from markdown_it import MarkdownIt

from reviewkit.jekyll import read_front_matter
from reviewkit.markdown import kramdown_plugin, make_parser

ROOT = Path(__file__).resolve().parent.parent
POSTS = ROOT / "examples" / "moviesite" / "_posts"
RUNS = 60
SIZE = 3000
CODE = """
```ruby
class Review < Struct.new(:title, :stars)
  def to_s = "#{title}: #{'*' * stars}" # one line
end
```

```yaml
kramdown: # one line
  syntax_highlighter_opts: {block: {line_numbers: true}}
```
"""


def review() -> str:
    """Give a review of about 3 KB: example posts one after the other."""
    texts = (
        read_front_matter(path.read_text(), path.name).text for path in sorted(POSTS.rglob("*.md"))
    )
    result = ""
    for text in texts:
        if len(result.encode()) < SIZE:
            result += text.strip() + "\n\n"
    return result


def best(render: Callable[[str], str], text: str) -> float:
    """Give the best time of one rendering, in seconds."""
    start = time.perf_counter()
    render(text)
    return time.perf_counter() - start


def _fresh(render: Callable[[str], str]) -> Callable[[str], str]:
    """Give a renderer that has seen no code before: each run colours other lines."""
    runs = count()

    def render_fresh(text: str) -> str:
        return render(text.replace("# one line", f"# line {next(runs)}"))

    return render_fresh


def main() -> None:
    """Time everything and print the table."""
    text = review()
    renderers: dict[str, Callable[[str], str]] = {
        "markdown-it-py `commonmark`": MarkdownIt("commonmark").render,
        "`kramdown_plugin`": MarkdownIt("commonmark").use(kramdown_plugin).render,
        "`make_parser()`, with labels and trivia": make_parser().render,
    }
    texts = dict.fromkeys(renderers, text)
    coloured = "`make_parser()`, with two blocks of code in it"
    renderers[coloured] = _fresh(renderers["`make_parser()`, with labels and trivia"])
    texts[coloured] = text + CODE
    times = dict.fromkeys(renderers, float("inf"))
    for _ in range(RUNS):
        for name, render in renderers.items():
            times[name] = min(times[name], best(render, texts[name]))
    base = times["markdown-it-py `commonmark`"]
    print(f"Python {platform.python_version()}, {len(text.encode()):,} bytes, best of {RUNS}\n")
    print("| renderer | ms | x commonmark |\n|---|---|---|")
    for name, seconds in times.items():
        print(f"| {name} | {seconds * 1000:.2f} | {seconds / base:.2f} |")


if __name__ == "__main__":
    main()
