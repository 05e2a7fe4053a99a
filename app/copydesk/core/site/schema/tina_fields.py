"""TinaCMS's fields, one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.core.site.field import Choice, FieldType, Reference
from copydesk.core.site.schema.common import (
    Values,
    choice,
    flag,
    inner,
    is_map,
    listed,
    maps,
    number,
    text,
    texts,
)
from copydesk.core.site.schema.facts import BlockFacts, FieldFacts

if TYPE_CHECKING:
    from copydesk.core.site.field import Media

_MOST_DEPTH = 20
# One lock is read no further than this: real ones have a few hundred fields.
_MOST_FIELDS = 20_000
_TEXTS = {
    "textarea": FieldType.LONG_TEXT,
    "markdown": FieldType.MARKDOWN,
    "color": FieldType.COLOR,
    "image": FieldType.IMAGE,
    "date": FieldType.DATETIME,
}
_SIMPLE = {
    "number": FieldType.NUMBER,
    "boolean": FieldType.BOOLEAN,
    "datetime": FieldType.DATETIME,
    "rich-text": FieldType.MARKDOWN,
}


class TinaFields:
    """Makes facts out of Tina's fields."""

    def __init__(self, media: Media | None) -> None:
        """Begins with nothing read.

        Args:
            media: Where images go; None where it isn't known.
        """
        self._media = media
        self._left = _MOST_FIELDS

    def all_of(
        self, group: Values, beginning: Values | None = None, depth: int = 0
    ) -> tuple[FieldFacts, ...]:
        """The fields of a collection, template or object.

        Args:
            group: Holds them.
            beginning: The values that a new one has.
            depth: How deep it lies in others.
        """
        result = []
        for field in maps(group, "fields"):
            name = text(field, "nameOverride") or text(field, "name")
            self._left -= 1
            if name is None or flag(field, "isBody") or self._left < 0:
                continue
            made = self._field(field, depth)
            default = made.default
            given = (beginning or {}).get(text(field, "name") or name, default)
            result.append(replace(made, name=name, default=given))
        return tuple(result)

    def _field(self, field: Values, depth: int) -> FieldFacts:
        ui = inner(field, "ui")
        made = self._of_type(field, ui, depth)
        if flag(field, "list"):
            made = _listed(made, ui)
        hidden = ui.get("component", "") is None or text(ui, "component") == "hidden"
        default = field.get("default", ui.get("defaultValue"))
        needed = flag(field, "required")
        return replace(
            made,
            label=text(field, "label"),
            hint=text(field, "description") or text(ui, "description"),
            # A title names the file, so there is none without it.
            required=bool(needed or flag(field, "isTitle")),
            hidden=True if hidden else None,
            default=made.default if default is None else default,
        )

    def _of_type(self, field: Values, ui: Values, depth: int) -> FieldFacts:
        kind = text(field, "type")
        component = text(ui, "component") or ""
        match kind:
            case "string":
                return self._text(field, component)
            case "image":
                return FieldFacts(name="", type=FieldType.IMAGE, media=self._media)
            case "reference":
                names = texts(field, "collections")
                reference = Reference(names[0] if len(names) == 1 else "", value="path")
                return FieldFacts(name="", type=FieldType.REFERENCE, reference=reference)
            case "object":
                return self._object(field, ui, depth)
            case _ if kind in _SIMPLE:
                return FieldFacts(name="", type=_SIMPLE[kind])
        return FieldFacts(name="")

    def _text(self, field: Values, component: str) -> FieldFacts:
        options = listed(field, "options")
        if options:
            choices = tuple(one for option in options if (one := _choice(option)) is not None)
            return FieldFacts(name="", type=FieldType.CHOICE, choices=choices)
        kind = _TEXTS.get(component, FieldType.TEXT)
        return FieldFacts(
            name="", type=kind, media=self._media if kind is FieldType.IMAGE else None
        )

    def _object(self, field: Values, ui: Values, depth: int) -> FieldFacts:
        if depth >= _MOST_DEPTH:
            return FieldFacts(name="", type=FieldType.RAW)
        templates = maps(field, "templates")
        if not templates:
            fields = self.all_of(field, inner(ui, "defaultItem"), depth + 1)
            return FieldFacts(name="", type=FieldType.OBJECT, fields=fields)
        blocks = []
        for template in templates:
            name = text(template, "name")
            if name is not None:
                beginning = inner(inner(template, "ui"), "defaultItem")
                fields = self.all_of(template, beginning, depth + 1)
                blocks.append(BlockFacts(name, text(template, "label"), fields))
        key = text(field, "templateKey") or "_template"
        return FieldFacts(name="", type=FieldType.BLOCK, blocks=tuple(blocks), block_key=key)


def _listed(item: FieldFacts, ui: Values) -> FieldFacts:
    least, most = number(ui, "min"), number(ui, "max")
    if item.type is FieldType.TEXT:
        return FieldFacts(name="", type=FieldType.TAGS, minimum=least, maximum=most)
    if item.type in (FieldType.CHOICE, FieldType.IMAGE, FieldType.REFERENCE):
        return replace(item, multiple=True, minimum=least, maximum=most)
    return FieldFacts(name="", type=FieldType.LIST, item=item, minimum=least, maximum=most)


def _choice(option: object) -> Choice | None:
    if isinstance(option, str):
        return choice(option)
    if is_map(option) and isinstance(option.get("value"), (str, int, float)):
        return choice(option["value"], option.get("label"))
    return None
