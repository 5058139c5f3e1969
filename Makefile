# `make demo` and `make test` are all a new machine needs: both prepare .venv by themselves.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
STAMP := .venv/.ready
REAL ?= ../shared/data

.PHONY: setup demo test test-all lint real lock picture clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "selaras needs Python 3.11 or newer with venv and pip"; exit 1; }
	@echo "Preparing .venv (once; about a minute)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@# The lock is complete, so nothing is resolved here; that also spares old releases of pip their trouble with extras.
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup
	$(BIN)/selaras demo

test: setup
	$(BIN)/python -m pytest -q -n 2 --dist worksteal

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy config extractors transforms warehouse flows samples

# Real documents held against their truth; they lie beside the project, not in it.
real: setup
	$(BIN)/python -m benchmarks.real $(REAL)

# Needs uv; writes versions and hashes only, so that no registry host is named.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --group dev --no-header --no-annotate \
		--quiet -o requirements.lock pyproject.toml

clean:
	rm -rf .venv demo

# The README's picture; needs LibreOffice and poppler.
picture: demo
	$(BIN)/python docs/picture.py demo/rekonsiliasi.xlsx docs/images/rekonsiliasi.png

# What is measured and how: benchmarks/README.md
.PHONY: bench-extract bench-tables bench-generated bench-reconcile bench-public
bench-extract: setup
	$(BIN)/python -m benchmarks.extract $(REAL)

bench-scans: setup
	$(BIN)/python -m benchmarks.scans

bench-tables: setup .venv-bench/.ready
	$(BIN)/python -m benchmarks.tables $(REAL)

bench-generated: setup
	$(BIN)/python -m benchmarks.generated

bench-reconcile: setup .venv-bench/.peers
	$(BIN)/python -m benchmarks.reconcile

bench-public: setup .venv-bench/autofj/.ready
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.public $(REAL)

# camelot is measured beside ours and is no dependency.
.venv-bench/.ready:
	@$(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check "camelot-py==2.0.0"
	@touch $@

.PHONY: bench-sheets
bench-sheets: setup
	$(BIN)/python -m benchmarks.sheets

# Neither are splink and rapidfuzz as a matcher, nor autofj, which runs with old releases of pandas only.
.venv-bench/.peers: .venv-bench/.ready
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check "splink==5.0.0" "rapidfuzz==3.14.6" \
		"pyarrow==26.0.1" "numpy<3"
	@touch $@

.venv-bench/autofj/.ready:
	@$(PYTHON) -m venv .venv-bench/autofj
	@.venv-bench/autofj/bin/python -m pip install --quiet --disable-pip-version-check "autofj==0.0.6" "pandas==1.5.3" "numpy<2"
	@touch $@
