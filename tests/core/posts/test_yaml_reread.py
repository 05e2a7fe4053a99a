# ruff: noqa: E501 - tables of samples
"""Typing in a large block: what is read by halves is what a whole reading gives."""

from __future__ import annotations

import string

from hypothesis import event, given
from hypothesis import strategies as st

from copydesk.core.posts import yaml_reread
from copydesk.core.posts.fences import find_block
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.values import same_value
from copydesk.core.posts.yaml_block import read_yaml_block
from copydesk.core.posts.yaml_reread import KnownBlock, reread

FIELDS = [
    "title: plain\n", "u: 'it''s'  # note\n", 'a: "b"\n', "b: 1.10\n", "c:\n", "# comment\n", "\n", "  # indented\n",
    "d: 2024-09-19\n", "e: [a, b]\n", "f: |\n  text\n  more\n", "g:\n- x\n- y\n", "h:\n  i: 1\n", "j: over\n  lines\n",
    "k: &x v\nl: *x\n", "<<: {m: 1}\n", "m: 2\n", "n: no\n", '"o p": q\n', "r: >-\n  folded\n", "s: https://a.b/#c\n",
    "? t\n: v\n", "w: 1,\n", "x: 2\n", "y: plain # with a note\n", "z: 'x' \n",
]  # fmt: skip
# Blocks that are no plain run of fields.
ODD = [
    "{v: 1}\n",
    "{\nw: 1,\nx: 2\n}\n",
    "  a: x\n  b: y\n",
    "- a: 1\n",
    "a: 1\na: 1\n",
    "a: {\nb: 1,\nc: 2}\n",
    "a: 'b\nc: d\ne: f'\n",
]
TYPED = st.one_of(
    st.sampled_from(["a", " ", ":", ": ", " #", "'", '"', "[", "]", "{", "|", ">", "&x", "*x", "!", "-", "\n", "\n  ", "\t", "<<", "?", ",", "\x00", "---", "1"]),
    st.text(string.printable, max_size=3),
)  # fmt: skip


blocks = st.one_of(
    st.lists(st.sampled_from(FIELDS), min_size=1, max_size=6, unique=True).map("".join),
    st.sampled_from(ODD),
)


@given(blocks, st.sampled_from(["\n", "\r\n"]), st.data())
def test_what_is_read_by_halves_is_what_a_whole_reading_gives(
    fields: str, newline: str, data: st.DataObject
) -> None:
    text = ("---\n" + fields + "---\nBody\n").replace("\n", newline)
    block = find_block(text)
    assert block is not None
    head = text[: block.span.end]
    known = KnownBlock(head, block, read_yaml_block(head, block))
    ends = [entry.value_span.end for entry in known.read.entries if len(entry.value_span) < 30]
    places = st.integers(4, block.content.end)
    start = data.draw(st.sampled_from(ends) | places if ends else places)
    end = min(len(head), start + data.draw(st.integers(0, 2)))
    new = text[:start] + data.draw(TYPED) + text[end:]
    after = find_block(new)
    if after is None or after.format != "yaml":
        return
    head = new[: after.span.end]
    read = reread(known, head, after)
    event("by halves" if read is not None else "whole")
    if read is None:
        return
    whole = read_yaml_block(head, after)
    assert read.entries == whole.entries
    assert list(read.data) == list(whole.data)
    assert same_value(read.data, whole.data)
    assert (read.problems, read.is_map) == (whole.problems, whole.is_map)


def test_a_key_in_a_large_block_is_read_by_halves() -> None:
    text = "---\n" + "".join(f"key{n}: value {n}\n" for n in range(200)) + "---\nBody\n"
    read_frontmatter(text)
    known = yaml_reread._Memory.known
    assert known is not None
    new = text.replace("value 100", "value 100!")
    block = find_block(new)
    assert block is not None
    assert reread(known, new[: block.span.end], block) is not None
    fields = read_frontmatter(new)
    assert fields.data == {f"key{n}": f"value {n}" + "!" * (n == 100) for n in range(200)}
    assert all(entry.value_span.of(new) == entry.value for entry in fields.entries)
