"""The program tries itself: once as it is, and once with faults that it must notice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from copydesk import __version__
from copydesk.application.self_test.complaints import judged
from copydesk.application.self_test.remains import still_running
from copydesk.core.resources import resource_root
from tests.helpers.source_tree import PACKAGE

if TYPE_CHECKING:
    from pathlib import Path

_LIMIT_S = 150
_STRAY = "something that nobody expects"
# Python runs this in each process before the program: the one that draws the preview complains,
# and goes on.
_COMPLAIN = f"""
import sys
if sys.orig_argv[-1:] == ["render"]:
    print("{_STRAY}", file=sys.stderr, flush=True)
"""
# The program starts something, and never gets further.
_HANG = """
import subprocess, sys, threading
if "self-test" in sys.orig_argv:
    subprocess.Popen([sys.executable, "-I", "-S", "-c", "import time; time.sleep(600)"])
    threading.Event().wait()
"""
_TRY_IN_HURRY = """
import json
from copydesk.application.self_test.run import self_test
print(json.dumps(self_test(bool, bool, silence_ms=1500).to_data()))
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program puts temporary files; it must be empty after all."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A copy of the program as a wheel installs it, to be damaged; the folder of its package."""
    package = tmp_path / "installed" / "copydesk"
    shutil.copytree(PACKAGE, package)  # with what is compiled, which spares seconds
    shutil.copytree(resource_root(), package / "resources")
    return package


def _try(*arguments: str, package: Path = PACKAGE) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "copydesk", "--self-test", *arguments],
        env=os.environ | {"PYTHONPATH": str(package.parent)},
        capture_output=True,
        encoding="utf-8",
        timeout=_LIMIT_S,
        check=False,
    )


def test_it_finds_all_well_and_leaves_nothing(temporary: Path, own_home: Path) -> None:
    before = sorted(own_home.rglob("*"))
    done = _try()
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    first, *steps, last = done.stdout.splitlines()
    assert first.startswith(f"Copydesk {__version__}, not packaged; Qt ")
    assert "(offscreen)" in first
    assert last == "All is well."
    assert len(steps) > 15
    assert all(line.startswith("ok ") for line in steps)
    told = "\n".join(steps)
    for piece in ("typed 20 characters", "web sandbox: ", "misspelt", "exported a PDF", "history"):
        assert piece in told
    assert not list(temporary.iterdir())
    assert sorted(own_home.rglob("*")) == before


def test_it_notices_what_is_missing(installed: Path, temporary: Path) -> None:
    (installed / "resources" / "dictionaries" / "en_GB.aff").unlink()
    done = _try(package=installed)
    assert done.returncode == 1
    failed = next(line for line in done.stdout.splitlines() if line.startswith("FAILED"))
    assert "en_GB" in failed
    assert "Install Copydesk again." in done.stdout
    assert done.stdout.endswith("Copydesk does not work as it should here: dictionaries.\n")
    assert not list(temporary.iterdir())


def test_it_notices_a_part_that_does_not_start_and_what_it_says(
    installed: Path, temporary: Path
) -> None:
    (installed.parent / "sitecustomize.py").write_text(_COMPLAIN)
    worker = installed / "core" / "markup" / "worker.py"
    worker.write_text("raise ImportError('there is no such library')\n")
    done = _try("--format", "json", package=installed)
    assert done.returncode == 1
    answer = json.loads(done.stdout)
    assert answer["about"]["version"] == __version__
    went = {tried["step"]: tried["ok"] for tried in answer["steps"]}
    assert went.pop("listed")
    assert went.pop("tidy")
    assert [step for step, ok in went.items() if not ok] == ["opened", "quiet"]
    assert _STRAY in answer["unexpected"]
    assert any("there is no such library" in line for line in answer["unexpected"])
    assert not list(temporary.iterdir())


def test_it_ends_what_hangs_and_all_that_it_started(installed: Path, temporary: Path) -> None:
    (installed.parent / "sitecustomize.py").write_text(_HANG)
    done = subprocess.run(
        [sys.executable, "-P", "-c", _TRY_IN_HURRY],
        env=os.environ | {"PYTHONPATH": str(installed.parent)},
        capture_output=True,
        encoding="utf-8",
        timeout=_LIMIT_S,
        check=True,
    )
    answer = json.loads(done.stdout)
    told = [(tried["step"], tried["ok"], tried["told"]) for tried in answer["steps"]]
    assert told[0] == ("ended", False, "Copydesk stopped answering.")
    assert [step for step, ok, _told in told[1:] if not ok] == []
    assert not answer["ok"]
    assert not list(temporary.iterdir())


@pytest.mark.parametrize(
    "line",
    [
        "INFO qt: default: QRhiGles2: Failed to create context",
        "[1:2:0101/1.2:ERROR:../../dbus/bus.cc:408] Failed to connect to the bus: no such file",
    ],
)
def test_a_machine_without_gpu_or_bus_is_no_fault(line: str) -> None:
    assert judged(f"{line}\n{_STRAY}\n") == [_STRAY]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it is told by /proc")
def test_what_still_runs_is_seen_until_it_ends() -> None:
    command = [sys.executable, "-c", "input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as process:
        (found,) = still_running(process.pid)
        assert found.startswith(f"{process.pid} ")
        process.communicate(b"\n")
    assert still_running(process.pid) == []
