# Frontdesk needs Python 3.11 or newer and make. "make" alone lists what it can do.
# Paths are relative, so that a checkout may lie anywhere, spaces included.
.DEFAULT_GOAL := help
.PHONY: help run test bench check clean

PYTHON ?= python3
VENV := .venv/bin/python
PIP := $(VENV) -m pip install --quiet --disable-pip-version-check --no-input -c constraints.txt

help: ## List what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1: /p' Makefile

run: .venv/.installed ## Run Frontdesk until Ctrl-C, with a demo company (PORT=8001 make run)
	@FRONTDESK_DEMO="$${FRONTDESK_DEMO-1}" exec $(VENV) manage.py serve

test: .venv/.installed-test ## Run every test, a process for each core (ARGS="-k desk"; "-n0": in one)
	@FRONTDESK_VAR=var/test exec $(VENV) -m pytest -n auto --dist worksteal $(ARGS)

bench: .venv/.installed-bench ## Measure, and write var/bench/*.json (ONLY=name for one)
	@FRONTDESK_VAR=var/bench exec $(VENV) -m bench $(ONLY)

check: .venv/.installed-test ## Style, types, imports, migrations, production settings
	@$(VENV) -m ruff check .
	@$(VENV) -m ruff format --check .
	@$(VENV) -m mypy
	@.venv/bin/lint-imports
	@FRONTDESK_VAR=var/test $(VENV) manage.py makemigrations --check --dry-run
	@FRONTDESK_VAR=var/test FRONTDESK_DEMO=0 FRONTDESK_HTTPS=1 FRONTDESK_HOSTS=frontdesk.example \
		$(VENV) manage.py check --deploy --fail-level WARNING

clean: ## Remove what was installed; the data in var/ stays
	rm -rf .venv *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'Frontdesk needs Python 3.11 or newer as "$(PYTHON)"; name another one like this: PYTHON=python3.12 make run' >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo 'This Python cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv' >&2; \
		exit 1; }
	@$(PYTHON) -m venv --clear .venv
	@touch $@

.venv/.installed: .venv/.made pyproject.toml constraints.txt
	@echo 'Installing what Frontdesk needs (downloads; takes a minute the first time).'
	@$(PIP) -e .
	@touch $@

.venv/.installed-test: .venv/.made pyproject.toml constraints.txt
	@echo 'Installing what the tests need (downloads; takes a minute the first time).'
	@$(PIP) -e '.[test]'
	@touch $@ .venv/.installed

.venv/.installed-bench: .venv/.made pyproject.toml constraints.txt
	@echo 'Installing what the measurements need (downloads; takes a minute the first time).'
	@$(PIP) -e '.[test,bench]'
	@touch $@ .venv/.installed .venv/.installed-test
