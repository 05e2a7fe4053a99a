#!/usr/bin/env bash
# Packs the tree of the .tar.xz as a Flatpak in one file, with flatpak and flatpak-builder.
# Never run so far: see packaging/README.md.
#
#   packaging/flatpak/build.sh dist/copydesk-1.2.0-linux-x86_64.tar.xz
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../common.sh"

archive="${1:?which .tar.xz?}"
for tool in flatpak flatpak-builder; do
    command -v "$tool" >/dev/null || fail "“$tool” is not here." "Install flatpak and flatpak-builder."
done

id=org.copydesk.Copydesk
work=build/package/flatpak
version="$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' app/copydesk/__init__.py)"
rm -rf "$work"
mkdir -p "$work" dist
cp "packaging/flatpak/$id.yml" "$work/"
# The name by which the manifest knows it; the two lie side by side.
cp "$archive" "$work/copydesk-linux-x86_64.tar.xz"
flatpak-builder --user --install-deps-from=flathub --force-clean --repo="$work/repository" \
    "$work/application" "$work/$id.yml"
bundle="dist/copydesk-$version-x86_64.flatpak"
flatpak build-bundle --runtime-repo=https://dl.flathub.org/repo/flathub.flatpakrepo \
    "$work/repository" "$bundle" "$id"
say "$bundle"
