#!/bin/sh
# Builds the package, installs the wheel into a fresh environment outside the repository, and makes a report there,
# by our command line and by papermill and nbconvert.
set -eu
cd "$(dirname "$0")/.."
make --no-print-directory .venv/.installed
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
.venv/bin/uv build --quiet --out-dir "$place/dist"
.venv/bin/python -m venv --without-pip "$place/venv"
.venv/bin/uv pip install --quiet --python "$place/venv/bin/python" --constraint requirements.lock "$place"/dist/*.whl
cp data/articles/2025-07-24-turchin-mishustin.txt "$place/article.txt"
cd "$place"
export JUPYTER_PREFER_ENV_PATH=1
unset PYTHONPATH VIRTUAL_ENV
venv/bin/python -c 'import spacy; print(spacy.load("en_dramatis")("Ngozi Okafor spoke in Nairobi.").ents)'
venv/bin/dramatis report article.txt --reports reports
ls -l dist/*.whl reports/*/index.html
# The plain tools, without our command line.
notebook=$(venv/bin/python -c 'from dramatis.resources import resource; print(resource("notebooks/article.ipynb"))')
venv/bin/papermill --no-progress-bar "$notebook" out.ipynb -p article article.txt
venv/bin/jupyter nbconvert --log-level ERROR --to html --template dramatis out.ipynb
ls -l out.html
