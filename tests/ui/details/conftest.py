"""A Details panel on a document, with the fields of a made-up collection beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from copydesk.core.posts.encoding import TextFormat
from copydesk.services.assets import Assets
from copydesk.services.open_document import OpenDocument
from copydesk.services.references import References
from copydesk.services.thumbnails import Thumbnails
from copydesk.ui.details.editors.image import decode_thumbnail
from copydesk.ui.details.editors.labelled_row import LabelledRow
from copydesk.ui.details.panel import DetailsPanel
from copydesk.ui.theme.theme import Theme
from tests.helpers.fake_library import FakeLibrary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QLineEdit, QWidget
    from pytestqt.qtbot import QtBot

    from copydesk.core.site.field import Field
    from copydesk.core.site.schema.site_schema import CollectionSchema
    from copydesk.services.fields import Fields
    from copydesk.services.library import Library
    from copydesk.ui.details.field_row import FieldRow
    from tests.helpers.inline_tasks import InlineTasks
    from tests.helpers.notifier_spy import NotifierSpy


# Forms of more fields are looked at while they are being made.
_FEW = 50


class FakeFields(QObject):
    """Says what it is told to."""

    fields_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: tuple[Field, ...] = ()
        self.schema: CollectionSchema | None = None
        self.notes: tuple[str, ...] = ()
        self.words: dict[str, list[str]] = {}

    def fields_for(
        self, _path: Path | None, _data: Mapping[str, object] | None = None
    ) -> tuple[Field, ...]:
        return self.fields

    def schema_of(
        self, _path: Path | None, _data: Mapping[str, object] | None = None
    ) -> CollectionSchema | None:
        return self.schema

    def completions(self, _path: Path | None, key: str) -> list[str]:
        return self.words.get(key, [])

    def collection_of(self, _path: Path | None) -> None:
        return None

    def learn(self, *fields: Field) -> None:
        self.fields = fields
        self.fields_changed.emit()


class Desk:
    """A panel and what it shows."""

    def __init__(self, qtbot: QtBot, tasks: InlineTasks, notifier: NotifierSpy) -> None:
        self.qtbot = qtbot
        self.notifier = notifier
        self.library = FakeLibrary(Path("/site"))
        self.references = References(cast("Library", self.library), None, tasks)
        self.assets = Assets(tasks, notifier)
        self.fields = FakeFields()
        self.theme = Theme("light")
        self.thumbnails = Thumbnails(tasks, decode_thumbnail)
        self.panel = DetailsPanel(
            cast("Fields", self.fields),
            self.theme,
            self.thumbnails,
            references=self.references,
            assets=self.assets,
            notifier=notifier,
        )
        qtbot.addWidget(self.panel)
        self.panel.resize(308, 900)
        self.panel.show()
        qtbot.waitExposed(self.panel)
        self.document = self.open("")

    def open(self, text: str, path: str = "/site/news/a.md") -> OpenDocument:
        self.document = OpenDocument(Path(path), text, TextFormat("utf-8", False), "digest")
        self.panel.set_document(self.document)
        form = self.panel.form
        if len(form.plans()) < _FEW and not form.complete:
            self.qtbot.waitUntil(lambda: form.complete)
        return self.document

    def row(self, key: str) -> FieldRow:
        row = self.panel.form.row(key)
        assert row is not None, f"no row for {key}"
        return row

    def input(self, key: str) -> QWidget:
        return self.row(key).editor.main_input

    def line(self, key: str) -> QLineEdit:
        return cast("QLineEdit", self.input(key))

    def part_row(self, key: str, *path: str | int) -> LabelledRow:
        """The row of a part: of the second author's name, ``"authors", 1, "name"``."""
        row: LabelledRow = self.row(key)
        for part in path:
            found = row.editor.part_row(part)
            assert isinstance(found, LabelledRow), f"no row for {part}"
            row = found
        return row

    def part(self, key: str, *path: str | int) -> QLineEdit:
        """The input of a part."""
        return cast("QLineEdit", self.part_row(key, *path).editor.main_input)

    def focus_part(self, key: str, *path: str | int) -> QLineEdit:
        widget = self.part(key, *path)
        self.panel.activateWindow()
        widget.setFocus()
        self.qtbot.waitUntil(widget.hasFocus)
        return widget

    @property
    def focused(self) -> QWidget | None:
        return self.panel.window().focusWidget()

    def names(self) -> list[str]:
        return list(self.panel.form.plans())

    def focus(self, key: str) -> QWidget:
        widget = self.input(key)
        self.panel.activateWindow()
        widget.setFocus()
        self.qtbot.waitUntil(widget.hasFocus)
        return widget

    def type_into(self, key: str, text: str, *, replace: bool = False) -> None:
        widget = self.focus(key)
        if replace:
            QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(widget, text)

    def cursor(self, key: str) -> int:
        widget = self.input(key)
        if isinstance(widget, QPlainTextEdit):
            return widget.textCursor().position()
        return self.line(key).cursorPosition()

    def put_cursor(self, key: str, position: int) -> None:
        widget = self.input(key)
        if isinstance(widget, QPlainTextEdit):
            cursor = widget.textCursor()
            cursor.setPosition(position)
            widget.setTextCursor(cursor)
        else:
            self.line(key).setCursorPosition(position)

    def write(self, old: str, new: str) -> None:
        """Another view changes the text, as the editor does."""
        from copydesk.core.text.edits import TextEdit

        start = self.document.text.index(old)
        self.document.apply([TextEdit(start, start + len(old), new)], "Typing", merge="typing")


@pytest.fixture
def desk(qtbot: QtBot, inline_tasks: InlineTasks, notifier_spy: NotifierSpy) -> Desk:
    return Desk(qtbot, inline_tasks, notifier_spy)
