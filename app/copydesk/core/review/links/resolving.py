"""Rules for links and images that lead to nothing in the site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from copydesk.core.posts.metadata import PostStatus
from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.review.targets import Target, anchors_at
from copydesk.core.text.edits import TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.library.entry import PostEntry
    from copydesk.core.markup.anchors import Anchors
    from copydesk.core.markup.link_places import LinkPlace
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options
    from copydesk.core.text.positions import Span

_TEMPLATE = re.compile(r"\{\{|\{%|<%|\$\{|\{[A-Za-z_.]+\}")
# Ids that themes give to parts of a page, browsers' own, and those of footnotes.
_NAMES = (
    "top _top main content main-content page-content header footer nav sidebar toc contents"
    " table-of-contents comments respond disqus_thread search menu site-content"
)
_THEMES = frozenset(_NAMES.split())
_OTHERS_ANCHOR = re.compile(
    r"(?:fn|fnref|cite|ref|user-content|comment-|issuecomment|L\d|:~:|[/!?=&])"
)
_SHOWN = 60
# One letter in this many may differ for an anchor to be the one that was meant.
_LETTERS_A_SLIP = 6
# A picture the site makes of another one, or the program of the site serves.
_MADE = re.compile(r"/(?:_image|_next|\.netlify|cdn-cgi|wp-content|api)/")


def broken_links(draft: Draft, _options: Options) -> Iterator[Found]:
    """Links to a file that is not there."""
    for link, target in draft.targets:
        if target.verdict == "no file":
            yield Found(
                _place(link),
                "The link leads to a file that is not there",
                f"No file of the site is “{_short(link.href)}”.",
                _near_files(draft, link),
                about=link.href,
            )


def missing_pages(draft: Draft, _options: Options) -> Iterator[Found]:
    """Links to an address at which no post and nothing else is known."""
    for link, target in draft.targets:
        if target.verdict == "no page":
            yield Found(
                _place(link),
                "The link leads to a page that is not there",
                f"The site has posts in that folder, but none for “{_short(link.href)}”.",
                about=link.href,
            )


def broken_anchors(draft: Draft, _options: Options) -> Iterator[Found]:
    """Links to a heading, or another marked place, that is not there."""
    for link, target in draft.targets:
        anchor = target.anchor
        if target.verdict != "found" or target.path is None or not anchor:
            continue
        if anchor.casefold() in _THEMES or _OTHERS_ANCHOR.match(anchor):
            continue
        own = target.path == draft.path
        anchors = draft.anchors if own else anchors_at(target.path)
        if anchors is None or anchors.has(anchor):
            continue
        where = "this post" if own else f"“{target.path.name}”"
        yield Found(
            _place(link),
            "The link leads to a heading that is not there",
            f"Nothing in {where} is called “#{_short(unquote(anchor))}”.",
            _near_anchor(link, anchor, anchors),
            about=link.href,
        )


def broken_images(draft: Draft, _options: Options) -> Iterator[Found]:
    """Images that the site doesn't have."""
    site = draft.facts.site
    for image, path in draft.pictures:
        href = image.href.strip()
        if path is not None:
            continue
        if _TEMPLATE.search(href) or _MADE.search(href) or not _is_named(href):
            continue
        if href.startswith("/") and site.generator is None:
            continue  # where such an address begins only a generator knows
        if _climbs_out(draft, href):
            continue
        yield Found(
            _place(image),
            "The picture is not there",
            f"No file of the site is “{_short(href)}”.",
            _near_files(draft, image),
            about=href,
        )


def links_to_drafts(draft: Draft, _options: Options) -> Iterator[Found]:
    """Links of a published post to one that is not."""
    if draft.metadata.status is not PostStatus.PUBLISHED:
        return
    for link, target in draft.targets:
        if target.path is None or target.path == draft.path:
            continue
        entry = _entry_at(draft, target)
        if entry is not None and entry.status is PostStatus.DRAFT:
            yield Found(
                _place(link),
                "The link leads to a draft",
                f"“{_short(entry.title)}” is not published, so readers find nothing there.",
                about=link.href,
            )


def _entry_at(draft: Draft, target: Target) -> PostEntry | None:
    relative = draft.facts.site.relative(target.path) if target.path else None
    return draft.facts.entries.get(relative) if relative else None


def _place(link: LinkPlace) -> Span:
    """The address where it is written, else all of the link."""
    return link.href_span if link.href_span is not None and len(link.href_span) else link.span


def _is_named(href: str) -> bool:
    """Whether an image's address has a file's name with a suffix."""
    name = href.partition("?")[0].partition("#")[0].rpartition("/")[2]
    return "." in name.strip(".")


def _climbs_out(draft: Draft, href: str) -> bool:
    if href.startswith("/"):
        return False
    depth = len(draft.relative.split("/")) - 1
    return href.split("/").count("..") > depth


def _near_files(draft: Draft, link: LinkPlace) -> tuple[Fix, ...]:
    """A file of nearly the same name in the very folder that the address names."""
    if link.href_span is None or link.href.startswith("/"):
        return ()
    folder, slash, name = link.href.partition("#")[0].partition("?")[0].rpartition("/")
    try:
        names = [one.name for one in (draft.path.parent / unquote(folder)).iterdir()][:2_000]
    except (OSError, ValueError):
        return ()
    suffix = name.rpartition(".")[2].casefold()
    alike = [one for one in names if one.rpartition(".")[2].casefold() == suffix]
    near = _nearest(unquote(name), alike)
    if near is None or not near.isascii() or " " in near:
        return ()
    rest = link.href[len(folder) + len(slash) + len(name) :]
    return _address_fix(link, f"{folder}{slash}{near}{rest}", f"Make it “{_short(near)}”")


def _near_anchor(link: LinkPlace, anchor: str, anchors: Anchors) -> tuple[Fix, ...]:
    near = _nearest(unquote(anchor), sorted(anchors.exact))
    if near is None:
        return ()
    address = link.href.partition("#")[0]
    return _address_fix(link, f"{address}#{near}", f"Make it “#{_short(near)}”")


def _nearest(name: str, names: list[str]) -> str | None:
    slips = max(1, len(name) // _LETTERS_A_SLIP)
    folded = [one.casefold() for one in names]
    best = extractOne(name.casefold(), folded, scorer=OSA.distance, score_cutoff=slips)
    return names[best[2]] if best else None


def _address_fix(link: LinkPlace, address: str, label: str) -> tuple[Fix, ...]:
    where = link.href_span
    if where is None or any(sign in address for sign in " ()<>\"'\\"):
        return ()
    return (Fix(label, (TextEdit(where.start, where.end, address),)),)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


_HEAD = "---\ntitle: Ferry back\n---\n\n"

RULES: tuple[Rule, ...] = (
    Rule(
        id="broken-link",
        family=Family.LINKS,
        title="A link to a file that is not there",
        why="Readers who follow it find nothing.",
        severity=Severity.ERROR,
        check=broken_links,
        example=Example(
            bad=f"{_HEAD}As [we wrote in May](mil-lane.md), it sails.\n",
            good=f"{_HEAD}As [we wrote in May](mill-lane.md), it sails.\n",
            site=(("posts/mill-lane.md", "---\ntitle: Mill Lane\n---\n\nIn May.\n"),),
        ),
        beyond=True,
    ),
    Rule(
        id="missing-page",
        family=Family.LINKS,
        title="A link to an address at which no post is known",
        why="Readers who follow it find nothing, unless the site makes that page in another way.",
        severity=Severity.WARNING,
        check=missing_pages,
        example=Example(
            bad=f"{_HEAD}As [we wrote in May](/news/mil-lane/), it sails.\n",
            good=f"{_HEAD}As [we wrote in May](/news/mill-lane/), it sails.\n",
            site=(
                ("astro.config.mjs", "export default {};\n"),
                ("src/content/news/mill-lane.md", "---\ntitle: Mill Lane\n---\n\nIn May.\n"),
            ),
        ),
        beyond=True,
    ),
    Rule(
        id="broken-anchor",
        family=Family.LINKS,
        title="A link to a heading that is not there",
        why="Readers land at the top of the page and have to search.",
        severity=Severity.WARNING,
        check=broken_anchors,
        example=Example(
            bad=f"{_HEAD}See [the fares](#fars).\n\n## Fares\n\nTwo pounds.\n",
            good=f"{_HEAD}See [the fares](#fares).\n\n## Fares\n\nTwo pounds.\n",
        ),
        beyond=True,
    ),
    Rule(
        id="broken-image",
        family=Family.LINKS,
        title="A picture that is not there",
        why="Readers see a gap, or the site can’t be built.",
        severity=Severity.ERROR,
        check=broken_images,
        example=Example(
            bad=f"{_HEAD}![The ferry at its pier](fery.jpg)\n",
            good=f"{_HEAD}![The ferry at its pier](ferry.jpg)\n",
            site=(("posts/ferry.jpg", "a picture"),),
        ),
        beyond=True,
    ),
    Rule(
        id="link-to-draft",
        family=Family.LINKS,
        title="A link of a published post to a draft",
        why="The draft is not on the site, so readers find nothing there.",
        severity=Severity.WARNING,
        check=links_to_drafts,
        example=Example(
            bad=f"{_HEAD}More on [the new pier](pier.md).\n",
            good=f"{_HEAD}More on [the old pier](old-pier.md).\n",
            site=(
                ("posts/pier.md", "---\ntitle: The new pier\ndraft: true\n---\n\nSoon.\n"),
                ("posts/old-pier.md", "---\ntitle: The old pier\n---\n\nLong ago.\n"),
            ),
        ),
        beyond=True,
    ),
)
