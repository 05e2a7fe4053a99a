"""Every letter of a post's words is told where it stands in the source."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.core.markup.manuscript import OBJECT, read_manuscript

_POST = """\
# Title **bold *in* it** `x` #

Para with *em* and ***both*** [li*n*k](http://a.b/c "t") ![alt](i.png) https://x.org/a_b. <https://y.z>
second line  \nthird <b>x</b> [r][ref] {{< fig "x" >}} end

> quote one
> two **b
> c** d

- item *a*
  1. inner `code`

| a | b \\| c |
|---|---|
| x **y** | [z](q) |

Setext
---

[ref]: /ref "T"

Foot[^1] \U0001f600 **\U0001f600x**

[^1]: note *here*
"""
_SNIPPETS = st.sampled_from(
    ["*", "**", "_", "`", "[", "](", ")", "a", "word ", "\n", "\n\n", "> ", "- ", "1. ", "\\",
     "&amp;", "<b>", "![", "http://a.b ", "|", "|-|\n", "é", "\U0001f600", "\r\n", "    ", "\t",
     "~~", "{{x}}", "#"]
)  # fmt: skip


def _misplaced(text: str) -> list[tuple[str, str]]:
    wrong = []
    for passage in read_manuscript(text).passages:
        for at, letter in enumerate(passage.words.text):
            span = passage.words.span(at, at + 1)
            there = span.of(text)
            spelt_otherwise = there.startswith(("\\", "&")) or letter in (
                OBJECT,
                " ",
                "\n",
                "\ufffd",
            )
            if there != letter and not spelt_otherwise:
                wrong.append((letter, there))
    return wrong


def test_letters_have_their_places() -> None:
    assert _misplaced(_POST) == []
    assert _misplaced(_POST.replace("\n", "\r\n")) == []


def test_words_are_what_a_reader_reads() -> None:
    words = [passage.words.text for passage in read_manuscript(_POST).passages]
    assert words[0] == f"Title bold in it {OBJECT}"
    assert words[2] == "quote one two b c d"
    assert "b | c" in words


def test_marks_have_their_spans() -> None:
    first, second, *_rest = read_manuscript(_POST).passages
    assert [(one.kind, one.inner.of(_POST)) for one in first.inlines] == [
        ("strong", "bold *in* it"),
        ("em", "in"),
        ("code", "x"),
    ]
    links = [(one.href, one.inner.of(_POST)) for one in second.inlines if one.kind == "link"]
    assert links == [("http://a.b/c", "li*n*k"), ("/ref", "r")]
    bare = [(one.span.of(_POST), one.bare) for one in second.inlines if one.kind == "address"]
    assert bare == [("https://x.org/a_b", True), ("<https://y.z>", False)]


def test_places_follow_the_fields() -> None:
    text = "---\ntitle: A\n---\n" + _POST
    start = text.index("# Title")
    assert read_manuscript(text, start).passages[0].span.start == start


@settings(max_examples=100)
@given(st.lists(_SNIPPETS, max_size=25).map("".join))
def test_odd_texts_are_read_and_placed_within_bounds(text: str) -> None:
    for passage in read_manuscript(text).passages:
        length = len(passage.words.text)
        whole = passage.words.span(0, length)
        assert 0 <= whole.start <= whole.end <= len(text)
        for mark in passage.inlines:
            assert 0 <= mark.span.start <= mark.inner.start <= len(text)
            assert mark.inner.end <= mark.span.end <= len(text)
