# The commands of Coalition Ledger. Each one installs what it needs first; `make` lists them.

PYTHON := .venv/bin/python
# Written last by a complete installation, so that the next command need not look again.
INSTALLED := .venv/.installed
# Where demo and run serve.
PORT ?= 8000
# Web processes of demo and run.
WORKERS ?= 1

# A machine that tells Python to keep no compiled files has it compile everything at each start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install demo run test lint bench endurance stop

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(INSTALLED) ## Everything the other commands need, into .venv
	@echo "Everything is installed."

$(INSTALLED): pyproject.toml .python-version scripts/install.sh
	@sh scripts/install.sh
	@touch $@

demo: $(INSTALLED) ## A ledger with demonstration data on http://127.0.0.1:8000
	@$(PYTHON) manage.py demo --port $(PORT) --workers $(WORKERS)

run: $(INSTALLED) ## The server on the data you have
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py serve --port $(PORT) --workers $(WORKERS)

test: $(INSTALLED) ## All tests, those in a real Chromium included (ARGS="-m browser" or "-k matrix" for some)
	@LEDGER_CHROMIUM="$$(sh scripts/ensure_chromium.sh)" && export LEDGER_CHROMIUM && \
		LEDGER_VNU="$$(sh scripts/ensure_validator.sh)" && export LEDGER_VNU && \
		LEDGER_NGINX="$$(sh scripts/ensure_nginx.sh)" && export LEDGER_NGINX && \
		$(PYTHON) -m pytest -n 2 --dist worksteal $(ARGS)

lint: $(INSTALLED) ## Style, types, templates, import contracts, migrations, deployment checks
	@sh scripts/lint.sh

bench: $(INSTALLED) ## The benchmarks, figures as ratios
	@$(PYTHON) -m bench

endurance: $(INSTALLED) ## The real servers, used and hurt for long (ARGS=--short for minutes)
	@$(PYTHON) -m bench.endurance $(ARGS)

stop: ## Stop the embedded database
	@if [ -x $(PYTHON) ]; then $(PYTHON) -m config.embedded stop; fi
