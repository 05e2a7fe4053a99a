"""Addresses of a site that no post has: of its own pages and templates, and of redirects."""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.site.layouts import is_file, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from copydesk.core.site.model import Site

# A site's own pages are few; a folder with more files than this is no place for them.
_MOST_FILES = 30_000
# Sites of many years have redirects by the thousand.
_MOST_CHARACTERS = 8_000_000
_SKIPPED = {"node_modules", "dist", "_site", "vendor", "__pycache__", "target"}
_PAGE_SUFFIXES = (
    ".astro", ".html", ".htm", ".njk", ".liquid", ".hbs", ".ejs", ".pug", ".haml", ".erb", ".slim",
    ".vue", ".svelte", ".jsx", ".tsx", ".11ty.js", ".11ty.cjs", ".php", ".ipynb", ".rst", ".adoc",
    ".org", ".json.js", ".json.ts", ".xml.js", ".xml.ts",
)  # fmt: skip
# Where redirects are kept: Netlify and Cloudflare, Vercel, Apache, nginx, the generators' own.
_REDIRECT_FILES = (
    "_redirects", "public/_redirects", "static/_redirects", "netlify.toml", "vercel.json",
    ".htaccess", "public/.htaccess", "static/.htaccess", "nginx.conf", "firebase.json",
    "staticwebapp.config.json", "redirects.json", "redirects.yml", "_data/redirects.yml",
    "astro.config.mjs", "astro.config.ts", "astro.config.js", "mkdocs.yml", "_config.yml",
    "hugo.toml", "hugo.yaml", "config.toml", "config.yaml", ".eleventy.js", "eleventy.config.js",
    "wrangler.jsonc", "worker.js",
)  # fmt: skip
# Microsoft's DocFX has one or several of these.
_REDIRECT_PATTERN = ".openpublishing.redirection*.json"
_MOVED_FILE = re.compile(
    r"""["']?([^\s"'`,()\[\]{}:]{1,300}\.(?:md|markdown|mdx))["']""", re.IGNORECASE
)
_ADDRESS = re.compile(r"""(?:^|[\s"'`(=:\[])(/[^\s"'`,()\[\]{}]{1,300})""", re.MULTILINE)
_WILD = re.compile(r"[*:$\\?]")


@dataclass(frozen=True, slots=True)
class Routes:
    """What a site serves besides its posts.

    Attributes:
        pages: The names of templates and pages, without suffixes, folded.
        redirects: Addresses that redirects name, folded, without slashes at their ends.
        wild: The beginnings of redirects that stand for many addresses.
        moved: Posts that redirects name by their paths, folded: they may be gone.
    """

    pages: frozenset[str] = frozenset()
    redirects: frozenset[str] = frozenset()
    wild: tuple[str, ...] = ()
    moved: frozenset[str] = frozenset()

    def may_serve(self, address: str) -> bool:
        """Whether an address, as `plain_address` gives it, may be one of these."""
        name = address.rpartition("/")[2]
        return (
            name in self.pages or address in self.redirects or address.startswith(self.wild or "\0")
        )


def read_routes(site: Site) -> Routes:
    """What a site's files tell of its own pages and redirects; never raises."""
    pages = {_page_name(name) for name in _page_files(site.root)}
    redirects: set[str] = set()
    wild: set[str] = set()
    moved: set[str] = set()
    for path in _redirect_files(site.root):
        text = read_text(path, _MOST_CHARACTERS)
        moved.update(found[1].casefold().strip("/") for found in _MOVED_FILE.finditer(text))
        for found in _ADDRESS.finditer(text):
            address = found[1].casefold()
            cut = _WILD.search(address)
            if cut is None:
                redirects.add(re.sub(r"(?:\.html?)$", "", address.strip("/")))
            elif len(beginning := address[: cut.start()].strip("/")) > 1:
                wild.add(beginning)
    return Routes(
        frozenset(pages - {""}),
        frozenset(redirects - {""}),
        tuple(sorted(wild)),
        frozenset(moved),
    )


def _redirect_files(root: Path) -> Iterator[Path]:
    for name in _REDIRECT_FILES:
        if is_file(root / name):
            yield root / name
    with contextlib.suppress(OSError):
        yield from sorted(root.glob(_REDIRECT_PATTERN))


def _page_name(path: str) -> str:
    folder, _slash, file = path.rpartition("/")
    stem = file.partition(".")[0]
    return (folder.rpartition("/")[2] if stem == "index" else stem).casefold()


def _page_files(root: Path) -> Iterator[str]:
    seen = 0
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name not in _SKIPPED and name[:1] != "."]
        seen += len(files)
        if seen > _MOST_FILES:
            return
        for name in files:
            if name.endswith(_PAGE_SUFFIXES):
                yield f"{folder}/{name}".replace(os.sep, "/")
