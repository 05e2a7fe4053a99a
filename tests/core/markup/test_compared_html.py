"""Two rendered posts as one: what was removed and added is marked, and nothing else comes in."""

from __future__ import annotations

import re
import time
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.markup.comparing import compare_blocks
from copydesk.core.markup.engine import ENGINE_NAMES
from copydesk.core.markup.protocol import DIFFERENCE, RenderRequest
from copydesk.core.markup.session import RenderSession
from tests.core.markup.test_sanitised_html import HOSTILE, look_at

if TYPE_CHECKING:
    from copydesk.core.markup.blocks import Block


def blocks(text: str, engine: str = "commonmark") -> tuple[Block, ...]:
    return RenderSession().render(RenderRequest(text, engine=engine)).blocks


def compared(old: str, new: str, engine: str = "commonmark") -> str:
    return "".join(block.html for block in compare_blocks(blocks(old, engine), blocks(new, engine)))


def side(html: str, other: str) -> str:
    """The words of one of both posts: all but what is marked as the other's."""
    inline, block = ("ins", "compare-added") if other == "new" else ("del", "compare-removed")
    html = re.sub(rf"<{inline}>.*?</{inline}>", "", html, flags=re.DOTALL)
    while True:
        found = re.search(rf'<([a-z0-9]+)[^>]*class="[^"]*{block}"[^>]*>', html)
        if found is None:
            return words(html)
        name, depth = found[1], 0
        for tag in re.finditer(rf"<(/?){name}\b[^>]*>", html[found.start() :]):
            depth += -1 if tag[1] else 1
            if depth == 0:
                html = html[: found.start()] + " " + html[found.start() + tag.end() :]
                break
        else:
            raise AssertionError(f"{name} is never closed: {html}")


def words(html: str) -> str:
    return "".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("nine months on", "ten months on", "<p><del>nine</del><ins>ten</ins> months on</p>"),
        ("a b *c* d e", "a b c d e", "<p>a b <em><del>c</del></em><ins>c</ins> d e</p>"),
        (
            "see [the page](/a) now",
            "see [the page](/b) now",
            '<a href="/a"><del>the page</del></a><a href="/b"><ins>the page</ins></a>',
        ),
        ("图书馆星期六开放", "图书馆星期天开放", "<p>图书馆星期<del>六</del><ins>天</ins>开放</p>"),
        (
            "- one\n- two\n- three",
            "- one\n- three",
            'class="compare-removed">two</li>',
        ),
        ("- one\n- three", "- one\n- two\n- three", 'class="compare-added">two</li>'),
        (
            "|a|b|\n|-|-|\n|1|2|\n",
            "|a|b|\n|-|-|\n|1|3|\n|4|5|\n",
            "<td><del>2</del><ins>3</ins></td>",
        ),
        ("```\nx = 1\n```", "```\nx = 2\n```", "x = <del>1</del><ins>2</ins>\n"),
        (
            "![x](data:image/png;base64,AA==) and words",
            "![x](data:image/png;base64,BB==) and words",
            'AA==" alt="x"></del><ins><img src="data:image/png;base64,BB==" alt="x"></ins> and',
        ),
        ("~~struck~~ one", "~~struck~~ two", "<s>struck</s> <del>one</del><ins>two</ins>"),
    ],
)
def test_what_differs_is_marked_where_it_is(old: str, new: str, expected: str) -> None:
    assert expected in compared(old, new)


def test_what_is_alike_is_left_as_it_is() -> None:
    text = "# One\n\nText.\n\n- a\n- b\n"
    assert [block.html for block in compare_blocks(blocks(text), blocks(text))] == [
        block.html for block in blocks(text)
    ]


def test_paragraphs_come_and_go_as_a_whole() -> None:
    html = compared("One stays.\n\nThis goes.\n\nLast.", "One stays.\n\nLast.\n\nQuite fresh.")
    assert '<div class="compare-removed"><p>This goes.</p>' in html
    assert '<div class="compare-added"><p>Quite fresh.</p>' in html
    assert html.count(DIFFERENCE) == 2


def test_the_fields_that_readers_see_are_compared_too() -> None:
    html = compared("---\ntitle: A day\n---\nx\n", "---\ntitle: A long day\n---\nx\n")
    assert "<h1>A <ins>long </ins>day</h1>" in html


def test_ids_stand_once() -> None:
    html = compared(
        "# One\n\nA[^1]\n\n[^1]: Note.\n", "# One two\n\nA b[^1]\n\n[^1]: Other note.\n"
    )
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("engine", ENGINE_NAMES)
@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_gets_through(text: str, engine: str) -> None:
    look_at(compared(text, "Harmless words.\n", engine))
    look_at(compared("Harmless words.\n", text, engine))
    look_at(compared(f"Some words. {text}", f"Other words. {text}", engine))


PARTS = st.sampled_from(
    [
        "One two three.",
        "One two four.",
        "- a\n- b c",
        "- a\n  - n\n- b d",
        "> q *r* s",
        "> q r s",
        "|a|b|\n|-|-|\n|1|2|",
        "|a|b|\n|-|-|\n|1|2|\n|3|4|",
        "```\nx\ny\n```",
        "```\nx\nz\n```",
        "# H",
        "## H",
        "<div>raw <b>b</b>\n\ntext</div>",
        "1. x\n\n   y",
        "A[^1]\n\n[^1]: N.",
        "a<br>b",
    ]
)


@given(
    st.lists(PARTS, max_size=6),
    st.lists(PARTS, max_size=6),
    st.sampled_from(ENGINE_NAMES),
)
def test_both_posts_can_be_read_from_it(old: list[str], new: list[str], engine: str) -> None:
    before, after = "\n\n".join(old), "\n\n".join(new)
    html = compared(before, after, engine)
    look_at(html)
    for text, other in ((before, "new"), (after, "old")):
        plain = "".join(block.html for block in blocks(text, engine))
        assert side(html, other) == words(plain)


def test_long_unlike_posts_are_compared_in_bounded_work() -> None:
    old = "\n\n".join(f"word{n} " * 40 for n in range(600))
    new = "\n\n".join(f"other{n} " * 40 for n in range(600))
    one, other = blocks(old), blocks(new)
    started = time.process_time()
    html = "".join(block.html for block in compare_blocks(one, other))
    print(f"compared in {time.process_time() - started:.2f} s")
    assert html.count("compare-removed") == 600
    assert html.count("compare-added") == 600


def test_a_block_that_moved_is_marked_at_both_places() -> None:
    first = "The toll stays at two crowns for every car."
    rest = "\n\n".join(f"Paragraph {n} is about the weather." for n in range(4))
    html = compared(f"{first}\n\n{rest}", f"{rest}\n\n{first.replace('two', 'three')}")
    left = '<a class="compare-jump to-below" href="#compare-came-0"'
    came = '<a class="compare-jump from-above" href="#compare-left-0"'
    assert html.index(left) < html.index("Paragraph 0") < html.index(came)
    assert "<del>two</del><ins>three</ins> crowns" in html
    assert html.count(f'id="{DIFFERENCE}') == 1
    assert side(html, "old") == words(
        "".join(b.html for b in blocks(f"{rest}\n\n{first}"))
    ).replace("two", "three")


def test_an_item_that_moved_within_its_list_is_no_other() -> None:
    html = compared("- one\n- two\n- three\n- four\n", "- four\n- one\n- two\n- three five\n")
    assert '<li data-line="0" class="compare-moved compare-added">four</li>' in html
    assert '<li data-line="3" class="compare-moved compare-removed">four</li>' in html
    assert "three<ins> five</ins></li>" in html
