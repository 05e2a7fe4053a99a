"""A small log of warnings and worse, under the rule of the reports."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import copydesk
from copydesk.core.reports.failure import describe, plain_path

if TYPE_CHECKING:
    from pathlib import Path

LOG_NAME = "copydesk.log"
_MOST_BYTES = 256 * 1024
_OLDER_KEPT = 2
# Those whose format strings are literals of ours (tests/architecture holds them to it).
_OURS = (copydesk.__name__, "qt")
_HIDDEN = "[…]"


class Plain(str):
    """A word that holds nothing of a post, so that the log may have it: the name of a role."""

    __slots__ = ()


class PlainFormatter(logging.Formatter):
    """Writes our own literals and numbers; of all else, only where it was said.

    An argument may be a path or quote a post, and so may any message of a library.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One record: a line, and the frames of its exception."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = f"{when} {record.process} {record.levelname} {self._words(record)}"
        if record.exc_info and record.exc_info[1] is not None:
            line += "\n" + describe(record.exc_info[1])
        return line

    def _words(self, record: logging.LogRecord) -> str:
        place = f"{plain_path(record.pathname)}:{record.lineno}"
        if record.name.partition(".")[0] not in _OURS or not isinstance(record.msg, str):
            return place
        return f"{place}: {_filled(record.msg, record.args)}"


def _filled(message: str, arguments: object) -> str:
    if not isinstance(arguments, tuple) or not arguments:
        return message
    shown = tuple(one if isinstance(one, int | float | Plain) else _HIDDEN for one in arguments)
    try:
        return message % shown
    except (TypeError, ValueError):
        return message


class LogFile(logging.Handler):
    """Writes to `LOG_NAME` in a folder; nothing is loaded or opened before there is a record."""

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.WARNING)
        self._folder = folder
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Writes one; where that fails there is nobody left to tell."""
        try:
            if self._file is None:
                self._file = self._open()
            self._file.handle(record)
        except (OSError, ValueError):
            return

    def _open(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler  # loads sockets: 10 ms of every start

        class Quiet(RotatingFileHandler):
            def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - as logging has it
                """Says nothing: the one above prints the message and its arguments."""

        self._folder.mkdir(parents=True, exist_ok=True)
        file = Quiet(
            self._folder / LOG_NAME,
            maxBytes=_MOST_BYTES,
            backupCount=_OLDER_KEPT,
            encoding="utf-8",
            errors="backslashreplace",
        )
        file.setFormatter(PlainFormatter())
        return file

    def close(self) -> None:
        """Closes the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
        super().close()
