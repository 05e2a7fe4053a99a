# ruff: noqa: E501 - tables of samples
"""TOML blocks read: where each field stands, and what is wrong where they can't be read."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.toml_parts import toml_parts
from copydesk.core.posts.toml_tree import TomlShapeError, read_toml
from copydesk.core.text.edits import apply_edits

if TYPE_CHECKING:
    from copydesk.core.posts.entries import Part

_POST = """\
+++
# Draft
title = "Ferry # timetable" # at the pier
"quoted key" = 'x'
seo.title = \"\"\"
Two
lines\"\"\"
seo.image = "a.jpg"
tags = [
  "ferry", # one
]

[extra]
  team = "Desk"
# behind

[[resources]]
src = "a"
[resources.params]
n = 1
[[resources]]
src = "b"
+++
Body
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_entries(newline: str) -> None:
    text = _POST.replace("\n", newline)
    fields = read_frontmatter(text)
    assert not fields.problems
    shown = [
        (e.key, e.key_span.of(text), e.span.of(text).replace(newline, "\n"), e.source.replace(newline, "\n"))
        for e in fields.entries
    ]  # fmt: skip
    resources = '[[resources]]\nsrc = "a"\n[resources.params]\nn = 1\n[[resources]]\nsrc = "b"'
    assert shown == [
        ("title", "title", 'title = "Ferry # timetable" # at the pier\n', '"Ferry # timetable"'),
        ("quoted key", '"quoted key"', "\"quoted key\" = 'x'\n", "'x'"),
        ("seo", "seo", 'seo.title = """\nTwo\nlines"""\nseo.image = "a.jpg"\n',
         'seo.title = """\nTwo\nlines"""\nseo.image = "a.jpg"'),
        ("tags", "tags", 'tags = [\n  "ferry", # one\n]\n', '[\n  "ferry", # one\n]'),
        ("extra", "extra", '[extra]\n  team = "Desk"\n', '[extra]\n  team = "Desk"'),
        ("resources", "resources", resources + "\n", resources),
    ]  # fmt: skip
    assert [entry.value for entry in fields.entries] == list(fields.data.values())


def test_paths_of_what_stands_in_lists_of_tables() -> None:
    tree = read_toml('[[a]]\n[[a]]\n[a.b]\nc.d = [1, { e = "x" }]\n[[a.f]]\n[[a.f]]\ng = 2\n')
    assert [section.path for section in tree.sections] == [
        (), ("a", 0), ("a", 1), ("a", 1, "b"), ("a", 1, "f", 0), ("a", 1, "f", 1),
    ]  # fmt: skip
    value = tree.value_at(("a", 1, "b", "c", "d", 1, "e"))
    assert value is not None
    assert value.span.of(tree.source) == '"x"'
    assert tree.value_at(("a", 1, "b", "c")) is None


@pytest.mark.parametrize(
    "source",
    ['""', "''", '""""""', "''''''", '"""a""b"""', '"""a"""""', "'''a''''", '"\\""', '"""\\"""x"""', "'\\'",
     '"""\r\nx\r\n"""', "1979-05-27 07:32:00", "1979-05-27", "-1e-3", "+inf", "[]", "[ ]", "[\n#]\n]", "{}",
     "[[1],\n[2,],]", "{ a.b = 1, 'c d' = [{}] }", "07:32:00.5", "0xdead_beef", "true"],
)  # fmt: skip
def test_values_end_where_they_end(source: str) -> None:
    tree = read_toml(f"k = {source}   # c\nnext = 1\n")
    value = tree.value_at(("k",))
    assert value is not None
    assert value.span.of(tree.source) == source
    assert tree.value_at(("next",)) is not None


@pytest.mark.parametrize(
    "source", ["a", "a =", "a = [1", "a = {b", "[a", "a = 'x", "= 1", "a = 1 2"]
)
def test_what_is_no_toml_says_where(source: str) -> None:
    with pytest.raises(TomlShapeError) as caught:
        read_toml(f"ok = 1\n{source}\n")
    assert caught.value.args[1] == 7


@pytest.mark.parametrize(
    ("lines", "line", "words", "mended"),
    [
        ("b =", 2, "no value", ""),
        ('title: "x"', 2, "equals sign", 'title = "x"'),
        ("title: The river", 2, "equals sign", 'title = "The river"'),
        ("title = The river # c", 2, "quotes around it", 'title = "The river" # c'),
        ('title = The "old" river', 2, "quotes around it", "title = 'The \"old\" river'"),
        ('title = "x\nb = 1', 2, "never closed", 'title = "x"\nb = 1'),
        ("tags = ['a', 'b'\nb = 1", 2, "never closed", "tags = ['a', 'b']\nb = 1"),
        ("tags = ['a',\n  'b'\nb = 1", 3, "never closed", "tags = ['a',\n  'b']\nb = 1"),
        ("tags = ['a' 'b']", 2, "comma is missing", "tags = ['a', 'b']"),
        ("tags = ['a', river, 2]", 2, "without quotes", "tags = ['a', \"river\", 2]"),
        ("m = { a = 1, }", 2, "too many", "m = { a = 1 }"),
        ("title = “x”", 2, "typographic", 'title = "x"'),
        ("tags = [“x”, ‘y’]", 2, "typographic", "tags = [\"x\", 'y']"),
        ("a = 1\na = 1", 3, "line 3 has it", "a = 1"),
        ("a = 1\na = 2", 3, "line 3 has it", ""),
        ("[a]\nb = 1\n[a]\nc = 1", 4, "twice", ""),
        ("a.b = 1\n[a]\nc = 1", 3, "another form", ""),
        ("d = 2024-13-45", 2, "not a date", ""),
        ("d = 2024-1-2", 2, "date", "d = 2024-01-02"),
        ("d = 2024-01-02T9:30", 2, "date", "d = 2024-01-02T09:30:00"),
        ("d = 2024-01-02 10:00 +0200", 2, "date", "d = 2024-01-02 10:00:00+02:00"),
        ('a = "x\\d"', 2, "backslash", "a = 'x\\d'"),
        ("a = 'it's'", 2, "same kind", 'a = "it\'s"'),
        ("a = yes", 2, "means nothing", ""),
        ("a = null", 2, "means nothing", ""),
        ("a = True", 2, "small letters", "a = true"),
        ("a = 08", 2, "not a number", ""),
        ("a = " + "1" * 4_400, 2, "not a number", ""),
        ("a = 1,", 2, "comma too many", "a = 1"),
        ("a = 12:30", 2, "quotes around it", 'a = "12:30"'),
        ("my key = 1", 2, "name “my key”", '"my key" = 1'),
        ("café = 1", 2, "name “café”", '"café" = 1'),
        ("[a\nb = 1", 2, "never closed", "[a]\nb = 1"),
        ("[[a\nb = 1", 2, "never closed", "[[a]]\nb = 1"),
        ('a = """x\nb = 1', 2, "close", ""),
        ("A line of prose.", 2, "not a field", ""),
        ('a = "x\x01y"', 2, "control character", 'a = "xy"'),
    ],
)
def test_what_is_wrong(lines: str, line: int, words: str, mended: str) -> None:
    text = f"+++\nok = 1\n{lines}\n+++\nBody\n"
    fields = read_frontmatter(text)
    assert not fields.readable
    assert (fields.format, fields.data) == ("toml", {})
    (problem,) = fields.problems
    assert (problem.line, words in problem.sentence, problem.sentence) == (
        line,
        True,
        problem.sentence,
    )
    assert problem.next_step
    assert bool(problem.mend) == bool(mended) == bool(problem.mend_label)
    if mended:
        assert apply_edits(text, problem.mend) == f"+++\nok = 1\n{mended}\n+++\nBody\n"
        assert read_frontmatter(apply_edits(text, problem.mend)).readable


@pytest.mark.parametrize(
    "lines",
    [
        "a = " + "[" * 100_000, "a = " + "{a=" * 100_000, "a" + ".a" * 400_000 + " = 1", "[" + "a." * 400_000 + "a]",
        "a = [" + "1," * 400_000 + "]", 'a = "' + "x\n" * 50_000, "a = " + "x" * 1_000_000, "\t\n" * 20_000,
        'a = """' + '"x' * 300_000, 'a = ["' + 'x" "' * 100_000 + '"]', "[a" * 300_000, "a = " + "1" * 900_000,
        "a = 1\n" * 100_000, "a = " + " " * 900_000, "#" * 900_000, "a b c = d " * 90_000,
    ],
    ids=lambda lines: lines[:12].strip() or "blank",
)  # fmt: skip
def test_hostile_blocks_are_bounded(lines: str) -> None:
    start = time.perf_counter()
    read_frontmatter(f"+++\n{lines}\n+++\nBody\n")
    assert time.perf_counter() - start < 3


def _sources(part: Part) -> dict[str | int, object]:
    return {key: (inner.source, _sources(inner)) for key, inner in part.parts.items()}


def test_parts_have_their_own_source() -> None:
    fields = read_frontmatter(_POST)
    parts = {entry.key: toml_parts(entry.source, entry.value) for entry in fields.entries}
    assert parts["title"].source == '"Ferry # timetable"'
    assert _sources(parts["tags"]) == {0: ('"ferry"', {})}
    assert _sources(parts["seo"]) == {
        "title": ('"""\nTwo\nlines"""', {}),
        "image": ('"a.jpg"', {}),
    }
    assert _sources(parts["extra"]) == {"team": ('"Desk"', {})}
    assert _sources(parts["resources"]) == {
        0: (
            '[[resources]]\nsrc = "a"\n[resources.params]\nn = 1',
            {"src": ('"a"', {}), "params": ("[resources.params]\nn = 1", {"n": ("1", {})})},
        ),
        1: ('[[resources]]\nsrc = "b"', {"src": ('"b"', {})}),
    }


def test_parts_without_a_source_of_their_own() -> None:
    text = "+++\n[a.x]\nn = 0x1\n\n[b]\n\n[a.y]\nn = 0x2\n+++\n"
    entry = read_frontmatter(text).entry("a")
    assert entry is not None
    parts = toml_parts(entry.source, entry.value)
    assert parts.parts["x"].parts["n"].source == "0x1"
    assert parts.parts["y"].parts["n"].source == "2"
    assert toml_parts("", {"a": ["x"]}).parts["a"].parts[0].source == '"x"'
