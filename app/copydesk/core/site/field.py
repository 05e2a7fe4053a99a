"""What is known of one field of a collection's posts, wherever it was learned."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Literal


class FieldType(enum.Enum):
    """What kind of value a field holds, and so which editor fits it."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    MARKDOWN = "markdown"
    CODE = "code"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    TAGS = "tags"
    CHOICE = "choice"
    REFERENCE = "reference"
    IMAGE = "image"
    FILE = "file"
    URL = "url"
    EMAIL = "email"
    COLOR = "color"
    SLUG = "slug"
    LIST = "list"
    OBJECT = "object"
    BLOCK = "block"
    RAW = "raw"

    @property
    def label(self) -> str:
        """What an editor would call it."""
        return _LABELS[self]


_LABELS = {
    FieldType.TEXT: "Text",
    FieldType.LONG_TEXT: "Long text",
    FieldType.MARKDOWN: "Markdown",
    FieldType.CODE: "Code",
    FieldType.NUMBER: "Number",
    FieldType.BOOLEAN: "Yes or no",
    FieldType.DATE: "Date",
    FieldType.DATETIME: "Date and time",
    FieldType.TAGS: "List of words",
    FieldType.CHOICE: "Choice",
    FieldType.REFERENCE: "Another post",
    FieldType.IMAGE: "Image",
    FieldType.FILE: "File",
    FieldType.URL: "Web address",
    FieldType.EMAIL: "E-mail address",
    FieldType.COLOR: "Colour",
    FieldType.SLUG: "Address (slug)",
    FieldType.LIST: "List",
    FieldType.OBJECT: "Group",
    FieldType.BLOCK: "Block",
    FieldType.RAW: "Other",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to choose.

    Attributes:
        value: What the post holds: text, a number, yes or no, or None.
        label: What the editor reads.
    """

    value: object
    label: str


@dataclass(frozen=True, slots=True)
class Block:
    """One kind of block that a BLOCK field can be.

    Attributes:
        name: What stands under the field's `block_key`.
        label: In an editor's words.
        fields: Those of the block, `block_key` left out.
    """

    name: str
    label: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Which posts a REFERENCE can name, and how.

    Attributes:
        collection: The name of their collection; "" for any post of the site.
        value: What is written of the post: "slug" (its file's name without suffix, below the
            collection's folder), "path" (below the site's root), or the name of one of its fields.
        display: The fields to show of it, the first as its title; none for the title.
        search: The fields to search in; none for title and file name.
        shape: How it is written: as plain text, or as a map with the collection's name and the
            value under "id" or "slug" (Astro).
    """

    collection: str
    value: str = "slug"
    display: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    shape: Literal["text", "id", "slug"] = "text"


@dataclass(frozen=True, slots=True)
class Media:
    """Where the files of an IMAGE or FILE go, and how a post names them.

    Attributes:
        folder: Below the site's root, "/" between parts, "." for the root itself; may hold
            ``{{folder}}`` (the post's own), ``{{dirname}}`` (that below its collection's),
            ``{{slug}}``, ``{{filename}}``, ``{{extension}}`` and ``{{collection}}``. "" for the
            post's own folder.
        public: What is written in the place of `folder` ("/images"); None to write the path from
            the post to the file ("../../assets/x.png").
        extensions: Suffixes without dots, in lower case; none for any.
        most_bytes: The largest file allowed; None for any.
    """

    folder: str
    public: str | None = None
    extensions: tuple[str, ...] = ()
    most_bytes: int | None = None


Operator = Literal[
    "eq", "neq", "contains", "notContains", "startsWith", "endsWith", "gt", "gte", "lt", "lte"
]


@dataclass(frozen=True, slots=True)
class Condition:
    """When a field is shown at all.

    Attributes:
        field: The name of the field that decides, beside this one or at the top of the post.
        operator: How its value is compared.
        value: With what.
        case_sensitive: Whether case counts in text.
    """

    field: str
    operator: Operator
    value: object
    case_sensitive: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the posts of a collection.

    Attributes:
        name: The key in the frontmatter; "" for an item of a list.
        label: The key in an editor's words.
        type: What kind of value it holds.
        required: Whether a post must have it.
        choices: The values of a CHOICE, in the order to show them.
        open_choices: Whether other values than `choices` are welcome too.
        multiple: Whether a CHOICE, REFERENCE, IMAGE or FILE holds a list of them.
        minimum: Least value of a NUMBER, least length of a text, least count of a list.
        maximum: The greatest of the same.
        exclusive_minimum: Whether a NUMBER must be greater than `minimum`.
        exclusive_maximum: Whether a NUMBER must be less than `maximum`.
        step: What a NUMBER is a multiple of, counted from `minimum` or 0; None for any.
        whole: Whether a NUMBER has no fraction.
        earliest: The least DATE or DATETIME, ISO 8601; "" for none.
        latest: The greatest of the same.
        date_format: How a date is written, in Day.js's tokens ("YYYY-MM-DD HH:mm"); "" for ISO
            8601.
        as_text: Whether a NUMBER, BOOLEAN or date is written as text, in quotes.
        nullable: Whether null is as good as a value.
        pattern: Regular expression that must be found in a text, as JavaScript has it; "" for none.
        pattern_message: What is said where it is not; "" for a sentence of ours.
        default: What a new post has; None for nothing.
        hidden: Whether the form leaves it out.
        read_only: Whether the form only shows it.
        fields: Those of an OBJECT.
        item: What a LIST holds: a field without a name.
        blocks: What a BLOCK can be.
        block_key: The key that says which of `blocks` it is.
        reference: Of a REFERENCE.
        media: Of an IMAGE or FILE.
        language: Of CODE: what it is highlighted as, "" for plain.
        slug_from: The fields a SLUG is made from, in order.
        when: When it is shown; None for always.
        hint: A line of help; "" for none.
        source: Where this was learned, as the end of "Fields of news, from …"; "" for the post.
        origins: For each of these attributes that a source stated, that source, in words.
        in_schema: Whether the site's own schema has it, not just its posts.
        open_type: Whether the schema has it but doesn't say what it holds: `type` is then what the
            posts show, and no rule.
        share: The part of the collection's posts that have it, 0 to 1.
    """

    name: str
    label: str
    type: FieldType
    required: bool = False
    choices: tuple[Choice, ...] = ()
    open_choices: bool = True
    multiple: bool = False
    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: bool = False
    exclusive_maximum: bool = False
    step: float | None = None
    whole: bool = False
    earliest: str = ""
    latest: str = ""
    date_format: str = ""
    as_text: bool = False
    nullable: bool = False
    pattern: str = ""
    pattern_message: str = ""
    default: object = None
    hidden: bool = False
    read_only: bool = False
    fields: tuple[Field, ...] = ()
    item: Field | None = None
    blocks: tuple[Block, ...] = ()
    block_key: str = "type"
    reference: Reference | None = None
    media: Media | None = None
    language: str = ""
    slug_from: tuple[str, ...] = ("title",)
    when: Condition | None = None
    hint: str = ""
    source: str = ""
    origins: tuple[tuple[str, str], ...] = ()
    in_schema: bool = False
    open_type: bool = False
    share: float = 1.0
