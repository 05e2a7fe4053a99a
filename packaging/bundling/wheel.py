"""The wheel and the source archive, by the project's own build backend."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from bundling.errors import BuildError
from bundling.places import NAME, ROOT, source_date, version

if TYPE_CHECKING:
    from pathlib import Path


def make_wheel_and_sdist(out: Path) -> list[Path]:
    """Builds both, with what is installed here and no network.

    Raises:
        BuildError: hatchling failed.
    """
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(out)],
        cwd=ROOT,
        env=os.environ | {"SOURCE_DATE_EPOCH": str(source_date())},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BuildError(f"hatchling failed. It said:\n{done.stderr[-2000:]}")
    return [out / f"{NAME}-{version()}-py3-none-any.whl", out / f"{NAME}-{version()}.tar.gz"]
