"""Reading a post's fields and one verified edit of them, in each format."""

from __future__ import annotations

import time
import tomllib
from typing import TYPE_CHECKING

import frontmatter as peer

from copydesk.core.posts.field_edits import set_field
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.paths import with_value
from copydesk.core.text.edits import apply_edits
from tests.bench.fielded import FORMATS, fielded_post, values
from tests.bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.core.posts.paths import FieldPath

# By the number of fields: how many posts.
_TURNS = {10: 150, 100: 30}
_WARMING = 3
_USUAL = 10
_PARSE_RATIO = 1.5
_EDIT_MS = 5.0
_TITLE: FieldPath = ("title",)
_TAG: FieldPath = ("tags", 1)
_NEW = "River walks"


def measure() -> list[Figure]:
    """Ten and a hundred fields, each post measured once, so that nothing is remembered of it."""
    figures: list[Figure] = []
    for count, turns in _TURNS.items():
        for language in FORMATS:
            figures += _measured(count, language, turns)
    return figures


def _measured(count: int, language: str, turns: int) -> list[Figure]:
    parse: list[float] = []
    title: list[float] = []
    tag: list[float] = []
    load: list[float] = []
    dump: list[float] = []
    for turn in range(-_WARMING, turns):
        posts = [fielded_post(values(count, 3 * turn + n), language) for n in range(3)]
        if turn < 0:
            _check_read(posts[0], language)
            _check_edit(posts[1], _TITLE)
            _check_edit(posts[2], _TAG)
        parse.append(_ms(lambda: read_frontmatter(posts[0])))  # noqa: B023 - called at once
        title.append(_ms(lambda: set_field(posts[1], _TITLE, _NEW)))  # noqa: B023
        tag.append(_ms(lambda: set_field(posts[2], _TAG, _NEW)))  # noqa: B023
        load.append(_ms(lambda: _load(posts[0], language)))  # noqa: B023
        dump.append(_ms(lambda: _load_and_dump(posts[1], language)))  # noqa: B023
    parse, title, tag, load, dump = (s[_WARMING:] for s in (parse, title, tag, load, dump))
    toml = language == "toml"
    loader, dumper = ("tomllib.loads", load) if toml else ("python-frontmatter load + dump", dump)
    usual = count == _USUAL
    name = f"{count} fields, {language.upper()}"
    return [
        Figure(
            f"read {name}",
            parse,
            floor=(loader if toml else "python-frontmatter load", load),
            target_ratio=None if toml else _PARSE_RATIO,
            note="python-frontmatter reads TOML by a package that is no more: tomllib alone,"
            " of the block without its fences" if toml and usual else "",
        ),
        Figure(
            f"set a text, {name}",
            title,
            floor=(loader, dumper),
            target=_EDIT_MS if usual else None,
            note="of a post that was not read before: read, edited, read again and compared"
            if usual and language == FORMATS[0] else "",
        ),
        Figure(
            f"set an item of a list, {name}",
            tag,
            floor=(loader, dumper),
            target=_EDIT_MS if usual else None,
        ),
    ]  # fmt: skip


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _load(text: str, language: str) -> object:
    if language == "toml":
        return tomllib.loads(text.split("+++\n", 2)[1])
    return peer.loads(text)


def _load_and_dump(text: str, language: str) -> None:
    if language == "toml":
        _load(text, language)
        return
    post = peer.loads(text)
    post["title"] = _NEW
    peer.dumps(post)


def _check_read(text: str, language: str) -> None:
    """Both sides must find the same in a post, or they are not to be compared."""
    other = _load(text, language)
    data = other.metadata if isinstance(other, peer.Post) else other
    if data != read_frontmatter(text).data:
        raise RuntimeError(language)


def _check_edit(text: str, path: FieldPath) -> None:
    """An edit that does not do what it is measured for would be a quick one."""
    wanted = with_value(read_frontmatter(text).data, path, _NEW)
    if read_frontmatter(apply_edits(text, set_field(text, path, _NEW))).data != wanted:
        raise RuntimeError(path)
