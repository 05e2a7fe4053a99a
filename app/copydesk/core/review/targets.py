"""Where a post's links lead in its site, and whether that can be known at all.

A site serves more than its posts: lists by tag, pages that a program makes, redirects. An address
is called missing only where posts stand beside it, and nothing else of the site may serve it.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from copydesk.core.library.addresses import plain_address
from copydesk.core.markup.anchors import Anchors, anchors_in
from copydesk.core.posts.encoding import decode
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.site.layouts import is_dir
from copydesk.core.site.model import POST_SUFFIXES
from copydesk.core.site.paths import is_remote, resolve_image, resolve_link

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from copydesk.core.markup.link_places import LinkPlace
    from copydesk.core.review.site_facts import SiteFacts

Verdict = Literal["found", "no file", "no page", "unknown"]

_PELICAN = re.compile(r"\{(?:filename|static|attach|tag|category|author|index)\}|\|\w+\|")
_TEMPLATE = re.compile(r"\{\{|\{%|<%|\$\{|\{[A-Za-z_.]+\}")
# Lists and feeds that generators make of posts; what stands below them is no post.
_NAMES = (
    "tags tag categories category topics topic authors author series page archive archives feed"
    " rss search taxonomy api assets static images img css js files uploads downloads media"
    " wp-content cdn-cgi"
)
_LISTS = frozenset(_NAMES.split())
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,4})?")
_WEB_SUFFIX = (".html", ".htm", ".php", ".aspx", ".asp", ".jsp", ".xml", ".rss", ".atom", ".cgi")
# What a site's build makes or compresses: styles, scripts, feeds, indexes.
_BUILT = (".css", ".js", ".mjs", ".json", ".wasm", ".map", ".ics", ".txt", ".webmanifest")
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
_MOST_BYTES = 2_000_000
# Different ones in one post; of a list longer than that the rest is let be.
_MOST_ADDRESSES = 1_000


@dataclass(frozen=True, slots=True)
class Target:
    """What a link leads to.

    Attributes:
        verdict: "no file" and "no page" where it surely leads to nothing; "unknown" where another
            host, a template or the site's own program decides.
        path: The file; None where none was found.
        anchor: The fragment, without "#".
    """

    verdict: Verdict
    path: Path | None = None
    anchor: str = ""


def targets_of(
    facts: SiteFacts, post: Path, links: Iterable[LinkPlace]
) -> tuple[tuple[LinkPlace, Target], ...]:
    """Where the links of a post lead, each address looked for once.

    Args:
        facts: The site.
        post: The post's file, absolute.
        links: Its links.
    """
    known: dict[str, Target] = {}
    found = []
    for link in links:
        if link.href not in known:
            many = len(known) >= _MOST_ADDRESSES
            known[link.href] = Target("unknown") if many else target_of(facts, post, link)
        found.append((link, known[link.href]))
    return tuple(found)


def pictures_of(
    facts: SiteFacts, post: Path, links: Iterable[LinkPlace]
) -> tuple[tuple[LinkPlace, Path | None], ...]:
    """The images that name a file of the site, each with that file; None for one not there.

    Args:
        facts: The site.
        post: The post's file, absolute.
        links: Its links and images.
    """
    known: dict[str, Path | None] = {}
    found = []
    for image in links:
        href = image.href.strip()
        if image.kind != "image" or not href or href.startswith("#") or is_remote(href):
            continue
        if href not in known:
            if len(known) >= _MOST_ADDRESSES:
                break
            known[href] = resolve_image(facts.site, post, href)
        found.append((image, known[href]))
    return tuple(found)


def target_of(facts: SiteFacts, post: Path, link: LinkPlace) -> Target:
    """Where a link of a post leads.

    Args:
        facts: The site.
        post: The post's file, absolute.
        link: One of its links.
    """
    href = link.href.strip()
    if not href or is_remote(href) or _TEMPLATE.search(href):
        return Target("unknown")
    address, _hash, anchor = href.partition("#")
    if not address:
        return Target("found", post, anchor)
    path = _resolved(facts, post, href)
    if path is not None:
        # Without a generator nobody knows what page is served at an address.
        known = facts.site.generator is not None or not address.startswith("/")
        return Target("found", path, anchor if known else "")
    return Target(_verdict(facts, post, address.partition("?")[0]))


def _resolved(facts: SiteFacts, post: Path, href: str) -> Path | None:
    """What `resolve_link` finds; an address from the root is looked for once for all posts."""
    if not href.startswith("/"):
        return resolve_link(facts.site, post, href)
    if href not in facts.resolved:
        facts.resolved[href] = resolve_link(facts.site, post, href)
    return facts.resolved[href]


def _verdict(facts: SiteFacts, post: Path, address: str) -> Verdict:
    if _PELICAN.match(address):
        return "no file" if address.startswith(("{filename}", "|filename|")) else "unknown"
    plain = plain_address(address)
    relative = not address.startswith("/")
    suffix = _SUFFIX.search(PurePosixPath(unquote(address)).name)
    if suffix and suffix[0].lower() in POST_SUFFIXES and relative:
        known = _stays_inside(facts, post, address) and not _is_moved(facts, post, address)
        return "no file" if known else "unknown"
    if not plain or _is_stated(facts, plain):
        return "unknown"
    if suffix and suffix[0].lower() not in (*_WEB_SUFFIX, *_BUILT, *POST_SUFFIXES):
        return _file_verdict(facts, post, address)
    if suffix and suffix[0].lower() in _BUILT:
        return "unknown"
    return "no page" if _stands_among_posts(facts, address, plain) else "unknown"


def _stays_inside(facts: SiteFacts, post: Path, address: str) -> bool:
    """Whether a relative path doesn't climb out of the site, where other files may be."""
    depth = len((facts.site.relative(post) or post.name).split("/")) - 1
    for part in unquote(address).split("/"):
        depth += -1 if part == ".." else 0 if part in ("", ".") else 1
        if depth < 0:
            return False
    return True


def _is_moved(facts: SiteFacts, post: Path, address: str) -> bool:
    """Whether a redirect names the file by its path below the root or a folder of posts."""
    if not facts.routes.moved:
        return False
    folder = (facts.site.relative(post) or post.name).rpartition("/")[0]
    path = posixpath.normpath(posixpath.join(folder, unquote(address))).casefold()
    bases = (f"{base}/".casefold() if base else "" for base in ("", *facts.site.content_dirs))
    return any(path.removeprefix(base) in facts.routes.moved for base in bases)


def _file_verdict(facts: SiteFacts, post: Path, address: str) -> Verdict:
    """Of a file that is no page: "../report.pdf", "/files/report.pdf"."""
    site = facts.site
    if not address.startswith("/"):
        folder = (post.parent / unquote(address)).parent
        return "no file" if _stays_inside(facts, post, address) and is_dir(folder) else "unknown"
    first = unquote(address).strip("/").split("/")[:-1]
    # Some folder that the site serves must have those folders: else its build puts them together.
    served = [site.root / name for name in (*site.public_dirs, *site.content_dirs)]
    known = site.generator is not None and bool(first)
    return (
        "no file" if known and any(is_dir(base.joinpath(*first)) for base in served) else "unknown"
    )


def _is_stated(facts: SiteFacts, plain: str) -> bool:
    """Whether a post's fields, a template or a redirect may serve an address."""
    addresses, routes = facts.addresses, facts.routes
    name = plain.rpartition("/")[2]
    if plain in addresses.stated or name in addresses.names:
        return True
    return routes.may_serve(plain)


def _stands_among_posts(facts: SiteFacts, address: str, plain: str) -> bool:
    """Whether an address is one that a post of a known folder would have, if it were there."""
    site = facts.site
    if site.generator is None or _LISTS & set(plain.split("/")):
        return False
    parts = unquote(address).strip("/").split("/")
    if not address.startswith("/"):
        return False  # what it is relative to depends on how the site ends its addresses
    if _LANGUAGE.fullmatch(parts[0]) and len(parts) > 1 and not _is_folder(facts, parts[:1]):
        parts = parts[1:]
    if len(parts) < 2 or any(part.isdigit() for part in parts) or not plain:
        return False
    return _is_folder(facts, parts[:-1])


def _is_folder(facts: SiteFacts, parts: list[str]) -> bool:
    """Whether a folder of posts is served at these first parts of an address."""
    site = facts.site
    collections = {one.name: one.folder for one in site.collections}
    folders = [f"{base}/{'/'.join(parts)}".lstrip("/") for base in site.content_dirs]
    if parts[0] in collections:
        folders.append("/".join((collections[parts[0]], *parts[1:])))
    return any(folder in facts.habits for folder in folders)


def anchors_at(path: Path) -> Anchors | None:
    """The anchors of another post; None for what is none, or can't be read."""
    if path.suffix.lower() not in POST_SUFFIXES:
        return None
    try:
        found = path.stat()
    except OSError:
        return None
    return _anchors(path, found.st_mtime_ns) if found.st_size <= _MOST_BYTES else None


@lru_cache(maxsize=1_000)
def _anchors(path: Path, _mtime_ns: int) -> Anchors | None:
    try:
        text = decode(path.read_bytes()).text
    except (OSError, ValueError):
        return None
    return anchors_in(text[read_frontmatter(text).body_start :])
