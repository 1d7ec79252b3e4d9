BIN ?= .venv/bin

.PHONY: demo test check docs format

demo:  ## the board on a throw-away copy of the demo programme
	$(BIN)/apprentices demo

test:
	$(BIN)/python -m pytest

check:  ## what CI runs: format, lint, types, import contract, tests
	BIN=$(BIN) .ci/lint
	$(BIN)/python -m pytest

docs:  ## write the generated reference pages again
	$(BIN)/python docs/generate.py

format:
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
