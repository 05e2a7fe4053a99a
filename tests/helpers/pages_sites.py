"""Sites with a Pages CMS configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.site.detect import detect_site
from copydesk.core.site.schema import pages_cms
from tests.helpers.sites import SiteBuilder

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.site.schema.facts import CollectionFacts, FieldFacts, Reading


PAGES_HEAD = "media: {input: static/photos, output: /photos}\n"


def pages_reading(root: Path, config: str) -> Reading:
    """What is read of a site with this configuration."""
    SiteBuilder(root).write(".pages.yml", config)
    return pages_cms.read(root, detect_site(root))


def pages_collection(root: Path, rest: str, head: str = PAGES_HEAD) -> CollectionFacts:
    """The collection of a configuration, whose settings are given indented by four."""
    start = "content:\n  - name: news\n    type: collection\n    path: content/news\n"
    found = pages_reading(root, f"{head}{start}{rest}")
    assert not found.notices
    (only,) = found.collections
    return only


def pages_field(root: Path, source: str, head: str = PAGES_HEAD) -> FieldFacts:
    """The facts of one field, given as a flow map without its braces."""
    return pages_collection(root, f"    fields:\n      - {{name: x, {source}}}\n", head).fields[0]
