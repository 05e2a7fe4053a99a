#!/usr/bin/env bash
# Builds Copydesk.app and its disk image into dist/, on a Mac; signs them where there is a certificate.
# Never run so far: see packaging/README.md.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../common.sh"
[ "$(uname -s)" = Darwin ] || fail "an application bundle is built on a Mac."

packaging/setup.sh
PYTHONPATH=packaging .venv/bin/python -m bundling.frozen
app=build/package/frozen/Copydesk.app
[ -d "$app" ] || fail "PyInstaller made no “$app”."
packaging/macos/sign_and_notarise.sh "$app"
