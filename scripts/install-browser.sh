#!/bin/sh
# Chromium and its driver for the browser tests, from Debian's packages. Does nothing where both are there.
set -eu
if command -v chromium >/dev/null && command -v chromedriver >/dev/null; then exit 0; fi
if ! command -v apt-get >/dev/null; then
    echo "The browser tests need chromium and chromedriver on the PATH; install them with your system's package manager." >&2
    exit 2
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update --quiet --quiet
apt-get install --quiet --quiet --yes --no-install-recommends chromium chromium-driver fonts-dejavu-core >/dev/null
