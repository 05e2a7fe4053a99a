"""A report says where something went wrong, and nothing of a post."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from copydesk.core.errors import StorageError
from copydesk.core.reports import report
from copydesk.core.reports.failure import ELSEWHERE, describe, kind_of, plain_path
from copydesk.core.reports.report import (
    Facts,
    add_to_report,
    newest_report,
    report_folder,
    report_text,
    write_report,
)
from copydesk.core.storage.fingerprint import read_file
from tests.helpers.secret import SECRET, OwnError, fail, traces_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def caught(run: Callable[[], object]) -> BaseException:
    try:
        run()
    except Exception as error:  # noqa: BLE001 - whatever it is
        return error
    raise AssertionError("nothing went wrong")


def test_the_search_for_the_secret_finds_it() -> None:
    for written in (
        SECRET.encode(),
        SECRET.encode("utf-16"),
        ascii(SECRET).encode(),
        repr(OwnError()).upper().encode("utf-16-be"),
        b"x Gr\xfcnkohl x",
    ):
        assert traces_of(SECRET, written)
    assert not traces_of(SECRET, b"copydesk/core/errors.py:3 in read")


def test_a_report_holds_nothing_that_an_exception_said(own_home: Path) -> None:
    error = caught(fail)
    path = write_report(report_text(describe(error), Facts("6.11", (12, 0), 1, ("file.save",))))
    data = path.read_bytes()
    assert traces_of(SECRET, data) == []
    assert str(own_home).encode() not in data
    assert own_home.name.encode() not in data
    text = data.decode()
    for line in (
        "ExceptionGroup",
        "one of them: ValueError",
        "one of them: OSError [Errno 28] No space",
        "one of them: UnicodeEncodeError",
        "one of them: SyntaxError",
        "caused by: tests.helpers.secret.OwnError",
        ELSEWHERE,
        "Posts open: 2, not saved: 1",
        "Their characters: 12, 0",
        "file.save",
    ):
        assert line in text, text


def test_our_own_frames_are_named_from_the_package_on(tmp_path: Path) -> None:
    post = tmp_path / f"{SECRET}.md"
    error = caught(lambda: read_file(post))
    assert isinstance(error, StorageError)
    told = describe(error)
    assert told.startswith("copydesk.core.errors.StorageError\n")
    assert "copydesk/core/storage/fingerprint.py:" in told
    assert "in read_file" in told
    assert "caused by: FileNotFoundError [Errno 2] No such file or directory" in told
    assert not traces_of(SECRET, told.encode())


def test_paths_are_told_only_where_code_lives(tmp_path: Path) -> None:
    import json

    import yaml

    assert plain_path(json.__file__) == "json/__init__.py"
    assert plain_path(yaml.__file__) == "yaml/__init__.py"
    assert plain_path("<frozen importlib._bootstrap>") == "<frozen importlib._bootstrap>"
    assert plain_path("copydesk/services/saves.py") == "copydesk/services/saves.py"
    for other in (str(tmp_path / "copydesk" / "x.py"), "<string>", "", "x.py", f"<{SECRET}>"):
        assert plain_path(other) == ELSEWHERE


def test_an_endless_recursion_and_a_circle_of_causes_end() -> None:
    def deeper() -> None:
        deeper()

    told = describe(caught(deeper))
    assert "RecursionError" in told
    assert len(told.splitlines()) < 100
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert describe(first) == "ValueError\ncaused by: KeyError"


def test_an_exception_is_never_asked_for_its_words() -> None:
    class SlyError(OSError):
        def __str__(self) -> str:
            raise AssertionError("asked")

        __repr__ = __str__

        @property
        def errno(self) -> int:  # type: ignore[override]  # as sly as can be
            return sys.maxsize  # no number of the system's

    assert kind_of(SlyError()) == "OSError"


def test_only_the_newest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert newest_report() == report_folder()
    monkeypatch.setattr(report, "NEWEST_KEPT", 3)
    written = [write_report(report_text(f"Mishap {number}")) for number in range(5)]
    assert sorted(report_folder().iterdir()) == written[-3:]
    assert newest_report() == written[-1]


def test_a_report_is_for_its_owner_and_takes_what_the_editor_adds() -> None:
    path = write_report(report_text("A mishap"))
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o077 == 0
    add_to_report(path, "The text:", "lone \ud800 and نص")
    assert path.read_text("utf-8").endswith("\nThe text:\nlone \\ud800 and نص\n")
