# Every target sets up what it needs in .venv and nothing twice.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help run test lint eval bench serve clean

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "zhengtu needs Python 3.11 or later; call make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run: requirements.lock pyproject.toml | $(VENV)/pip
	@echo "setting up $(VENV) (once) ..." >&2
	@$(PIP) install --no-deps -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: requirements-dev.lock $(VENV)/run
	@echo "setting up the tools for tests and checks (once) ..." >&2
	@$(PIP) install --no-deps -r requirements-dev.lock
	@touch $@

run: $(VENV)/run ## read raw_docs/ into the graph and show what was found
	@$(BIN)/zhengtu ingest raw_docs

test: $(VENV)/dev ## run the tests
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadgroup

lint: $(VENV)/dev ## check style and types
	@$(BIN)/ruff check .
	@$(BIN)/mypy

eval: $(VENV)/dev ## measure extraction against the hand-made truth in tests/gold
	@$(BIN)/python -m bench.evaluate --write

bench: $(VENV)/dev ## measure speed, side by side with what it is compared to
	@$(BIN)/python -m bench

serve: $(VENV)/run ## keep the graph open for Cypher over Bolt
	@$(BIN)/zhengtu serve

clean: ## remove the environment, the embedded store and all caches
	@rm -rf $(VENV) .zhengtu out build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
