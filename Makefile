# Needs Python 3.11 or newer and make; everything else is installed into .venv.
#   make demo   load the seed articles into a fresh factdb.db and print what is contested
#   make test   ruff, mypy and pytest; installs Debian's Chromium and tmux for them where there are none and it may
#   make torture  what the tests try in dozens, tried in hundreds: kills, flipped bytes, crowds; an hour
#   make golden write anew what is generated: output in README.md, reports/, golden files of the tests
#   make clean  remove what the above created

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for it in python3 python3.13 python3.12 python3.11 python; do \
	"$$it" -c '$(NEW_ENOUGH)' 2>/dev/null && echo "$$it" && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: demo test torture reports golden clean chromium tmux

demo: $(VENV)/installed
	@rm -f factdb.db factdb.db-wal factdb.db-shm
	@$(BIN)/factdb load seeds
	@echo
	@$(BIN)/factdb report contested
	@echo
	@echo "Where to look next (the program is $(BIN)/factdb):"
	@echo "  factdb claims                  every claim, contested or not"
	@echo "  factdb report timeline CLAIM   how one claim came to its status"
	@echo "  factdb explain CLAIM           the rule and the quote behind every step"
	@echo "  factdb report contested --format html --output contested.html"
	@echo "                                 a page for the browser, with a picture of each claim"
	@echo "  factdb load ARTICLES...        your own articles: .txt, .html, .jsonl, .csv or a folder"
	@echo "  factdb.db                      open it in DB Browser, Datasette, DBeaver or sqlite3"

test: $(VENV)/installed-for-tests chromium tmux
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict factdb
	@$(BIN)/pytest -n 2

torture: $(VENV)/installed-for-tests
	@FACTDB_TORTURE=full $(BIN)/pytest -s tests/torture

reports: $(VENV)/installed
	@$(BIN)/python -m tools.reports

golden: $(VENV)/installed-for-tests
	@$(BIN)/pytest tests/test_readme.py tests/report --update-golden

# Tests that need it are skipped where it cannot be installed, or fail where CI is set.
chromium:
	@for it in chromium chromium-browser google-chrome; do command -v $$it >/dev/null && exit; done; \
	test "$$(id -u)" = 0 && command -v apt-get >/dev/null && echo "Installing Chromium for the tests …" >&2 && \
	export DEBIAN_FRONTEND=noninteractive && \
	{ apt-get -qq update && apt-get -qq -y install --no-install-recommends chromium fonts-liberation; } >&2 || \
	echo "No Chromium here, and it cannot be installed: what is to be seen in a browser is not tried." >&2

tmux:
	@command -v tmux >/dev/null && exit; \
	test "$$(id -u)" = 0 && command -v apt-get >/dev/null && echo "Installing tmux for the tests …" >&2 && \
	export DEBIAN_FRONTEND=noninteractive && \
	{ apt-get -qq update && apt-get -qq -y install --no-install-recommends tmux; } >&2 || \
	echo "No tmux here, and it cannot be installed: what is to be done in a terminal is not tried." >&2

clean:
	rm -rf $(VENV) factdb.db factdb.db-wal factdb.db-shm .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist

$(BIN)/python:
	@echo "Creating $(VENV) …" >&2
	@test -n "$(PYTHON)" || { echo "factdb needs Python 3.11 or newer: make demo PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/installed: pyproject.toml | $(BIN)/python
	@echo "Installing factdb into $(VENV) …" >&2
	@$(PIP) install -e .
	@touch $@

$(VENV)/installed-for-tests: pyproject.toml | $(BIN)/python
	@echo "Installing factdb and what its tests need into $(VENV) …" >&2
	@$(PIP) install -e '.[test]'
	@touch $@ $(VENV)/installed
