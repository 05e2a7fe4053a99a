"""The packages start and work where they are unpacked."""

from __future__ import annotations

import faulthandler
import os
import shutil
import subprocess
import sys
import tarfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.packaging.conftest import Built

_LONGEST_S = 170


@pytest.fixture(autouse=True)
def _time_to_unpack() -> None:
    faulthandler.cancel_dump_traceback_later()  # 380 MB are unpacked; each program has its limit


def _run(*command: str | Path, environment: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        env=os.environ | dict(environment or {}),
        capture_output=True,
        text=True,
        timeout=_LONGEST_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_archive_runs_from_any_folder(built: Built, tmp_path: Path) -> None:
    place = tmp_path / "Müller’s programs"
    place.mkdir()
    with tarfile.open(built.tar_xz) as archive:
        archive.extractall(place, filter="tar")
    (top,) = place.iterdir()
    said = _run(top / "bin" / "copydesk", "--self-test")
    assert "ok" in said
    shutil.rmtree(place)


def test_a_library_can_be_replaced(built: Built, tmp_path: Path) -> None:
    """As the LGPL wants: the program runs with the user's own build of Qt's libraries."""
    program = tmp_path / "copydesk"
    shutil.copytree(built.tree / "lib" / "copydesk", program, symlinks=True, copy_function=os.link)
    for name in ("libQt6Svg.so.6", "libQt6Widgets.so.6", "libQt6WebEngineWidgets.so.6"):
        library = program / "_internal" / "PySide6" / "Qt" / "lib" / name
        other = library.read_bytes() + b"\0built by somebody else"
        library.unlink()
        library.write_bytes(other)
    said = _run(program / "copydesk", "--self-test")
    assert "ok" in said


def test_the_wheel_runs_apart_from_the_checkout(built: Built, tmp_path: Path) -> None:
    place = tmp_path / "site-packages"
    _run(
        *(sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"),
        *("--no-deps", "--no-index", "--target", place, built.wheel),
    )
    environment = {"PYTHONPATH": str(place)}
    module = "import copydesk; print(copydesk.__file__)"
    assert _run(sys.executable, "-P", "-c", module, environment=environment).startswith(str(place))
    said = _run(sys.executable, "-P", "-m", "copydesk", "--self-test", environment=environment)
    assert "ok" in said
