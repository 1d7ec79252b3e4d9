BIN ?= .venv/bin

.PHONY: demo test check oldest newest constraints docs pictures format

demo:  ## the board on a throw-away copy of the demo programme
	$(BIN)/apprentices demo

test:
	$(BIN)/python -m pytest -n auto

check:  ## what CI runs: format, lint, types, import contract, tests
	BIN=$(BIN) .ci/lint
	$(BIN)/python -m pytest -n auto

oldest newest:  ## the tests on the oldest, or the newest, versions that pyproject.toml allows
	rm -rf .venv-$@
	python3 -m venv .venv-$@
	.venv-$@/bin/pip install --quiet uv
	.venv-$@/bin/uv pip install --quiet --python .venv-$@/bin/python --upgrade --resolution $(RESOLUTION_$@) -e '.[test]'
	.venv-$@/bin/python -m pytest -n auto

RESOLUTION_oldest = lowest-direct
RESOLUTION_newest = highest

constraints:  ## write constraints.txt anew: the newest versions that are allowed; run the tests afterwards
	uv pip compile --quiet --universal --python-version 3.11 --all-extras --upgrade --no-header --no-annotate \
		--no-emit-package pip pyproject.toml --output-file constraints.txt

docs:  ## write the generated reference pages again
	$(BIN)/python docs/generate.py

pictures:  ## draw the pictures of the screens again
	$(BIN)/python docs/pictures.py

format:
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
