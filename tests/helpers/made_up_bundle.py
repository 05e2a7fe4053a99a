"""A frozen program's folder with next to nothing in it, made by PyInstaller's own writers."""

from __future__ import annotations

import importlib
import sysconfig
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILES = (
    "base_library.zip",
    "copydesk/resources/dictionaries/en_GB.dic",
    "PySide6/Qt/lib/libQt6Core.so.6",
    "PySide6/Qt/lib/libQt6WebEngineCore.so.6",
    "PySide6/QtCore.abi3.so",
)
MODULES = ("copydesk", "copydesk.cli", "pyi_rth_pyside6", "json", "PySide6", "yaml", "lxml.etree")


def make_bundle(
    folder: Path, files: Iterable[str] = FILES, modules: Iterable[str] = MODULES
) -> Path:
    """Makes ``folder`` into a bundle of empty files and modules."""
    internal = folder / "_internal"
    extension = sysconfig.get_config_var("EXT_SUFFIX")
    for name in (*files, f"lxml/etree{extension}"):
        (internal / name).parent.mkdir(parents=True, exist_ok=True)
        (internal / name).touch()
    writers = importlib.import_module("PyInstaller.archive.writers")
    code = {name: compile("", name, "exec") for name in modules}
    archive = folder.parent / f"{folder.name}.pyz"
    writers.ZlibArchiveWriter(
        str(archive), [(name, f"{name}.py", "PYMODULE") for name in modules], code_dict=code
    )
    entries = [("PYZ.pyz", str(archive), False, "z")]
    writers.CArchiveWriter(str(folder / "copydesk"), entries, "libpython")
    return folder
