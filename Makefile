# Every command of the project; `make help` lists them. Stamp files make a second run start in seconds.

# Choices, each as NAME=value after the command:
# PORT     where `make serve` serves; a free port unless given
# ONLY     the one chapter that `make execute` runs, e.g. momentum
# FOLDER   the folder that `make pyodide` fills
# JOBS     processes that run notebooks and tests
# NEWEST   1 takes the newest dependencies that pyproject.toml allows, and compares no drawings
PORT   ?=
ONLY   ?=
FOLDER ?= _build/pyodide
JOBS   ?= 2
NEWEST ?=
VENV   ?= $(if $(NEWEST),.venv/newest,.venv)

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
export PATH := $(abspath $(BIN)):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUNBUFFERED := 1

# The same arithmetic on every x86 machine: a training that ends in other digits began with one last bit.
ifeq ($(shell uname -m),x86_64)
export OPENBLAS_CORETYPE := Haswell
export NPY_DISABLE_CPU_FEATURES := X86_V4 AVX512_ICL AVX512_SPR
endif

INSTALLED  := $(VENV)/.installed
TESTABLE   := $(VENV)/.testable
COMPARABLE := $(VENV)/.comparable
ASSETS     := node_modules/.package-lock.json
SITE       := _build/html/index.html
STRICT     := _build/.strict
SOURCES    := _config.yml _toc.yml $(shell find book -type f -not -path '*/.*' -not -name '*.pyc' 2>/dev/null)

ifdef NEWEST
BOOK_PACKAGES := --group book --editable ".[plot,data,lab,widgets]"
TEST_PACKAGES := --group test
NBVAL_OPTIONS := --nbval-sanitize-with tests/book/without-figures.cfg
else
BOOK_PACKAGES := -r requirements.txt
TEST_PACKAGES := -r requirements-test.txt
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup serve book execute pyodide test lint bench clean

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

setup: $(INSTALLED) $(ASSETS)  ## make .venv and install what the book needs

serve: $(SITE)  ## build what changed and serve it; PORT=8000 chooses the port
	@$(BIN)/python scripts/serve.py _build/html $(PORT)

book: $(SITE)  ## build the site into _build/html

execute: setup  ## re-run the notebooks and store their outputs; ONLY=momentum for one chapter
	$(BIN)/python scripts/execute_notebooks.py --jobs $(JOBS) $(ONLY)

pyodide: setup  ## fetch the Python that pages run, for a closed network; FOLDER=... names the folder
	$(BIN)/python scripts/fetch_pyodide.py $(FOLDER)

test: $(TESTABLE) $(ASSETS) lint $(STRICT)  ## check everything: style, library, notebooks, site
	@echo "--- the library, and the book's files"
	$(BIN)/python -m pytest -n $(JOBS) tests/gdlib tests/book
	@echo "--- every cell of every notebook, run again and compared"
	$(BIN)/python -m pytest --nbval --nbval-current-env --nbval-cell-timeout 60 $(NBVAL_OPTIONS) \
		-n $(JOBS) --dist loadscope book
	@echo "--- the built site in a browser"
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile tests/site

lint: $(TESTABLE)  ## check the style of the code (ruff)
	$(BIN)/ruff check .

bench: $(COMPARABLE) $(SITE)  ## measure gdlib beside PyTorch, optax and SciPy, the lab, explorers and checks
	env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE -u NPY_DISABLE_CPU_FEATURES $(BIN)/python -m benchmarks
	$(BIN)/python scripts/execute_notebooks.py --jobs $(JOBS) benchmarks
	$(BIN)/python benchmarks/lab.py
	$(BIN)/python benchmarks/widgets.py
	$(BIN)/python benchmarks/exercises.py

clean:  ## remove the built site and all caches (.venv and node_modules stay)
	rm -rf _build .pytest_cache .ruff_cache .hypothesis dist
	find book gdlib tests scripts benchmarks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

$(BIN)/pip:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; none was found on PATH." >&2; exit 1; }
	@echo "--- making $(VENV) with $$($(PYTHON) --version)"
	$(PYTHON) -m venv $(VENV)
	$(if $(NEWEST),$(BIN)/python -m pip install --upgrade pip)

$(INSTALLED): requirements.txt pyproject.toml | $(BIN)/pip
	@echo "--- installing the book's packages (a minute or two, once)"
	$(BIN)/python -m pip install $(BOOK_PACKAGES)
	$(BIN)/python -m pip install --no-deps --editable .
	@touch $@

$(TESTABLE): requirements-test.txt scripts/find_browser.py $(INSTALLED)
	@echo "--- installing what the tests need"
	$(BIN)/python -m pip install $(TEST_PACKAGES)
	$(BIN)/python scripts/find_browser.py --install
	@touch $@

$(COMPARABLE): requirements-frameworks.txt $(TESTABLE)
	@echo "--- installing the frameworks that gdlib is held against"
	$(BIN)/python -m pip install -r requirements-frameworks.txt
	@touch $@

$(ASSETS): package.json package-lock.json | $(INSTALLED)
	@echo "--- fetching the formulas' fonts and styles"
	$(BIN)/npm ci --no-fund --no-audit
	@touch $@

$(SITE): $(INSTALLED) $(ASSETS) $(SOURCES)
	@echo "--- building the book"
	$(BIN)/jupyter-book build .
	@touch $@

# From scratch, since an incremental build repeats no warning of an unchanged page.
$(STRICT): $(INSTALLED) $(ASSETS) $(SOURCES)
	@echo "--- building the book, warnings as errors"
	$(BIN)/jupyter-book build . --all -W --keep-going
	@touch $(SITE) $@
