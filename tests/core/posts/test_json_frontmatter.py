# ruff: noqa: E501 - tables of samples
"""JSON fields as they come: in braces, between semicolons, under named fences; good and bad."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.posts.fences import find_block
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.parts import parts_of
from copydesk.core.text.edits import apply_edits

_LONG_NUMBER = "9" * 5_000


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("{}\nB", {}),
        ("{\n}\nB", {}),
        ('{"a": 1}\nB', {"a": 1}),
        ('{\n"a": {\n"b": 1\n}\n}\nB', {"a": {"b": 1}}),
        ('{ "a": 1,\n  "b": 2 }\nB\n}\n', {"a": 1, "b": 2}),
        ('{"a": "}", "b": "{"}\nB', {"a": "}", "b": "{"}),
        ('{"a": "say \\"}\\""}\nB', {"a": 'say "}"'}),
        ('\n\n{\n  "a": 1\n}\nB', {"a": 1}),
        ('\ufeff{\r\n  "a": 1\r\n}\r\nB', {"a": 1}),
        ('{\r  "a": [true, null, 1.5]\r}\rB', {"a": [True, None, 1.5]}),
        (';;;\n"a": 1,\n"b": [2]\n;;;\nB', {"a": 1, "b": [2]}),
        (';;;\n{"a": 1}\n;;;\nB', {"a": 1}),
        (';;;;\n"a": ";;;",\n"b": 1\n;;;;\nB', {"a": ";;;", "b": 1}),
        (";;;\n;;;\nB", {}),
        (";;;\n\n;;;\nB", {}),
        ('"a": 1,\n"b": 2\n;;;\nB', {"a": 1, "b": 2}),
        ('{"a": 1}\n;;;\nB', {"a": 1}),
        ('{\n  "a": 1\n}\n\n;;;\nB', {"a": 1}),
        ('"title": "Weir", "date": "2013/7/13 20:46:25"\r\n;;;\r\nB', {"title": "Weir", "date": "2013/7/13 20:46:25"}),
        ('---json\n{"a": 1}\n---\nB', {"a": 1}),
        ('--- json \n{\n  "a": 1\n}\n---\nB', {"a": 1}),
        ("---JSON\n---\nB", {}),
        ("---toml\na = 1\n---\nB", {"a": 1}),
        ("---yaml\na: 1\n---\nB", {"a": 1}),
        ("---yml\r\na: 1\r\n---\r\nB", {"a": 1}),
    ],
)  # fmt: skip
def test_what_is_read(text: str, data: dict[str, object]) -> None:
    fields = read_frontmatter(text)
    assert fields.readable, fields.problems
    assert fields.problems == ()
    assert fields.data == data
    assert text[fields.body_start :].startswith("B")
    assert [entry.key for entry in fields.entries] == list(data)


@pytest.mark.parametrize(
    "text",
    [
        "Text\n;;;\nmore\n;;;\n", ";;;\nprose\n;;;\n", '"Why": she asked.\n;;;\n', '"Quoted" prose\n;;;\n', '"a": 1\nB\n',
        "{not json}\n", "{{< figure >}}\n", '{"a": 1} is an object\n\n```js\n{\n}\n```\n', "--- jsonx\n{}\n---\n",
        '----json\n{"a": 1}\n----\n', "+++json\n{}\n+++\n", "---js\nmodule.exports = {}\n---\n", '{ "a" and more\n',
        ";;; a note\n;;;\n", "\n{\n}x\n", '\n---json\nprose\n---\n', "---json\nprose\n",
    ],
)  # fmt: skip
def test_what_is_no_block(text: str) -> None:
    fields = read_frontmatter(text)
    assert (fields.format, fields.problems, fields.body_start) == (None, (), 0)


def test_fields_with_their_places() -> None:
    text = '{\n  "title": "A café 😀",\n  "caf\\u00e9" : 1.10 ,\n  "tags": [\n    "a",\n    "b"\n  ],\n  "last": null\n}\nBody\n'
    fields = read_frontmatter(text)
    title, number, tags, last = fields.entries
    assert title.span.of(text) == '  "title": "A café 😀",\n'
    assert (title.key_span.of(text), title.value_span.of(text)) == ('"title"', '"A café 😀"')
    assert (number.key, number.source, number.value) == ("café", "1.10", 1.1)
    assert number.span.of(text) == '  "caf\\u00e9" : 1.10 ,\n'
    assert tags.span.of(text) == '  "tags": [\n    "a",\n    "b"\n  ],\n'
    assert tags.source == '[\n  "a",\n  "b"\n]'
    assert last.span.of(text) == '  "last": null\n'
    assert fields.span is not None
    assert text[fields.body_start :] == "Body\n"


def test_places_on_one_line_and_between_semicolons() -> None:
    text = '{"a": 1, "b": [1,  2]}\nBody\n'
    assert [entry.span.of(text) for entry in read_frontmatter(text).entries] == [
        '"a": 1',
        '"b": [1,  2]',
    ]
    text = ';;;\n"a": 1,\n"b": {\n  "c": 2\n}\n;;;\nBody\n'
    a, b = read_frontmatter(text).entries
    assert (a.span.of(text), b.span.of(text)) == ('"a": 1,\n', '"b": {\n  "c": 2\n}\n')
    text = '{ "a": 1\n, "b": 2\n}\n'
    assert [entry.span.of(text) for entry in read_frontmatter(text).entries] == [
        '"a": 1\n',
        ', "b": 2\n',
    ]


# The block, the 0-based line at fault, the block once mended ("" where no mend is certain).
_BROKEN = [
    ('{\n"a": 1,\n}\n', 1, '{\n"a": 1\n}\n'),
    ('{\n"a": [1, 2,],\n"b": 2\n}\n', 1, '{\n"a": [1, 2],\n"b": 2\n}\n'),
    ('{\n"a": 1\n"b": 2\n}\n', 1, '{\n"a": 1,\n"b": 2\n}\n'),
    ('{\n"a": [\n1\n2\n]\n}\n', 2, '{\n"a": [\n1,\n2\n]\n}\n'),
    ('{\n"a": 1,,\n"b": 2\n}\n', 1, '{\n"a": 1,\n"b": 2\n}\n'),
    ("{\n'a': 'It\\'s',\n\"b\": 1\n}\n", 1, '{\n"a": "It\'s",\n"b": 1\n}\n'),
    ("{\n'a': 'say \"x\"'\n}\n", 1, '{\n"a": "say \\"x\\""\n}\n'),
    ('{\n“a”: “The weir”\n}\n', 1, ""),
    ('{\n"a": “The weir”\n}\n', 1, '{\n"a": "The weir"\n}\n'),
    ('{\n  title: "A",\n  sub-title: "B"\n}\n', 1, '{\n  "title": "A",\n  "sub-title": "B"\n}\n'),
    ('{\n  // note\n  "a": 1 // end\n}\n', 1, '{\n  "a": 1\n}\n'),
    ('{\n  /* two\n  lines */ "a": 1\n}\n', 1, '{\n "a": 1\n}\n'),
    ('{\n  "a": 1, # note\n  "b": 2\n}\n', 1, '{\n  "a": 1,\n  "b": 2\n}\n'),
    ('{\n"a": True,\n"b": None\n}\n', 1, '{\n"a": true,\n"b": null\n}\n'),
    ('{\n"a": The old weir,\n"b": 2024-09-19\n}\n', 1, '{\n"a": "The old weir",\n"b": "2024-09-19"\n}\n'),
    ('{\n"a": "He said "hi" twice",\n"b": 1\n}\n', 1, '{\n"a": "He said \\"hi\\" twice",\n"b": 1\n}\n'),
    ('{\n"a": "C:\\path\\new"\n}\n', 1, '{\n"a": "C:\\\\path\\new"\n}\n'),
    ('{\n"a": "tab\there"\n}\n', 1, '{\n"a": "tab\\there"\n}\n'),
    ('{\n"a": "open,\n"b": 1\n}\n', 1, '{\n"a": "open",\n"b": 1\n}\n'),
    ('{\n"a" = 1\n}\n', 1, '{\n"a" : 1\n}\n'),
    ('{\n"a":\u00a01\n}\n', 1, '{\n"a": 1\n}\n'),
    ('{\n"a": 007\n}\n', 1, ""),
    ('{\n"a": yes\n}\n', 1, ""),
    ('{\n"a" 1\n}\n', 1, ""),
    ('{\n"a": [1, 2\n"b": 3\n}\n', 2, ""),
    (';;;\n"a": 1,\n"b": 2,\n;;;\n', 2, ';;;\n"a": 1,\n"b": 2\n;;;\n'),
    (';;;\n"a": 1\n"b": 2\n;;;\n', 1, ';;;\n"a": 1,\n"b": 2\n;;;\n'),
    ("---json\n{'a': 1}\n---\n", 1, '---json\n{"a": 1}\n---\n'),
    ("---json\n[1]\n---\n", 1, ""),
    ('---json\n"a": 1\n---\n', 1, ""),
]  # fmt: skip


@pytest.mark.parametrize(("block", "line", "mended"), _BROKEN)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_broken_block_says_where_and_mends(
    block: str, line: int, mended: str, newline: str
) -> None:
    text = f"{block}Body\n".replace("\n", newline)
    fields = read_frontmatter(text)
    if fields.format is None:
        assert "“a”" in block  # not even its first name can be told from prose
        return
    assert not fields.readable
    (problem,) = fields.problems
    assert problem.line == line
    assert problem.sentence.endswith(".")
    assert problem.next_step.endswith(".")
    assert bool(problem.mend) == bool(problem.mend_label) == bool(mended)
    if mended:
        new = apply_edits(text, problem.mend)
        assert new == f"{mended}Body\n".replace("\n", newline)
        assert read_frontmatter(new).readable
    else:
        assert text[fields.body_start :] == f"Body{newline}"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ('{\n  "a": 1,\n  "b": [\n    1\n  ]\n\nBody\n', '{\n  "a": 1,\n  "b": [\n    1\n  ]\n}\n\nBody\n'),
        ('{\n  "a": 1,\n\nBody\n', ""),
        (';;;\n"a": 1\n\nBody', ';;;\n"a": 1\n;;;\n\nBody'),
        ('---json\n{\n  "a": 1\n}\nBody', '---json\n{\n  "a": 1\n}\n---\nBody'),
        ('---json\n{\n  "a": 1\nBody', ""),
        ("---toml\na = 1\nBody", ""),
    ],
)  # fmt: skip
def test_a_block_without_an_end(text: str, mended: str) -> None:
    fields = read_frontmatter(text)
    assert not fields.readable
    assert fields.body_start == 0
    (problem,) = fields.problems
    assert problem.line == 0
    assert apply_edits(text, problem.mend) == (mended or text)
    if mended:
        assert read_frontmatter(mended).data == {"a": 1} | ({"b": [1]} if "b" in mended else {})


@pytest.mark.parametrize(
    ("text", "line", "mended"),
    [
        ('{\n"a": 1,\n"b": 2,\n"a": 1\n}\nB', 3, '{\n"a": 1,\n"b": 2\n}\nB'),
        ('{\n"a": null,\n"a": 1\n}\nB', 2, '{\n"a": 1\n}\nB'),
        ('{"a": 1, "a": 1, "b": 2}\nB', 0, '{"a": 1, "b": 2}\nB'),
        ('{\n"a": 1,\n"a": 2\n}\nB', 2, ""),
        ('{\n"a": NaN\n}\nB', 1, ""),
        ('{\n"a": [-Infinity]\n}\nB', 1, ""),
    ],
)
def test_what_is_odd_but_can_be_read(text: str, line: int, mended: str) -> None:
    fields = read_frontmatter(text)
    assert fields.readable
    (problem,) = fields.problems
    assert problem.line == line
    assert apply_edits(text, problem.mend) == (mended or text)
    if mended:
        assert read_frontmatter(mended).problems == ()


def test_of_a_repeated_field_the_last_counts_and_each_shows_its_own() -> None:
    fields = read_frontmatter('{\n"a": 1,\n"a": [2]\n}\n')
    assert fields.data == {"a": [2]}
    assert [entry.value for entry in fields.entries] == [1, [2]]


def test_a_number_of_very_many_digits_is_endless_as_in_javascript() -> None:
    fields = read_frontmatter(f'{{"a": {_LONG_NUMBER}, "b": -{_LONG_NUMBER}}}\n')
    assert fields.data == {"a": math.inf, "b": -math.inf}


@given(st.text(st.sampled_from("{}[]\":,;-\\\n\r\t ab1.e/#'“”\u00a0é😀\ud800"), max_size=60))
def test_anything_can_be_read(text: str) -> None:
    for whole in (
        text,
        f"{{\n{text}\n}}\nBody",
        f'{{\n"a": {text}\n}}\nBody',
        f";;;\n{text}\n;;;\nBody",
        f'"a": 1,\n{text}\n;;;\nBody',
        f"---json\n{{{text}}}\n---\nBody",
        f";;;\n{text}",
        f'{{\n"a": {text}',
    ):
        fields = read_frontmatter(whole)
        assert 0 <= fields.body_start <= len(whole)
        for problem in fields.problems:
            assert 0 <= problem.span.start <= problem.span.end <= len(whole)
            new = apply_edits(whole, problem.mend)
            if problem.mend and problem.fatal:
                assert read_frontmatter(new).readable
        for entry in fields.entries:
            assert (
                entry.span.start <= entry.key_span.start <= entry.value_span.end <= entry.span.end
            )
        assert find_block(whole) is None or fields.body_start == 0 or fields.span is not None


def test_parts_show_what_is_written() -> None:
    text = '{\n  "seo": {\n    "price": 1.10,\n    "tags": [\n      "caf\\u00e9",\n      1e3\n    ],\n    "price": 2.50\n  }\n}\n'
    (entry,) = read_frontmatter(text).entries
    part = parts_of(entry.source, entry.value, "json")
    assert part.source == entry.source
    assert part.parts["price"].source == "2.50"
    tags = part.parts["tags"]
    assert tags.source == '[\n  "caf\\u00e9",\n  1e3\n]'
    assert [tags.parts[0].value, tags.parts[1].source] == ["café", "1e3"]
    assert parts_of("{", {"a": [1]}, "json").parts["a"].parts[0].source == "1"


@pytest.mark.parametrize("filling", ['\\"', '"', "\\", "{", '{"', '\\"}'])
def test_a_text_that_is_never_closed_is_read_in_no_time(filling: str) -> None:
    text = '{"title": "' + filling * 200_000
    began = time.process_time()
    read_frontmatter(text)
    assert time.process_time() - began < 2
