# ruff: noqa: E501 - tables of samples
"""Edits inside nested fields; one table an operation says it all."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.field_edits import (
    Bare,
    insert_item,
    move_item,
    rename_field,
    set_field,
    set_field_read,
    set_field_source,
    unset_field,
)
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.parts import parts_of
from copydesk.core.text.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.core.posts.entries import Part
    from copydesk.core.posts.paths import FieldPath

# The field's lines before, where, what, the lines after.
_SET: list[tuple[str, FieldPath, Any, str]] = [
    ("k:\n  a: 'x' # c\n  b: y\n", ("a",), "z", "k:\n  a: 'z' # c\n  b: y\n"),
    ("k:\n  # own\n  a: x\n\n  # of b\n  b: y\n", ("b",), None, "k:\n  # own\n  a: x\n\n  # of b\n  b:\n"),
    ("k:\n- p: 1\n  q: x # c\n- p: 2\n", (0, "q"), "y z", "k:\n- p: 1\n  q: y z # c\n- p: 2\n"),
    ("k:\n- p: 1\n- p: 2\n", (1, "q"), "new", "k:\n- p: 1\n- p: 2\n  q: new\n"),
    ("k:\n- p: 1\n- p: 2\n", (2, "p"), 3, "k:\n- p: 1\n- p: 2\n- p: 3\n"),
    ("k:\n-   p: 1\n    q: x\n", (0, "r"), "w", "k:\n-   p: 1\n    q: x\n    r: w\n"),
    ("k:\n- # c\n  p: 1\n", (0, "p"), 2, "k:\n- # c\n  p: 2\n"),
    ("k:\n- - a\n  - b\n", (0, 0), "z", "k:\n- - z\n  - b\n"),
    ("k:\n  ? a\n  : x\n", ("a",), "w", "k:\n  ? a\n  : w\n"),
    ("k:\n  a: |\n    one\n  b: x\n", ("a",), "two\n", "k:\n  a: |\n    two\n  b: x\n"),
    ("k:\n  a: x\n", ("b",), "1\n2", "k:\n  a: x\n  b: |-\n    1\n    2\n"),
    ("k:\n  a: yes\n", ("a",), False, "k:\n  a: no\n"),
    ('k:\n  d: "2024-09-19"\n', ("d",), dt.date(2025, 1, 2), 'k:\n  d: "2025-01-02"\n'),
    ("k:\n  d: 2024-09-19\n", ("d",), dt.date(2025, 1, 2), "k:\n  d: 2025-01-02\n"),
    # A key of a new item is written as the same key is elsewhere.
    ("k:\n- n: \"A\"\n  t: [x]\n- n: \"B\"\n", (1, "t"), ["y"], "k:\n- n: \"A\"\n  t: [x]\n- n: \"B\"\n  t: [\"y\"]\n"),
    # A new key is written as its neighbours are, whatever most of the file does.
    ("k:\n  a: 'x'\nm:\n- p: q\n  r: s\n", ("b",), "z", "k:\n  a: 'x'\n  b: 'z'\nm:\n- p: q\n  r: s\n"),
    ("k: {a: 'x'}\nm:\n- p: q\n  r: s\n", ("b",), "z", "k: {a: 'x', b: 'z'}\nm:\n- p: q\n  r: s\n"),
    # What is missing on the way is made.
    ("k:\n", ("a",), "x", "k:\n  a: x\n"),
    ("k: # c\n", ("a", "b"), "x", "k: # c\n  a:\n    b: x\n"),
    ("k:\n", (0, "b"), "x", "k:\n  - b: x\n"),
    ("k: {}\n", ("a",), "x", "k: {a: x}\n"),
    ("k:\n- {}\n- p: 1\n", (0, "a"), "x", "k:\n- a: x\n- p: 1\n"),
    ("k:\n-\n- p: 1\n", (0, "a"), "x", "k:\n- a: x\n- p: 1\n"),
    ("k: null\n", ("a",), 1, "k:\n  a: 1\n"),
    # In brackets.
    ("k: [a, {b: c}] # t\n", (1, "b"), "no", 'k: [a, {b: "no"}] # t\n'),
    ("k: [a, {b: c}]\n", (1, "d"), "x, y", 'k: [a, {b: c, d: "x, y"}]\n'),
    ("k: {a: , b}\n", ("a",), "x", "k: {a: x, b}\n"),
    ("k: {a: , b}\n", ("b",), "x", "k: {a: , b: x}\n"),
    ("k: {a: 'x'}\n", ("a",), "it's", "k: {a: 'it''s'}\n"),
    ("k: [\n  a, # one\n  b # two\n]\n", (1,), "c", "k: [\n  a, # one\n  c # two\n]\n"),
    ("k: [1, 2]\n", (2,), Bare("3.0"), "k: [1, 2, 3.0]\n"),
    # Bare source anywhere inside.
    ("k:\n  a: 1.1\n", ("a",), Bare("1.10"), "k:\n  a: 1.10\n"),
    ("k: [1.10, 2]\n", (), [Bare("1.10"), Bare("2.50")], "k: [1.10, 2.50]\n"),
    ("k:\n- 1.10 # c\n- 2\n", (), [Bare("1.10"), Bare("2"), Bare("")], "k:\n- 1.10 # c\n- 2\n-\n"),
    ("k: []\n", (), [Bare(""), Bare("a, b")], 'k: [null, "a, b"]\n'),
    ("k:\n", (), {"on": Bare("2024-01-02"), "at": [{"n": Bare("0755")}]}, 'k:\n  "on": 2024-01-02\n  at:\n    - "n": 0755\n'),
    # A key that a merge brings becomes one of the field's own; an alias, a value of its own.
    ("b: &b {x: 1, z: 2}\nk:\n  <<: *b\n  c: 3\n", ("x",), 9, "b: &b {x: 1, z: 2}\nk:\n  <<: *b\n  c: 3\n  x: 9\n"),
    ("b: &b {x: 1, z: 2}\nk: *b\n", ("x",), 9, "b: &b {x: 1, z: 2}\nk:\n  x: 9\n  z: 2\n"),
]  # fmt: skip

_INSERT: list[tuple[str, FieldPath, Any, str]] = [
    ("k:\n", (0,), "a", "k: [a]\n"),
    ("k: []\n", (0,), "a", "k: [a]\n"),
    ("k: [a]\n", (0,), "no", 'k: ["no", a]\n'),
    ("k: [a, b]\n", (1,), "c", "k: [a, c, b]\n"),
    ("k: [a, b, ]\n", (2,), "c", "k: [a, b, c, ]\n"),
    ("k: [ a, b ]\n", (0,), "c", "k: [ c, a, b ]\n"),
    ("k: [\n  a, # one\n  b # two\n]\n", (2,), "c", "k: [\n  a, # one\n  b, # two\n  c\n]\n"),
    ("k: [\n  a, # one\n  b # two\n]\n", (1,), "c", "k: [\n  a, # one\n  c,\n  b # two\n]\n"),
    ("k:\n- 'a' # c\n- 'b'\n", (1,), "x", "k:\n- 'a' # c\n- 'x'\n- 'b'\n"),
    ("k:\n  # of a\n  -   a\n", (0,), "x", "k:\n  -   x\n  # of a\n  -   a\n"),
    ("k:\n  - a\n\n  # of b\n  - b\n", (1,), "x", "k:\n  - a\n  - x\n\n  # of b\n  - b\n"),
    ("k:\n- - a\n  - b\n", (0, 0), "x", "k:\n- - x\n  - a\n  - b\n"),
    ("k:\n- n: \"A\"\n  r: 'e'\n", (1,), {"n": "B", "r": "f"}, "k:\n- n: \"A\"\n  r: 'e'\n- n: \"B\"\n  r: 'f'\n"),
    ("k:\n-   n: A\n    r: e\n", (0,), {"n": "B", "r": ["f"]}, "k:\n-   n: B\n    r:\n    -   f\n-   n: A\n    r: e\n"),
    ("k:\n- a\n", (1,), "x\ny\n", "k:\n- a\n- |\n  x\n  y\n"),
    ("k:\n- a\n\n\n", (1,), "x\n\n\n", 'k:\n- a\n- "x\\n\\n\\n"\n\n\n'),
    ("k: &a\n  - 1\n", (0,), Bare("2.0"), "k: &a\n  - 2.0\n  - 1\n"),
    ("k: {a: [x]}\n", ("a", 1), {"y": 1}, "k: {a: [x, {\"y\": 1}]}\n"),
]  # fmt: skip

_UNSET: list[tuple[str, FieldPath, str]] = [
    ("k:\n  a: 1 # c\n  # of b\n  b: 2\n", ("a",), "k:\n  # of b\n  b: 2\n"),
    ("k:\n  # of a\n  a: 1\n", ("a",), "k: {}\n  # of a\n"),
    ("k:\n- a: 1\n  b: 2\n", (0, "a"), "k:\n- b: 2\n"),
    ("k:\n- a: 1\n  # of b\n  b: 2\n", (0, "a"), "k:\n- # of b\n  b: 2\n"),
    ("k:\n- a: 1\n- b: 2\n", (0, "a"), "k:\n- {}\n- b: 2\n"),
    ("k:\n- a\n", (0,), "k: []\n"),
    ("k:\n- a # c\n- b\n", (0,), "k:\n- b\n"),
    ("k:\n- - a\n  - b\n", (0, 0), "k:\n- - b\n"),
    ("k: [a, 'b',  c] # t\n", (0,), "k: ['b',  c] # t\n"),
    ("k: [\n  a, # one\n  # own\n  b, # two\n]\n", (0,), "k: [\n  # own\n  b, # two\n]\n"),
    ("k: [\n  a, # one\n  b # two\n]\n", (1,), "k: [\n  a # one\n]\n"),
    ("k: {a: 1, b: 2}\n", ("a",), "k: {b: 2}\n"),
    ("k: [{a: 1}]\n", (0, "a"), "k: [{}]\n"),
    ("k:\n  a: |\n    x\n  b: 1\n    # deep\n", ("b",), "k:\n  a: |\n    x\n  # deep\n"),
    ("k:\n  a: 1\n", ("b",), "k:\n  a: 1\n"),
    ("k: x\n", ("b", 0), "k: x\n"),
]  # fmt: skip

_MOVE: list[tuple[str, FieldPath, int, str]] = [
    ("k: [a, 'b',  c]\n", (0,), 2, "k: ['b',  c, a]\n"),
    ("k: [\n  a, # one\n  b # two\n]\n", (1,), 0, "k: [\n  b, # two\n  a # one\n]\n"),
    ("k: {a: 1, b: 2}\n", ("b",), 0, "k: {b: 2, a: 1}\n"),
    ("k:\n  # of a\n  - a # c\n\n  # of b\n  - b\n", (1,), 0, "k:\n  # of b\n  - b\n  # of a\n  - a # c\n\n"),
    ("k:\n  - a\n  - b\n  - c\n", (0,), 1, "k:\n  - b\n  - a\n  - c\n"),
    ("k:\n- a: 1 # c\n  b: 2\n", (0, "b"), 0, "k:\n- b: 2\n  a: 1 # c\n"),
    ("k:\n- a: 1\n  # of b\n  b: 2\n", (0, "b"), 0, "k:\n- # of b\n  b: 2\n  a: 1\n"),
    ("k:\n  a: |\n    x\n  b: 1\n    # deep\n  c: 2\n", ("b",), 2, "k:\n  a: |\n    x\n  # deep\n  c: 2\n  b: 1\n"),
    ("k:\n  a: 1\n  b: 2\n  a: 3\n  c: 4\n", ("c",), 1, "k:\n  a: 1\n  c: 4\n  b: 2\n  a: 3\n"),
    ("k:\n  a: 1\n  b: 2\n  a: 3\n  c: 4\n", ("b",), 2, "k:\n  a: 1\n  a: 3\n  c: 4\n  b: 2\n"),
    ("b: &b {x: 1}\nk:\n  a: 1\n  <<: *b\n  c: 2\n", ("c",), 0, "b: &b {x: 1}\nk:\n  c: 2\n  a: 1\n  <<: *b\n"),
]  # fmt: skip


def _post(lines: str, newline: str) -> str:
    text = f"---\n# top\none: 1\n{lines}# end\nlast: word\n---\nBody"
    return text.replace("\n", newline)


def _check(before: str, edit: Callable[[str], Any], after: str, newline: str) -> None:
    text = _post(before, newline)
    assert apply_edits(text, edit(text)) == _post(after, newline)


@pytest.mark.parametrize(("before", "path", "value", "after"), _SET)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_set(before: str, path: FieldPath, value: Any, after: str, newline: str) -> None:
    _check(before, lambda text: set_field(text, ("k", *path), value), after, newline)


@pytest.mark.parametrize(("before", "path", "value", "after"), _INSERT)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_insert(before: str, path: FieldPath, value: Any, after: str, newline: str) -> None:
    _check(before, lambda text: insert_item(text, ("k", *path), value), after, newline)


@pytest.mark.parametrize(("before", "path", "after"), _UNSET)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_unset(before: str, path: FieldPath, after: str, newline: str) -> None:
    _check(before, lambda text: unset_field(text, ("k", *path)), after, newline)


@pytest.mark.parametrize(("before", "path", "to", "after"), _MOVE)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_move(before: str, path: FieldPath, to: int, after: str, newline: str) -> None:
    _check(before, lambda text: move_item(text, ("k", *path), to), after, newline)


def test_a_field_moves_with_the_comments_directly_above_it() -> None:
    text = "---\n# of the post\n\n# title\n# and more\ntitle: x # c\ntags:\n  - a\n# date\ndate: 1\n---\n"
    down = apply_edits(text, move_item(text, "title", 2))
    assert down == (
        "---\n# of the post\n\ntags:\n  - a\n# date\ndate: 1\n# title\n# and more\ntitle: x # c\n---\n"
    )
    assert apply_edits(down, move_item(down, "title", 0)) == (
        "---\n# of the post\n\n# title\n# and more\ntitle: x # c\ntags:\n  - a\n# date\ndate: 1\n---\n"
    )
    up = apply_edits(text, move_item(text, "date", 0))
    assert up.startswith("---\n# of the post\n\n# date\ndate: 1\n# title\n")


def test_rename_inside() -> None:
    text = "---\nk:\n- 'a': {b: 1}\n  c: 2\n---\n"
    assert "- 'no': {" in apply_edits(text, rename_field(text, ("k", 0, "a"), "no"))
    assert '{"a, b": 1}' in apply_edits(text, rename_field(text, ("k", 0, "a", "b"), "a, b"))


_RISKY = ["no", "1.10", "12:30", "2024-09-19", "a #b", "a: b", "0755", "~", "@x", " lead", "trail ",
          "", "null", "y", "Off", "1e3", "0x1F", "- a", "a:", "#x", "&a", "*a", "!x", "%x", "`x`",
          "{x", "[x", "x,", "a, b", "}", "=", "<<", "? a", "| a", "> a", "---", "12:30:45", "+1"]  # fmt: skip


@pytest.mark.parametrize("value", _RISKY)
def test_a_text_stays_text_at_every_depth(value: str) -> None:
    text = "---\nk: plain\nm:\n  a: plain\nl:\n- plain\n- {f: plain}\nf: [plain, {g: plain}]\n---\n"
    for path in [("k",), ("m", "a"), ("m", "b"), ("l", 0), ("l", 1, "f"), ("f", 0), ("f", 1, "g")]:
        new = apply_edits(text, set_field(text, path, value))
        found: Any = yaml.safe_load(new.split("---\n")[1] if value != "---" else new[4:-4])
        for part in path:
            found = found[part]
        assert found == value
        assert f'"{value}"' in new or value in ("x,", "a, b", "}")
    new = apply_edits(text, insert_item(text, ("l", 2), value))
    assert read_frontmatter(new).data["l"] == ["plain", {"f": "plain"}, value]


def test_numbers_and_dates_are_text_where_they_shall_be() -> None:
    text = "---\nk:\n  a: x\n---\n"
    value = [1, True, dt.date(2024, 1, 2), Bare("1.10"), {"n": 2.5}]
    new = apply_edits(text, set_field(text, ("k", "a"), value, as_text=True))
    assert read_frontmatter(new).data["k"] == {
        "a": ["1", "true", "2024-01-02", "1.10", {"n": "2.5"}]
    }
    new = apply_edits(text, insert_item(text, ("k", "b", 0), 1.5, as_text=True))
    assert '"1.5"' in new


@pytest.mark.parametrize(
    ("before", "path", "source", "after"),
    [
        ("k:\n- a: 1\n", (0,), "b: 2\nc: 3", "k:\n- b: 2\n  c: 3\n"),
        ("k:\n- x # c\n", (0,), "- 1.10\n- no", "k:\n- - 1.10\n  - no\n"),
        ("k:\n  a: {x: 1}\n", ("a",), "y: 1 # c\nz: 2", "k:\n  a:\n    y: 1 # c\n    z: 2\n"),
        ("k: {a: 1}\n", ("a",), "1.10", "k: {a: 1.10}\n"),
        ("k: [a, b]\n", (0,), "", "k: [null, b]\n"),
        ("k:\n  a: x\n", ("b",), "1.10", "k:\n  a: x\n  b: 1.10\n"),
        ("k:\n", ("a", "b"), "2024-01-02", "k:\n  a:\n    b: 2024-01-02\n"),
        ("k:\n  a: x\n", ("a",), "|\n  one\n   two", "k:\n  a: |\n    one\n     two\n"),
    ],
)
def test_set_source(before: str, path: FieldPath, source: str, after: str) -> None:
    def edit(text: str) -> Any:
        return set_field_source(text, ("k", *path), source)

    if "# c" in before:  # the comment has no line left to stand on
        text = _post(before, "\n")
        assert read_frontmatter(apply_edits(text, edit(text))).data["k"] == [[1.1, False]]
        return
    _check(before, edit, after, "\n")


def test_set_read() -> None:
    text = "---\nk:\n  d: \"2024-09-19\"\n  n: 1\n  w: 'x'\n---\n"
    for key, value, source in [
        ("d", "2024-10-01", '"2024-10-01"'),
        ("n", "1.10", "1.10"),
        ("w", "y z", "'y z'"),
    ]:
        new = apply_edits(text, set_field_read(text, ("k", key), value))
        assert f"  {key}: {source}\n" in new


@pytest.mark.parametrize(
    ("text", "edit", "words"),
    [
        ("---\na: &x {m: 1}\nb: *x\n---\n", lambda t: set_field(t, ("a", "m"), 2), "take their value from “a”"),
        ("---\na: &x {m: 1}\nb: *x\n---\n", lambda t: set_field(t, ("a", "n"), 2), "take their value from “a”"),
        ("---\na:\n- &x {m: 1}\nb: *x\n---\n", lambda t: unset_field(t, ("a", 0)), "“a › 1”"),
        ("---\na: &x [1]\nb: *x\n---\n", lambda t: insert_item(t, ("a", 0), 2), "take their value from “a”"),
        ("---\na: &x 1\nb: *x\n---\n", lambda t: move_item(t, "a", 1), "take their value from “a”"),
        ("---\na: &x {m: 1}\nb: *x\n---\n", lambda t: unset_field(t, ("b", "m")), "comes from another field"),
        ("---\nk:\n  a: 1\n  a: 2\n---\n", lambda t: set_field(t, ("k", "a"), 3), "“k › a” is there 2 times"),
        ("---\nk: text\n---\n", lambda t: set_field(t, ("k", "a"), 3), "no place for “a”"),
        ("---\nk: [1]\n---\n", lambda t: set_field(t, ("k", 5), 3), "no place for “6”"),
        ("---\nk: [1]\n---\n", lambda t: insert_item(t, ("k", 2), 3), "no place “k › 3”"),
        ("---\nk: text\n---\n", lambda t: insert_item(t, ("k", 0), 3), "no place “k › 1”"),
        ("---\nk: [1, 2]\n---\n", lambda t: move_item(t, ("k", 0), 2), "can’t be moved there"),
        ("---\nk: [1, 2]\n---\n", lambda t: move_item(t, ("k", 5), 0), "no “k › 6”"),
        ("Body\n", lambda t: move_item(t, "k", 0), "no field “k”"),
        ("---\nk: {a: 1, b: 2}\n---\n", lambda t: rename_field(t, ("k", "a"), "b"), "already"),
        ("---\nk: [1]\n---\n", lambda t: rename_field(t, ("k", 0), "b"), "no field"),
        ("---\nk: {a: 1}\n---\n", lambda t: rename_field(t, ("k", "x"), "b"), "no field"),
        ("---\nk: 1\n---\n", lambda t: set_field(t, (), 2), "name"),
        ("---\nk: 1\n---\n", lambda t: set_field(t, (0,), 2), "name"),
        ("---\nk: 1\n---\n", lambda t: set_field(t, ("new", *["a"] * 100), 2), "too deep"),
        ("---\nk:\n  a: x\udce9\n---\n", lambda t: set_field(t, ("k", "a"), "y"), "bytes"),
        ("---\nb: &b {x: 1}\nk:\n  <<: *b\n---\n", lambda t: unset_field(t, ("k", "<<")), "takes over"),
        ("---\na: &a x\nk: {*a : 1}\n---\n", lambda t: unset_field(t, ("k", "*a")), "without touching"),
        ("---\nk: [1]\n---\n", lambda t: set_field_source(t, ("k", 0), "- a\n- b"), "stands in brackets"),
        ("---\nk: [1]\n---\n", lambda t: set_field_source(t, ("k", 0), "a # b"), "stands in brackets"),
        ("---\nt: |+\n  x\n\na: 1\n\nb: 2\n---\n", lambda t: move_item(t, "a", 2), "without touching"),
    ],
)  # fmt: skip
def test_refused(text: str, edit: Any, words: str) -> None:
    with pytest.raises(EditRefusedError) as caught:
        edit(text)
    assert words in caught.value.sentence


def test_what_a_merge_overrules_may_change_below_it() -> None:
    text = "---\nb: &b {x: 1}\nk:\n  <<: *b\n  x: 2\n---\n"
    assert "{x: 5}" in apply_edits(text, set_field(text, ("b", "x"), 5))


def test_a_post_without_fields_gets_the_nested_one() -> None:
    assert apply_edits("Body", set_field("Body", ("seo", "title"), "A")) == (
        "---\nseo:\n  title: A\n---\n\nBody"
    )
    assert apply_edits("", insert_item("", ("tags", 0), "a")) == "---\ntags: [a]\n---\n"


def _sources(part: Part) -> dict[str | int, Any]:
    return {
        name: (inner.source, _sources(inner)) if inner.parts else inner.source
        for name, inner in part.parts.items()
    }


def test_parts_are_what_is_written() -> None:
    text = (
        "---\nk: &k\n    n: 1.10 # c\n    d: 2024-09-19\n    t: |\n      a\n       b\n    l:\n    - 0755\n"
        "    - {x: 'y', z: [1.0]}\n    m: *e\n    ? q\n    : no\ne: 1\n---\n"
    ).replace("*e", "x")
    entry = read_frontmatter(text).entry("k")
    assert entry is not None
    part = parts_of(entry.source, entry.value, "yaml")
    assert part.source == entry.source
    assert _sources(part) == {
        "n": "1.10",
        "d": "2024-09-19",
        "t": "|\n  a\n   b\n",
        "l": ("- 0755\n- {x: 'y', z: [1.0]}", {0: "0755", 1: ("{x: 'y', z: [1.0]}", {"x": "'y'", "z": ("[1.0]", {0: "1.0"})})}),
        "m": "x",
        "q": "no",
    }  # fmt: skip


def test_parts_from_elsewhere_are_shown_as_they_would_be_written() -> None:
    text = "---\nb: &b {x: 1.10, y: [no]}\nk:\n  <<: *b\n  z: *b\n---\n"
    entry = read_frontmatter(text).entry("k")
    assert entry is not None
    part = parts_of(entry.source, entry.value, "yaml")
    assert part.parts["x"].source == "1.1"
    assert part.parts["y"].parts[0].value is False
    assert part.parts["z"].source == "*b"
    assert part.parts["z"].parts["x"].value == 1.1
    assert parts_of("[", ["x"], "yaml").parts[0].source == "x"


def test_edits_deep_in_large_posts_take_a_moment() -> None:
    items = "".join(f"- name: n{n}\n  tags: [a, b]\n" for n in range(1_000))
    fields = "".join(f"k{n}: v\n" for n in range(1_000))
    text = f"---\n{fields}people:\n{items}---\n"
    edits: list[Callable[[], object]] = [
        lambda: set_field(text, ("people", 999, "tags", 1), "c"),
        lambda: insert_item(text, ("people", 0), {"name": "x"}),
        lambda: move_item(text, ("people", 999), 0),
        lambda: move_item(text, "k999", 0),
        lambda: unset_field(text, ("people", 500)),
    ]
    for edit in edits:
        start = time.process_time()
        edit()
        assert (
            time.process_time() - start < 5
        )  # of this process alone; it takes a tenth of a second
