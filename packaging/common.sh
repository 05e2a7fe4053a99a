# Read by the other scripts of this folder; leaves the shell in the checkout's top folder.
# shellcheck shell=bash

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit

say() { printf '%s\n' "$*"; }
fail() { printf 'make: %s\n' "$1" >&2; shift; printf '  %s\n' "$@" >&2; exit 1; }

# A bare system has no locale; Qt and Python both want one of UTF-8.
if [ "$(locale charmap 2>/dev/null)" != UTF-8 ] && [ "$(uname -s)" = Linux ]; then
    export LC_ALL=C.UTF-8
fi

# Chromium's sandbox refuses to start for root, as in a container; nobody else goes without it.
if [ "$(id -u)" = 0 ]; then
    export QTWEBENGINE_DISABLE_SANDBOX=1
fi

on_virtual_display() { xvfb-run --auto-servernum --server-args="-screen 0 1440x900x24" "$@"; }
