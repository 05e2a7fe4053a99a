"""Astro's `content.config.*`, read without running it: collections, their folders and fields."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from copydesk.core.site.field import FieldType
from copydesk.core.site.schema.common import clean_folder
from copydesk.core.site.schema.js.modules import Modules
from copydesk.core.site.schema.js.nodes import Call, Function, Member, Name, Unknown
from copydesk.core.site.schema.js.scope import Place, Reader, Scope, TooMuchError
from copydesk.core.site.schema.unions import fields_of_any_kind
from copydesk.core.site.schema.zod import ZodReader

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.site.field import Media
    from copydesk.core.site.schema.facts import FieldFacts, SchemaNotice

CONFIGS = tuple(
    f"src/{name}.{suffix}"
    for name in ("content.config", "content/config")
    for suffix in ("mjs", "js", "mts", "ts")
)
"""Where Astro looks for it, in its order."""

_POSTS = ("md", "mdx", "markdown", "mdoc", "mkd", "mdown")
# What a theme's own loader is known to load: Starlight's pages.
_LOADERS = {"docsLoader": ("src/content/docs", ("**/[!_]*.{markdown,mdown,mkdn,mkd,mdwn,md,mdx}",))}


@dataclass(frozen=True, slots=True)
class ConfiguredCollection:
    """One collection of the config.

    Attributes:
        name: As the config calls it.
        holds_posts: Whether it is of Markdown files at all; None where that isn't known.
        folder: Relative to the site's root; None where it isn't known.
        outside: Whether its folder lies outside the site.
        include: Globs of its posts, relative to the folder.
        exclude: Globs of files that are not among them.
        suffix: That of all its posts, "md"; None where they may have several.
        fields: What is said of each.
        has_schema: Whether it has a schema.
        closed: Whether the schema refuses other fields; None where it isn't known.
        unclear: The fields of which something was not understood; "" for the schema itself.
    """

    name: str
    holds_posts: bool | None = None
    folder: str | None = None
    outside: bool = False
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    suffix: str | None = None
    fields: tuple[FieldFacts, ...] = ()
    has_schema: bool = False
    closed: bool | None = None
    unclear: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContentConfig:
    """What a site's content config says.

    Attributes:
        path: The file, relative to the site's root.
        collections: In the order they are given in.
        whole: Whether no other collections can be in it.
        read: All files that were read for it.
    """

    path: str
    collections: tuple[ConfiguredCollection, ...]
    whole: bool
    read: tuple[str, ...]


def read_content_config(
    root: Path, image: Media, notices: list[SchemaNotice]
) -> ContentConfig | None:
    """What the site's content config says; None where there is none.

    Args:
        root: The site's root.
        image: Where the files of `image()` fields lie.
        notices: Where it is told why the file can't be read.
    """
    modules = Modules(root)
    path = next((one for one in CONFIGS if (root / one).is_file()), None)
    if path is None or modules.at(path, notices) is None:
        return None
    found, whole = _named(modules, path)
    collections = tuple(_collection(modules, name, place, image) for name, place in found)
    return ContentConfig(path, collections, whole, modules.read)


def _named(modules: Modules, path: str) -> tuple[list[tuple[str, Place]], bool]:
    """The collections that the config gives out by name, and whether these are all."""
    reader = Reader(modules)
    try:
        given = reader.exported(path, "collections")
        if given is not None:
            given = reader.reduced(given)
            held = reader.entries(given)
            found = [(key, place) for key, place in held if key is not None]
            return found, bool(held) and len(found) == len(held)
    except TooMuchError:
        return [], False
    return [], False


def _collection(modules: Modules, name: str, place: Place, image: Media) -> ConfiguredCollection:
    reader = Reader(modules)
    collection = ConfiguredCollection(name, unclear=("",))
    try:
        options = _options(reader, place)
        if options is None:
            return collection
        collection = _loaded(reader, options, collection)
        if collection.holds_posts is False or "schema" not in options:
            return replace(collection, unclear=())
        return _with_schema(reader, options["schema"], collection, image)
    except TooMuchError:
        return collection


def _options(reader: Reader, place: Place) -> dict[str, Place] | None:
    """What `defineCollection` is given."""
    place = reader.reduced(place)
    node = place.node
    if isinstance(node, Call) and node.arguments:
        place = reader.reduced(Place(node.arguments[0], place.scope))
    held = reader.entries(place)
    return {key: value for key, value in held if key is not None} if held else None


def _with_schema(
    reader: Reader, place: Place, loaded: ConfiguredCollection, image: Media
) -> ConfiguredCollection:
    zod = ZodReader(reader, image)
    place = reader.reduced(place)
    if isinstance(place.node, Function):
        place = reader.called(place, [])
    made = zod.schema(place)
    unclear = list(dict.fromkeys(zod.unclear))
    fields = made.facts.fields if made.facts.type is FieldType.OBJECT else None
    if made.facts.type is FieldType.BLOCK:
        fields = fields_of_any_kind(made.facts)
    if fields is None or not made.clear:
        unclear.append("")
    return replace(
        loaded,
        fields=fields or (),
        has_schema=True,
        closed=made.closed if made.clear else None,
        unclear=tuple(unclear),
    )


# Where its posts are -------------------------------------------------------------------------


def _loaded(
    reader: Reader, options: dict[str, Place], collection: ConfiguredCollection
) -> ConfiguredCollection:
    if "loader" not in options:
        kind = reader.constant(options["type"]) if "type" in options else "content"
        own = f"src/content/{collection.name}"
        return replace(collection, holds_posts=kind == "content", folder=own)
    place = reader.reduced(options["loader"])
    node = place.node
    name = _loader_name(reader, node, place.scope)
    if name in _LOADERS:
        folder, include = _LOADERS[name]
        return replace(collection, holds_posts=True, folder=folder, include=include)
    if name == "file" or isinstance(node, Function):
        return replace(collection, holds_posts=False)
    if name == "glob" and isinstance(node, Call) and node.arguments:
        given = dict(reader.entries(reader.reduced(Place(node.arguments[0], place.scope))))
        return _of_glob(reader, {k: v for k, v in given.items() if k is not None}, collection)
    # A loader of somebody's own may read files, or ask another computer.
    return collection


def _loader_name(reader: Reader, node: object, scope: Scope) -> str:
    if not isinstance(node, Call):
        return ""
    if isinstance(node.callee, Member):
        return node.callee.name
    if not isinstance(node.callee, Name):
        return ""
    found = reader.find(node.callee.name, scope)
    return found[1] if isinstance(found, tuple) else node.callee.name


def _of_glob(
    reader: Reader, given: dict[str, Place], collection: ConfiguredCollection
) -> ConfiguredCollection:
    pattern = reader.constant(given["pattern"]) if "pattern" in given else None
    base = reader.constant(given["base"]) if "base" in given else "."
    patterns = [pattern] if isinstance(pattern, str) else pattern
    if not isinstance(patterns, list) or not all(isinstance(one, str) for one in patterns):
        patterns = []
    wanted = [one.removeprefix("./") for one in patterns if not one.startswith("!")]
    exclude = [one[1:].removeprefix("./") for one in patterns if one.startswith("!")]
    suffixes = [_suffixes(one) for one in wanted]
    known = {suffix for one in suffixes for suffix in one or ()}
    if suffixes and None not in suffixes and not known & set(_POSTS):
        return replace(collection, holds_posts=False)
    if isinstance(base, Unknown) or not isinstance(base, str):
        return replace(collection, holds_posts=True)
    folder = clean_folder(base)
    if folder is None or base.startswith("/"):
        return replace(collection, holds_posts=True, outside=True)
    below, wanted, exclude = _split(wanted, exclude)
    place = clean_folder(f"{folder}/{below}")
    suffix = known & set(_POSTS)
    return replace(
        collection,
        holds_posts=True,
        outside=place is None,
        folder=place,
        include=_globs(wanted),
        exclude=_globs(exclude),
        suffix=next(iter(suffix)) if len(suffix) == 1 and None not in suffixes else None,
    )


def _split(wanted: list[str], exclude: list[str]) -> tuple[str, list[str], list[str]]:
    """The folder that all globs begin with, and what is left of them."""
    beginnings = {_plain_start(one) for one in wanted}
    if len(beginnings) != 1 or beginnings == {""}:
        return "", wanted, exclude
    (start,) = beginnings
    left = [one.removeprefix(start) for one in exclude if one.startswith((start, "**"))]
    return start, [one[len(start) :] for one in wanted], left


def _plain_start(glob: str) -> str:
    parts = glob.split("/")[:-1]
    plain = 0
    while plain < len(parts) and not set(parts[plain]) & set("*?[]{}()!+@"):
        plain += 1
    return "".join(f"{part}/" for part in parts[:plain])


def _suffixes(glob: str) -> set[str] | None:
    """The suffixes that a glob allows; None for any."""
    end = glob.rpartition("/")[2].rpartition(".")[2]
    if "." not in glob.rpartition("/")[2] or set(end) & set("*?["):
        return None
    return {one.strip() for one in end.strip("@+({})").replace("|", ",").split(",")}


def _globs(globs: list[str]) -> tuple[str, ...]:
    """Globs as they are written elsewhere; none where one can't be."""
    result = []
    for glob in globs:
        if "!(" in glob:
            return ()
        for sign in ("@(", "+(", "?("):
            glob = glob.replace(sign, "(")
        while "(" in glob and ")" in glob:
            start, end = glob.index("("), glob.index(")")
            inner = glob[start + 1 : end].replace("|", ",")
            braces = f"{{{inner}}}" if "," in inner else inner
            glob = glob[:start] + braces + glob[end + 1 :] if start < end else ""
        result.append(glob.replace("[^", "[!"))
    return tuple(result)
