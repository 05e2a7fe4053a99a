"""The .deb on a machine that has nothing but Debian: installed, used, removed without a trace."""

from __future__ import annotations

import faulthandler
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

from bundling.bare_root import BareMachineError, own_archive
from bundling.places import PACKAGING

if TYPE_CHECKING:
    from tests.packaging.conftest import Built

_LIMIT_S = 900
_ANSWER_S = 20


@pytest.fixture
def archive() -> str:
    """The codename of this machine's Debian, whose archive can be reached; skips without it."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root may set up another root file system")
    for program in ("apt-get", "debootstrap", "unshare", "Xvfb"):
        if shutil.which(program) is None:
            pytest.skip(f"there is no {program}")
    try:
        found = own_archive()
        address = f"{found.sources[found.codename]}dists/{found.codename}/InRelease"
        with urllib.request.urlopen(address, timeout=_ANSWER_S):  # noqa: S310 - apt's own source
            return found.codename
    except (BareMachineError, urllib.error.URLError) as error:
        pytest.skip(f"Debian's archive can't be reached: {error}")


def test_it_is_installed_used_and_removed_without_a_trace(archive: str, built: Built) -> None:
    # It may take longer than other tests may; the limit here is its own.
    faulthandler.cancel_dump_traceback_later()
    done = subprocess.run(
        [sys.executable, "-m", "bundling.bare_machine", str(built.deb)],
        env=os.environ | {"PYTHONPATH": str(PACKAGING)},
        capture_output=True,
        text=True,
        timeout=_LIMIT_S,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert archive in done.stdout
    for piece in (
        "without a display, web sandbox on",
        "on an X display, web sandbox on",
        "opened by the menu entry",
        "removed without a trace",
    ):
        assert piece in done.stdout
