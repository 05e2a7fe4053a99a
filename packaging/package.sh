#!/usr/bin/env bash
# Builds the packages for this system into dist/; "--help" tells what may be asked for.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. packaging/system_packages.sh

if [ "$(uname -s)" = Linux ]; then
    mapfile -t missing < <(missing_tools "$BUILD_TOOLS")
    [ "${#missing[@]}" = 0 ] || fail "what builds packages is missing: ${missing[*]}" \
        "sudo apt-get install -y --no-install-recommends ${missing[*]}"
fi
PYTHONPATH=packaging exec .venv/bin/python -m bundling "$@"
