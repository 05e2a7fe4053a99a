"""The addresses of a site's posts, as far as files and fields tell them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from copydesk.core.posts.dates import date_in_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from copydesk.core.library.entry import PostEntry
    from copydesk.core.site.model import Site

_OWN = ("permalink", "url", "path", "slug", "route")
_FURTHER = ("aliases", "alias", "redirect_from", "redirects", "redirectfrom", "oldurl", "old_url")
_ANY = tuple(f'"{name}"' for name in (*_OWN, *_FURTHER))
_INDEX = ("index", "_index")
# `:year/:title/` and `{{ page.fileSlug }}` are patterns.
_LANGUAGE_ENDING = re.compile(r"\.[a-z]{2,3}(?:-[A-Za-z]{2,4})?$")
_PATTERN = re.compile(r":\w|\{\{|\{%")


@dataclass(frozen=True, slots=True)
class Addresses:
    """What is known of where posts are served.

    Attributes:
        stated: Addresses that fields name, aliases included, as `plain_address` gives them.
        names: The last parts of them.
        sharing: For each post whose address others have too, the paths of those.
    """

    stated: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    sharing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_addresses(site: Site, entries: Iterable[PostEntry]) -> Addresses:
    """The addresses of all posts of a site."""
    stated: set[str] = set()
    by_address: dict[str, list[str]] = {}
    for entry in entries:
        data = _fields(entry)
        for value in _values(data, (*_OWN, *_FURTHER)):
            stated.add(plain_address(value))
        address = _address(site, entry, data)
        if address is not None:
            by_address.setdefault(address, []).append(entry.path)
    stated.discard("")
    sharing = {
        path: tuple(one for one in sorted(paths) if one != path)
        for paths in by_address.values()
        if len(paths) > 1
        for path in paths
    }
    names = frozenset(address.rpartition("/")[2] for address in stated)
    return Addresses(frozenset(stated), names, sharing)


def plain_address(address: str) -> str:
    """An address made comparable: "https://x.org/News/Foo/index.html" is "news/foo"."""
    try:
        path = urlsplit(address.strip()).path
    except ValueError:  # a bracket that is no IPv6 host
        path = address
    path = unquote(path).casefold().strip("/")
    path = re.sub(r"(?:^|/)index(?:\.html?)?$", "", path)
    return re.sub(r"\.(?:html?|mdx?|markdown|php)$", "", path)


def _fields(entry: PostEntry) -> Mapping[str, object]:
    if not any(name in entry.metadata_json for name in _ANY):
        return {}
    try:
        data = json.loads(entry.metadata_json)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _values(data: Mapping[str, object], names: Iterable[str]) -> Iterable[str]:
    for name in names:
        value = data.get(name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and not _PATTERN.search(one):
                yield one


def _address(site: Site, entry: PostEntry, data: Mapping[str, object]) -> str | None:
    """What tells a post's address from another's; None where the site alone knows it.

    It is no address to visit: posts of two collections are told apart by their folders.
    """
    folder, _slash, file = entry.path.rpartition("/")
    stem = file.rpartition(".")[0]
    if site.generator == "hugo":
        stem = _LANGUAGE_ENDING.sub("", stem)
    language = entry.language or ""  # of two languages none is in the other's way
    for name in ("permalink", "url"):
        own = data.get(name)
        if isinstance(own, str) and own.startswith("/"):
            return None if _PATTERN.search(own) else f"{language}:/{plain_address(own)}"
        if name in data:
            return None
    if stem in _INDEX:
        if not folder:
            return None
        folder, _slash, stem = folder.rpartition("/")
    slug = data.get("slug")
    dated = date_in_name(stem)
    if isinstance(slug, str) and slug and site.generator is not None:
        collection = site.collection_of(site.root / entry.path)
        if site.generator == "astro" and collection is not None:
            folder = collection.folder
        stem = slug.strip("/")
        if dated or site.generator in ("jekyll", "hugo"):  # the date may be part of the address
            stem = f"{entry.date or dated}-{stem}"
    return f"{language}:{folder}/{stem}"
