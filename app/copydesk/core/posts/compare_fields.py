"""The fields in which two versions of a post differ.

Both blocks are cut into the lines of each field and what stands between them. A field is brought
back by putting its old lines in the place of its new ones: nothing is written anew, so all of them
together give the old block, comments, quotes and order included.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.values import same_value
from copydesk.core.text.edits import TextEdit, apply_edits
from copydesk.core.text.matching import matches_between
from copydesk.core.text.positions import Span
from copydesk.core.text.words import compare_words

if TYPE_CHECKING:
    from copydesk.core.posts.frontmatter import FieldEntry, Frontmatter

ChangeKind = Literal["changed", "added", "removed", "renamed", "moved"]

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs.

    Attributes:
        key: Its name in the new text; in the old one where it was removed.
        old_key: Its name in the old text; "" where it was added.
        kind: What happened to it from old to new.
        old_span, new_span: Its lines in each text; empty, at the place for it, where it has none.
        old_source, new_source: Its value as it is written; None where there is no such field.
        old_text, new_text: Its value as one reads it: text without quotes, a list with commas; as
            it is written where both read the same. None where there is no such field.
        old_changes, new_changes: The words that differ, in positions of `old_text`, `new_text`.
        edits: Bring the old field back into the new text.
    """

    key: str
    old_key: str
    kind: ChangeKind
    old_span: Span
    new_span: Span
    old_source: str | None
    new_source: str | None
    old_text: str | None
    new_text: str | None
    old_changes: tuple[Span, ...]
    new_changes: tuple[Span, ...]
    edits: tuple[TextEdit, ...]


@dataclass(frozen=True, slots=True)
class ComparedFields:
    """What differs in fields, and which regions of both texts are still to be compared."""

    fields: tuple[FieldChange, ...]
    others: tuple[tuple[Span, Span], ...]
    prose_start: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    """One field's lines with what stands above them."""

    entry: FieldEntry
    above: Span
    lines: Span

    @property
    def whole(self) -> Span:
        return Span(self.above.start, self.lines.end)


def compare_fields(old: str, new: str, newline: str | None) -> ComparedFields:
    """The fields that differ; where they can't be told apart, all of both texts is left over.

    Args:
        old: The old text.
        new: The new one.
        newline: The line end that takes the place of the old text's; None keeps them.
    """
    whole = ComparedFields((), ((Span(0, len(old)), Span(0, len(new))),))
    mine, theirs = read_frontmatter(old), read_frontmatter(new)
    ours, others = _parts(old, mine), _parts(new, theirs)
    if ours is None or others is None or mine.content is None or theirs.content is None:
        return whole
    work = _Comparison(old, new, ours, others, newline)
    fields = work.fields(mine.content, theirs.content)
    if not all(_is_sound(new, mine, theirs, change) for change in fields):
        return whole
    fronts = Span(0, mine.content.start), Span(0, theirs.content.start)
    rests = (
        Span(ours[-1].lines.end if ours else mine.content.start, mine.body_start),
        Span(others[-1].lines.end if others else theirs.content.start, theirs.body_start),
    )
    bodies = Span(mine.body_start, len(old)), Span(theirs.body_start, len(new))
    return ComparedFields(tuple(fields), (fronts, *work.above, rests, bodies), theirs.body_start)


def _parts(text: str, fields: Frontmatter) -> list[_Part] | None:
    """The block cut up; None where a field does not have whole lines of its own."""
    if fields.format != "yaml" or not fields.readable or fields.content is None:
        return None
    result = []
    reached, end = fields.content.start, fields.content.end
    keys = set()
    for entry in fields.entries:
        span = entry.span
        starts_line = text[span.start - 1] in "\r\n"
        ends_line = span.end > span.start and text[span.end - 1] in "\r\n"
        if span.start < reached or span.end > end or not (starts_line and ends_line):
            return None
        if entry.key in keys:
            return None
        keys.add(entry.key)
        result.append(_Part(entry, Span(reached, span.start), span))
        reached = span.end
    return result


class _Comparison:
    """Two blocks cut up. `above` is what of both stands above the same field."""

    def __init__(
        self, old: str, new: str, ours: list[_Part], theirs: list[_Part], newline: str | None
    ) -> None:
        self._old, self._new = old, new
        self._ours, self._theirs = ours, theirs
        self._newline = newline
        self._renamed = self._renames()
        self.above: list[tuple[Span, Span]] = []

    def fields(self, old_content: Span, new_content: Span) -> list[FieldChange]:
        """The changes, in the order of the old block."""
        old_keys = [part.entry.key for part in self._ours]
        new_keys = [self._renamed.get(part.entry.key, part.entry.key) for part in self._theirs]
        moved = dict(zip(new_keys, self._theirs, strict=True))
        matches = matches_between(old_keys, new_keys)
        changes: list[FieldChange] = []
        old_at, new_at = old_content.start, new_content.start
        a = b = 0
        for match_a, match_b, size in [*matches, (len(old_keys), len(new_keys), 0)]:
            for part, key in zip(self._theirs[b:match_b], new_keys[b:match_b], strict=True):
                if key not in old_keys:
                    changes.append(self._added(part, old_at))
            changes += [
                self._gone(part, moved.get(part.entry.key), new_at)
                for part in self._ours[a:match_a]
            ]
            for mine, their in zip(
                self._ours[match_a : match_a + size],
                self._theirs[match_b : match_b + size],
                strict=True,
            ):
                self.above.append((mine.above, their.above))
                if self._text(mine.lines) != their.lines.of(self._new):
                    edit = TextEdit(their.lines.start, their.lines.end, self._text(mine.lines))
                    kind: ChangeKind = "changed" if mine.entry.key == their.entry.key else "renamed"
                    changes.append(self._change(kind, mine, their, (edit,)))
                old_at, new_at = mine.lines.end, their.lines.end
            a, b = match_a + size, match_b + size
        return changes

    def _renames(self) -> dict[str, str]:
        """New names with the old ones, of fields that are the same but for it."""
        old_keys = {part.entry.key for part in self._ours}
        new_keys = {part.entry.key for part in self._theirs}
        gone: dict[str, list[str]] = {}
        for part in self._ours:
            if part.entry.key not in new_keys and part.entry.source:
                gone.setdefault(self._value_lines(part), []).append(part.entry.key)
        result: dict[str, str] = {}
        for part in self._theirs:
            if part.entry.key in old_keys or not part.entry.source:
                continue
            after = Span(part.entry.key_span.end, part.lines.end).of(self._new)
            candidates = gone.get(after, [])
            if len(candidates) == 1 and candidates[0] not in result.values():
                result[part.entry.key] = candidates[0]
        return result

    def _value_lines(self, part: _Part) -> str:
        return self._text(Span(part.entry.key_span.end, part.lines.end))

    def _text(self, span: Span) -> str:
        text = span.of(self._old)
        return _LINE_END.sub(self._newline, text) if self._newline else text

    def _added(self, part: _Part, old_at: int) -> FieldChange:
        edit = TextEdit(part.whole.start, part.whole.end, "")
        key, source, text = part.entry.key, part.entry.source, readable(part.entry)
        return FieldChange(
            key, "", "added", Span(old_at, old_at), part.lines,
            None, source, None, text, (), (Span(0, len(text)),) if text else (), (edit,),
        )  # fmt: skip

    def _gone(self, part: _Part, moved_to: _Part | None, new_at: int) -> FieldChange:
        back = TextEdit(new_at, new_at, self._text(part.whole))
        if moved_to is not None:
            away = TextEdit(moved_to.whole.start, moved_to.whole.end, "")
            edits = (back, away) if back.start <= away.start else (away, back)
            kind: ChangeKind = "moved" if moved_to.entry.key == part.entry.key else "renamed"
            return self._change(kind, part, moved_to, edits)
        key, source, text = part.entry.key, part.entry.source, readable(part.entry)
        return FieldChange(
            key, key, "removed", part.lines, Span(new_at, new_at),
            source, None, text, None, (Span(0, len(text)),) if text else (), (), (back,),
        )  # fmt: skip

    def _change(
        self, kind: ChangeKind, mine: _Part, their: _Part, edits: tuple[TextEdit, ...]
    ) -> FieldChange:
        old_text, new_text = readable(mine.entry), readable(their.entry)
        if kind == "changed" and old_text == new_text:
            old_text, new_text = mine.entry.source, their.entry.source
            if old_text == new_text:  # a comment behind it, the space before it
                old_text = mine.lines.of(self._old).strip()
                new_text = their.lines.of(self._new).strip()
        if self._newline:
            old_text = _LINE_END.sub(self._newline, old_text)
        words = compare_words(old_text, new_text)
        return FieldChange(
            their.entry.key,
            mine.entry.key,
            kind,
            mine.lines,
            their.lines,
            mine.entry.source,
            their.entry.source,
            old_text,
            new_text,
            words.old_changes,
            words.new_changes,
            edits,
        )


def readable(entry: FieldEntry) -> str:
    """A field's value as one reads it; lists of lists, maps and the like as they are written."""
    value = entry.value
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and not any(isinstance(x, (list, dict)) for x in value):
        return ", ".join(map(_word, value))
    if isinstance(value, (list, dict)):
        return entry.source
    return _word(value) if isinstance(value, (bool, dt.date)) else entry.source


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    return "" if value is None else str(value)


def _is_sound(new: str, mine: Frontmatter, theirs: Frontmatter, change: FieldChange) -> bool:
    """Whether bringing one field back changes that field and no other."""
    after = read_frontmatter(apply_edits(new[: theirs.body_start], change.edits))
    expected = {key: value for key, value in theirs.data.items() if key != change.key}
    if change.old_key:
        expected[change.old_key] = mine.data.get(change.old_key)
    return after.readable and same_value(after.data, expected)
