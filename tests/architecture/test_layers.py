"""The layers of the house: what may import what, and core without Qt."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.helpers.source_tree import PACKAGE, ROOT, imported_names, python_files, relative

if TYPE_CHECKING:
    from pathlib import Path

_LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"

_IMPORT_CORE_WITHOUT_QT = """
import importlib, pkgutil, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError(f"core asked for {name}")

sys.meta_path.insert(0, NoQt())
import copydesk.core
names = [m.name for m in pkgutil.walk_packages(copydesk.core.__path__, "copydesk.core.")]
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def _lint_imports(folder: Path, source: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _LINT, "--no-cache", "--config", str(ROOT / "pyproject.toml")],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_import_contracts_are_kept() -> None:
    done = _lint_imports(ROOT, ROOT / "app")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("room", "planted", "broken", "named"),
    [
        ("core/text", "from PySide6 import QtCore", "Core knows no Qt", "planted"),
        ("core/text", "import copydesk.services.tasks", "Imports point down only", "planted"),
        ("services", "import copydesk.ui.icons", "Imports point down only", "planted"),
        ("core/text", "import copydesk.core.posts", "Siblings form no circle", "in copydesk.core."),
        ("core/markup", "import copydesk.core.library", "posts nothing of folders", "planted"),
        ("ui/posts", "import copydesk.ui.editor", "Panels don't know each other", "planted"),
    ],
)
def test_planted_violation_is_caught(
    tmp_path: Path, room: str, planted: str, broken: str, named: str
) -> None:
    shutil.copytree(
        PACKAGE, tmp_path / "app" / "copydesk", ignore=shutil.ignore_patterns("__pycache__")
    )
    (tmp_path / "app" / "copydesk" / room / "planted.py").write_text(f"{planted}\n", "utf-8")
    done = _lint_imports(tmp_path, tmp_path / "app")
    assert done.returncode != 0, "nothing was caught"
    assert f"{broken} BROKEN" in done.stdout, done.stdout + done.stderr
    assert named in done.stdout


def test_core_is_importable_without_qt() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT_CORE_WITHOUT_QT],
        env=os.environ | {"PYTHONPATH": str(ROOT / "app")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 10


def test_services_know_no_widgets() -> None:
    found = [
        f"{relative(path)}:{line} imports {name}"
        for path in python_files(PACKAGE / "services")
        for line, name in imported_names(path)
        if name.startswith(("PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtWebEngine"))
    ]
    assert not found, found


def test_every_room_has_something_in_it() -> None:
    empty = [
        relative(marker.parent)
        for marker in PACKAGE.rglob("__init__.py")
        if not any(path != marker for path in marker.parent.rglob("*.py"))
    ]
    assert not empty, empty


def test_packaging_folder_does_not_shadow_the_packaging_library() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()
