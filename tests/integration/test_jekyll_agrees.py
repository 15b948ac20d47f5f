"""Real Jekyll is asked about the example site, and reviewkit must say the same."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.oracles.kramdown import first_difference

pytestmark = pytest.mark.integration

Run = Callable[..., subprocess.CompletedProcess[str]]

PLUGIN = """\
require "json"
Jekyll::Hooks.register :site, :post_write do |site|
  rows = site.posts.docs.map do |post|
    { "source" => post.relative_path, "path" => post.url, "id" => post.id,
      "date" => post.date.iso8601, "categories" => post.data["categories"],
      "tags" => post.data["tags"], "title" => post.data["title"].to_s,
      "slug" => post.data["slug"], "html" => post.content,
      "output_path" => post.destination(site.dest).delete_prefix(site.dest + "/") }
  end
  File.write(ENV.fetch("ORACLE_OUTPUT"), JSON.generate(rows))
end
"""

Posts = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def site(moviesite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the example site with a plug-in that writes down what Jekyll knows."""
    copy = tmp_path_factory.mktemp("jekyll") / "site"
    shutil.copytree(moviesite, copy)
    (copy / "_plugins").mkdir()
    (copy / "_plugins" / "oracle.rb").write_text(PLUGIN)
    return copy


@pytest.fixture(scope="module")
def theirs(site: Path) -> Posts:
    """Give every post as Jekyll has it."""
    jekyll = shutil.which("jekyll")
    assert jekyll, "real Jekyll is needed: make oracles"
    output = site.parent / "oracle.json"
    command = [jekyll, "build", "--quiet", "--disable-disk-cache"]
    places = ["--source", str(site), "--destination", str(site.parent / "out")]
    subprocess.run(
        [*command, *places],
        check=True,
        env={"PATH": "/usr/bin:/bin", "ORACLE_OUTPUT": str(output), "LANG": "C.UTF-8", "TZ": "UTC"},
    )
    return {post["source"]: post for post in json.loads(output.read_text())}


@pytest.fixture(scope="module")
def ours(run: Run, site: Path) -> Posts:
    """Give every published post as reviewkit has it."""
    return {
        post["source"]: post for post in json.loads(run("list", site, "--json", "--html").stdout)
    }


def test_the_same_posts_are_published(theirs: Posts, ours: Posts) -> None:
    assert set(ours) == set(theirs)
    assert len(ours) == 17


@pytest.mark.parametrize(
    "key", ["path", "id", "date", "categories", "tags", "title", "slug", "output_path"]
)
def test_every_post_has_the_same(theirs: Posts, ours: Posts, key: str) -> None:
    wrong = {
        source: (ours[source][key], post[key])
        for source, post in theirs.items()
        if ours[source][key] != _as_ours(post[key], key)
    }
    assert wrong == {}


def test_every_post_has_the_same_html(theirs: Posts, ours: Posts) -> None:
    wrong = {
        source: difference
        for source, post in theirs.items()
        if (difference := first_difference(ours[source]["html"], post["html"]))
    }
    assert wrong == {}


def _as_ours(value: Any, key: str) -> Any:  # noqa: ANN401 -- JSON
    """Write Jekyll's UTC as reviewkit does."""
    return value.replace("Z", "+00:00") if key == "date" else value
