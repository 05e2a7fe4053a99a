"""What is open in a text: suggestions to answer and comments to resolve, in an editor's words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from copydesk.core.text.critic import Mark, MarkKind, marks_in

# More of a suggestion than this is not shown in a list.
_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Note:
    """One comment of a thread."""

    mark: Mark
    author: str
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A suggestion or a thread of comments.

    Attributes:
        mark: The suggestion; of a thread the highlight it is about, else its first comment.
        is_suggestion: Whether it is to be accepted or rejected; else to be resolved.
        title: "Suggestion: nine → ten", "Comment — A. Petrov, 09:40".
        detail: Of a suggestion who made it and when, of a thread its first comment.
        thread: The comments on it, the first of a thread included.
        done: Whether it is a thread that is resolved.
    """

    mark: Mark
    is_suggestion: bool
    title: str
    detail: str
    thread: tuple[Note, ...] = ()
    done: bool = False


def open_items(
    text: str, now: dt.datetime | None = None, *, with_done: bool = False
) -> tuple[Item, ...]:
    """The suggestions and threads of a text, by place; resolved threads only where asked for.

    Args:
        text: The text.
        now: The present moment, in a zone; None for the real one.
        with_done: Whether resolved threads are told too.
    """
    marks = marks_in(text)
    today = (now or dt.datetime.now().astimezone()).date()
    threads = _threads(marks)
    items = []
    for index, mark in enumerate(marks):
        if mark.head is not None:
            continue
        thread = tuple(_note(text, one, today) for one in threads.get(index, ()))
        if mark.kind.suggests:
            title = f"Suggestion: {_suggested(text, mark)}"
            items.append(Item(mark, True, title, _signed(mark, today), thread))
        elif thread and (with_done or not thread[0].mark.done):
            first = thread[0]
            signed = _signed(first.mark, today)
            title = f"Comment — {signed}" if signed else "Comment"
            items.append(Item(mark, False, title, first.text, thread, first.mark.done))
    return tuple(items)


def _threads(marks: tuple[Mark, ...]) -> dict[int, list[Mark]]:
    """The comments of each thread, by the number of the mark that they are about."""
    threads: dict[int, list[Mark]] = {}
    for index, mark in enumerate(marks):
        if mark.kind is MarkKind.COMMENT:
            threads.setdefault(index if mark.head is None else mark.head, []).append(mark)
    return threads


def _note(text: str, mark: Mark, today: dt.date) -> Note:
    return Note(mark, mark.author, _when(mark, today), mark.text.of(text).strip())


def _signed(mark: Mark, today: dt.date) -> str:
    return ", ".join(part for part in (mark.author, _when(mark, today)) if part)


def _when(mark: Mark, today: dt.date) -> str:
    when = mark.when
    if when is None:
        return ""
    if when.date() == today:
        return when.strftime("%H:%M")
    return f"{when.day} {when.strftime('%b' if when.year == today.year else '%b %Y')}"


def _suggested(text: str, mark: Mark) -> str:
    old = _shown(mark.old.of(text)) if mark.old else ""
    new = _shown(mark.new.of(text)) if mark.new else ""
    if mark.kind is MarkKind.SUBSTITUTION:
        return f"{old} → {new}"
    return f"add “{new}”" if mark.kind is MarkKind.INSERTION else f"take out “{old}”"


def _shown(text: str) -> str:
    """A piece of text on one line, its line ends and spaces to be seen."""
    if not text.strip():
        return "¶" * text.count("\n") or "a space"
    text = " ".join(text.split())
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"
