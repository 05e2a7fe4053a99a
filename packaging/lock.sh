#!/usr/bin/env bash
# Writes requirements.lock: every library of pyproject.toml with its hashes, for Linux, Windows and
# macOS and each supported Python, and without the address of any index.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

uv="$(command -v uv || command -v .venv/bin/uv || true)"
if [ -z "$uv" ]; then
    say "Installing uv into build/uv"
    "${PYTHON:-python3}" -m venv build/uv
    build/uv/bin/python -m pip --disable-pip-version-check install --quiet uv
    uv=build/uv/bin/uv
fi
uv="$(realpath "$uv")"

# uv's own lock holds download addresses, so it is made, and left, outside the checkout.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/app/copydesk"
cp pyproject.toml LICENSE "$work"
cp app/copydesk/__init__.py "$work/app/copydesk"
touch "$work/README.md"
(
    cd "$work"
    "$uv" lock --quiet --no-managed-python
    {
        # shellcheck disable=SC2016 # the backquotes are meant
        echo '# Written by `make lock` from pyproject.toml; change that, not this.'
        "$uv" export --quiet --frozen --no-header --no-emit-project --all-groups
    } >requirements.lock
)
if grep -nE '://|^-' "$work/requirements.lock" >&2; then
    fail "the lock names an address or an option; nothing was written."
fi
cp "$work/requirements.lock" requirements.lock
say "requirements.lock: $(grep -c '==' requirements.lock) libraries"
