# 接访台: every command a newcomer needs. `make help` lists them.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.ready
FROM ?= 1
COUNT ?= 5000
JOBS ?= $(shell nproc)

.DEFAULT_GOAL := help

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(STAMP): requirements.lock
	@sh .ci/system-packages window
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

setup: $(STAMP) ## install what is missing: Qt's system libraries, the locked packages

run: setup ## open the window; with no display, run the reception day offscreen
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(PY) main.py run; else exec $(PY) main.py demo --out demo-out; fi

demo: setup ## one reception day through the real window; slips and screenshots in demo-out/
	@$(PY) main.py demo --out demo-out

test: setup ## all tests but the outside-driven ones
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n 2 --dist loadfile -m "not acceptance"

histories: setup ## thousands of histories of desks and a hub on a bad network (COUNT=5000 FROM=1 JOBS=2)
	@$(PY) -m tests.simulation.run --from $(FROM) --count $(COUNT) --jobs $(JOBS)

acceptance: setup ## real window, printer, database, browser (root: installs Debian packages)
	@sh .ci/system-packages acceptance
	@$(PY) -m pytest -m acceptance tests/acceptance

format: setup ## rewrite the code in the house style
	@$(VENV)/bin/ruff format . && $(VENV)/bin/ruff check --fix .

lint: setup ## format, lint, types, import contracts
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports

check: lint test ## the one command before a commit: format, lint, types, contracts, tests

bench: setup ## the measurements, as ratios in one run
	@$(PY) main.py bench

bench-sync: setup ## sync alone, with 10,000 and with 100,000 visits (some 20 minutes)
	@$(PY) -m tests.bench.sync 10000 100000

manual: setup ## make the screenshots of the clerk's manual again
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.manual

lock: ## resolve the dependencies again, with hashes and without addresses
	@$(VENV)/bin/pip-compile --quiet --extra dev --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-emit-trusted-host --strip-extras --allow-unsafe -o requirements.lock pyproject.toml

clean: ## remove what setup and demo made
	@rm -rf $(VENV) demo-out

.PHONY: help setup run demo test histories acceptance format lint check bench manual lock clean
