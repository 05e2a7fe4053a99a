"""The packages of this checkout, built once for all tests that look at them."""

from __future__ import annotations

import faulthandler
import hashlib
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from tests.helpers.source_tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_WORK = ROOT / "build" / "tested-packages"
_SOURCES = ("app", "resources", "packaging", "pyproject.toml", "requirements.lock", "CHANGELOG.md")
_TOOLS = ("dpkg-deb", "objdump", "rpm", "strip", "xz")


@dataclass(frozen=True)
class Built:
    """The packages, and the tree that the Linux ones are made of."""

    tree: Path
    deb: Path
    rpm: Path
    tar_xz: Path
    wheel: Path
    sdist: Path


@pytest.fixture(scope="session")
def built() -> Built:
    """What `make package` builds, packed loosely; built again only when its sources changed."""
    if not sys.platform.startswith("linux"):
        pytest.skip("these packages are built on Linux")
    if missing := [tool for tool in _TOOLS if shutil.which(tool) is None]:
        pytest.skip(f"not installed: {', '.join(missing)}")
    faulthandler.cancel_dump_traceback_later()  # a build takes longer than a test may
    _WORK.mkdir(parents=True, exist_ok=True)
    out = _WORK / "dist"
    with FileLock(_WORK / "lock"):
        stamp, sources = _WORK / "stamp", _digest_of_sources()
        if not stamp.is_file() or stamp.read_text("utf-8") != sources:
            stamp.unlink(missing_ok=True)
            shutil.rmtree(out, ignore_errors=True)
            _build(out)
            stamp.write_text(sources, "utf-8")
    (deb,), (rpm,), (tar_xz,) = (list(out.glob(f"*.{kind}")) for kind in ("deb", "rpm", "tar.xz"))
    (wheel,), (sdist,) = list(out.glob("*.whl")), list(out.glob("*.tar.gz"))
    return Built(_WORK / "tree", deb, rpm, tar_xz, wheel, sdist)


def _build(out: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "bundling", "--quick", "--keep-pictures"),
            *("--work", str(_WORK), "--out", str(out)),
        ],
        cwd=ROOT / "packaging",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _digest_of_sources() -> str:
    digest = hashlib.sha256()
    for name in _SOURCES:
        top = ROOT / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(ROOT)}\n".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
