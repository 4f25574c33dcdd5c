#!/bin/sh
# What the browser tests need: Chromium and its driver from Debian's packages, and axe-core (tests/axe) by npm, pinned by its hash.
# Does nothing where all is there. Without npm the tests with axe-core are skipped, and say so.
set -eu
cd "$(dirname "$0")/.."
export DEBIAN_FRONTEND=noninteractive

have() { command -v "$1" >/dev/null; }

if ! { have chromium && have chromedriver; }; then
    if ! have apt-get; then
        echo "The browser tests need chromium and chromedriver on the PATH; install them with your system's package manager." >&2
        exit 2
    fi
    apt-get update --quiet --quiet
    apt-get install --quiet --quiet --yes --no-install-recommends chromium chromium-driver fonts-dejavu-core >/dev/null
fi

if ! [ -f tests/axe/node_modules/axe-core/axe.min.js ]; then
    if have npm; then
        npm ci --prefix tests/axe --ignore-scripts --no-audit --no-fund --silent
    else
        echo "npm is not installed; the tests with axe-core will be skipped." >&2
    fi
fi
