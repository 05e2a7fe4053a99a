# ruff: noqa: E501 - tables of samples
"""Edits of JSON fields keep the manner of what they change; one table says it all."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts import fields_json
from copydesk.core.posts.field_edits import (
    insert_item,
    move_item,
    rename_field,
    set_field,
    set_field_read,
    set_field_source,
    unset_field,
)
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.values import Bare
from copydesk.core.text.edits import apply_edits

MOMENT = dt.datetime(2025, 1, 2, 3, 4, 5, tzinfo=dt.UTC)

# A block's inside before, the path, the value set, the inside after; each on lines of its own.
_SET: list[tuple[str, tuple[str | int, ...], Any, str]] = [
    # Text and its escapes.
    ('"k": "old"', ("k",), 'a "b" \\ é', '"k": "a \\"b\\" \\\\ é"'),
    ('"k": "caf\\u00e9"', ("k",), "thé 😀", '"k": "th\\u00e9 \\ud83d\\ude00"'),
    ('"k": "caf\\u00E9"', ("k",), "thé", '"k": "th\\u00E9"'),
    ('"j": "caf\\u00e9",\n"k": "x"', ("k",), "thé", '"j": "caf\\u00e9",\n"k": "th\\u00e9"'),
    ('"j": "caf\\u00e9",\n"k": "né"', ("k",), "thé", '"j": "caf\\u00e9",\n"k": "thé"'),
    ('"k": "https:\\/\\/a"', ("k",), "b/c", '"k": "b\\/c"'),
    ('"k": "\\u003cb\\u003e"', ("k",), "<i> & so", '"k": "\\u003ci\\u003e \\u0026 so"'),
    ('"k": "x"', ("k",), "one\ntwo\u2028\ufeff\x7f", '"k": "one\\ntwo\\u2028\\ufeff\\u007f"'),
    ('"k" :  "x" ', ("k",), "y", '"k" :  "y" '),
    # Numbers as they are written, yes and no, nothing, dates.
    ('"k": 1.10', ("k",), 1.5, '"k": 1.5'),
    ('"k": 1.10', ("k",), 1.1, '"k": 1.10'),
    ('"k": 1.10', ("k",), Bare("1.1"), '"k": 1.1'),
    ('"k": 1e3', ("k",), Bare("1.20"), '"k": 1.20'),
    ('"k": 1', ("k",), Bare("1_000"), '"k": "1_000"'),
    ('"k": 1', ("k",), Bare(""), '"k": null'),
    ('"k": true', ("k",), False, '"k": false'),
    ('"k": "x"', ("k",), None, '"k": null'),
    ('"k": "x"', ("k",), 10**30, '"k": 1000000000000000000000000000000'),
    ('"k": "2024-09-19"', ("k",), dt.date(2025, 1, 2), '"k": "2025-01-02"'),
    ('"k": "2024-09-19 10:00:00Z"', ("k",), MOMENT, '"k": "2025-01-02 03:04:05Z"'),
    ('"k": "2024-09-19T10:00:00+02:00"', ("k",), MOMENT, '"k": "2025-01-02T03:04:05+00:00"'),
    ('"k": null', ("k",), "no", '"k": "no"'),
    # Lists.
    ('"k": ["a", "b",  "c"]', ("k",), ["a", "c"], '"k": ["a", "c"]'),
    ('"k": ["a",  "b"]', ("k",), ["b", "a"], '"k": ["b",  "a"]'),
    ('"k": [ "a" ]', ("k",), ["a", "b"], '"k": [ "a", "b" ]'),
    ('"k": [1.10, 2]', ("k",), [1.1, 3, 4], '"k": [1.10, 3, 4]'),
    ('"k": [1.10]', ("k",), [Bare("1.10"), Bare("2.0")], '"k": [1.10, 2.0]'),
    ('"k": [\n  "a",\n  "b"\n]', ("k",), ["a", "n", "b"], '"k": [\n  "a",\n  "n",\n  "b"\n]'),
    ('"k": [\n  "a"\n]', ("k",), ["a", "b"], '"k": [\n  "a",\n  "b"\n]'),
    ('"k": []', ("k",), ["a", "b"], '"k": ["a", "b"]'),
    ('"j": [\n  1\n],\n"k": []', ("k",), ["a"], '"j": [\n  1\n],\n"k": [\n  "a"\n]'),
    ('"k": ["a"]', ("k",), [], '"k": []'),
    ('"k": [\n  "a"\n]', ("k",), [], '"k": []'),
    ('"k": ["caf\\u00e9"]', ("k",), ["café", "thé"], '"k": ["caf\\u00e9", "th\\u00e9"]'),
    ('"k": ["a", "b"]', ("k", 1), "c", '"k": ["a", "c"]'),
    ('"k": ["a", "b"]', ("k", 2), "c", '"k": ["a", "b", "c"]'),
    # Maps.
    ('"k": {"a": 1}', ("k",), {"a": 1, "b": [2]}, '"k": {"a": 1, "b": [2]}'),
    ('"k": { "a": 1, "b": 2 }', ("k",), {"b": 2}, '"k": { "b": 2 }'),
    ('"k": {"a" : 1}', ("k", "b"), 2, '"k": {"a" : 1, "b" : 2}'),
    ('"k": {\n  "a": 1\n}', ("k", "b"), {"c": 2}, '"k": {\n  "a": 1,\n  "b": {\n    "c": 2\n  }\n}'),
    ('"k": {}', ("k", "b"), 1, '"k": {\n  "b": 1\n}'),
    ('"k": null', ("k", "b", "c"), 1, '"k": {\n  "b": {\n    "c": 1\n  }\n}'),
    ('"k": [{"a": 1}, {"a": 2}]', ("k", 1, "a"), 3, '"k": [{"a": 1}, {"a": 3}]'),
    ('"k": [{"a": 1}]', ("k", 0, "b"), {"c": []}, '"k": [{"a": 1, "b": {"c": []}}]'),
    ('"k": null', ("k", 0, "name"), "A", '"k": [\n  {\n    "name": "A"\n  }\n]'),
    # New names, after the last, in the manner of the others.
    ('"k": 1', ("n",), "v", '"k": 1,\n"n": "v"'),
    ('"k" : 1', ("n",), "v", '"k" : 1,\n"n" : "v"'),
    ('"j": 1,\n\n"k": 2', ("n",), "v", '"j": 1,\n\n"k": 2,\n"n": "v"'),
    ('"j": 1\n, "k": 2', ("n",), "v", '"j": 1\n, "k": 2\n, "n": "v"'),
    ('"k": {\n\t"a": 1\n}', ("n",), {"b": 2}, '"k": {\n\t"a": 1\n},\n"n": {\n\t"b": 2\n}'),
    ('"k": {\n"a": 1\n}', ("n",), [{"b": "c"}], '"k": {\n"a": 1\n},\n"n": [\n  {\n    "b": "c"\n  }\n]'),
    ('"k": 1', ('a "b"',), True, '"k": 1,\n"a \\"b\\"": true'),
]  # fmt: skip


@pytest.mark.parametrize(("before", "path", "value", "after"), _SET)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("fences", ["{\n%s\n}\n", ";;;\n%s\n;;;\n", "---json\n{\n%s\n}\n---\n"])
def test_setting(
    before: str, path: tuple[str | int, ...], value: Any, after: str, newline: str, fences: str
) -> None:
    text = (fences % before + "Body\n").replace("\n", newline)
    new = apply_edits(text, set_field(text, path, value))
    assert new == (fences % after + "Body\n").replace("\n", newline)
    assert set_field(new, path, value) == ()


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("{}\nB", ("k",), "v", '{\n  "k": "v"\n}\nB'),
        ("{\n}\nB", ("k",), ["v"], '{\n  "k": ["v"]\n}\nB'),
        ("{ }\r\nB", ("k",), 1, '{\r\n  "k": 1\r\n}\r\nB'),
        ('{"a":1}\nB', ("k",), {"x": [1, 2]}, '{"a":1,"k":{"x":[1,2]}}\nB'),
        ('{"a": 1, "b": { "c": 2 }}\nB', ("b", "d"), [{"e": 3}], '{"a": 1, "b": { "c": 2, "d": [{ "e": 3 }] }}\nB'),
        ('{ "a": 1,\n  "b": 2 }\nB', ("c",), 3, '{ "a": 1,\n  "b": 2,\n  "c": 3 }\nB'),
        (";;;\n;;;\nB", ("k",), "v", ';;;\n"k": "v"\n;;;\nB'),
        (";;;\r\n{\r\n}\r\n;;;\r\nB", ("k",), "v", ';;;\r\n{\r\n  "k": "v"\r\n}\r\n;;;\r\nB'),
        ('"a": 1\n;;;\nB', ("k",), "v", '"a": 1,\n"k": "v"\n;;;\nB'),
        ("---json\n---\nB", ("k",), "v", '---json\n{\n  "k": "v"\n}\n---\nB'),
        ("---json\n\n---\nB", ("k",), "v", '---json\n{\n  "k": "v"\n}\n---\nB'),
        ('\ufeff{\n    "a": {\n        "b": 1\n    }\n}\nB', ("a", "c"), {"d": 1}, '\ufeff{\n    "a": {\n        "b": 1,\n        "c": {\n            "d": 1\n        }\n    }\n}\nB'),
    ],
)  # fmt: skip
def test_setting_in_blocks_of_every_form(
    before: str, path: tuple[str | int, ...], value: Any, after: str
) -> None:
    assert apply_edits(before, set_field(before, path, value)) == after


_BLOCK = '{\n  "title": "Ferry",\n\n  "tags": ["a", "b", "c"],\n  "seo": {\n    "n": 1.10,\n    "m": 2\n  },\n  "list": [\n    "x"\n  ]\n}\nBody\n'


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (lambda t: unset_field(t, "title"), '  "title": "Ferry",\n', ""),
        (lambda t: unset_field(t, "tags"), '  "tags": ["a", "b", "c"],\n', ""),
        (lambda t: unset_field(t, "list"), ',\n  "list": [\n    "x"\n  ]', ""),
        (lambda t: unset_field(t, ("tags", 1)), '"a", "b", "c"', '"a", "c"'),
        (lambda t: unset_field(t, ("seo", "n")), '    "n": 1.10,\n', ""),
        (lambda t: unset_field(t, ("seo", "m")), ',\n    "m": 2', ""),
        (lambda t: unset_field(t, ("list", 0)), '[\n    "x"\n  ]', "[]"),
        (lambda t: unset_field(t, "none"), "", ""),
        (lambda t: rename_field(t, "title", "né"), '"title"', '"né"'),
        (lambda t: rename_field(t, ("seo", "n"), 'a"b'), '"n"', '"a\\"b"'),
        (lambda t: insert_item(t, ("tags", 0), "z"), '["a"', '["z", "a"'),
        (lambda t: insert_item(t, ("tags", 3), "z"), '"c"]', '"c", "z"]'),
        (lambda t: insert_item(t, ("list", 0), "w"), '    "x"', '    "w",\n    "x"'),
        (lambda t: insert_item(t, ("list", 1), {"y": 1}), '    "x"', '    "x",\n    {\n      "y": 1\n    }'),
        (lambda t: insert_item(t, ("more", 0), "z"), '    "x"\n  ]', '    "x"\n  ],\n  "more": ["z"]'),
        (lambda t: move_item(t, ("tags", 2), 0), '"a", "b", "c"', '"c", "a", "b"'),
        (lambda t: move_item(t, ("seo", "m"), 0), '"n": 1.10,\n    "m": 2', '"m": 2,\n    "n": 1.10'),
        (lambda t: move_item(t, "tags", 0), '"title": "Ferry",\n\n  "tags": ["a", "b", "c"]', '"tags": ["a", "b", "c"],\n\n  "title": "Ferry"'),
        (lambda t: set_field_source(t, "title", '{\n  "a": 1.50\n}'), '"Ferry"', '{\n    "a": 1.50\n  }'),
        (lambda t: set_field_source(t, "title", ""), '"Ferry"', "null"),
        (lambda t: set_field_source(t, ("list", 0), "[1,2]"), '    "x"', "    [1,2]"),
        (lambda t: set_field_source(t, ("seo", "o"), "1.0"), '"m": 2', '"m": 2,\n    "o": 1.0'),
        (lambda t: set_field_source(t, "list", '[\n  "x"\n]'), "", ""),
        (lambda t: set_field_read(t, ("seo", "n"), "1.20"), "1.10", "1.20"),
        (lambda t: set_field_read(t, "title", "no"), '"Ferry"', "false"),
        (lambda t: set_field_read(t, "tags", "[a, d]"), '"a", "b", "c"', '"a", "d"'),
        (lambda t: set_field(t, "title", 1.5, as_text=True), '"Ferry"', '"1.5"'),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_other_edits(edit: Any, old: str, new: str, newline: str) -> None:
    text = _BLOCK.replace("\n", newline)
    assert _BLOCK.count(old) == 1 or not old
    assert apply_edits(text, edit(text)) == _BLOCK.replace(old, new).replace("\n", newline)


@pytest.mark.parametrize(
    ("text", "edit", "sentence"),
    [
        (_BLOCK, lambda t: rename_field(t, "title", "tags"), "already"),
        (_BLOCK, lambda t: rename_field(t, "none", "x"), "no field"),
        (_BLOCK, lambda t: rename_field(t, ("seo", "m"), "n"), "already"),
        (_BLOCK, lambda t: set_field(t, ("title", "x"), 1), "no place"),
        (_BLOCK, lambda t: set_field(t, ("tags", 7), 1), "no place"),
        (_BLOCK, lambda t: insert_item(t, ("title", 0), 1), "no place"),
        (_BLOCK, lambda t: move_item(t, ("tags", 0), 9), "no place"),
        (_BLOCK, lambda t: move_item(t, "none", 0), "no place"),
        (_BLOCK, lambda t: set_field_source(t, "title", "{"), "can’t be read"),
        (_BLOCK, lambda t: set_field_source(t, "title", "x"), "can’t be read"),
        (_BLOCK, lambda t: set_field_source(t, "title", "[" * 10_000), "too much"),
        (_BLOCK, lambda t: set_field(t, "title", 10**5_000), "too long"),
        ('{"a": 1, "a": 2}\n', lambda t: set_field(t, "a", 3), "2 times"),
        ('{"a": 1, "a": 2}\n', lambda t: unset_field(t, "a"), "2 times"),
        ('{"s": {"a": 1, "a": 2}}\n', lambda t: set_field(t, ("s", "a"), 3), "2 times"),
        ('{\n"a": 1,\n}\n', lambda t: set_field(t, "b", 3), "comma"),
        ('"a": 1\n;;;\n', lambda t: unset_field(t, "a"), "touching something else"),
    ],
)  # fmt: skip
def test_what_can_not_be_done_is_refused_with_a_sentence(
    text: str, edit: Any, sentence: str
) -> None:
    with pytest.raises(EditRefusedError, match=sentence) as refused:
        edit(text)
    assert refused.value.sentence.endswith(".")
    assert len(refused.value.sentence) < 200


def test_spare_fields_elsewhere_do_not_matter() -> None:
    text = '{\n"a": 1,\n"b": 1,\n"a": 2\n}\n'
    assert apply_edits(text, set_field(text, "b", 3)) == text.replace('"b": 1', '"b": 3')


def test_a_value_of_no_kind_is_refused() -> None:
    with pytest.raises(EditRefusedError, match="no way to write"):
        fields_json.set_value(_BLOCK, ("title",), object())


def test_bytes_that_are_no_text_stay() -> None:
    text = '{\n"a": "x\udce9",\n"b": 1\n}\nBody \udcff\n'
    new = apply_edits(text, set_field(text, "b", 2))
    assert new == text.replace("1", "2")
    assert read_frontmatter(apply_edits(text, set_field(text, "a", "né"))).data["a"] == "né"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---toml\na = 1 # c\n---\nB", "---toml\na = 2 # c\nn = ['q']\n---\nB"),
        ("--- toml\n---\nB", "--- toml\na = 2\nn = ['q']\n---\nB"),
        ("---yaml\na: 1 # c\n---\nB", '---yaml\na: 2 # c\n"n": [q]\n---\nB'),
        ("---JSON\r\n{}\r\n---\r\nB", '---JSON\r\n{\r\n  "a": 2,\r\n  "n": ["q"]\r\n}\r\n---\r\nB'),
    ],
)
def test_a_fence_keeps_the_name_of_its_format(before: str, after: str) -> None:
    text = apply_edits(before, set_field(before, "a", 2))
    new = apply_edits(text, set_field(text, "n", ["q"]))
    assert new.replace("'", '"') == after.replace("'", '"')
