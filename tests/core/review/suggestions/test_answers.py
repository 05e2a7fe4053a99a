from __future__ import annotations

import datetime as dt
import time

import pytest

from copydesk.core.errors import EditRefusedError
from copydesk.core.review.suggestions.comments import comment_on, reply, resolve, take_out
from copydesk.core.review.suggestions.items import open_items
from copydesk.core.review.suggestions.recording import Author
from copydesk.core.review.suggestions.resolving import accept, next_mark, reject, suggestions_in
from copydesk.core.text.critic import MarkKind, accepted_reading, marks_in, rejected_reading
from copydesk.core.text.edits import apply_edits
from copydesk.core.text.positions import Span

_POST = "A {~~nine~>ten~~}{>>sure?<<} b {++c++} {--d--} {==e==}{>>why<<}{>>so<<} f\n"
_ME = Author('Ana O’Neil @ ++} "x" it\'s', 1_764_149_400)


def test_one_is_accepted_with_what_was_said_about_it() -> None:
    marks = marks_in(_POST)
    assert apply_edits(_POST, accept(_POST, marks[:1])).startswith("A ten b {++c++} {--d--} ")
    assert apply_edits(_POST, reject(_POST, marks[:1])).startswith("A nine b {++c++} ")


def test_all_are_answered_and_comments_on_the_text_stay() -> None:
    after = apply_edits(_POST, accept(_POST, suggestions_in(_POST)))
    assert after == "A ten b c  {==e==}{>>why<<}{>>so<<} f\n"
    after = apply_edits(_POST, reject(_POST, suggestions_in(_POST)))
    assert after == "A nine b  d {==e==}{>>why<<}{>>so<<} f\n"


def test_a_range_takes_what_it_touches() -> None:
    start = _POST.index("{++c")
    chosen = suggestions_in(_POST, Span(start + 4, start + 12))
    assert [mark.kind for mark in chosen] == [MarkKind.INSERTION, MarkKind.DELETION]


def test_a_comment_on_a_selection_is_a_thread_that_can_be_answered_and_resolved() -> None:
    text = "Repairs cost 1.4 million, they said.\n"
    text = apply_edits(text, comment_on(text, Span(13, 24), "Does this\n\ninclude <<}?", _ME))
    comment = marks_in(text)[1]
    assert (comment.author, comment.time) == (_ME.name, _ME.time)
    assert comment.text.of(text) == "Does this include << }?"
    assert marks_in(text)[0].text.of(text) == "1.4 million"
    text = apply_edits(text, reply(text, comment, "It does.", Author("B", 5)))
    (item,) = open_items(text, dt.datetime.fromtimestamp(_ME.time).astimezone())
    assert [note.text for note in item.thread] == ["Does this include << }?", "It does."]
    assert item.title.startswith(f"Comment — {_ME.name}, ")
    assert accepted_reading(text).text == rejected_reading(text).text
    done = apply_edits(text, resolve(text, comment))
    assert open_items(done) == ()
    assert len(open_items(done, with_done=True)) == 1
    assert len(open_items(apply_edits(done, resolve(done, marks_in(done)[2], done=False)))) == 1
    assert apply_edits(done, take_out(done, marks_in(done)[2])) == (
        "Repairs cost 1.4 million, they said.\n"
    )


@pytest.mark.parametrize(
    ("written", "after"),
    [
        ("{>>x<<}", '{>>{"done":true}@@x<<}'),
        ("{>>{}@@x<<}", '{>>{"done":true}@@x<<}'),
        ('{>>{"a":"B","x":[1]}@@x<<}', '{>>{"a":"B","x":[1],"done":true}@@x<<}'),
        ('{>>{"done": false}@@x<<}', '{>>{"done": true}@@x<<}'),
    ],
)
def test_resolving_keeps_what_others_wrote_into_the_metadata(written: str, after: str) -> None:
    assert apply_edits(written, resolve(written, marks_in(written)[0])) == after


def test_a_comment_on_a_suggestion_goes_behind_its_thread() -> None:
    after = apply_edits(_POST, comment_on(_POST, Span(5, 8), "Yes.", _ME))
    assert [m.text.of(after) for m in marks_in(after) if m.head == 0] == ["sure?", "Yes."]


def test_a_comment_in_code_is_on_all_of_it_and_none_is_among_fields() -> None:
    text = "Use `make all` here.\n"
    after = apply_edits(text, comment_on(text, Span(6, 8), "Why?", _ME))
    assert after.startswith("Use {==`make all`==}{>>")
    post = "---\ntitle: A\n---\nB\n"
    with pytest.raises(EditRefusedError):
        comment_on(post, Span(5, 7), "Why?", _ME)


def test_items_read_as_an_editor_would_say_them() -> None:
    said = [item.title for item in open_items(_POST)]
    assert said == [
        "Suggestion: nine → ten",
        "Suggestion: add “c”",
        "Suggestion: take out “d”",
        "Comment",
    ]


def test_the_next_mark_is_no_reply_and_goes_round() -> None:
    marks = marks_in(_POST)
    assert next_mark(marks, 0) == marks[0]
    assert next_mark(marks, marks[0].span.start) == marks[2]
    assert next_mark(marks, len(_POST)) == marks[0]
    assert next_mark(marks, 0, forward=False) == marks[4]
    assert next_mark((), 0) is None


def test_marks_of_another_text_are_answered_nowhere() -> None:
    mark, comment = marks_in("{++old++}{>>c<<}")
    for edits in (
        accept(_POST, (mark,)),
        reject(_POST, (mark,)),
        reply(_POST, comment, "x", _ME),
        resolve(_POST, comment),
        take_out(_POST, comment),
    ):
        assert edits == ()


def test_many_marks_are_listed_and_answered_in_little_time() -> None:
    text = "a {~~b~>c~~}{>>d<<}\n" * 2_000
    started = time.perf_counter()
    assert len(open_items(text)) == 2_000
    assert apply_edits(text, accept(text, suggestions_in(text))) == "a c\n" * 2_000
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("post", "accepted", "rejected"),
    [
        ("title: {~~Old~>New~~}\n", "title: New\n", "title: Old\n"),  # YAML reads a mapping
        ("title: [{++x++}\n", "title: [x\n", "title: [\n"),  # nothing can read these fields
        ("title: The {++new ++}one: a\n", "title: The new one: a\n", "title: The one: a\n"),
        ("title: A\n{++draft: true\n++}", "title: A\ndraft: true\n", "title: A\n"),
        ("date: {--2024-01-01--}\n", "date: \n", "date: 2024-01-01\n"),
    ],
)
def test_marks_that_another_program_put_among_the_fields_are_answered(
    post: str, accepted: str, rejected: str
) -> None:
    fields = f"---\n{post}---\nBody {{++x++}}.\n"
    marks = marks_in(fields)
    assert apply_edits(fields, accept(fields, marks)) == f"---\n{accepted}---\nBody x.\n"
    assert apply_edits(fields, reject(fields, marks)) == f"---\n{rejected}---\nBody .\n"
