"""What the tests of the preview do to it and ask of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from copydesk.core.markup.blocks import Block, block_id
from copydesk.core.markup.protocol import RenderResult
from copydesk.ui.preview.locked_page import WORLD

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from copydesk.services.tasks import TaskRunner
    from copydesk.ui.preview.live_page import LivePage
    from copydesk.ui.preview.pane import PreviewPane
    from copydesk.ui.preview.web_view import PreviewView


def block(html: str, start_line: int, end_line: int) -> Block:
    return Block(block_id(html), html, start_line, end_line)


class PreviewDesk:
    """A preview pane that is on screen, with handy ways to drive it."""

    def __init__(self, pane: PreviewPane, qtbot: QtBot, tasks: TaskRunner) -> None:
        self.pane = pane
        self.qtbot = qtbot
        self.tasks = tasks
        self._revision = 0

    @property
    def page(self) -> LivePage:
        assert self.pane._page is not None
        return self.pane._page

    @property
    def view(self) -> PreviewView:
        assert self.pane._view is not None
        return self.pane._view

    @property
    def surface(self) -> QWidget:
        """The widget that takes the mouse."""
        surface = self.view.focusProxy()
        assert surface is not None
        return surface

    def js(self, expression: str) -> object:
        """The value of an expression in the world of page.js, where `main` is the post."""
        answers: list[object] = []
        script = (
            "(() => { const main = document.querySelector('main');"
            f"return JSON.stringify(({expression}) ?? null); }})()"
        )
        self.page.page.runJavaScript(script, WORLD, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers))
        return json.loads(str(answers[0]))

    def number(self, expression: str) -> float:
        return float(cast("float", self.js(expression)))

    def until(self, expression: str) -> None:
        """Waits until an expression is true."""
        self.qtbot.waitUntil(lambda: self.js(expression) is True)

    def show(self, *blocks: str | Block, path: str = "post.md", **fields: str) -> None:
        """Shows blocks, given as HTML of one line each with a blank line after, and waits."""
        self.show_result(self.result(*blocks, path=path, **fields))

    def result(self, *blocks: str | Block, path: str = "post.md", **fields: str) -> RenderResult:
        made = tuple(
            block(html, 2 * index, 2 * index + 1) if isinstance(html, str) else html
            for index, html in enumerate(blocks)
        )
        self._revision += 1
        named = {"language": "en"} | fields
        return RenderResult(
            made,
            path,
            revision=self._revision,
            language=named["language"],
            direction=named.get("direction", "ltr"),
        )

    def show_result(self, result: RenderResult) -> None:
        with self.qtbot.waitSignal(
            self.pane.result_shown, check_params_cb=lambda shown: shown == result.revision
        ):
            self.pane.show_result(result)

    def frames(self, count: int = 2) -> None:
        """Waits until that many frames were drawn."""
        self.js("(window.framesDrawn = 0)")
        step = "(requestAnimationFrame(() => { window.framesDrawn += 1; }), 0)"
        for drawn in range(1, count + 1):
            self.js(step)
            self.until(f"window.framesDrawn >= {drawn}")

    def wait_for(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition)
