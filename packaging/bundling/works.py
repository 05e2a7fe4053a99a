"""What each work that is shipped says of its licence, and where its texts are."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from bundling.errors import BuildError
from bundling.places import NAME, PACKAGING, ROOT, version

NOTICES = PACKAGING / "licences"
"""Texts of what ships without its own."""

_LICENCE_FILE = re.compile(
    r"\.dist-info/(?:.*/)?[^/]*(?:licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE
)
_SBOM = re.compile(r"\.dist-info/sboms/[^/]+$")
_LGPL_3 = "LGPL-3.0-only"
# What a wheel has compiled in: its name, its licence, and the notice that the wheel lacks.
_WITHIN = {
    "chunspell": ("Hunspell", "MPL-1.1 OR GPL-2.0-or-later OR LGPL-2.1-or-later", "hunspell"),
    "lxml": ("GNU libiconv", "LGPL-2.1-or-later", "LGPL-2.1"),
    "pyyaml": ("LibYAML", "MIT", "libyaml"),
}
# What metadata says in prose.
_LICENCES = {
    "chunspell": "MIT",
    "mdit-py-plugins": "MIT",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
}
_DICTIONARIES = {
    "en_GB": "LGPL-2.1-or-later",
    "en_US": "LicenseRef-SCOWL",
    "hi_IN": "GPL-2.0-or-later",
}


class UnknownLicenceError(BuildError):
    """Something would be shipped whose licence is not known."""


@dataclass(frozen=True)
class Component:
    """One work in the bundle.

    Attributes:
        name: As its makers write it.
        version: "" where it bears none.
        licence: An SPDX expression, or what its own file calls it.
        kind: The folder its texts go to: "copydesk", "data", "qt", "python" or "system".
        texts: The licence and notices, which exist.
        files: What of the bundle is its, relative to the bundle; a folder ends in "/".
    """

    name: str
    version: str
    licence: str
    kind: str
    texts: tuple[Path, ...]
    files: tuple[str, ...] = ()


def normal(name: str) -> str:
    """The name of a Python distribution as all spellings of it compare (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def own_works(bundle: Path) -> list[Component]:
    """Copydesk, and the data that it ships with as it came.

    Raises:
        UnknownLicenceError: A dictionary of the bundle has no licence beside it.
    """
    found = [
        Component("Copydesk", version(), "MIT", "copydesk", (ROOT / "LICENSE",), (f"{NAME}/",))
    ]
    resources = ROOT / "resources"
    lucide = resources / "icons" / "LICENSE-lucide.txt"
    found.append(
        Component("Lucide icons", "", "ISC", "data", (lucide,), (f"{NAME}/resources/icons/",))
    )
    shipped = bundle / "_internal" / NAME / "resources" / "dictionaries"
    for path in sorted(shipped.glob("*.dic")):
        text = resources / "dictionaries" / f"LICENSE-{path.stem}.txt"
        if path.stem not in _DICTIONARIES or not text.is_file():
            raise UnknownLicenceError(
                f"The dictionary “{path.stem}” has no {text.name} beside it. Add one, and name the"
                " licence in bundling/works.py."
            )
        files = (f"{NAME}/resources/dictionaries/{path.stem}.*",)
        found.append(
            Component(
                f"Dictionary {path.stem}", "", _DICTIONARIES[path.stem], "data", (text,), files
            )
        )
    return found


def _notice(name: str) -> Path:
    path = NOTICES / f"{name}.txt"
    if not path.is_file():
        raise UnknownLicenceError(f"packaging/licences has no {path.name}, which must be shipped.")
    return path


def python_itself(files: list[str]) -> Component:
    """The interpreter and its standard library, of which these files are."""
    own = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    texts = (own, _notice("cpython")) if own.is_file() else (_notice("cpython"),)
    release = sys.version.partition(" ")[0]
    return Component("Python", release, "PSF-2.0", "python", texts, tuple(files))


def bootloader() -> Component:
    """What PyInstaller puts in front of the program. Its exception lets any licence follow."""
    each = importlib.metadata.distribution("pyinstaller")
    texts, licence = _texts(each), _LICENCES["pyinstaller"]
    return Component("PyInstaller's bootloader", each.version, licence, "python", texts, (NAME,))


def bindings_of_qt(files: list[str]) -> Component:
    """PySide6, taken under the LGPL."""
    release = importlib.metadata.version("PySide6")
    texts = (_notice("LGPL-3"), _notice("GPL-3"), _notice("pyside"))
    return Component("PySide6 and Shiboken6", release, _LGPL_3, "qt", texts, tuple(files))


def module_of_qt(module: str, files: list[str]) -> Component:
    """A module of Qt, named like its notices, taken under the LGPL."""
    if module == "icu":
        return Component("ICU", "", "Unicode-3.0", "qt", (_notice("icu"),), tuple(files))
    texts = (_notice("LGPL-3"), _notice("GPL-3"), _notice(module))
    release = importlib.metadata.version("PySide6")
    name = "Qt WebEngine, with Chromium" if module == "qtwebengine" else f"Qt {module[2:]}"
    licence = f"{_LGPL_3} AND BSD-3-Clause" if module == "qtwebengine" else _LGPL_3
    return Component(name, release, licence, "qt", texts, tuple(files))


def distribution_works(name: str, files: list[str]) -> list[Component]:
    """A Python distribution, and what its wheel has compiled in without saying so.

    Raises:
        UnknownLicenceError: It has no licence text, or names no licence.
    """
    each = importlib.metadata.distribution(name)
    texts = _texts(each)
    if not texts:
        raise UnknownLicenceError(
            f"The Python package {each.name} {each.version} ships no licence text. Put one into"
            " packaging/licences and name it in bundling/works.py."
        )
    found = [
        Component(each.name, each.version, _licence(each), "python", texts, tuple(sorted(files)))
    ]
    if name in _WITHIN:
        within, licence, notice = _WITHIN[name]
        found.append(
            Component(f"{within}, in {each.name}", "", licence, "python", (_notice(notice),))
        )
    return found


def _texts(each: importlib.metadata.Distribution) -> tuple[Path, ...]:
    files = [
        file
        for file in each.files or ()
        if _LICENCE_FILE.search(str(file)) or _SBOM.search(str(file))
    ]
    paths = [Path(str(each.locate_file(file))) for file in files]
    return tuple(sorted(path for path in paths if path.is_file()))


def _licence(each: importlib.metadata.Distribution) -> str:
    """What the metadata of a distribution calls its licence.

    Raises:
        UnknownLicenceError: It says nothing that fits a line.
    """
    if known := _LICENCES.get(normal(each.name)):
        return known
    keys = [key for key in ("License-Expression", "License") if key in each.metadata]
    said = each.metadata[keys[0]] if keys else ""
    if said and len(said) <= 60 and "\n" not in said:
        return said
    kinds = each.metadata.get_all("Classifier") or []
    told = [kind.rpartition(" :: ")[2] for kind in kinds if kind.startswith("License ::")]
    if not told:
        raise UnknownLicenceError(
            f"The Python package {each.name} {each.version} does not say its licence in a line."
            " Read its licence text and name it in bundling/works.py."
        )
    return " OR ".join(told)


def system_package(package: str, files: list[str]) -> Component:
    """A Debian package of this system, named as dpkg does, of which these libraries are.

    Raises:
        UnknownLicenceError: Its licence is not on this system.
    """
    name = package.partition(":")[0]
    path = Path("/usr/share/doc") / name / "copyright"
    if not path.is_file():
        raise UnknownLicenceError(
            f"The Debian package {name}, whose {files[0]} is shipped, has no {path} here."
            f" Install it again: apt-get install --reinstall {name}"
        )
    asked = ["dpkg-query", "-W", "-f", "${Version}", package]
    release = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    return Component(name, release, _licence_of_debian(path), "system", (path,), tuple(files))


def _licence_of_debian(path: Path) -> str:
    """The licences that a copyright file names, if it is of the form that can be read."""
    said = re.findall(r"^License: *(\S.*)$", path.read_text("utf-8", "replace"), flags=re.MULTILINE)
    names = list(dict.fromkeys(name.strip() for name in said))
    return ", ".join(names[:6]) + (", …" if len(names) > 6 else "") if names else "see its text"
