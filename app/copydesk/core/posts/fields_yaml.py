"""Edits of YAML fields that leave every other byte as it is.

Each edit is tried on the text, read again, and given out only if the asked field changed and
nothing else. Where a small edit fails that test, the field's whole value is written anew; where
that fails too, the edit is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.frontmatter import Frontmatter, read_frontmatter
from copydesk.core.posts.values import Bare, normalised, same_value
from copydesk.core.posts.yaml_checks import (
    ABSENT,
    COMMENTS,
    is_sound,
    others_same,
    stays_inside,
    trimmed,
)
from copydesk.core.posts.yaml_edit import CannotEditError, ValueEditor
from copydesk.core.posts.yaml_flow import flow_text
from copydesk.core.posts.yaml_scalars import Manner, date_text, is_date_text, scalar_source
from copydesk.core.posts.yaml_source import written_source
from copydesk.core.posts.yaml_tree import (
    TooMuchError,
    TwoDocumentsError,
    YamlNode,
    read_tree,
    readable_by_libyaml,
)
from copydesk.core.posts.yaml_values import read_value
from copydesk.core.posts.yaml_writing import Habits, Written, flow_source, habits_of
from copydesk.core.text.edits import TextEdit, apply_edits, ordered
from copydesk.core.text.positions import newline_near

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from copydesk.core.posts.frontmatter import FieldEntry

_Edits = list[TextEdit]
# A block text under "|+" counts the blank lines at its end.
_KEEPS_BLANK_LINES = re.compile(r"[|>]\d?\+\d?[ \t]*(?:#[^\r\n]*)?[\r\n]")
_BEFORE_COMMENT = re.compile(r"(?P<blank>(?:[ \t]*(?:\r\n|\n|\r))*)[ \t]*(?=#|\Z)")
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class _Block:
    """A text's YAML block, ready for editing."""

    text: str
    fields: Frontmatter
    start: int
    source: str
    root: YamlNode | None
    habits: Habits
    editor: ValueEditor

    def node(self, key: str) -> tuple[YamlNode, YamlNode] | None:
        pairs = self.root.pairs() if self.root else []
        return next((pair for pair in reversed(pairs) if _name(pair[0], self) == key), None)


def set_yaml(text: str, key: str, value: object) -> tuple[TextEdit, ...]:
    """Edits that give the field ``key`` a value, adding it where it is missing.

    Raises:
        EditRefusedError: Nothing could be found that changes this field alone.
    """
    block = _opened(text)
    entry = _single(block.fields, key)
    new = value if isinstance(value, Bare) else normalised(value)
    if entry is not None:
        _check_bytes(entry)
        if isinstance(new, dt.date) and is_date_text(entry.value) and entry.source[:1] in "'\"":
            new = date_text(new, entry.source)  # a date in quotes is text to the site: it stays so
        if same_value(entry.value, new) or (isinstance(new, Bare) and entry.source == new.source):
            return ()
    expected = value_of(new.source) if isinstance(new, Bare) else _readable(new)
    ways = [lambda: _changed(block, key, new), lambda: _rewritten(block, key, new)]
    return _first_sound(block, key, expected, ways)


def set_yaml_source(text: str, key: str, source: str) -> tuple[TextEdit, ...]:
    """Edits that put ``source``, YAML of one or more lines, behind the field ``key``.

    Raises:
        EditRefusedError: It is not YAML, or nothing changes this field alone.
    """
    block = _opened(text)
    entry = _single(block.fields, key)
    if entry is not None:
        _check_bytes(entry)
        old = _LINE_END.sub("\n", entry.source)
        new = _LINE_END.sub("\n", source)
        if new == old or (new == old.rstrip() and not _KEEPS_BLANK_LINES.search(old)):
            return ()
    source = source.lstrip("\r\n")
    if not _KEEPS_BLANK_LINES.search(source):
        source = source.rstrip()
    expected = value_of(source if source[-1:] in ("\r", "\n") else source + "\n")
    return _first_sound(
        block,
        key,
        expected,
        [
            lambda: _with_source(block, key, source),
            lambda: _with_source(block, key, source, below=True),
        ],
    )


def unset_yaml(text: str, key: str) -> tuple[TextEdit, ...]:
    """Edits that remove the field ``key``; none where it is missing.

    Raises:
        EditRefusedError: Other fields need it.
    """
    block = _opened(text)
    if _single(block.fields, key) is None:
        if key in block.fields.data:
            raise EditRefusedError(
                f"“{key}” comes from another field, so it can’t be removed here.",
                "Edit the fields as text.",
            )
        return ()
    return _first_sound(
        block,
        key,
        ABSENT,
        [
            lambda: _removed(block, key),
            lambda: _removed(block, key, comments=_moved_left),
            lambda: _removed(block, key, comments=_moved_up),
        ],
    )


def rename_yaml(text: str, old: str, new: str) -> tuple[TextEdit, ...]:
    """Edits that give the field ``old`` another name.

    Raises:
        EditRefusedError: There is no such field, or one of the new name already.
    """
    block = _opened(text)
    entry = _single(block.fields, old)
    if entry is None:
        raise EditRefusedError(f"There is no field “{old}”.")
    if not new.strip():
        raise EditRefusedError("A field needs a name.")
    if old == new:
        return ()
    if new in block.fields.data:
        raise EditRefusedError(f"There is a field “{new}” already.", "Choose another name.")
    quote = entry.key_span.of(text)[:1]
    style = quote if quote in ("'", '"') else ""
    flow = bool(block.root and block.root.flow)
    name = scalar_source(new, Manner(style, style or block.habits.quote, flow=flow))
    edits = (TextEdit(entry.key_span.start, entry.key_span.end, name),)
    after = read_frontmatter(apply_edits(text, edits))
    renamed = {new if key == old else key: value for key, value in block.fields.data.items()}
    if (
        not after.readable
        or not same_value(after.data, renamed)
        or not others_same(block.fields, after, old, new)
    ):
        raise _refused(old)
    return edits


# What is tried -----------------------------------------------------------------------------------


def _changed(block: _Block, key: str, value: object) -> _Edits:
    """The small edit."""
    if block.root is not None and block.root.flow:
        return _in_flow_root(block, {**block.fields.data, key: value})
    pair = block.node(key)
    if pair is None:
        return _added(block, block.editor.pair_lines(key, value, _root_column(block)))
    entry = block.fields.entry(key)
    old = entry.value if entry else None
    return block.editor.change(block.editor.pair_place(*pair), old, value)


def _rewritten(block: _Block, key: str, value: object) -> _Edits:
    """The whole value written anew on one line."""
    pair = block.node(key)
    inline = flow_source(value, Habits(style='"', item_style='"'))
    if pair is None:
        name = scalar_source(key, Manner('"', '"'))
        return _added(block, (f"{' ' * _root_column(block)}{name}: {inline}",))
    return block.editor.put(block.editor.pair_place(*pair), Written(inline))


def _with_source(block: _Block, key: str, source: str, *, below: bool = False) -> _Edits:
    pair = block.node(key)
    column = _root_column(block)
    written = written_source(source, column, block.habits, below=below)
    if block.root is not None and block.root.flow:
        if written.lines:
            raise CannotEditError
        return _in_flow_root(block, {**block.fields.data, key: Bare(written.inline)})
    if pair is None:
        name = scalar_source(key, Manner("", block.habits.quote))
        head = f"{' ' * column}{name}: {written.inline}".rstrip(" ")
        return _added(block, (head, *written.lines))
    place = block.editor.pair_place(*pair)
    return block.editor.put(place, written, keep_comments=False)


def _removed(block: _Block, key: str, comments: Callable[[str, int], str] | None = None) -> _Edits:
    """Without the field; ``comments`` turns the comments below it into what stays of them.

    Indented ones, and blank lines, may become part of a block text that ends right above.
    """
    root = block.root
    if root is None:
        return []
    if root.flow:
        data = {name: value for name, value in block.fields.data.items() if name != key}
        return _in_flow_root(block, data)
    pairs = root.pairs()
    number = next(n for n, pair in enumerate(pairs) if _name(pair[0], block) == key)
    edit = block.editor.without_pair(pairs, number)
    found = COMMENTS.match(block.source, edit.end) if comments else None
    if comments is None or found is None:
        return [edit]
    return [edit, TextEdit(*found.span(), comments(found.group(), _root_column(block)))]


def _moved_left(comments: str, column: int) -> str:
    """The first comment where it ends a text above; those below it may stand as they do."""
    return _BEFORE_COMMENT.sub(lambda found: found["blank"] + " " * column, comments, count=1)


def _moved_up(comments: str, column: int) -> str:
    """Without the blank lines before the first comment, too: a text above would count them."""
    return _BEFORE_COMMENT.sub(" " * column if "#" in comments else "", comments, count=1)


def _in_flow_root(block: _Block, data: Mapping[str, object]) -> _Edits:
    root = block.root
    if root is None:
        raise CannotEditError
    text = flow_text(block.source, root, block.fields.data, data, block.habits)
    return [TextEdit(root.start, root.end, text)]


def _added(block: _Block, lines: tuple[str, ...]) -> _Edits:
    newline = newline_near(block.text, block.start)
    joined = "".join(line + newline for line in lines)
    at = len(block.source)
    # A text that counts the blank lines after it goes below all that are there.
    if block.root is not None and not _KEEPS_BLANK_LINES.search(joined):
        at = block.editor.lines_end(block.root.pairs()[-1][1])
    return [TextEdit(at, at, joined)]


def _first_sound(
    block: _Block, key: str, expected: object, ways: list[Callable[[], _Edits]]
) -> tuple[TextEdit, ...]:
    for way in ways:
        try:
            edits = [edit for edit in (trimmed(block.source, one) for one in way()) if edit]
            moved = ordered(
                TextEdit(edit.start + block.start, edit.end + block.start, edit.new)
                for edit in edits
            )
        except (CannotEditError, ValueError):
            continue
        flow = block.root is not None and block.root.flow
        if (flow or stays_inside(block.text, block.fields, moved, key, expected)) and is_sound(
            block.text, block.fields, moved, key, expected
        ):
            return moved
    pair = block.node(key)
    leaves = block.root.leaves() if block.root else ()
    aliases = {leaf.text for leaf in leaves if leaf.kind == "alias"}
    if pair is not None and pair[1].anchor and pair[1].anchor in aliases:
        raise EditRefusedError(
            f"Other fields take their value from “{key}” (*{pair[1].anchor}), so they would"
            " change with it.",
            "Edit the fields as text.",
        )
    raise _refused(key)


def _refused(key: str) -> EditRefusedError:
    return EditRefusedError(
        f"“{key}” can’t be changed here without touching something else.",
        "Edit it as text; nothing was changed.",
    )


# What is edited ----------------------------------------------------------------------------------


def _opened(text: str) -> _Block:
    fields = read_frontmatter(text)
    if fields.content is None or not fields.readable:
        raise EditRefusedError("The fields can’t be read.", "Mend them in the editor first.")
    source = fields.content.of(text)
    root = read_tree(readable_by_libyaml(source))
    habits = habits_of(root, source)
    newline = newline_near(text, fields.content.start)
    editor = ValueEditor(source, habits, newline)
    return _Block(text, fields, fields.content.start, source, root, habits, editor)


def _single(fields: Frontmatter, key: str) -> FieldEntry | None:
    """The one field of that name, or None."""
    entries = [entry for entry in fields.entries if entry.key == key]
    if len(entries) > 1:
        raise EditRefusedError(
            f"The field “{key}” is there {len(entries)} times.", "Remove the spare ones first."
        )
    return entries[0] if entries else None


def _check_bytes(entry: FieldEntry) -> None:
    if readable_by_libyaml(entry.source) != entry.source:
        raise EditRefusedError(
            f"“{entry.key}” holds bytes that are no text, which would be lost.",
            "Edit it as text.",
        )


def _name(key: YamlNode, block: _Block) -> str:
    return key.text if key.kind == "scalar" else block.source[key.start : key.end]


def _root_column(block: _Block) -> int:
    if block.root is None:
        return 0
    key = block.root.children[0].start
    before = block.source[block.editor.line_start(key) : key]
    return len(before) - len(before.lstrip(" "))  # a "?" may stand before the name


def value_of(source: str) -> object:
    """What YAML source says: text, a number, a list, ...

    Raises:
        EditRefusedError: It is not YAML.
    """
    try:
        read_tree(source)
        return read_value(source)
    except TooMuchError as error:
        raise EditRefusedError("That is too much for one field.") from error
    except TwoDocumentsError as error:
        raise EditRefusedError("A field holds one value; here are two.") from error
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise EditRefusedError(
            f"“{source.strip()[:60]}” can’t be read as a value.",
            "If it is text, put it in quotes.",
        ) from error


def _readable(value: object) -> object:
    return readable_by_libyaml(value) if isinstance(value, str) else value
