"""Sphinx builds a review with the settings that the documentation shows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration

REVIEW = """\
# A film

[Premise:]{.reviewsection} A ~~small~~ cat.

[Trivia:]{.reviewsection}
> The cat is the best actor in it.
"""


def test_labels_in_brackets_are_spans_in_sphinx(project: Path, tmp_path: Path) -> None:
    page = (project / "docs" / "markdown-programs.md").read_text()
    (settings,) = re.findall(r"^```py\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "conf.py").write_text(settings)
    (tmp_path / "index.md").write_text(REVIEW)
    words = ("-m", "sphinx", "--quiet", "--fail-on-warning", "--builder", "html", ".", "out")
    result = subprocess.run(
        [sys.executable, *words], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stderr
    html = (tmp_path / "out" / "index.html").read_text()
    assert '<span class="reviewsection">Premise:</span> A <s>small</s> cat.' in html
    assert '<span class="reviewsection">Trivia:</span>' in html
