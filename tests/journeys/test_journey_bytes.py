"""A file of odd bytes and an odd name goes through the desk and comes out with what was asked."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QPushButton, QTreeWidget

from copydesk.core.posts.field_edits import set_field
from copydesk.ui.disk.encoding_dialog import EncodingDialog
from tests.journeys.conftest import FERRY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey

# Ten megabytes take their time where the machine has other work.
_LONG_MS = 60_000
ODD = (
    b"\xef\xbb\xbf"
    + FERRY.replace("\n", "\r\n").encode()
    + b"odd\rline\n\xe2\x80\xa8end\xc2\xa0\xe2\x80\xa9\x00\xf0\x9f\x98\x80"
)


def test_a_field_changes_its_own_line_and_undo_brings_every_byte_back(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    ferry.write_bytes(ODD)
    journey = open_desk(site.root)
    journey.loaded()
    document = journey.open("Ferry")
    assert not document.modified
    journey.until(lambda: journey.desk.details.focus_field("title"))
    journey.until(lambda: journey.in_panel(journey.desk.details))
    journey.press("End")
    journey.type("!")
    journey.press("Ctrl+S")
    journey.saved(ferry, ODD.replace(b"timetable returns", b"timetable returns!"))
    journey.press("Ctrl+Z", "Ctrl+S")
    journey.saved(ferry, ODD)


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_a_name_that_is_no_text_is_saved_and_restored(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    path = Path(os.fsdecode(os.fsencode(ferry.parent) + b"/caf\xe9.md"))
    text = FERRY.replace("Ferry", "Zoo")
    path.write_bytes(text.encode())
    journey = open_desk(site.root)
    journey.loaded()
    journey.open("Zoo")
    journey.press("Ctrl+End")
    journey.type("Mine.")
    journey.press("Ctrl+S")
    journey.saved(path, (text + "Mine.").encode())
    journey.press("Ctrl+Q")
    journey.until(lambda: not journey.window.isVisible())
    journey.stop()
    again = open_desk(None)
    again.until(lambda: again.tab_title.startswith("Zoo"))
    assert again.document.path == path


FIELDS = "---\ntitle: Odd bytes\ndate: 2026-11-20\n---\n\n"
# Each holds "HERE" once, behind which a letter is typed; nothing else may change.
CASES: dict[str, bytes] = {
    "empty": b"",
    "one newline": b"\n",
    "no final newline": b"HERE",
    "UTF-8 with a mark": b"\xef\xbb\xbfHERE \xc3\xa9",
    "two marks": b"\xef\xbb\xbf\xef\xbb\xbfHERE",
    "UTF-16 LE": b"\xff\xfe" + "é HERE 😀\r\n".encode("utf-16-le"),
    "UTF-16 BE": b"\xfe\xff" + "é HERE 😀\n".encode("utf-16-be"),
    "UTF-16 without a mark": (FIELDS + "Größe HERE\n").encode("utf-16-le"),
    "UTF-16 of odd length": b"\xff\xfe" + "é HERE\n".encode("utf-16-le") + b"x",
    "UTF-16 with half a pair": b"\xff\xfe\x3d\xd8" + " HERE".encode("utf-16-le"),
    "UTF-32": b"\xff\xfe\x00\x00" + "é HERE 😀".encode("utf-32-le"),
    "Windows-1252": (FIELDS + "Größe für HERE – “so”").encode("cp1252"),
    "Windows-1251": (FIELDS + "Городской совет вчера HERE решил открыть рынок.").encode("cp1251"),
    "Shift JIS": (FIELDS + "市議会は昨夜、屋根付き市場の再開を HERE 決定しました。").encode(
        "cp932"
    ),
    "CRLF": b"one\r\nHERE\r\n",
    "CR": b"one\rHERE\r",
    "mixed": b"one\r\ntwo\nHERE\rthree\r\r\n\n\r",
    "NUL": b"a\x00b HERE \x00\x00\n",
    "no-break space": "a\u00a0b\u202fc HERE\u00a0\n".encode(),
    "other line ends": "a\u2028b\u2029c\x85d\x0be\x0cf HERE\n".encode(),
    "noncharacters": "a\ufdd0b\ufdd1c\uffffd HERE\n".encode(),
    "a mark amid text": "a\ufeffb HERE\n".encode(),
    "private use": "a\ue029\ue030\ue0ffb HERE\n".encode(),
    "CESU-8": b"a \xed\xa0\xbd\xed\xb8\x80 HERE \xed\xa0\xbd\n",
    "cut at the end": "é ü HERE …".encode()[:-1],
    "no text at all": bytes(range(256)) + b"HERE" + bytes(range(255, -1, -1)),
}


def test_whatever_the_bytes_only_what_is_typed_changes(
    open_desk: Callable[..., Journey], tmp_path: Path
) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    for name, data in CASES.items():
        (folder / f"{name}.md").write_bytes(data)
    journey = open_desk(folder)
    journey.loaded()
    for name, data in CASES.items():
        path = folder / f"{name}.md"
        journey.desk.open_post(path)
        journey.until(lambda path=path: journey.desk.documents.at(path) is not None)  # type: ignore[misc]
        journey.until(lambda path=path: journey.document.path == path and journey.in_editor)  # type: ignore[misc]
        document = journey.document
        assert not document.modified, name
        if bar := journey.desk.encoding.bar_of(document):
            journey.click(bar.findChildren(QPushButton)[0])
            journey.until(lambda: journey.in_editor)
        at = max(0, document.text.find("HERE"))
        journey.editor.place_cursor(at + 4 if "HERE" in document.text else 0)
        journey.type("x")
        key = "x".encode(document.text_format.encoding)
        here = "HERE".encode(document.text_format.encoding)
        wanted = data.replace(here, here + key) if here in data else key + data
        journey.press("Ctrl+S")
        journey.saved(path, wanted)
        journey.press("Ctrl+Z", "Ctrl+S")
        journey.saved(path, data)
    assert not [sentence for sentence in journey.notices if "not saved" in sentence]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_new_lines_are_like_their_neighbours(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path, newline: str
) -> None:
    other = "\n" if newline != "\n" else "\r\n"
    text = FERRY.replace("\n", newline) + f"One{newline}Two; three{other}"
    ferry.write_bytes(text.encode())
    journey = open_desk(site.root)
    journey.loaded()
    document = journey.open("Ferry")
    journey.editor.place_cursor(text.index("One") + 3)
    journey.type("\nTyped")
    data = QMimeData()
    data.setText("\r\npasted\nand\rmore")
    journey.editor.insertFromMimeData(data)
    journey.press("Alt+Up", "Ctrl+Shift+D")
    expected = ["One", "Typed", "pasted", "more", "more", "and", "Two; three"]
    written = text.replace(f"One{newline}Two; three", newline.join(expected))
    assert document.text == written
    document.apply(set_field(document.text, "subtitle", "New"), "Add a field")
    added = f"tags: [ferry, river]{newline}subtitle: New{newline}---{newline}"
    written = written.replace(f"tags: [ferry, river]{newline}---{newline}", added)
    journey.press("Ctrl+S")
    journey.saved(ferry, written.encode())
    while document.can_undo:
        document.undo()
    assert document.text == text


def test_the_editor_says_how_a_file_reads(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    text = FERRY.replace("returns", "kehrt zurück") + "Für Größe.\n"
    ferry.write_bytes(text.encode("cp1252"))
    journey = open_desk(site.root)
    journey.loaded()
    document = journey.open("Ferry timetable kehrt zurück")
    status = journey.desk.status
    assert status.text("format") == "Windows-1252 (guessed) · LF"
    journey.press("Ctrl+End")
    journey.type("Neu →")
    journey.when_asked("Return")  # that's right
    seen = journey.when_asked("Escape")
    journey.press("Ctrl+S")
    journey.until(lambda: len(seen) == 1)
    assert ferry.read_bytes() == text.encode("cp1252")
    assert journey.desk.encoding.bar_of(document) is None
    assert status.text("format") == "Windows-1252 · LF"
    seen = journey.when_asked("Return")
    journey.press("Ctrl+S")
    journey.saved(ferry, (text + "Neu →").encode())
    assert "“→”" in seen[0]
    assert status.text("format") == "UTF-8 · LF"


def test_another_encoding_is_chosen_from_the_status_bar(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    text = FERRY + "Кафе\n"
    ferry.write_bytes(text.encode("koi8-r"))
    journey = open_desk(site.root)
    journey.loaded()
    document = journey.open("Ferry")
    journey.desk.encoding._encodings.reread(document, "cp1252")
    journey.until(lambda: document.text.endswith("ëÁÆÅ\n"))
    button = journey.window.findChild(QPushButton, "formatButton")
    assert isinstance(button, QPushButton)
    journey.click(button)
    journey.until(lambda: journey.dialog is not None and journey.dialog.isActiveWindow())
    dialog = journey.dialog
    assert isinstance(dialog, EncodingDialog)
    tree = dialog.findChild(QTreeWidget)
    assert isinstance(tree, QTreeWidget)
    (item,) = tree.findItems("KOI8-R", Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchExactly)
    assert item.text(1) == "Кафе"
    tree.setCurrentItem(item)
    journey.press("Return")
    journey.until(lambda: document.text == text)
    assert not document.modified
    journey.press("Ctrl+Z")
    assert document.text.endswith("ëÁÆÅ\n")
    journey.press("Ctrl+Q")
    journey.until(lambda: not journey.window.isVisible())
    journey.stop()
    again = open_desk(None)
    again.until(lambda: again.tab_title.startswith("Ferry"))
    assert again.document.text.endswith("ëÁÆÅ\n")
    assert not again.document.modified
    assert again.desk.encoding.bar_of(again.document) is None


def test_ten_megabytes_in_one_line(
    open_desk: Callable[..., Journey], site: SiteBuilder, ferry: Path
) -> None:
    data = FERRY.encode() + b"word and more " * 750_000
    ferry.write_bytes(data)
    journey = open_desk(site.root)
    journey.loaded()
    document = journey.open("Ferry")
    assert journey.editor.bridge.line_count == FERRY.count("\n") + 1
    assert max(map(len, shown_lines(journey))) < 100_000
    journey.until(lambda: "too long" in journey.desk.preview.message.text)
    middle = len(data) // 2
    journey.editor.place_cursor(middle)
    journey.type("Mine")
    journey.press("Backspace", "Left", "Delete", "Ctrl+S")
    journey.saved(ferry, data[:middle] + b"Mi" + data[middle:], _LONG_MS)
    assert journey.editor.position() == (FERRY.count("\n"), middle + 2 - len(FERRY))
    journey.press("Ctrl+End")
    journey.type("!")
    journey.press("Ctrl+S")
    journey.saved(ferry, data[:middle] + b"Mi" + data[middle:] + b"!", _LONG_MS)
    assert not document.modified


def shown_lines(journey: Journey) -> list[str]:
    return journey.editor.document().toRawText().split("\u2029")
