# `make run` shows a control room at work; `make test` checks everything. Each does all of its own set-up.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .tools/uv/bin/uv)
ARGS ?=
# tests run in so many processes, a file at a time in each; many of them wait for a hub, so two cores are used well by two
WORKERS ?= 2
# they start some hundred programs of ours: what Python compiles is kept (out of the way), also where it is told to keep nothing
KEPT := PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX=$(CURDIR)/.venv/bytecode

.PHONY: help run test fuzz bench bench-quality fit-escalation setup lint check schemas basemap clean

help:
	@echo "make run            the synthetic city in the console (without a display: one minute, with pictures)"
	@echo "make test           ruff, mypy, import-linter and every test"
	@echo "make fuzz           the property tests with new random examples"
	@echo "make bench          speed, beside the bare limit of each part"
	@echo "make bench-quality  how well reports become incidents, beside other methods"
	@echo "make fit-escalation fit the probability of a major incident anew, to print for rules.toml"
	@echo "make schemas        write resources/schemas anew from the event types"
	@echo "make basemap        derive the base map anew"

.tools/uv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Gwanje needs Python 3.11 or newer; $(PYTHON) is older." >&2; exit 2; }
	@echo "Setting up uv ..."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-warn-script-location --root-user-action=ignore --target .tools/uv uv

setup: $(filter .tools/%,$(UV))
	@sh resources/scripts/system-libraries.sh
	@$(UV) sync --quiet --frozen

run: setup
	@$(UV) run --frozen main.py demo $(ARGS)

lint: setup
	$(UV) run --frozen ruff check .
	$(UV) run --frozen ruff format --check .
	$(UV) run --frozen mypy
	$(UV) run --frozen lint-imports

test: lint
	$(KEPT) QT_QPA_PLATFORM=offscreen $(UV) run --frozen pytest -n $(WORKERS) --dist loadfile $(ARGS)

fuzz: setup
	GWANJE_FUZZ=1 QT_QPA_PLATFORM=offscreen $(UV) run --frozen pytest tests/alerts tests/feeds $(ARGS)

bench: setup
	@$(UV) sync --quiet --frozen --group bench
	QT_QPA_PLATFORM=offscreen $(UV) run --frozen --group bench python -m tests.benchmarks $(ARGS)

bench-quality: setup
	@$(UV) sync --quiet --frozen --group bench
	$(UV) run --frozen --group bench python -m tests.benchmarks.quality $(ARGS)

fit-escalation: setup
	@$(UV) sync --quiet --frozen --group bench
	$(UV) run --frozen --group bench python -m tests.benchmarks.quality.fit $(ARGS)

schemas: setup
	$(UV) run --frozen python -m feeds.schemas

basemap: setup
	$(UV) run --frozen --group basemap python resources/scripts/derive_basemap.py

clean:
	rm -rf .venv .tools build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis pictures
