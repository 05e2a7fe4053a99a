"""What a rule is: its words, its settings, its check and the example that documents it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from copydesk.core.review.draft import Draft
    from copydesk.core.review.finding import Found, Severity

    Options = Mapping[str, object]
    """The rule's options with the site's values, by name; every one of them is there."""
    Check = Callable[[Draft, Options], Iterable[Found]]


class Family(enum.Enum):
    """The families of checks; the value is how an editor reads it."""

    STRUCTURE = "Structure"
    FIELDS = "Fields"
    LINKS = "Links and images"
    LANGUAGE = "Language"
    LEFTOVERS = "Leftovers"
    SOURCES = "Sources"


@dataclass(frozen=True, slots=True)
class Option:
    """A setting of a rule.

    Attributes:
        name: As in `copydesk.toml`: "maximum".
        default: Its value where the site says nothing; its type is the option's: int, float,
            str, bool or a tuple of str.
        sentence: What it does, for the reference page.
    """

    name: str
    default: int | float | str | bool | tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Example:
    """What documents a rule, and what its test runs.

    Attributes:
        bad: A post, whole, in which the rule finds exactly one thing.
        good: The same, put right: by the finding's first fix where it has one, which is tested.
        site: Further files of the site, by relative path; the post is "posts/example.md".
        sources: Attached sources, by name.
        engine: The site's engine.
    """

    bad: str
    good: str
    site: tuple[tuple[str, str], ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    engine: str = "commonmark"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        id: Kebab case, unique, for good: sites name it in `copydesk.toml`.
        family: Which family it belongs to.
        title: What it looks for, as a noun phrase: "A line of dashes under a paragraph".
        why: Why that matters, one or two sentences.
        severity: Where the site says nothing.
        check: Finds; pure, never raises on what a user wrote.
        example: See `Example`.
        options: What a site can set.
        safe: Whether the first fix of every finding may be made without looking at each.
        off: Whether it is off until a site turns it on.
        beyond: Whether it looks beyond the post: at other files of the site, or at the day.
    """

    id: str
    family: Family
    title: str
    why: str
    severity: Severity
    check: Check
    example: Example
    options: tuple[Option, ...] = ()
    safe: bool = False
    off: bool = False
    beyond: bool = False
