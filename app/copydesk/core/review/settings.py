"""What a site says of its review, in `copydesk.toml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from copydesk.core.review.finding import Severity


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """What a site says of one rule.

    Attributes:
        severity: In the place of the rule's own; None where it is left.
        off: Whether the rule is switched off; None where it is left.
        options: By name; only what the site sets.
    """

    severity: Severity | None = None
    off: bool | None = None
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """What a site says of its review.

    Attributes:
        rules: By id.
        language: BCP 47, of posts that say nothing; "" for the one their text shows.
        dictionaries: Folder of further hunspell dictionaries, below the root; "" for none.
        words: File with the site's own words, one a line, below the root.
        style: File with the house style, below the root.
        grammar: Whether the grammar checker runs where one is installed.
    """

    rules: Mapping[str, RuleSetting] = field(default_factory=dict)
    language: str = ""
    dictionaries: str = ""
    words: str = ".copydesk/words.txt"
    style: str = ".copydesk/style.txt"
    grammar: bool = True
