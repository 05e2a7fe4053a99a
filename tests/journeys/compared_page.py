"""The rendered page of a comparison, asked what it shows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from copydesk.ui.preview.locked_page import WORLD

if TYPE_CHECKING:
    from copydesk.application.comparing import Comparing
    from tests.journeys.journey import Journey


class ComparedPage:
    """The rendered page of a comparison."""

    def __init__(self, journey: Journey, comparing: Comparing) -> None:
        self.journey, self.comparing = journey, comparing

    def js(self, expression: str) -> object:
        pane = self.comparing.pane
        if pane is None or pane._page is None or not pane._page.ready:
            return None
        answers: list[object] = []
        script = (
            "(() => { const main = document.querySelector('main');"
            f"return JSON.stringify(({expression}) ?? null); }})()"
        )
        pane._page.page.runJavaScript(script, WORLD, answers.append)
        self.journey.until(lambda: answers)
        return json.loads(str(answers[0])) if answers[0] else None

    def sees(self, expression: str) -> None:
        self.journey.until(lambda: self.js(expression) is True)
