"""Every key that `copydesk.toml` may have: what checks the file, and makes its help page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from copydesk.core.site.field import FieldType, Operator
from copydesk.core.site.model import EngineName, Generator

Kind = Literal[
    "text",
    "path",
    "texts",
    "number",
    "count",
    "flag",
    "any",
    "date",
    "choices",
    "table",
    "tables",
    "rules",
]

KIND_WORDS: dict[Kind, str] = {
    "text": "text",
    "path": "path below the site’s root",
    "texts": "list of texts",
    "number": "number",
    "count": "whole number",
    "flag": "true or false",
    "any": "any value",
    "date": "date",
    "choices": "list of values",
    "table": "table",
    "tables": "tables by name",
    "rules": "a level or a table, by rule",
}
"""What the help page and the notices call each kind of value."""

TYPE_SENTENCES: dict[FieldType, str] = {
    FieldType.TEXT: "A line of text.",
    FieldType.LONG_TEXT: "Text of several lines.",
    FieldType.MARKDOWN: "Text with Markdown in it.",
    FieldType.CODE: "Code, in a fixed-width face.",
    FieldType.NUMBER: "A number.",
    FieldType.BOOLEAN: "Yes or no.",
    FieldType.DATE: "A day.",
    FieldType.DATETIME: "A day and a time of day.",
    FieldType.TAGS: "A list of words.",
    FieldType.CHOICE: "One of `choices`, or several with `multiple`.",
    FieldType.REFERENCE: "Another post of the site.",
    FieldType.IMAGE: "An image’s path.",
    FieldType.FILE: "A file’s path.",
    FieldType.URL: "A web address.",
    FieldType.EMAIL: "An e-mail address.",
    FieldType.COLOR: "A colour.",
    FieldType.SLUG: "The post’s address, made from its title.",
    FieldType.LIST: "A list of what `item` says.",
    FieldType.OBJECT: "A group of `fields`.",
    FieldType.BLOCK: "A group whose kind is one of `blocks`.",
    FieldType.RAW: "Anything: edited as it is written.",
}
"""What each type of field is for."""


def type_word(kind: FieldType) -> str:
    """How a type is written in the file: "long-text"."""
    return kind.value.replace("_", "-")


def type_of(word: str) -> FieldType:
    """The type that `type_word` writes so."""
    return FieldType(word.replace("-", "_"))


_TEXTS = (
    FieldType.TEXT, FieldType.LONG_TEXT, FieldType.MARKDOWN, FieldType.CODE, FieldType.URL,
    FieldType.EMAIL, FieldType.COLOR, FieldType.SLUG,
)  # fmt: skip
_DATES = (FieldType.DATE, FieldType.DATETIME)
_FILES = (FieldType.IMAGE, FieldType.FILE)
_LISTS = (FieldType.LIST, FieldType.TAGS)
_CHOSEN = (FieldType.CHOICE, FieldType.REFERENCE, *_FILES)


@dataclass(frozen=True, slots=True)
class Key:
    """One key of one table.

    Attributes:
        name: As it is written.
        kind: What kind of value it has.
        sentence: What it is for, in an editor's words.
        allowed: The only texts it may be; none for any.
        of: The types of field it says something of; none for all.
        table: The table that it, or each of its tables, is: a key of `TABLES`.
        needed: Whether its table is of no use without it.
    """

    name: str
    kind: Kind
    sentence: str
    allowed: tuple[str, ...] = ()
    of: tuple[FieldType, ...] = ()
    table: str = ""
    needed: bool = False

    @property
    def attribute(self) -> str:
        """Its name in the facts."""
        return self.name.replace("-", "_")


NO_GENERATOR = "none"
"""What `generator` says where a folder is no site."""

_SITE = (
    Key(
        "generator",
        "text",
        "What builds the site, where it can’t be told or is told wrongly.",
        (*get_args(Generator), NO_GENERATOR),
    ),
    Key("engine", "text", "How the preview reads Markdown.", get_args(EngineName)),
    Key("name", "text", "What the site is called in the window’s title."),
)
_REVIEW = (
    Key("language", "text", "The language of posts that don’t say theirs: `en-GB`, `hi`."),
    Key("dictionaries", "path", "Folder with further Hunspell dictionaries."),
    Key("words", "path", "File with words that are spelt right here, one a line."),
    Key("style", "path", "File with the house style."),
    Key("grammar", "flag", "Whether grammar is checked, where a checker is installed."),
    Key("rules", "rules", "What is checked, and how strictly: see the page about the rules."),
)
_COLLECTION = (
    Key("label", "text", "The collection in an editor’s words."),
    Key("folder", "path", "Its folder, where the site doesn’t tell; empty for the root."),
    Key("files", "texts", "Single posts, where it is no folder."),
    Key("include", "texts", "Patterns of the posts in the folder that belong to it: `**/*.md`."),
    Key("exclude", "texts", "Patterns of posts that don’t."),
    Key("selector", "table", "A field by which a post says that it belongs.", table="selector"),
    Key("fields", "tables", "Its fields, each a table of its own.", table="fields"),
    Key("order", "texts", "Names of fields that come first in the form, in this order."),
    Key("closed", "flag", "Whether fields that no schema has are told as wrong."),
    Key("new-posts", "flag", "Whether new posts can be made."),
    Key("file-name", "text", "A new post’s path below the folder: `{{year}}/{{slug}}.md`."),
    Key("suffix", "text", "A new post’s suffix.", ("md", "mdx", "markdown", "mkd")),
    Key("format", "text", "How a new post’s fields are written.", ("yaml", "toml", "json")),
    Key("fences", "texts", "The two lines around a new post’s fields: `['---', '---']`."),
    Key("template", "path", "A file whose text a new post starts from."),
    Key("slug-from", "text", "The field that `{{slug}}` is made from, where not the title."),
    Key("slug-words", "text", "What stands between a slug’s words, where not `-`."),
    Key("slug-length", "count", "The most characters of a slug."),
    Key("ascii-slug", "flag", "Whether letters like é become e in a slug."),
)
_FIELD = (
    Key("type", "text", "What the field holds.", tuple(map(type_word, FieldType))),
    Key("label", "text", "The field in an editor’s words."),
    Key("hint", "text", "A line of help below the field."),
    Key("required", "flag", "Whether a post must have it."),
    Key("hidden", "flag", "Leaves the field out of the form and the checks, whoever asks for it."),
    Key("read-only", "flag", "Shows the field without letting it be changed."),
    Key("default", "any", "What a new post has: a value, or a text with `{{title}}`, `{{now}}`."),
    Key("nullable", "flag", "Whether an empty value (null) will do."),
    Key("as-text", "flag", "Whether it is written in quotes.", of=(
        FieldType.NUMBER, FieldType.BOOLEAN, *_DATES)),
    Key("choices", "choices", "What can be chosen, or is offered.", of=(
        FieldType.CHOICE, FieldType.TAGS), table="choices"),
    Key("open-choices", "flag", "Whether other values are welcome too.", of=(FieldType.CHOICE,)),
    Key("multiple", "flag", "Whether it holds a list of them.", of=_CHOSEN),
    Key("minimum", "number", "The least number, length of a text, or count of a list.", of=(
        FieldType.NUMBER, *_TEXTS, *_LISTS, *_CHOSEN)),
    Key("maximum", "number", "The greatest of the same.", of=(
        FieldType.NUMBER, *_TEXTS, *_LISTS, *_CHOSEN)),
    Key("exclusive-minimum", "flag", "Whether `minimum` itself is too little.", of=(
        FieldType.NUMBER,)),
    Key("exclusive-maximum", "flag", "Whether `maximum` itself is too much.", of=(
        FieldType.NUMBER,)),
    Key("step", "number", "What the number goes in steps of.", of=(FieldType.NUMBER,)),
    Key("whole", "flag", "Whether it is a whole number.", of=(FieldType.NUMBER,)),
    Key("earliest", "date", "The first day allowed.", of=_DATES),
    Key("latest", "date", "The last day allowed.", of=_DATES),
    Key("date-format", "text", "How the date is written, as Day.js has it: `DD.MM.YYYY`.",
        of=_DATES),
    Key("pattern", "text", "A regular expression that the text must match.", of=_TEXTS),
    Key("pattern-message", "text", "What is said where it doesn’t.", of=_TEXTS),
    Key("language", "text", "What the code is highlighted as.", of=(FieldType.CODE,)),
    Key("slug-from", "texts", "The fields it is made from.", of=(FieldType.SLUG,)),
    Key("reference", "table", "Which posts it names, and how.", of=(FieldType.REFERENCE,),
        table="reference"),
    Key("media", "table", "Where its files go.", of=_FILES, table="media"),
    Key("fields", "tables", "The fields of the group.", of=(FieldType.OBJECT,), table="fields"),
    Key("item", "table", "What the list holds: a field without a name.", of=(FieldType.LIST,),
        table="fields"),
    Key("blocks", "tables", "The kinds of block it can be.", of=(FieldType.BLOCK,),
        table="blocks"),
    Key("block-key", "text", "The key that says which kind a block is, where not `type`.",
        of=(FieldType.BLOCK,)),
    Key("when", "table", "When the field is shown at all.", table="when"),
)  # fmt: skip
TABLES: dict[str, tuple[Key, ...]] = {
    "": (
        Key("site", "table", "The site as a whole.", table="site"),
        Key("collections", "tables", "The collections, by name.", table="collections"),
        Key("fields", "tables", "Fields of every collection, by name.", table="fields"),
        Key("review", "table", "How posts are checked.", table="review"),
    ),
    "site": _SITE,
    "review": _REVIEW,
    "collections": _COLLECTION,
    "fields": _FIELD,
    "choices": (
        Key("value", "any", "What the post holds.", needed=True),
        Key("label", "text", "What the editor reads."),
    ),
    "reference": (
        Key("collection", "text", "The collection of the posts; left out for any post."),
        Key("value", "text", "What is written of the post: `slug`, `path`, or a field’s name."),
        Key("display", "texts", "The fields shown of it, where not the title."),
        Key("search", "texts", "The fields that are searched."),
        Key(
            "shape",
            "text",
            "Whether it is plain text, or a table with the post under `id` or `slug`.",
            ("text", "id", "slug"),
        ),
    ),
    "media": (
        Key(
            "folder",
            "path",
            "Where files go; empty for the post’s own folder.",
            needed=True,
        ),
        Key("public", "text", "What is written for the folder; left out for the path to the file."),
        Key("extensions", "texts", "The suffixes allowed, without dots."),
        Key("most-bytes", "count", "The size of the largest file."),
    ),
    "blocks": (
        Key("label", "text", "The kind of block in an editor’s words."),
        Key("fields", "tables", "Its fields.", table="fields"),
    ),
    "when": (
        Key("field", "text", "The field that decides.", needed=True),
        Key("operator", "text", "How it is compared; left out for `eq`.", get_args(Operator)),
        Key("value", "any", "With what.", needed=True),
        Key("case-sensitive", "flag", "Whether case counts."),
    ),
    "selector": (
        Key("field", "text", "The field’s name.", needed=True),
        Key("value", "text", "The value that it has in these posts.", needed=True),
    ),
}
"""The keys of each table; "" is the file itself."""

TABLE_WORDS = {
    "": "the file",
    "site": "a site",
    "review": "the review",
    "collections": "a collection",
    "fields": "a field",
    "choices": "a choice",
    "reference": "a reference",
    "media": "media",
    "blocks": "a block",
    "when": "a condition",
    "selector": "a selector",
}
"""What each table is called in a notice."""

ALIASES = {
    "ignore": "hidden", "readonly": "read-only", "options": "choices", "enum": "choices",
    "min": "minimum", "max": "maximum", "minlength": "minimum", "maxlength": "maximum",
    "description": "hint", "help": "hint", "widget": "type", "title": "label",
    "extension": "suffix", "path": "folder", "filename": "file-name", "slug": "file-name",
    "list": "multiple",
    "format": "date-format", "items": "item", "condition": "when", "create": "new-posts",
}  # fmt: skip
"""What other tools call these keys."""

_HEADS = {
    "site": "`[site]`",
    "review": "`[review]`",
    "collections": "`[collections.NAME]`",
    "fields": "`[collections.NAME.fields.FIELD]` and `[fields.FIELD]`",
    "choices": "An item of `choices` with a label",
    "reference": "`reference`",
    "media": "`media`",
    "blocks": "`blocks.KIND`",
    "when": "`when`",
    "selector": "`selector`",
}


def reference_table() -> str:
    """The keys of all tables in Markdown, as the help page has them."""
    parts = []
    for name, head in _HEADS.items():
        keys = TABLES[name]
        with_types = any(key.of for key in keys)
        parts.append(f"### {head}\n")
        parts.append("| Key | Value | What for |" + (" Types |" if with_types else ""))
        parts.append("| --- | --- | --- |" + (" --- |" if with_types else ""))
        parts += [_row(key, with_types=with_types) for key in keys]
        parts.append("")
    parts += ["### Types of field\n", "| Type | What it holds |", "| --- | --- |"]
    parts += [f"| `{type_word(kind)}` | {TYPE_SENTENCES[kind]} |" for kind in FieldType]
    return "\n".join(parts) + "\n"


def _row(key: Key, *, with_types: bool) -> str:
    value = KIND_WORDS[key.kind]
    if key.name == "type":
        value = "one of the types below"
    elif key.allowed:
        value = ", ".join(f"`{one}`" for one in key.allowed)
    elif key.kind == "choices":
        value = "list of values, or of tables with `value` and `label`"
    row = f"| `{key.name}` | {value} | {key.sentence} |"
    return row + f" {', '.join(map(type_word, key.of)) or 'all'} |" if with_types else row
