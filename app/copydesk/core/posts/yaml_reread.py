"""A large YAML block read again after a key was typed in it.

Reading 10,000 fields takes a third of a second, too long for each key. So of a large block what was
read last is kept, and where one line's plain or quoted value is all that differs, only that line is
read. Anything else, and all that could reach beyond its line, is read as a whole.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from copydesk.core.posts.entries import FieldEntry
from copydesk.core.posts.fences import Fenced
from copydesk.core.posts.yaml_block import ReadBlock, read_yaml_block
from copydesk.core.posts.yaml_tree import read_tree
from copydesk.core.text.positions import Span

# Fewer fields are read within two milliseconds.
_LARGE = 100
_ONE_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)")
# Fields in braces, which end at commas, not lines.
_BRACES = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*[ \t]*[{&!%]")


@dataclass(frozen=True, slots=True)
class KnownBlock:
    """A block, and what was read of it."""

    head: str
    block: Fenced
    read: ReadBlock


class _Memory:
    """The large block read last. Replaced as a whole, so threads may share it."""

    known: KnownBlock | None = None


def read_yaml(head: str, block: Fenced) -> ReadBlock:
    """What `read_yaml_block` reads, sooner where a large block has hardly changed."""
    known = _Memory.known
    read = reread(known, head, block) if known is not None else None
    if read is None:
        read = read_yaml_block(head, block)
    if len(read.entries) >= _LARGE:
        _Memory.known = KnownBlock(head, block, read)
    return read


def reread(known: KnownBlock, head: str, block: Fenced) -> ReadBlock | None:
    """The block read by what is known of an earlier state; None where that doesn't tell."""
    growth = len(head) - len(known.head)
    content = known.block.content
    if known.read.problems or block.opening != known.block.opening:
        return None
    if block.content != Span(content.start, content.end + growth):
        return None
    if _BRACES.match(known.head, content.start):
        return None
    start, end = _changed(known.head, head)
    entries = known.read.entries
    number = bisect_right(entries, start, key=lambda entry: entry.span.start) - 1
    if number < 0 or end > entries[number].span.end:
        return None
    old = entries[number]
    was = _read_line(known.head, old.span)
    now = _read_line(head, Span(old.span.start, old.span.end + growth))
    if was is None or now is None or now.key_span != old.key_span or now.key != old.key:
        return None
    if was != old or old.key == "<<":
        return None
    data = {**known.read.data, old.key: now.value}
    behind = entries[number + 1 :]
    if growth:
        behind = tuple(_shifted(entry, growth) for entry in behind)
    return ReadBlock(data, (*entries[:number], now, *behind))


def _changed(old: str, new: str) -> tuple[int, int]:
    """Where ``old`` differs from ``new``: the start and the end in ``old``."""
    low, high = 0, min(len(old), len(new))
    most = high
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    start = low
    low, high = 0, most - start
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    return start, len(old) - low


def _read_line(head: str, span: Span) -> FieldEntry | None:
    """The field on the one line ``span``; None where it could reach beyond it or be reached."""
    line = span.of(head)
    if not _ONE_LINE.fullmatch(line) or head[span.start - 1 : span.start] not in ("\r", "\n"):
        return None
    whole, nothing = Span(0, len(line)), Span(0, 0)
    read = read_yaml_block(line, Fenced("yaml", whole, whole, nothing, nothing, at_top=True))
    if read.problems or len(read.entries) != 1:
        return None
    root = read_tree(line)
    if root is None or root.flow or root.anchor or root.tag:
        return None
    if any(
        node.kind != "scalar" or node.anchor or node.tag or node.style in ("|", ">")
        for node in root.children
    ):
        return None
    return _shifted(read.entries[0], span.start)


def _shifted(entry: FieldEntry, by: int) -> FieldEntry:
    return FieldEntry(
        entry.key,
        Span(entry.span.start + by, entry.span.end + by),
        Span(entry.key_span.start + by, entry.key_span.end + by),
        Span(entry.value_span.start + by, entry.value_span.end + by),
        entry.value,
        entry.source,
    )
