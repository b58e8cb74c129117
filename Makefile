# 接访台: every command a newcomer needs. `make help` lists them.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
TOOLS := $(VENV)/.ready-dev
STALE := $(shell $(PY) -c pass 2>/dev/null || rm -f $(READY) $(TOOLS))
FROM ?= 1
COUNT ?= 5000
MESSAGES ?= 20000
KILLS ?= 100
FLIPS ?= 100
FULL ?= 60
VISITS ?= 10000
POWER ?= 60
ATTACKS := tests/db/hub/test_attacks.py tests/cli/test_roles.py \
	$(addprefix tests/db/sync/test_,attacks.py signed.py signed_before.py courier_attacks.py lying_hub.py)
SEED ?= 1
JOBS ?= $(shell nproc)

.DEFAULT_GOAL := help

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(READY): requirements.lock
	@sh .ci/system-packages window
	@PYTHON="$(PYTHON)" sh .ci/environment $(VENV) requirements.lock
	@touch $@

$(TOOLS): $(READY) requirements-dev.lock
	@PYTHON="$(PYTHON)" sh .ci/environment $(VENV) requirements.lock requirements-dev.lock
	@touch $@

setup: $(READY) ## install what is missing: Qt's system libraries, the locked packages

tools: $(TOOLS) ## setup, and what developers need beside it

run: setup ## open the window; with no display, run the reception day offscreen
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(PY) main.py run; fi; \
	echo "没有显示器：在内存里过一个接待日，约一分钟。" >&2; $(MAKE) --no-print-directory demo

demo: setup ## one reception day through the real window; slips and screenshots in demo-out/
	@answer=$$($(PY) main.py demo --out demo-out) || { echo "$$answer"; exit 1; }; \
	echo "接待日过完了。请打开 demo-out/screenshots/04-已保存.png；别的截图、回执和 day.json 也在 demo-out/。"

test: tools ## all tests but the outside-driven ones
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n 2 --dist loadfile -m "not acceptance and not dist"

histories: tools ## thousands of histories of desks and a hub on a bad network (COUNT=5000 FROM=1 JOBS=2)
	@$(PY) -m tests.simulation.run --from $(FROM) --count $(COUNT) --jobs $(JOBS)

attack: tools ## desks that lie, roles × commands, mutated messages, kills, flipped bits, full disks, power cuts
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q $(ATTACKS)
	@$(PY) -m tests.attack.run --count $(MESSAGES) --kills $(KILLS) --flips $(FLIPS) --full $(FULL) --power $(POWER)

acceptance: tools ## real window, printer, database, browser (root: installs Debian packages)
	@sh .ci/system-packages acceptance
	@$(PY) -m pytest -m acceptance tests/acceptance

format: tools ## rewrite the code in the house style
	@$(VENV)/bin/ruff format . && $(VENV)/bin/ruff check --fix .

lint: tools ## format, lint, types, import contracts
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(PY) -m mypy
	@$(PY) -c 'from importlinter.cli import lint_imports_command as check; check()'

check: lint test ## the one command before a commit: format, lint, types, contracts, tests

bench: tools ## the measurements, as ratios in one run
	@$(PY) main.py bench

bench-sync: tools ## sync alone, with 10,000 and with 100,000 visits (some 20 minutes)
	@$(PY) -m tests.bench.sync 10000 100000

bench-peers: tools ## the same visits through PouchDB and Anki, beside ours; installs both in build/peers (VISITS=10000)
	@$(PY) -m tests.bench.peers $(VISITS)

mutants: tools ## small wrong changes to the program: how many the tests kill (SAMPLE=200 SEED=1 WORDS="sync merge")
	@$(PY) -m tests.mutants $(if $(SAMPLE),--sample $(SAMPLE)) --seed $(SEED) $(WORDS)

manual: tools ## make the screenshots of the clerk's manual again
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.manual

lock: tools ## resolve the dependencies again into the five lock files, with hashes and without addresses
	@$(PY) packaging/lock.py

oldest: ## the reception day on the oldest PySide6, from requirements-glibc28.lock, in .venv-oldest
	@PYTHON="$(PYTHON)" sh .ci/environment .venv-oldest requirements-glibc28.lock
	@QT_QPA_PLATFORM=offscreen .venv-oldest/bin/python main.py demo --out demo-out/oldest >/dev/null

dist: ## packages in dist/ from this machine's Python (KEY=release.pem signs an update folder)
	@PYTHON="$(PYTHON)" sh .ci/environment .venv-dist requirements.lock requirements-dist.lock
	@.venv-dist/bin/python packaging/build.py --out dist $(if $(KEY),--key $(KEY))

dist-old: ## the same for old glibc, built in a Debian 11 root (as root; some ten minutes the first time)
	@sh packaging/old_root.sh dist $(KEY)

dist-test: tools ## packages of dist-old installed into bare Debian 12 and 11: a day, an upgrade, removal (as root)
	@mkdir -p build && openssl genpkey -algorithm ed25519 -out build/test-key.pem 2>/dev/null
	@sh packaging/old_root.sh build/dist build/test-key.pem
	@JIEFANGTAI_DIST=build/dist JIEFANGTAI_KEY=build/test-key.pem $(PY) -m pytest -m dist tests/dist

clean: ## remove what setup and demo made
	@rm -rf $(VENV) .venv-oldest .venv-dist build dist demo-out

.PHONY: help setup tools run demo test histories attack acceptance format lint check bench bench-sync bench-peers mutants manual lock oldest dist dist-old dist-test clean
