"""A child process of this very program, kept alive, spoken to in frames."""

from __future__ import annotations

import logging
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, QProcess, QProcessEnvironment, Signal, Slot

from copydesk.core.frames import FrameBuffer, FrameError, pack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.frames import Message

_log = logging.getLogger(__name__)

# A child that dies this soon after its start, this often in a row, is not started again by itself.
_QUICK_DEATH_S = 2.0
_MOST_QUICK_DEATHS = 3
_STOP_TIMEOUT_MS = 3_000
_STDERR_KEPT = 4_000

_WORK = {
    "render": "draws the preview",
    "scan": "reads the posts",
    "review": "checks the posts",
}


def worker_command(role: str) -> list[str]:
    """The program and arguments that start a child of this role."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker", role]
    # -P: a "json.py" in the folder of posts must not be taken for Python's.
    return [sys.executable, "-P", "-m", "copydesk", "--worker", role]


def child_environment() -> QProcessEnvironment:
    """The environment of a child: it must find the very package that starts it."""
    environment = QProcessEnvironment.systemEnvironment()
    if not getattr(sys, "frozen", False):
        source_root = str(Path(__file__).resolve().parents[2])
        inherited = environment.value("PYTHONPATH")
        paths = [source_root, inherited] if inherited else [source_root]
        environment.insert("PYTHONPATH", QDir.listSeparator().join(paths))
    return environment


class ChildProcess(QObject):
    """One child of a role ("render", "scan"…), started on first use and again when it dies.

    Nothing here waits, `stop` excepted. What was sent to a child that died is lost: the user of
    this class sends it again on `restarted`, if it still matters.

    Signals:
        message_received (dict): One message from the present child.
        failed (str): The child died by itself or could not be started; a sentence.
        restarted (): A new child runs in the place of an older one.
        complained (str): The child wrote this on standard error. It may quote a post.
    """

    message_received = Signal(object)
    failed = Signal(str)
    restarted = Signal()
    complained = Signal(str)

    def __init__(
        self, role: str, parent: QObject | None = None, *, command: Sequence[str] | None = None
    ) -> None:
        """Prepares a child; ``command`` replaces the program's own for tests."""
        super().__init__(parent)
        self._role = role
        self._command = list(command) if command is not None else worker_command(role)
        self._process: QProcess | None = None
        self._dying: list[QProcess] = []
        self._frames = FrameBuffer()
        self._stderr = b""
        self._started_at = 0.0
        self._quick_deaths = 0
        self._starts = 0

    @property
    def process_id(self) -> int | None:
        """The operating system's number of the running child."""
        return (self._process.processId() or None) if self._process is not None else None

    def start(self) -> None:
        """Starts the child ahead of the first message; does nothing when it runs."""
        if self._process is not None:
            return
        process = QProcess(self)
        process.setProcessEnvironment(child_environment())
        process.setWorkingDirectory(QDir.rootPath())
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._read_errors)
        process.started.connect(self._note_start)
        process.finished.connect(self._note_end)
        process.errorOccurred.connect(self._note_error)
        self._process = process
        self._frames = FrameBuffer()
        self._stderr = b""
        self._started_at = time.monotonic()
        process.start(self._command[0], self._command[1:])

    def send(self, message: Message) -> None:
        """Sends one message, starting the child if there is none; never waits."""
        self.start()
        if self._process is not None:
            self._process.write(pack(message))

    def kill_and_restart(self) -> None:
        """Ends a child that no longer answers and starts another; `failed` is not emitted."""
        self._drop()
        self.start()

    def stop(self) -> None:
        """Ends the child and waits until it has gone; a later `send` starts a new one."""
        self._drop()
        for process in list(self._dying):
            process.waitForFinished(_STOP_TIMEOUT_MS)
        self._quick_deaths = 0
        self._starts = 0

    def _drop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for signal in (
            process.readyReadStandardOutput,
            process.readyReadStandardError,
            process.started,
            process.finished,
            process.errorOccurred,
        ):
            signal.disconnect()
        if process.state() is QProcess.ProcessState.NotRunning:
            process.deleteLater()
            return
        self._dying.append(process)
        process.finished.connect(self._bury)
        process.kill()

    @Slot()
    def _bury(self) -> None:
        for process in [p for p in self._dying if p.state() is QProcess.ProcessState.NotRunning]:
            self._dying.remove(process)
            process.deleteLater()

    @Slot()
    def _note_start(self) -> None:
        self._starts += 1
        if self._starts > 1:
            self.restarted.emit()

    @Slot()
    def _read(self) -> None:
        process = self._process
        if process is None:
            return
        try:
            messages = self._frames.feed(bytes(process.readAllStandardOutput().data()))
        except FrameError:
            _log.info("%s worker: bytes that are not frames", self._role)
            self._drop()
            self._recover()
            return
        for message in messages:
            if self._process is not process:  # a receiver had it killed
                return
            self._quick_deaths = 0
            self.message_received.emit(message)

    @Slot()
    def _read_errors(self) -> None:
        if self._process is not None:
            written = bytes(self._process.readAllStandardError().data())
            self._stderr = (self._stderr + written)[-_STDERR_KEPT:]
            if written:
                self.complained.emit(written.decode("utf-8", "replace"))

    @Slot(QProcess.ProcessError)
    def _note_error(self, error: QProcess.ProcessError) -> None:
        # The other errors are followed by `finished`.
        if error is QProcess.ProcessError.FailedToStart:
            reason = self._process.errorString() if self._process is not None else ""
            _log.info("%s worker could not start: %s", self._role, reason)
            self._drop()
            self._quick_deaths = _MOST_QUICK_DEATHS
            self.failed.emit(f"The part of Copydesk that {self._work} could not be started.")

    @Slot()
    def _note_end(self) -> None:
        if self._process is None:
            return
        self._read_errors()
        _log.info(
            "%s worker ended with %s: %s",
            self._role,
            self._process.exitCode(),
            self._stderr.decode("utf-8", "replace"),
        )
        ended = self._process
        self._read()
        if self._process is ended:
            self._drop()
            self._recover()

    def _recover(self) -> None:
        quick = time.monotonic() - self._started_at < _QUICK_DEATH_S
        self._quick_deaths = self._quick_deaths + 1 if quick else 1
        if self._quick_deaths < _MOST_QUICK_DEATHS:
            self.start()
        self.failed.emit(f"The part of Copydesk that {self._work} stopped unexpectedly.")

    @property
    def _work(self) -> str:
        return _WORK.get(self._role, "works in the background")
