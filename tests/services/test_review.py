"""The review of open posts: what it asks, and that it tells nothing stale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QObject, Signal

from copydesk.core.posts.encoding import TextFormat
from copydesk.core.review.finding import Finding, Severity
from copydesk.core.review.finding_data import to_data
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span
from copydesk.services.open_document import OpenDocument
from copydesk.services.review import Review

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.notifier_spy import NotifierSpy

TEXT = "The Okafar report.\n\nThe ferry ferry came.\n"


class AskedProcess(QObject):
    """In the place of the process: notes what is asked, and answers when it is told to."""

    answered = Signal(object, object)
    lost = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[dict[str, Any]] = []

    def ask(self, message: dict[str, Any]) -> None:
        self.asked.append(message)

    def stop(self) -> None:
        pass

    def checks(self) -> list[dict[str, Any]]:
        return [message for message in self.asked if message["kind"] == "check"]

    def answer(self, request: dict[str, Any], *words: str) -> None:
        findings = [
            Finding("spelling", Severity.WARNING, Span(at, at + len(word)), word)
            for word in words
            if (at := request["text"].find(word)) >= 0
        ]
        data = [to_data(one) for one in findings]
        beside = {"families": {}, "spelling": [], "reading": "", "links": []}
        self.answered.emit(request, {"kind": "checked", "findings": data, **beside})


class Opened(QObject):
    """The part of the open documents that a review follows."""

    opened = Signal(object)
    closed = Signal(object)


class Desk:
    """A review of one post in front."""

    def __init__(self, root: Path, notifier: NotifierSpy) -> None:
        self.process, self.opened = AskedProcess(), Opened()
        self.review = Review(self.opened, notifier, process=self.process)  # type: ignore[arg-type]  # in their place
        self.document = OpenDocument(root / "post.md", TEXT, TextFormat(), "digest")
        self.opened.opened.emit(self.document)
        self.review.set_root(root)
        self.review.set_front(self.document)
        self.review.check_now()

    def told(self) -> list[str]:
        text = self.document.text
        return [one.span.of(text) for _number, one in self.review.findings(self.document)]

    def type(self, at: int, words: str) -> None:
        self.document.apply([TextEdit(at, at, words)], "Typing")


@pytest.fixture
def desk(tmp_path: Path, notifier_spy: NotifierSpy) -> Desk:
    return Desk(tmp_path, notifier_spy)


def test_the_post_in_front_is_checked_as_it_stands(desk: Desk) -> None:
    (request,) = desk.process.checks()
    assert (request["text"], request["revision"]) == (TEXT, desk.document.revision)
    assert desk.review.busy
    desk.process.answer(request, "Okafar")
    assert desk.told() == ["Okafar"]
    assert desk.review.is_fresh(desk.document)
    assert not desk.review.busy


def test_findings_move_with_the_text_until_it_is_checked_again(desk: Desk) -> None:
    desk.process.answer(desk.process.checks()[0], "Okafar", "ferry ferry")
    desk.type(0, "News. ")
    assert desk.told() == ["Okafar", "ferry ferry"]
    assert not desk.review.is_fresh(desk.document)


def test_a_finding_goes_at_once_where_its_words_change(desk: Desk) -> None:
    desk.process.answer(desk.process.checks()[0], "Okafar", "ferry ferry")
    desk.type(TEXT.index("Okafar") + 3, "x")
    assert desk.told() == ["ferry ferry"]


def test_an_answer_of_an_older_text_is_dropped(desk: Desk) -> None:
    (older,) = desk.process.checks()
    desk.type(0, "News. ")
    desk.process.answer(older, "Okafar")
    assert desk.told() == []
    assert desk.review.busy
    desk.review.check_now()
    desk.process.answer(desk.process.checks()[-1], "Okafar")
    assert desk.told() == ["Okafar"]


def test_an_answer_for_a_closed_post_is_dropped(desk: Desk) -> None:
    (request,) = desk.process.checks()
    desk.opened.closed.emit(desk.document)
    desk.process.answer(request, "Okafar")
    assert desk.told() == []


def test_what_is_let_stand_shows_so_before_the_next_check(desk: Desk) -> None:
    desk.process.answer(desk.process.checks()[0], "Okafar")
    desk.review.mark_accepted(desk.document, 0, "A name")
    ((_number, finding),) = desk.review.findings(desk.document)
    assert finding.accepted == "A name"
    desk.review.mark_accepted(desk.document, 0, None)
    ((_number, finding),) = desk.review.findings(desk.document)
    assert finding.accepted is None


def test_a_post_that_can_not_be_checked_says_why(desk: Desk) -> None:
    (request,) = desk.process.checks()
    desk.process.lost.emit(request, "The check was stopped after 5 seconds.")
    assert desk.review.trouble(desk.document) == "The check was stopped after 5 seconds."
    assert desk.review.is_fresh(desk.document)  # it is not tried again until it changes


def test_an_answer_that_is_none_leaves_a_sentence(desk: Desk) -> None:
    (request,) = desk.process.checks()
    desk.process.answered.emit(request, {"kind": "checked", "findings": [{"rule": 3}]})
    assert desk.review.trouble(desk.document)
    assert desk.told() == []


def test_a_site_that_changed_has_the_post_checked_again(desk: Desk) -> None:
    (request,) = desk.process.checks()
    desk.process.answer(request, "Okafar")
    opening = {"kind": "open"}
    site = {"kind": "site", "rules_key": "1", "site_key": "1", "notices": [["A sentence.", ""]]}
    desk.process.answered.emit(opening, site)
    assert desk.review.is_fresh(desk.document)
    desk.process.answered.emit(opening, {**site, "site_key": "2"})
    assert not desk.review.is_fresh(desk.document)


def test_a_notice_of_the_settings_is_told_once(desk: Desk, notifier_spy: NotifierSpy) -> None:
    site = {"kind": "site", "rules_key": "1", "site_key": "1", "notices": [["A sentence.", ""]]}
    for _time in range(3):
        desk.process.answered.emit({"kind": "open"}, site)
    assert str(notifier_spy.sentences).count("A sentence.") == 1
