"""Runs one rule over one post of a small site, as `copydesk check` does."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from copydesk.core.library.reading import read_entry
from copydesk.core.library.scan import is_post
from copydesk.core.review.check import check_post
from copydesk.core.review.settings import ReviewSettings, RuleSetting
from copydesk.core.review.site_facts import SiteFacts
from copydesk.core.review.source import Source
from copydesk.core.site.detect import detect_site
from copydesk.core.site.model import Site, site_label
from copydesk.core.site.schema.reading import read_site_schema

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from copydesk.core.review.finding import Finding
    from copydesk.core.review.rule import Example, Rule
    from copydesk.core.site.field import Field
    from copydesk.core.site.model import EngineName
    from copydesk.core.site.schema.site_schema import SiteSchema

TODAY = dt.date(2026, 11, 20)
POST = "posts/example.md"
# What makes an example's folder a generator's site, or gives its posts a schema.
_CONFIGS = (".toml", ".yml", ".mjs")


def found_in(
    root: Path, rule: Rule, post: str, example: Example, settings: ReviewSettings | None = None
) -> tuple[Finding, ...]:
    """What a rule, switched on, finds in a post with the files of an example around it."""
    files = {**dict(example.site), POST: post}
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8", newline="")
    return check_post(
        post,
        root / POST,
        facts_of(root, example.engine, settings or _switched_on(rule)),
        today=TODAY,
        sources=tuple(Source(name, text) for name, text in example.sources),
        rules=(rule,),
    )


def facts_of(
    root: Path, engine: str = "commonmark", settings: ReviewSettings | None = None
) -> SiteFacts:
    """A folder's facts, its posts read."""
    paths = [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()]
    entries = {path: read_entry(root, path) for path in paths if is_post(path)}
    chosen: EngineName = "commonmark" if engine == "commonmark" else "python-markdown"
    site = Site(root, None, site_label(None, chosen), chosen, public_dirs=("public",))
    fields_of = None
    if any("/" not in path and path.endswith(_CONFIGS) for path in paths):
        site = replace(detect_site(root), engine=chosen)
        fields_of = partial(_stated_fields, site, read_site_schema(root, site))
    known = {path: entry for path, entry in entries.items() if entry is not None}
    facts = SiteFacts(site, known, settings or ReviewSettings())
    return replace(facts, fields_of=fields_of) if fields_of else facts


def _stated_fields(
    site: Site, schema: SiteSchema, path: Path, data: Mapping[str, object]
) -> tuple[tuple[Field, ...], bool]:
    found = schema.of_post(site.relative(path) or path.name, data)
    return (found.fields, found.closed) if found else ((), False)


def _switched_on(rule: Rule) -> ReviewSettings:
    return ReviewSettings(rules={rule.id: RuleSetting(off=False)})
