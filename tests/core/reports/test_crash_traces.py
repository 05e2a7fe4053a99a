"""A process that dies of a signal leaves a trace, and the next one finds it once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from copydesk.core.reports.report import log_folder, report_crashes, report_folder
from copydesk.core.reports.trace import TraceFile, claim_traces, plain_trace
from tests.helpers.secret import SECRET, traces_of

if TYPE_CHECKING:
    from pathlib import Path

_ENDS = """
import os, sys, ctypes
from copydesk.core.reports.report import log_folder
from copydesk.core.reports.trace import TraceFile

trace = TraceFile(log_folder())

def fall():
    if sys.argv[1] == "segfault":
        ctypes.string_at(0)
    elif sys.argv[1] == "abort":
        os.abort()
    elif sys.argv[1] == "kill":
        os.kill(os.getpid(), 9)

fall()
trace.close()
"""


def end(how: str) -> int:
    """A process that ends so; gives its exit status."""
    return subprocess.run(
        [sys.executable, "-c", _ENDS, how],
        cwd=log_folder().parent.parent,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        timeout=60,
        check=False,
    ).returncode


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("how", "number", "words"),
    [
        ("segfault", "SIGSEGV", "Segmentation fault"),
        ("abort", "SIGABRT", "Aborted"),
    ],
)
def test_a_crash_becomes_one_report(how: str, number: str, words: str, own_home: Path) -> None:
    log_folder().mkdir(parents=True)
    assert end(how) == -getattr(signal, number)
    ((path, text),) = report_crashes()
    assert path.parent == report_folder()
    assert path.read_text("utf-8") == text
    assert f"Fatal Python error: {words}" in text
    assert str(own_home) not in text
    assert report_crashes() == []
    assert [left.name for left in log_folder().iterdir()] == ["reports"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("how", ["well", "kill"])
def test_other_ends_are_no_crash(how: str) -> None:
    log_folder().mkdir(parents=True)
    end(how)
    assert report_crashes() == []
    assert list(log_folder().iterdir()) == []


def test_the_trace_of_a_process_that_runs_is_left_to_it(tmp_path: Path) -> None:
    running = tmp_path / f"{os.getpid()}-1f.trace"
    running.write_text("Fatal Python error: Aborted\n")
    odd = tmp_path / "notes.trace"
    odd.write_text("of somebody else")
    assert list(claim_traces(tmp_path)) == []
    assert running.exists()
    assert odd.exists()


def test_two_processes_with_one_number_have_a_file_each(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from copydesk.core.reports.trace import TraceFile;"
        "first = TraceFile(Path(sys.argv[1])); second = TraceFile(Path(sys.argv[1]));"
        "assert len(list(Path(sys.argv[1]).iterdir())) == 2; first.close(); second.close()"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=environment, check=True)
    assert list(tmp_path.iterdir()) == []
    assert TraceFile is not None


def test_nothing_but_what_the_interpreter_writes_is_taken_over() -> None:
    written = f"""\
Fatal Python error: Segmentation fault

Current thread 0x00007f1 [{SECRET}] (most recent call first):
  File "/home/{SECRET}/x.py", line 3 in {SECRET}
  File "{os.__file__}", line 12 in walk
  <no Python frame>
  Garbage-collecting
{SECRET}
Fatal Python error: {SECRET}

Current thread's C stack trace (most recent call first):
  Binary file "/home/{SECRET}/lib.so", at +0x12
Extension modules: {SECRET} (total: 1)
"""
    told = plain_trace(written)
    assert not traces_of(SECRET, told.encode())
    assert told.splitlines() == [
        "Fatal Python error: Segmentation fault",
        "Current thread 0x00007f1:",
        "  (elsewhere)",
        "  os.py:12 in walk",
        "  <no Python frame>",
        "  Garbage-collecting",
    ]
