# ruff: noqa: E501 - tables of samples, one a word
"""Edits at any depth, judged by how each post was put together and by what PyYAML reads."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from copydesk.core.posts.field_edits import (
    insert_item,
    move_item,
    rename_field,
    set_field,
    set_field_source,
    unset_field,
)
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.parts import parts_of
from copydesk.core.text.edits import TextEdit, apply_edits, inverse
from tests.core.posts.nested_posts import NAMES, Path, Post, at, ordered, paths_in, posts, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.core.posts.entries import Part

MANY = settings(suppress_health_check=[HealthCheck.too_slow])
texts = st.one_of(
    st.sampled_from(
        ["", "no", "1.10", "12:30", "2024-09-19", "0755", "~", "@x", "a: b", "a #b", "# x", "x\ny",
         "x\n", " x ", " lead", "trail ", "- a", "a, b", "[a", "}", "it's \"so\"", "\\", "a\n# b\nc",
         "  a\nb", "y", "null", "...", "---", "a:", "x" * 200]
    ),
    st.text(st.characters(categories=["L", "Z", "P"]), max_size=20),
)  # fmt: skip
values: st.SearchStrategy[Any] = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)


def _made(text: str, edit: Callable[[], tuple[TextEdit, ...]]) -> str:
    edits = edit()
    new = apply_edits(text, edits)
    assert apply_edits(new, inverse(text, edits)) == text
    return new


def _changed(post: Post, path: Path, change: Callable[[Any, Any], None]) -> Any:
    """The post's plain data after ``change`` of what the path's last part stands in."""
    data = copy.deepcopy(read(post.text))
    change(at(data, path[:-1]), path[-1])
    return data


def _scope(post: Post, path: Path) -> tuple[str, str]:
    """The text before and behind what may change with a path: in brackets, the outermost's."""
    upper = path
    while upper and not _own_lines(post, upper):
        upper = upper[:-1]
    before, _own, behind = post.around(upper)
    return before, behind


def _own_lines(post: Post, path: Path) -> bool:
    return post.group_at(path[:-1]) is not None


def _kept(new: str, before: str, behind: str) -> bool:
    return new.startswith(before) and new[len(before) :].endswith(behind)


def _comments(text: str) -> list[str]:
    return sorted(row.partition("#")[2] for row in text.splitlines() if "# " in row)


def _path(data: st.DataObject, post: Post, wanted: Callable[[Any, Path], bool]) -> Path:
    plain = read(post.text)
    found = [path for path in paths_in(plain) if wanted(plain, path)]
    assume(found)
    return data.draw(st.sampled_from(found))


def _any(_plain: Any, _path: Path) -> bool:
    return True


def _in_map(plain: Any, path: Path) -> bool:
    return isinstance(at(plain, path[:-1]), dict)


def _in_list(plain: Any, path: Path) -> bool:
    return isinstance(at(plain, path[:-1]), list)


def _map(plain: Any, path: Path) -> bool:
    return isinstance(at(plain, path), dict)


@MANY
@given(posts(), st.data(), values)
def test_a_value_is_set_at_its_own_place(post: Post, data: st.DataObject, value: Any) -> None:
    path = _path(data, post, _any)
    new = _made(post.text, lambda: set_field(post.text, path, value))
    assert ordered(read(new)) == ordered(
        _changed(post, path, lambda holder, name: holder.__setitem__(name, value))
    ) or _same_but_for_order(post, new, path, value)
    assert _kept(new, *_scope(post, path))


def _same_but_for_order(post: Post, new: str, path: Path, value: Any) -> bool:
    """Keys of a map that stay keep their place, whatever order they are given in."""
    wanted = _changed(post, path, lambda holder, name: holder.__setitem__(name, value))
    return bool(read(new) == wanted)


@MANY
@given(posts(), st.data(), values)
def test_a_key_is_added_below_its_siblings(post: Post, data: st.DataObject, value: Any) -> None:
    path = (*_path(data, post, _map), "brandNew")
    new = _made(post.text, lambda: set_field(post.text, path, value))
    wanted = _changed(post, path, lambda holder, name: holder.__setitem__(name, value))
    assert ordered(read(new)) == ordered(wanted) or read(new) == wanted
    if post.group_at(path[:-1]) is not None:
        before, own, behind = post.around(path[:-1])
        left = new[len(before) : len(new) - len(behind)]
        assert _kept(new, before, behind)
        assert left.startswith(own)
    else:
        assert _kept(new, *_scope(post, path[:-1]))


@MANY
@given(posts(), st.data())
def test_a_part_is_removed_and_nothing_else(post: Post, data: st.DataObject) -> None:
    path = _path(data, post, _any)
    new = _made(post.text, lambda: unset_field(post.text, path))
    wanted = _changed(post, path, lambda holder, name: holder.__delitem__(name))
    assert ordered(read(new)) == ordered(wanted)
    group = post.group_at(path[:-1])
    if group is None:
        assert _kept(new, *_scope(post, path[:-1]))
        return
    before, own, behind = post.around(path)
    if len(group.parts) > 1:
        if new != before + behind:
            # What follows the first part behind a dash moves up to it.
            assert not before.endswith(("\n", "\r"))
            assert new.startswith(before)
            assert new[len(before) :] == behind.lstrip(" \r\n")
    else:
        assert _kept(new, *_scope(post, path[:-1]))
    gone = _comments(own)
    assert [c for c in _comments(post.text) if c not in gone] == [
        c for c in _comments(new) if c not in gone
    ]


@MANY
@given(posts(), st.data(), values)
def test_an_item_is_inserted_between_two(post: Post, data: st.DataObject, value: Any) -> None:
    path = _path(data, post, _in_list)
    if data.draw(st.booleans()):
        path = (*path[:-1], len(at(read(post.text), path[:-1])))
    new = _made(post.text, lambda: insert_item(post.text, path, value))
    wanted = _changed(post, path, lambda holder, name: holder.insert(name, value))
    assert ordered(read(new)) == ordered(wanted)
    assert _kept(new, *_scope(post, path[:-1]))
    group = post.group_at(path[:-1])
    if group is not None:
        same = next(n for n, (a, b) in enumerate(zip(post.text, new, strict=False)) if a != b)
        assert any(new.endswith(post.text[n:]) for n in range(same, max(0, same - 300), -1))


@MANY
@given(posts(), st.data())
def test_a_part_is_moved_with_its_comments(post: Post, data: st.DataObject) -> None:
    path = _path(data, post, _any)
    holder = at(read(post.text), path[:-1])
    to = data.draw(st.integers(0, len(holder) - 1))
    names = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    number = names.index(path[-1])
    new = _made(post.text, lambda: move_item(post.text, path, to))
    group = post.group_at(path[:-1])
    if group is not None:
        upper = post.group_at(path[:-2]) if len(path) > 1 else None
        behind = upper is not None and upper.kind == "list"
        moved = group.moved(number, to, behind=behind)
        assert new == post.with_group(path[:-1], moved).text
        return
    assert _kept(new, *_scope(post, path[:-1]))
    assert _comments(new) == _comments(post.text)
    names.insert(to, names.pop(number))
    found = at(read(new), path[:-1])
    if isinstance(holder, dict):
        assert list(found) == names
        assert found == holder
    else:
        assert found == [holder[name] for name in names]


@MANY
@given(posts(), st.data(), st.sampled_from(["new", "no", "a: b", "it's", "é #", "- x", "a, b"]))
def test_a_key_is_renamed_at_its_place(post: Post, data: st.DataObject, name: str) -> None:
    path = _path(data, post, _in_map)
    new = _made(post.text, lambda: rename_field(post.text, path, name))

    def change(holder: Any, old: Any) -> None:
        pairs = [(name if key == old else key, value) for key, value in holder.items()]
        holder.clear()
        holder.update(pairs)

    assert ordered(read(new)) == ordered(_changed(post, path, change))
    if _own_lines(post, path):
        before, own, behind = post.around(path)
        written = next(word for word in NAMES if word.strip("\"'") == path[-1])
        assert new.startswith(before)
        assert new.endswith(own.lstrip(" ").removeprefix(written) + behind)
    else:
        assert _kept(new, *_scope(post, path))


@MANY
@given(posts())
def test_every_part_is_shown_as_it_is_written(post: Post) -> None:
    text = post.text
    for entry in read_frontmatter(text).entries:
        _check_part(text, (entry.key,), parts_of(entry.source, entry.value, "yaml"))


def _check_part(text: str, path: Path, part: Part) -> None:
    assert set_field_source(text, path, part.source) == ()
    assert set_field(text, path, part.value) == ()
    if part.source.strip() and "\n" not in part.source and "\r" not in part.source:
        assert part.source in text
    for name, inner in part.parts.items():
        _check_part(text, (*path, name), inner)


@MANY
@given(posts(), st.data(), st.sampled_from(["1.10", "2024-09-19", "[x, 1.0]", "|\n  a\n  b", "- p: 1\n- q", "a: 1 # c\nb: [2]", "'q'", ""]))  # fmt: skip
def test_source_is_put_at_its_own_place(post: Post, data: st.DataObject, source: str) -> None:
    path = _path(data, post, _any)
    inside = not _own_lines(post, path)
    assume(not inside or ("\n" not in source and source))
    new = _made(post.text, lambda: set_field_source(post.text, path, source))
    assert _kept(new, *_scope(post, path))
    below = "\n" in source and source[0] != "|"
    lines = "\n  " + source.replace("\n", "\n  ") if below else " " + source
    wanted = read(f"---\nk:{lines}\n---\n")["k"]
    found = at(read(new), path)
    assert found == wanted or (source[:1] == "|" and found.rstrip() == wanted.rstrip())
    entry = read_frontmatter(new).entry(str(path[0]))
    assert entry is not None
    part = parts_of(entry.source, entry.value, "yaml")
    for name in path[1:]:
        part = part.parts[name]
    if "\n" not in source:
        assert part.source == source
