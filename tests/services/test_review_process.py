"""The review process under supervision, by children that misbehave in every way."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from copydesk.services import review_process as module
from copydesk.services.review_counts import ReviewCounts
from copydesk.services.review_process import ReviewProcess, time_limit_ms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

# A child that answers as it is told to by the path of a request.
CHILD = """
import sys, os
sys.path.insert(0, {source!r})
from copydesk.core.frames import serve

def handle(message):
    kind = message["kind"]
    if kind == "open":
        yield {{"kind": "site", "rules_key": "", "site_key": "", "notices": []}}
    elif kind == "check":
        yield {{"kind": "started"}}
        if "die" in message["path"]:
            os._exit(3)
        while "hang" in message["path"]:
            pass
        yield {{"kind": "checked", "findings": [], "path": message["path"]}}
    elif kind == "count":
        for path in message["paths"]:
            if "die" in path:
                os._exit(3)
            yield {{"kind": "row", "path": path, "errors": 1, "warnings": 2}}
        yield {{"kind": "counted"}}

serve(handle)
"""


class Watched:
    def __init__(self, process: ReviewProcess, qtbot: QtBot) -> None:
        self.process, self._qtbot = process, qtbot
        self.answers: list[dict[str, Any]] = []
        self.lost: list[tuple[str, str]] = []
        process.answered.connect(self._note)
        process.lost.connect(self._note_lost)

    def _note(self, _request: object, answer: dict[str, Any]) -> None:
        self.answers.append(answer)

    def _note_lost(self, request: dict[str, Any], sentence: str) -> None:
        self.lost.append((request["kind"], sentence))

    def check(self, path: str) -> None:
        self.process.ask({"kind": "check", "path": path, "text": ""})

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.process.busy, timeout=20_000)

    @property
    def kinds(self) -> list[str]:
        return [answer["kind"] for answer in self.answers]


@pytest.fixture
def watched(qtbot: QtBot) -> Iterator[Watched]:
    source = str(module.__file__).rpartition("/copydesk/")[0]
    command = [sys.executable, "-c", CHILD.format(source=source)]
    process = ReviewProcess(command=command)
    yield Watched(process, qtbot)
    process.stop()


def test_of_what_waits_the_newest_is_answered(watched: Watched) -> None:
    watched.process.ask({"kind": "open", "root": "/", "words": []})
    for name in ("a", "b", "c"):
        watched.check(name)
    watched.settle()
    assert watched.kinds == ["site", "checked"]
    assert watched.answers[1]["path"] == "c"


def test_a_child_that_dies_costs_one_request_and_reads_the_site_again(watched: Watched) -> None:
    watched.process.ask({"kind": "open", "root": "/", "words": []})
    watched.settle()
    watched.check("die")
    watched.settle()
    assert watched.lost[0][0] == "check"
    assert "stopped unexpectedly" in watched.lost[0][1]
    watched.check("well")
    watched.settle()
    assert watched.kinds == ["site", "site", "checked"]


def test_a_post_that_overruns_its_time_is_stopped(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BASE_LIMIT_MS", 150)
    watched.process.ask({"kind": "open", "root": "/", "words": []})
    watched.check("hang")
    watched.settle()
    ((kind, sentence),) = watched.lost
    assert kind == "check"
    assert "too long" in sentence
    watched.check("well")
    watched.settle()
    assert watched.kinds == ["site", "site", "checked"]


def test_longer_texts_get_more_time_up_to_a_limit() -> None:
    assert time_limit_ms("") == module.BASE_LIMIT_MS
    assert time_limit_ms("x" * 100_000) > time_limit_ms("x")
    assert time_limit_ms("x" * 50_000_000) == module.MOST_MS


def test_counts_go_on_without_the_post_that_brings_the_child_down(
    watched: Watched, qtbot: QtBot
) -> None:
    counts = ReviewCounts(watched.process)
    told: dict[str, tuple[int, int]] = {}
    progress: list[tuple[int, int]] = []
    counts.changed.connect(told.update)
    counts.progressed.connect(_appended(progress))
    watched.process.ask({"kind": "open", "root": "/", "words": []})
    counts.count(["a", "b", "die", "c"])
    qtbot.waitUntil(lambda: not counts.busy and "c" in told, timeout=20_000)
    assert [counts.count_of(path) for path in ("a", "b", "die", "c")] == [
        (1, 2),
        (1, 2),
        (0, 0),
        (1, 2),
    ]
    assert progress[0] == (0, 4)
    assert progress[-1] == (0, 0)


def test_counting_stops_when_it_is_told_to(watched: Watched) -> None:
    counts = ReviewCounts(watched.process)
    watched.process.ask({"kind": "open", "root": "/", "words": []})
    counts.count([f"{number}" for number in range(500)])
    counts.cancel()
    assert not counts.busy
    watched.settle()
    assert "row" not in watched.kinds
    counts.set_count("known", (3, 0))
    assert counts.count_of("known") == (3, 0)
    counts.clear()
    assert counts.count_of("known") == (0, 0)


def _appended(into: list[tuple[int, int]]) -> Callable[[int, int], None]:
    def note(done: int, total: int) -> None:
        into.append((done, total))

    return note
