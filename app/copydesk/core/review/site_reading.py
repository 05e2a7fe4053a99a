"""Reads what checks know of a site: for the command line, and for the process that checks."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk import __version__
from copydesk.core.library.cache import cache_path
from copydesk.core.library.opening import open_library
from copydesk.core.library.reading import read_entry
from copydesk.core.library.scan import is_post
from copydesk.core.review.configuration import read_settings
from copydesk.core.review.prose.style_file import style_of
from copydesk.core.review.site_facts import SiteFacts
from copydesk.core.review.structure.extensions import extensions_of
from copydesk.core.site.assets import IMAGE_SUFFIXES
from copydesk.core.site.detect import detect_site
from copydesk.core.site.schema.facts import SchemaNotice
from copydesk.core.site.schema.reading import read_site_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from copydesk.core.library.entry import PostEntry
    from copydesk.core.review.settings import ReviewSettings
    from copydesk.core.site.field import Field
    from copydesk.core.site.model import Site
    from copydesk.core.site.schema.site_schema import SiteSchema

# Redirects are named in files at the root, or in a folder there (`core.site.routes`).
_REDIRECTS_DEPTH = 1
# What of an entry other posts' checks may ask for.
_TOLD = ("path", "title", "date", "status", "language", "tags", "metadata_json")


@dataclass(frozen=True)
class SiteReading:
    """A site as read for its checks.

    Attributes:
        facts: What checks are given.
        notices: What of `copydesk.toml` and of the house style is passed over.
        rules_key: Changes with anything but the post that a rule may depend on which looks at the
            post alone: the settings, the word lists, the house style, what the site's own files say
            of its Markdown and its fields, the program's version.
        site_key: Changes with anything of the site that another rule may depend on: which files
            there are, how large pictures are, where it redirects to, and what posts say of
            themselves.
        posts_key: Changes with any post: a link may lead to a heading in it.
    """

    facts: SiteFacts
    notices: tuple[SchemaNotice, ...]
    rules_key: str
    site_key: str
    posts_key: str


def read_site(
    folder: Path,
    *,
    personal_words: frozenset[str] = frozenset(),
    entries: Mapping[str, PostEntry] | None = None,
) -> SiteReading:
    """Reads the site at or above a folder.

    Args:
        folder: Absolute; it is there.
        personal_words: The editor's own word list.
        entries: All posts of the site, where they are known; read otherwise.

    Raises:
        StorageError: The site's folder can't be read.
    """
    site = detect_site(folder)
    settings, notices = read_settings(site.root)
    schema = read_site_schema(site.root, site)
    opening = open_library(site.root, cache_path(site.root))
    known = dict(entries) if entries is not None else _entries(site.root, opening.entries)
    facts = SiteFacts(
        site,
        known,
        settings,
        _FieldsOf(site, schema),
        personal_words,
        (site.root / settings.dictionaries,) if settings.dictionaries else (),
    )
    return SiteReading(
        facts,
        (*notices, *_style_notices(facts)),
        _rules_key(site, settings, schema, personal_words),
        _site_key(opening.survey.files, known.values()),
        _states_key(opening.survey.files, is_post),
    )


def _entries(root: Path, remembered: Mapping[str, PostEntry]) -> dict[str, PostEntry]:
    found = {}
    for path, entry in remembered.items():
        read = entry if entry.known else read_entry(root, path)
        if read is not None:
            found[path] = read
    return found


@dataclass(frozen=True)
class _FieldsOf:
    """The schema's fields of a post; see `site_facts.FieldsOf`."""

    site: Site
    schema: SiteSchema

    def __call__(self, path: Path, data: Mapping[str, object]) -> tuple[tuple[Field, ...], bool]:
        relative = self.site.relative(path)
        found = None if relative is None else self.schema.of_post(relative, data)
        return (found.fields, found.closed) if found else ((), False)


def _style_notices(facts: SiteFacts) -> list[SchemaNotice]:
    return [
        SchemaNotice(facts.settings.style, trouble.sentence, line=trouble.line)
        for trouble in style_of(facts).troubles
    ]


def _rules_key(
    site: Site, settings: ReviewSettings, schema: SiteSchema, personal_words: frozenset[str]
) -> str:
    root = site.root
    parts = [__version__, _code_key(), repr(settings), *sorted(personal_words)]
    parts += [repr(site), repr(schema.told), *sorted(extensions_of(site))]
    for name in (settings.words, settings.style):
        with contextlib.suppress(OSError):
            parts.append((root / name).read_text("utf-8", "replace"))
    if settings.dictionaries:
        with contextlib.suppress(OSError):
            for path in sorted((root / settings.dictionaries).iterdir()):
                state = path.stat()
                parts.append(repr((path.name, state.st_mtime_ns, state.st_size)))
    return digest_of(parts)


def _code_key() -> str:
    """Changes with the rules themselves, in a checkout; a bundle has its version."""
    times = [path.stat().st_mtime_ns for path in Path(__file__).parent.rglob("*.py")]
    return str(max(times, default=0))


def _site_key(files: Mapping[str, tuple[int, int]], entries: Iterable[PostEntry]) -> str:
    told = sorted(repr([getattr(entry, name) for name in _TOLD]) for entry in entries)
    return digest_of([*sorted(files), *told, _states_key(files, _tells_by_content)])


def _tells_by_content(path: str) -> bool:
    """Whether a file that is no post is looked into: a picture, or one that may name redirects."""
    is_picture = path.lower().endswith(IMAGE_SUFFIXES)
    return is_picture or (path.count("/") <= _REDIRECTS_DEPTH and not is_post(path))


def _states_key(files: Mapping[str, tuple[int, int]], chosen: Callable[[str], bool]) -> str:
    """A key that changes when one of the chosen files is written."""
    return digest_of(sorted(repr((path, files[path])) for path in files if chosen(path)))


def digest_of(parts: Iterable[str]) -> str:
    """A key that changes with any of the parts: 32 hexadecimal digits."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()
