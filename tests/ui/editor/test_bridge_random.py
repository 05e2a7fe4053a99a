"""Whatever is done in whatever order, what is shown is the document's text, and undo leads back."""

from __future__ import annotations

import contextlib
import random
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextBlock, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.encoding import TextFormat
from copydesk.core.posts.field_edits import set_field, unset_field
from copydesk.core.text.edits import TextEdit, apply_edits
from copydesk.core.text.markdown_commands import COMMANDS
from copydesk.core.text.positions import QtMap
from copydesk.core.text.text_command import Selection
from copydesk.services.open_document import DiskVersion

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from copydesk.services.open_document import TextChange
    from copydesk.ui.editor.markdown_editor import MarkdownEditor

FIELDS = "---\ntitle: T\ntags: [a]\n---\n"
HEADS = (
    "",
    FIELDS,
    "---\r\ntitle: T 😀\r\ndate: 2024-01-01\r\n---\r\n",
    "---\rtitle: x\r---\r",
)
PIECES = (
    "a", "word ", "\n", "\r\n", "\r", "\n\n", "😀", "👩\u200d🚀", "\u2028", "\u2029", "\u00a0",
    "\ufdd0", "\ufdd1", "\ud83d", "\ude00", "\udcff", "e\u0301", "نص", "\x00", "\ufeff", "\x0b",
    "\x85", "\ue029", "\U0010ffff", "\t", "```\n", "> ", "- item\n", "1. x\r\n", "# h\n", "---\n",
    "---\r\n", "title: x\n", "tags: [a, b]\r\n",
)  # fmt: skip
KEYS = {
    "enter": (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    "line": (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier),
    "back": (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier),
    "delete": (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    "word back": (Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier),
    "word delete": (Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier),
    "tab": (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
    "outdent": (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier),
    "cut": (Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier),
}
# What the editor's own hands do: none of it may touch what is folded.
BY_HAND = [*KEYS, "type", "type", "type", "paste", "drag", "compose", "compose", "command"]
OTHERS = ["undo", "undo", "redo", "fold", "other", "several", "field", "unset", "reload", "saved"]


def shows_its_text(editor: MarkdownEditor) -> bool:
    shown = editor.document().toRawText().replace("\u2029", "\n")
    text, lines = editor.text_document.text, editor.bridge.lines
    pieces = pairwise([0, *lines.cuts(text), len(text)])
    wanted = "\n".join(QtMap.shown(text[start:end]) for start, end in pieces)
    return editor.bridge.in_step and shown == wanted


@dataclass
class Hands:
    """Does random things to an editor."""

    editor: MarkdownEditor
    random: random.Random
    seen: str
    done: list[tuple[str, Selection]] = field(default_factory=list)

    def follow(self, change: TextChange) -> None:
        assert change.before == self.seen
        self.seen = apply_edits(self.seen, change.edits)

    def text(self, most: int) -> str:
        return "".join(self.random.choice(PIECES) for _ in range(self.random.randrange(most)))

    def place(self) -> int:
        return self.random.randrange(len(self.editor.text_document.text) + 1)

    def select(self) -> None:
        if self.random.random() < 0.8:
            anchor = self.place()
            head = anchor if self.random.random() < 0.6 else self.place()
            self.editor.bridge.select(Selection(anchor, head))

    def act(self, action: str) -> None:
        self.done.append((action, self.editor.bridge.selection()))
        if action in KEYS:
            key, modifier = KEYS[action]
            QTest.keyClick(self.editor, key, modifier)
        else:
            getattr(self, f"do_{action}")()

    def do_type(self) -> None:
        QTest.keyClicks(self.editor, self.random.choice('qx *`["a'))

    def do_paste(self) -> None:
        data = QMimeData()
        data.setText(self.text(8 if self.random.random() < 0.95 else 400))
        self.editor.insertFromMimeData(data)

    def do_drag(self) -> None:
        """As QWidgetTextControl does it: a move, or with Ctrl a copy, within one edit block."""
        cursor = self.editor.textCursor()
        place = self.editor.bridge.to_qt(self.place())
        if not cursor.hasSelection() or cursor.selectionStart() <= place <= cursor.selectionEnd():
            return
        data = self.editor.createMimeDataFromSelection()
        target = QTextCursor(self.editor.document())
        target.setPosition(place)
        target.beginEditBlock()
        if self.random.random() < 0.7:
            cursor.removeSelectedText()
        self.editor.setTextCursor(target)
        self.editor.insertFromMimeData(data)
        target.endEditBlock()

    def do_compose(self) -> None:
        text = self.random.choice(("日本", "😀", "é", "\u00a0"))
        if self.random.random() < 0.5:
            QApplication.sendEvent(self.editor, QInputMethodEvent(text, []))
        if self.random.random() < 0.3:
            self.do_other()
        commit = QInputMethodEvent("", [])
        if self.random.random() < 0.8:
            # Now and then it replaces what is before the cursor, be it half of a character.
            commit.setCommitString(text, *((-1, 1) if self.random.random() < 0.2 else (0, 0)))
        QApplication.sendEvent(self.editor, commit)

    def do_command(self) -> None:
        self.editor.run(self.random.choice(list(COMMANDS)))

    def do_undo(self) -> None:
        self.editor.undo()

    def do_redo(self) -> None:
        self.editor.redo()

    def do_fold(self) -> None:
        self.editor.fold.toggle()

    def do_other(self) -> None:
        start, end = sorted((self.place(), self.place()))
        self.editor.text_document.apply([TextEdit(start, end, self.text(6))], "Other")

    def do_several(self) -> None:
        places = sorted(self.place() for _ in range(6))
        edits = [TextEdit(places[n], places[n + 1], self.text(4)) for n in (0, 2, 4)]
        self.editor.text_document.apply(edits, "Several")

    def do_field(self) -> None:
        document = self.editor.text_document
        key = self.random.choice(("title", "tags", "new"))
        value = self.random.choice(("x", "Über 😀", ["a", "b"], True, "two\nlines"))
        with contextlib.suppress(EditRefusedError):
            document.apply(set_field(document.text, key, value), "Field", merge=f"field:{key}")

    def do_unset(self) -> None:
        document = self.editor.text_document
        with contextlib.suppress(EditRefusedError):
            document.apply(unset_field(document.text, "title"), "Remove")

    def do_reload(self) -> None:
        start, end = sorted((self.place(), self.place()))
        edit = TextEdit(start, end, self.text(5))
        text = apply_edits(self.editor.text_document.text, [edit])
        self.editor.text_document.take_theirs(DiskVersion(text, TextFormat(), "theirs"))
        assert not self.editor.text_document.modified

    def do_saved(self) -> None:
        document = self.editor.text_document
        document.mark_saved(DiskVersion(document.text, document.text_format, "mine"))


@pytest.mark.parametrize("seed", range(12))
def test_a_long_day_with_long_lines(
    open_editor: Callable[[str], MarkdownEditor],
    qtbot: QtBot,
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("copydesk.core.text.lines.MOST", 8)
    monkeypatch.setattr("copydesk.core.text.lines.PIECE", 5)
    test_a_long_day(open_editor, qtbot, seed)


def test_every_key_in_a_long_line_does_what_it_does_in_any(
    open_editor: Callable[[str], MarkdownEditor], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copydesk.core.text.lines.MOST", 8)
    monkeypatch.setattr("copydesk.core.text.lines.PIECE", 5)
    text = "abcd efgh 😀jkl mnop\r\nqrst uvwx yzab\n"
    editor = open_editor(text)
    document = editor.text_document
    assert len(editor.bridge.lines) > editor.bridge.line_count == 3
    for at in range(len(text)):
        if text[at - 1 : at + 1] == "\r\n":
            continue
        width = 2 if text.startswith("\r\n", at) else 1
        for key, wanted in (
            ("x", text[:at] + "x" + text[at:]),
            (Qt.Key.Key_Delete, text[:at] + text[at + width :]),
            (
                Qt.Key.Key_Backspace,
                text[: at - (2 if text[at - 2 : at] == "\r\n" else 1)] + text[at:],
            ),
        ):
            editor.place_cursor(at)
            place = (text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1)
            assert editor.position() == place
            if isinstance(key, str):
                QTest.keyClicks(editor, key)
            elif at or key is Qt.Key.Key_Delete:
                QTest.keyClick(editor, key)
            qtbot.waitUntil(lambda: editor.bridge.in_step)
            if at or key is not Qt.Key.Key_Backspace:
                assert document.text == wanted, (at, key)
                document.undo()
            assert document.text == text
            assert shows_its_text(editor)


@pytest.mark.parametrize("seed", range(24))
def test_a_long_day(open_editor: Callable[[str], MarkdownEditor], qtbot: QtBot, seed: int) -> None:
    chance = random.Random(seed)
    hands = Hands(None, chance, "")  # type: ignore[arg-type]  # it comes with its text
    first = chance.choice(HEADS) + hands.text(40)
    hands.editor = editor = open_editor(first)
    hands.seen = first
    document = editor.text_document
    document.changed.connect(hands.follow)
    assert document.revision == 0
    for _step in range(100):
        action = chance.choice(BY_HAND if chance.random() < 0.7 else OTHERS)
        hands.select()
        before, folded, body = document.text, editor.fold.folded, editor.fold.body_position
        revision, composed = document.revision, action == "compose"
        hands.act(action)
        if not editor.bridge.in_step:  # mended as soon as Qt is done with the key
            qtbot.waitUntil(lambda: editor.bridge.in_step)
        assert shows_its_text(editor), hands.done[-3:]
        assert hands.seen == document.text, hands.done[-3:]
        if folded and editor.fold.folded and action in BY_HAND and not composed:
            assert document.text[:body] == before[:body], hands.done[-3:]
        assert (document.revision == revision) == (document.text == before) or composed
    while document.can_undo:
        document.undo()
    assert document.text == first
    assert shows_its_text(editor)
    editor.close()


def test_an_input_method_replaces_nothing_that_is_folded(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor(f"{FIELDS}body\n")
    editor.place_cursor(len(FIELDS))
    assert editor.fold.folded
    commit = QInputMethodEvent("", [])
    commit.setCommitString("日本", -1, 1)
    QApplication.sendEvent(editor, commit)
    assert editor.text_document.text == f"{FIELDS}日本body\n"
    commit.setCommitString("x", -1, 1)
    QApplication.sendEvent(editor, commit)
    assert editor.text_document.text == f"{FIELDS}日xbody\n"


def test_half_a_character_replaced_brings_the_widget_back_in_step(
    open_editor: Callable[[str], MarkdownEditor], qtbot: QtBot
) -> None:
    editor = open_editor("a😀\nb\n")
    editor.place_cursor(2)
    commit = QInputMethodEvent("", [])
    commit.setCommitString("é", -1, 1)
    QApplication.sendEvent(editor, commit)
    qtbot.waitUntil(lambda: shows_its_text(editor))
    assert editor.text_document.text == "aé\nb\n"
    QTest.keyClicks(editor, "x")
    assert editor.text_document.text in ("aéx\nb\n", "axé\nb\n", "aé\nb\nx")
    assert shows_its_text(editor)


def test_what_is_dropped_on_the_folded_fields_goes_to_the_text(
    open_editor: Callable[[str], MarkdownEditor],
) -> None:
    editor = open_editor(f"{FIELDS}one two\n")
    at = len(FIELDS) + 4
    editor.bridge.select(Selection(at, at + 3))
    data = editor.createMimeDataFromSelection()
    cursor, target = editor.textCursor(), QTextCursor(editor.document())
    target.setPosition(2)  # on the label
    target.beginEditBlock()
    cursor.removeSelectedText()
    editor.setTextCursor(target)
    editor.insertFromMimeData(data)
    target.endEditBlock()
    assert editor.text_document.text == f"{FIELDS}twoone \n"
    assert shows_its_text(editor)


def test_a_block_that_is_none_has_no_size(open_editor: Callable[[str], MarkdownEditor]) -> None:
    editor = open_editor("a\n")
    assert not editor.spaced_layout.blockBoundingRect(QTextBlock()).isValid()
