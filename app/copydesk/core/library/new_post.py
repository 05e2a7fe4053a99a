"""What a new post starts with: by its collection's rules, else as the posts beside it do."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from copydesk.core.errors import CopydeskError, EditRefusedError
from copydesk.core.library.first_values import (
    Beginning,
    date_value,
    draft_value,
    first_values,
    title_key,
)
from copydesk.core.library.manner import DATE_KEYS, Manner, date_like, manner_of
from copydesk.core.library.templates import filled_template, read_template
from copydesk.core.posts.field_edits import Bare, set_field, unset_field
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.yaml_scalars import Manner as Quotes
from copydesk.core.posts.yaml_scalars import text_source
from copydesk.core.site.field import Field, FieldType
from copydesk.core.site.file_names import new_name, new_slug
from copydesk.core.site.slug import slugify
from copydesk.core.text.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.site.schema.facts import NewPostRule
    from copydesk.core.site.schema.site_schema import CollectionSchema

_DATED_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-.")
# For the title in a template until its fields are read, so that no quote in it breaks them.
_STAND_IN = "\ue0a5"
# YAML takes no name of more than 1024 signs, quotes among them: https://yaml.org/spec/1.2.2/#742
_LONGEST_KEY = 500
_BLOCKS = {"yaml": ("---", "---"), "toml": ("+++", "+++"), "json": ("{", "}")}


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post that is not on disk yet.

    Attributes:
        path: Where it goes, if nothing is there.
        text: All of it.
        files: What its template brings along: a file, and its path beside the post.
    """

    path: Path
    text: str
    files: tuple[tuple[Path, str], ...] = ()


def prepare_post(
    folder: Path,
    title: str,
    siblings: Sequence[str],
    *,
    root: Path | None = None,
    schema: CollectionSchema | None = None,
    now: dt.datetime | None = None,
) -> NewPost:
    """A new post of a folder, named and begun as its collection wants it.

    Args:
        folder: Absolute.
        title: Of the new post.
        siblings: Paths of the posts in the folder, relative to it, newest first.
        root: The site's, to which the schema's folder and template are relative.
        schema: What the site says of the folder's posts.
        now: In the place of the present moment, with a time zone.
    """
    now = now or dt.datetime.now().astimezone()
    paths = [folder / path for path in siblings]
    if schema is None or root is None:
        return NewPost(
            choose_path(folder, title, siblings, now.date()), draft_text(title, paths, now)
        )
    manner = manner_of(paths)
    begun = Beginning(title, new_slug(title, schema.new_post), now, manner)
    values = first_values(schema.fields, begun)
    path = _path_by_rule(folder, root, schema, begun, dict(values)) or choose_path(
        folder, title, siblings, now.date(), schema.new_post
    )
    below = ""
    template = read_template(root / schema.new_post.template) if schema.new_post.template else None
    if template is not None:
        slug = path.parent.name if path.stem == "index" else path.stem
        text = filled_template(template.text, _STAND_IN, slug, schema.name, now)
        text = text.replace("\r\n", "\n").replace("\n", manner.newline)
        begun_text = _from_template(text, schema.fields, begun)
        if begun_text is not None:
            return NewPost(path, begun_text, template.files)
        if read_frontmatter(text).format is None:
            below = text.replace(_STAND_IN, _one_line(title))
    block = (
        _text_of_values(values, schema, manner) if schema.fields else draft_text(title, paths, now)
    )
    return NewPost(path, block + below, template.files if template is not None else ())


def proposed_path(
    folder: Path,
    title: str,
    siblings: Sequence[str],
    *,
    root: Path | None = None,
    schema: CollectionSchema | None = None,
    now: dt.datetime | None = None,
) -> Path:
    """Where `prepare_post` would put a post, told without reading any file."""
    now = now or dt.datetime.now().astimezone()
    if schema is None or root is None:
        return choose_path(folder, title, siblings, now.date())
    begun = Beginning(title, new_slug(title, schema.new_post), now, Manner())
    values = dict(first_values(schema.fields, begun))
    return _path_by_rule(folder, root, schema, begun, values) or choose_path(
        folder, title, siblings, now.date(), schema.new_post
    )


def _path_by_rule(
    folder: Path,
    root: Path,
    schema: CollectionSchema,
    begun: Beginning,
    values: dict[str, object],
) -> Path | None:
    plain = {
        name: value.source if isinstance(value, Bare) else value for name, value in values.items()
    }
    name = new_name(schema.new_post, begun.title, plain, begun.now)
    if name is None:
        return None
    if folder == root / schema.folder:
        return folder / name
    # The editor chose a folder further in: the pattern names the file alone there.
    own = name.parts[-2:] if name.stem == "index" else name.parts[-1:]
    return folder.joinpath(*own)


def choose_path(
    folder: Path,
    title: str,
    siblings: Sequence[str],
    today: dt.date | None = None,
    rule: NewPostRule | None = None,
) -> Path:
    """Where a post of that title goes: its slug, named as the posts beside it are.

    A date goes before the slug, or the post into a folder of its own, where most do so; the suffix
    is the usual one.

    Args:
        folder: Absolute.
        title: Of the new post.
        siblings: Paths of the posts in the folder, relative to it, with "/" between folders.
        today: In the place of the present day.
        rule: What the collection says of slugs and suffixes.
    """
    slug = new_slug(title, rule) if rule else slugify(title)
    pure = [PurePosixPath(path) for path in siblings]
    suffixes = Counter(path.suffix for path in pure)
    suffix = suffixes.most_common(1)[0][0] if suffixes else ".md"
    if rule and rule.suffix:
        suffix = f".{rule.suffix}"
    if pure and sum(bool(_DATED_NAME.match(path.name)) for path in pure) * 2 > len(pure):
        slug = f"{(today or dt.date.today()).isoformat()}-{slug}"
    if pure and sum(path.stem == "index" and len(path.parts) == 2 for path in pure) * 2 > len(pure):
        return folder / slug / f"index{suffix}"
    return folder / f"{slug}{suffix}"


def draft_text(title: str, siblings: Iterable[Path], now: dt.datetime | None = None) -> str:
    """The text of a new post: title, today's date and that it is a draft, as its siblings say it.

    Args:
        title: Of the new post.
        siblings: Files of the same folder, newest first.
        now: In the place of the present moment, with a time zone.
    """
    manner = manner_of(siblings)
    moment = now or dt.datetime.now().astimezone()
    date = date_like(manner.date_like, moment)
    written = date.strip("'\"") if manner.format != "yaml" and date[:1] in "'\"" else Bare(date)
    values: list[tuple[str, object]] = [("title", title), (manner.date_key, written)]
    if manner.draft is not None:
        values.append(manner.draft)
    return _filled(values, manner.format, _BLOCKS[manner.format], manner)


def _text_of_values(
    values: Sequence[tuple[str, object]], schema: CollectionSchema, manner: Manner
) -> str:
    rule = schema.new_post
    kind = rule.format if rule.format in _BLOCKS else manner.format
    return _filled(values, kind, rule.fences or _BLOCKS[kind], manner)


def _filled(
    values: Sequence[tuple[str, object]], kind: str, fences: tuple[str, str], manner: Manner
) -> str:
    """A block with these fields, those that can be written, and an empty line below it."""
    lines = [fences[0], fences[1], "", ""]
    if kind == "yaml":
        # Each value takes the place, and so the quotes, of one that stands there already.
        likes = (manner.title_like if value is values[0][1] else "x" for _key, value in values)
        rows = [(_yaml_key(key), like) for (key, _v), like in zip(values, likes, strict=True)]
        lines[1:1] = [f"{key}: {like}" for key, like in rows if key]
    text = "\n".join(lines).replace("\n", manner.newline)
    for key, value in values:
        try:
            text = apply_edits(text, set_field(text, key, value, as_text=isinstance(value, str)))
        except EditRefusedError:
            with suppress(EditRefusedError):  # not even its place can stay
                text = apply_edits(text, unset_field(text, key))
    return text


def _yaml_key(key: str) -> str:
    """A field's name as YAML takes it for text; "" for one that no field can have."""
    one_line = key.strip() and len(key.splitlines()) == 1 and len(key) <= _LONGEST_KEY
    return text_source(key, Quotes()) if one_line else ""


def _from_template(text: str, fields: Sequence[Field], begun: Beginning) -> str | None:
    """A template's text with title, date and draft set; None where its fields can't be read."""
    front = read_frontmatter(text)
    if not front.readable or front.format is None:
        return None
    known = {field.name: field for field in fields}
    key = title_key(fields) or "title"
    titled: dict[FieldPath, str] = {(key,): begun.title}
    titled |= {path: words.replace(_STAND_IN, begun.title) for path, words in _waiting(front.data)}
    for path, words in titled.items():
        try:
            text = apply_edits(text, set_field(text, path, words, as_text=True))
        except EditRefusedError:
            return None
    # What is left stands in the post's own text, or in a note beside its fields.
    text = text.replace(_STAND_IN, _one_line(begun.title))
    for name in front.data:
        field = known.get(name)
        if field is None or name == key:
            continue
        value: object = None
        if field.type in (FieldType.DATE, FieldType.DATETIME) and name in DATE_KEYS:
            value = date_value(field, begun) if front.data[name] in (None, "") else None
        elif front.data[name] in (None, ""):
            value = draft_value(field)
        if value is not None:
            with suppress(EditRefusedError):
                text = apply_edits(text, set_field(text, name, value))
    return text


def _waiting(data: object, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """The texts in which a title still has to be filled in, each with its place."""
    if isinstance(data, str) and _STAND_IN in data:
        yield path, data
    elif isinstance(data, Mapping):
        for name, value in data.items():
            yield from _waiting(value, (*path, name))
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from _waiting(item, (*path, number))


def _one_line(title: str) -> str:
    return " ".join(title.split())


def fallback_text(title: str) -> str:
    """A new post's text where the manner of its siblings can't be followed."""
    try:
        return draft_text(title, ())
    except CopydeskError:
        return f"# {title}\n"
