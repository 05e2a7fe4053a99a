"""Schemas written with Zod, read as text: what they say of each field.

What isn't understood leaves the fact open and is told by name; nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from copydesk.core.site.field import Choice, FieldType, Reference
from copydesk.core.site.schema.common import choice
from copydesk.core.site.schema.facts import FieldFacts
from copydesk.core.site.schema.js.nodes import (
    Array,
    Call,
    Function,
    Member,
    Name,
    Node,
    Object,
    Spread,
)
from copydesk.core.site.schema.js.scope import Place, Reader, Scope
from copydesk.core.site.schema.unions import listed, union_of
from copydesk.core.site.schema.zod_methods import applied
from copydesk.core.site.schema.zod_types import KINDS, Made, simple

if TYPE_CHECKING:
    from copydesk.core.site.field import Media

_PACKAGES = {"astro:content", "astro:schema", "astro/zod", "zod", "zod/v3", "zod/v4", "zod/mini"}
_NAMESPACES = {"coerce", "iso"}
_MOST_DEPTH = 30
_NOTHING = Made(simple(FieldType.CHOICE, choices=()))


@dataclass(frozen=True, slots=True)
class Link:
    """One piece of a chain: `.name(arguments)`; without arguments where it isn't called."""

    name: str
    arguments: tuple[Node, ...] | None
    scope: Scope

    def place(self, number: int = 0) -> Place | None:
        """One of the arguments; None where it isn't given."""
        given = self.arguments or ()
        return Place(given[number], self.scope) if number < len(given) else None


class ZodReader:
    """Reads schemas through the names of a site's modules.

    Attributes:
        reader: Follows the names.
        unclear: The fields of which something was not understood, "seo.image" for nested ones.
    """

    def __init__(self, reader: Reader, image: Media) -> None:
        """Begins with nothing read.

        Args:
            reader: Follows the names.
            image: Where the files of the site's `image()` fields lie.
        """
        self.reader = reader
        self.unclear: list[str] = []
        self._image = image
        self._path: list[str] = []
        self._open: list[int] = []
        self._depth = 0

    def schema(self, place: Place | None) -> Made:
        """What a schema says.

        Raises:
            TooMuchError: It is larger than anything that is a schema.
        """
        if place is None or self._depth >= _MOST_DEPTH:
            return Made(FieldFacts(name=""), clear=False)
        self._depth += 1
        try:
            return self._chain(place)
        finally:
            self._depth -= 1

    def _chain(self, place: Place) -> Made:
        links: list[Link] = []
        while True:
            place = self.reader.reduced(place)
            node = place.node
            if isinstance(node, Call) and isinstance(node.callee, Member) and not node.new:
                links.append(Link(node.callee.name, node.arguments, place.scope))
                place = Place(node.callee.of, place.scope)
            elif isinstance(node, Member):
                links.append(Link(node.name, None, place.scope))
                place = Place(node.of, place.scope)
            else:
                break
        links.reverse()
        made, rest = self._begun(place, links)
        for number, link in enumerate(rest):
            before = rest[number - 1].name if number else ""
            made = applied(self, made, link, of_shape=before == "shape")
        return made

    def _begun(self, root: Place, links: list[Link]) -> tuple[Made, list[Link]]:
        """What the beginning of a chain makes, and the links that are left."""
        node = root.node
        if isinstance(node, Function):
            return self.schema(self.reader.called(root, [])), links
        if isinstance(node, Object):
            return self._of_object(root, links)
        if isinstance(node, Name) and links:
            if not self._is_zod(node.name, root.scope):
                if links[0].name == "image" and links[0].arguments is not None:
                    return self._an_image(), links[1:]
            elif links[0].name in _NAMESPACES and links[0].arguments is None and len(links) > 1:
                return self._made(f"{links[0].name}.{links[1].name}", links[1]), links[2:]
            else:
                return self._made(links[0].name, links[0]), links[1:]
        if isinstance(node, Call) and isinstance(node.callee, Name) and not node.new:
            # What a function was handed may be called otherwise in it: `seo(image)`.
            callee = self.reader.reduced(Place(node.callee, root.scope))
            return self._called(callee, Link(node.callee.name, node.arguments, root.scope)), links
        return Made(FieldFacts(name=""), clear=False), links

    def _of_object(self, root: Place, links: list[Link]) -> tuple[Made, list[Link]]:
        """What an object written out is: the shape of a group, or helpers by name."""
        if not links:
            return self.group(root), links
        held = dict(self.reader.entries(root))
        if links[0].arguments is None or links[0].name not in held:
            return Made(FieldFacts(name=""), clear=False), links[1:]
        return self._called(self.reader.reduced(held[links[0].name]), links[0]), links[1:]

    def _is_zod(self, name: str, scope: Scope) -> bool:
        found = self.reader.find(name, scope)
        if isinstance(found, tuple):
            return found[0] in _PACKAGES and found[1] in ("z", "default", "*", "zod")
        return found is None and name in ("z", "zod")

    def _called(self, callee: Place, link: Link) -> Made:
        """What a function that the site didn't write itself makes."""
        name = callee.node.name if isinstance(callee.node, Name) else ""
        found = self.reader.find(name, callee.scope)
        package, name = found if isinstance(found, tuple) else ("", name)
        if name == "image":
            return self._an_image()
        if name == "reference":
            return self._a_reference(link)
        if package in _PACKAGES:
            return self._made(name, link)
        # Themes make schemas of their own, which a site adds to: `docsSchema({extend: …})`.
        options = link.place()
        added = dict(self.reader.entries(self.reader.reduced(options))) if options else {}
        extended = self.schema(added["extend"]) if "extend" in added else None
        if extended is not None and extended.facts.type is FieldType.OBJECT:
            return replace(extended, closed=None, clear=False)
        return Made(FieldFacts(name=""), clear=False)

    def _an_image(self) -> Made:
        return Made(simple(FieldType.IMAGE, media=self._image))

    def _a_reference(self, link: Link) -> Made:
        target = link.place()
        name = self.reader.constant(target) if target else None
        reference = Reference(name) if isinstance(name, str) else None
        return Made(simple(FieldType.REFERENCE, reference=reference))

    # What `z` makes ---------------------------------------------------------------------------

    def _made(self, kind: str, link: Link) -> Made:
        first = link.place()
        match kind:
            case "object" | "strictObject" | "looseObject" | "interface":
                closed = {"strictObject": True}.get(kind, False)
                return replace(self.group(first), closed=closed)
            case "array":
                return self.listed(self.schema(first))
            case "enum" | "nativeEnum":
                return self._choices(first, kind)
            case "literal":
                return self._literal(first)
            case "null":
                return Made(simple(FieldType.CHOICE, choices=(choice(None),)))
            case "undefined" | "void":
                return _NOTHING
            case "union" | "xor":
                return self.union([self.schema(one) for one in self.items(first)])
            case "discriminatedUnion":
                return self.union([self.schema(one) for one in self.items(link.place(1))])
            case "intersection":
                return self.joined(self.schema(first), self.schema(link.place(1)))
            case "tuple":
                return self._tuple(first)
            case "lazy" | "optional" | "nullable" | "nullish" | "readonly" | "nonoptional":
                made = self.schema(first)
                return made if kind == "lazy" else applied(self, made, Link(kind, (), link.scope))
            case "preprocess":
                return replace(self.schema(link.place(1)), refined=True)
            case "pipe" | "codec" | "pipeline":
                return replace(self.schema(first), refined=True)
        if kind not in KINDS:
            return Made(FieldFacts(name=""), clear=False)
        return Made(KINDS[kind])

    def group(self, shape: Place | None) -> Made:
        """The group of fields that an object of schemas describes."""
        if shape is None:
            return Made(simple(FieldType.OBJECT, fields=()))
        shape = self.reader.reduced(shape)
        if id(shape.node) in self._open:  # a group that holds others of its own kind
            return Made(simple(FieldType.OBJECT))
        if not isinstance(shape.node, Object):
            made = self.schema(shape)  # `z.object(base.shape)`
            return made if made.facts.type is FieldType.OBJECT else replace(made, clear=False)
        self._open.append(id(shape.node))
        fields: dict[str, FieldFacts] = {}
        for key, value in self.reader.entries(shape):
            if key is None:
                spread = self.schema(value)
                if spread.facts.fields is None:
                    self.note("…")
                fields.update({one.name: one for one in spread.facts.fields or ()})
                continue
            self._path.append(key)
            made = self.schema(value)
            if not made.clear:
                self.note()
            fields[key] = replace(made.facts, name=key)
            self._path.pop()
        self._open.pop()
        return Made(simple(FieldType.OBJECT, fields=tuple(fields.values())))

    def note(self, name: str = "") -> None:
        """Remembers that something of the field being read was not understood."""
        self.unclear.append(".".join([*self._path, name] if name else self._path))

    def items(self, place: Place | None) -> list[Place]:
        """The values in a list that is written out, those spread in it too."""
        if place is None:
            return []
        place = self.reader.reduced(place)
        if not isinstance(place.node, Array):
            return []
        result = []
        for item in place.node.items:
            self.reader.step()
            if isinstance(item, Spread):
                result += self.items(Place(item.of, place.scope))
            else:
                result.append(Place(item, place.scope))
        return result

    def listed(self, item: Made) -> Made:
        """A list of what a schema describes."""
        return replace(item, facts=replace(listed(item.facts), required=True), closed=None)

    def union(self, made: list[Made]) -> Made:
        """What may have any of these forms."""
        if not made:
            return Made(FieldFacts(name=""), clear=False)
        forms = []
        required, nullable = True, False
        for one in made:
            values = None if one.facts.choices is None else [c.value for c in one.facts.choices]
            required = required and one.facts.required is not False and values not in ([], [""])
            nullable = nullable or bool(one.facts.nullable) or values == [None]
            if values not in ([], [None]):
                forms.append(one.facts)
        facts = union_of(forms)
        facts = replace(facts, required=required, nullable=nullable or None)
        return Made(facts, clear=all(one.clear for one in made))

    def joined(self, first: Made, second: Made) -> Made:
        """What must be both; of two groups, the fields of both."""
        if first.facts.type is not FieldType.OBJECT or second.facts.type is not FieldType.OBJECT:
            return replace(first, clear=False)
        fields = {
            one.name: one for one in (*(first.facts.fields or ()), *(second.facts.fields or ()))
        }
        made = first.but(fields=tuple(fields.values()))
        return replace(made, clear=first.clear and second.clear)

    def _choices(self, place: Place | None, kind: str) -> Made:
        values = self.reader.constant(place) if place else None
        if isinstance(values, dict):
            values = list(values.values())
        plain = isinstance(values, list) and all(
            isinstance(one, (str, int, float)) for one in values
        )
        if not isinstance(values, list) or not plain:
            # Which values isn't known, but that they are texts is: nothing else can be listed so.
            return Made(simple(FieldType.TEXT if kind == "enum" else None), clear=False)
        unique = {(type(one), one): choice(one) for one in values}
        return Made(simple(FieldType.CHOICE, choices=tuple(unique.values())))

    def _literal(self, place: Place | None) -> Made:
        value = self.reader.constant(place) if place else None
        values = value if isinstance(value, list) else [value]
        if not all(one is None or isinstance(one, (str, int, float)) for one in values):
            return Made(FieldFacts(name=""), clear=False)
        choices: tuple[Choice, ...] = tuple(choice(one) for one in values)
        return Made(simple(FieldType.CHOICE, choices=choices))

    def _tuple(self, place: Place | None) -> Made:
        parts = [self.schema(one) for one in self.items(place)]
        made = self.union(parts) if parts else Made(FieldFacts(name=""), clear=False)
        listed_ = FieldFacts(
            name="",
            type=FieldType.LIST,
            item=replace(made.facts, required=None),
            minimum=len(parts) or None,
            maximum=len(parts) or None,
            required=True,
        )
        return Made(listed_, clear=made.clear)
