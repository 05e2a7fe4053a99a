"""Texts that trip position arithmetic."""

from __future__ import annotations

from hypothesis import strategies as st

from copydesk.core.text.edits import TextEdit

PIECES = (
    "a", "b c", "\n", "\r\n", "\r", "😀", "\u2028", "\u2029", "\u00a0", "\ufdd0", "\ufdd1",
    "\ud83d", "\ude00", "é", "e\u0301", "نص", "\x00", "\ufeff", "```", "~~~", "> ", "- ",
)  # fmt: skip

texts = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, tuple[TextEdit, ...]]:
    """A text and up to three edits of it, in order and apart."""
    text = draw(texts)
    count = draw(st.integers(1, 3))
    places = sorted(
        draw(st.lists(st.integers(0, len(text)), min_size=2 * count, max_size=2 * count))
    )
    edits = [TextEdit(places[2 * n], places[2 * n + 1], draw(texts)) for n in range(count)]
    return text, tuple(edit for edit in edits if text[edit.start : edit.end] != edit.new)
