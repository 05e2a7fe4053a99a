"""What holds for both engines, whatever a post says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from copydesk.core.markup.engine import engine_for
from copydesk.core.markup.finish import Finish
from copydesk.core.markup.resolve import PreviewResolver
from copydesk.core.markup.sanitise import label_embeds

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.core.markup.engine import Engine

PIECES = [
    "a", "b c", "\n", "\n\n", "\r\n", "\r", "- ", "* ", "1. ", "    ", "  ", "> ", "```\n", "~~~\n",
    "``` py\nx\n```\n", "# ", "---\n", "===\n", "a|b\n-|-\n1|2\n", "<div>", "</div>\n", "<!--",
    "-->", "[x]: /u\n", "[x]", "[^n]: z\n", "[^n]", "*", "`", "\t", "<pre>", '<div markdown="1">\n',
    "<p>",
    "{#i .c}", "Term\n:   Def\n", "*[HTML]: Hyper\n", "HTML", "\x02", "\x03", "<?", "<![CDATA[",
    "\0", "é🙂", "<hr>\n", "<details>\n\n", "</details>\n", "\\", "![i](a.png)",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=50).map("".join)
NAMES = st.sampled_from(["commonmark", "python-markdown"])


@settings(max_examples=400, deadline=None)
@given(NAMES, TEXTS, st.integers(0, 9))
def test_lines_never_go_back_and_stay_in_the_text(name: str, text: str, first: int) -> None:
    engine = engine_for(name, Finish(PreviewResolver("", "")))
    blocks = engine.render(text, first)
    last = first + len(re.split(r"\r\n|\n|\r", text))
    before = first
    for block in blocks:
        assert before <= block.start_line <= block.end_line <= last
        before = block.start_line
    assert len({block.id for block in blocks}) == len(blocks)


@settings(max_examples=100, deadline=None)
@given(NAMES, st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_text_is_rendered(name: str, text: str) -> None:
    engine_for(name, Finish(PreviewResolver("", ""))).render(text, 0)


POST = """\
# First

Para one
goes on.
## Straight after
> quoted
> more

* item

    still item

* item

```py
x = 1

# no heading
```

<details>
<summary>S</summary>

inside

</details>

<div markdown="1">
md **x**
</div>

a | b
--|--
1 | 2

Term
:   Def

Setext
======
text
***
after

    indented

    code

Last
"""
STARTS = {
    "commonmark": [0, 2, 4, 5, 8, 14, 20, 27, 31, 35, 38, 40, 41, 42, 44, 48],
    "python-markdown": [0, 2, 4, 5, 8, 14, 20, 27, 31, 35, 38, 40, 41, 42, 44, 48],
}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", STARTS)
def test_blocks_start_where_they_stand(
    name: str, newline: str, new_engine: Callable[..., Engine]
) -> None:
    blocks = new_engine(name).render(POST.replace("\n", newline), 100)
    assert [block.start_line - 100 for block in blocks] == STARTS[name]
    assert blocks[-1].end_line == 149
    assert all(block.end_line > block.start_line for block in blocks)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_python_markdowns_blocks_are_what_it_gives_as_a_whole(text: str) -> None:
    finish = Finish(PreviewResolver("", ""))
    blocks = engine_for("python-markdown", finish).render(text, 0)
    whole = Markdown(
        extensions=["extra", "sane_lists", "codehilite"],
        extension_configs={"codehilite": {"guess_lang": False, "css_class": "highlight"}},
        output_format="html",
    ).convert(re.sub(r"\r\n?", "\n", text))
    # Alone, an element that a block leaves open is closed with it.
    if re.search(r"</?(?:p|div|pre|details)\b|<!|<\?", text):
        return
    assert _words("".join(block.html for block in blocks)) == _words(
        finish.html(label_embeds(whole))
    )


def _words(html: str) -> str:
    return " ".join(re.sub(r' id="[^"]*"', "", html).split())


def test_a_second_text_owes_nothing_to_the_first(either_engine: Engine) -> None:
    either_engine.render("[a]\n\n[a]: /x\n\nb[^1]\n\n[^1]: note\n", 0)
    html = "".join(block.html for block in either_engine.render("[a] b[^1]\n", 0))
    assert html == "<p>[a] b[^1]</p>\n"
