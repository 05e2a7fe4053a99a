"""Random sessions of suggesting: accepted they are what was typed, rejected what was there."""

from __future__ import annotations

import os
import re

from hypothesis import event, given, settings
from hypothesis import strategies as st

from copydesk.core.errors import EditRefusedError
from copydesk.core.review.suggestions.recording import Author, suggest
from copydesk.core.review.suggestions.resolving import accept, reject, suggestions_in
from copydesk.core.text.critic import accepted_reading, marks_in, rejected_reading
from copydesk.core.text.edits import TextEdit, apply_edits
from copydesk.core.text.positions import Span

_EXAMPLES = int(os.environ.get("SUGGESTING_EXAMPLES", "100"))
_PLAIN = (
    "a", "word ", "two words", "\n", "\r\n", "\n\n", "\r", "😀", "नमस्ते", "e\u0301", "- item\n",
    "| a | b |\n", "# Head\n", "[link](/to)", "**bold**", "`code`", "`", "```\n",
    "```\nx = 1\n```\n", "{", "}", "+", "-", "~", "=", ">", "<", "~>", "@@", "\\", "> ",
    "\u2028", '"', "{}",
)  # fmt: skip
_SIGNS = ("{++", "++}", "{--", "--}", "{~~", "~~}", "{==", "==}", "{>>", "<<}", '{"author":"B"}@@')
_MARKS = (
    "{++new++}", "{--old--}", "{~~old~>new~~}", "{==word==}", "{>>say<<}", "{==word==}{>>say<<}",
    '{++{"author":"B","time":5}@@theirs++}', '{--{"author":"A","time":5}@@mine--}',
    '{~~{"author":"A","time":5}@@mine~>ours~~}{>>{"author":"B"}@@why<<}{>>so<<}',
)  # fmt: skip
_typed = st.lists(st.sampled_from(_PLAIN), max_size=3).map("".join)
_hostile = st.lists(st.sampled_from((*_PLAIN, *_SIGNS, *_MARKS)), max_size=4).map("".join)
_clean_posts = st.lists(st.sampled_from(_PLAIN), max_size=14).map("".join)
_marked_posts = st.lists(st.sampled_from((*_PLAIN, *_MARKS)), max_size=14).map("".join)
_steps = st.lists(
    st.tuples(
        st.sampled_from(("type", "delete", "replace", "on")),
        st.floats(0, 1),
        st.integers(1, 12),
        st.one_of(_typed, _hostile),
        st.sampled_from(("A", "A", "A", "B")),
    ),
    max_size=10,
)
_ME = Author("A", 1_764_149_400)


def _session(text: str, steps: list[tuple[str, float, int, str, str]]) -> tuple[str, str, int]:
    """The text with its marks, what was meant by it, and how many steps were refused."""
    typed = accepted_reading(text).text
    refused, last = 0, 0
    for kind, where, length, new, name in steps:
        start = last if kind == "on" else round(where * len(typed))
        start = min(start, len(typed))
        end = min(len(typed), start + length) if kind in ("delete", "replace") else start
        new = "" if kind == "delete" else new
        span = accepted_reading(text).span_in_source(Span(start, end))
        edit = TextEdit(span.start, span.end, new)
        try:
            recorded = suggest(text, (edit,), Author(name, _ME.time), body_start=0)
        except EditRefusedError:
            refused += 1
            continue
        if end > start or new:
            assert recorded.edits or typed[start:end] == new
        text = apply_edits(text, recorded.edits)
        typed = typed[:start] + new + typed[end:]
        last = start + len(new)
        assert 0 <= recorded.cursor <= len(text)
    return text, typed, refused


@settings(max_examples=_EXAMPLES, deadline=None)
@given(_clean_posts, _steps)
def test_a_session_on_a_clean_post(post, steps) -> None:  # type: ignore[no-untyped-def]
    post = f"Post {post}"  # which has no fields, whatever follows
    marked, typed, refused = _session(post, steps)
    if not typed.startswith("{"):
        all_of_them = suggestions_in(marked)
        assert apply_edits(marked, accept(marked, all_of_them)) == typed
        assert apply_edits(marked, reject(marked, all_of_them)) == post
    assert accepted_reading(marked).text == typed
    assert rejected_reading(marked).text == post
    event(f"refused {min(refused, 3)}")


@settings(max_examples=_EXAMPLES, deadline=None)
@given(_marked_posts, _steps)
def test_a_session_among_marks_of_others(post, steps) -> None:  # type: ignore[no-untyped-def]
    marked, typed, refused = _session(post, steps)
    assert accepted_reading(marked).text == typed
    assert rejected_reading(marked).text == rejected_reading(post).text
    event(f"refused {min(refused, 3)}")


@settings(max_examples=_EXAMPLES, deadline=None)
@given(_marked_posts, st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), _typed), max_size=8))
def test_keys_anywhere_in_the_source_leave_what_was_there(post, keys) -> None:  # type: ignore[no-untyped-def]
    text = post
    for where, length, new in keys:
        start = round(where * len(text))
        edit = TextEdit(start, min(len(text), start + length), new)
        try:
            recorded = suggest(text, (edit,), _ME, body_start=0)
        except EditRefusedError:
            continue
        text = apply_edits(text, recorded.edits)
        assert 0 <= recorded.cursor <= len(text)
    assert rejected_reading(text).text == rejected_reading(post).text


@settings(max_examples=_EXAMPLES, deadline=None)
@given(_marked_posts, st.sampled_from(("a", "o", "\n", "word", "`", "|")), _hostile)
def test_replacing_all_at_once(post: str, what: str, new: str) -> None:
    reading = accepted_reading(post)
    places = [match.start() for match in re.finditer(re.escape(what), reading.text)]
    spans = [reading.span_in_source(Span(at, at + len(what))) for at in places]
    edits = [TextEdit(span.start, span.end, new) for span in spans if span.of(post) == what]
    meant = [
        TextEdit(at, at + len(what), new)
        for at, span in zip(places, spans, strict=True)
        if span.of(post) == what
    ]
    try:
        recorded = suggest(post, edits, _ME, body_start=0)
    except EditRefusedError:
        event("refused")
        return
    after = apply_edits(post, recorded.edits)
    assert accepted_reading(after).text == apply_edits(reading.text, meant)
    assert rejected_reading(after).text == rejected_reading(post).text


@settings(max_examples=_EXAMPLES, deadline=None)
@given(_marked_posts)
def test_readings_know_their_places(post: str) -> None:
    reading = accepted_reading(post)
    assert reading.plain == (not marks_in(post))
    for start in range(len(reading.text)):
        span = reading.span_in_source(Span(start, start + 1))
        assert span.of(post) == reading.text[start]
        assert reading.span_in_reading(span) == Span(start, start + 1)
