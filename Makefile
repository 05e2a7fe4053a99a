# The tasks of the project; each sets up what it needs. `make` alone lists them.
# On Windows, and without make, see README.md.

SHELL := bash
PYTHON ?= python3
SITE ?=
# Tests run in this many processes; each may hold a web view of some 300 MB.
TEST_WORKERS ?= 2
# How often `make faults` kills the desk.
KILLS ?= 200
# A folder of real posts for `make corpus`; each folder in it has a row of its own.
CORPUS ?=
# Some of deb, rpm, tar.xz and wheel for `make package`; all by default.
KINDS ?=
# More words for pytest, e.g. make test ARGS="-k find_bar".
ARGS ?=

export PYTHON

.PHONY: help setup run test faults corpus lint bench package try-package help-pages help-pictures lock clean
.NOTPARALLEL:

help:
	@echo "make run [SITE=folder]   open the desk, on the sample newsroom or another site"
	@echo "make test [ARGS=...]     run the tests"
	@echo "make faults [KILLS=200]  run the fault suite alone, and print its table"
	@echo "make corpus CORPUS=folder  open, save and edit real posts, and count what was lost"
	@echo "make corpus CHECK=1 CORPUS=folder  run the review's rules over real posts, with a sample"
	@echo "make lint                check format, code, types and imports"
	@echo "make bench               measure, print the table and write build/bench.json"
	@echo "make package [KINDS=...]  build the packages for this system into dist/"
	@echo "make try-package         as root: install the newest .deb on a bare Debian, try it, remove it"
	@echo "make setup               prepare the checkout; the others do so by themselves"
	@echo "make help-pages          write the guide's tables from the program's own"
	@echo "make help-pictures       draw the guide's pictures anew"
	@echo "make lock                pin the libraries of pyproject.toml in requirements.lock"
	@echo "make clean               remove what was built (.venv stays)"

setup:
	@packaging/setup.sh

run: setup
	@packaging/run.sh $(if $(SITE),"$(SITE)")

test: setup
	@. packaging/common.sh && .venv/bin/python -m pytest -n $(TEST_WORKERS) --dist worksteal $(ARGS)

faults: setup
	@. packaging/common.sh && .venv/bin/python -m pytest -n $(TEST_WORKERS) tests/faults --kills $(KILLS) -o faulthandler_timeout=0 $(ARGS)

corpus: setup
	@. packaging/common.sh && .venv/bin/python -m tests.corpus "$(CORPUS)" $(if $(CHECK),--check) $(ARGS)

lint: setup
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

bench: setup
	@. packaging/common.sh && PYTHONPATH=packaging on_virtual_display .venv/bin/python -m tests.bench $(ARGS)

package: setup
	@packaging/package.sh $(KINDS) $(ARGS)

try-package: setup
	@! command -v lintian >/dev/null || lintian --fail-on error dist/*.deb
	@. packaging/common.sh && PYTHONPATH=packaging .venv/bin/python -m bundling.bare_machine $(ARGS)

help-pages: setup
	@PYTHONPATH=packaging .venv/bin/python -m bundling.help_pages

help-pictures: setup
	@PYTHONPATH=packaging .venv/bin/python -m bundling.help_pictures

lock:
	@packaging/lock.sh

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find app tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +
