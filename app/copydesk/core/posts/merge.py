"""Three-way merge of a post: fields key by key, prose paragraph by paragraph.

What it gives out was read again: each field says what the side says that it was taken from, and
the prose is as planned. Where that can't be had it is a collision, never a wrong text, and no mark
of a conflict ever stands in a post.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.merge_fields import ABSENT, Head, HeadMerge, merge_heads
from copydesk.core.posts.values import same_value
from copydesk.core.text.diff import edits_between
from copydesk.core.text.edits import apply_edits
from copydesk.core.text.merge import Kind
from copydesk.core.text.passages import quoted
from copydesk.core.text.positions import Span, newline_near
from copydesk.core.text.prose_merge import Piece, ProseMerge, edits_of, joined_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from copydesk.core.text.edits import TextEdit
    from copydesk.core.text.prose_merge import Clash

__all__ = ["Collision", "Kind", "Merge", "Taken", "merge_posts"]


@dataclass(frozen=True, slots=True)
class Taken:
    """Something that merges by itself.

    Attributes:
        kind: MINE, THEIRS, BOTH (the same on both sides), or COLLISION for a list of values made
            of what both added and removed.
        is_field: Whether it is a field; else it is paragraphs.
        label: The field's key, or the first words of the paragraphs.
        old: What stood in the base; "" for nothing.
        new: What stands there afterwards; "" for nothing.
        count: How many paragraphs.
    """

    kind: Kind
    is_field: bool
    label: str
    old: str
    new: str
    count: int = 1

    def words(self, name: Callable[[str], str] = str) -> str:
        """What it is and where it came from, in words.

        Args:
            name: Gives a field's label by its key.
        """
        if self.is_field:
            what = quoted(name(self.label)) if self.label else "The fields"
        else:
            what = "1 paragraph" if self.count == 1 else f"{self.count} paragraphs"
        where = _REMOVED[self.kind] if not self.new else _WHERE[self.kind]
        if self.is_field or not self.label:
            return f"{what} {where}"
        return f"{what} {where}: {quoted(self.label)}"


_WHERE = {
    Kind.MINE: "of yours",
    Kind.THEIRS: "from the disk",
    Kind.BOTH: "changed alike on both sides",
    Kind.COLLISION: "from both sides",
}
_REMOVED = {
    Kind.MINE: "removed by you",
    Kind.THEIRS: "removed on disk",
    Kind.BOTH: "removed on both sides",
    Kind.COLLISION: "removed on both sides",
}


@dataclass(frozen=True, slots=True)
class Collision:
    """Something that both sides changed, and not to the same.

    Attributes:
        base, mine, theirs: Each side's text; "" where it was removed, or was not there yet. Of a
            field its whole lines.
        span: Where mine stands in mine's text.
        label: The field's key, or the first words of the paragraph; "" for a whole block.
        is_field: Whether it is a field, or the whole block of them.
        both: Mine and theirs together; "" where that makes no sense.
    """

    base: str
    mine: str
    theirs: str
    span: Span
    label: str
    is_field: bool
    both: str = ""

    @property
    def texts(self) -> tuple[str, str, str]:
        """By which it is known again after theirs has changed once more."""
        return self.base, self.mine, self.theirs


@dataclass(frozen=True, slots=True)
class Merge:
    """Two versions of a post brought together.

    Attributes:
        mine: The text that the edits belong to.
        taken: What merges by itself, in order.
        collisions: What somebody must decide, in order.
        edits: Bring in what merges by itself; mine's text stays where both sides collide.
    """

    mine: str
    taken: tuple[Taken, ...]
    collisions: tuple[Collision, ...]
    edits: tuple[TextEdit, ...]
    _plan: _Plan = field(repr=False)

    def resolved(self, choices: Mapping[int, str]) -> tuple[TextEdit, ...]:
        """Edits of mine that bring in everything.

        Args:
            choices: The text for each collision by its number, "" to remove it. One that is not
                named stays as mine has it.

        Raises:
            EditRefusedError: With that text for a field the fields could not be read any more.
        """
        if not choices:
            return self.edits
        return self._plan.resolved(choices)

    def problem(self, number: int, text: str) -> str:
        """What is wrong with a text for one collision, as far as it can be told alone; or ""."""
        return self._plan.problem(number, text)


def merge_posts(base: str, mine: str, theirs: str) -> Merge:
    """Merges what became of ``base`` in two places.

    Args:
        base: What both began with.
        mine: The text in the window, of which the result's edits are.
        theirs: The text on disk.
    """
    heads = [Head(text, read_frontmatter(text)) for text in (base, mine, theirs)]
    for way in [*_ways(heads), None]:
        plan = _Plan(heads, way)
        try:
            edits = plan.resolved({})
        except EditRefusedError:
            if way is not None:
                continue
            edits = ()
        if mine == base:
            edits = edits_between(mine, theirs)
        elif theirs in (base, mine):
            edits = ()
        return Merge(mine, plan.taken, plan.collisions, edits, plan)
    raise AssertionError("the whole post as one collision always holds")


def _ways(heads: list[Head]) -> list[HeadMerge]:
    base, mine, theirs = heads
    # A block without both its fences is part of the prose: then all of them are.
    if any(head.fields.format is not None and head.fields.span is None for head in heads):
        return [HeadMerge()]
    return merge_heads(base, mine, theirs)


class _Plan:
    """One way to merge, with its collisions numbered through: the head's first."""

    def __init__(self, heads: list[Head], way: HeadMerge | None) -> None:
        """Plans by a way of merging the heads; None makes one collision of the whole post."""
        self._heads = heads
        self._texts = [head.text for head in heads]
        self._mine = self._texts[1]
        self._head = way
        self._without_head = way is not None and not way.slots and not way.clashes
        base, mine, theirs = heads
        starts = (0, 0, 0) if self._without_head else (base.end, mine.end, theirs.end)
        self._prose = None if way is None else ProseMerge(base.text, mine.text, theirs.text, starts)
        self.taken = self._taken()
        self.collisions = self._collisions()

    def _taken(self) -> tuple[Taken, ...]:
        if self._head is None or self._prose is None:
            return ()
        return tuple(
            Taken(one.kind, is_field, one.name, one.old, one.new, one.count)
            for is_field, passed in ((True, self._head.passed), (False, self._prose.passed))
            for one in passed
        )

    def _collisions(self) -> tuple[Collision, ...]:
        if self._head is None or self._prose is None:
            base, mine, theirs = self._texts
            return (Collision(base, mine, theirs, Span(0, len(mine)), "", is_field=False),)
        return tuple(
            Collision(
                one.base,
                one.mine,
                one.theirs,
                one.span,
                one.name,
                is_field,
                ""
                if is_field or not one.mine or not one.theirs
                else joined_texts(one.mine, one.theirs),
            )
            for is_field, clashes in ((True, self._head.clashes), (False, self._prose.clashes))
            for one in clashes
        )

    def problem(self, number: int, text: str) -> str:
        key = None
        if self._head is not None and number < len(self._head.clashes):
            key = self._head.keys[number]
        if self._head is None or key is None:
            return ""
        try:
            _said(key, text, self._head.clashes[number], self._heads)
        except EditRefusedError as error:
            return f"{error.sentence} {error.next_step}"
        return ""

    def resolved(self, choices: Mapping[int, str]) -> tuple[TextEdit, ...]:
        if self._head is None or self._prose is None:
            return edits_between(self._mine, choices.get(0, self._mine))
        first = len(self._head.clashes)
        head = self._head.pieces(choices)
        body = self._prose.pieces({n - first: text for n, text in choices.items() if n >= first})
        above = "".join(piece.text for piece in head)
        below = "".join(piece.text for piece in body)
        if above and below and above[-1] not in "\r\n":
            newline = newline_near(self._mine, len(self._mine))
            above += newline
            head.append(Piece(newline))
        self._verify(choices, above, below)
        edits = edits_of([*head, *body], self._mine, Span(0, len(self._mine)))
        if apply_edits(self._mine, edits) != above + below:
            raise EditRefusedError("The two versions can’t be merged piece by piece.")
        return edits

    def _verify(self, choices: Mapping[int, str], above: str, below: str) -> None:
        """Requires that the merged text reads, and that every field says what it must.

        Raises:
            EditRefusedError: It does not.
        """
        head = self._head
        if head is None or self._without_head:
            return
        merged = read_frontmatter(above + below)
        problem = next((p for p in merged.problems if p.fatal), None)
        if (
            problem is not None
            and self._heads[1].fields.readable
            and self._heads[2].fields.readable
        ):
            raise EditRefusedError(
                f"The fields could not be read like this: {problem.sentence}", problem.next_step
            )
        chosen = any(n < len(head.clashes) for n in choices)
        if merged.body_start != len(above) and (merged.format is not None or above):
            raise EditRefusedError(
                "The fields could not be told from the text like this.",
                "Write them as they were: one field a line.",
            )
        if problem is None and head.expected is not None:
            self._verify_values(choices, head, merged.data, chosen=chosen)

    def _verify_values(
        self, choices: Mapping[int, str], head: HeadMerge, data: dict[str, object], *, chosen: bool
    ) -> None:
        expected = dict(head.expected or {})
        for number, (key, clash) in enumerate(zip(head.keys, head.clashes, strict=True)):
            if key is None:
                return
            said = _said(key, choices.get(number, clash.mine), clash, self._heads)
            if said is not ABSENT:
                expected[key] = said
        if not same_value(data, expected):
            raise EditRefusedError(
                "One of the fields would say something else with this."
                if chosen
                else "The fields can’t be merged one by one.",
                "Write each field as “name: value”, on lines of its own.",
            )


def _said(key: str, chosen: str, clash: Clash, heads: list[Head]) -> object:
    """What a field says by the lines chosen for it."""
    for head, text in zip(heads, (clash.base, clash.mine, clash.theirs), strict=True):
        if chosen == text:
            return head.fields.data.get(key, ABSENT)
    if not chosen.strip():
        return ABSENT
    fields = read_frontmatter(f"---\n{chosen.strip()}\n---\n")
    if not fields.readable or list(fields.data) != [key]:
        raise EditRefusedError(
            f"This can’t be read as the field “{key}”.",
            f"Write it as “{key}: …”, or leave it empty.",
        )
    return fields.data[key]
