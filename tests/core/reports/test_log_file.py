"""The log: our own literals and numbers, and of all else only where it was said."""

from __future__ import annotations

import ast
import logging
from typing import TYPE_CHECKING

import pytest

from copydesk.core.reports.log import LOG_NAME, LogFile, Plain, PlainFormatter
from copydesk.core.reports.report import log_folder
from tests.helpers.secret import SECRET, OwnError, fail, traces_of
from tests.helpers.source_tree import PACKAGE, calls, python_files, relative

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.helpers.log_guard import LogGuard

_LEVELS = ("debug", "info", "warning", "error", "exception", "critical", "log")


@pytest.fixture
def log_file(log_guard: LogGuard) -> Iterator[Path]:
    log_guard.expect("")
    handler = LogFile(log_folder())
    logging.getLogger().addHandler(handler)
    yield log_folder() / LOG_NAME
    logging.getLogger().removeHandler(handler)
    handler.close()


def test_nothing_is_made_before_there_is_a_warning(log_file: Path) -> None:
    logging.getLogger("copydesk.try").info("all is well")
    assert not log_folder().exists()


def test_no_words_but_our_own(log_file: Path) -> None:
    ours, theirs = logging.getLogger("copydesk.try"), logging.getLogger("watchdog")
    ours.warning("read %d lines of %s (%s)", 12, SECRET, Plain("quickly"))
    ours.error("%s: %r", OwnError(), [SECRET])
    ours.error("%(name)s", {"name": SECRET})
    ours.error(OwnError())
    theirs.warning(f"lost {SECRET}")
    theirs.warning("lost %s", SECRET)
    for logger in (ours, theirs):
        try:
            fail()
        except ExceptionGroup:
            logger.exception("that failed", stack_info=True)
    data = log_file.read_bytes()
    assert traces_of(SECRET, data) == []
    text = data.decode()
    assert "read 12 lines of […] (quickly)" in text
    assert "that failed\nExceptionGroup" in text
    assert "one of them: OSError [Errno 28]" in text
    assert text.count("that failed") == 1  # a library's words are left out, too


def test_a_message_that_does_not_fit_its_arguments() -> None:
    record = logging.LogRecord("copydesk", logging.ERROR, __file__, 3, "%d of it", (SECRET,), None)
    assert PlainFormatter().format(record).endswith("(elsewhere):3: %d of it")


def test_the_log_stays_small(log_file: Path) -> None:
    logger = logging.getLogger("copydesk.try")
    for number in range(8_000):
        logger.warning("the same once more, for the %dth time", number)
    sizes = [path.stat().st_size for path in log_folder().iterdir()]
    assert len(sizes) == 3
    assert sum(sizes) < 900_000
    assert "7999th" in log_file.read_text()


def test_a_folder_that_can_not_be_made_disturbs_nobody(
    log_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log_folder().parent.mkdir(parents=True, exist_ok=True)
    log_folder().write_text("in the way")
    logging.getLogger("copydesk.try").error("%s", SECRET)
    assert capsys.readouterr() == ("", "")


def test_what_is_logged_is_a_literal() -> None:
    """A message put together before it is logged could not be told from a post's text."""
    found = [
        f"{relative(path)}:{call.lineno}"
        for path in python_files(PACKAGE)
        for call, called in calls(path)
        if called in _LEVELS
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "_log"
        and not _is_literal(call.args[1 if called == "log" else 0])
    ]
    assert not found, found


def _is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
