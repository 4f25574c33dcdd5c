#!/bin/sh
# Writes requirements.lock: one set for Linux and macOS and for Python 3.11 and later, without hashes or addresses of a registry.
set -eu
cd "$(dirname "$0")/.."
uv pip compile pyproject.toml --quiet --universal --upgrade --python-version 3.11 \
    --extra test --extra browser --extra dev \
    --no-emit-index-url --no-emit-find-links --no-header --no-annotate --output-file requirements.lock
{
    echo "# The pinned set that make installs: pyproject.toml with its extras test, browser and dev. Made by: make lock"
    cat requirements.lock
} > requirements.lock.new
mv requirements.lock.new requirements.lock
