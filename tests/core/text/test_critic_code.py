"""Marks in code are the code's own text; what only looks like code hides none."""

from __future__ import annotations

import time

import pytest

from copydesk.core.text.critic import marks_and_code, marks_in

_IN_CODE = (
    "`{++x++}`\n",
    "``a ` {++x++}``\n",
    "two `lines\n{++x++}` of it\n",
    "> quoted `lines\n> {++x++}` of it\n",
    "```\n{++x++}\n```\n",
    "  ~~~ js\n{++i; j++}\n  ~~~\n",
    "- item\n\n    ```\n    {++x++}\n\n    {++y++}\n    ```\n",
    "1. ```\n   {++x++}\n   ```\n",
    "> ```\n> {++x++}\n>\n> {++y++}\n> ```\n",
    "```\n{++x++}\n\nnever closed {++y++}\n",
    "# A `{++x++}` heading\n",
    "| `{++x++}` | b |\n",
)
_IN_TEXT = (
    "- a ` b\n- {++x++} ` c\n",
    "1. a ` b\n2. {++x++} ` c\n",
    "# A ` b\n{++x++} ` c\n",
    "a ` b\n## {++x++} ` c\n",
    "| a ` |\n| {++x++} ` |\n",
    "a ` b\n```\nx\n```\n{++x++} ` c\n",
    "a ` b\n\n{++x++} ` c\n",
    "Text\n\n    ```\n    shown, not closed\n\nAfter {++x++} that.\n",
    "- ```\n  never closed\n\nAfter {++x++} the list.\n",
    "- ```\n  never closed\n\nAfter {++x++} the list.\n\n```\nof its own\n```\n",
    "> ```\n> never closed\n\nAfter {++x++} the quote.\n",
    "> ```\n> never closed\n\nAfter {++x++} it.\n\n```\nof its own\n```\n",
)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("text", _IN_CODE)
def test_marks_in_code_are_text(text: str, newline: str) -> None:
    assert marks_in(text.replace("\n", newline)) == ()


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("text", _IN_TEXT)
def test_marks_beside_code_are_marks(text: str, newline: str) -> None:
    assert len(marks_in(text.replace("\n", newline))) == 1


@pytest.mark.parametrize(
    "unit",
    ["- ```\n", "> ```\n", "    ```\n", "# ` `` a\n", "| ` |\n", "a ` `` ", "- ~~~\n\n> ```\n"],
)
def test_hostile_code_costs_no_more_than_its_length(unit: str) -> None:
    began = time.perf_counter()
    marks_and_code(unit * (200_000 // len(unit)))
    assert time.perf_counter() - began < 5
