"""The scripts behind `make` can be run, and each task sets up what it needs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

import pytest

from tests.helpers.source_tree import ROOT

_SCRIPTS = [ROOT / ".ci" / "run", *sorted((ROOT / "packaging").glob("*.sh"))]


@pytest.mark.parametrize("script", _SCRIPTS, ids=lambda path: path.name)
def test_script_is_sound(script: os.PathLike[str]) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    done = subprocess.run([bash, "-n", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no mark of what can be run")
def test_scripts_that_are_started_can_be() -> None:
    started = [".ci/run", "packaging/setup.sh", "packaging/run.sh", "packaging/lock.sh"]
    assert [name for name in started if not os.access(ROOT / name, os.X_OK)] == []


def test_tasks_set_up_what_they_need() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for task in ("run", "test", "lint", "bench"):
        assert re.search(rf"^{task}: setup$", makefile, flags=re.MULTILINE), task
