"""From a key in a field of the form to its glyph, in the form and in the text."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPlainTextEdit, QWidget

from tests.bench.fielded import fielded_post, values
from tests.bench.figures import Figure
from tests.bench.window import open_post, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.application.desk import Desk

# By the number of fields: how many keys.
_KEYS = {10: 80, 1_000: 30}
_WARMING = 3
_FIELD = "title"
# Without spaces: one at the end of a title is not written until a letter follows.
_LETTERS = "theferryleavesatnineandtheweirisclosed"
# As for a key in the text.
_KEY_MS, _KEY_P95_MS = 4.0, 10.0


class _Paints(QObject):
    """Tells when each of some widgets has finished painting after a key."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self._painted = [
            widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
            for widget in widgets
        ]
        self._inside = False
        self._ends: dict[QObject, float] = {}
        for widget in self._painted:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paints in place, so that the time noted is that of the paint's end."""
        if event.type() != QEvent.Type.Paint or self._inside:
            return False
        self._inside = True
        QCoreApplication.sendEvent(watched, event)
        self._inside = False
        self._ends.setdefault(watched, time.perf_counter())
        return True

    def key_ms(self, typed_in: QWidget, key: str) -> list[float]:
        """Presses a key; milliseconds until each widget is painted."""
        QApplication.processEvents()
        self._ends.clear()
        begun = time.perf_counter()
        QTest.keyClicks(typed_in, key)
        wait_for(lambda: len(self._ends) == len(self._painted))
        return [(self._ends[widget] - begun) * 1000 for widget in self._painted]

    def stop(self) -> None:
        """Lets go of the widgets."""
        for widget in self._painted:
            widget.removeEventFilter(self)


def measure(desk: Desk, folders: dict[int, Path]) -> list[Figure]:
    """Keys in the title of a post of 10 fields, and of one of 1,000.

    Args:
        desk: Open on the site.
        folders: By the number of its fields, the folder of each collection.
    """
    figures: list[Figure] = []
    for count, keys in _KEYS.items():
        path = folders[count] / "typed.md"
        path.write_text(fielded_post(values(count, 1)), "utf-8")
        bare = _bare_ms(keys)
        form, text = _desk_ms(desk, path, keys)
        for where, samples in (("the form", form), ("the text", text)):
            figures.append(
                Figure(
                    f"key in a form of {count:,} fields, to {where}",
                    samples,
                    floor=("bare QPlainTextEdit", bare),
                    target=_KEY_MS,
                    target_p95=_KEY_P95_MS,
                    note="the title is typed in; until its field, and its line of the text, are"
                    " painted" if count == min(_KEYS) and samples is form else "",
                )
            )  # fmt: skip
    return figures


def _desk_ms(desk: Desk, path: Path, keys: int) -> tuple[list[float], list[float]]:
    open_post(desk, path)
    document, editor = desk.editors.current_document, desk.editors.current_editor
    if document is None or editor is None:
        raise RuntimeError(path)
    wait_for(lambda: desk.details.document is document)
    wait_for(lambda: desk.details.form.complete)
    wait_for(lambda: not desk.rendering.busy and not desk.tasks.busy)
    desk.window.activateWindow()  # the bare one had the keyboard
    desk.actions.get("go.details").trigger()  # another page of the column may be in front
    if not desk.details.focus_field(_FIELD):
        raise RuntimeError(_FIELD)
    field = desk.window.focusWidget()
    wait_for(lambda: field.hasFocus() and not field.visibleRegion().isEmpty())
    QTest.qWait(300)  # what opening set off comes to its end
    paints = _Paints(field, editor)
    typed = "".join(_LETTERS[i % len(_LETTERS)] for i in range(keys + _WARMING))
    samples = []
    for key in typed:
        samples.append(paints.key_ms(field, key))
        wait_for(lambda: not desk.rendering.busy)
    paints.stop()
    if typed not in document.text:
        raise RuntimeError(document.text[:200])
    while document.can_undo and document.modified:
        document.undo()
    form, text = zip(*samples[_WARMING:], strict=True)
    return list(form), list(text)


def _bare_ms(keys: int) -> list[float]:
    edit = QPlainTextEdit("A title")
    edit.resize(280, 60)
    edit.show()
    edit.setFocus()
    wait_for(lambda: not edit.visibleRegion().isEmpty())
    paints = _Paints(edit)
    samples = [paints.key_ms(edit, _LETTERS[i % len(_LETTERS)])[0] for i in range(keys)]
    paints.stop()
    edit.close()
    edit.deleteLater()
    return samples
