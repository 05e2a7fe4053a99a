"""Commands on words: bold, italic, code, link. Each takes back what it made."""

from __future__ import annotations

import re

from copydesk.core.text.edits import TextEdit
from copydesk.core.text.inlines import Inline, InlineKind, inlines
from copydesk.core.text.markdown_prefix import prefix_of
from copydesk.core.text.positions import Span
from copydesk.core.text.text_command import (
    Change,
    Selection,
    change,
    line_end,
    line_start,
    selected_lines,
)

_MARKS: dict[InlineKind, str] = {"strong": "**", "em": "*", "code": "`"}
_LABELS: dict[InlineKind, str] = {"strong": "Bold", "em": "Italic", "code": "Code"}
_URL = re.compile(r"(?:https?://|mailto:)[^\s<>]+")
_WORD = re.compile(r"[^\W_](?:[\w'’-]*[^\W_])?")


def bold(text: str, selection: Selection) -> Change:
    """Makes the selection, or the word at the cursor, bold; or no longer."""
    return _toggle(text, selection, "strong")


def italic(text: str, selection: Selection) -> Change:
    """Makes the selection, or the word at the cursor, italic; or no longer."""
    return _toggle(text, selection, "em")


def code(text: str, selection: Selection) -> Change:
    """Makes the selection, or the word at the cursor, code; or no longer."""
    return _toggle(text, selection, "code")


def link(text: str, selection: Selection) -> Change:
    """Makes the selection or word a link, with the cursor where its address goes; or plain."""
    found = _around(text, selection, "link")
    if found:
        cuts = _cuts(found)
        return change(cuts, _shifted(selection, cuts), "Link")
    span = Span(selection.start, selection.end) if not selection.empty else _word(text, selection)
    span = _trimmed(text, span)
    inner = span.of(text)
    if _URL.fullmatch(inner):
        return change(
            [TextEdit(span.start, span.start, "[]("), TextEdit(span.end, span.end, ")")],
            Selection(span.start + 1, span.start + 1),
            "Link",
        )
    at = span.start + 1 if not inner else span.end + 3
    edits = (
        [TextEdit(span.start, span.end, f"[{inner}]()")]
        if not inner
        else [TextEdit(span.start, span.start, "["), TextEdit(span.end, span.end, "]()")]
    )
    return change(edits, Selection(at, at), "Link")


def link_to(text: str, selection: Selection, address: str) -> Change | None:
    """Makes selected words a link to ``address``; None where that makes no sense."""
    address = address.strip()
    chosen = text[selection.start : selection.end]
    if not chosen.strip() or "\n" in chosen or "\r" in chosen or not _URL.fullmatch(address):
        return None
    if _URL.fullmatch(chosen.strip()) or _around(text, selection, "link"):
        return None
    span = _trimmed(text, Span(selection.start, selection.end))
    target = f"]({address})" if address.count("(") == address.count(")") else f"](<{address}>)"
    at = span.end + 1 + len(target)
    return change(
        [TextEdit(span.start, span.start, "["), TextEdit(span.end, span.end, target)],
        Selection(at, at),
        "Link",
    )


def link_target(text: str, position: int) -> str:
    """Where the link at a position leads, as it is written; "" where there is none."""
    start = line_start(text, position)
    line = text[start : line_end(text, position)]
    for inline in reversed(inlines(line)):
        if not inline.start <= position - start <= inline.end:
            continue
        if inline.kind == "url":
            return line[inline.inner_start : inline.inner_end]
        if (
            inline.kind in ("link", "image")
            and line[inline.inner_end : inline.inner_end + 2] == "]("
        ):
            target = line[inline.inner_end + 2 : inline.end - 1].strip()
            if target.startswith("<"):
                return target[1:].partition(">")[0]
            return target.split(maxsplit=1)[0] if target else ""
    return ""


def _toggle(text: str, selection: Selection, kind: InlineKind) -> Change:
    mark, label = _MARKS[kind], _LABELS[kind]
    if selection.empty:
        return _toggle_word(text, selection, kind)
    pieces = _pieces(text, selection)
    if not pieces:
        return Change((), selection, label)
    around_all = [_around(text, Selection(p.start, p.end), kind) for p in pieces]
    if all(around_all):
        cuts = [cut for found in around_all if found for cut in _cuts(found)]
        return change(cuts, _shifted(selection, cuts), label)
    edits: list[TextEdit] = []
    start, tail = pieces[0].start, 0
    for piece, found in zip(pieces, around_all, strict=True):
        made = [] if found else _wrapped(text, piece, kind, mark)
        if not edits and made and piece is pieces[0]:
            start += len(made[0].new)
        tail = len(made[-1].new) if made else 0
        edits += made
    end = pieces[-1].end + sum(edit.growth for edit in edits) - tail
    return change(edits, selection.with_ends(start, max(start, end)), label)


def _toggle_word(text: str, selection: Selection, kind: InlineKind) -> Change:
    mark, label = _MARKS[kind], _LABELS[kind]
    around = _around(text, selection, kind)
    if around:
        cuts = _cuts(around)
        return change(cuts, _shifted(selection, cuts), label)
    at = selection.head
    word = _word(text, selection)
    if not len(word):
        return _toggle_nothing(text, at, mark, label)
    edits = [TextEdit(word.start, word.start, mark), TextEdit(word.end, word.end, mark)]
    return change(edits, Selection(at + len(mark), at + len(mark)), label)


def _toggle_nothing(text: str, at: int, mark: str, label: str) -> Change:
    width = len(mark)
    if text[at - width : at] == mark == text[at : at + width] and at >= width:
        cut = TextEdit(at - width, at + width, "")
        return change([cut], Selection(at - width, at - width), label)
    return change([TextEdit(at, at, mark * 2)], Selection(at + width, at + width), label)


def _wrapped(text: str, piece: Span, kind: InlineKind, mark: str) -> list[TextEdit]:
    """Edits that put marks around a piece and take out those of the same kind inside it."""
    edits = []
    if kind == "code" and "`" in piece.of(text):
        longest = max(map(len, re.findall("`+", piece.of(text))))
        mark = "`" * (longest + 1)
        before, after = mark + " ", " " + mark
    else:
        before = after = mark
        for inline in _found(text, piece.start, kind):
            if piece.start <= inline.start and inline.end <= piece.end:
                edits += _cuts(inline)
    return _joined(
        [TextEdit(piece.start, piece.start, before), *edits, TextEdit(piece.end, piece.end, after)]
    )


def _joined(edits: list[TextEdit]) -> list[TextEdit]:
    """The edits, with those that start at one place made one."""
    result: list[TextEdit] = []
    for edit in edits:
        if result and result[-1].start == edit.start == result[-1].end:
            result[-1] = TextEdit(edit.start, edit.end, result[-1].new + edit.new)
        else:
            result.append(edit)
    return result


def _pieces(text: str, selection: Selection) -> list[Span]:
    """The selected text of each line, without what belongs to the block, without outer blanks."""
    pieces = []
    for line in selected_lines(text, selection):
        start = max(selection.start, line.start)
        end = min(selection.end, line.end)
        text_start = line.start + prefix_of(line.of(text)).length
        piece = _trimmed(text, Span(max(start, min(text_start, end)), max(start, end)))
        if len(piece):
            pieces.append(piece)
    return pieces


def _found(text: str, position: int, kind: InlineKind) -> list[Inline]:
    """The inlines of that kind on the position's line, with positions in the text."""
    start = line_start(text, position)
    line = text[start : line_end(text, position)]
    return [
        Inline(
            one.kind,
            one.start + start,
            one.inner_start + start,
            one.inner_end + start,
            one.end + start,
        )
        for one in inlines(line, prefix_of(line).length)
        if one.kind == kind
    ]


def _around(text: str, selection: Selection, kind: InlineKind) -> Inline | None:
    """The innermost inline of that kind that holds the whole selection."""
    for inline in reversed(_found(text, selection.start, kind)):
        if inline.start <= selection.start and selection.end <= inline.end:
            if selection.empty and selection.head in (inline.start, inline.end):
                continue
            return inline
    return None


def _cuts(inline: Inline) -> list[TextEdit]:
    return [
        TextEdit(inline.start, inline.inner_start, ""),
        TextEdit(inline.inner_end, inline.end, ""),
    ]


def _shifted(selection: Selection, cuts: list[TextEdit]) -> Selection:
    def place(position: int) -> int:
        return position - sum(max(0, min(position, cut.end) - cut.start) for cut in cuts)

    return Selection(place(selection.anchor), place(selection.head))


def _word(text: str, selection: Selection) -> Span:
    """The word that the cursor is in or at; empty where there is none."""
    at = selection.head
    start = line_start(text, at)
    line = text[start : line_end(text, at)]
    low = max(0, at - start - 200)
    for match in _WORD.finditer(line, low, at - start + 200):
        if match.start() <= at - start <= match.end():
            return Span(match.start() + start, match.end() + start)
    return Span(at, at)


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
