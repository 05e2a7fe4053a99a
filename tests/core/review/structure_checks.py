"""Runs the rules on structure and leftovers over posts, without a site's files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.core.markup.protocol import RenderRequest
from copydesk.core.markup.resolve import PreviewResolver
from copydesk.core.markup.session import render_text
from copydesk.core.review.check import check_post
from copydesk.core.review.rules import BY_ID
from copydesk.core.review.settings import ReviewSettings, RuleSetting
from copydesk.core.review.site_facts import SiteFacts
from copydesk.core.site.model import Site, site_label
from copydesk.core.text.edits import apply_edits

if TYPE_CHECKING:
    from copydesk.core.review.finding import Finding
    from copydesk.core.site.model import EngineName, Generator

_ROOT = Path("/nowhere")
FIELDS = "---\ntitle: Harbour news\n---\n"


def check(
    rule: str,
    post: str,
    *,
    engine: EngineName = "commonmark",
    generator: Generator | None = None,
    options: dict[str, object] | None = None,
    name: str = "post.md",
) -> tuple[Finding, ...]:
    """What one rule finds in a post."""
    site = Site(_ROOT, generator, site_label(generator, engine), engine)
    settings = ReviewSettings(rules={rule: RuleSetting(options=options or {})})
    return check_post(post, _ROOT / name, SiteFacts(site, settings=settings), rules=(BY_ID[rule],))


def found(rule: str, post: str, *, engine: EngineName = "commonmark") -> list[str]:
    """The pieces of the post that one rule points at."""
    return [finding.span.of(post) for finding in check(rule, post, engine=engine)]


def fixed(rule: str, post: str, *, engine: EngineName = "commonmark", fix: int = 0) -> str:
    """The post with a fix of each finding made."""
    edits = [
        edit for finding in check(rule, post, engine=engine) for edit in finding.fixes[fix].edits
    ]
    return apply_edits(post, edits)


def rendered(post: str, engine: str = "commonmark") -> str:
    """The post's HTML, as the site's engine makes it."""
    resolver = PreviewResolver("", "")
    result = render_text(RenderRequest(post, engine=engine), resolver, standalone=True)
    return "\n".join(block.html for block in result.blocks)
