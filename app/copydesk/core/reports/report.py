"""Reports: a small text file about one mishap that the editor may read and pass on."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import platformdirs

from copydesk import __version__
from copydesk.core.reports.trace import claim_traces

if TYPE_CHECKING:
    from pathlib import Path

NEWEST_KEPT = 20
_PREFIX, _SUFFIX = "report-", ".txt"


@dataclass(frozen=True, slots=True)
class Facts:
    """How the desk stood.

    Attributes:
        qt: The versions of Qt and of its binding.
        sizes: Code points of each open post.
        unsaved: How many of them are not saved.
        actions: The ids of the latest actions, oldest first.
    """

    qt: str = ""
    sizes: tuple[int, ...] = ()
    unsaved: int = 0
    actions: tuple[str, ...] = ()


def log_folder() -> Path:
    """The user's folder for what programs write about themselves; it need not exist."""
    return platformdirs.user_log_path("copydesk", appauthor=False)


def report_folder() -> Path:
    """Where the reports are; it need not exist."""
    return log_folder() / "reports"


def report_text(what: str, facts: Facts | None = None) -> str:
    """A report.

    Args:
        what: What went wrong, as `failure.describe` or `trace.plain_trace` tell it.
        facts: How the desk stood; None for what is learned only afterwards.
    """
    import platform  # there is nothing to report at most starts

    lines = [
        "A report of Copydesk about itself. It holds no text of a post unless you added it.",
        "",
        f"Written: {datetime.now(UTC).isoformat(timespec='seconds')}",
        f"Copydesk: {__version__}",
        f"Python: {platform.python_version()}",
        f"System: {platform.platform()}",
    ]
    if facts is not None:
        sizes = ", ".join(map(str, facts.sizes)) or "none"
        lines += [
            f"Qt: {facts.qt}",
            f"Posts open: {len(facts.sizes)}, not saved: {facts.unsaved}",
            f"Their characters: {sizes}",
            f"Latest actions: {', '.join(facts.actions) or 'none'}",
        ]
    return "\n".join([*lines, "", "What went wrong:", what, ""])


def write_report(text: str) -> Path:
    """Writes a report, lets the oldest go, and gives its path.

    It is for the moment in which something else went wrong: a short write to the user's own folder.

    Raises:
        OSError: It can't be written.
    """
    folder = report_folder()
    folder.mkdir(parents=True, exist_ok=True)
    when = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    path = folder / f"{_PREFIX}{when}-{os.urandom(2).hex()}{_SUFFIX}"
    _write(path, text, os.O_EXCL)
    for old in _reports()[:-NEWEST_KEPT]:
        if old != path:  # the clock may have been set back
            with contextlib.suppress(OSError):
                old.unlink()
    return path


def add_to_report(path: Path, heading: str, text: str) -> None:
    """Adds what the editor chose to tell.

    Raises:
        OSError: It can't be written.
    """
    _write(path, f"\n{heading}\n{text}\n", os.O_APPEND)


def newest_report() -> Path:
    """The report written last, else the folder they will be in, which is made.

    Raises:
        StorageError: The folder can't be made.
    """
    try:
        report_folder().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        from copydesk.core.storage.failures import storage_error

        raise storage_error(error, report_folder(), "opened") from error
    return max(_reports(), default=report_folder())


def report_crashes() -> list[tuple[Path, str]]:
    """Makes a report of each trace that an earlier desk left; gives their paths and texts.

    Raises:
        OSError: One can't be written.
    """
    heading = "Copydesk ended without being asked to.\n"
    texts = [report_text(heading + trace) for trace in claim_traces(log_folder())]
    return [(write_report(text), text) for text in texts]


def _reports() -> list[Path]:
    return sorted(report_folder().glob(f"{_PREFIX}*{_SUFFIX}"))


def _write(path: Path, text: str, how: int) -> None:
    # For its owner alone: it may come to hold what the editor adds.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(text.encode("utf-8", "backslashreplace"))
