"""Edits of JSON over generated blocks of every layout: only what was asked changes.

Judged by Python's json alone, which reads numbers here as their very signs and maps as pairs in
order, and by going back: what an edit put in, its opposite takes out to the byte.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts import fields_json
from copydesk.core.posts.field_edits import set_field
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.values import Bare, same_value
from copydesk.core.text.edits import TextEdit, apply_edits, inverse

Path = tuple[str | int, ...]

NAMES = ["title", "date", "tags", "café", "my key", 'quo"te', "seo", "日本", "a/b", "", "\\", "😀"]
WORDS = ["Ferry", "", "café", 'say "x"', "a\\b", "https://example.org/a?b=1&c", "<b>", "😀", "日本",
         "x\ny", "tab\t", "{", "}", "]", ", ", '": ', "2024-09-19", "2024-09-19T10:00:00Z", "null",
         "\u2028", "//", "/* x */", "\x00", "---", ";;;"]  # fmt: skip
NUMBERS = ["0", "-0", "1", "1.10", "1e3", "-2.5E-3", "1.0", "12345678901234567890", "true", "null",
           "false"]  # fmt: skip
SPACES = ["", " ", "  ", "\n", "\n  ", "\n    ", "\n\n  ", "\t", "\n\t"]

MANY = settings(suppress_health_check=[HealthCheck.too_slow])


@st.composite
def _text(draw: st.DrawFn, text: str) -> str:
    return json.dumps(text, ensure_ascii=draw(st.booleans())).replace("\u2028", "\\u2028")


@st.composite
def _value(draw: st.DrawFn, depth: int, margin: str, style: dict[str, Any]) -> str:
    kind = draw(st.sampled_from("ttnnlm" if depth else "tn"))
    if kind == "t":
        return draw(_text(draw(st.sampled_from(WORDS))))
    if kind == "n":
        return draw(st.sampled_from(NUMBERS))
    count = draw(st.integers(0, 3))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=count, max_size=count, unique=True))
    inner = margin + str(style["step"])
    parts = [
        (draw(_text(name)) + style["colon"] if kind == "m" else "")
        + draw(_value(depth - 1, inner, style))
        for name in names
    ]
    return _laid_out(draw, "{}" if kind == "m" else "[]", parts, margin, style)


def _laid_out(
    draw: st.DrawFn, brackets: str, parts: list[str], margin: str, style: dict[str, Any]
) -> str:
    if not parts:
        return brackets
    layout = draw(st.sampled_from(["style", "style", "line", "spread", "wild", "commas"]))
    spread = style["spread"] if layout == "style" else layout == "spread"
    inner = "\n" + margin + style["step"]
    if layout == "commas":
        gap, lead, trail = inner + ", ", " ", "\n" + margin
    elif spread:
        gap, lead, trail = "," + inner, inner, "\n" + margin
    else:
        gap, lead, trail = "," + style["pad"], style["brace"], style["brace"]
    if layout == "wild":
        space = st.sampled_from(SPACES)
        body = "".join(draw(space) + part + draw(space) + "," for part in parts)[:-1]
    else:
        body = lead + gap.join(parts) + trail
    return brackets[:1] + body + brackets[1:]


@st.composite
def posts(draw: st.DrawFn) -> str:
    style = {
        "step": draw(st.sampled_from(["  ", "  ", "    ", "\t", ""])),
        "colon": draw(st.sampled_from([": ", ": ", ":", " : ", ":\t"])),
        "pad": draw(st.sampled_from([" ", " ", ""])),
        "brace": draw(st.sampled_from(["", " "])),
        "spread": draw(st.booleans()),
    }
    names = draw(st.lists(st.sampled_from(NAMES), max_size=5, unique=True))
    step = str(style["step"])
    parts = [
        draw(_text(name)) + str(style["colon"]) + draw(_value(3, step, style)) for name in names
    ]
    form = draw(st.sampled_from(["braces", "braces", "inside", "semicolons", "closed", "named"]))
    if form in ("inside", "closed") and names:
        first = draw(st.sampled_from([",\n", ",\n\n", ", ", "\n, "]))
        body = first.join(parts) + "\n"
    else:
        form = "semicolons" if form == "inside" else form
        body = _laid_out(draw, "{}", parts, "", style) + "\n"
    fences = {"braces": "{}", "named": "---json\n{}---\n", "closed": "{};;;\n"}
    text = fences.get(form, ";;;\n{};;;\n").replace("{}", body, 1)
    text += draw(st.sampled_from(["Body\n", "", '# "A": {x}\n\n}\n']))
    assume(_content(text) is not None)
    return text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])))


def _content(text: str) -> str | None:
    fields = read_frontmatter(text)
    if fields.format != "json" or fields.content is None or not fields.readable:
        return None
    source = fields.content.of(text)
    return source if source.lstrip().startswith("{") else "{" + source + "}"


def _number(source: str) -> tuple[str, str]:
    return ("number", source)


def _seen(text: str) -> Any:
    """The block as Python's json sees it, numbers as they are written, maps as pairs in order."""
    source = _content(text)
    assert source is not None
    return json.loads(
        source, parse_int=_number, parse_float=_number, object_pairs_hook=lambda p: ("map", p)
    )


def _places(seen: Any, path: Path = ()) -> list[Path]:
    """Every path of a block."""
    result = [path] if path else []
    if isinstance(seen, list):
        for number, item in enumerate(seen):
            result += _places(item, (*path, number))
    elif isinstance(seen, tuple) and seen[0] == "map":
        for name, item in seen[1]:
            result += _places(item, (*path, name))
    return result


def _at(seen: Any, path: Path) -> Any:
    for part in path:
        seen = dict(seen[1])[part] if isinstance(part, str) else seen[part]
    return seen


def _put(seen: Any, path: Path, change: Any) -> Any:
    """``seen`` with the list or the pairs that hold the last part of ``path`` changed."""
    if len(path) > 1:
        part, rest = path[0], path[1:]
        if isinstance(part, int):
            return [_put(s, rest, change) if n == part else s for n, s in enumerate(seen)]
        pairs = [(name, _put(s, rest, change) if name == part else s) for name, s in seen[1]]
        return ("map", pairs)
    return change(list(seen)) if isinstance(seen, list) else ("map", change(list(seen[1])))


def _made(text: str, edits: tuple[TextEdit, ...]) -> str:
    new = apply_edits(text, edits)
    assert apply_edits(new, inverse(text, edits)) == text
    before, after = read_frontmatter(text), read_frontmatter(new)
    assert after.readable
    assert new[after.body_start :] == text[before.body_start :]
    if "\n" not in text.replace("\r\n", ""):
        assert "\n" not in new.replace("\r\n", "")
    return new


def _number_of(seen: Any, path: Path) -> int:
    above = _at(seen, path[:-1])
    if isinstance(above, list):
        assert isinstance(path[-1], int)
        return path[-1]
    return [name for name, _ in above[1]].index(path[-1])


new_text = st.one_of(st.sampled_from(WORDS), st.text(max_size=30))
new_value: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        new_text,
        st.integers(),
        st.booleans(),
        st.none(),
        st.floats(),
        st.dates(),
        st.datetimes(timezones=st.none() | st.just(dt.UTC)),
        st.sampled_from([Bare("1.10"), Bare("1e5"), Bare(""), Bare("no"), Bare("2024-09-19")]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(new_text, inner, max_size=3)
    ),
    max_leaves=6,
)


def _said(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _said(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_said(item) for item in value]
    if isinstance(value, Bare):
        known = {"1.10": 1.1, "1e5": 1e5, "": None}
        return known.get(value.source, value.source)
    return value


def _says(read: Any, value: Any) -> bool:
    """Whether what was read back is what was asked for; dates may be written in several ways."""
    if isinstance(value, dict):
        return (
            isinstance(read, dict)
            and list(read) == list(value)
            and all(_says(read[name], item) for name, item in value.items())
        )
    if isinstance(value, list):
        return isinstance(read, list) and len(read) == len(value) and all(map(_says, read, value))
    if isinstance(value, dt.datetime):
        return isinstance(read, str) and dt.datetime.fromisoformat(read) == value
    if isinstance(value, dt.date):
        return bool(read == value.isoformat())
    return same_value(read, _said(value))


def _is_endless(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_is_endless, value.values()))
    if isinstance(value, list):
        return any(map(_is_endless, value))
    return isinstance(value, float) and not math.isfinite(value)


def _plain_at(text: str, path: Path) -> Any:
    value: Any = json.loads(_content(text) or "")
    for part in path:
        value = value[part]
    return value


@MANY
@given(posts())
def test_what_is_read_is_what_json_reads(text: str) -> None:
    fields = read_frontmatter(text)
    source = _content(text)
    assert source is not None
    assert same_value(fields.data, json.loads(source))
    for entry in fields.entries:
        assert json.loads(entry.key_span.of(text)) == entry.key
        assert same_value(json.loads(entry.value_span.of(text)), entry.value)
        assert same_value(json.loads(entry.source), entry.value)


@MANY
@given(posts(), st.data(), new_value)
def test_setting_what_is_there_changes_it_alone(text: str, data: st.DataObject, value: Any) -> None:
    seen = _seen(text)
    places = _places(seen)
    assume(places)
    path = data.draw(st.sampled_from(places))
    try:
        edits = fields_json.set_value(text, path, value)
    except EditRefusedError:
        assert _is_endless(value)
        return
    new = _made(text, edits)
    after = _seen(new)
    number, there = _number_of(seen, path), _at(after, path)

    def change(parts: list[Any]) -> list[Any]:
        parts[number] = (path[-1], there) if isinstance(path[-1], str) else there
        return parts

    assert _put(seen, path, change) == after
    read = _plain_at(new, path)
    if isinstance(value, dict) and isinstance(read, dict):
        assert read.keys() == value.keys()  # names that stay keep their places
        value = {name: value[name] for name in read}
    if not isinstance(value, (list, dict)):
        assert _says(read, value)
    entry = read_frontmatter(text).entry(str(path[0]))
    assert entry is not None
    assert new.startswith(text[: entry.span.start])
    assert new.endswith(text[entry.span.end :])
    # And back, from the source that was shown.
    shown = read_frontmatter(text).entry(str(path[0]))
    assert shown is not None
    back = _made(new, fields_json.set_source(new, path[:1], shown.source))
    assert _seen(back) == seen
    if "\n" not in shown.source and "\r" not in shown.source:
        assert back == text


def test_the_first_of_a_mixed_list_comes_and_goes_without_a_trace() -> None:
    text = '{"title": ["Ferry",\n"Ferry"]}\nBody\n'
    new = _made(text, fields_json.insert(text, ("title", 0), []))
    assert _made(new, fields_json.unset(new, ("title", 0))) == text


@MANY
@given(posts(), st.data(), new_value)
def test_adding_and_taking_out_again_gives_the_same_bytes(
    text: str, data: st.DataObject, value: Any
) -> None:
    seen = _seen(text)
    holders = [(), *(p for p in _places(seen) if isinstance(_at(seen, p), (list, tuple)))]
    holders = [
        p for p in holders if not (isinstance(_at(seen, p), tuple) and _at(seen, p)[0] == "number")
    ]
    above = data.draw(st.sampled_from(holders))
    parts = _at(seen, above)
    pairs = parts if isinstance(parts, list) else parts[1]
    try:
        if isinstance(parts, list):
            number = data.draw(st.integers(0, len(parts)))
            path: Path = (*above, number)
            new = _made(text, fields_json.insert(text, path, value))
        else:
            name = data.draw(st.sampled_from(["new", "né", 'n"w', "n\n"]))
            path, number = (*above, name), len(pairs)
            new = _made(text, fields_json.set_value(text, path, value))
    except EditRefusedError:
        assert _is_endless(value)
        return
    after = _seen(new)
    there = _at(after, path)
    added = there if isinstance(parts, list) else (path[-1], there)
    assert [*pairs[:number], added, *pairs[number:]] == (
        _at(after, above) if isinstance(parts, list) else _at(after, above)[1]
    )
    assert _says(_plain_at(new, path), value)
    back = _made(new, fields_json.unset(new, path))
    assert _seen(back) == seen
    if pairs:
        assert back == text


@MANY
@given(posts(), st.data())
def test_taking_out_takes_out_one(text: str, data: st.DataObject) -> None:
    seen = _seen(text)
    places = _places(seen)
    assume(places)
    path = data.draw(st.sampled_from(places))
    number = _number_of(seen, path)
    try:
        new = _made(text, fields_json.unset(text, path))
    except EditRefusedError:
        # Without its only field a block of Hexo's would have no beginning.
        assert len(path) == 1
        assert len(seen[1]) == 1
        return
    assert _seen(new) == _put(seen, path, lambda parts: parts[:number] + parts[number + 1 :])


@MANY
@given(posts(), st.data())
def test_moving_there_and_back_gives_the_same_bytes(text: str, data: st.DataObject) -> None:
    seen = _seen(text)
    places = _places(seen)
    assume(places)
    path = data.draw(st.sampled_from(places))
    number = _number_of(seen, path)
    above = _at(seen, path[:-1])
    to = data.draw(st.integers(0, len(above if isinstance(above, list) else above[1]) - 1))
    new = _made(text, fields_json.move(text, path, to))

    def change(parts: list[Any]) -> list[Any]:
        parts.insert(to, parts.pop(number))
        return parts

    assert _seen(new) == _put(seen, path, change)
    moved = (*path[:-1], to) if isinstance(path[-1], int) else path
    assert apply_edits(new, fields_json.move(new, moved, number)) == text


@MANY
@given(posts(), st.data(), new_text)
def test_renaming_changes_the_name_alone(text: str, data: st.DataObject, name: str) -> None:
    seen = _seen(text)
    places = [path for path in _places(seen) if isinstance(path[-1], str)]
    assume(places)
    path = data.draw(st.sampled_from(places))
    names = [old for old, _ in _at(seen, path[:-1])[1]]
    try:
        new = _made(text, fields_json.rename(text, path, name))
    except EditRefusedError:
        assert not name.strip() or (name in names and name != path[-1])
        return
    number = names.index(path[-1])

    def change(parts: list[Any]) -> list[Any]:
        parts[number] = (name, parts[number][1])
        return parts

    assert _seen(new) == _put(seen, path, change)


@MANY
@given(posts(), st.data(), st.lists(new_text, max_size=5))
def test_items_that_stay_keep_their_source(
    text: str, data: st.DataObject, extra: list[str]
) -> None:
    seen = _seen(text)
    lists = [p for p in _places(seen) if isinstance(_at(seen, p), list) and _at(seen, p)]
    assume(lists)
    path = data.draw(st.sampled_from(lists))
    old = _plain_at(text, path)
    kept = data.draw(st.lists(st.sampled_from(range(len(old))), max_size=4, unique=True))
    order = data.draw(st.permutations([*kept, *extra]))
    value = [old[item] if isinstance(item, int) else item for item in order]
    new = _made(text, fields_json.set_value(text, path, value))
    assert same_value(_plain_at(new, path), value)
    written = [repr(item) for item in _at(_seen(new), path)]
    if len({json.dumps(item) for item in old}) == len(old):  # 1.0 and 1e0 say the same
        for item in kept:
            assert repr(_at(seen, path)[item]) in written


@MANY
@given(posts(), st.data(), st.sampled_from(["[\n  1.10,\n  2\n]", '{"x": "y"}', "1.50", '"a"', ""]))
def test_source_is_put_as_it_is(text: str, data: st.DataObject, source: str) -> None:
    seen = _seen(text)
    path = data.draw(st.sampled_from([*_places(seen), ("new",), ("new", "deep")]))
    if "new" in path:
        assume(not any(part == "new" for part in dict(seen[1])))
    new = _made(text, fields_json.set_source(text, path, source))
    expected = json.loads(source or "null", parse_int=_number, parse_float=_number,
                          object_pairs_hook=lambda p: ("map", p))  # fmt: skip
    assert _at(_seen(new), path) == expected
    if "\n" not in source:
        assert (source or "null") in new


@MANY
@given(posts(), st.sampled_from(["title", "new"]), new_text)
def test_the_common_way_leads_here(text: str, key: str, value: str) -> None:
    new = _made(text, set_field(text, key, value))
    assert _plain_at(new, (key,)) == value


@pytest.mark.parametrize("value", [math.nan, math.inf, {"a": [-math.inf]}])
def test_what_json_has_no_word_for_is_refused(value: Any) -> None:
    with pytest.raises(EditRefusedError, match="no word"):
        fields_json.set_value('{"a": 1}\n', ("a",), value)
