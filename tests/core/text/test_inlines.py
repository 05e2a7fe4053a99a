from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.text.fences import fenced_spans
from copydesk.core.text.inlines import LONGEST_LINE, inlines
from copydesk.core.text.line_marks import LineState, line_marks


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("a **b** c", [("strong", "b")]),
        ("***b***", [("em", "**b**"), ("strong", "b")]),
        ("`a **b**`", [("code", "a **b**")]),
        ("[a *b*](/c)", [("link", "a *b*"), ("em", "b")]),
        ("![a](b.png 'c')", [("image", "a")]),
        ("snake_case_name", []),
        (r"\*no\*", []),
        ("2 * 3 * 4", []),
        ("~~gone~~", [("strike", "gone")]),
        ("<https://a.example>", [("url", "https://a.example")]),
        ("https://a.example/b.", [("url", "https://a.example/b")]),
        ("<b>x</b>", [("html", "<b>"), ("html", "</b>")]),
        ("**“We on” the**", [("strong", "“We on” the")]),
    ],
)  # fmt: skip
def test_inlines(line: str, found: list[tuple[str, str]]) -> None:
    assert [(one.kind, line[one.inner_start : one.inner_end]) for one in inlines(line)] == found


@given(st.text(alphabet="ab *_`~[]()!<>\\\n{}%:/h", max_size=60), st.sampled_from(LineState))
def test_marks_lie_inside_their_line(line: str, state: LineState) -> None:
    for mark in line_marks(line, state):
        assert 0 <= mark.start <= mark.end <= len(line)


@pytest.mark.parametrize(
    "piece", ["**a ", "[", "`", "` `` ", "*_", "<", "[a](", "a**b__c*", "![](", "(a", "{{<"]
)
def test_hostile_lines_take_no_time(piece: str) -> None:
    line = (piece * LONGEST_LINE)[:LONGEST_LINE]
    began = time.process_time()
    inlines(line)
    assert time.process_time() - began < 0.5


def test_fences() -> None:
    text = "a\n```py\n# x\n```\nb\n\n> ~~~\n> y\n> ~~~\n`` ``` ``\n```\nopen"
    spans = fenced_spans(text)
    assert [text[a:b] for a, b in zip(spans.starts, spans.ends, strict=True)] == [
        "```py\n# x\n```",
        "> ~~~\n> y\n> ~~~",
        "```\nopen",
    ]
