# make demo: a shop to look at. make test: all tests. make check: style and types. make help: this list.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo test test-slow check bench fidelity faults example clean

help:
	@echo "make demo       build a demo shop in ./demo and run the main job on it"
	@echo "make test       install what is needed, check style and types, run the tests"
	@echo "make test-slow  only the tests that take more than ten seconds each"
	@echo "make check      style (ruff) and types (mypy) only"
	@echo "make example    the real register of examples/online_retail (needs DATA=DIR)"
	@echo "make bench      the figures of benchmarks/"
	@echo "make fidelity   patches every workbook under CORPUS=DIR and tells what else changed"
	@echo "make faults     kills, starves and crosses passes in every way (HISTORIES=2000 ROUNDS=100 SLICE=1/4; long)"
	@echo "make clean      take away the virtual environment and the demo"

$(BIN)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(BIN)/.installed-test: $(BIN)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,dev]'
	@touch $@

demo: $(BIN)/.installed
	$(BIN)/rma-sheets demo demo

check: $(BIN)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/mypy

test: check
	$(BIN)/python -m pytest -n auto -m "not slow"

test-slow: $(BIN)/.installed-test
	$(BIN)/python -m pytest -m slow

bench: $(BIN)/.installed-test
	$(BIN)/python -m benchmarks

$(BIN)/.installed-fidelity: $(BIN)/.installed-test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,dev,fidelity]'
	@touch $@

fidelity: $(BIN)/.installed-fidelity
	$(BIN)/python -m tests.fidelity $(CORPUS)

example: $(BIN)/.installed
	$(BIN)/python -m examples.online_retail $(DATA)

HISTORIES ?= 2000
ROUNDS ?= 100
SLICE ?= 1/1

faults: $(BIN)/.installed-test
	$(BIN)/python -m tests.faults --histories $(HISTORIES) --rounds $(ROUNDS) --slice $(SLICE)

clean:
	rm -rf $(VENV) demo
