"""The self-test from outside: a copy of the program is started, listened to and judged."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QProcess, QTimer, Slot

from copydesk.application.self_test.complaints import judged
from copydesk.application.self_test.remains import still_running
from copydesk.application.self_test.surroundings import Surroundings
from copydesk.application.self_test.trial import REINSTALL, REPORT, STEP_LIMIT_S
from copydesk.services.child_process import child_environment, worker_command

if TYPE_CHECKING:
    from collections.abc import Callable

# A step ends by itself before; what hangs for longer hangs beyond its own clock.
SILENCE_MS = round(STEP_LIMIT_S * 1000) + 15_000
"""How long the copy may tell nothing before it is ended."""
# What the program started may take this long to end after it.
_ENDING_MS = 5_000
_LOOK_EVERY_MS = 20


@dataclass(frozen=True, slots=True)
class Tried:
    """One step and how it went.

    Attributes:
        step: Its stable name.
        ok: Whether it went well.
        told: What was done, or what is wrong.
        next: What to do where it failed.
        ms: How long it took, in milliseconds.
    """

    step: str
    ok: bool
    told: str
    next: str = ""
    ms: int = 0


@dataclass(slots=True)
class Answer:
    """All that the self-test found.

    Attributes:
        about: Versions and the like, by name.
        steps: What was tried, in order.
        unexpected: Lines on standard error that nobody expects.
    """

    about: dict[str, str] = field(default_factory=dict)
    steps: list[Tried] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether all went well."""
        return all(tried.ok for tried in self.steps)

    def to_data(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "about": self.about,
            "steps": [asdict(tried) for tried in self.steps],
            "unexpected": self.unexpected,
            "ok": self.ok,
        }


def self_test(
    note_about: Callable[[dict[str, str]], object],
    note_step: Callable[[Tried], object],
    *,
    silence_ms: int = SILENCE_MS,
) -> Answer:
    """Tries this copy of the program.

    Args:
        note_about: Called once with the versions.
        note_step: Called with each step as soon as it is over.
        silence_ms: How long it may tell nothing before it is ended.

    Raises:
        StorageError: There is no room for temporary files.
    """
    surroundings = Surroundings()
    application = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    try:
        run = _Run(surroundings, note_about, note_step, silence_ms)
        run.run()
        return run.answer
    finally:
        surroundings.remove()
        del application


class _Run(QObject):
    """One child process from its start to the last trace of it."""

    def __init__(
        self,
        surroundings: Surroundings,
        note_about: Callable[[dict[str, str]], object],
        note_step: Callable[[Tried], object],
        silence_ms: int,
    ) -> None:
        super().__init__()
        self.answer = Answer()
        self._surroundings = surroundings
        self._note_about, self._note_step = note_about, note_step
        self._loop = QEventLoop()
        self._said, self._complained = b"", b""
        self._session = 0
        self._silence = QTimer(self, singleShot=True, interval=silence_ms)
        self._silence.timeout.connect(self._kill)
        self._look_again = QTimer(self, interval=_LOOK_EVERY_MS)
        self._look_again.timeout.connect(self._look_for_remains)
        self._remains: list[str] = []
        self._remains_until = 0.0
        self._process = self._make_process()

    def _make_process(self) -> QProcess:
        process = QProcess(self)
        environment = child_environment()
        for name, value in self._surroundings.variables().items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        process.setWorkingDirectory(str(self._surroundings.site))
        if sys.platform != "win32":
            # A session of its own: whatever it starts can be told by it, and ended with it.
            parameters = QProcess.UnixProcessParameters()
            parameters.flags = QProcess.UnixProcessFlag.CreateNewSession
            process.setUnixProcessParameters(parameters)
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._read_errors)
        process.finished.connect(self._loop.quit)
        process.errorOccurred.connect(self._note_error)
        return process

    def run(self) -> None:
        """Starts it, waits until it has ended, and judges what it left."""
        program, *arguments = worker_command("self-test")
        self._silence.start()
        self._process.start(program, [*arguments, str(self._surroundings.site)])
        self._session = self._process.processId()
        self._loop.exec()
        self._silence.stop()
        self._read()
        self._read_errors()
        self._judge_end()
        self._judge_remains()
        self._judge_complaints()

    @Slot()
    def _read(self) -> None:
        self._silence.start()
        self._said += bytes(self._process.readAllStandardOutput().data())
        *lines, self._said = self._said.split(b"\n")
        for line in lines:
            self._take(line)

    def _take(self, line: bytes) -> None:
        try:
            message = json.loads(line)
            if "about" in message:
                self.answer.about = message["about"]
                self._note_about(message["about"])
            else:
                self._add(Tried(**message))
        except (ValueError, TypeError):
            self._complained += line + b"\n"  # something else wrote there

    @Slot()
    def _read_errors(self) -> None:
        self._complained += bytes(self._process.readAllStandardError().data())

    @Slot(QProcess.ProcessError)
    def _note_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._loop.quit()

    @Slot()
    def _kill(self) -> None:
        self._add(Tried("ended", False, "Copydesk stopped answering.", REPORT))
        self._end_all()

    def _end_all(self) -> None:
        if sys.platform != "win32" and self._session:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._session, signal.SIGKILL)
        self._process.kill()

    def _add(self, tried: Tried) -> None:
        self.answer.steps.append(tried)
        self._note_step(tried)

    # What is judged at the end -----------------------------------------------------------------

    def _judge_end(self) -> None:
        process = self._process
        if process.error() is QProcess.ProcessError.FailedToStart:
            told = f"Copydesk can’t start itself: {process.errorString()}."
            self._add(Tried("ended", False, told, REINSTALL))
        elif not self.answer.ok:
            return  # it was told why
        elif process.exitStatus() is QProcess.ExitStatus.CrashExit:
            self._add(Tried("ended", False, "Copydesk crashed.", REPORT))
        elif process.exitCode() or not self.answer.steps:
            told = f"Copydesk ended early, with exit status {process.exitCode()}."
            self._add(Tried("ended", False, told, REPORT))
        else:
            self._add(Tried("ended", True, "ended with exit status 0"))

    def _judge_remains(self) -> None:
        started = time.monotonic()
        self._remains_until = started + _ENDING_MS / 1000
        self._look_again.start()
        self._loop.exec()
        self._look_again.stop()
        left = [f"the process {one}" for one in self._remains]
        if left:
            self._end_all()
        left += [f"the temporary file {name}" for name in self._surroundings.left_behind()]
        if not self._surroundings.remove():
            left.append(f"the folder {self._surroundings.folder}")
        took_ms = round((time.monotonic() - started) * 1000)
        if left:
            told = f"Copydesk left behind {', '.join(left)}."
            self._add(Tried("tidy", False, told, REPORT, took_ms))
        else:
            self._add(Tried("tidy", True, "left no process and no file behind", "", took_ms))

    @Slot()
    def _look_for_remains(self) -> None:
        self._remains = still_running(self._session)
        if not self._remains or time.monotonic() > self._remains_until:
            self._loop.quit()

    def _judge_complaints(self) -> None:
        unexpected = judged(self._complained.decode("utf-8", "replace"))
        self.answer.unexpected = unexpected
        if unexpected:
            count = f"{len(unexpected)} lines" if len(unexpected) > 1 else "a line"
            told = f"Copydesk wrote {count} on standard error that nobody expects."
            self._add(Tried("quiet", False, told, REPORT))
        else:
            self._add(Tried("quiet", True, "wrote nothing unexpected on standard error"))
