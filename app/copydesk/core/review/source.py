"""A source that a draft is traced to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One source, as plain text.

    Attributes:
        name: What the editor calls it, as a rule its file's name.
        text: Its words, paragraphs apart by blank lines.
    """

    name: str
    text: str
