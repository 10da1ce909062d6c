# Every target installs what it needs into .venv; only CPython 3.11 or later, git and make must be there.
PYTHON ?= python3
RUN := .venv/bin

.PHONY: demo test lint types docs docs-check smoke gate check clean

demo: .venv/run
	$(RUN)/onrecord demo

test: .venv/dev
	$(RUN)/pytest

lint: .venv/dev
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .

types: .venv/dev
	$(RUN)/mypy

docs: .venv/dev
	$(RUN)/python docs/generate.py

docs-check: .venv/dev
	$(RUN)/python docs/generate.py --check

# Trains a tiny model on a made-up corpus. torch is large and nothing else needs it, so that only a .venv that has it is
# asked: `.venv/bin/pip install -r training/requirements.txt`.
smoke: .venv/dev
	@if $(RUN)/python -c "import torch" 2>/dev/null; then $(RUN)/python training/train.py --smoke; \
	else echo "smoke: skipped, torch is not installed (training/requirements.txt)"; fi

gate: .venv/dev
	$(RUN)/python evaluation/gate.py

check: test lint types docs-check smoke gate

clean:
	rm -rf .venv build dist

.venv/run: pyproject.toml
	test -x $(RUN)/python || $(PYTHON) -m venv .venv
	$(RUN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

.venv/dev: pyproject.toml
	test -x $(RUN)/python || $(PYTHON) -m venv .venv
	$(RUN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@
