"""What a JavaScript file is made of, as far as it states something."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, number, true, false or null."""

    value: object


@dataclass(frozen=True, slots=True)
class Template:
    """A text between backticks: its parts, of which every second one is computed."""

    texts: tuple[str, ...]
    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression, as it is written between its slashes, and its flags."""

    source: str
    flags: str


@dataclass(frozen=True, slots=True)
class Name:
    """Something called by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """`of.name`."""

    of: Node
    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """`callee(arguments)`; `new` where it makes something."""

    callee: Node
    arguments: tuple[Node, ...]
    new: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """`...of`."""

    of: Node


@dataclass(frozen=True, slots=True)
class Array:
    """`[a, b, ...c]`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Object:
    """`{a: 1, b, ...c}`: pairs of key and value; the key of what is spread is None."""

    entries: tuple[tuple[str | None, Node], ...]


# What an argument is called inside: its name, or for `{image, max: most}` pairs of key and name.
Parameter = str | tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Function:
    """A function by what it returns; `names` are the constants inside it."""

    parameters: tuple[Parameter, ...]
    body: Node
    names: dict[str, Node] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Unknown:
    """What is not understood."""


Node = (
    Literal
    | Template
    | Pattern
    | Name
    | Member
    | Call
    | Spread
    | Array
    | Object
    | Function
    | Unknown
)

UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class Module:
    """What one file states at its top.

    Attributes:
        names: Its constants, functions and enums.
        imports: By the name used here: the module, and the name there ("*" for all of it).
        exports: By the name given out: the name here.
        passed_on: By the name given out: the module it comes from, and the name there.
        all_of: Modules all of whose names are given out.
    """

    names: dict[str, Node] = field(default_factory=dict)
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)
    exports: dict[str, str] = field(default_factory=dict)
    passed_on: dict[str, tuple[str, str]] = field(default_factory=dict)
    all_of: list[str] = field(default_factory=list)
