# Everything that people and machines start; see the README.
PYTHON ?= python3
PORT ?= 8000
export PORT

.DEFAULT_GOAL := help
.PHONY: help run test lint format messages environment

help:
	@echo "make run       start the site at http://127.0.0.1:$(PORT) (PORT=8001 make run for another port)"
	@echo "make test      run every check and test"
	@echo "make lint      only style, types, imports, migrations and translations"
	@echo "make format    put the code into the house's form"
	@echo "make messages  bring the translations in step with the source"

run:
	@exec $(PYTHON) scripts/bootstrap.py manage.py serve --prepare

test:
	@exec $(PYTHON) scripts/bootstrap.py --tests scripts/check.py

lint:
	@exec $(PYTHON) scripts/bootstrap.py --tests scripts/check.py --only lint

format:
	@$(PYTHON) scripts/bootstrap.py --tests -m ruff format .
	@$(PYTHON) scripts/bootstrap.py --tests -m ruff check --fix .

messages:
	@exec $(PYTHON) scripts/bootstrap.py manage.py messages --update

environment:
	@exec $(PYTHON) scripts/bootstrap.py --tests

# Needs uv; the locks name no address, so they install from whatever registry a machine is set up for.
LOCK = uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
	--python-version 3.11 --quiet
.PHONY: lock
lock:
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra semantic --constraint requirements.lock --output-file requirements-semantic.lock
	$(LOCK) --group test --constraint requirements.lock --output-file requirements-test.lock
