# ruff: noqa: E501 - tables of samples, one a word
"""Edits of fields over generated blocks of many styles: only what was asked changes."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from frontmatter.default_handlers import YAMLHandler
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.field_edits import (
    rename_field,
    set_field,
    set_field_source,
    unset_field,
)
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.values import normalised, same_value
from copydesk.core.posts.yaml_scalars import is_date_text
from copydesk.core.text.edits import TextEdit, apply_edits, inverse

KEYS = ["title", "pubDate", "tags", "draft", "café", "my key", '"quoted key"', "x-y_z", "日本"]
COMMENTS = ["", "", "", " # note", "   # “note”: x", "\t# tab"]
OWN_LINES = ["", "", "# a comment\n", "\n", "  # indented comment\n", "# k: v\n\n"]
# Values as people write them; "{i}" is where the indentation below the key goes.
VALUES = [
    "", " plain", " A longer plain title, with commas", ' "double"', " 'single'", ' "a \\"b\\" \\u00e9"',
    " 'it''s'", " 2024-09-19", " 2024-09-19T10:00:00Z", ' "2024-09-19"', " 12:30", " 0755", " 1.10",
    " 42", " true", " no", " ~", " null", " [a, b, c]", ' ["a", "b"]', " [ one , 'two' ]", " []", " {}",
    " {a: 1, b: two}", " [\n{i}a,\n{i}b, # c\n]", "\n{i}- a\n{i}- b", '\n{i}- "a"  # one\n{i}# own\n{i}- b',
    "\n- same\n- level", "\n{i}a: 1\n{i}b: 'x' # c", "\n{i}- p: 1\n{i}  q: x\n{i}- p: 2", " |\n{i}text\n{i}more",
    " >-\n{i}folded\n{i}text\n\n{i}para", " |+\n{i}keep\n\n", " |2-\n   indented", " plain\n{i}over\n{i}lines",
    ' "quoted\n{i}over lines"', " 😀 emoji — dash", " مرحبا", " !custom tagged", " !!str 123",
    " https://example.org/a?b=c#d", " a:b", " trailing  ", " &anchor anchored",
]  # fmt: skip
BODIES = ["Body\n", "", "# Heading\n\ntext", "\n\n---\n\nmore\n", "    code\n"]

new_text = st.one_of(
    st.sampled_from(
        ["", "no", "1.10", "12:30", "2024-09-19", "0755", "~", "a #b", "a: b", "@x", "`x`", "x\ny",
         "- a", "[a", "{{ x }}", "'", '"', "\\", " lead", "trail ", "\ttab", "x:", "#x", "&a", "*a",
         "!x", "%x", "null", "1e3", "0o17", "=", "<<", "...", "---", "a\n---\nb", "é\u2028x", "\x85",
         "\ufeffx", "x\n\n\n", "\n x", "a\r\nb", "\x00", "😀", "y", "? a", "| a", "> a", "a\tb"]
    ),
    st.text(max_size=60),
    st.text(st.characters(categories=["L", "Z"]), max_size=200),
)  # fmt: skip
new_value: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        new_text,
        st.integers(),
        st.booleans(),
        st.none(),
        st.floats(),
        st.dates(),
        st.datetimes(timezones=st.none() | st.just(dt.UTC)),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(new_text, inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def posts(draw: st.DrawFn) -> str:
    newline = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    keys = draw(st.lists(st.sampled_from(KEYS), max_size=6, unique=True))
    step = draw(st.sampled_from(["  ", "  ", "    ", " "]))
    parts: list[str] = []
    for key in keys:
        value = draw(st.sampled_from(VALUES)).replace("{i}", step)
        block = "|" in value or ">" in value.lstrip()[:1]
        comment = "" if block or "\n" in value else draw(st.sampled_from(COMMENTS))
        if "&anchor" in value and any("&anchor" in part for part in parts):
            value = " other"
        parts.append(draw(st.sampled_from(OWN_LINES)) + f"{key}:{value}{comment}\n")
    text = "---\n" + "".join(parts) + draw(st.sampled_from(OWN_LINES)) + "---\n"
    if draw(st.booleans()) and not keys:
        text = ""
    return (text + draw(st.sampled_from(BODIES))).replace("\n", newline)


def _oracle(text: str) -> dict[str, Any]:
    """What python-frontmatter's own handler reads, for blocks without tags of their own."""
    fields = read_frontmatter(text)
    if fields.content is None:
        return {}
    source = fields.content.of(text).replace("!custom ", "")
    return {str(k): v for k, v in (YAMLHandler().load(source) or {}).items()}


def _only_its_lines(text: str, new: str, key: str) -> bool:
    entry = read_frontmatter(text).entry(key)
    assert entry is not None
    before, behind = text[: entry.span.start], text[entry.span.end :]
    fits = len(new) >= len(before) + len(behind)
    return fits and new.startswith(before) and new.endswith(behind)


def _check(text: str, edits: tuple[TextEdit, ...], key: str, expected: tuple[object] | None) -> str:
    new = apply_edits(text, edits)
    assert apply_edits(new, inverse(text, edits)) == text
    before, after = read_frontmatter(text), read_frontmatter(new)
    assert after.readable
    assert {k: v for k, v in before.data.items() if k != key}.keys() == {
        k for k in after.data if k != key
    }
    for other in before.data:
        if other != key:
            assert same_value(before.data[other], after.data[other])
    if expected is not None:
        assert same_value(after.data[key], expected[0])
    else:
        assert key not in after.data
    if before.format is not None:
        assert text[before.body_start :] == new[after.body_start :]
    return new


MANY = settings(suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(posts())
def test_generated_posts_are_read_as_python_frontmatter_reads_them(text: str) -> None:
    fields = read_frontmatter(text)
    assert not [problem for problem in fields.problems if problem.fatal]
    assert same_value(fields.data, _oracle(text))
    for entry in fields.entries:
        assert entry.span.start <= entry.key_span.start <= entry.value_span.start
        assert entry.value_span.end <= entry.span.end


@MANY
@given(posts(), st.sampled_from([*KEYS, "new", "no", "a: b", "é"]), new_value)
def test_setting_a_field_changes_it_alone(text: str, key: str, value: Any) -> None:
    key = key.strip('"')
    old = read_frontmatter(text)
    entry = old.entry(key)
    try:
        edits = set_field(text, key, value)
    except EditRefusedError:
        # Half characters can't be read from YAML at all.
        assert any("\ud800" <= c <= "\udfff" for c in repr(value)) or "\\ud" in repr(value)
        return
    expected = normalised(value)
    if entry and isinstance(expected, dt.date) and is_date_text(entry.value):
        expected = read_frontmatter(apply_edits(text, edits)).data[key]
        assert isinstance(expected, str)
    new = _check(text, edits, key, (expected,))
    if entry is not None:
        assert _only_its_lines(text, new, key)
    else:
        kept = new
        added = read_frontmatter(new).entry(key)
        assert added is not None
        if old.format is not None:
            kept = new[: added.span.start] + new[added.span.end :]
            assert kept == text
        else:
            assert kept.endswith(text)


@MANY
@given(posts(), st.data())
def test_removing_a_field_removes_its_lines(text: str, data: st.DataObject) -> None:
    fields = read_frontmatter(text)
    assume(fields.entries)
    entry = data.draw(st.sampled_from(fields.entries))
    edits = unset_field(text, entry.key)
    new = _check(text, edits, entry.key, None)
    behind = text[entry.span.end :]
    assert new.startswith(text[: entry.span.start])
    left = new[entry.span.start :]
    if left != behind:
        # Below a block text the next comment, if it is indented, moves to the left edge.
        moved = re.sub(r"\A((?:[ \t]*(?:\r\n|\n|\r))*)[ \t]*(?=#)", r"\1", behind)
        assert left in (moved, re.sub(r"\A(?:[ \t]*(?:\r\n|\n|\r))+", "", moved))


@MANY
@given(posts(), st.data(), new_text)
def test_renaming_a_field_changes_its_name_alone(text: str, data: st.DataObject, name: str) -> None:
    fields = read_frontmatter(text)
    assume(fields.entries)
    entry = data.draw(st.sampled_from(fields.entries))
    try:
        edits = rename_field(text, entry.key, name)
    except EditRefusedError:
        assert (
            not name.strip()
            or "\n" in name
            or "\r" in name
            or name in fields.data
            or len(name) > 100
        )
        return
    new = apply_edits(text, edits)
    assert apply_edits(new, inverse(text, edits)) == text
    after = read_frontmatter(new)
    renamed = [name if key == entry.key else key for key in fields.data]
    assert list(after.data) == renamed
    assert all(map(same_value, after.data.values(), fields.data.values()))


@MANY
@given(posts(), st.data(), st.lists(new_text, max_size=5))
def test_lists_keep_what_stays(text: str, data: st.DataObject, extra: list[str]) -> None:
    fields = read_frontmatter(text)
    lists = [e for e in fields.entries if isinstance(e.value, list) and e.value]
    assume(lists)
    entry = data.draw(st.sampled_from(lists))
    assert isinstance(entry.value, list)
    kept = data.draw(st.lists(st.sampled_from(entry.value), max_size=4, unique_by=repr))
    value = data.draw(st.permutations([*kept, *extra]))
    new = _check(text, set_field(text, entry.key, value), entry.key, (list(value),))
    assert _only_its_lines(text, new, entry.key)


@MANY
@given(posts(), st.sampled_from(KEYS), st.sampled_from(VALUES))
def test_source_is_put_as_it_is(text: str, key: str, source: str) -> None:
    key = key.strip('"')
    source = source.replace("{i}", "  ").lstrip(" ")
    try:
        edits = set_field_source(text, key, source)
    except EditRefusedError:
        # A second anchor of one name; a block text with an indented comment of no one's below.
        if "&anchor" in source and "&anchor" in text:
            return
        if source[0] in "|>" and "  # indented" in text:
            return
        pytest.fail(f"refused {source!r}")
    new = _check(text, edits, key, (read_frontmatter(apply_edits(text, edits)).data[key],))
    entry = read_frontmatter(new).entry(key)
    assert entry is not None
    if "\n" not in source and not new.count("\r"):
        assert entry.source == source.rstrip()


@MANY
@given(posts())
def test_source_as_shown_goes_back_without_an_edit(text: str) -> None:
    for entry in read_frontmatter(text).entries:
        assert set_field_source(text, entry.key, entry.source) == ()
        assert set_field(text, entry.key, entry.value) == ()
