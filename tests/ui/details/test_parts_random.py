"""A form that is worked with at random shows what the post says, step by step."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from copydesk.ui.details.editors.list_editor import ListEditor
from copydesk.ui.details.editors.object_editor import ObjectEditor

if TYPE_CHECKING:
    from copydesk.ui.details.editors.labelled_row import LabelledRow
    from tests.ui.details.conftest import Desk

# The offscreen platform has no popups to raise.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
YAML = """\
---
title: Ferry
stops:
  - name: Mill Lane   # by the bridge
    calls: [early, late]
  - name: Harbour
  - name: Reed Island
    fare: 1.10
links:
  - https://example.org/one
  - https://example.org/two
seo: {title: Boats, robots: index}
---
Body.
"""
TOML = """\
+++
title = "Ferry"
links = ["https://example.org/one", "https://example.org/two"]

[seo]
title = "Boats"
robots = "index"

[[stops]]
name = "Mill Lane" # by the bridge
calls = ["early", "late"]

[[stops]]
name = "Harbour"

[[stops]]
name = "Reed Island"
fare = 1.10
+++
Body.
"""
JSON = """\
{
  "title": "Ferry",
  "stops": [
    { "name": "Mill Lane", "calls": ["early", "late"] },
    { "name": "Harbour" },
    { "name": "Reed Island", "fare": 1.10 }
  ],
  "links": ["https://example.org/one", "https://example.org/two"],
  "seo": { "title": "Boats", "robots": "index" }
}
Body.
"""


def shows(row: LabelledRow, value: object) -> None:
    """Holds a row, and all rows inside of it, against a value of the post."""
    shown = row.editor.shown
    assert shown is not None
    assert shown.value == value
    editor = row.editor
    if isinstance(editor, ListEditor) and isinstance(value, list):
        assert len(editor.items()) == len(value)
        for number, (item, one) in enumerate(zip(editor.items(), value, strict=True), 1):
            assert item.inputs()[0].accessibleName().split(",")[0].endswith(str(number))
            shows(item, one)
    elif isinstance(editor, ObjectEditor) and row.main_input is not row._fold:
        assert isinstance(value, Mapping)
        for inner in editor.rows():
            shows(inner, value.get(inner.field.name))


def _step(desk: Desk, choose: random.Random) -> None:
    """One thing an editor may do."""
    editor = desk.row(choose.choice(["stops", "links"])).editor
    assert isinstance(editor, ListEditor)
    item = choose.choice(editor.items()) if editor.items() else None
    match choose.randrange(8):
        case 0:
            editor._append()
        case 1 if desk.document.can_undo:
            desk.document.undo()
        case 2 if desk.document.can_redo:
            desk.document.redo()
        case 3 if item is not None:
            item.set_open(choose.random() < 0.5)
        case 4 if item is not None and len(editor.items()) > 1:
            item._request_removal()
        case 5 | 6 if item is not None:
            item.set_open(True)
            widget = item.editor.inputs()[0]
            widget.setFocus()
            QTest.keyClicks(widget, choose.choice(["x", ": ", "#", "no"]))
        case 7 if item is not None:
            widget = choose.choice(item.inputs())
            widget.setFocus()
            keys = [(Qt.Key.Key_Up, ALT), (Qt.Key.Key_Down, ALT), (Qt.Key.Key_Return, CTRL)]
            QTest.keyClick(widget, *choose.choice(keys))


@pytest.mark.parametrize("text", [YAML, TOML, JSON], ids=["yaml", "toml", "json"])
@pytest.mark.parametrize("seed", range(3))
def test_steps_at_random(desk: Desk, text: str, seed: int) -> None:
    choose = random.Random(seed)
    document = desk.open(text)

    for _ in range(60):
        _step(desk, choose)
        assert document.frontmatter.readable
        for key, value in document.frontmatter.data.items():
            shows(desk.row(key), value)
    while document.can_undo:
        document.undo()
    assert document.text == text
    for key, value in document.frontmatter.data.items():
        shows(desk.row(key), value)
