#!/usr/bin/env bash
# Packs the tree of the .tar.xz as an AppImage, with AppImage/appimagetool.
# Never run so far: see packaging/README.md.
#
#   packaging/appimage/build.sh dist/copydesk-1.2.0-linux-x86_64.tar.xz [RUNTIME]
#
# APPIMAGETOOL names the tool, if it is not on the PATH. It downloads the part that mounts the image
# unless RUNTIME names that file: name it, for a build that can be repeated.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../common.sh"

archive="${1:?which .tar.xz?}"
runtime="${2:-}"
tool="${APPIMAGETOOL:-appimagetool}"
command -v "$tool" >/dev/null || fail "“$tool” is not here." \
    "Get appimagetool from github.com/AppImage/appimagetool and name it: APPIMAGETOOL=…"

id=org.copydesk.Copydesk
folder=build/package/Copydesk.AppDir
rm -rf "$folder"
mkdir -p "$folder/usr" dist
tar -xJf "$archive" -C "$folder/usr" --strip-components=1
[ -x "$folder/usr/bin/copydesk" ] || fail "“$archive” holds no bin/copydesk."

install -m 0755 packaging/appimage/AppRun "$folder/AppRun"
cp "$folder/usr/share/applications/$id.desktop" "$folder/$id.desktop"
cp "$folder/usr/share/icons/hicolor/256x256/apps/$id.png" "$folder/$id.png"
ln -sf "$id.png" "$folder/.DirIcon"

machine="$(uname -m)"
version="$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' app/copydesk/__init__.py)"
image="dist/Copydesk-$version-$machine.AppImage"
options=()
[ -z "$runtime" ] || options+=(--runtime-file "$runtime")
ARCH="$machine" "$tool" "${options[@]}" "$folder" "$image"
chmod 0755 "$image"
say "$image"
