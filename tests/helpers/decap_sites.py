"""Sites with a Decap configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.site.detect import detect_site
from copydesk.core.site.schema import decap
from tests.helpers.sites import SiteBuilder

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.site.schema.facts import CollectionFacts, FieldFacts, Reading


DECAP_HEAD = """\
backend: {name: git-gateway}
media_folder: static/photos
public_folder: /photos
"""


def decap_reading(root: Path, config: str, path: str = "static/admin/config.yml") -> Reading:
    """What is read of a site with this configuration."""
    SiteBuilder(root).write(path, config)
    return decap.read(root, detect_site(root))


def decap_collection(root: Path, rest: str, head: str = DECAP_HEAD) -> CollectionFacts:
    """The only collection of a configuration, whose settings are given indented by four."""
    found = decap_reading(
        root, f"{head}collections:\n  - name: news\n    folder: content/news\n{rest}"
    )
    assert not found.notices
    (only,) = found.collections
    return only


def decap_field(root: Path, source: str, head: str = DECAP_HEAD) -> FieldFacts:
    """The facts of one field, given as a flow map without its braces."""
    return decap_collection(root, f"    fields:\n      - {{name: x, {source}}}\n", head).fields[0]
