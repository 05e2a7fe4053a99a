#!/usr/bin/env bash
# Starts an application bundle and looks whether its web process is shut off (seatbelt), as builds of
# PyInstaller 5.2 to 5.13 were not. Never run so far: see packaging/README.md.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../common.sh"

app="${1:?which application bundle?}"
home="$(mktemp -d)"
cp -R resources/newsroom "$home/newsroom"
HOME="$home" "$app/Contents/MacOS/copydesk" --new-window \
    "$home/newsroom/src/content/news/library-reopens-after-flood-repairs.md" &
program=$!
trap 'kill "$program" 2>/dev/null || true; wait "$program" 2>/dev/null || true; rm -rf "$home"' EXIT

renderer=""
for _ in $(seq 60); do
    # shellcheck disable=SC2009 # the arguments are wanted, whole
    renderer="$(ps -axww -o command= | grep '[Q]tWebEngineProcess.*--type=renderer' | head -n 1 || true)"
    [ -z "$renderer" ] || break
    sleep 1
done
[ -n "$renderer" ] || fail "no web process came up in a minute."
case "$renderer" in
*--no-sandbox*) fail "the web process runs without its sandbox." "$renderer" ;;
*--seatbelt-client=*) say "web sandbox: on (seatbelt)" ;;
*) fail "the web process says nothing of a sandbox." "$renderer" ;;
esac
