"""Where a link or an image of a post points, as the site itself would resolve it.

Nothing outside the site's root is ever returned, symbolic links followed.
"""

from __future__ import annotations

import os.path
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from copydesk.core.site.model import POST_SUFFIXES, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PELICAN = re.compile(r"\{(?:filename|static|attach)\}|\|(?:filename|static|attach)\|")
_DATED = re.compile(r"(?:.*/)?(\d{4})/(\d{1,2})/(\d{1,2})/([^/]+)$")
_ALIASES = ("~/", "@/", "src/")
# A link is a line of text; what is longer names no file (PATH_MAX is 4,096 on Linux).
_LONGEST = 4_096
# A post's address is looked for among at most this many names of its collection's folder.
_MOST_NAMES = 20_000


def is_remote(href: str) -> bool:
    """Whether a link leads to another place than a file of the site."""
    href = href.strip()
    return href.startswith("//") or bool(_SCHEME.match(href) and href[1:3] != ":\\")


def resolve_link(site: Site, post_path: Path, href: str) -> Path | None:
    """The file a link of a post leads to: another post, or any file that the site serves.

    Clean addresses lead to the post they are made from: "/news/foo/" to
    "src/content/news/foo.md". Addresses that a post's own frontmatter sets are not known here.

    Args:
        site: The site of the post.
        post_path: The post's file, absolute.
        href: As written in the post: fragment, query and percent signs are dealt with.

    Returns:
        An existing file inside the site's root, or None.
    """
    return _first(site, _candidates(site, post_path, href, clean=True))


def resolve_image(site: Site, post_path: Path, src: str) -> Path | None:
    """The file an image of a post is, or None for a remote or missing one.

    Args:
        site: The site of the post.
        post_path: The post's file, absolute.
        src: As written in the post or its frontmatter.
    """
    return _first(site, _candidates(site, post_path, src, clean=False))


def _first(site: Site, candidates: Iterator[Path]) -> Path | None:
    for candidate in candidates:
        try:
            # Dots are an address's affair: "here/../foo" needs no folder "here" on the disk.
            plain = type(candidate)(os.path.normpath(candidate))
            if not plain.is_file():  # most are not there: one look, not one for each folder
                continue
            real = plain.resolve(strict=True)
            if real.is_relative_to(site.real_root):
                return real if site.root == site.real_root else _as_opened(site, real)
        except (OSError, ValueError, RuntimeError):  # missing, a NUL, a circle of links
            continue
    return None


def _as_opened(site: Site, real: Path) -> Path:
    return site.root / real.relative_to(site.real_root)


def _candidates(site: Site, post_path: Path, href: str, *, clean: bool) -> Iterator[Path]:
    href = href.strip()
    if not href or len(href) > _LONGEST or href.startswith("#") or is_remote(href):
        return
    for address in _readings(href):
        if address.startswith("/@fs/"):
            yield type(site.root)(address[4:])
        address = _PELICAN.sub("", address, count=1)
        if address.startswith(_ALIASES):
            rest = address.partition("/")[2]
            yield from (site.root / "src" / rest, site.root / rest)
            yield from (site.root / folder / rest for folder in site.content_dirs)
        if address.startswith("/"):
            yield from _absolute(site, address, clean=clean)
        else:
            yield from _relative(site, post_path, address, clean=clean)


def _readings(href: str) -> Iterator[str]:
    """The path that a link means: without query and fragment; else a name that holds them."""
    path = re.split(r"[?#]", href, maxsplit=1)[0]
    for reading in dict.fromkeys((unquote(path), path, unquote(href))):
        if reading:
            yield reading.replace("\\", "/")


def _relative(site: Site, post_path: Path, address: str, *, clean: bool) -> Iterator[Path]:
    plain = post_path.parent / address
    yield plain
    if not clean:
        yield from (site.root / folder / address for folder in site.public_dirs)
        return
    yield from _as_post(plain)
    # On the site the post is a folder of its own, so "../bar/" stands beside it.
    yield from _as_post(post_path.with_suffix("") / address)


def _absolute(site: Site, address: str, *, clean: bool) -> Iterator[Path]:
    rest = address.lstrip("/")
    yield from (site.root / folder / rest for folder in site.public_dirs)
    yield from (site.root / folder / rest for folder in site.content_dirs)
    yield site.root / rest
    if clean:
        for folder in site.content_dirs:
            yield from _as_post(site.root / folder / rest)
        yield from _dated(site, rest)
        yield from _in_collections(site, rest)


def _as_post(path: Path) -> Iterator[Path]:
    """The posts that are served at the address `path`: "foo" is foo.md or foo/index.md."""
    if path.suffix.lower() in (".html", ".htm"):
        path = path.with_suffix("")
    for suffix in POST_SUFFIXES:
        if path.name and path.name != "..":
            yield path.with_name(path.name + suffix)
        for name in ("index", "_index", "README"):
            yield path / (name + suffix)


def _dated(site: Site, rest: str) -> Iterator[Path]:
    """Jekyll's "/2024/09/19/foo.html", made from "_posts/2024-09-19-foo.md"."""
    found = _DATED.match(rest.rstrip("/"))
    if not found:
        return
    year, month, day, slug = found.groups()
    name = f"{year}-{month:0>2}-{day:0>2}-{slug}"
    for collection in site.collections:
        yield from _as_post(site.root / collection.folder / name)


def _in_collections(site: Site, rest: str) -> Iterator[Path]:
    """Posts of the collection that the address names, then of any, by the rest of the address."""
    parts = PurePosixPath(rest).parts
    if not parts:
        return
    named = [one for one in site.collections if one.name in parts[:-1]]
    for collection in named:
        below = parts[parts.index(collection.name) + 1 :]
        yield from _as_post((site.root / collection.folder).joinpath(*below))
    for collection in site.collections:
        yield from _as_post((site.root / collection.folder).joinpath(*parts))
    for collection in site.collections:
        yield from _as_post(site.root / collection.folder / parts[-1])
    for collection in named or site.collections:
        yield from _date_prefixed(site.root / collection.folder, parts[-1])


def _date_prefixed(folder: Path, slug: str) -> Iterator[Path]:
    """Files named "2024-09-19-<slug>.md", whose date the address leaves out."""
    slug = slug.removesuffix(".html")
    wanted = re.compile(rf"\d{{4}}-\d{{2}}-\d{{2}}-{re.escape(slug)}(?:\.\w+)?$")
    try:
        for count, entry in enumerate(folder.iterdir()):
            if count >= _MOST_NAMES:
                return
            if wanted.match(entry.name):
                yield entry
                yield from _as_post(entry)
    except OSError:
        return
