"""What names stand for: constants followed to what they are, calls of the file's own functions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copydesk.core.site.schema.js.nodes import (
    UNKNOWN,
    Array,
    Call,
    Function,
    Literal,
    Member,
    Name,
    Node,
    Object,
    Spread,
    Template,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from copydesk.core.site.schema.js.modules import Modules

# One configuration is never followed further: a few hundred steps are what real ones take.
_MOST_STEPS = 100_000
_MOST_HOPS = 40
_MOST_DEPTH = 30


class TooMuchError(Exception):
    """A configuration that goes round in circles, or multiplies without end."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that count at one place.

    Attributes:
        path: The file, relative to the site's root.
        names: Those of a function; what each stands for, and where that is to be read.
        outer: The scope around it; None at the top of the file.
    """

    path: str
    names: Mapping[str, Place] = field(default_factory=dict)
    outer: Scope | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A value, and where the names in it count."""

    node: Node
    scope: Scope


class Reader:
    """Follows names and functions through a site's modules, within bounds."""

    def __init__(self, modules: Modules) -> None:
        self.modules = modules
        self._steps = 0
        self._depth = 0

    def step(self) -> None:
        """Counts one step.

        Raises:
            TooMuchError: There were too many.
        """
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise TooMuchError

    # Names ------------------------------------------------------------------------------------

    def find(self, name: str, scope: Scope) -> Place | tuple[str, str] | None:
        """What a name stands for.

        Returns:
            Its value; or for one from a package, the package and its name there; None where
            nothing of that name is known.
        """
        inner: Scope | None = scope
        while inner is not None:
            self.step()
            if name in inner.names:
                return inner.names[name]
            inner = inner.outer
        module = self.modules.at(scope.path)
        if module is None:
            return None
        if name in module.names:
            return Place(module.names[name], Scope(scope.path))
        if name not in module.imports:
            return None
        wanted, there = module.imports[name]
        place = self.modules.imported(scope.path, wanted)
        return self.exported(place, there) if place else (wanted, there)

    def exported(self, path: str, name: str, hops: int = 0) -> Place | None:
        """What a module gives out under a name; "*" is all of it."""
        self.step()
        module = self.modules.at(path)
        if module is None or hops > _MOST_HOPS:
            return None
        if name == "*":
            names = dict.fromkeys([*module.exports, *module.passed_on])
            return Place(Object(tuple((one, Name(one)) for one in names)), Scope(path))
        if name in module.exports:
            here = module.exports[name]
            if here in module.names:
                return Place(module.names[here], Scope(path))
            found = self.find(here, Scope(path)) if here in module.imports else None
            return found if isinstance(found, Place) else None
        if name in module.passed_on:
            wanted, there = module.passed_on[name]
            return self.exported(self.modules.imported(path, wanted), there, hops + 1)
        for wanted in module.all_of:
            found = self.exported(self.modules.imported(path, wanted), name, hops + 1)
            if found is not None:
                return found
        return None

    # Values -----------------------------------------------------------------------------------

    def reduced(self, place: Place) -> Place:
        """A value with names followed, and calls of the site's own functions replaced by theirs."""
        for _hop in range(_MOST_HOPS):
            self.step()
            following = self._followed(place)
            if following is None:
                return place
            place = following
        return Place(UNKNOWN, place.scope)

    def _followed(self, place: Place) -> Place | None:
        node, scope = place.node, place.scope
        if isinstance(node, Name):
            found = self.find(node.name, scope)
            return found if isinstance(found, Place) else None
        if isinstance(node, Member) and isinstance(node.of, (Name, Member)):
            return self._member(Place(node.of, scope), node.name)
        if isinstance(node, Call) and not node.new:
            callee = self._callee(node, scope)
            if isinstance(callee.node, Function):
                arguments = [Place(one, scope) for one in node.arguments]
                return self.called(callee, arguments)
        return None

    def _callee(self, call: Call, scope: Scope) -> Place:
        callee = call.callee
        if isinstance(callee, Function):
            return Place(callee, scope)
        named = isinstance(callee, Name) or (
            isinstance(callee, Member) and isinstance(callee.of, (Name, Member))
        )
        return self._deeper(Place(callee, scope)) if named else Place(UNKNOWN, scope)

    def _deeper(self, place: Place) -> Place:
        if self._depth >= _MOST_DEPTH:
            return Place(UNKNOWN, place.scope)
        self._depth += 1
        try:
            return self.reduced(place)
        finally:
            self._depth -= 1

    def _member(self, of: Place, name: str) -> Place | None:
        holder = self._deeper(of)
        if isinstance(holder.node, Array) and name.isdigit():
            number = int(name)
            items = holder.node.items
            return Place(items[number], holder.scope) if number < len(items) else None
        for key, value in reversed(self.entries(holder)):
            if key == name:
                return value
        return None

    def entries(self, place: Place) -> list[tuple[str | None, Place]]:
        """What an object written out holds; what is spread in it too, as far as it is known.

        What is spread and isn't known has the key None.
        """
        if not isinstance(place.node, Object):
            return []
        result: list[tuple[str | None, Place]] = []
        for key, node in place.node.entries:
            self.step()
            if key is not None:
                result.append((key, Place(node, place.scope)))
                continue
            spread = self._deeper(Place(node, place.scope))
            result += self._entries_below(spread) or [(None, spread)]
        return result

    def _entries_below(self, place: Place) -> list[tuple[str | None, Place]]:
        if self._depth >= _MOST_DEPTH:
            return []
        self._depth += 1
        try:
            return self.entries(place)
        finally:
            self._depth -= 1

    def called(self, function: Place, arguments: list[Place]) -> Place:
        """What a function gives for these arguments."""
        node = function.node
        if not isinstance(node, Function):
            return Place(UNKNOWN, function.scope)
        names: dict[str, Place] = {}
        for number, parameter in enumerate(node.parameters):
            given = arguments[number] if number < len(arguments) else None
            if isinstance(parameter, str):
                if given is not None:
                    names[parameter] = given
            elif given is not None:
                held = dict(self.entries(self._deeper(given)))
                names.update({name: held[key] for key, name in parameter if key in held})
        scope = Scope(function.scope.path, names, function.scope)
        names.update({name: Place(value, scope) for name, value in node.names.items()})
        return Place(node.body, scope)

    # Constants --------------------------------------------------------------------------------

    def constant(self, place: Place, depth: int = 0) -> object:
        """A plain value: text, number, true or false, None, list or dict; `UNKNOWN` for others.

        A `new Date("…")` is its text; a function without arguments what it gives.
        """
        place = self.reduced(place)
        node = place.node
        if depth > _MOST_DEPTH:
            return UNKNOWN
        if isinstance(node, Literal):
            return node.value
        if isinstance(node, Template):
            return self._text(node, place.scope, depth)
        if isinstance(node, Array):
            return self._list(node, place.scope, depth)
        if isinstance(node, Object):
            return self._dict(place, depth)
        if isinstance(node, Function) and not node.parameters:
            return self.constant(self.called(place, []), depth + 1)
        if isinstance(node, Call):
            return self._computed(node, place.scope, depth)
        return UNKNOWN

    def _text(self, node: Template, scope: Scope, depth: int) -> object:
        values = [self.constant(Place(one, scope), depth + 1) for one in node.values]
        if not all(isinstance(value, (str, int)) for value in values):
            return UNKNOWN
        parts = [node.texts[0]]
        for value, text in zip(values, node.texts[1:], strict=False):
            parts += [str(value), text]
        return "".join(parts)

    def _list(self, node: Array, scope: Scope, depth: int) -> object:
        result: list[object] = []
        for item in node.items:
            spread = isinstance(item, Spread)
            inner = item.of if isinstance(item, Spread) else item
            value = self.constant(Place(inner, scope), depth + 1)
            if isinstance(value, Unknown) or (spread and not isinstance(value, list)):
                return UNKNOWN
            if isinstance(value, list) and spread:
                result += value
            else:
                result.append(value)
        return result

    def _dict(self, place: Place, depth: int) -> object:
        result: dict[str, object] = {}
        for key, value in self.entries(place):
            said = self.constant(value, depth + 1)
            if key is None or isinstance(said, Unknown):
                return UNKNOWN
            result[key] = said
        return result

    def _computed(self, node: Call, scope: Scope, depth: int) -> object:
        """Of what JavaScript computes, the little that schemas use to list their choices."""
        arguments = [Place(one, scope) for one in node.arguments]
        callee = node.callee
        if node.new:
            dated = callee == Name("Date") and len(arguments) == 1
            text = self.constant(arguments[0], depth + 1) if dated else UNKNOWN
            return text if isinstance(text, str) else UNKNOWN
        if not isinstance(callee, Member):
            return UNKNOWN
        if (
            callee.of == Name("Object")
            and callee.name in ("keys", "values", "freeze")
            and arguments
        ):
            value = self.constant(arguments[0], depth + 1)
            if callee.name == "freeze":
                return value
            if not isinstance(value, dict):
                return UNKNOWN
            return list(value) if callee.name == "keys" else list(value.values())
        if callee.name == "map" and len(arguments) == 1:
            return self._mapped(Place(callee.of, scope), self.reduced(arguments[0]), depth)
        return UNKNOWN

    def _mapped(self, items: Place, function: Place, depth: int) -> object:
        listed = self.constant(items, depth + 1)
        if not isinstance(listed, list) or not isinstance(function.node, Function):
            return UNKNOWN
        result = []
        for item in listed:
            given = self.called(function, [Place(_written(item), items.scope)])
            value = self.constant(given, depth + 1)
            if isinstance(value, Unknown):
                return UNKNOWN
            result.append(value)
        return result


def _written(value: object) -> Node:
    """A plain value, written out."""
    if isinstance(value, list):
        return Array(tuple(_written(one) for one in value))
    if isinstance(value, dict):
        return Object(tuple((str(key), _written(one)) for key, one in value.items()))
    return Literal(value)
