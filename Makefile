# Each verb's line below is what plain `make` prints. Set-up happens once, and again only when the pinned set changes.
.DEFAULT_GOAL := help
.PHONY: help report corpus test lab bench train evaluate lint docs lock
.SECONDARY:
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed

# The environment's own programs and kernels come first, whatever else the machine has installed.
export PATH := $(CURDIR)/$(BIN):$(PATH)
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
export JUPYTER_PREFER_ENV_PATH := 1
unexport PYTHONHOME PYTHONPATH JUPYTER_PATH

# Corpora and gold data are not part of the repository; these say where they lie.
CORPORA ?= ../shared/corpora
EVAL ?= ../shared/eval
GOLD = $(if $(wildcard $(EVAL)),--eval $(EVAL))
SAMPLE := data/articles/2025-07-24-turchin-mishustin.txt

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

report: $(READY)  ## render the sample article into reports/ (another: make report ARTICLE=path)
	@$(BIN)/dramatis report $(or $(ARTICLE),$(SAMPLE)) --reports reports

corpus: $(READY)  ## render the corpus page over store/ (another: make corpus STORE=folder)
	@$(BIN)/dramatis page corpus --store $(or $(STORE),store) --reports reports

test: $(READY)  ## run all tests (some of them: make test ARGS="-k quotes")
	@$(BIN)/python -m pytest $(ARGS)

lab: $(READY)  ## open JupyterLab on the article notebook
	@$(BIN)/dramatis lab

bench: $(VENV)/.installed-bench  ## measure speed and quality beside other tools
	$(BIN)/python benchmarks/pipeline.py
	$(BIN)/python benchmarks/report.py
	$(BIN)/python benchmarks/sentences.py
	$(BIN)/python benchmarks/topics.py $(GOLD)
	$(if $(GOLD),$(BIN)/python benchmarks/speech.py $(GOLD))
	$(BIN)/python benchmarks/store.py 10000
	$(BIN)/python benchmarks/runs.py 100
	$(BIN)/python benchmarks/corpus.py 10000
	$(BIN)/python benchmarks/scale.py

train: $(VENV)/.installed-train  ## make the weights of the English pipeline again: hours (training/README.md)
	$(BIN)/python -m training --corpora $(CORPORA) --eval $(EVAL)
	$(BIN)/python benchmarks/accuracy.py --eval $(EVAL) --write

evaluate: $(READY)  ## score the pipeline and the whole analysis on the development sets (docs/accuracy.md)
	$(BIN)/python -m training.evaluate --corpora $(CORPORA) --eval $(EVAL)
	$(BIN)/python benchmarks/accuracy.py --eval $(EVAL)

lint: $(READY)  ## check style and format of code and notebooks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

docs: $(READY)  ## rewrite what is generated: tables, command line and library in docs/, THIRD_PARTY.md, environment.yml
	@$(BIN)/python scripts/tables_doc.py
	@$(BIN)/python scripts/reference_doc.py
	@$(BIN)/python scripts/third_party.py
	@$(BIN)/python scripts/environment.py

lock: $(READY)  ## pin the newest allowed versions again in requirements.lock (needs the network)
	@scripts/lock.sh

$(VENV)/.installed-%: $(READY)
	@scripts/setup-extra.sh $*

# The page template is copied to where nbconvert looks for templates, so that a changed one is copied again.
$(READY): pyproject.toml requirements.lock scripts/setup.sh $(wildcard lib/dramatis/report/template/dramatis/*)
	@scripts/setup.sh
