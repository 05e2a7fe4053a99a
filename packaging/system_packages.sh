# Finds what Qt, its web engine and the tests need of the system, and installs it where it may.
# shellcheck shell=bash

# "shared library  Debian package": what the wheels of PySide6 expect to find, by their DT_NEEDED.
QT_LIBRARIES="
libasound.so.2         libasound2
libdbus-1.so.3         libdbus-1-3
libEGL.so.1            libegl1
libfontconfig.so.1     libfontconfig1
libGL.so.1             libgl1
libglib-2.0.so.0       libglib2.0-0
libgssapi_krb5.so.2    libgssapi-krb5-2
libnss3.so             libnss3
libxcb-cursor.so.0     libxcb-cursor0
libxcb-icccm.so.4      libxcb-icccm4
libxcb-keysyms.so.1    libxcb-keysyms1
libxcb-shape.so.0      libxcb-shape0
libXcomposite.so.1     libxcomposite1
libXdamage.so.1        libxdamage1
libxkbcommon-x11.so.0  libxkbcommon-x11-0
libxkbfile.so.1        libxkbfile1
libXrandr.so.2         libxrandr2
libXtst.so.6           libxtst6
"

# "program  Debian package": what builds packages, and what looks at them afterwards. Whoever is not
# root is not asked for the latter: the tests that need them are skipped.
BUILD_TOOLS="
dpkg-deb               dpkg
objdump                binutils
tar                    tar
xz                     xz-utils
"
CHECK_TOOLS="
appstreamcli           appstream
debootstrap            debootstrap
desktop-file-validate  desktop-file-utils
lintian                lintian
man                    man-db
rpm                    rpm
"

# Prints the Debian packages of those of the programs in $1 that are not here, one a line.
missing_tools() {
    local program package
    while read -r program package; do
        [ -z "$program" ] || command -v "$program" >/dev/null || echo "$package"
    done <<<"$1"
}

# Prints the Debian packages that are missing, one a line. $1 is the Python to make .venv with.
missing_packages() {
    local known library package
    known="$(/sbin/ldconfig -p 2>/dev/null || ldconfig -p)"
    while read -r library package; do
        [ -z "$library" ] || [[ "$known" == *"$library"* ]] || echo "$package"
    done <<<"$QT_LIBRARIES"
    command -v xvfb-run >/dev/null || echo xvfb
    command -v xauth >/dev/null || echo xauth
    command -v git >/dev/null || echo git
    has_fonts || echo fonts-noto-core
    if [ ! -x .venv/bin/python ] && ! "$1" -c 'import ensurepip, venv' 2>/dev/null; then
        echo python3-venv
    fi
    if command -v dpkg >/dev/null && [ "$(id -u)" = 0 ]; then
        missing_tools "$BUILD_TOOLS$CHECK_TOOLS"
    fi
}

# Whether something here can draw Devanagari and Urdu; without fontconfig's tool, Noto is looked for.
has_fonts() {
    if command -v fc-list >/dev/null; then
        [ -n "$(fc-list :lang=hi family)" ] && [ -n "$(fc-list :lang=ur family)" ]
    else
        compgen -G '/usr/share/fonts/truetype/noto/NotoSansDevanagari*' >/dev/null
    fi
}

# Debian 13 and Ubuntu 24.04 renamed some libraries when they widened time_t.
present_names() {
    local package
    for package in "$@"; do
        if [ -n "$(apt-cache show --no-all-versions "${package}t64" 2>/dev/null)" ]; then
            echo "${package}t64"
        else
            echo "$package"
        fi
    done
}

install_missing_packages() {
    local -a missing
    mapfile -t missing < <(missing_packages "$1")
    [ "${#missing[@]}" -gt 0 ] || return 0
    if ! command -v apt-get >/dev/null; then
        fail "this system lacks what these Debian packages hold: ${missing[*]}" \
            "Install them by your system's own means, then run make again."
    fi
    if [ "$(id -u)" != 0 ]; then
        mapfile -t missing < <(present_names "${missing[@]}")
        fail "some system packages are missing. Install them with this command, then run make again:" \
            "sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
    fi
    say "Installing system packages: ${missing[*]}"
    apt-get update -qq
    mapfile -t missing < <(present_names "${missing[@]}")
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
        >build/apt.log 2>&1 || { tail -n 30 build/apt.log >&2; fail "apt-get could not install them."; }
}
