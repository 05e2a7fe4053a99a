"""Forms of ten, a hundred, a thousand and ten thousand fields."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from tests.ui.details.conftest import Desk

# The offscreen platform has no popups to raise.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def post(fields: int) -> str:
    return "---\n" + "".join(f"field{n}: value {n}\n" for n in range(fields)) + "---\nBody.\n"


def finish(desk: Desk) -> None:
    desk.qtbot.waitUntil(lambda: desk.panel.form.complete, timeout=60_000)


@pytest.mark.parametrize("fields", [10, 100, 1000])
def test_every_field_gets_its_row(desk: Desk, fields: int) -> None:
    document = desk.open(post(fields))
    finish(desk)
    assert [row.field.name for row in desk.panel.form.made_rows()] == [
        f"field{n}" for n in range(fields)
    ]
    assert desk.line(f"field{fields - 1}").text() == f"value {fields - 1}"
    assert not document.modified


def test_the_first_rows_are_there_at_once_and_the_rest_leaves_time_for_keys(desk: Desk) -> None:
    begin = time.perf_counter()
    desk.open(post(300))
    opened = time.perf_counter() - begin
    made = len(desk.panel.form.made_rows())
    assert 3 <= made < 300
    # Generous, since the machine may be busy: all at once would take seconds.
    assert opened < 0.5
    longest = _longest_wait(desk)
    assert longest < 0.3


def _longest_wait(desk: Desk) -> float:
    """The longest time between two turns of a timer while the form is made, in seconds."""
    loop, last, longest = QEventLoop(), time.perf_counter(), 0.0

    def look() -> None:
        nonlocal last, longest
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        if desk.panel.form.complete:
            loop.quit()

    timer = QTimer()
    timer.setInterval(0)
    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()
    return longest


def test_a_field_far_down_is_gone_to_before_its_turn(desk: Desk) -> None:
    document = desk.open(post(300))
    assert desk.panel.focus_field("field250")
    line = desk.line("field250")
    desk.qtbot.waitUntil(line.hasFocus)
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClicks(line, "!")
    assert "field250: value 250!\n" in document.text
    finish(desk)
    assert line.hasFocus()
    row = desk.row("field250")
    visible = desk.panel._scroll.viewport().rect()
    top = row.mapTo(desk.panel._scroll.viewport(), row.rect().topLeft()).y()
    assert visible.top() <= top <= visible.bottom()
    assert [r.field.name for r in desk.panel.form.made_rows()][250] == "field250"


def test_ten_thousand_keys_show_the_first_thousand(desk: Desk) -> None:
    begin = time.perf_counter()
    desk.open(post(10_000))
    assert time.perf_counter() - begin < 10
    assert len(desk.names()) == 1000
    assert desk.panel.form.rest.text() == "… and 9,000 more: show in the editor."
    assert not desk.panel.form.rest.isHidden()


def test_another_post_stops_the_making_of_rows(desk: Desk) -> None:
    desk.open(post(1000))
    desk.open("---\ntitle: A\n---\n")
    finish(desk)
    assert desk.names() == ["title"]
    assert [row.field.name for row in desk.panel.form.made_rows()] == ["title"]


def test_a_huge_value_is_shown_by_its_beginning(desk: Desk) -> None:
    begin = time.perf_counter()
    document = desk.open(f"---\ntitle: A\nnote: {'water ' * 170_000}\n---\n")
    assert time.perf_counter() - begin < 5
    assert "too large for the form" in desk.row("note").trouble
    line = desk.focus("note")
    QTest.keyClicks(line, "x")
    assert not document.modified


def test_deep_groups_are_edited_as_text(desk: Desk) -> None:
    deep = "{a: " * 30 + "1" + "}" * 30
    desk.open(f"---\ntitle: A\ndeep: {deep}\n---\n")
    assert desk.row("deep").field.type.value == "raw"
