from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QObject

from copydesk.application.finding_actions import FindingActions
from copydesk.core.posts.encoding import TextFormat
from copydesk.core.review.check import check_post
from copydesk.core.review.site_facts import SiteFacts
from copydesk.core.review.suggestions.recording import Author, suggest
from copydesk.core.site.detect import detect_site
from copydesk.core.text.critic import accepted_reading, rejected_reading
from copydesk.services.open_document import OpenDocument
from copydesk.services.recorder import Recording

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.review.finding import Finding
    from copydesk.core.text.edits import TextEdit
    from copydesk.services.recorder import Suggestible


class _Recorder:
    def record(self, document: Suggestible, edits: tuple[TextEdit, ...], _: str, /) -> Recording:
        recorded = suggest(document.text, edits, Author("A", 5))
        return Recording(recorded.edits, recorded.cursor, "")

    def record_field(
        self, _: Suggestible, _path: FieldPath, _value: str, /
    ) -> tuple[TextEdit, ...]:
        raise NotImplementedError


class _Review:
    """Knows one finding."""

    def __init__(self, finding: Finding) -> None:
        self._finding = finding

    def finding(self, _document: OpenDocument, _number: int) -> Finding:
        return self._finding

    def tell(self, _document: OpenDocument) -> None:
        pass

    def check_now(self) -> None:
        pass


def _fixed(folder: Path, text: str, rule: str) -> str:
    """The text after the first fix of a rule's finding, made while edits are suggested."""
    path = folder / "a.md"
    (finding,) = (
        one for one in check_post(text, path, SiteFacts(detect_site(folder))) if one.rule == rule
    )
    document = OpenDocument(path, text, TextFormat(), "digest")
    document.recorder = _Recorder()
    desk = cast("Any", QObject())
    actions = FindingActions(desk, cast("Any", _Review(finding)), cast("Any", SimpleNamespace()))
    assert actions.run(document, 0, "fix:0")
    document.undo()
    assert document.text == text
    document.redo()
    return document.text


@pytest.mark.parametrize(
    ("text", "rule", "after"),
    [
        ("Boats sail on {~~Tuesday~>Monday~~}.\n", "open-suggestions", "Boats sail on Monday.\n"),
        ("Boats sail on Monday.{>>Sure?<<}\n", "open-comments", "Boats sail on Monday.\n"),
        (
            "---\ntitle: {~~Boats~>Ferries~~}\n---\nThey sail.\n",
            "open-suggestions",
            "---\ntitle: Ferries\n---\nThey sail.\n",
        ),
    ],
)
def test_what_answers_a_mark_is_made_though_edits_are_suggested(
    tmp_path: Path, text: str, rule: str, after: str
) -> None:
    assert _fixed(tmp_path, text, rule) == after


def test_any_other_fix_is_suggested(tmp_path: Path) -> None:
    fixed = _fixed(tmp_path, "The the boats sail.\n", "repeated-words")
    assert rejected_reading(fixed).text == "The the boats sail.\n"
    assert accepted_reading(fixed).text == "The boats sail.\n"
