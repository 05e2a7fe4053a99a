#!/usr/bin/env bash
# Signs an application bundle from the inside out, packs it as a disk image, and has Apple notarise it.
# Never run so far: see packaging/README.md.
#
#   packaging/macos/sign_and_notarise.sh build/package/frozen/Copydesk.app
#
# Who signs is said by the environment, never by a file of this repository:
#   MACOS_IDENTITY              the certificate's name: "Developer ID Application: … (TEAM)"
#   MACOS_CERTIFICATE           the certificate with its key, PKCS#12 in base64; without it, the
#                               identity must be in a keychain already
#   MACOS_CERTIFICATE_PASSWORD  of that file
#   NOTARY_APPLE_ID, NOTARY_TEAM_ID, NOTARY_PASSWORD   the account that notarises
# Without an identity the image is signed "ad hoc": it runs, after a warning that the editor must pass.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../common.sh"

app="${1:?which application bundle?}"
[ -d "$app/Contents/MacOS" ] || fail "“$app” is no application bundle."
version="$(plutil -extract CFBundleShortVersionString raw "$app/Contents/Info.plist")"
machine="$(uname -m)"
here=packaging/macos
identity="${MACOS_IDENTITY:-}"
suffix=""
flags=(--force --options runtime --timestamp)
if [ -z "$identity" ]; then
    say "" \
        "NOT SIGNED: there is no MACOS_IDENTITY. The image is signed ad hoc, and macOS will say that" \
        "it can't be checked. Don't give it to editors." ""
    identity=-
    suffix=-unsigned
    flags=(--force)
fi

import_certificate() {
    local file keychain password
    keychain="$work/signing.keychain-db"
    password="$(uuidgen)"
    file="$work/certificate.p12"
    printf '%s' "$MACOS_CERTIFICATE" | base64 --decode >"$file"
    security create-keychain -p "$password" "$keychain"
    security set-keychain-settings -lut 3600 "$keychain"
    security unlock-keychain -p "$password" "$keychain"
    security import "$file" -k "$keychain" -P "$MACOS_CERTIFICATE_PASSWORD" -T /usr/bin/codesign
    rm -f "$file"
    security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" >/dev/null
    flags+=(--keychain "$keychain")
}

sign() { codesign "${flags[@]}" --sign "$identity" "$@"; }

# What lies inside is sealed by what holds it, so the deepest comes first. Links are left alone.
sign_libraries() {
    local path
    while IFS= read -r path; do
        if file -b "$path" | grep -q '^Mach-O'; then sign "$path"; fi
    done < <(find "$app/Contents" -type f ! -path '*/QtWebEngineProcess.app/*' |
        awk -F/ '{ print NF "\t" $0 }' | sort -rn | cut -f 2-)
}

sign_web_process() {
    local process entitlements found=0
    while IFS= read -r process; do
        found=1
        entitlements="$process/Contents/Resources/QtWebEngineProcess.entitlements"
        [ -f "$entitlements" ] || entitlements="$here/web_process_entitlements.plist"
        sign --entitlements "$entitlements" "$process"
    done < <(find "$app/Contents" -type d -name QtWebEngineProcess.app)
    [ "$found" = 1 ] || fail "there is no QtWebEngineProcess.app in “$app”: no preview would open."
}

sign_frameworks() {
    local framework
    while IFS= read -r framework; do
        sign "$framework"
    done < <(find "$app/Contents" -type d -name '*.framework' -prune)
}

notarise() {
    xcrun notarytool submit "$1" --wait --apple-id "$NOTARY_APPLE_ID" \
        --team-id "$NOTARY_TEAM_ID" --password "$NOTARY_PASSWORD"
}

work="$(mktemp -d)"
trap 'security delete-keychain "$work/signing.keychain-db" 2>/dev/null || true; rm -rf "$work"' EXIT
[ -z "${MACOS_CERTIFICATE:-}" ] || import_certificate

sign_libraries
sign_web_process
sign_frameworks
sign --entitlements "$here/entitlements.plist" "$app"
codesign --verify --deep --strict --verbose=2 "$app"

notarised=no
if [ "$identity" != - ] && [ -n "${NOTARY_APPLE_ID:-}" ]; then
    ditto -c -k --keepParent "$app" "$work/Copydesk.zip"
    notarise "$work/Copydesk.zip"
    xcrun stapler staple "$app"
    notarised=yes
elif [ "$identity" != - ]; then
    say "" "NOT NOTARISED: there is no NOTARY_APPLE_ID. macOS will warn of this image." ""
    suffix=-unnotarised
fi

mkdir -p dist "$work/image"
ditto "$app" "$work/image/Copydesk.app"
ln -s /Applications "$work/image/Applications"
cp LICENSE "$work/image/LICENSE.txt"
image="dist/copydesk-$version-macos-$machine$suffix.dmg"
hdiutil create -volname "Copydesk $version" -srcfolder "$work/image" -fs HFS+ -format ULFO -ov "$image"
if [ "$identity" != - ]; then
    codesign --force --timestamp --sign "$identity" "$image"
fi
if [ "$notarised" = yes ]; then
    notarise "$image"
    xcrun stapler staple "$image"
    spctl --assess --type execute --verbose=2 "$app"
fi
say "$image"
