#!/bin/sh
# Writes requirements.lock and requirements-bench.lock: one set for Linux and macOS and for Python 3.11 and later,
# without hashes or addresses of a registry. The second agrees with the first.
set -eu
cd "$(dirname "$0")/.."

compile() {  # FILE, what it is, further options of uv
    file=$1 what=$2
    shift 2
    uv pip compile pyproject.toml --quiet --universal --upgrade --python-version 3.11 \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate --output-file "$file" "$@"
    { echo "# $what Made by: make lock"; cat "$file"; } > "$file.new"
    mv "$file.new" "$file"
}

compile requirements.lock "The pinned set that make installs: pyproject.toml with its extras test, browser and dev." \
    --extra test --extra browser --extra dev
compile requirements-bench.lock "What make bench adds: the extra bench." --extra bench --constraint requirements.lock
