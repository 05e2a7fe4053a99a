"""Where a site's Decap or Sveltia configuration is, and what it says."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from copydesk.core.site.paths import is_remote
from copydesk.core.site.schema.common import (
    BrokenSourceError,
    broken_notice,
    clean_folder,
    is_map,
    listed,
    parse_yaml,
    read_source,
    within_depth,
)
from copydesk.core.site.schema.facts import SchemaNotice
from copydesk.core.site.schema.jsonc import parse_jsonc

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.site.model import Site
    from copydesk.core.site.schema.common import Values

# Where generators keep the files that the site serves as they are.
_BASES = ("static", "public", "", "src", "source")
_LINK = re.compile(r"<link\b[^>]{0,1000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"([A-Za-z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
)
# A page names one configuration, seldom two, and does so in its head.
_MOST_LINKS = 4
_MOST_CHARACTERS = 200_000


@dataclass
class Config:
    """The configuration of a site.

    Attributes:
        source: The file it was read from; of several, the last that has collections.
        values: What it says.
        sveltia: Whether Sveltia reads it.
    """

    source: str = ""
    values: Values = field(default_factory=dict)
    sveltia: bool = False


def read_config(root: Path, site: Site) -> tuple[Config | None, list[SchemaNotice], list[str]]:
    """The configuration, notices, and the files that it depends on; None where there is none."""
    notices: list[SchemaNotice] = []
    watched: list[str] = []
    for base in dict.fromkeys((*site.public_dirs, *_BASES)):
        folder = f"{base}/admin" if base else "admin"
        page = f"{folder}/index.html"
        plain = f"{folder}/config.yml"
        watched += [page, plain]
        html = _uncommented((read_source(root, page, []) or "")[:_MOST_CHARACTERS])
        linked = _linked(html, base, folder, notices)
        watched += [path for path in linked if path != plain]
        config = _merged(root, linked or [plain], notices)
        if config is not None:
            config.sveltia = config.sveltia or "sveltia" in html.lower()
            return config, notices, watched
        if notices:
            return None, notices, watched
    return None, notices, watched


def _uncommented(html: str) -> str:
    """A page without its comments; what is never closed is one to the end."""
    first, *rest = html.split("<!--")
    return first + "".join(piece.partition("-->")[2] for piece in rest)


def _linked(html: str, base: str, folder: str, notices: list[SchemaNotice]) -> list[str]:
    """The files of the site that the admin page names as its configuration."""
    paths: list[str] = []
    for link in _LINK.findall(html):
        said = {
            found[0].lower(): unescape(found[1] or found[2] or found[3])
            for found in _ATTRIBUTE.findall(link)
        }
        href = said.get("href", "").strip()
        if said.get("rel", "").lower() != "cms-config-url" or not href:
            continue
        if is_remote(href):
            notices.append(
                SchemaNotice(
                    f"{folder}/index.html",
                    f"“{folder}/index.html” takes its configuration from the web, which is never "
                    "fetched.",
                    "Keep a copy in the site, beside that page, to have its fields here.",
                )
            )
            continue
        href = re.split(r"[?#]", href, maxsplit=1)[0]
        path = clean_folder(f"{base}/{href}" if href.startswith("/") else f"{folder}/{href}")
        if path:
            paths.append(path)
    return list(dict.fromkeys(paths))[:_MOST_LINKS]


def _merged(root: Path, paths: list[str], notices: list[SchemaNotice]) -> Config | None:
    """What the files say together: Sveltia lays several over one another, lists end to end."""
    result: Config | None = None
    for path in paths:
        source = read_source(root, path, notices)
        if source is None:
            continue
        values = _parsed(path, source, notices)
        if values is None:
            continue
        result = result or Config(path)
        if listed(values, "collections"):
            result.source = path
        joined = {
            key: [*listed(result.values, key), *listed(values, key)]
            for key in ("collections", "singletons")
            if key in result.values and key in values
        }
        result.values = {**result.values, **values, **joined}
        result.sveltia = result.sveltia or "sveltia" in source[:2_000].lower()
    return result


def _parsed(path: str, source: str, notices: list[SchemaNotice]) -> Values | None:
    language = {"json": "JSON", "toml": "TOML"}.get(path.rpartition(".")[2].lower(), "YAML")
    try:
        values = _read(source, language)
    except BrokenSourceError as error:
        notices.append(broken_notice(path, language, error.line))
        return None
    if values is None:
        return {}
    if is_map(values):
        return values
    notices.append(broken_notice(path, language, 0))
    return None


def _read(source: str, language: str) -> object:
    if language == "JSON":
        return parse_jsonc(source)
    if language == "TOML":
        try:
            return within_depth(tomllib.loads(source))
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            found = re.search(r"at line (\d+)", str(error))
            raise BrokenSourceError(int(found[1]) if found else 0) from error
    return parse_yaml(source)
