#!/usr/bin/env bash
# Prepares the checkout: system packages, .venv with the locked libraries, and the project itself.
# Run again, it finds that nothing changed and ends at once.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. packaging/system_packages.sh

PYTHON="${PYTHON:-python3}"
STAMP=.venv/.copydesk-setup

# What .venv was made from; another Python, lock or folder means another set-up.
state() {
    "$PYTHON" -c 'import os, sys; print(sys.version, sys.executable, os.getcwd())'
    sha256_of requirements.lock pyproject.toml
}
sha256_of() { if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }

require_python() {
    if ! command -v "$PYTHON" >/dev/null; then
        if [ "$PYTHON" = python3 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            say "Installing Python"
            apt-get update -qq && apt-get install -y -qq python3 python3-venv >/dev/null
        else
            fail "there is no '$PYTHON' here." "Install Python 3.11 or newer, or name one: make PYTHON=python3.12"
        fi
    fi
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "$("$PYTHON" -V) is too old: Copydesk needs Python 3.11 or newer." \
            "Name a newer one: make PYTHON=python3.12"
}

make_environment() {
    # One made by another version of Python can't be mended in place.
    local wanted='import sys; print(*sys.version_info[:2])'
    if [ "$(.venv/bin/python -c "$wanted" 2>/dev/null)" != "$("$PYTHON" -c "$wanted")" ] ||
        ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        say "Making .venv with $("$PYTHON" -V)"
        "$PYTHON" -m venv --clear .venv
    fi
}

install_libraries() {
    say "Installing the locked libraries into .venv (the first time about 300 MB)"
    local pip=(.venv/bin/python -m pip --disable-pip-version-check --no-input install --quiet)
    "${pip[@]}" --require-hashes -r requirements.lock
    "${pip[@]}" --no-deps --no-build-isolation -e .
}

mkdir -p build
require_python
[ "$(uname -s)" != Linux ] || install_missing_packages "$PYTHON"
if [ -x .venv/bin/copydesk ] && [ "$(cat "$STAMP" 2>/dev/null)" = "$(state)" ]; then
    exit 0
fi
make_environment
rm -f "$STAMP"
install_libraries
state >"$STAMP"
say "Ready."
