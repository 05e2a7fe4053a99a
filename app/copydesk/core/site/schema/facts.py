"""What one schema source says of a site's collections and fields, before sources are combined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.site.field import Choice, Condition, FieldType, Media, Reference
    from copydesk.core.site.model import Site


EVERY = "*"
"""The name under which a source speaks of every collection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFacts:
    """What one source says of one field. An attribute that is None is left open.

    The attributes are those of `Field`, with nested fields as facts too.
    """

    name: str
    label: str | None = None
    type: FieldType | None = None
    required: bool | None = None
    choices: tuple[Choice, ...] | None = None
    open_choices: bool | None = None
    multiple: bool | None = None
    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: bool | None = None
    exclusive_maximum: bool | None = None
    step: float | None = None
    whole: bool | None = None
    earliest: str | None = None
    latest: str | None = None
    date_format: str | None = None
    as_text: bool | None = None
    nullable: bool | None = None
    pattern: str | None = None
    pattern_message: str | None = None
    default: object = None
    hidden: bool | None = None
    read_only: bool | None = None
    fields: tuple[FieldFacts, ...] | None = None
    item: FieldFacts | None = None
    blocks: tuple[BlockFacts, ...] | None = None
    block_key: str | None = None
    reference: Reference | None = None
    media: Media | None = None
    language: str | None = None
    slug_from: tuple[str, ...] | None = None
    when: Condition | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """One kind of block; see `Block`."""

    name: str
    label: str | None = None
    fields: tuple[FieldFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPostRule:
    """How a collection's new posts come to be, as far as one source says.

    Attributes:
        file_name: The new file's path below the collection's folder, with tags in double braces:
            ``{{slug}}``, ``{{year}}``, ``{{month}}``, ``{{day}}``, ``{{hour}}``, ``{{minute}}``,
            ``{{second}}``, ``{{title}}`` or any other field; a suffix may be part of it. None where
            it is left open.
        suffix: "md", "mdx", ...; None where it is left open.
        format: How the fields are written; None where it is left open.
        fences: The lines around the fields where they are not the format's own.
        slug_from: The field that ``{{slug}}`` is made from; None for the title.
        slug_words: What stands between a slug's words; None for "-".
        ascii_slug: Whether letters beyond ASCII are written out or dropped.
        slug_length: The most characters of a slug; None for no limit of the site's own.
        template: A file, relative to the site's root, whose text a new post starts from: a Hugo
            archetype or a site's own template.
        may_create: Whether the site wants new posts in this collection at all.
    """

    file_name: str | None = None
    suffix: str | None = None
    format: str | None = None
    fences: tuple[str, str] | None = None
    slug_from: str | None = None
    slug_words: str | None = None
    ascii_slug: bool | None = None
    slug_length: int | None = None
    template: str | None = None
    may_create: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionFacts:
    """What one source says of one collection.

    Attributes:
        name: As the source calls it; "*" for every collection of the site.
        source: The file it was read from, relative to the site's root, "/" between parts.
        label: In an editor's words; None where it is left open.
        folder: Relative to the site's root, "/" between parts, "" for the root itself; None where
            the source doesn't say, and the generator's own folder of that name is meant.
        files: Single posts, relative to the site's root, where the collection is not a folder.
        include: Globs of the posts in `folder`, relative to it ("**/*.md"); none for all.
        exclude: Globs of posts that are not in it.
        fields: In the order to show them.
        order: The names of fields that come first, in this order, whoever else orders them.
        partial: Whether it only adds to what others say, so that its fields tell no order.
        binding: Whether the site goes by it; an archetype is only what posts begin from.
        closed: Whether other fields than these break the site's build; None where it is left open.
        selector: A field and its value by which a post says that it is of this kind, wherever it
            lies; None where only its place counts.
        new_post: How new ones are made.
    """

    name: str
    source: str
    label: str | None = None
    folder: str | None = None
    files: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fields: tuple[FieldFacts, ...] = ()
    order: tuple[str, ...] = ()
    partial: bool = False
    binding: bool = True
    closed: bool | None = None
    selector: tuple[str, str] | None = None
    new_post: NewPostRule = NewPostRule()


@dataclass(frozen=True, slots=True)
class SchemaNotice:
    """Something that could not be read of a schema; the rest was.

    Attributes:
        source: The file, relative to the site's root.
        sentence: What is wrong, in an editor's words.
        next_step: What can be done; may be empty.
        line: The 1-based line, 0 where it isn't known.
        quiet: Whether all is well, and it only says how more could be known: no fault to report.
    """

    source: str
    sentence: str
    next_step: str = ""
    line: int = 0
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found.

    Attributes:
        collections: What it says of each.
        notices: What could not be read.
        watched: Files and folders, relative to the site's root, that another reading depends on,
            be they there or not.
    """

    collections: tuple[CollectionFacts, ...] = ()
    notices: tuple[SchemaNotice, ...] = ()
    watched: tuple[str, ...] = ()


class SchemaReader(Protocol):
    """Reads one kind of schema. A module with these two names is one."""

    @property
    def LABEL(self) -> str:  # noqa: N802 - a module's constant
        """What the schema is called: "Astro content collections"."""
        raise NotImplementedError

    def read(self, root: Path, site: Site) -> Reading:
        """What the site says; an empty reading where it has no such schema. Never raises.

        A file that can't be read, is broken, or is newer than what is understood makes a notice.

        Args:
            root: The site's root.
            site: What was found out about it; its collections are the generator's own.
        """
        raise NotImplementedError
