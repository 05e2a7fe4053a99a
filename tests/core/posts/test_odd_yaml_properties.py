# ruff: noqa: E501 - tables of samples
"""Edits of blocks written in YAML's rarer ways: each does what was asked and no more, or is refused.

PyYAML's own loader, with aliases and merges written out, is the judge.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.field_edits import (
    insert_item,
    move_item,
    rename_field,
    set_field,
    set_field_source,
    unset_field,
)
from copydesk.core.text.edits import apply_edits, inverse
from tests.core.posts.nested_posts import Path, at, ordered, paths_in

if TYPE_CHECKING:
    from collections.abc import Callable

MANY = settings(suppress_health_check=[HealthCheck.too_slow])
BLOCKS = [
    "base: &base\n  x: 1.10\n  w: two\nk:\n  <<: *base\n  z: three\nm: *base\nl:\n- *base\n- &item {a: 1}\no: *item\n",
    "one: &one {a: 1}\ntwo: &two {b: 2, c: {d: e}}\nk:\n  a: own\n  <<: [*one, *two]\n  # end\n  f: g\n",
    "k:\n  - &a text\n  - *a\n  - [*a, b]\nlast: *a\n",
    "<<: &d {deep: {er: 1}}\nk: v\nl: [&x 1, *x, {p: *x}]\n",
    "k:\n  ? a\n  : x\n  ? 'b c'\n  : - one\n    - two\n  ? d\nlast: v\n",
    "? k\n: a: 1\n  b: 2\n? l\n:\n- x\n- p: q\n",
    "k:\n- # why\n  a: 1\n-\n- - # in\n    x\n  -\n    b: 1\n    c:\n  - - y\n-   e: f\n    # g\n    g: h\n",
    "k: [a: 1, b, 'c': [d: 2]]\nl: {a, b: , ? c, 'd': {e}}\n",
    "k:\n  a: |+\n    keep\n\n  b: >+\n    keep\n\n\n  c: 1\n\nl:\n- |+\n  one\n\n- |-\n  two\n\n# end\n",
    "k: !seq\n  - !t x\n  - !!str 1\nm: !map {a: !t b}\nn: &n !t\n  a: 1\n",
    "    k:\n        a: 1\n        b: [x]\n    l:\n    - a\n    # own\n    - b\n",
    "k:\n  a:\n\n    b: 1\n\n    c: 2\n\n\n  d:\n      - e\n\n      - f\nl: # note\n  # more\n  - g # h\n\n",
    "k: {\n  a: 1, # one\n  b: [ # two\n    x,\n    y, # three\n  ],\n\n  # four\n  c: {d: e}\n}\nl: [\n]\n",
    "{k: {a: 1, b: [x, 'y']}, # c\n l: [{p: q}, r], 'm': }\n",
    "k: &k\n- &i\n  a: 1\n  b: &b\n  - c\n- d\nl: *b\n",
    "k:\n  a: 'x\n\n    y'\n  b: \"p\\\n    q\"\n  c: over\n    lines # no\n  d: z\n",
    "k:\n   \n  a: 1 \t\n  b: 2\t# t\n  \nl:\n- a  \n- b\n",
    "k:\n  - a: 1\n    b:\n      - c: 2\n        d: 3\n\n        # of e\n        e: 4\n      - f\n  # loose\n\n  - g: 5\n",
    'k:\n  "a": 1\n  \'b\': 2\n  ? |\n    long\n  : 3\n  true: 4\n  12: 5\n  null: 6\n',
    "k:\n- a\n\n\n- b\n  # deeper\n    # deepest\n- c\nlast: x\n",
]  # fmt: skip
texts = st.sampled_from(["x", "no", "1.10", "a: b", "a #b", "", "x\ny\n", "x\n\n\n", "# x", "a, b", "- a", " x", "it's"])  # fmt: skip
values: st.SearchStrategy[Any] = st.recursive(
    texts | st.integers(0, 3) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "w", "new"]), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


class _Loader(yaml.CSafeLoader):
    """PyYAML with texts for keys, and nothing made of tags of a site's own."""


def _construct_map(loader: _Loader, node: yaml.MappingNode) -> dict[str, Any]:
    own = [key.value for key, _value in node.value if key.tag != "tag:yaml.org,2002:merge"]
    loader.flatten_mapping(node)
    made = {key.value: loader.construct_object(value, deep=True) for key, value in node.value}
    # PyYAML puts what is merged first, so that a key in both stands where the merged one did.
    return {key: made[key] for key in own} | made


def _untagged(loader: _Loader, _suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _construct_map(loader, node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return node.value


_Loader.add_constructor("tag:yaml.org,2002:map", _construct_map)
_Loader.add_multi_constructor("!", _untagged)


def _read(text: str) -> Any:
    """The data with every alias as a copy of its own."""
    block = text.replace("\r\n", "\n").removeprefix("---\n").rpartition("---\nBody")[0]
    return copy.deepcopy(_plain(yaml.load(block, _Loader))) or {}  # noqa: S506 - a safe loader's heir


def _plain(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    return [_plain(value) for value in data] if isinstance(data, list) else data


@st.composite
def posts(draw: st.DrawFn) -> str:
    text = "---\n" + draw(st.sampled_from(BLOCKS)) + "---\nBody\n"
    return text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))


def _place(data: st.DataObject, plain: Any, wanted: type | None = None) -> Path:
    found = [p for p in paths_in(plain) if wanted is None or isinstance(at(plain, p[:-1]), wanted)]
    assume(found)
    return data.draw(st.sampled_from(found))


def _edited(text: str, edit: Callable[[], Any]) -> str | None:
    try:
        edits = edit()
    except EditRefusedError:
        return None
    new = apply_edits(text, edits)
    assert apply_edits(new, inverse(text, edits)) == text
    return new


def _other_fields(text: str, key: str | int) -> list[str]:
    """The lines of all fields but one, told apart by what stands at the left."""
    rows = text.splitlines(keepends=True)[1:]
    margin = len(rows[0]) - len(rows[0].lstrip(" "))
    whose, result = "", []
    for row in rows:
        name = re.match(rf" {{{margin}}}(?:\? )?['\"]?(\w+|<<)['\"]?(?=[:\r\n])", row)
        if name or row.startswith(("---", "#")):
            whose = name[1] if name else "#"
        if whose != key and row.strip():
            result.append(row)
    return result


def _untouched(text: str, new: str, path: Path) -> None:
    if text[4:].lstrip("\r\n")[0] != "{":
        assert _other_fields(text, path[0]) == _other_fields(new, path[0])
    assert new.endswith(text[text.rindex("---") :])


def _eq(new: Any, wanted: Any) -> bool:
    return repr(new) == repr(wanted) or bool(new == wanted)


@MANY
@given(posts(), st.data(), values)
def test_set(text: str, data: st.DataObject, value: Any) -> None:
    wanted = _read(text)
    path = _place(data, wanted)
    if data.draw(st.booleans()) and isinstance(at(wanted, path), dict):
        path = (*path, data.draw(st.sampled_from(["new", "no", "a: b"])))
    new = _edited(text, lambda: set_field(text, path, value))
    if new is None:
        return
    at(wanted, path[:-1])[path[-1]] = value
    assert _eq(_read(new), wanted)
    _untouched(text, new, path)


@MANY
@given(posts(), st.data())
def test_unset(text: str, data: st.DataObject) -> None:
    wanted = _read(text)
    path = _place(data, wanted)
    new = _edited(text, lambda: unset_field(text, path))
    if new is None:
        return
    del at(wanted, path[:-1])[path[-1]]
    assert ordered(_read(new)) == ordered(wanted)
    _untouched(text, new, path)


@MANY
@given(posts(), st.data(), values)
def test_insert(text: str, data: st.DataObject, value: Any) -> None:
    wanted = _read(text)
    path = _place(data, wanted, list)
    if data.draw(st.booleans()):
        path = (*path[:-1], len(at(wanted, path[:-1])))
    new = _edited(text, lambda: insert_item(text, path, value))
    if new is None:
        return
    at(wanted, path[:-1]).insert(path[-1], value)
    assert _eq(_read(new), wanted)
    _untouched(text, new, path)


@MANY
@given(posts(), st.data())
def test_move(text: str, data: st.DataObject) -> None:
    wanted = _read(text)
    path = _place(data, wanted)
    holder = at(wanted, path[:-1])
    to = data.draw(st.integers(0, len(holder) - 1))
    new = _edited(text, lambda: move_item(text, path, to))
    if new is None:
        return
    if isinstance(holder, list):
        holder.insert(to, holder.pop(int(path[-1])))
    assert _eq(_read(new), wanted)
    if isinstance(holder, dict) and "<<" not in text:
        names = [name for name in holder if name != path[-1]]
        names.insert(to, str(path[-1]))
        assert list(at(_read(new), path[:-1])) == names
    assert sorted(re.findall(r"# \w+", text)) == sorted(re.findall(r"# \w+", new))
    if len(path) > 1:
        _untouched(text, new, path)


@MANY
@given(posts(), st.data(), st.sampled_from(["new", "no", "a: b", "it's", "a, b", "<<"]))
def test_rename(text: str, data: st.DataObject, name: str) -> None:
    wanted = _read(text)
    path = _place(data, wanted, dict)
    new = _edited(text, lambda: rename_field(text, path, name))
    if new is None:
        return
    holder = at(wanted, path[:-1])
    pairs = [(name if key == path[-1] else key, value) for key, value in holder.items()]
    holder.clear()
    holder.update(pairs)
    assert ordered(_read(new)) == ordered(wanted)


@MANY
@given(posts(), st.data(), st.sampled_from(["1.10", "[x, 1.0]", "|\n  a\n  b", "- p: 1\n- q", "a: 1\nb: [2]", "", "|+\n  a\n\n", "# c\nx", "&q z"]))  # fmt: skip
def test_source(text: str, data: st.DataObject, source: str) -> None:
    wanted = _read(text)
    path = _place(data, wanted)
    new = _edited(text, lambda: set_field_source(text, path, source))
    if new is None:
        return
    at(wanted, path[:-1])[path[-1]] = yaml.safe_load(
        source if source[-1:] == "\n" else source + "\n"
    )
    found = _read(new)
    if source[:1] == "|":
        assert at(found, path).rstrip() == at(wanted, path).rstrip()
        at(found, path[:-1])[path[-1]] = at(wanted, path)
    assert _eq(found, wanted)
    _untouched(text, new, path)
