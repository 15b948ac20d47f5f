"""The door: answers `--version` without opening the house, hands the rest to the commands."""

import sys

from reviewkit import __version__


def main() -> None:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"reviewkit {__version__}\n")
        return
    from reviewkit.cli.main import run  # noqa: PLC0415 -- click is not needed for --version

    sys.exit(run())


if __name__ == "__main__":
    main()
