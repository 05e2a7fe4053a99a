"""Whatever stands in a post: links know their places, and no rule for links or fields fails."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.core.markup.anchors import anchors_in
from copydesk.core.markup.link_places import links_in
from copydesk.core.markup.manuscript import read_manuscript
from copydesk.core.review.check import options_of
from copydesk.core.review.draft import Draft
from copydesk.core.review.rule import Family
from copydesk.core.review.rules import RULES
from copydesk.core.review.site_facts import SiteFacts
from copydesk.core.site.model import Site
from copydesk.core.text.edits import apply_edits

_RULES = tuple(rule for rule in RULES if rule.family in (Family.FIELDS, Family.LINKS))
_FACTS = SiteFacts(Site(Path("/no/such/site"), "astro", "Astro", "commonmark"))
_PIECES = (
    "[a](b.md)", "![a](b.png)", "](", "[", "![", "<", ">", "(", ")", '"', "'", "\\", "`", "*", "\n",
    "\r\n", "\n\n", "> ", "- ", "| a | b |\n|---|---|\n", "# ", "{#a}", "<a href='b.md'>", "</a>",
    "<img src=", " alt=", "<!--", "-->", "https://a.org", "www.a.org", "[a]: b.md", "{{ a }}",
    "today, 3 May 2024", "LONDON, 3 May 2024 – ", "Monday", "é", "क्ष", "🛶", "\0", "&amp;", "%zz",
)  # fmt: skip
_FIELDS = st.sampled_from(
    (
        "",
        "---\ntitle: A\ndate: 2024-05-01\ntags: [a]\nhero: ./b.png\n---\n",
        "---\n",
        "+++\na=1\n+++\n",
    )
)
_BODIES = st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), max_size=14).map("".join)


@given(_FIELDS, _BODIES)
@settings(max_examples=60, deadline=None)
def test_no_rule_fails_and_every_fix_changes_something(fields: str, body: str) -> None:
    draft = Draft(fields + body, Path("/no/such/site/posts/a.md"), _FACTS)
    for rule in _RULES:
        for found in rule.check(draft, options_of(rule, _FACTS.settings)):
            assert 0 <= found.span.start <= found.span.end <= len(draft.text)
            for fix in found.fixes:
                assert apply_edits(draft.text, fix.edits) != draft.text


@given(_BODIES)
@settings(max_examples=60, deadline=None)
def test_links_stand_where_they_say(body: str) -> None:
    for link in links_in(read_manuscript(body)):
        assert 0 <= link.span.start <= link.span.end <= len(body)
        assert link.span.start <= link.inner.start <= link.inner.end
        if link.href_span is not None:
            assert link.span.start <= link.href_span.start <= link.href_span.end <= link.span.end


@given(_BODIES)
@settings(max_examples=60, deadline=None)
def test_every_anchor_is_found_again(body: str) -> None:
    anchors = anchors_in(body)
    assert all(anchors.has(name) for name in anchors.exact)
