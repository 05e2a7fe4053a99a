"""The render process under supervision, as the desk runs it."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from copydesk.core.markup.protocol import RenderRequest
from copydesk.services import rendering as module
from copydesk.services.rendering import Rendering, time_limit_ms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from copydesk.core.markup.protocol import RenderResult
    from copydesk.services.rendering import RenderFailure

_SIZE = 50_000
# Seventeen shapes, each of 40 to 90 KB, that have hung one Markdown renderer or another.
HOSTILE = {
    "opened": "[" * _SIZE,
    "opened-and-a": "[a" * (_SIZE // 2),
    "opened-and-bracket": "[ (](" * (_SIZE // 5),
    "nested": "[" * (_SIZE // 2) + "a" + "]" * (_SIZE // 2),
    "link-angle": "[a](<b" * (_SIZE // 6),
    "link": "[a](b" * (_SIZE // 5),
    "tags": "<a " * (_SIZE // 3),
    "images": "![[]()" * (_SIZE // 6),
    "backticks": "".join("e" + "`" * count for count in range(300)),
    "stars": "*a " * (_SIZE // 3) + "**a" * 999,
    "underscores": "a_" * (_SIZE // 2),
    "quotes": "> " * 20_000 + "a",
    "lists": "".join("  " * depth + "- a\n" for depth in range(200)),
    "comments": "<!-- " * (_SIZE // 5),
    "entities": "&" * _SIZE,
    "references": "".join(f"[{number}]: /x\n[{number}] " for number in range(2_500)),
    "table": "|" * 2_000 + "\n" + "-|" * 2_000 + "\n" + "|x" * 20_000,
}


class Watcher:
    """A rendering and all it said."""

    def __init__(self, rendering: Rendering, qtbot: QtBot) -> None:
        self.rendering, self.qtbot = rendering, qtbot
        self.results: list[RenderResult] = []
        self.failures: list[RenderFailure] = []
        rendering.rendered.connect(self.results.append)
        rendering.failed.connect(self.failures.append)
        self._revision = 0

    def ask(self, text: str, engine: str = "commonmark") -> int:
        self._revision += 1
        self.rendering.render(RenderRequest(text, engine=engine, revision=self._revision))
        return self._revision

    def settle(self) -> None:
        """Waits until nothing is under way."""
        self.qtbot.waitUntil(lambda: not self.rendering.busy, timeout=20_000)

    def render(self, text: str, engine: str = "commonmark") -> str:
        revision = self.ask(text, engine)
        self.settle()
        assert self.results
        assert self.results[-1].revision == revision
        return "".join(block.html for block in self.results[-1].blocks)


@pytest.fixture
def watch(qtbot: QtBot) -> Iterator[Callable[..., Watcher]]:
    made: list[Rendering] = []

    def make(code: str | None = None) -> Watcher:
        command = None if code is None else [sys.executable, "-c", code]
        rendering = Rendering(command=command)
        made.append(rendering)
        return Watcher(rendering, qtbot)

    yield make
    for rendering in made:
        rendering.stop()


def test_renders_and_renders_again(watch: Callable[..., Watcher]) -> None:
    watcher = watch()
    assert watcher.render("# A\n\nb\n") == '<h1 id="a">A</h1>\n<p>b</p>\n'
    assert watcher.render("# A\n\nc\n") == '<h1 id="a">A</h1>\n<p>c</p>\n'
    assert watcher.render("- [ ] x\n", "python-markdown").startswith("<ul>")


def test_started_ahead_it_works_the_same(watch: Callable[..., Watcher]) -> None:
    watcher = watch()
    watcher.rendering.start()
    pid = watcher.rendering.process_id
    assert watcher.render("a\n") == "<p>a</p>\n"
    assert watcher.rendering.process_id == pid


def test_the_newest_text_wins(watch: Callable[..., Watcher]) -> None:
    watcher = watch()
    for number in range(200):
        watcher.ask(f"text {number}\n")
    watcher.settle()
    assert watcher.results[-1].blocks[0].html == "<p>text 199</p>\n"
    assert len(watcher.results) < 20


@pytest.mark.usefixtures("warm_workers")
@pytest.mark.parametrize("engine", ["commonmark", "python-markdown"])
@pytest.mark.parametrize("shape", HOSTILE)
def test_a_hostile_text_is_shown_or_stopped_in_time(
    shape: str, engine: str, watch: Callable[..., Watcher], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BASE_LIMIT_MS", 700)
    watcher = watch()
    watcher.render("before\n")
    watcher.ask(HOSTILE[shape], engine)
    watcher.settle()
    if watcher.failures:
        assert watcher.failures[0].sentence.endswith(".")
        assert watcher.failures[0].next_step
    assert watcher.render("after\n", engine) == "<p>after</p>\n"


def test_an_overrun_is_said_and_not_tried_again(
    watch: Callable[..., Watcher], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BASE_LIMIT_MS", 500)
    watcher = watch()
    watcher.render("before\n")
    first = watcher.rendering.process_id
    watcher.ask(HOSTILE["opened"], "python-markdown")
    watcher.settle()
    assert [failure.revision for failure in watcher.failures] == [2]
    assert "takes too long" in watcher.failures[0].sentence
    second = watcher.rendering.process_id
    assert second != first
    watcher.ask(HOSTILE["opened"], "python-markdown")
    assert len(watcher.failures) == 2
    assert not watcher.rendering.busy
    assert watcher.rendering.process_id == second
    watcher.rendering.forget_failure()
    watcher.ask(HOSTILE["opened"], "python-markdown")
    assert watcher.rendering.busy


def test_a_killed_process_is_replaced_unseen(watch: Callable[..., Watcher]) -> None:
    watcher = watch()
    watcher.render("one\n\ntwo\n")
    pid = watcher.rendering.process_id
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    watcher.qtbot.waitUntil(lambda: watcher.rendering.process_id not in (pid, None), timeout=10_000)
    assert watcher.render("one\n\nthree\n") == "<p>one</p>\n<p>three</p>\n"
    assert not watcher.failures


def test_killed_while_at_work_it_starts_over(watch: Callable[..., Watcher]) -> None:
    watcher = watch()
    watcher.render("warm\n")
    pid = watcher.rendering.process_id
    assert pid is not None
    revision = watcher.ask("word *and* word\n\n" * 3_000)
    os.kill(pid, signal.SIGKILL)
    watcher.settle()
    assert watcher.results[-1].revision == revision
    assert not watcher.failures


DIES = """
import os, sys
from copydesk.core.frames import serve
from copydesk.core.markup.protocol import RenderRequest, ResultWriter
from copydesk.core.markup.session import RenderSession
from copydesk.core.markup.worker import answers
session, writer = RenderSession(), ResultWriter()
def handle(message):
    if "die" in message.get("text", ""): os._exit(1)
    if "lie" in message.get("text", ""): yield {"kind": "result", "blocks": [["x", 0, 1, None]]}
    yield from answers(message, session, writer)
sys.exit(serve(handle))
"""


def test_a_text_that_ends_the_process_twice_is_given_up(watch: Callable[..., Watcher]) -> None:
    watcher = watch(DIES)
    watcher.render("fine\n")
    watcher.ask("die\n")
    watcher.settle()
    assert [failure.revision for failure in watcher.failures] == [2]
    assert watcher.failures[0].sentence == (
        "The part of Copydesk that draws the preview stopped unexpectedly."
    )
    assert watcher.render("fine again\n") == "<p>fine again</p>\n"


def test_an_answer_that_makes_no_sense_is_survived(watch: Callable[..., Watcher]) -> None:
    watcher = watch(DIES)
    watcher.render("fine\n")
    watcher.ask("lie\n")
    watcher.settle()
    assert len(watcher.failures) == 1
    assert watcher.render("fine again\n") == "<p>fine again</p>\n"


def test_a_program_that_cannot_start_is_said(qtbot: QtBot) -> None:
    rendering = Rendering(command=["/nonexistent/copydesk"])
    with qtbot.waitSignal(rendering.failed, timeout=10_000) as got:
        rendering.render(RenderRequest("x"))
    assert got.args[0].next_step
    assert not rendering.busy
    rendering.stop()


def test_long_texts_have_longer() -> None:
    assert time_limit_ms("x") == 2_000
    assert time_limit_ms("x" * 1_000_000) == 6_000
    assert time_limit_ms("x" * 100_000_000) == 20_000
