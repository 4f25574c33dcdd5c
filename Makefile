# Each verb's line below is what plain `make` prints. Set-up happens once, and again only when the pinned set changes.
.DEFAULT_GOAL := help
.PHONY: help report test lab lint docs lock
SHELL := /bin/sh
VENV := .venv
READY := $(VENV)/.installed

# The environment's own programs and kernels come first, whatever else the machine has installed.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
export JUPYTER_PREFER_ENV_PATH := 1
unexport PYTHONHOME PYTHONPATH JUPYTER_PATH

SAMPLE := data/articles/2025-07-24-turchin-mishustin.txt

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

report: $(READY)  ## render the sample article into reports/ (another: make report ARTICLE=path)
	@dramatis report $(or $(ARTICLE),$(SAMPLE)) --reports reports

test: $(READY)  ## run all tests (some of them: make test ARGS="-k quotes")
	@python -m pytest $(ARGS)

lab: $(READY)  ## open JupyterLab on the article notebook
	@jupyter lab notebooks/article.ipynb

lint: $(READY)  ## check style and format of code and notebooks
	@ruff check .
	@ruff format --check .

docs: $(READY)  ## rewrite what is generated: docs/tables.md, THIRD_PARTY.md, environment.yml
	@python scripts/tables_doc.py
	@python scripts/third_party.py
	@python scripts/environment.py

lock: $(READY)  ## pin the newest allowed versions again in requirements.lock (needs the network)
	@scripts/lock.sh

$(READY): pyproject.toml requirements.lock scripts/setup.sh
	@scripts/setup.sh
