"""What has one home only, or none."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.helpers.source_tree import (
    PACKAGE,
    TESTS,
    calls,
    imported_names,
    python_files,
    relative,
    tree_of,
)

if TYPE_CHECKING:
    from pathlib import Path

# Imported name, by its last part -> the files or folders that may have it.
_HOMES: dict[str, tuple[str, ...]] = {
    "QMessageBox": ("app/copydesk/ui/dialogs/",),
    "QInputDialog": ("app/copydesk/ui/dialogs/",),
    "QThread": (),
    "QThreadPool": ("app/copydesk/services/tasks.py",),
    "QRunnable": ("app/copydesk/services/tasks.py",),
    # watchdog tells of changes on a thread of its own; what it told is handed over under a lock.
    # What went wrong on a thread is taken by a hook. What any thread may write to guards itself,
    # and what takes long there is told to stop by an event. Hunspell and Harper let one thread ask
    # at a time.
    "threading": (
        "app/copydesk/services/tasks.py",
        "app/copydesk/core/library/",
        "app/copydesk/core/review/spelling/",
        "app/copydesk/core/storage/",
        "app/copydesk/services/history.py",
        "app/copydesk/application/mishaps.py",
    ),
    "multiprocessing": (),
}

# The window's thread does none of this itself.
_NOT_IN_UI_IMPORTS = (
    "frontmatter", "glob", "io", "markdown", "markdown_it", "shutil", "sqlite3",
    "subprocess", "tempfile", "tomllib", "watchdog", "yaml",
)  # fmt: skip
_NOT_IN_UI_CALLS = (
    "iterdir", "mkdir", "read_bytes", "read_text", "rglob", "rmdir", "touch", "unlink",
    "write_bytes", "write_text",
)  # fmt: skip


def _product() -> list[Path]:
    return python_files(PACKAGE)


@pytest.mark.parametrize("name", _HOMES)
def test_stays_in_its_home(name: str) -> None:
    found = [
        f"{relative(path)}:{line}"
        for path in _product()
        if not relative(path).startswith(_HOMES[name] or ("nowhere",))
        for line, imported in imported_names(path)
        if name in (imported.rpartition(".")[2], imported.partition(".")[0])
    ]
    assert not found, f"{name} outside its home: {found}"


# Never on the window's thread: until a program on Windows lets go of a file, and between batches,
# so that a save comes through.
_PAUSES = (
    "app/copydesk/core/storage/file_system.py",
    "app/copydesk/core/storage/history_prune.py",
    # A benchmark turns the event loop itself, to know how long each turn takes.
    "tests/bench/",
    # To be killed, raced or flooded at a chosen moment, a process must know the time.
    "tests/faults/",
    "tests/core/storage/test_history_faults.py",
)


@pytest.mark.parametrize("name", ["processEvents", "sleep"])
def test_nobody_waits_by_hand(name: str) -> None:
    found = [
        f"{relative(path)}:{call.lineno}"
        for path in [*_product(), *python_files(TESTS)]
        if not relative(path).startswith(_PAUSES)
        for call, called in calls(path)
        if called == name
    ]
    assert not found, f"{name} is called in {found}"


def test_nobody_starts_a_thread() -> None:
    found = [
        f"{relative(path)}:{call.lineno}"
        for path in _product()
        for call, called in calls(path)
        if called in ("Thread", "Timer", "ThreadPoolExecutor", "ProcessPoolExecutor")
    ]
    assert not found, f"a thread beside services/tasks.py in {found}"


def test_signals_are_connected_to_methods() -> None:
    found = [
        f"{relative(path)}:{call.lineno}"
        for path in _product()
        for call, called in calls(path)
        if called == "connect" and any(isinstance(a, ast.Lambda) for a in call.args)
    ]
    assert not found, f"connect(lambda …) in {found}"


def _file_calls(path: Path) -> list[str]:
    """Uses of built-in ``open``, of ``Path`` methods, and of ``os`` beyond the process itself."""
    found = [
        f"{relative(path)}:{call.lineno} calls {called}"
        for call, called in calls(path)
        if called in _NOT_IN_UI_CALLS or (called == "open" and isinstance(call.func, ast.Name))
    ]
    return found + [
        f"{relative(path)}:{node.lineno} uses os.{node.attr}"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
        and node.attr not in ("environ", "geteuid", "name")
    ]


def test_ui_neither_reads_files_nor_parses() -> None:
    found = [
        f"{relative(path)}:{line} imports {name}"
        for path in python_files(PACKAGE / "ui")
        for line, name in imported_names(path)
        if name.partition(".")[0] in _NOT_IN_UI_IMPORTS
    ]
    for path in python_files(PACKAGE / "ui"):
        found += _file_calls(path)
    assert not found, found
