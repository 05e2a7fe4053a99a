"""Marks findings where they are: words in the editor, whole blocks in the preview."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from copydesk.core.review.finding import Severity
from copydesk.core.text.positions import line_at, line_starts
from copydesk.ui.editor.underlines import Underline

if TYPE_CHECKING:
    from copydesk.application.workspace import Workspace
    from copydesk.core.review.finding import Finding
    from copydesk.services.open_document import OpenDocument
    from copydesk.services.review import Review

_TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn"}
# What a whole block is wrong about; words have their line in the editor.
_OUTLINED = ("Structure", "Links and images")


class FindingMarks(QObject):
    """Marks the open errors and warnings of the post in front."""

    def __init__(self, desk: Workspace, review: Review) -> None:
        super().__init__(desk)
        self._desk, self._review = desk, review
        review.changed.connect(self._show)
        desk.editors.current_changed.connect(self._show)
        desk.preview.result_shown.connect(self._outline_new)
        self._outlined: list[tuple[int, str]] = []

    @Slot(object)
    def _show(self, document: OpenDocument | None) -> None:
        editor = self._desk.editors.current_editor
        if document is None or document is not self._desk.editors.current_document:
            return
        found = [
            (number, one)
            for number, one in self._review.findings(document)
            if one.accepted is None and one.severity in _TONES
        ]
        if editor is not None:
            editor.underlines.show(
                [
                    Underline(one.span, _TONES[one.severity], number, _tip(one))
                    for number, one in found
                ]
            )
        families = self._review.beside(document).families
        starts = line_starts(document.text)
        self._outlined = [
            (line_at(starts, one.span.start), _TONES[one.severity])
            for _number, one in found
            if families.get(one.rule) in _OUTLINED and not one.field
        ]
        self._desk.preview.outline(self._outlined)

    @Slot(int)
    def _outline_new(self, _revision: int) -> None:
        """What was just drawn is outlined where it is what was checked."""
        document = self._desk.editors.current_document
        if document is not None and self._review.is_fresh(document):
            self._desk.preview.outline(self._outlined)


def _tip(finding: Finding) -> str:
    parts = [f"<b>{escape(finding.sentence)}</b>"]
    parts += [escape(words) for words in (finding.detail, finding.why) if words]
    return "<br>".join(parts)
