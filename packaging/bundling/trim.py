"""Leaves out of the frozen program what it never uses.

PyInstaller's hooks take all of Qt as soon as WebEngine is imported: 650 MB. What goes is named here
with its reason; on Linux, libraries that nothing left links to go as well.
"""

from __future__ import annotations

import fnmatch
import posixpath
import re
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from bundling.elf import needed_by
from bundling.system_libraries import DEBIAN_PACKAGES, GLIBC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Entry = tuple[str, str, str]
"""One line of a PyInstaller table of contents: destination, source, kind."""

EXCLUDED_MODULES = (
    # Imported behind a guard by libraries that can do without: pictures in PDF and Word sources are
    # no words, and no post is drawn with Tk.
    "PIL",
    "tkinter",
    "numpy",
    "cssselect",
    "lxml.objectify",
    "lxml.isoschematron",
    "defusedxml",
    # Tools that are on the builder's machine and no part of the program.
    "_pytest",
    "pytest",
    "hypothesis",
    "jsonschema",
    "setuptools",
    "pip",
    "harper",
    "harper_py",
    "doctest",
    "lib2to3",
    "pydoc_data",
    "unittest",
    "readline",
)

# The parts of PySide6 that the program imports, and what those import in turn.
_QT_MODULES = (
    *("QtCore", "QtDBus", "QtGui", "QtNetwork", "QtPrintSupport", "QtSvg", "QtWidgets"),
    *("QtWebChannel", "QtWebEngineCore", "QtWebEngineWidgets"),
)
# Kind of plugin: the plugins that stay.
_QT_PLUGINS = {
    "iconengines": ("qsvgicon",),
    # PNG and BMP are Qt's own. The page draws its pictures by itself; these are for the form's.
    "imageformats": ("qgif", "qico", "qjpeg", "qsvg", "qwebp"),
    "platforminputcontexts": (
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    ),
    "platforms": ("qcocoa", "qoffscreen", "qwayland*", "qwindows", "qxcb"),
    # GTK's would bring GTK; the portal gives the desktop's own file dialog without it.
    "platformthemes": ("qxdgdesktopportal",),
    "styles": ("*",),
    "tls": ("qopensslbackend", "qschannelbackend", "qsecuretransportbackend"),
    "wayland-decoration-client": ("*",),
    "wayland-graphics-integration-client": ("qt-plugin-wayland-egl", "shm-emulation-server"),
    "wayland-shell-integration": ("xdg-shell",),
    "xcbglintegrations": ("*",),
}
_DROPPED_FILES = (
    # The page has no developer tools, and its own few words are never shown.
    "PySide6/*/qtwebengine_devtools_resources*.pak",
    "PySide6/*/v8_context_snapshot.debug.bin",
    "PySide6/*/*.debug.pak",
    "PySide6/Qt*/qml/*",
    "PySide6/qml/*",
    # The program speaks English and loads no translation of Qt's.
    "PySide6/Qt/translations/qt*.qm",
    "PySide6/translations/qt*.qm",
    "PySide6/*.pyi",
    # What pip noted of its own doing, with the folder it was done in. Entry points are read.
    *(f"*.dist-info/{name}" for name in ("RECORD", "INSTALLER", "REQUESTED", "WHEEL")),
    # Sources and build files that come along as package data.
    "*.pxd",
    "*.pyx",
    "lxml/includes/*",
    "lxml/isoschematron/*",
    "*/py.typed",
    "py.typed",
)
# Chromium takes English where it has no file for the system's language.
_WEB_LOCALES = ("en-GB.pak", "en-US.pak")
# Only English is weighed for readability (core/review/prose/readability.py).
_HYPHENATION = (
    "hyph_en_GB.dic",
    "hyph_en_US.dic",
    "README_hyph_en_GB.txt",
    "README_hyph_en_US.txt",
)
# NSS's own parts come with it, from the system.
_PARTS_OF_NSS = ("libsoftokn3.", "libfreebl3.", "libfreeblpriv3.", "libnssckbi.", "libnssdbm3.")
_QT_LIBRARIES = PurePosixPath("PySide6/Qt/lib")


def _is_wanted_file(name: str) -> bool:
    """Whether a file is used at all, by its place in the bundle."""
    path = PurePosixPath(name)
    if "qtwebengine_locales" in path.parts:
        return path.name in _WEB_LOCALES
    if path.parts[:2] == ("pyphen", "dictionaries"):
        return path.name in _HYPHENATION
    if "plugins" in path.parts and path.parts[0] == "PySide6":
        return _is_wanted_plugin(path)
    if path.parts[0] == "PySide6" and (found := re.match(r"(Qt\w+)\.(abi3\.so|pyd)$", path.name)):
        return found[1] in _QT_MODULES
    return not any(fnmatch.fnmatch(name, pattern) for pattern in _DROPPED_FILES)


def _is_wanted_plugin(path: PurePosixPath) -> bool:
    kind, plugin = path.parts[-2], re.sub(r"^lib|\.(so|dylib|dll)$", "", path.name)
    return any(fnmatch.fnmatch(plugin, wanted) for wanted in _QT_PLUGINS.get(kind, ()))


def trimmed(binaries: Iterable[Entry], data: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The libraries and extension modules, and the data files, that are used.

    Args:
        binaries: What PyInstaller found to be loaded.
        data: What it found to be read, with links to libraries among it.
    """
    binaries = [entry for entry in binaries if _is_wanted_file(_place(entry))]
    data = [entry for entry in data if _is_wanted_file(_place(entry))]
    if sys.platform.startswith("linux"):  # elsewhere PyInstaller's own choice of libraries is kept
        binaries = reachable(binaries, needed_by)
        data += _beside_qt(binaries)
    places = {_place(entry) for entry in [*binaries, *data]}
    return (
        [entry for entry in binaries if _leads_somewhere(entry, places)],
        [entry for entry in data if _leads_somewhere(entry, places)],
    )


def reachable(entries: Iterable[Entry], needs: Callable[[Path], frozenset[str]]) -> list[Entry]:
    """The entries that are loaded by name, and what those link to; no library of the system's.

    Args:
        entries: Libraries, extension modules, programs and links among them.
        needs: The names of the libraries that a file links to.
    """
    kept: list[Entry] = []
    libraries: dict[str, list[Entry]] = {}
    for entry in entries:
        name = PurePosixPath(entry[0]).name
        if name in DEBIAN_PACKAGES or name in GLIBC or name.startswith(_PARTS_OF_NSS):
            continue
        if _is_loaded_by_name(entry):
            kept.append(entry)
        else:
            libraries.setdefault(name, []).append(entry)
    queue = list(kept)
    while queue:
        for name in needs(Path(queue.pop()[1])):
            found = libraries.pop(name, [])
            kept += found
            queue += found
    return kept


def _is_loaded_by_name(entry: Entry) -> bool:
    path = PurePosixPath(entry[0])
    return (
        entry[2] == "EXTENSION"
        or "plugins" in path.parts
        or path.name.startswith("libpython3")
        or ".so" not in path.name
        or re.search(r"\.(abi3|cpython-[^.]+)\.so$", path.name) is not None
    )


def _beside_qt(binaries: Iterable[Entry]) -> list[Entry]:
    """Links among Qt's libraries to those beside them.

    Qt's programs look for what they need where Qt's libraries are (their RUNPATH), and the program
    takes back the LD_LIBRARY_PATH by which they would find the rest (`core.outside_programs`).
    """
    return [
        (str(_QT_LIBRARIES / entry[0]), f"../../../{entry[0]}", "SYMLINK")
        for entry in binaries
        if "/" not in entry[0] and entry[2] == "BINARY"
    ]


def _leads_somewhere(entry: Entry, places: set[str]) -> bool:
    if entry[2] != "SYMLINK":
        return True
    return posixpath.normpath(posixpath.join(posixpath.dirname(_place(entry)), entry[1])) in places


def _place(entry: Entry) -> str:
    return entry[0].replace("\\", "/")
