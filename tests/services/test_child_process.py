"""The child process: spoken to, killed, broken, replaced."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Any

import pytest

from copydesk.services.child_process import ChildProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

ECHO = """
from copydesk.core.frames import serve
import os, sys, time
def handle(message):
    if message.get("do") == "die":
        os._exit(3)
    if message.get("do") == "hang":
        while True: pass
    print("this must not reach the frames")
    yield {"echo": message["n"], "pid": os.getpid()}
sys.exit(serve(handle))
"""
GARBAGE = "import sys; sys.stdout.write('x' * 5000); sys.stdout.flush(); sys.stdin.read()"


@pytest.fixture
def make_child(qtbot: QtBot) -> Iterator[Callable[[str], ChildProcess]]:
    children: list[ChildProcess] = []

    def make(code: str) -> ChildProcess:
        child = ChildProcess("render", command=[sys.executable, "-c", code])
        children.append(child)
        return child

    yield make
    for child in children:
        child.stop()


def _ask(qtbot: QtBot, child: ChildProcess, number: int) -> dict[str, Any]:
    with qtbot.waitSignal(child.message_received, timeout=10_000) as got:
        child.send({"n": number})
    answer: dict[str, Any] = got.args[0]
    assert answer["echo"] == number
    return answer


def test_answers_in_order_and_printing_does_no_harm(
    qtbot: QtBot, make_child: Callable[[str], ChildProcess]
) -> None:
    child = make_child(ECHO)
    seen: list[int] = []
    child.message_received.connect(lambda message: seen.append(message["echo"]))
    for number in range(50):
        child.send({"n": number, "text": "é\udc80" * 1000})
    qtbot.waitUntil(lambda: len(seen) == 50, timeout=10_000)
    assert seen == list(range(50))


def test_killed_child_is_replaced(qtbot: QtBot, make_child: Callable[[str], ChildProcess]) -> None:
    child = make_child(ECHO)
    first = _ask(qtbot, child, 1)["pid"]
    with qtbot.waitSignals([child.failed, child.restarted], timeout=10_000):
        os.kill(first, signal.SIGKILL)
    assert _ask(qtbot, child, 2)["pid"] != first


def test_hanging_child_can_be_stopped(
    qtbot: QtBot, make_child: Callable[[str], ChildProcess]
) -> None:
    child = make_child(ECHO)
    first = _ask(qtbot, child, 1)["pid"]
    failures: list[str] = []
    child.failed.connect(failures.append)
    child.send({"do": "hang"})
    with qtbot.waitSignal(child.restarted, timeout=10_000):
        child.kill_and_restart()
    assert _ask(qtbot, child, 2)["pid"] != first
    assert not failures


def test_child_that_always_dies_is_left_alone_until_asked(
    qtbot: QtBot, make_child: Callable[[str], ChildProcess]
) -> None:
    child = make_child("import sys; sys.exit(1)")
    failures: list[str] = []
    child.failed.connect(failures.append)
    child.start()
    qtbot.waitUntil(lambda: len(failures) == 3, timeout=10_000)
    assert child.process_id is None
    with qtbot.waitSignal(child.failed, timeout=10_000):
        child.send({"n": 1})


def test_bytes_that_are_no_frames_end_the_child(
    qtbot: QtBot, make_child: Callable[[str], ChildProcess]
) -> None:
    child = make_child(GARBAGE)
    with qtbot.waitSignal(child.failed, timeout=10_000) as got:
        child.start()
    assert got.args[0].endswith("stopped unexpectedly.")


def test_missing_program_is_said_once(qtbot: QtBot) -> None:
    child = ChildProcess("scan", command=["/nonexistent/copydesk"])
    with qtbot.waitSignal(child.failed, timeout=10_000) as got:
        child.start()
    assert got.args[0] == "The part of Copydesk that reads the posts could not be started."
    assert child.process_id is None


def test_stop_leaves_nothing_running(
    qtbot: QtBot, make_child: Callable[[str], ChildProcess]
) -> None:
    child = make_child(ECHO)
    pid = _ask(qtbot, child, 1)["pid"]
    child.send({"do": "hang"})
    child.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
