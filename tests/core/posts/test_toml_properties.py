# ruff: noqa: E501 - tables of samples, one a word
"""Edits of TOML over generated blocks of many styles: only what was asked changes."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts import fields_toml, paths
from copydesk.core.posts.frontmatter import Frontmatter, read_frontmatter
from copydesk.core.posts.values import Bare, same_value
from copydesk.core.text.edits import TextEdit, apply_edits, inverse

if TYPE_CHECKING:
    from copydesk.core.posts.paths import FieldPath

_KEYS = [
    "title",
    "date",
    "tags",
    '"quoted key"',
    "'literal'",
    "x-y_z",
    "42",
    '"caf\\u00e9"',
    "draft",
]
_COMMENTS = ["", "", "", " # note", "   # “note”: x = 1", "\t# tab"]
_OWN_LINES = ["", "", "", "# a comment\n", "\n", "  # indented = 1\n", "\n# [of.next]\n"]
_EQUALS = [" = ", " = ", "=", "  =  ", "\t= "]
_SINGLE = [
    '"double"', "'single'", '"a \\"b\\" \\u00e9"', '""', "''", "'c:\\dir'", '"""one\ntwo"""', '"""\na "quote"\n"""',
    "'''\nlit\n'''", '"""cut \\\n   short"""', '"# no comment"', "1_000", "0xFF", "-7", "+1.5", "1e3", "inf", "true",
    "false", "2026-11-22", "2026-11-22T10:00:00+05:30", "2026-11-22 10:00:00.5Z", '"2026-11-22"', "10:30:00", '"😀 — ر"',
]  # fmt: skip
_VALUES = [
    *_SINGLE, *_SINGLE, "[]", "[ ]", '["a", "b", "c"]', "[ 'a' , 'b' ]", '["a",]', "[1, 2.0, true]", "[[1], [2, 3]]",
    '[\n  "a",\n  "b"\n]', '[\n  "a", # one\n  # own\n  "b", # two\n]', "[ # top\n  1,\n\n  2\n  ]", '[\n "a", "b",\n "c"]',
    "[\n  # nothing\n]", "{}", "{ a = 1 }", "{a=1, b='x'}", "{ a.b = 1, c = [1, 2] }", "[{ src = 'a' }, { src = 'b' }]",
    "[\n  { src = 'a', n = { m = 1 } },\n  { src = 'b' },\n]", '"x\\ty"',
]  # fmt: skip
_BODIES = ["Body\n", "", "# Heading\n\n+++\n\ntext", "    code\n"]

new_text = st.one_of(
    st.sampled_from(
        ["", "no", "1.10", "a #b", "a = b", "'", '"', "\\", '"""', "'''", "x\ny", "\n x", "x\n+++\ny", "+++", "\ttab", "é\u2028x",
         "\x00", "\x7f", "a\r\nb", "[a]", "😀", "ends \\", "'\"", '""', "x\"\"\"y'''z\n"]
    ),
    st.text(max_size=40),
)  # fmt: skip
new_value: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        new_text,
        st.integers(),
        st.booleans(),
        st.floats(),
        st.dates(),
        st.datetimes(timezones=st.none() | st.just(dt.UTC)),
        st.times(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(new_text.filter(str.strip), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def lines(draw: st.DrawFn, most: int = 4, *, indent: str = "") -> str:
    result = ""
    for key in draw(st.lists(st.sampled_from(_KEYS), max_size=most, unique=True)):
        value = draw(st.sampled_from(_VALUES))
        dotted = draw(st.sampled_from(["", "", "", ".sub", ". sub .'deep'"]))
        row = f"{indent}{key}{dotted}{draw(st.sampled_from(_EQUALS))}{value}"
        result += draw(st.sampled_from(_OWN_LINES)) + row + draw(st.sampled_from(_COMMENTS)) + "\n"
        if dotted == ".sub" and draw(st.booleans()):
            result += f"{indent}{key}.other = 1\n"
    return result


@st.composite
def posts(draw: st.DrawFn) -> str:
    text = draw(lines())
    names = ["extra", "menu.main", "menu.foot", "'odd name'", "extra.seo", "[resources]", "[resources]", "resources.params",
             "[resources]", "[ menu . links ]"]  # fmt: skip
    shuffled = draw(st.booleans())
    chosen = draw(st.lists(st.sampled_from(range(len(names))), max_size=5, unique=True))
    for number in chosen if shuffled else sorted(chosen):
        indent = draw(st.sampled_from(["", "", "  "]))
        gap = draw(st.sampled_from(["\n", "\n", "", "\n# of the table\n", "# above\n"]))
        text += f"{gap}{indent}[{names[number]}]" + draw(st.sampled_from(_COMMENTS)) + "\n"
        text += draw(lines(3, indent=indent))
    text += draw(st.sampled_from(_OWN_LINES))
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assume(False)
    newline = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    return f"+++\n{text}+++\n{draw(st.sampled_from(_BODIES))}".replace("\n", newline)


def _places(data: object, path: FieldPath = ()) -> Iterator[FieldPath]:
    if path:
        yield path
    if isinstance(data, Mapping):
        for key, inner in data.items():
            yield from _places(inner, (*path, key))
    elif isinstance(data, list):
        for number, inner in enumerate(data):
            yield from _places(inner, (*path, number))


def _oracle(text: str) -> Any:
    content = read_frontmatter(text).content
    assert content is not None
    return tomllib.loads(content.of(text).replace("\r\n", "\n"))


def _check(text: str, edits: tuple[TextEdit, ...], expected: object) -> str:
    new = apply_edits(text, edits)
    assert apply_edits(new, inverse(text, edits)) == text
    before, after = read_frontmatter(text), read_frontmatter(new)
    assert same_value(_oracle(new), expected)
    assert same_value(after.data, expected)
    assert text[before.body_start :] == new[after.body_start :]
    assert not any(
        text[e.start - 1 : e.start + 1] == "\r\n" or text[e.end - 1 : e.end + 1] == "\r\n"
        for e in edits
    )
    assert new.count("\r") == (new.count("\n") if "\r" in text else 0)
    return new


def _only_its_lines(text: str, fields: Frontmatter, new: str, key: str) -> None:
    """All lines outside the field's stand as they did; below it, a scattered one has more."""
    entry = fields.entry(key)
    assert entry is not None
    head, tail = text[: entry.span.start], text[entry.span.end :]
    assert new.startswith(head)
    assert new.endswith(tail)
    assert len(new) >= len(head) + len(tail)


def _is_scattered_or_kept(text: str, fields: Frontmatter, new: str, key: str) -> bool:
    if _is_whole(text, fields, key):
        _only_its_lines(text, fields, new, key)
    return True


def _is_whole(text: str, fields: Frontmatter, key: str) -> bool:
    """Whether all of a field's parts follow one another."""
    entry = fields.entry(key)
    assert entry is not None
    try:
        data = tomllib.loads(entry.source.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        return True  # a value alone
    return key not in data or same_value(data[key], entry.value)


MANY = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None
)


@MANY
@given(posts())
def test_generated_posts_are_read_as_tomllib_reads_them(text: str) -> None:
    fields = read_frontmatter(text)
    assert fields.format == "toml"
    assert not fields.problems
    assert same_value(fields.data, _oracle(text))
    assert [entry.key for entry in fields.entries] == list(fields.data)
    for entry in fields.entries:
        assert entry.span.start <= entry.key_span.start < entry.key_span.end <= entry.span.end
        assert entry.span.start <= entry.value_span.start < entry.value_span.end <= entry.span.end
        if _is_whole(text, fields, entry.key):
            assert fields_toml.set_source(text, (entry.key,), entry.source) == ()


@MANY
@given(posts(), st.data(), new_value)
def test_setting_a_place_changes_it_alone(text: str, data: st.DataObject, value: Any) -> None:
    fields = read_frontmatter(text)
    there = list(_places(fields.data))
    maps = [(), *(path for path in there if isinstance(paths.value_at(fields.data, path), Mapping))]
    path = data.draw(st.sampled_from([*there, *((*above, "new name") for above in maps)]))
    old = paths.value_at(fields.data, path) if path in there else None
    quoted_date = isinstance(value, dt.date) and isinstance(old, str)
    assume(not quoted_date)
    try:
        edits = fields_toml.set_value(text, path, value)
    except EditRefusedError:
        # A table in a list of tables can't become text; a dotted name in braces stays as it is.
        in_tables = isinstance(path[-1], int) and isinstance(old, Mapping)
        assert in_tables or "a.b" in text or any("\ud800" <= c <= "\udfff" for c in repr(value)), (
            path
        )
        return
    expected = paths.with_value(fields.data, path, value)
    new = _check(text, edits, expected)
    entry = fields.entry(str(path[0]))
    if entry is None:
        assert all(edit.start == edit.end for edit in edits)
    elif path in there and not any(isinstance(one, (list, Mapping)) for one in (old, value)):
        assert _is_scattered_or_kept(text, fields, new, entry.key)


@MANY
@given(posts(), st.data())
def test_removing_a_place_removes_it_alone(text: str, data: st.DataObject) -> None:
    fields = read_frontmatter(text)
    assume(fields.data)
    path = data.draw(st.sampled_from(list(_places(fields.data))))
    try:
        edits = fields_toml.unset(text, path)
    except EditRefusedError:
        assert "a.b" in text
        return
    new = _check(text, edits, paths.without_value(fields.data, path))
    if len(path) == 1 and _is_whole(text, fields, str(path[0])):
        entry = fields.entry(str(path[0]))
        assert entry is not None
        assert new == text[: entry.span.start] + text[entry.span.end :]


@MANY
@given(posts(), st.data(), new_text.filter(lambda name: "\n" not in name and "\r" not in name))
def test_renaming_changes_the_name_alone(text: str, data: st.DataObject, name: str) -> None:
    fields = read_frontmatter(text)
    names = [path for path in _places(fields.data) if isinstance(path[-1], str)]
    assume(names)
    path = data.draw(st.sampled_from(names))
    siblings: Any = paths.value_at(fields.data, path[:-1])
    try:
        edits = fields_toml.rename(text, path, name)
    except EditRefusedError:
        assert not name.strip() or (name in siblings and name != path[-1])
        return
    new = _check(text, edits, paths.with_renamed(fields.data, path, name))
    renamed: Any = paths.value_at(_oracle(new), path[:-1])
    assert list(renamed) == [name if key == path[-1] else key for key in siblings]


@MANY
@given(posts(), st.data(), new_value)
def test_items_come_in_where_asked(text: str, data: st.DataObject, value: Any) -> None:
    fields = read_frontmatter(text)
    lists = [p for p in _places(fields.data) if isinstance(paths.value_at(fields.data, p), list)]
    assume(lists)
    path = data.draw(st.sampled_from(lists))
    items: Any = paths.value_at(fields.data, path)
    place = (*path, data.draw(st.integers(0, len(items))))
    try:
        edits = fields_toml.insert(text, place, value)
    except EditRefusedError:
        assert not isinstance(value, Mapping)
        assert items
        assert all(isinstance(item, Mapping) for item in items)
        return
    new = _check(text, edits, paths.with_inserted(fields.data, place, value))
    if _is_whole(text, fields, str(path[0])):
        _only_its_lines(text, fields, new, str(path[0]))


@MANY
@given(posts(), st.data())
def test_moving_changes_the_order_alone(text: str, data: st.DataObject) -> None:
    fields = read_frontmatter(text)
    assume(fields.data)
    path = data.draw(st.sampled_from(list(_places(fields.data))))
    siblings: Any = paths.value_at(fields.data, path[:-1])
    to = data.draw(st.integers(0, len(siblings) - 1))
    try:
        edits = fields_toml.move(text, path, to)
    except EditRefusedError:
        assert "[" in text or "sub" in text or "a.b" in text  # tables, or dotted names
        return
    expected = paths.with_moved(fields.data, path, to)
    new = _check(text, edits, expected)
    now: Any = paths.value_at(_oracle(new), path[:-1])
    assert list(now) == list(paths.value_at(expected, path[:-1]))  # type: ignore[call-overload]
    assert (
        sorted(new.splitlines()) == sorted(text.splitlines())
        or isinstance(path[-1], int)
        or len(path) > 1
    )


@MANY
@given(
    posts(),
    st.sampled_from(
        [
            "1.10",
            "12:30",
            "yes",
            "0755",
            "2026-11-22",
            "2026-11-22 9:00",
            "true",
            "",
            '"q"',
            "x # y",
        ]
    ),
    st.data(),
)
def test_what_is_typed_is_a_value_or_text(text: str, typed: str, data: st.DataObject) -> None:
    fields = read_frontmatter(text)
    path = data.draw(st.sampled_from([*((key,) for key in fields.data), ("new name",)]))
    edits = fields_toml.set_value(text, path, Bare(typed))
    new = _oracle(apply_edits(text, edits))
    values = {"1.10": 1.1, "2026-11-22": dt.date(2026, 11, 22), "true": True}
    if typed:
        assert same_value(new[path[0]], values.get(typed, typed))
    else:
        assert path[0] not in new
