#!/bin/sh
# Builds .venv from nothing: finds Python 3.11 or later, bootstraps uv with pip, installs the pinned set and the package.
# Called by the Makefile; `make` runs it again only when pyproject.toml, requirements.lock or this file is newer than .venv/.installed.
# PYTHON=/path/to/python chooses the interpreter.
set -eu
UV=uv==0.13.9
cd "$(dirname "$0")/.."

recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

python=
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14}; do
    if recent "$candidate"; then python=$candidate; break; fi
done
if [ -z "$python" ]; then
    echo "Dramatis needs Python 3.11 or later; found: $("${PYTHON:-python3}" --version 2>&1 | head -n 1). Install one, or name it: make PYTHON=/path/to/python3.11" >&2
    exit 2
fi

if ! [ -x .venv/bin/python ] || ! recent .venv/bin/python; then
    if ! "$python" -m venv --clear .venv; then
        echo "$python could not make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv" >&2
        exit 2
    fi
fi
rm -f .venv/.installed

say() { echo "$@" >&2; }
quiet="--quiet --disable-pip-version-check --no-input"

with_uv() {
    [ "$(.venv/bin/uv --version 2>/dev/null | cut -d' ' -f2)" = "${UV#uv==}" ] || .venv/bin/python -m pip install $quiet "$UV" || return 1
    .venv/bin/uv pip install --quiet --python .venv/bin/python --requirement requirements.lock &&
        .venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --reinstall-package dramatis --editable .
}

with_pip() {
    .venv/bin/python -m pip install $quiet --requirement requirements.lock
    .venv/bin/python -m pip install $quiet --no-deps --no-build-isolation --editable .
}

# uv installs a set like ours in seconds, where pip takes a minute; pip knows mirrors and proxies (pip.conf) that uv does not.
say "Installing requirements.lock into .venv …"
with_uv || { say "That did not work with uv; trying pip, which takes longer …"; with_pip; }

# An editable install copies the page's template; a link follows every change of it, also for plain `jupyter nbconvert --template dramatis`.
templates=.venv/share/jupyter/nbconvert/templates
mkdir -p "$templates" && rm -rf "$templates/dramatis" && ln -s "$PWD/lib/dramatis/report/template/dramatis" "$templates/dramatis"
touch .venv/.installed
