from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.text import line_commands
from copydesk.core.text.edits import apply_edits
from copydesk.core.text.inline_commands import link_target, link_to
from copydesk.core.text.markdown_commands import COMMANDS
from copydesk.core.text.text_command import Change, Selection
from tests.core.text.strategies import texts

if TYPE_CHECKING:
    from collections.abc import Callable


def read(marked: str) -> tuple[str, Selection]:
    """ "|" is the cursor, "‹" and "›" the ends of a selection."""
    if "|" in marked:
        at = marked.index("|")
        return marked.replace("|", ""), Selection(at, at)
    start, end = marked.index("‹"), marked.index("›") - 1
    return marked.replace("‹", "").replace("›", ""), Selection(start, end)


def show(text: str, change: Change) -> str:
    after = apply_edits(text, change.edits)
    start, end = change.selection.start, change.selection.end
    if start == end:
        return f"{after[:start]}|{after[start:]}"
    return f"{after[:start]}‹{after[start:end]}›{after[end:]}"


def run(command: Callable[[str, Selection], Change], marked: str) -> str:
    text, selection = read(marked)
    return show(text, command(text, selection))


@pytest.mark.parametrize(
    ("command", "before", "after"),
    [
        ("bold", "wo|rd here", "**wo|rd** here"),
        ("bold", "**wo|rd** here", "wo|rd here"),
        ("bold", "|", "**|**"),
        ("bold", "**|**", "|"),
        ("bold", "‹two words›", "**‹two words›**"),
        ("bold", "**‹two words›**", "‹two words›"),
        ("bold", "‹**two words›**", "‹two words›"),
        ("bold", "a ‹b **c** d› e", "a **‹b c d›** e"),
        ("bold", "‹- one\n- two›", "- **‹one**\n- **two›**"),
        ("bold", "- **‹one**\n- **two›**", "- ‹one\n- two›"),
        ("bold", "‹ padded › x", " **‹padded›**  x"),
        ("italic", "***‹x›***", "**‹x›**"),
        ("italic", "**‹x›**", "***‹x›***"),
        ("code", "x|y", "`x|y`"),
        ("code", "`x|y`", "x|y"),
        ("code", "‹a `b` c›", "`` ‹a `b` c› ``"),
        ("link", "‹words›", "[words](|)"),
        ("link", "‹https://a.example/b›", "[|](https://a.example/b)"),
        ("link", "see [wo|rd](/x) y", "see wo|rd y"),
        ("heading", "ti|tle", "# ti|tle"),
        ("heading", "# ti|tle", "## ti|tle"),
        ("heading", "#### ti|tle", "ti|tle"),
        ("heading-2", "ti|tle", "## ti|tle"),
        ("heading-2", "## ti|tle", "ti|tle"),
        ("heading-2", "# ti|tle", "## ti|tle"),
        ("quote", "a|", "> a|"),
        ("quote", "> a|", "a|"),
        ("quote", "‹a\n\nb›", "‹> a\n>\n> b›"),
        ("quote", "‹> a\n>\n> b›", "‹a\n\nb›"),
        ("bullets", "‹a\nb›", "‹- a\n- b›"),
        ("bullets", "‹- a\n- b›", "‹a\nb›"),
        ("bullets", "1. a|", "- a|"),
        ("numbers", "‹a\r\nb›", "‹1. a\r\n2. b›"),
        ("numbers", "‹1. a\n2. b›", "‹a\nb›"),
        ("tasks", "- a|", "- [ ] a|"),
        ("tasks", "- [x] a|", "a|"),
        ("tasks", "* a|", "* [ ] a|"),
        ("indent", "- a\n- b|", "- a\n  - b|"),
        ("indent", "10. a\n11. b|", "10. a\n    11. b|"),
        ("outdent", "10. a\n    11. b|", "10. a\n11. b|"),
        ("outdent", "- a\n  - b|", "- a\n- b|"),
    ],
)  # fmt: skip
def test_format(command: str, before: str, after: str) -> None:
    assert run(COMMANDS[f"format.{command}"], before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- a|", "- a\n- |"),
        ("* a\n* |", "* a\n|"),
        ("9. a|b", "9. a\n10. |b"),
        ("- [x] a|", "- [x] a\n- [ ] |"),
        ("- [ ] |", "|"),
        ("> a|", "> a\n> |"),
        ("> |", "|"),
        ("> - a|", "> - a\n> - |"),
        ("- a\n  - |", "- a\n- |"),
        ("|- a", "\n|- a"),
        ("---|", "---\n|"),
        ("a‹b›c", "a\n|c"),
        ("a\r\nb|", "a\r\nb\r\n|"),
        ("a\rb|", "a\rb\r|"),
        ("    code|", "    code\n    |"),
    ],
)  # fmt: skip
def test_enter(before: str, after: str) -> None:
    assert run(line_commands.enter, before) == after


def test_enter_in_code_only_keeps_the_indent() -> None:
    text, selection = read("  - a|")
    assert show(text, line_commands.enter(text, selection, in_code=True)) == "  - a\n  |"


@pytest.mark.parametrize(
    ("command", "before", "after"),
    [
        ("up", "a\nb|\nc", "b|\na\nc"),
        ("up", "a|\nb", "a|\nb"),
        ("up", "a\r\nb|", "b|\r\na"),
        ("down", "‹a\nb›\nc", "c\n‹a\nb›"),
        ("down", "a\nb|", "a\nb|"),
        ("duplicate", "a|\nb", "a\na|\nb"),
        ("duplicate", "a\r\nb|", "a\r\nb\r\nb|"),
    ],
)  # fmt: skip
def test_lines(command: str, before: str, after: str) -> None:
    assert run(COMMANDS[f"line.{command}"], before) == after


def test_home_goes_to_the_text_then_to_the_start() -> None:
    text = "x\n  - [ ] item"
    start = text.index("item")
    assert line_commands.home(text, len(text)) == start
    assert line_commands.home(text, start) == 2
    assert line_commands.home(text, 2) == start


def test_an_address_over_words_makes_a_link() -> None:
    made = link_to("read this now", Selection(5, 9), "https://a.example/x_(y)")
    assert made is not None
    assert apply_edits("read this now", made.edits) == "read [this](https://a.example/x_(y)) now"
    assert link_to("read this", Selection(5, 5), "https://a.example") is None
    assert link_to("read this", Selection(5, 9), "no address") is None


@pytest.mark.parametrize(
    ("line", "at", "target"),
    [
        ("see [a](/b 'c') d", 6, "/b"),
        ("see <https://a.example> d", 8, "https://a.example"),
        ("see https://a.example/x. d", 8, "https://a.example/x"),
        ("[a](<b c>)", 2, "b c"),
        ("plain", 2, ""),
    ],
)  # fmt: skip
def test_link_target(line: str, at: int, target: str) -> None:
    assert link_target(line, at) == target


@given(texts, st.floats(0, 1), st.floats(0, 1), st.sampled_from(sorted(COMMANDS)))
def test_every_command_keeps_every_text_whole(text: str, a: float, b: float, name: str) -> None:
    selection = Selection(round(a * len(text)), round(b * len(text)))
    change = COMMANDS[name](text, selection)
    after = apply_edits(text, change.edits)
    assert 0 <= change.selection.start <= change.selection.end <= len(after)
    if name == "line.duplicate":
        assert len(after) > len(text)
    for character in "ab😀\u2028\u00a0":
        if name != "line.duplicate":
            assert after.count(character) == text.count(character)
