"""CommonMark and GFM, block by block, and only what changed rendered again."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.core.markup.commonmark import CommonMarkEngine
from copydesk.core.markup.finish import Finish
from copydesk.core.markup.resolve import PreviewResolver

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

    from copydesk.core.markup.engine import Block, Engine
    from copydesk.core.markup.parts import Part

SEED = Path(__file__).parents[4] / "shared" / "seeds" / "001_73aa8c3ced8d662d.txt"

# Ordinary writing, each with what CommonMark 0.31.2 or GFM 0.29 makes of it.
CASES = [
    ("# A *b*\n", '<h1 id="a-b">A <em>b</em></h1>'),
    ("A\n---\n", '<h2 id="a">A</h2>'),
    ("a\n\n---\n", "<p>a</p> <hr>"),
    ("a  \nb\\\nc\nd", "<p>a<br> b<br> c d</p>"),
    ("**a** _b_ `c`", "<p><strong>a</strong> <em>b</em> <code>c</code></p>"),
    ("***d***", "<p><em><strong>d</strong></em></p>"),
    ("snake_case_word 2*3*4", "<p>snake_case_word 2<em>3</em>4</p>"),
    ("[a](/b 'c')", '<p><a href="/b" title="c">a</a></p>'),
    ("<https://d.example>", '<p><a href="https://d.example">https://d.example</a></p>'),
    ("[a]\n\n[A]: /b", '<p><a href="/b">a</a></p>'),
    ("- a\n- b", '<ul> <li data-line="0">a</li> <li data-line="1">b</li> </ul>'),
    ("3. a\n4. b", '<ol start="3"> <li data-line="0">a</li> <li data-line="1">b</li> </ol>'),
    ("- a\n  - b", '<ul> <li data-line="0">a <ul> <li data-line="1">b</li> </ul> </li> </ul>'),
    ("> a\nb", '<blockquote> <p data-line="0">a b</p> </blockquote>'),
    ("    a\n     b", '<div class="highlight"><pre><code>a  b </code></pre></div>'),
    ("~~~\na\n\n~~~", '<div class="highlight"><pre><code>a  </code></pre></div>'),
    ("&copy; \\* &#65;", "<p>© * A</p>"),
    ("~~a~~ ~b~", "<p><s>a</s> <s>b</s></p>"),
    (
        "|a|b|\n|:-|-:|\n|1|2|",
        (
        '<table> <thead> <tr data-line="0"> <th style="text-align:left">a</th>'
        ' <th style="text-align:right">b</th> </tr> </thead> <tbody> <tr data-line="2">'
        ' <td style="text-align:left">1</td> <td style="text-align:right">2</td> </tr>'
        " </tbody> </table>"
        ),
    ),
    ("{{< figure src=\"a\" >}}", '<p>{{&lt; figure src="a" &gt;}}</p>'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_is_made_of_ordinary_writing(
    text: str, expected: str, html_of: Callable[..., str]
) -> None:
    assert " ".join(html_of(text).split()) == " ".join(expected.split())


def test_task_lists_have_boxes_that_cannot_be_ticked(html_of: Callable[..., str]) -> None:
    html = html_of("- [ ] a\n- [x] b\n")
    assert html.count('type="checkbox"') == html.count('disabled=""') == 2
    assert html.count('checked=""') == 1


def test_code_is_coloured_and_an_unknown_language_is_not(html_of: Callable[..., str]) -> None:
    assert '<span class="k">def</span>' in html_of("```python\ndef f(): pass\n```")
    assert "<span" not in html_of("```nonesuch\ndef <b>\n```")
    assert "def &lt;b&gt;" in html_of("```nonesuch\ndef <b>\n```")


def test_footnotes_are_numbered_as_they_are_met(html_of: Callable[..., str]) -> None:
    html = html_of("A[^z] b[^a] c[^z] d[^none]\n\n[^a]: One.\n[^z]: Two[^a].\n[^unused]: Three.\n")
    assert re.findall(r'href="#(fn-\d)"', html) == ["fn-1", "fn-2", "fn-1", "fn-2"]
    assert re.findall(r'<li id="(fn-\d)"><p>(\w+)', html) == [("fn-1", "Two"), ("fn-2", "One")]
    assert re.findall(r'id="(fnref[^"]*)"', html) == [
        "fnref-1",
        "fnref-2",
        "fnref-1-2",
        "fnref-2-2",
    ]
    assert "Three" not in html
    assert "[^none]" in html


def test_headings_have_ids_that_differ(html_of: Callable[..., str]) -> None:
    html = html_of("# Doors & hours\n# Doors & hours\n# `x` y!\n# بندرگاہ\n# !\n")
    ids = re.findall(r'id="([^"]*)"', html)
    assert ids == ["doors--hours", "doors--hours-1", "x-y", "بندرگاہ", "section"]


def test_html_over_blank_lines_stays_one_element(new_engine: Callable[..., Engine]) -> None:
    blocks = new_engine("commonmark").render(
        "a\n\n<details>\n<summary>S</summary>\n\n- **b**\n\n## c\n\n</details>\n\nd\n", 10
    )
    assert [(block.start_line, block.end_line) for block in blocks] == [
        (10, 11),
        (12, 20),
        (21, 22),
    ]
    assert blocks[1].html.startswith("<details>")
    assert '<h2 data-line="5" id="c">' in blocks[1].html
    assert blocks[1].html.rstrip().endswith("</details>")


def test_html_that_is_never_closed_holds_its_own_block_only(
    new_engine: Callable[..., Engine],
) -> None:
    blocks = new_engine("commonmark").render("<div><b>\n\none\n\n<table><tr>\n\ntwo\n", 0)
    assert [block.html.strip() for block in blocks] == [
        "<div><b> </b></div>".replace(" ", "\n"),
        "<p>one</p>",
        "<table><tbody><tr>\n</tr></tbody></table>",
        "<p>two</p>",
    ]


def test_components_and_embeds_are_named(html_of: Callable[..., str]) -> None:
    html = html_of(
        '<Gallery images={all} />\n\n<iframe src="https://video.example/x"></iframe>\n\n<DIV>x</DIV>'
    )
    assert '<span class="component">Gallery</span>' in html
    assert "Embedded page from video.example · not shown" in html
    assert "<div>x</div>" in html


def test_ids_tell_blocks_apart_and_survive_a_move(new_engine: Callable[..., Engine]) -> None:
    engine = new_engine("commonmark")
    before = engine.render("a\n\na\n\n- b\n- c\n", 0)
    after = engine.render("new\n\na\n\na\n\n- b\n- c\n", 0)
    assert len({block.id for block in before}) == 3
    assert [block.id for block in after[1:]] == [block.id for block in before]
    assert [block.html for block in after[1:]] == [block.html for block in before]


@pytest.mark.skipif(not SEED.exists(), reason="the real pair is not here")
def test_the_drafted_posts_last_lines_become_a_heading() -> None:
    body = SEED.read_text("utf-8").split("---\n", 2)[2]
    blocks = CommonMarkEngine(Finish(PreviewResolver("", ""))).render(body, 8)
    assert blocks[-1].html.startswith("<h2")
    assert "As both nations navigate" in blocks[-1].html
    assert not any("<hr" in block.html for block in blocks)
    assert blocks[-1].end_line - blocks[-1].start_line == 2


# ---- Rendering again ---------------------------------------------------------------------------

PIECES = [
    "a", "b c", "\n", "\n\n", "\r\n", "- ", "1. ", "    ", "  ", "> ", "```", "~~~", "# ", "---",
    "===", "|a|b|\n|-|-|\n", "<div>", "</div>", "<!--", "-->", "[x]: /u\n", "[x]", "[^n]: z",
    "[^n]", "*", "`", "\t", "<pre>", "<details>\n\n", "</details>\n", "+ q\n", "> [!NOTE]\n", "\0",
    "é🙂",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def _plain(blocks: list[Block]) -> list[tuple[str, str, int, int]]:
    return [(block.id, block.html, block.start_line, block.end_line) for block in blocks]


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), st.sampled_from(PIECES))))
def test_after_any_edits_the_blocks_are_those_of_a_fresh_start(
    text: str, edits: list[tuple[float, int, str]]
) -> None:
    engine = CommonMarkEngine(Finish(PreviewResolver("", "")))
    engine.render(text, 0)
    for where, removed, inserted in edits:
        start = int(where * len(text))
        text = text[:start] + inserted + text[start + removed :]
        fresh = CommonMarkEngine(Finish(PreviewResolver("", "")))
        assert _plain(engine.render(text, 3)) == _plain(fresh.render(text, 3))


def test_a_key_in_a_long_post_renders_one_block(monkeypatch: pytest.MonkeyPatch) -> None:
    rendered = 0
    engine = CommonMarkEngine(Finish(PreviewResolver("", "")))
    part = engine._part

    def counted(tokens: list[Token]) -> Part:
        nonlocal rendered
        rendered += 1
        return part(tokens)

    monkeypatch.setattr(engine, "_part", counted)
    paragraph = "The library reopens on **Saturday**, ten months after the river came.\n\n"
    text = ("## Hours\n\n" + paragraph * 3 + "- one\n- two\n\n```py\nx = 1\n```\n\n") * 350
    engine.render(text, 0)
    chance = random.Random(1)
    for _ in range(20):
        rendered = 0
        at = chance.randrange(len(text))
        text = text[:at] + "x" + text[at:]
        engine.render(text, 0)
        assert rendered <= 12
