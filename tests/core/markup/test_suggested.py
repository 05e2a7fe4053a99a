from __future__ import annotations

import re
import time

import pytest

from copydesk.core.markup.protocol import RenderRequest
from copydesk.core.markup.session import RenderSession
from copydesk.core.markup.suggested import MarksView, shown_text

ENGINES = ("commonmark", "python-markdown")
_POST = """---
title: "{~~Old~>New~~} title"
---

One {~~nine~>ten~~} two{>>{"author":"Ana"}@@Is <it> "so"?<<}.

- a
{++- b
++}- c

{--Gone.

Gone too.--}

| x | y |
|---|---|
{++| 1 | 2 |
++}| 3 | [l](/a) |

{~~```
old
```~>```
new
```~~}

Last.
"""


def _html(text: str, engine: str, marks: MarksView) -> str:
    request = RenderRequest(text, engine=engine, marks=marks)
    return "".join(block.html for block in RenderSession().render(request).blocks)


@pytest.mark.parametrize("engine", ENGINES)
def test_marks_are_elements_and_blocks_stay_what_they_are(engine: str) -> None:
    html = _html(_POST, engine, "marked")
    assert '<del class="suggested">nine</del><ins class="suggested">ten</ins>' in html
    assert 'title="Ana: Is &lt;it&gt; &quot;so&quot;?"' in html
    assert "New title" in html
    assert "Old" not in html
    assert html.count("<li") == 3
    assert html.count("<tr") == 3
    assert re.search(r'<li[^>]*><ins class="suggested">b</ins>', html)
    assert '<del class="suggested">Gone too.</del></p>' in html
    assert re.search(
        r"<del class=\"suggested\">old</del>.*<ins class=\"suggested\">new", html, re.DOTALL
    )
    assert not any(sign in html for sign in ("{", "}", "@@", "~~"))
    assert not re.search("[\uf8d0-\uf8df\U000f0000-\U0010ffff]", html)


@pytest.mark.parametrize("engine", ENGINES)
def test_accepted_and_original_hold_no_trace_of_a_mark(engine: str) -> None:
    accepted, original = (_html(_POST, engine, view) for view in ("accepted", "original"))
    assert "New title" in accepted
    assert "ten two." in accepted
    assert "Old title" in original
    assert "nine two." in original
    assert "Gone too." in original
    assert "Gone" not in accepted
    for html in (accepted, original):
        assert not re.search(r"suggested|comment\b|\{|~~|@@", html)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("view", ["marked", "accepted", "original"])
def test_lines_are_those_of_the_source(engine: str, view: MarksView) -> None:
    request = RenderRequest(_POST, engine=engine, marks=view)
    last = RenderSession().render(request).blocks[-1]
    assert "Last." in last.html
    assert last.start_line == _POST.split("\n").index("Last.")


def test_a_comment_is_no_way_to_bring_html_in() -> None:
    text = 'a {>>"><script>alert(1)</script><<} {++<img src=x onerror=alert(1)>++}\n'
    html = _html(text, "commonmark", "marked")
    assert "<script" not in html
    assert "onerror" not in html


def test_parts_of_addresses_leave_no_signs() -> None:
    html = _html("[a](/x{~~b~>c~~}{>>why<<})\n", "commonmark", "marked")
    assert '<a href="/xc">a</a>' in html


def test_a_text_without_marks_is_taken_as_it_is() -> None:
    text = "a { b {{ c }} {+ d\r\n"
    assert shown_text(text, "marked").text is text


def test_many_marks_take_little_time() -> None:
    started = time.perf_counter()
    shown_text("a {~~b~>c~~}{>>d<<}\n" * 5_000, "marked")
    assert time.perf_counter() - started < 3
