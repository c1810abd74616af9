# The commands of Coalition Ledger. Each one installs what it needs first; `make` lists them.

PYTHON := .venv/bin/python
# Written last by a complete installation, so that the next command need not look again.
INSTALLED := .venv/.installed
# Translations, compiled again when the .po file changes, by a translator or by `git pull`.
COMPILED := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
READY := $(INSTALLED) $(COMPILED)
# Where demo, dev and run serve.
PORT ?= 8000
# Web processes of demo and run.
WORKERS ?= 1

# A machine that tells Python to keep no compiled files has it compile everything at each start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install demo dev run test lint catalogues bench endurance stop
.DELETE_ON_ERROR:

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(READY) ## Everything the other commands need, into .venv
	@echo "Everything is installed."

$(INSTALLED): pyproject.toml .python-version scripts/install.sh
	@sh scripts/install.sh
	@touch $@

%.mo: %.po $(INSTALLED)
	@$(PYTHON) -m core.catalogues $<

demo: $(READY) ## A ledger with demonstration data on http://127.0.0.1:8000
	@$(PYTHON) manage.py demo --port $(PORT) --workers $(WORKERS)

dev: $(READY) ## A server to develop with: fresh pages, CSS and code at each request, and DEBUG
	@DEBUG=true $(PYTHON) manage.py dev --port $(PORT)

run: $(READY) ## The server on the data you have
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py serve --port $(PORT) --workers $(WORKERS)

test: $(READY) ## All tests, those in a real Chromium included (ARGS="-m browser" or "-k matrix" for some)
	@LEDGER_CHROMIUM="$$(sh scripts/ensure_chromium.sh)" && export LEDGER_CHROMIUM && \
		LEDGER_VNU="$$(sh scripts/ensure_validator.sh)" && export LEDGER_VNU && \
		LEDGER_NGINX="$$(sh scripts/ensure_nginx.sh)" && export LEDGER_NGINX && \
		$(PYTHON) -m pytest -n 3 --dist worksteal $(ARGS)

lint: $(READY) ## Style, types, templates, import contracts, migrations, deployment checks
	@sh scripts/lint.sh

catalogues: $(INSTALLED) ## Bring the translations up to the source, list what waits for one
	@$(PYTHON) manage.py catalogues

bench: $(READY) ## The benchmarks, figures as ratios
	@$(PYTHON) -m bench

endurance: $(READY) ## The real servers under load and failures, for long (ARGS=--short for minutes)
	@$(PYTHON) -m bench.endurance $(ARGS)

stop: ## Stop the embedded database
	@if [ -x $(PYTHON) ]; then $(PYTHON) -m config.embedded stop; fi
