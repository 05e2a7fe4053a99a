"""What is known of one field of a collection's posts, wherever it was learned."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class FieldType(enum.Enum):
    """What kind of value a field holds, and so which editor fits it."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    TAGS = "tags"
    CHOICE = "choice"
    IMAGE = "image"
    URL = "url"
    MAPPING = "mapping"
    RAW = "raw"

    @property
    def label(self) -> str:
        """What an editor would call it."""
        return _LABELS[self]


_LABELS = {
    FieldType.TEXT: "Text",
    FieldType.LONG_TEXT: "Long text",
    FieldType.NUMBER: "Number",
    FieldType.BOOLEAN: "Yes or no",
    FieldType.DATE: "Date",
    FieldType.DATETIME: "Date and time",
    FieldType.TAGS: "List",
    FieldType.CHOICE: "Choice",
    FieldType.IMAGE: "Image",
    FieldType.URL: "Web address",
    FieldType.MAPPING: "Group",
    FieldType.RAW: "Other",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the posts of a collection.

    Attributes:
        name: The key in the frontmatter.
        label: The key in an editor's words.
        type: What kind of value it holds.
        required: Whether a post must have it.
        choices: The values of a CHOICE, in the order to show them.
        open_choices: Whether other values than `choices` are welcome too.
        multiple: Whether a CHOICE holds a list of them.
        minimum: Least value of a NUMBER, least length of a text, least count of a list.
        maximum: The greatest of the same.
        pattern: Regular expression that a whole text must match; "" for none.
        hint: A line of help; "" for none.
        source: Where this was learned, as the end of "Fields of news, from …"; "" for the post.
        share: The part of the collection's posts that have it, 0 to 1.
    """

    name: str
    label: str
    type: FieldType
    required: bool = False
    choices: tuple[str, ...] = ()
    open_choices: bool = True
    multiple: bool = False
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    hint: str = ""
    source: str = ""
    share: float = 1.0
