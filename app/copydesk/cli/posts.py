"""``copydesk get`` and ``copydesk set``: a post's fields for scripts."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.cli.output import print_text
from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.encoding import decode, encode
from copydesk.core.posts.field_edits import set_field_read, unset_field
from copydesk.core.posts.frontmatter import Frontmatter, read_frontmatter
from copydesk.core.posts.paths import FieldPath, NoSuchPlaceError, value_at
from copydesk.core.posts.values import plain
from copydesk.core.storage.atomic import save_atomic
from copydesk.core.storage.fingerprint import read_file
from copydesk.core.text.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_WELL, _REFUSED, _USED_WRONGLY = 0, 1, 2


def add_parser(subparsers: Any) -> None:
    """Adds both commands to the parser of the program."""
    get = subparsers.add_parser(
        "get", help="what the site reads in a post's fields", description=_GET
    )
    get.add_argument("file", type=Path, metavar="FILE", help="the post")
    get.add_argument("key", nargs="?", metavar="KEY", help="one field; without it, all of them")
    get.add_argument("--format", choices=("json", "text"), default="json", help="default: json")
    get.set_defaults(run=_get)
    change = subparsers.add_parser(
        "set", help="change fields of a post and nothing else", description=_SET
    )
    change.add_argument("file", type=Path, metavar="FILE", help="the post")
    change.add_argument("pairs", nargs="*", type=_pair, metavar="KEY=VALUE", help="a field to set")
    change.add_argument(
        "--unset", action="append", default=[], metavar="KEY", help="a field to remove"
    )
    change.set_defaults(run=_set, parser=change)


_GET = (
    "Prints the fields of a post as JSON: dates as ISO 8601 text, names in the order of the file."
    " With --format text, one line a field, or the bare value of KEY, which may name a part of a"
    " field: seo.title, authors.0.name."
)
_SET = (
    "Changes fields of a post and leaves every other byte as it is. VALUE is read as YAML:"
    " title=News, draft=no, 'tags=[a, b]', 'subtitle=\"1.10\"'. KEY may name a part of a field:"
    " seo.title, or authors.0.name for the first of a list. If one change is refused, none is made."
)


def _pair(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign or not key.strip():
        raise argparse.ArgumentTypeError(f"“{text}” is not KEY=VALUE")
    return key.strip(), value


def _get(arguments: argparse.Namespace) -> int:
    if not _is_there(arguments.file):
        return _USED_WRONGLY
    fields = read_frontmatter(decode(read_file(arguments.file).data).text)
    _tell_problems(arguments.file, fields)
    if not fields.readable:
        return _REFUSED
    data = plain(fields.data)
    assert isinstance(data, dict)  # noqa: S101 - plain() of a dict is one
    if arguments.key is None:
        print_text(_as_lines(data) if arguments.format == "text" else _as_json(data))
        return _WELL
    try:
        value = value_at(data, _path(arguments.key, data))
    except NoSuchPlaceError:
        print(f"copydesk: there is no field “{arguments.key}”.", file=sys.stderr)
        return _REFUSED
    print_text(_as_text(value) if arguments.format == "text" else _as_json(value))
    return _WELL


def _set(arguments: argparse.Namespace) -> int:
    if not arguments.pairs and not arguments.unset:
        arguments.parser.error("nothing to change: give KEY=VALUE or --unset KEY")
    if not _is_there(arguments.file):
        return _USED_WRONGLY
    content = read_file(arguments.file)
    decoded = decode(content.data)
    text = decoded.text
    try:
        for key, value in arguments.pairs:
            path = _path(key, read_frontmatter(text).data)
            text = apply_edits(text, set_field_read(text, path, value))
        for key in arguments.unset:
            path = _path(key, read_frontmatter(text).data)
            text = apply_edits(text, unset_field(text, path))
    except EditRefusedError as refused:
        print(f"copydesk: {refused} “{arguments.file}” was left as it is.", file=sys.stderr)
        return _REFUSED
    data = encode(text, decoded.text_format)
    if data != content.data:
        save_atomic(arguments.file, data, content.digest)
    return _WELL


def _path(key: str, data: Mapping[str, object]) -> FieldPath:
    """The place that a key names: a field of that very name, else a part of one, dot by dot."""
    if key in data or "." not in key.strip("."):
        return (key,)
    path: FieldPath = ()
    here: object = data
    for part in key.split("."):
        step = int(part) if isinstance(here, list) and part.isdecimal() else part
        path = (*path, step)
        try:
            here = value_at(here, (step,))
        except NoSuchPlaceError:
            here = None
    return path


def _is_there(path: Path) -> bool:
    if path.is_file():
        return True
    print(f"copydesk: there is no post “{path}”.", file=sys.stderr)
    return False


def _tell_problems(path: Path, fields: Frontmatter) -> None:
    for problem in fields.problems:
        print(f"{path}:{problem.line + 1}: {problem.sentence} {problem.next_step}", file=sys.stderr)


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _as_lines(data: dict[str, object]) -> str:
    return "\n".join(f"{key}: {_as_text(value)}" for key, value in data.items())


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
