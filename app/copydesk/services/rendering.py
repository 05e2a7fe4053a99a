"""The render process under supervision: newest text first, and never longer than its time."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copydesk.core.markup.protocol import RenderRequest, ResultReader
from copydesk.services.child_process import ChildProcess

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.frames import Message

_log = logging.getLogger(__name__)

# A rendering may take 2 s, and 4 s more for each megabyte of text: about five times what the
# slower engine needs for ordinary text on a slow machine. No text gets more than 20 s.
BASE_LIMIT_MS = 2_000
LIMIT_MS_PER_MEGABYTE = 4_000
MOST_MS = 20_000
# Before that: starting Python and loading an engine, from a cold disk.
_START_LIMIT_MS = 20_000
# A text whose rendering ended the process this often is not tried again until it changes.
_MOST_TRIES = 2


def time_limit_ms(text: str) -> int:
    """How long the rendering of a text may take, in milliseconds."""
    return min(BASE_LIMIT_MS + LIMIT_MS_PER_MEGABYTE * len(text) // 1_000_000, MOST_MS)


@dataclass(frozen=True, slots=True)
class RenderFailure:
    """Why a post is not shown.

    Attributes:
        sentence: What is wrong.
        next_step: What the editor can do.
        path: The request's.
        revision: The request's.
    """

    sentence: str
    next_step: str
    path: str = ""
    revision: int = 0


class Rendering(QObject):
    """Has texts rendered by the render process; nothing here waits.

    One request is under way at a time; of those that come meanwhile only the newest is kept. A
    process that takes too long is ended and replaced. A text that failed is not rendered again
    until it changes.

    Signals:
        rendered (RenderResult): A rendering is done.
        failed (RenderFailure): One could not be done.
    """

    rendered = Signal(object)
    failed = Signal(object)

    def __init__(
        self, parent: QObject | None = None, *, command: Sequence[str] | None = None
    ) -> None:
        """Prepares; the process starts with `start` or the first request.

        Args:
            parent: The owner.
            command: In the place of the program's own render process, for tests.
        """
        super().__init__(parent)
        self._child = ChildProcess("render", self, command=command)
        self._child.message_received.connect(self._receive)
        self._child.failed.connect(self._note_death)
        self._reader = ResultReader()
        self._started = False
        self._in_flight: RenderRequest | None = None
        self._waiting: RenderRequest | None = None
        self._tries = 0
        self._failure: tuple[RenderRequest, RenderFailure] | None = None
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.timeout.connect(self._stop_overrun)

    @property
    def process_id(self) -> int | None:
        """The operating system's number of the render process."""
        return self._child.process_id

    @property
    def busy(self) -> bool:
        """Whether a rendering is under way or waits."""
        return self._in_flight is not None or self._waiting is not None

    def start(self) -> None:
        """Starts the process ahead of the first request, and has it load all that it may need."""
        if self._child.process_id is None:
            self._reader = ResultReader()
            self._child.send({"kind": "warm"})

    def render(self, request: RenderRequest) -> None:
        """Has a text rendered, instead of any that waits."""
        if self._failure is not None and _same(self._failure[0], request):
            self._waiting = None
            self.failed.emit(self._failure[1])
            return
        self._waiting = request
        self._go_on()

    def forget_failure(self) -> None:
        """Lets the text that failed last be tried again."""
        self._failure = None

    def stop(self) -> None:
        """Ends the process; a later request starts a new one."""
        self._limit.stop()
        self._in_flight = self._waiting = None
        self._reader = ResultReader()
        self._child.stop()

    def _go_on(self) -> None:
        if self._in_flight is not None or self._waiting is None:
            return
        self._in_flight, self._waiting = self._waiting, None
        self._tries = 0
        self._send()

    def _send(self) -> None:
        if self._in_flight is None:
            return
        if self._child.process_id is None:
            self._reader = ResultReader()
        self._tries += 1
        self._started = False
        self._child.send(self._in_flight.to_message())
        self._limit.start(_START_LIMIT_MS)

    @Slot(object)
    def _receive(self, message: Message) -> None:
        kind = message.get("kind")
        if kind == "started":
            self._started = True
            if self._in_flight is not None:
                self._limit.start(_limit_of(self._in_flight))
            return
        self._limit.stop()
        request, self._in_flight = self._in_flight, None
        if request is None:
            return
        if kind == "failed":
            self._fail(request, str(message.get("sentence", "")), _CHANGE_IT)
        else:
            self._take(request, message)
        self._go_on()

    def _take(self, request: RenderRequest, message: Message) -> None:
        try:
            result = self._reader.from_message(message)
        except (KeyError, TypeError, ValueError):
            _log.info("an answer of the render process could not be read", exc_info=True)
            self._replace_child()
            self._fail(request, _NOT_DRAWN, _TRY_AGAIN)
            return
        self._failure = None
        self.rendered.emit(result)

    @Slot(str)
    def _note_death(self, sentence: str) -> None:
        """The process died by itself; a new one may run already."""
        self._limit.stop()
        self._reader = ResultReader()
        request = self._in_flight
        if request is None:
            return
        if self._child.process_id is not None and self._tries < _MOST_TRIES:
            self._send()
            return
        self._in_flight = None
        self._fail(request, sentence, _TRY_AGAIN)
        self._go_on()

    @Slot()
    def _stop_overrun(self) -> None:
        request, self._in_flight = self._in_flight, None
        was_started = self._started
        self._replace_child()
        if request is not None:
            seconds = _limit_of(request) // 1000
            sentence = (
                f"This text takes too long to draw: it was stopped after {seconds} seconds."
                if was_started
                else _NOT_DRAWN
            )
            self._fail(request, sentence, _CHANGE_IT if was_started else _TRY_AGAIN)
        self._go_on()

    def _replace_child(self) -> None:
        self._reader = ResultReader()
        self._child.kill_and_restart()

    def _fail(self, request: RenderRequest, sentence: str, next_step: str) -> None:
        failure = RenderFailure(sentence, next_step, request.path, request.revision)
        self._failure = (request, failure)
        if self._waiting is not None and _same(self._waiting, request):
            self._waiting = None
        self.failed.emit(failure)


_NOT_DRAWN = "The preview could not be drawn."
_CHANGE_IT = "Your text is safe. The preview comes back when you change what it stumbles over."
_TRY_AGAIN = "Your text is safe. Go on writing, or reload the preview."


def _same(one: RenderRequest, other: RenderRequest) -> bool:
    return (one.text, one.older, one.path, one.engine, one.marks) == (
        other.text,
        other.older,
        other.path,
        other.engine,
        other.marks,
    )


def _limit_of(request: RenderRequest) -> int:
    return time_limit_ms(request.text + (request.older or ""))
