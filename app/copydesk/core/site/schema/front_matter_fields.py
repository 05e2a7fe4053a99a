"""The fields of Front Matter CMS's content types, as facts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from copydesk.core.site.field import Condition, FieldType, Media, Operator
from copydesk.core.site.schema.common import (
    Values,
    clean_folder,
    flag,
    inner,
    is_map,
    maps,
    number,
    text,
    texts,
)
from copydesk.core.site.schema.facts import BlockFacts, FieldFacts, SchemaNotice
from copydesk.core.site.schema.front_matter_choices import (
    data_file_choice,
    draft_field,
    plain_choice,
    relation,
    word_list,
)
from copydesk.core.site.schema.front_matter_settings import WORKSPACE, Settings
from copydesk.core.site.schema.front_matter_words import day_js_format, has_time, with_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Groups may hold one another; a form of more fields than this, or deeper, is nobody's.
MOST_FIELDS = 5_000
"""No more fields than this are made of all content types together."""

_DEEPEST = 8
_NO_FIELD = ("divider", "heading")
_HEXO_ASSETS = "hexo:post_asset_folder"
# The extension's own defaults (its package.json).
_TITLE_LENGTH, _DESCRIPTION_LENGTH, _SLUG_LENGTH = 60, 160, 75
_OPERATORS: dict[str, Operator] = {
    "eq": "eq", "neq": "neq", "contains": "contains", "notContains": "notContains",
    "startsWith": "startsWith", "endsWith": "endsWith", "gt": "gt", "gte": "gte", "lt": "lt",
    "lte": "lte", "exclusiveMinimum": "gt", "minimum": "gte", "exclusiveMaximum": "lt",
    "maximum": "lte",
}  # fmt: skip
_BLOCK_KEY = "fieldGroup"
# What can be told when a post is made.
_FILLED = {"now", "title", "slug"}
_TAG = re.compile(r"\{\{(.*?)\}\}")


@dataclass(frozen=True)
class FieldsReader:
    """Turns the fields of a content type into facts.

    Attributes:
        settings: All that the site says.
        source: The file that the fields stand in.
        static_folder: Where the generator keeps its public files; None where that isn't known.
        made: How many fields were made so far, one item for each.
    """

    settings: Settings
    source: str
    static_folder: str | None
    made: list[str]

    def fields(self, found: Sequence[Values], depth: int = 0) -> tuple[FieldFacts, ...]:
        """The facts of fields that stand beside one another.

        Args:
            found: As the site has them.
            depth: In how many groups these are.
        """
        result: dict[str, FieldFacts] = {}
        for one in found:
            name = text(one, "name")
            if depth == 0 and one.get("type") == "fieldCollection":
                for inner_facts in self.fields(self._group_fields(one), 1):
                    result.setdefault(inner_facts.name, inner_facts)
            elif name and one.get("type") not in _NO_FIELD and len(self.made) < MOST_FIELDS:
                self.made.append(name)
                result.setdefault(name, self._facts(name, one, depth))
        return tuple(result.values())

    def _facts(self, name: str, found: Values, depth: int) -> FieldFacts:
        plain = FieldFacts(
            name=name,
            label=text(found, "title"),
            required=True if flag(found, "required") else None,
            hidden=True if flag(found, "hidden") else None,
            hint=text(found, "description"),
            default=self._default(found),
            when=_condition(inner(found, "when")),
        )
        kind = found.get("type")
        if depth >= _DEEPEST:
            return replace(plain, type=FieldType.RAW)
        if kind == "fields":
            return self._group(plain, maps(found, "fields"), depth)
        if kind == "fieldCollection":
            return self._group(plain, self._group_fields(found), depth)
        if kind == "block":
            return self._blocks(plain, found, depth)
        make = self._makers.get(kind) if isinstance(kind, str) else None
        if make is not None:
            return make(plain, found)
        if kind not in ("json", "customField"):
            self._unknown(name, kind)
        return replace(plain, type=FieldType.RAW)

    def _unknown(self, name: str, kind: object) -> None:
        notice = SchemaNotice(
            self.source,
            f"“{kind}” is no type of field that Copydesk knows.",
            f"“{name}” is shown as it is written.",
        )
        if notice not in self.settings.notices:
            self.settings.notices.append(notice)

    @cached_property
    def _makers(self) -> dict[str, Callable[[FieldFacts, Values], FieldFacts]]:
        return {
            "string": self._string,
            "number": self._number,
            "datetime": self._date,
            "boolean": lambda facts, _found: replace(facts, type=FieldType.BOOLEAN),
            "image": self._file,
            "file": self._file,
            "choice": plain_choice,
            "taxonomy": partial(word_list, self.settings),
            "tags": partial(word_list, self.settings),
            "categories": partial(word_list, self.settings),
            "draft": partial(draft_field, self.settings),
            "list": lambda facts, _found: replace(facts, type=FieldType.TAGS),
            "dataFile": partial(data_file_choice, self.settings),
            "slug": self._slug,
            "contentRelationship": relation,
        }

    # --- single values

    def _string(self, facts: FieldFacts, found: Values) -> FieldFacts:
        settings = self.settings
        title = settings.text("taxonomy.seoTitleField") or "title"
        description = settings.text("taxonomy.seoDescriptionField") or "description"
        wysiwyg = found.get("wysiwyg")
        kind = FieldType.TEXT
        if isinstance(wysiwyg, str) and wysiwyg.lower() == "markdown":
            kind = FieldType.MARKDOWN
        elif wysiwyg or _is_long(facts.name, flag(found, "single"), title, description):
            kind = FieldType.LONG_TEXT
        facts = replace(facts, type=kind)
        if facts.name == title:
            return self._advised(facts, "taxonomy.seoTitleLength", _TITLE_LENGTH)
        if facts.name == description:
            return self._advised(facts, "taxonomy.seoDescriptionLength", _DESCRIPTION_LENGTH)
        return facts

    def _advised(self, facts: FieldFacts, setting: str, usual: int) -> FieldFacts:
        """With a hint at the length that search engines show: a guide, no rule."""
        length = number(self.settings.values, setting)
        most = usual if length is None else int(length)
        if most <= 0:
            return facts
        advice = f"Search engines show about {most} characters."
        return replace(facts, hint=f"{facts.hint} {advice}" if facts.hint else advice)

    @staticmethod
    def _number(facts: FieldFacts, found: Values) -> FieldFacts:
        options = inner(found, "numberOptions")
        low, high, step = (number(options, key) for key in ("min", "max", "step"))
        if not high and (low is None or low >= 0):
            high = None  # the extension's own form writes 0 for no limit
        return replace(
            facts,
            type=FieldType.NUMBER,
            minimum=low,
            maximum=high,
            step=step if step and step > 0 else None,
            whole=not flag(options, "isDecimal"),
        )

    def _date(self, facts: FieldFacts, found: Values) -> FieldFacts:
        written = text(found, "dateFormat") or self.settings.text("taxonomy.dateFormat")
        if written is None:
            return replace(facts, type=FieldType.DATETIME)
        form = day_js_format(written)
        if form is None:
            return replace(facts, type=FieldType.DATETIME, hint=facts.hint or f"As in {written}")
        kind = FieldType.DATETIME if has_time(form) else FieldType.DATE
        return replace(facts, type=kind, date_format=form or None)

    def _file(self, facts: FieldFacts, found: Values) -> FieldFacts:
        image = found.get("type") == "image"
        extensions = tuple(one.lower().lstrip(".") for one in texts(found, "fileExtensions"))
        media = self._media
        if extensions:
            media = replace(media or Media(""), extensions=extensions)
        return replace(
            facts,
            type=FieldType.IMAGE if image else FieldType.FILE,
            multiple=flag(found, "multiple"),
            media=media,
        )

    @cached_property
    def _media(self) -> Media | None:
        """Where files go by the site's public folder; None where it names none."""
        public = self.settings.values.get("content.publicFolder")
        relative = is_map(public) and flag(public, "relative") is True
        folder = text(public, "path") if is_map(public) else public
        if not isinstance(folder, str) or not folder:
            return None if not self.static_folder else Media(self.static_folder, "/")
        if folder == _HEXO_ASSETS:
            return Media("")
        clean = clean_folder(folder.removeprefix(WORKSPACE))
        if not clean:
            return None
        return Media(clean, None if relative else "/")

    def _slug(self, facts: FieldFacts, found: Values) -> FieldFacts:
        facts = replace(
            facts,
            type=FieldType.SLUG,
            read_only=True if flag(found, "editable") is False else None,
            slug_from=(self.settings.text("taxonomy.seoTitleField") or "title",),
        )
        return self._advised(facts, "taxonomy.seoSlugLength", _SLUG_LENGTH)

    # --- groups

    def _group(self, facts: FieldFacts, found: Sequence[Values], depth: int) -> FieldFacts:
        return replace(facts, type=FieldType.OBJECT, fields=self.fields(found, depth + 1))

    def _group_fields(self, found: Values) -> tuple[Values, ...]:
        """The fields of the one group that a field names."""
        for name in texts(found, "fieldGroup"):
            group = self.settings.item("taxonomy.fieldGroups", name)
            if group is not None:
                return maps(group, "fields")
        return ()

    def _blocks(self, facts: FieldFacts, found: Values, depth: int) -> FieldFacts:
        blocks = []
        for name in texts(found, "fieldGroup"):
            group = self.settings.item("taxonomy.fieldGroups", name)
            if group is not None:
                inside = self.fields(maps(group, "fields"), depth + 1)
                blocks.append(BlockFacts(name, text(group, "title"), inside))
        if not blocks:
            return replace(facts, type=FieldType.RAW)
        item = FieldFacts(name="", type=FieldType.BLOCK, blocks=tuple(blocks), block_key=_BLOCK_KEY)
        return replace(facts, type=FieldType.LIST, item=item)

    # --- what a new post begins with

    @cached_property
    def _placeholders(self) -> dict[str, str]:
        return own_placeholders(self.settings)

    def _default(self, found: Values) -> object:
        value = found.get("default")
        if isinstance(value, str):
            return self._filled(value)
        if isinstance(value, list):
            made = [self._filled(one) if isinstance(one, str) else one for one in value]
            return None if None in made else made
        return value

    def _filled(self, value: str) -> str | None:
        """A text that a new post can have; None where only the extension could fill it in."""
        said = with_tags(value, self._placeholders)
        return said if said and {*_TAG.findall(said)} <= _FILLED else None


def own_placeholders(settings: Settings) -> dict[str, str]:
    """The site's own placeholders that stand for a plain text, not for a script's."""
    found = settings.items("content.placeholders")
    return {str(one["id"]): str(one["value"]) for one in found if _is_plain(one)}


def _is_plain(placeholder: Values) -> bool:
    return isinstance(placeholder.get("id"), str) and isinstance(placeholder.get("value"), str)


def _is_long(name: str, single: bool | None, title: str, description: str) -> bool:
    """Whether a text has more than a line; the extension takes none for single unless told."""
    return name == description if single is None else not single and name != title


def _condition(found: Values) -> Condition | None:
    name, operator = text(found, "fieldRef"), _OPERATORS.get(str(found.get("operator")))
    if name is None or operator is None:
        return None
    return Condition(name, operator, found.get("value"), flag(found, "caseSensitive") is not False)
