"""Whose work the frozen program holds: every file of it, and the licence that goes with it."""

from __future__ import annotations

import importlib
import importlib.metadata
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from bundling.places import NAME
from bundling.works import (
    Component,
    UnknownLicenceError,
    bindings_of_qt,
    bootloader,
    distribution_works,
    module_of_qt,
    normal,
    own_works,
    python_itself,
    system_package,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Parts of Qt by the names of their libraries, and the notices of the module each is built from. All
# may be had under the LGPL. A part that isn't here fails the build: some are under the GPL alone.
_QT_PARTS = {
    "qtbase": "Core Gui Widgets Network DBus PrintSupport OpenGL XcbQpa WaylandClient",
    "qtdeclarative": "Qml QmlMeta QmlModels QmlWorkerScript Quick QuickWidgets",
    "qtpositioning": "Positioning",
    "qtsvg": "Svg SvgWidgets",
    "qtwebchannel": "WebChannel",
    "qtwebengine": "WebEngineCore WebEngineWidgets",
}


def components(bundle: Path, modules: frozenset[str] | None = None) -> list[Component]:
    """Everything in the frozen program's folder ``bundle``, the program itself first.

    Args:
        bundle: Holds the program ``copydesk`` and its ``_internal``.
        modules: The top-level names of the Python modules in the program; by default it is read.

    Raises:
        UnknownLicenceError: A file is nobody's, or a work has no licence text; the sentence says
            which and what to do.
    """
    names = frozen_modules(bundle / NAME) if modules is None else modules
    found = _Sorting(bundle)
    for path in sorted((bundle / "_internal").rglob("*")):
        if path.is_file() and not path.is_symlink():
            found.add(path.relative_to(bundle / "_internal").as_posix())
    owners = _owners(tuple(sys.path))
    for name in sorted(names - set(sys.stdlib_module_names) - {NAME}):
        if not name.startswith(("pyi", "_pyi")):  # PyInstaller's own
            found.add_distribution(_owner(name, owners), "")
    return [*own_works(bundle), *found.all()]


def frozen_modules(program: Path) -> frozenset[str]:
    """The top-level names of the Python modules that PyInstaller put into a program."""
    readers = importlib.import_module("PyInstaller.archive.readers")
    modules = readers.CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz").toc
    return frozenset(name.partition(".")[0] for name in modules)


@cache
def _recorded(_search: tuple[str, ...]) -> Mapping[str, str]:
    """Each file that an installed distribution lists, with the distribution's name."""
    found: dict[str, str] = {}
    for each in importlib.metadata.distributions():
        found |= dict.fromkeys(map(str, each.files or ()), each.name)
    return found


@cache
def _owners(_search: tuple[str, ...]) -> Mapping[str, list[str]]:
    """Each top-level name that can be imported, with the distributions that bring it."""
    return importlib.metadata.packages_distributions()


def _owner(module: str, owners: Mapping[str, list[str]]) -> str:
    if module not in owners:
        raise UnknownLicenceError(
            f"The program holds the Python module “{module}”, which no installed package names as"
            " its own. Build in the project's .venv, or keep the module out of the bundle."
        )
    return owners[module][0]


class _Sorting:
    """Sorts the files of a bundle by whose they are."""

    def __init__(self, bundle: Path) -> None:
        self._bundle = bundle
        self._recorded = _recorded(tuple(sys.path))
        self._distributions: dict[str, list[str]] = defaultdict(list)
        self._libraries: list[str] = []
        self._qt: dict[str, list[str]] = defaultdict(list)
        self._python: list[str] = []

    def add(self, path: str) -> None:
        """Sorts one file, given by its path in ``_internal``."""
        name = path.rpartition("/")[2]
        if path.startswith(f"{NAME}/"):
            return  # its own, told by `_own`
        if name.startswith("libpython") or "/lib-dynload/" in path or path == "base_library.zip":
            self._python.append(path)
        elif path.startswith("PySide6/Qt/"):
            self._qt[self._qt_module(path)].append(path)
        elif path in self._recorded:
            self.add_distribution(self._recorded[path], path)
        elif "/" not in path:
            self._libraries.append(path)
        else:
            raise UnknownLicenceError(
                f"Nobody is known to have made “{path}” of the bundle: no installed package lists"
                " it. Keep it out of the bundle, or tell bundling/components.py whose it is."
            )

    def _qt_module(self, path: str) -> str:
        name = path.rpartition("/")[2]
        if name.startswith("libicu"):
            return "icu"
        if "webengine" in path.lower() or name in ("icudtl.dat", "v8_context_snapshot.bin"):
            return "qtwebengine"
        if not (part := re.fullmatch(r"libQt6(\w+)\.so\.6", name)):
            return "qtsvg" if "svg" in name else "qtbase"  # plugins and translations
        for module, parts in _QT_PARTS.items():
            if part[1] in parts.split():
                return module
        raise UnknownLicenceError(
            f"“{name}” is a part of Qt that is not known to be under the LGPL. Keep it out of the"
            " bundle, or add it to bundling/components.py once its licence has been read."
        )

    def add_distribution(self, name: str, path: str) -> None:
        """Notes that a Python distribution is shipped, with one of its files if ``path``."""
        files = self._distributions[normal(name)]
        if path:
            files.append(path)

    def all(self) -> list[Component]:
        """What was found, by kind and name."""
        bindings = [each for each in self._distributions if _is_binding(each)]
        qt_files = sorted(path for each in bindings for path in self._distributions[each])
        found = [python_itself(self._python), bootloader()]
        if self._qt or bindings:
            found += [
                bindings_of_qt(qt_files),
                *(module_of_qt(each, self._qt[each]) for each in sorted(self._qt)),
            ]
        for name in sorted(set(self._distributions) - set(bindings)):
            found += distribution_works(name, self._distributions[name])
        packages = _packages_of(self._libraries)
        return [*found, *(system_package(each, packages[each]) for each in sorted(packages))]


def _is_binding(name: str) -> bool:
    return name.startswith(("pyside6", "shiboken6"))


def _packages_of(libraries: list[str]) -> dict[str, list[str]]:
    """The Debian packages that shared libraries were copied from, each with those of it.

    Raises:
        UnknownLicenceError: One is of no package here.
    """
    paths = [f"{folder}/{name}" for folder in _library_folders() for name in libraries]
    told = ""
    if paths and shutil.which("dpkg-query"):
        asked = ["dpkg-query", "-S", *paths]  # it tells of those that it knows
        told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    owners: dict[str, str] = {}
    for line in told.splitlines():
        packages, _colon, path = line.partition(": ")
        owners.setdefault(path.rpartition("/")[2], packages.partition(",")[0])
    found: dict[str, list[str]] = defaultdict(list)
    for name in libraries:
        if name not in owners:
            raise UnknownLicenceError(
                f"“{name}” was copied from this system, and no Debian package here is known to hold"
                " it. Keep it out of the bundle, or build on a Debian system."
            )
        found[owners[name]].append(name)
    return found


def _library_folders() -> list[str]:
    """Where the system's linker finds libraries, under both names that a merged /usr gives them."""
    asked = [shutil.which("ldconfig") or "/sbin/ldconfig", "-p"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    folders = {path.rpartition("/")[0] for path in re.findall(r" => (/\S+)", told)}
    return sorted(folders | {f"/usr{folder}" for folder in folders if folder.startswith("/lib")})
