"""Reads every schema that a site has.

Where several sources speak of one post, the one earlier in `SOURCES` is believed: what the site
overrules on purpose, then what its build checks, then what its editing tools write, then what its
posts begin from. The posts themselves come last; see `combine.with_inferred`.

A reader takes tens of milliseconds to load, so it is loaded only where the site has its source.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from copydesk.core.site.layouts import exists
from copydesk.core.site.schema.facts import (
    EVERY,
    CollectionFacts,
    Reading,
    SchemaNotice,
    SchemaReader,
)
from copydesk.core.site.schema.site_schema import SiteSchema, Told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from copydesk.core.site.model import Site

_SCRIPTS = ("mjs", "js", "mts", "ts")
# Where sites keep the page of Decap or Sveltia, beside the folders that they serve as they are.
_ADMIN = ("static/admin", "public/admin", "admin", "src/admin", "source/admin")


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of schema.

    Attributes:
        load: Gives its reader.
        marks: Files and folders below the root; without any of them it has nothing to say.
        served: The same, below the folders that the site serves as they are.
    """

    load: Callable[[], SchemaReader]
    marks: tuple[str, ...]
    served: tuple[str, ...] = ()


def _copydesk_toml() -> SchemaReader:
    from copydesk.core.site.schema import copydesk_toml

    return copydesk_toml


def _astro() -> SchemaReader:
    from copydesk.core.site.schema import astro

    return astro


def _tina() -> SchemaReader:
    from copydesk.core.site.schema import tina

    return tina


def _decap() -> SchemaReader:
    from copydesk.core.site.schema import decap

    return decap


def _pages_cms() -> SchemaReader:
    from copydesk.core.site.schema import pages_cms

    return pages_cms


def _front_matter_cms() -> SchemaReader:
    from copydesk.core.site.schema import front_matter_cms

    return front_matter_cms


def _hugo() -> SchemaReader:
    from copydesk.core.site.schema import hugo

    return hugo


SOURCES = (
    Source(_copydesk_toml, ("copydesk.toml",)),
    Source(
        _astro,
        (
            ".astro/collections",
            *(f"src/content.config.{script}" for script in _SCRIPTS),
            *(f"src/content/config.{script}" for script in _SCRIPTS),
        ),
    ),
    Source(_tina, ("tina/tina-lock.json",)),
    Source(_decap, _ADMIN, served=("admin",)),
    Source(_pages_cms, (".pages.yml",)),
    Source(_front_matter_cms, ("frontmatter.json", ".frontmatter/config", ".vscode/settings.json")),
    Source(_hugo, ("archetypes", "themes")),
)
"""The most believed first."""


def read_site_schema(root: Path, site: Site) -> SiteSchema:
    """Reads every source that a site has. A broken one makes a notice and stops no other.

    Args:
        root: The site's root.
        site: Its generator and the generator's own collections.
    """
    own = {collection.name: collection.folder for collection in site.collections}
    read = [_read(source, root, site) for source in SOURCES]
    for _label, reading in read:
        for facts in reading.collections:
            if facts.folder is not None and not facts.files:
                own.setdefault(facts.name, facts.folder)
    told: list[tuple[Told, ...]] = []
    notices: list[SchemaNotice] = []
    watched: list[str] = []
    for label, reading in read:
        placed = []
        for facts in reading.collections:
            folder = "" if facts.name == EVERY else _folder(facts, own)
            if folder is None:
                notices.append(_homeless(facts))
            else:
                placed.append(Told(label, facts, folder))
        if placed:
            told.append(tuple(placed))
        notices += reading.notices
        watched += reading.watched
    return SiteSchema(tuple(told), tuple(notices), tuple(dict.fromkeys(watched)))


def _read(source: Source, root: Path, site: Site) -> tuple[str, Reading]:
    """What the source's schema is called, and what it says."""
    served = (f"{base}/{name}".lstrip("/") for base in site.public_dirs for name in source.served)
    marks = tuple(dict.fromkeys((*source.marks, *served)))
    if not any(exists(root / mark) for mark in marks):
        return "", Reading(watched=marks)
    reader = source.load()
    reading = reader.read(root, site)
    return reader.LABEL, replace(reading, watched=(*marks, *reading.watched))


def _folder(facts: CollectionFacts, own: Mapping[str, str]) -> str | None:
    if facts.folder is not None:
        return facts.folder.strip("/")
    return "" if facts.files else own.get(facts.name)


def _homeless(facts: CollectionFacts) -> SchemaNotice:
    return SchemaNotice(
        facts.source,
        f"“{facts.source}” speaks of a collection “{facts.name}” that the site has no folder for.",
        f"Name its folder in copydesk.toml, under [collections.{facts.name}].",
    )
