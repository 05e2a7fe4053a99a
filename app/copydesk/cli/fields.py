"""``copydesk fields``: what is known of a site's fields, and where each fact was learned."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.cli.output import print_text
from copydesk.core.library.describe import DescribedCollection, DescribedSite, describe_site
from copydesk.core.posts.values import plain
from copydesk.core.site.field import Field, FieldType
from copydesk.core.site.infer import SOURCE

if TYPE_CHECKING:
    import argparse
    from typing import Any

    from copydesk.core.site.schema.facts import NewPostRule

_WELL, _FOUND, _USED_WRONGLY = 0, 1, 2
_ABOUT = (
    "Prints the generator of a site, its collections, and their fields: from the site's own schemas"
    " first, then from its posts, with the file that each fact was learned from. For a post, those"
    " of its own collection. Exit status 1 where a schema could not be read."
)
_APART = ("name", "label", "type", "fields", "item", "blocks", "origins", "source", "share")
_DEFAULTS = {one.name: one.default for one in dataclasses.fields(Field)}


def add_parser(subparsers: Any) -> None:
    """Adds the command to the parser of the program."""
    parser = subparsers.add_parser(
        "fields", help="a site's collections and fields, and where they come from",
        description=_ABOUT,
    )  # fmt: skip
    parser.add_argument("path", type=Path, metavar="PATH", help="a folder of the site, or a post")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if not arguments.path.exists():
        print(f"copydesk: there is no “{arguments.path}”.", file=sys.stderr)
        return _USED_WRONGLY
    described = describe_site(arguments.path.absolute())
    if arguments.format == "json":
        print_text(json.dumps(_as_json(described), ensure_ascii=False, indent=2))
    else:
        print_text("\n".join(_as_lines(described)))
    for notice in described.notices:
        place = f"{notice.source}:{notice.line}" if notice.line else notice.source
        print(f"{place}: {notice.sentence} {notice.next_step}".rstrip(), file=sys.stderr)
    return _FOUND if any(not notice.quiet for notice in described.notices) else _WELL


# As text -----------------------------------------------------------------------------------------


def _as_lines(described: DescribedSite) -> list[str]:
    site = described.site
    lines = [f"{site.name}: {site.label}"]
    for collection in described.collections:
        lines += ["", *_collection_lines(collection)]
    if not described.collections:
        lines += ["", "No collections: there are no posts in folders of their own here."]
    return lines


def _collection_lines(described: DescribedCollection) -> list[str]:
    schema = described.schema
    where = ", ".join(schema.files) or schema.folder or "the site's own folder"
    if schema.selector:
        key, value = schema.selector
        where = f"{schema.folder or 'anywhere'}, where {key} is “{value}”"
    posts = f"{described.posts} post{'' if described.posts == 1 else 's'}"
    lines = [f"{schema.label} — {where} · {posts}"]
    if schema.sources:
        lines.append(f"  from {', '.join(schema.sources)}")
    rows = [(_indented(depth, field), field) for depth, field in _walk(described.fields)]
    width = max((len(name) for name, _field in rows), default=0)
    lines += [f"  {name.ljust(width)}  {_field_words(field)}".rstrip() for name, field in rows]
    return lines


def _indented(depth: int, field: Field) -> str:
    return "  " * depth + (field.name or "each")


def _walk(fields: tuple[Field, ...], depth: int = 0) -> list[tuple[int, Field]]:
    found: list[tuple[int, Field]] = []
    for field in fields:
        found.append((depth, field))
        found += _walk(field.fields, depth + 1)
        if field.item is not None:
            found += _walk((field.item,), depth + 1)
        for block in field.blocks:
            head = Field(block.name, block.label, FieldType.OBJECT, fields=block.fields)
            found += _walk((head,), depth + 1)
    return found


def _field_words(field: Field) -> str:
    """The facts of a field, those of one file together: "text, required (config.yml)"."""
    origins = dict(field.origins)
    by_source: dict[str, list[str]] = {}
    kind = field.type.label.lower()
    by_source.setdefault(origins.get("type", field.source), []).append(kind)
    for name, value in _facts(field).items():
        words = _fact_words(name, value)
        if words:
            by_source.setdefault(origins.get(name, field.source), []).append(words)
    return "; ".join(
        f"{', '.join(words)} ({_source_words(source)})" if source else ", ".join(words)
        for source, words in by_source.items()
    )


def _source_words(source: str) -> str:
    return "its posts" if source == SOURCE else source


_PHRASES = {
    "required": "required", "multiple": "several", "whole": "whole", "as_text": "written as text",
    "nullable": "or null", "hidden": "hidden", "read_only": "read-only",
}  # fmt: skip
_LIMITS = {
    "minimum": "at least {}", "maximum": "at most {}", "step": "in steps of {}",
    "earliest": "from {}", "latest": "until {}", "date_format": "as {}", "pattern": "like {}",
    "hint": "“{}”",
}  # fmt: skip


def _fact_words(name: str, value: object) -> str:
    if name in _PHRASES:
        return _PHRASES[name]
    if name in _LIMITS:
        number = f"{value:g}" if isinstance(value, float) else value
        return _LIMITS[name].format(number)
    if name == "choices" and isinstance(value, tuple):
        return "one of " + ", ".join(json.dumps(c.value, ensure_ascii=False) for c in value)
    if name == "default":
        return f"default {json.dumps(plain(value), ensure_ascii=False, default=str)}"
    if name == "reference":
        return f"of {getattr(value, 'collection', '') or 'any collection'}"
    return ""


def _facts(field: Field) -> dict[str, object]:
    """What is said of a field beside its name and kind."""
    return {
        name: getattr(field, name)
        for name, default in _DEFAULTS.items()
        if name not in _APART and getattr(field, name) != default
    }


# As JSON -----------------------------------------------------------------------------------------


def _as_json(described: DescribedSite) -> dict[str, object]:
    site = described.site
    return {
        "site": {
            "root": str(site.root),
            "name": site.name,
            "generator": site.generator,
            "engine": site.engine,
        },
        "collections": [_collection_json(one) for one in described.collections],
        "notices": [dataclasses.asdict(notice) for notice in described.notices],
    }


def _collection_json(described: DescribedCollection) -> dict[str, object]:
    schema = described.schema
    return {
        "name": schema.name,
        "label": schema.label,
        "folder": schema.folder,
        "files": list(schema.files),
        "selector": list(schema.selector) if schema.selector else None,
        "posts": described.posts,
        "closed": schema.closed,
        "told_by": list(schema.told_by),
        "sources": list(schema.sources),
        "new_post": _rule_json(schema.new_post),
        "fields": [_field_json(field) for field in described.fields],
    }


def _rule_json(rule: NewPostRule) -> dict[str, object]:
    return {name: value for name, value in dataclasses.asdict(rule).items() if value is not None}


def _field_json(field: Field) -> dict[str, object]:
    result: dict[str, object] = {
        "name": field.name,
        "label": field.label,
        "type": field.type.value,
        "required": field.required,
        **{name: _plain(value) for name, value in _facts(field).items()},
        "share": round(field.share, 3),
        "from": {
            name: _source_words(source)
            for name, source in (("*", field.source), *field.origins)
            if source
        },
    }
    if field.fields:
        result["fields"] = [_field_json(inner) for inner in field.fields]
    if field.item is not None:
        result["item"] = _field_json(field.item)
    if field.blocks:
        result["blocks"] = [
            {
                "name": block.name,
                "label": block.label,
                "fields": [_field_json(inner) for inner in block.fields],
            }
            for block in field.blocks
        ]
    return result


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return plain(dataclasses.asdict(value))
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return plain(value)
