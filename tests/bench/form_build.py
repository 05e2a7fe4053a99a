"""How long the form of a post takes to come up, and how long the window can't be typed in then."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFormLayout, QLineEdit, QScrollArea, QWidget

from copydesk.core.posts.encoding import TextFormat
from copydesk.services.assets import Assets
from copydesk.services.open_document import OpenDocument
from copydesk.services.references import References
from copydesk.services.thumbnails import Thumbnails
from copydesk.ui.details.editors.image import decode_thumbnail
from copydesk.ui.details.panel import DetailsPanel
from tests.bench.fielded import fielded_post, values
from tests.bench.figures import Figure
from tests.bench.window import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.application.desk import Desk

# By the number of fields: how many forms.
_TURNS = {10: 25, 100: 10, 1_000: 3}
_WIDTH_PX, _HEIGHT_PX = 308, 900
_FIRST_ROWS_MS = 50.0
_BLOCK_MS = 30.0
_MOST_S = 120.0


@dataclass(slots=True)
class _Built:
    """What one form took, in milliseconds; of blocks, the longest by the clock and by work done."""

    painted_ms: float
    complete_ms: float
    longest_ms: float
    worked_ms: float


class _Watch(QObject):
    """Runs the loop while something comes up in a window, with an eye on the loop."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self._first: QWidget | None = None
        self._inside = self._seen = False
        self._last_s = self._longest_s = self._painted_s = 0.0
        self._last_worked_s = self._most_worked_s = 0.0
        window.installEventFilter(self)

    def look_for(self, first: QWidget) -> None:
        """The widget that must be painted; the first that is named."""
        if self._first is None:
            self._first = first
            first.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes when the window's paint ends that has the first widget in it."""
        kind = event.type()
        if watched is self._first and kind == QEvent.Type.Paint:
            self._seen = True
        if watched is not self._window or kind != QEvent.Type.UpdateRequest or self._inside:
            return False
        self._inside = True
        QCoreApplication.sendEvent(watched, event)
        self._inside = False
        if self._seen and not self._painted_s:
            self._painted_s = time.perf_counter()
        return True

    def run(self, begin: Callable[[], object], complete: Callable[[], bool]) -> _Built:
        """Begins something, and comes back once it is painted and complete."""
        loop, ended = QEventLoop(), 0.0
        begun = 0.0

        def beat() -> None:
            nonlocal begun, ended
            now, worked = time.perf_counter(), time.thread_time()
            if not begun:
                begun = self._last_s = now
                self._last_worked_s = worked
                begin()
                return
            self._longest_s = max(self._longest_s, now - self._last_s)
            self._most_worked_s = max(self._most_worked_s, worked - self._last_worked_s)
            self._last_s, self._last_worked_s = now, worked
            if not ended and complete():
                ended = now
            if (ended and self._painted_s) or now - begun > _MOST_S:
                loop.quit()

        timer = QTimer()
        timer.setInterval(0)
        timer.timeout.connect(beat)
        timer.start()
        loop.exec()
        timer.stop()
        self._window.removeEventFilter(self)
        if not ended or not self._painted_s:
            raise TimeoutError(self._window)
        painted = max(0.0, self._painted_s - begun) * 1000
        return _Built(
            painted,
            max((ended - begun) * 1000, painted),
            self._longest_s * 1000,
            self._most_worked_s * 1000,
        )


def measure(desk: Desk, folders: dict[int, Path]) -> list[Figure]:
    """Forms in windows of their own, so that no preview is painted beside them.

    Args:
        desk: Open on the site.
        folders: By the number of its fields, the folder of each collection.
    """
    figures: list[Figure] = []
    _forms(desk, folders[min(_TURNS)] / "built.md", min(_TURNS), -1)  # loads what all need
    for count, turns in _TURNS.items():
        path = folders[count] / "built.md"
        built, turned, bare = [], [], []
        for turn in range(turns):
            bare.append(_bare(count, turn))
            first, second = _forms(desk, path, count, turn)
            built.append(first)
            turned.append(second)
        figures += _figures(count, built, turned, bare)
    return figures


def _figures(
    count: int, built: list[_Built], turned: list[_Built], bare: list[_Built]
) -> list[Figure]:
    floor = (f"a bare form of {count:,} lines", [one.complete_ms for one in bare])
    usual = count == min(_TURNS)
    return [
        Figure(
            f"form of {count:,} fields: first rows painted",
            [one.painted_ms for one in built],
            floor=floor,
            target=_FIRST_ROWS_MS,
            note="from the post handed to an empty panel; the bare form is a QFormLayout of"
            " QLineEdits in the same style, from its first line made to its paint" if usual else "",
        ),
        Figure(
            f"form of {count:,} fields: all rows",
            [one.complete_ms for one in built],
            floor=floor,
        ),
        Figure(
            f"form of {count:,} fields: longest block",
            [one.longest_ms for one in built],
            floor=("its processor time", [one.worked_ms for one in built]),
            target=_BLOCK_MS,
            note="the longest time between two turns of the event loop; well above its processor"
            " time, the machine was busy with something else" if usual else "",
        ),
        Figure(
            f"form of {count:,} fields, the next post in it: longest block",
            [one.longest_ms for one in turned],
            floor=("its processor time", [one.worked_ms for one in turned]),
            target=_BLOCK_MS,
            note="another post of the collection, whose values the rows take" if usual else "",
        ),
    ]  # fmt: skip


def _forms(desk: Desk, path: Path, count: int, turn: int) -> tuple[_Built, _Built]:
    """A new panel's first post, and then its second."""
    panel = DetailsPanel(
        desk.fields,
        desk.theme,
        Thumbnails(desk.tasks, decode_thumbnail),
        references=References(desk.library, desk.schemas, desk.tasks),
        assets=Assets(desk.tasks, desk.notifier, desk.library),
        notifier=desk.notifier,
    )
    _show(panel)
    form = panel.form
    results: list[_Built] = []
    for number in (2 * turn + 2, 2 * turn + 3):
        post = fielded_post(values(count, number))
        document = OpenDocument(path, post, TextFormat("utf-8", False), "digest")
        watch = _Watch(panel)
        if results:
            watch.look_for(form.made_rows()[0])
        else:
            form.row_added.connect(watch.look_for)
        results.append(watch.run(_Handing(panel, document), lambda: form.complete))
        if len(form.made_rows()) != count:
            raise RuntimeError(len(form.made_rows()))
        _wait_for_rest(desk)
    panel.set_document(None)
    _let_go(panel)
    return results[0], results[1]


@dataclass(slots=True)
class _Handing:
    """Hands a post to a panel."""

    panel: DetailsPanel
    document: OpenDocument

    def __call__(self) -> None:
        self.panel.set_document(self.document)


def _bare(count: int, turn: int) -> _Built:
    area = QScrollArea()
    area.setWidgetResizable(True)
    _show(area)
    watch = _Watch(area)
    fields = values(count, turn)

    def fill() -> None:
        form = QWidget()
        layout = QFormLayout(form)
        for name, value in fields.items():
            line = QLineEdit(str(value))
            layout.addRow(name, line)
            watch.look_for(line)
        area.setWidget(form)

    built = watch.run(fill, lambda: area.widget() is not None)
    _let_go(area)
    return built


def _show(window: QWidget) -> None:
    window.resize(_WIDTH_PX, _HEIGHT_PX)
    window.show()
    if not QTest.qWaitForWindowExposed(window):
        raise TimeoutError(window)
    wait_for(lambda: not window.visibleRegion().isEmpty())


def _wait_for_rest(desk: Desk) -> None:
    """Lets what the form asked for in the background come in."""
    wait_for(lambda: not desk.tasks.busy)
    QTest.qWait(30)


def _let_go(window: QWidget) -> None:
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
