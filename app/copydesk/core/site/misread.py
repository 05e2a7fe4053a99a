"""Values that say one thing to the editor and another to the site.

YAML reads more into plain words than people mean: ``no`` is false, ``1.10`` is 1.1, ``0755`` is 493
in octal, ``12:30`` is 750 in base 60 (YAML 1.1, which PyYAML and Ruby follow), and what comes after
`` #`` is no part of a title. Whether that is a slip depends on what the field is for, so each value
is held against its field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.problems import Problem
from copydesk.core.posts.values import plain, same_value
from copydesk.core.posts.yaml_scalars import Manner, text_source
from copydesk.core.posts.yaml_tree import (
    TooMuchError,
    TwoDocumentsError,
    YamlNode,
    read_tree,
    readable_by_libyaml,
)
from copydesk.core.posts.yaml_values import read_value
from copydesk.core.posts.yaml_writing import habits_of
from copydesk.core.site.field import Field, FieldType
from copydesk.core.site.infer import field_for_key
from copydesk.core.site.rules import DATES, TEXTS
from copydesk.core.site.validate import block_of
from copydesk.core.text.edits import TextEdit, apply_edits
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.posts.frontmatter import Frontmatter

# A block longer than this is looked at by nobody's eye; nor here, at every key typed in it.
_LONGEST = 16 * 1024
_MOST_TOLD = 20
_YES_NO = re.compile(r"yes|no|on|off", re.IGNORECASE)
# What a number looks like that says what it is.
_HONEST_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d*[1-9]|\.0)?")
_OTHER_BASE = re.compile(
    r"[-+]?0[0-7_]+|[-+]?0[xXbo][\da-fA-F_]+|[-+]?[\d_]+(?::[0-5]?\d)+(?:\.\d*)?"
)
_CUT = re.compile(r"(?P<gap>[ \t]+)#(?P<rest>[^\r\n]*)")
# Words for readers: on their line a comment is rarer than a "#" that was meant.
_FOR_READERS = re.compile(r"title|headline|kicker|desc|summary|caption|alt$|name$", re.IGNORECASE)
_ANCHOR_OR_TAG = re.compile(r"(?P<mark>[&!]\S*)[ \t]+")
_resolver = yaml.resolver.Resolver()


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A scalar of the block, and what its field expects there."""

    node: YamlNode
    key: str
    field: Field | None


def misread_values(
    text: str, frontmatter: Frontmatter, fields: Sequence[Field]
) -> tuple[Problem, ...]:
    """The values that are not read as they are written, each with what mends it.

    Args:
        text: The whole post.
        frontmatter: Its fields. Only YAML has such values.
        fields: Those of its collection; for others, the key alone tells what is meant.
    """
    content = frontmatter.content
    if frontmatter.format != "yaml" or content is None or not frontmatter.readable:
        return ()
    if len(content) > _LONGEST:
        return ()
    source = readable_by_libyaml(content.of(text))
    try:
        root = read_tree(source)
    except (yaml.YAMLError, TooMuchError, TwoDocumentsError, RecursionError):
        return ()
    if root is None:
        return ()
    finder = _Finder(text, content.start, source, root)
    known = {field.name: field for field in fields}
    for leaf in _leaves(root, known, "", frontmatter.data):
        if len(finder.found) >= _MOST_TOLD:
            break
        finder.look_at(leaf)
    return tuple(finder.found)


def _leaves(node: YamlNode, fields: Mapping[str, Field], key: str, data: object) -> Iterator[_Leaf]:
    """The scalars of a map, each with its field."""
    for name, value in node.pairs():
        inner = data.get(name.text) if isinstance(data, Mapping) else None
        yield from _below(value, name.text or key, fields.get(name.text), inner)


def _below(node: YamlNode, key: str, field: Field | None, data: object) -> Iterator[_Leaf]:
    if node.kind == "scalar":
        yield _Leaf(node, key, field)
    elif node.kind == "list":
        items = data if isinstance(data, list) else []
        for number, item in enumerate(node.children):
            inner = items[number] if number < len(items) else None
            yield from _below(item, key, _item_field(field), inner)
    elif node.kind == "map":
        yield from _leaves(node, _fields_of(field, data), key, data)


def _item_field(field: Field | None) -> Field | None:
    if field is None or field.type is FieldType.LIST:
        return field.item if field else None
    if field.type is FieldType.TAGS:
        return Field("", field.label, FieldType.TEXT)
    return field


def _fields_of(field: Field | None, data: object) -> Mapping[str, Field]:
    if field is None:
        return {}
    inner = field.fields
    if field.type is FieldType.BLOCK and isinstance(data, Mapping):
        block = block_of(field, data)
        inner = block.fields if block else ()
    return {one.name: one for one in inner}


class _Finder:
    """Looks at one scalar after the other, and tells what is misread."""

    def __init__(self, text: str, start: int, source: str, root: YamlNode) -> None:
        self._text, self._start, self._source, self._root = text, start, source, root
        self._quote = habits_of(root, source).quote
        self._aliases = {leaf.text for leaf in root.leaves() if leaf.kind == "alias"}
        self.found: list[Problem] = []

    def look_at(self, leaf: _Leaf) -> None:
        node = leaf.node
        if node.style in ("'", '"', "|", ">") or node.start == node.end:
            return
        written = self._source[node.start : node.end]
        if node.anchor or node.tag:
            self._look_at_mark(leaf, written)
            return
        if self._means_text(leaf):
            if self._look_at_cut(leaf, written):
                return
            self._look_at_type(leaf, written)
        elif _OTHER_BASE.fullmatch(written) and leaf.field and leaf.field.type not in DATES:
            self._look_at_type(leaf, written)

    def _means_text(self, leaf: _Leaf) -> bool:
        """Whether the value is meant as words, by its field or, where nothing tells, its key."""
        field = leaf.field or field_for_key(leaf.key)
        if field.type is FieldType.CHOICE:
            return all(isinstance(choice.value, str) for choice in field.choices)
        if leaf.field is not None and not leaf.field.in_schema and field.type is FieldType.RAW:
            return False
        return field.type in TEXTS or field.type is FieldType.TAGS

    def _look_at_type(self, leaf: _Leaf, written: str) -> None:
        kind = _resolver.resolve(yaml.ScalarNode, written, (True, False)).rpartition(":")[2]  # type: ignore[no-untyped-call]  # the stubs lack it
        if kind == "bool":
            lie = _YES_NO.fullmatch(written) is not None
        elif kind in ("int", "float"):
            lie = not _HONEST_NUMBER.fullmatch(written)
        else:
            return
        if not lie:
            return
        try:
            value = read_value(written)
        except (yaml.YAMLError, ValueError, OverflowError):
            return
        read = str(plain(value)).lower() if isinstance(value, bool) else str(plain(value))
        self._tell(
            leaf,
            f"“{written}” in “{leaf.key}” is read as {read}.",
            "To keep it as it is written, put it in quotes.",
            TextEdit(leaf.node.start, leaf.node.end, self._quoted(written)),
            written,
            "Put it in quotes",
        )

    def _look_at_cut(self, leaf: _Leaf, written: str) -> bool:
        if "\n" in written or "\r" in written:
            return False
        cut = _CUT.match(self._source, leaf.node.end)
        if cut is None:
            return False
        meant = not cut["rest"][:1].isspace() and bool(cut["rest"])
        # Whoever means a note keeps it well away.
        if not meant and (len(cut["gap"]) > 1 or not _FOR_READERS.search(leaf.key)):
            return False
        whole = written + cut.group().rstrip()
        self._tell(
            leaf,
            f"“{leaf.key}” ends before the “#”: “{_short(cut.group().strip())}” is read as a note.",
            "If it belongs to the text, put all of it in quotes.",
            TextEdit(leaf.node.start, cut.end(), self._quoted(whole)),
            whole,
            "Put all of it in quotes",
        )
        return True

    def _look_at_mark(self, leaf: _Leaf, written: str) -> None:
        """An anchor that nothing refers to, or a tag that nobody knows, before words."""
        node = leaf.node
        mark = _ANCHOR_OR_TAG.match(written)
        own_tag = node.tag and not node.tag.startswith("tag:yaml.org,2002:")
        unused = node.anchor and node.anchor not in self._aliases and not node.tag
        if mark is None or not (unused or own_tag) or not self._means_text(leaf):
            return
        if node.anchor in self._aliases or not node.text:
            return
        self._tell(
            leaf,
            f"“{_short(mark['mark'])}” at the start of “{leaf.key}” is taken for a mark of YAML’s,"
            " not for text.",
            "If it belongs to the text, put all of it in quotes.",
            TextEdit(node.start, node.end, self._quoted(written)),
            written,
            "Put all of it in quotes",
        )

    def _quoted(self, words: str) -> str:
        return text_source(words, Manner(self._quote, self._quote))

    def _tell(
        self, leaf: _Leaf, sentence: str, step: str, edit: TextEdit, says: str, label: str
    ) -> None:
        start, end = leaf.node.start + self._start, leaf.node.end + self._start
        moved = TextEdit(edit.start + self._start, edit.end + self._start, edit.new)
        if not self._mends(moved, start, says):
            return
        line = len(re.findall(r"\r\n|\n|\r", self._text[:start]))
        self.found.append(
            Problem(sentence, step, Span(start, end), line, (moved,), label, fatal=False)
        )

    def _mends(self, edit: TextEdit, start: int, says: str) -> bool:
        """Whether the edit makes that very text of the value, and nothing else of the others."""
        after = read_frontmatter(apply_edits(self._text, (edit,)))
        before = read_frontmatter(self._text)
        if not after.readable or len(after.entries) != len(before.entries):
            return False
        changed = [
            (old, new)
            for old, new in zip(before.entries, after.entries, strict=True)
            if not same_value(old.value, new.value)
        ]
        return (
            len(changed) == 1
            and changed[0][0].span.start <= start
            and _holds(changed[0][1].value, says)
        )


def _holds(value: object, text: str) -> bool:
    if isinstance(value, Mapping):
        return any(_holds(inner, text) for inner in value.values())
    if isinstance(value, list):
        return any(_holds(item, text) for item in value)
    return value == text


def _short(words: str) -> str:
    return words if len(words) <= 40 else words[:39] + "…"
