# Needs Python 3.11 or newer and make; everything else is installed into .venv.
#   make demo   load the seed articles into a fresh factdb.db and print what is contested
#   make test   ruff, mypy and pytest
#   make readme write the command output in README.md and the golden files of the tests anew
#   make clean  remove what the above created

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: demo test readme clean

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
	@echo "  factdb load ARTICLES...        your own articles: .txt, .html, .jsonl, .csv or a folder"
	@echo "  factdb.db                      open it in DB Browser, Datasette, DBeaver or sqlite3"

test: $(VENV)/installed-for-tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict factdb
	@$(BIN)/pytest -n 2

readme: $(VENV)/installed-for-tests
	@$(BIN)/pytest tests/test_readme.py tests/report tests/cli --update-golden

clean:
	rm -rf $(VENV) factdb.db factdb.db-wal factdb.db-shm .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist

$(BIN)/python:
	@echo "Creating $(VENV) …" >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(BIN)/python
	@echo "Installing factdb into $(VENV) …" >&2
	@$(PIP) install -e .
	@touch $@

$(VENV)/installed-for-tests: pyproject.toml | $(BIN)/python
	@echo "Installing factdb and what its tests need into $(VENV) …" >&2
	@$(PIP) install -e '.[test]'
	@touch $@ $(VENV)/installed
