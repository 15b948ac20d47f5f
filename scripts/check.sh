#!/bin/sh
# Everything a change has to pass, cheapest first. `make test` calls it; CI calls `make test`.
#   CHECK_PYTHON   the interpreter with the development tools (default: python)
set -eu
python="${CHECK_PYTHON:-python}"
"$python" -m ruff format --check .
"$python" -m ruff check .
"$python" -m mypy
"$python" -m pytest -m "not integration" --numprocesses auto --dist loadgroup --cov --cov-fail-under=95 "$@"
