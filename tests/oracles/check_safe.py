"""Let Chromium show what `make_parser(safe=True)` makes of every attack, and see whether any runs.

python tests/oracles/check_safe.py

Each text is rendered in both dialects and put into a page as it would be: by the server, by
`innerHTML`, and by `innerHTML` once more after the browser has written it out. Addresses are looked
at, and events sent. The page counts the calls of `alert`; one attack that is not cleaned has to be
counted, or the check itself does not work. Needs Debian's chromium.
"""

# ruff: noqa: T201 -- a command prints its result

import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reviewkit.markdown import DIALECTS, make_parser

ATTACKS: Final = Path(__file__).resolve().parents[1] / "fixtures" / "attacks.json"
EVENTS: Final = (
    *("animationstart", "blur", "click", "close", "error", "focus", "load", "mouseover"),
    *("pointerenter", "start", "toggle"),
)
SCRIPT: Final = """
const caught = []
let now = "the page itself"
window.alert = () => caught.push(now)
window.addEventListener("load", async () => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms))
  const poke = (root) => {
    for (const element of root.querySelectorAll("*")) {
      for (const name of EVENTS) element.dispatchEvent(new Event(name))
      if (element.localName === "a" && /^\\s*javascript:/i.test(element.href)) caught.push(now)
    }
  }
  const box = document.createElement("div")
  document.body.append(box)
  poke(document.body)
  for (const [name, html] of TEXTS) {
    now = name
    box.innerHTML = html
    poke(box)
    await wait(1)
    box.innerHTML = box.innerHTML
    poke(box)
    await wait(1)
  }
  await wait(100)
  document.title = "done " + JSON.stringify(caught)
})
"""


def page(texts: list[tuple[str, str]]) -> str:
    """Write a page that holds the texts twice: as HTML and as data for its script."""
    data = json.dumps(texts).replace("<", "\\u003c")
    script = f"const EVENTS = {json.dumps(EVENTS)}\nconst TEXTS = {data}\n{SCRIPT}"
    shown = "\n".join(f"<section>{text}</section>" for _, text in texts)
    return f"<!DOCTYPE html><meta charset=utf-8><script>{script}</script><body>\n{shown}\n"


def caught(texts: list[tuple[str, str]]) -> list[str]:
    """Give the names of the texts that ran something, as Chromium saw it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is needed: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(page(texts), encoding="utf-8")
        command = [
            *(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"),
            *("--disable-background-networking", "--virtual-time-budget=20000"),
            *(f"--user-data-dir={folder}/profile", path.as_uri()),
        ]
        shown = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    done = re.search(r"<title>done (.*?)</title>", shown.stdout, re.DOTALL)
    if done is None:
        sys.exit("the page did not come to its end")
    names: list[str] = json.loads(html.unescape(done[1]))
    return names


def main() -> int:
    """Run the command; the exit status is 1 if something runs."""
    if caught([("control", "<img src=x onerror=alert(1)>")]) == []:
        sys.exit("an attack that is not cleaned was not seen: the check does not work")
    attacks: list[str] = json.loads(ATTACKS.read_text(encoding="utf-8"))
    together = "\n\n".join(attacks)
    texts = [
        (f"{dialect}: {attack!r}", make_parser(dialect, safe=True).render(attack))
        for dialect in DIALECTS
        for attack in [*attacks, together]
    ]
    names = caught(texts)
    for name in dict.fromkeys(names):
        print(name)
    print(f"{len(texts)} texts, {len(names)} calls")
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())
