#!/usr/bin/env bash
# Opens the desk on a site; with no display, draws it on a virtual one and prints the picture's path.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

SAMPLE_POST=src/content/news/library-reopens-after-flood-repairs.md
PICTURE=build/desk.png

site="${1:-resources/newsroom}"
site="${site/#\~/$HOME}"
[ -e "$site" ] || fail "there is no “$site”." "Name a folder of posts: make run SITE=folder"

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" != Linux ]; then
    exec .venv/bin/copydesk "$site"
fi

arguments=("$site" --output "$PICTURE" --size 1440x900)
# Elsewhere than in the sample the desk chooses the newest post.
[ ! -f "$site/$SAMPLE_POST" ] || arguments+=(--post "$SAMPLE_POST")

mkdir -p build
rm -f "$PICTURE"
on_virtual_display .venv/bin/copydesk screenshot "${arguments[@]}" >/dev/null
[ -s "$PICTURE" ] || fail "the desk drew no picture."
say "$PICTURE"
