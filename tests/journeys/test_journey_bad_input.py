"""Folders and files as they should not be."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import FERRY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey

# A BOM, every line end, a no-break space, U+2028, emoji of several code points, a zero-width
# joiner, combining marks, right-to-left text, tabs, trailing spaces, no newline at the end.
ODD = (
    '\ufeff---\r\ntitle:  "Odd\u00a0post"  # keep\r\ntags: [a,b ,  c]\r\n---\r\n'
    "One\u00a0two\u2028three\r\n\r\n👩‍👩‍👧 family\tand e\u0301 \r\nשלום עולם\n"
    "Mixed\rends\u2029here\u0085and\x0cthere\r\nLast line"
)


def test_an_empty_folder(open_desk: Callable[..., Journey], tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    journey = open_desk(folder)
    journey.loaded()
    journey.until(journey.desk.posts.empty.isVisible)
    assert not journey.notices  # the list and the page beside it say that there are none
    journey.when_asked("Return", text="First post")
    journey.press("Ctrl+N")
    journey.until(lambda: journey.tab_title.startswith("First post"))
    journey.until(lambda: len(journey.desk.library.entries) == 1)
    journey.until(journey.desk.posts.tree.isVisible)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_a_folder_that_may_not_be_read(
    open_desk: Callable[..., Journey], site: SiteBuilder
) -> None:
    closed = site.root / "src/content/guides"
    closed.chmod(0)
    try:
        journey = open_desk(site.root)
        journey.loaded()
        journey.until(lambda: journey.notices)
        assert "may not read" in journey.notices[0]
        journey.open("Ferry")
        closed.parent.chmod(0)
        journey.desk.open_folder(closed.parent)
        journey.until(lambda: len(journey.notices) > 1)
        closed.parent.chmod(0o755)
    finally:
        closed.parent.chmod(0o755)
        closed.chmod(0o755)


def test_a_folder_that_vanishes_and_comes_back(
    journey: Journey, site: SiteBuilder, ferry: Path, tmp_path: Path
) -> None:
    document = journey.open("Ferry")
    journey.press("Ctrl+End")
    journey.type("Mine.")
    away = tmp_path / "away"
    site.root.rename(away)
    journey.until(lambda: journey.desk.library.watch_state == "away")
    journey.until(lambda: any("no longer there" in sentence for sentence in journey.notices))
    journey.until(lambda: "away" in journey.desk.status.text("watch"))
    assert document.text == FERRY + "Mine."
    assert document.modified
    journey.type(" Still writing.")
    shutil.move(away, site.root)
    journey.until(lambda: journey.desk.library.watch_state == "watching")
    journey.until(lambda: any("is back" in sentence for sentence in journey.notices))
    journey.until(lambda: not journey.desk.tasks.busy)
    journey.press("Ctrl+S")
    journey.saved(ferry, (FERRY + "Mine. Still writing.").encode())


def test_a_binary_file(journey: Journey, site: SiteBuilder) -> None:
    data = bytes(range(256)) * 40
    path = site.write("src/content/news/picture.md", data)
    journey.desk.open_path(path)
    journey.until(lambda: journey.desk.editors.current_document)
    journey.until(lambda: journey.document.path == path)
    assert not journey.document.modified
    journey.press("Ctrl+End")
    journey.type("x")
    journey.press("Ctrl+S")
    journey.saved(path, data + b"x")


def test_a_megabyte(journey: Journey, ferry: Path) -> None:
    paragraph = "Words of a long post, [a link](ferry.md) and *more* of them. " * 10 + "\n\n"
    text = FERRY + paragraph * (1_000_000 // len(paragraph))
    ferry.write_bytes(text.encode())
    document = journey.open("Ferry")
    journey.until(lambda: document.text == text)
    journey.press("Ctrl+End")
    journey.type("The end.")
    journey.press("Ctrl+S")
    journey.saved(ferry, text.encode() + b"The end.")
    journey.sees("main.lastElementChild?.textContent.includes('The end.') === true", 60_000)


def test_every_other_byte_stays(journey: Journey, site: SiteBuilder) -> None:
    path = site.write("src/content/news/odd.md", ODD.encode())
    journey.until(lambda: "src/content/news/odd.md" in journey.desk.library.entries)
    journey.desk.open_path(path)
    journey.until(lambda: journey.desk.editors.current_document)
    expected = ODD
    assert journey.document.text == ODD.removeprefix("\ufeff")
    assert "BOM" in journey.desk.status.text("format")

    def edit(before: str, typed: str, written: str | None = None) -> None:
        """Types in front of a piece of text, of which there is one."""
        nonlocal expected
        assert expected.count(before) == 1
        journey.editor.place_cursor(journey.document.text.index(before))
        journey.type(typed)
        written = typed if written is None else written
        expected = expected.replace(before, written + before)
        assert journey.document.text == expected.removeprefix("\ufeff")

    edit("two", "and ")
    edit("three", "🎉é")
    edit(" family", "!")
    edit("עולם", "טוב ")
    edit("and e\u0301", "\n", "\r\n")
    edit("here\u0085", "x\u00a0y")
    edit("Last", "At last: ")
    journey.press("End")
    for _letter in "line":
        journey.press("Backspace")
    expected = expected.removesuffix("line")
    assert journey.document.text == expected.removeprefix("\ufeff")

    journey.until(lambda: journey.desk.details.form.row("title"))
    assert journey.desk.details.focus_field("title")
    journey.press("Ctrl+End")
    journey.type("!")
    expected = expected.replace('"Odd\u00a0post"', '"Odd\u00a0post!"')
    assert journey.document.text == expected.removeprefix("\ufeff")
    journey.press("Ctrl+S")
    journey.saved(path, expected.encode())
    while journey.document.can_undo:
        journey.press("Ctrl+Z")
    journey.press("Ctrl+S")
    journey.saved(path, ODD.encode())


def test_a_file_that_goes_while_it_is_opened(journey: Journey, ferry: Path) -> None:
    ferry.unlink()
    journey.desk.open_post(ferry)
    journey.until(lambda: journey.notices)
    assert "ferry.md" in journey.notices[-1]
    assert not list(journey.desk.documents)
