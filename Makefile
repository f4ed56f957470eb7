# Township Gov: `make run` starts a demo township, `make test` runs the tests. Both stay inside this folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
# Tests run in this many processes, each with a site of its own; many of them wait, so more than the cores are of use
JOBS ?= 3
RUN := $(VENV)/.run-$(shell cat requirements/standalone.lock setup.py | cksum | cut -d' ' -f1)
TEST := $(VENV)/.test-$(shell cat requirements/*.lock setup.py | cksum | cut -d' ' -f1)
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

.PHONY: help run test lint lock bundle clean

help: ## what can be made here
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(RUN):
	@echo "[1/2] Preparing Python in $(VENV) (once)…"
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3,10) <= sys.version_info[:2] < (3,13) else "Python 3.10, 3.11 or 3.12 is needed, this is %d.%d. Say which one: make PYTHON=python3.11 …" % sys.version_info[:2])'
	@$(PYTHON) -m venv --clear $(VENV) || { echo "Python has no venv module here. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@echo "[2/2] Installing the locked libraries (about a minute)…"
	@$(PIP) --require-hashes -r requirements/standalone.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(TEST): $(RUN)
	@echo "Installing the libraries for the tests…"
	@$(PIP) --require-hashes -r requirements/test.lock
	@$(PIP) --require-hashes -r requirements/redis.lock
	@touch $@

run: $(RUN) ## a demo township, running, in the browser
	@$(BIN)/township demo --site .township/demo --port $(PORT)

test: $(TEST) ## all tests on the standalone platform
	@$(BIN)/pytest --numprocesses $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)
	@echo "All tests passed. On a real bench: pytest tests --bench PATH --site NAME (docs/bench.md)."

lint: $(TEST) ## ruff, and the format check
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && echo "Lint passed."

lock: ## resolve the lock files anew (after a change in setup.py)
	@$(BIN)/python -m pip install --quiet uv && $(BIN)/python requirements/lock.py

bundle: $(RUN) ## the folder for a PC without network: make bundle DIR=/tmp/township-bundle
	@$(BIN)/township bundle make $(or $(DIR),dist/bundle)

clean: ## remove the environment and the demo site
	@rm -rf $(VENV) .township
