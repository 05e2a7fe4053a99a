# ruff: noqa: E501 - tables of samples
"""Edits keep the manner of what they change; one table says it all."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.field_edits import (
    Bare,
    rename_field,
    set_field,
    set_field_read,
    set_field_source,
    unset_field,
)
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.text.edits import apply_edits

MOMENT = dt.datetime(2025, 1, 2, 3, 4, 5, tzinfo=dt.UTC)

# The field's lines before, the value set, the lines after.
_SET: list[tuple[str, Any, str]] = [
    # Text keeps its quotes, and gets some where YAML would misread it.
    ("k: plain # c\n", "other", "k: other # c\n"),
    ("k: plain # c\n", "No: way", 'k: "No: way" # c\n'),
    ('k: "quoted"\n', 'a "b" \\ é', 'k: "a \\"b\\" \\\\ é"\n'),
    ("k: 'quoted'\n", "It's", "k: 'It''s'\n"),
    ("k: 'quoted'\n", "tab\there", 'k: "tab\\there"\n'),
    ("k:   spaced   \n", "x", "k:   x   \n"),
    ("k :  spaced\n", "x", "k :  x\n"),
    *[
        ("k: plain\n", value, f'k: "{value}"\n')
        for value in ("no", "1.10", "12:30", "2024-09-19", "0755", "~", "null", "a #b", "a: b", "@x",
                      "`x`", "- a", "[a", "{{ x }}", "*a", "&a", "!a", "%a", " a", "a ", "", "a:",
                      "1e3", "0o17", "y", "Off", "1_000", "+1", "=", "<<", "? a", "| a", "---")
    ],
    ("k: !!str 123\n", "456", 'k: !!str "456"\n'),
    ("k: &a old\n", "new", "k: &a new\n"),
    ("k: plain\n", "one\ntwo", "k: |-\n  one\n  two\n"),
    ('k: "x"\n', "one\ntwo", 'k: "one\\ntwo"\n'),
    ("k: plain\n  over lines\n", "now plain", "k: now plain\n"),
    # Long texts keep their marks, their comment and their indentation.
    ("k: | # c\n    old\n    text\n", "new\ntext\n", "k: | # c\n    new\n    text\n"),
    ("k: |\n  old\n", "new", "k: |-\n  new\n"),
    ("k: |\n  old\n\n", "new\n\n", "k: |+\n  new\n\n"),
    ("k: >-\n  old\n  text\n", "p1\np2", "k: >-\n  p1\n\n  p2\n"),
    ("k: |\n  old\n", " led\n", "k: |2\n   led\n"),
    # Nothing there yet.
    ("k:\n", "v", "k: v\n"),
    ("k: # note\n", "v", "k: v # note\n"),
    ("k:   \n", "v", "k: v\n"),
    ("k:\n", ["a"], "k: [a]\n"),
    # Numbers, yes and no, dates, nothing.
    ("k: yes\n", False, "k: no\n"),
    ("k: True\n", False, "k: False\n"),
    ("k: OFF\n", True, "k: ON\n"),
    ("k: 1.10\n", 1.5, "k: 1.5\n"),
    ("k: 1.10\n", Bare("1.20"), "k: 1.20\n"),
    ("k: 1\n", 1e16, "k: 1.0e+16\n"),
    ("k: 1\n", float("inf"), "k: .inf\n"),
    ("k: 2024-09-19\n", dt.date(2025, 1, 2), "k: 2025-01-02\n"),
    ('k: "2024-09-19"\n', dt.date(2025, 1, 2), 'k: "2025-01-02"\n'),
    ("k: 2024-09-19 10:00:00Z # c\n", MOMENT, "k: 2025-01-02 03:04:05Z # c\n"),
    ("k: 2024-09-19T10:00:00+02:00\n", MOMENT, "k: 2025-01-02T03:04:05+00:00\n"),
    ("k: v # c\n", None, "k: # c\n"),
    ("k: null\n", "v", "k: v\n"),
    # Lists in brackets.
    ("k: [a, 'b',  c] # t\n", ["a", "b"], "k: [a, 'b'] # t\n"),
    ("k: [a, 'b',  c]\n", ["b", "c"], "k: ['b',  c]\n"),
    ("k: [ a ]\n", ["a", "b"], "k: [ a, b ]\n"),
    ("k: ['a']\n", ["a", "b"], "k: ['a', 'b']\n"),
    ("k: [a]\n", [], "k: []\n"),
    ("k: []\n", ["a"], "k: [a]\n"),
    ('k: [\n  "a",  # one\n  "b",\n]\n', ["a", "n", "b"], 'k: [\n  "a",  # one\n  "n",\n  "b",\n]\n'),
    ("k: [a, b]\n", ["b", "a"], "k: [b, a]\n"),
    ("k: [a, no]\n", ["a", "no"], 'k: [a, "no"]\n'),
    ("k: {a: 1, b: 'x'}\n", {"a": 2, "b": "x"}, "k: {a: 2, b: 'x'}\n"),
    ("k: {a: 1, b: 2}\n", {"b": 2, "c": 3}, "k: {b: 2, c: 3}\n"),
    # Lists with dashes.
    ("k:\n- a # 1\n\n# own\n- 'b'\n", ["a", "b", "c"], "k:\n- a # 1\n\n# own\n- 'b'\n- c\n"),
    ("k:\n  -   a\n  # own\n  -   b\n", ["b"], "k:\n  # own\n  -   b\n"),
    ("k:\n  -   a\n", ["x", "a"], "k:\n  -   x\n  -   a\n"),
    ("k:\n  - a # 1\n  - b # 2\n", ["b", "a"], "k:\n  - b # 2\n  - a # 1\n"),
    ("k:\n  - a # 1\n", ["z"], "k:\n  - z # 1\n"),
    ("k:\n  - a\n  # own\n  - b\n", [], "k: []\n  # own\n"),
    ("k:\n  - a\n", "text", "k: text\n"),
    ("k:\n- p: 1\n  q: x\n- p: 2\n", [{"p": 1, "q": "y z"}, {"p": 2}], "k:\n- p: 1\n  q: y z\n- p: 2\n"),
    ("k:\n- p: 1\n  q: x\n", [{"q": "x"}], "k:\n- q: x\n"),
    # Maps.
    ("k:\n    a: 1 # one\n    b: x\n", {"a": 2, "b": "x"}, "k:\n    a: 2 # one\n    b: x\n"),
    ("k:\n    a: 1\n    b: x\n", {"b": "x", "c": ["q"]}, "k:\n    b: x\n    c: [q]\n"),
    ("k: v\n", {"a": 1}, "k:\n  a: 1\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "value", "after"), _SET)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_set(before: str, value: Any, after: str, newline: str) -> None:
    text = f"---\n# top\none: 1\n{before}# end\nlast: word\n---\nBody"
    wanted = f"---\n# top\none: 1\n{after}# end\nlast: word\n---\nBody"
    text, wanted = text.replace("\n", newline), wanted.replace("\n", newline)
    assert apply_edits(text, set_field(text, "k", value)) == wanted


@pytest.mark.parametrize(
    ("before", "key", "value", "after"),
    [
        ("Body\n", "title", "A", "---\ntitle: A\n---\n\nBody\n"),
        ("\r\nBody\r\n", "title", "A", "---\r\ntitle: A\r\n---\r\n\r\nBody\r\n"),
        ("", "title", "A", "---\ntitle: A\n---\n"),
        ("---\n---\n", "title", "A", "---\ntitle: A\n---\n"),
        ("---\n# c\n---\nx", "tags", ["a"], "---\n# c\ntags: [a]\n---\nx"),
        (
            '---\na: "x"\nb: [y]\n\n# end\n---\n',
            "c",
            "z",
            '---\na: "x"\nb: [y]\nc: "z"\n\n# end\n---\n',
        ),
        ('---\na: "x"\nb: "y"\n---\n', "c", "z", '---\na: "x"\nb: "y"\nc: "z"\n---\n'),
        ("---\na:\n- x\n---\n", "c", ["z"], "---\na:\n- x\nc:\n- z\n---\n"),
        ("---\n  a: x\n---\n", "c", "z", "---\n  a: x\n  c: z\n---\n"),
        ("---\n{a: 1}\n---\n", "c", "z", "---\n{a: 1, c: z}\n---\n"),
        ("---\na: 1\n---\n", "no", "z", '---\na: 1\n"no": z\n---\n'),
        ("---\n? a\n:\n---\n", "c", "z", "---\n? a\n:\nc: z\n---\n"),
        ("---\na: |+\n  x\n\n---\n", "c", "z", "---\na: |+\n  x\n\nc: z\n---\n"),
    ],
)
def test_add(before: str, key: str, value: Any, after: str) -> None:
    assert apply_edits(before, set_field(before, key, value)) == after


def test_a_field_that_says_so_already_is_left_alone() -> None:
    text = "---\na: yes\nb: 0x10\nc: [a,b]\n---\n"
    for key, value in (("a", True), ("b", 16), ("c", ["a", "b"])):
        assert set_field(text, key, value) == ()
    assert unset_field(text, "none") == unset_field("Body", "none") == ()


def test_edits_are_as_small_as_they_can_be() -> None:
    text = "---\ntitle: A long title\n---\n"
    (edit,) = set_field(text, "title", "A longer title")
    assert (text[edit.start : edit.end], edit.new) == ("", "er")


def test_as_text() -> None:
    text = "---\na: 1\n---\n"
    for value, source in ((1.5, '"1.5"'), (True, '"true"'), (dt.date(2024, 1, 2), '"2024-01-02"')):
        assert f"a: {source}\n" in apply_edits(text, set_field(text, "a", value, as_text=True))


@pytest.mark.parametrize(
    ("before", "source", "after"),
    [
        ("k: v # c\n", "a: 1\nb: 2", "k: # c\n  a: 1\n  b: 2\n"),
        ("k: v\n", "- x # c\n# own\n- y", "k:\n  - x # c\n  # own\n  - y\n"),
        ("k:\n- a\n- b\n", "- x\n- y", "k:\n- x\n- y\n"),
        ("k: v\n", "|\n  foo\n    bar", "k: |\n  foo\n    bar\n"),
        ("k: |\n  foo\n", "1.10", "k: 1.10\n"),
        ("m:\n    n: 1\nk: v\n", "|2-\n   in", "m:\n    n: 1\nk: |2-\n   in\n"),
        ("k: v\n", "", "k:\n"),
        ("k: v # c\n", "plain\nover lines", "k: # c\n  plain\n  over lines\n"),
    ],
)
def test_set_source(before: str, source: str, after: str) -> None:
    text = f"---\n{before}last: 1\n---\n"
    assert apply_edits(text, set_field_source(text, "k", source)) == f"---\n{after}last: 1\n---\n"


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ('k: "x"\n', "new words", 'k: "new words"\n'),
        ('k: "2024-09-19"\n', "2024-10-01", 'k: "2024-10-01"\n'),
        ("k: 2024-09-19\n", "2024-10-01", "k: 2024-10-01\n"),
        ("k: 1\n", "1.10", "k: 1.10\n"),
        ("k: yes\n", "false", "k: no\n"),
        ("k: ['a']\n", "[a, b]", "k: ['a', 'b']\n"),
        ("k: [1]\n", "[1.10, 2]", "k: [1.10, 2]\n"),
        ("k: x\n", "", "k:\n"),
    ],
)
def test_set_read(before: str, value: str, after: str) -> None:
    text = f"---\n{before}---\n"
    assert apply_edits(text, set_field_read(text, "k", value)) == f"---\n{after}---\n"


def test_unset_and_rename() -> None:
    text = "---\n# above\na: 1 # c\n# between\n'b': |\n  x\n\n# end\n---\n"
    assert apply_edits(text, unset_field(text, "a")) == text.replace("a: 1 # c\n", "")
    assert apply_edits(text, unset_field(text, "b")) == text.replace("'b': |\n  x\n", "")
    assert apply_edits(text, rename_field(text, "b", "new")) == text.replace("'b'", "'new'")
    assert apply_edits(text, rename_field(text, "a", "yes")) == text.replace("a: 1", '"yes": 1')


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # A block text above would take in what is indented, or count the blank lines.
        ("a: |\n  x\nb: 1\n  # c\n", "a: |\n  x\n# c\n"),
        ("a: |\n  x\nb: 1\n\n  # c\n  # d\n", "a: |\n  x\n\n# c\n  # d\n"),
        ("a: |+\n  x\nb: 1\n\n  # c\n", "a: |+\n  x\n# c\n"),
        ("a: |+\n  x\nb: 1\n\n", "a: |+\n  x\n"),
        ("a: |\n  x\nb: 1\n# c\n", "a: |\n  x\n# c\n"),
        ("a: x\nb: 1\n\n  # c\n", "a: x\n\n  # c\n"),
    ],
)
def test_unset_loses_no_comment(before: str, after: str) -> None:
    text = f"---\n{before}last: 1\n---\n"
    assert apply_edits(text, unset_field(text, "b")) == f"---\n{after}last: 1\n---\n"


def test_blank_lines_that_a_text_would_count_stay() -> None:
    text = "---\nk: v\n\n\n\nlast: 1\n---\n"
    new = apply_edits(text, set_field(text, "k", "x\n\n"))
    assert new == '---\nk: "x\\n\\n"\n\n\n\nlast: 1\n---\n'


@pytest.mark.parametrize(
    ("text", "edit", "words"),
    [
        ("---\na: &x v\nb: *x\n---\n", lambda t: set_field(t, "a", "w"), "take their value from"),
        ("---\na: &x v\nb: *x\n---\n", lambda t: unset_field(t, "a"), "take their value from"),
        ("---\na: 1\na: 2\n---\n", lambda t: set_field(t, "a", 3), "2 times"),
        ("---\na: &x {m: 1}\n<<: *x\n---\n", lambda t: unset_field(t, "m"), "another field"),
        ('---\na: "x\n---\n', lambda t: set_field(t, "b", 1), "never closed"),
        ("title: A\nb: 1\n---\n", lambda t: set_field(t, "b", 2), "missing"),
        ("---\na: x\udce9\n---\n", lambda t: set_field(t, "a", "y"), "bytes"),
        ("---\na: 1\nb: 2\n---\n", lambda t: rename_field(t, "a", "b"), "already"),
        ("---\na: 1\n---\n", lambda t: rename_field(t, "x", "b"), "no field"),
        ("---\na: 1\n---\n", lambda t: set_field_source(t, "a", '"x'), "can’t be read"),
        ("---\na: 1\n---\n", lambda t: set_field_source(t, "a", "x\n---\ny"), "two"),
        ("---\na: 1\n---\n", lambda t: set_field(t, " ", 1), "name"),
    ],
)  # fmt: skip
def test_refused(text: str, edit: Any, words: str) -> None:
    with pytest.raises(EditRefusedError) as caught:
        edit(text)
    assert words in caught.value.sentence


def test_a_large_list_and_many_fields_are_edited_in_good_time() -> None:
    items = "".join(f"  - item {n}\n" for n in range(3_000))
    fields = "".join(f"k{n}: v\n" for n in range(3_000))
    text = f"---\n{fields}tags:\n{items}---\n"
    entry = read_frontmatter(text).entry("tags")
    assert entry is not None
    assert isinstance(entry.value, list)
    new = apply_edits(text, set_field(text, "tags", [*entry.value[:-1], "other"]))
    assert new == text.replace("item 2999", "other")
