"""Generated files are as the code would write them today."""

import subprocess
import sys
from pathlib import Path


def test_documentation_and_schema_are_not_stale(project: Path) -> None:
    script = project / "scripts" / "write_generated.py"
    result = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout) == (0, "")
