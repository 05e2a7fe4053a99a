"""A source beside the draft’s words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QTextEdit

from copydesk.core.review.tracing.claim import Claim, ClaimKind, Place, Verdict
from copydesk.core.text.positions import Span
from copydesk.ui.sources.source_view import SourceView
from copydesk.ui.theme.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_what_differs_is_never_cut_off(qtbot: QtBot) -> None:
    draft = "We lost the lower shelves and all of the maps in a single night of rain and wind."
    source = "First.\n\n" + draft.replace("all", "most") + "\n\nLast.\n"
    at = draft.index("all")
    there = source.index("most")
    place = Span(8, 8 + len(draft) + 1)
    claim = Claim(
        ClaimKind.QUOTE,
        draft,
        Span(0, len(draft)),
        Verdict.ALTERED,
        Place("note", place, place.of(source)),
        differences=((Span(at, at + 3), Span(there, there + 4)),),
    )
    split = QSplitter(Qt.Orientation.Vertical)
    split.setChildrenCollapsible(False)
    view = SourceView(Theme("light"))
    split.addWidget(QTextEdit())
    split.addWidget(view)
    qtbot.addWidget(split)
    split.resize(260, 400)
    split.setSizes([300, 100])
    with qtbot.waitExposed(split):
        split.show()
    view.show_source("note", source, ())
    view.show_claim(claim, draft)
    both = view.findChild(QLabel, "sourceBoth")
    assert isinstance(both, QLabel)
    qtbot.waitUntil(lambda: both.height() >= both.heightForWidth(both.width()))
    assert view.selected == place.of(source)
    view.show_source("note", source, ())
    assert view.minimumHeight() == 0
