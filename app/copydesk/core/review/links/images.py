"""Rules for images: what they say to who can't see them, and how large they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Option, Rule
from copydesk.core.site.assets import IMAGE_SUFFIXES, spoken_size
from copydesk.core.site.image_size import image_size
from copydesk.core.text.edits import TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from copydesk.core.markup.link_places import LinkPlace
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

_EMPTY = (
    "image img picture photo photograph pic graphic illustration screenshot screen figure diagram"
    " chart graph icon logo banner hero cover thumbnail untitled alt placeholder alternative text"
    " description caption gif video map the an of here my your this"
)
_EMPTY_WORDS = frozenset(_EMPTY.split())
_CAMERA = re.compile(
    r"(?:IMG|DSC[FN]?|DSCN|PXL|MVI|GOPR|P\d|WA|Screen\s?shot|Capture|Unbenannt|Untitled|Bildschirmfoto)"
    r"[\s_-]*(?:\d|$)[\d\s_.:-]*(?:at|AM|PM|[\d\s_.:()-])*(?:\.\w{3,4})?$",
    re.IGNORECASE,
)
_FILE = re.compile(rf"[^\s/]+\.(?:{'|'.join(IMAGE_SUFFIXES)})$", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"(?:an?\s+|the\s+)?(?:image|picture|photo(?:graph)?|pic)\s+(?:of|showing)\s+(?=\w)",
    re.IGNORECASE,
)
_NO_WORDS = re.compile(r"[-_]|\d{2,}$")
_WORDS = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]")
_MB = 1_000_000
# WordPress scales pictures wider than this down by itself (big_image_size_threshold, since 5.3):
# https://developer.wordpress.org/reference/hooks/big_image_size_threshold/
_WIDEST = 2_560


def missing_alt(draft: Draft, _options: Options) -> Iterator[Found]:
    """Images without a description."""
    for image in draft.links:
        if image.kind == "image" and not image.described and _is_shown(image):
            yield Found(
                image.span,
                "The picture has no description",
                "Write what it shows between the square brackets."
                if not image.html
                else 'Give it an alt text; an empty one, alt="", if it only decorates.',
            )


def useless_alt(draft: Draft, _options: Options) -> Iterator[Found]:
    """Descriptions that describe nothing: a file's name, "image"."""
    for image in draft.links:
        if image.kind != "image" or not image.text or _OBJECT in image.text:
            continue
        if _says_nothing(image.text, image.href):
            shown = image.text if len(image.text) <= 40 else image.text[:39] + "…"
            yield Found(
                image.inner if len(image.inner) else image.span,
                "The description doesn’t say what the picture shows",
                f"“{shown}” is all that a reader hears who can’t see it.",
            )


def announced(draft: Draft, _options: Options) -> Iterator[Found]:
    """Descriptions that begin with "image of", which is said anyway."""
    for image in draft.links:
        found = _ANNOUNCED.match(image.text) if image.kind == "image" else None
        written = image.inner.of(draft.text)
        lead = _ANNOUNCED.match(written) if found else None
        if found is None or lead is None:
            continue
        rest = written[lead.end()]
        edit = TextEdit(image.inner.start, image.inner.start + lead.end() + 1, rest.upper())
        yield Found(
            image.inner,
            "The description says that it is a picture",
            "Screen readers say so by themselves.",
            (Fix(f"Take “{lead.group().strip()}” out", (edit,)),),
        )


def oversized(draft: Draft, options: Options) -> Iterator[Found]:
    """Images of more bytes, or wider, than a page needs."""
    most, widest = options["bytes"], options["width"]
    for image, path in draft.pictures:
        size = image_size(path) if path is not None else None
        if path is None or size is None:
            continue
        detail = ""
        if isinstance(most, int) and 0 < most < size.size:
            detail = f"It has {spoken_size(size.size)}; {spoken_size(most)} are enough for a page."
        elif isinstance(widest, int) and 0 < widest < size.width and not _is_scaled(draft, path):
            detail = f"It is {size.width} pixels wide; {widest} are enough for a page."
        if detail:
            yield Found(
                image.href_span or image.span, "The picture is very large", detail, about=image.href
            )


def _is_scaled(draft: Draft, path: Path) -> bool:
    """Whether the site's own program makes smaller pictures of a file."""
    site = draft.facts.site
    served = [site.root / folder for folder in site.public_dirs if folder]
    return site.generator in ("astro", "hugo") and not any(map(path.is_relative_to, served))


def _is_shown(image: LinkPlace) -> bool:
    """Whether it is a picture for readers, not one that only counts them."""
    return bool(image.href) or image.href_span is None or len(image.href_span) > 0


def _says_nothing(alt: str, href: str) -> bool:
    name = unquote(href.partition("?")[0].rpartition("/")[2])
    stem = name.rpartition(".")[0] or name
    if alt.casefold() == name.casefold() or _FILE.fullmatch(alt) or _CAMERA.fullmatch(alt):
        return True
    if alt.casefold() == stem.casefold() and _NO_WORDS.search(alt):
        return True  # "ferry-2"; a file may well be called by what it shows: "ferry"
    if not _LETTERS.search(alt):
        return True
    words = [word.casefold() for word in _WORDS.findall(alt)]
    return all(word in _EMPTY_WORDS or word.isdigit() for word in words)


_OBJECT = "\ufffc"
_HEAD = "---\ntitle: Ferry back\n---\n\n"

RULES: tuple[Rule, ...] = (
    Rule(
        id="missing-alt",
        family=Family.LINKS,
        title="A picture without a description",
        why="Who can’t see the picture doesn’t learn what it shows.",
        severity=Severity.WARNING,
        check=missing_alt,
        example=Example(
            bad=f"{_HEAD}![](ferry.jpg)\n",
            good=f"{_HEAD}![The ferry leaves its pier](ferry.jpg)\n",
        ),
    ),
    Rule(
        id="useless-alt",
        family=Family.LINKS,
        title="A description that doesn’t describe its picture",
        why="A file’s name or “image” tells nothing to who can’t see the picture.",
        severity=Severity.WARNING,
        check=useless_alt,
        example=Example(
            bad=f"{_HEAD}![IMG_1234.jpg](IMG_1234.jpg)\n",
            good=f"{_HEAD}![The ferry leaves its pier](IMG_1234.jpg)\n",
        ),
    ),
    Rule(
        id="announced-alt",
        family=Family.LINKS,
        title="A description that begins with “image of”",
        why="Screen readers say that it is a picture before they read the description.",
        severity=Severity.NOTE,
        check=announced,
        example=Example(
            bad=f"{_HEAD}![Photo of the ferry at its pier](ferry.jpg)\n",
            good=f"{_HEAD}![The ferry at its pier](ferry.jpg)\n",
        ),
        safe=True,
    ),
    Rule(
        id="oversized-image",
        family=Family.LINKS,
        title="A very large picture",
        why="Readers on phones wait for it, and pay for it.",
        severity=Severity.WARNING,
        check=oversized,
        example=Example(
            bad=f"{_HEAD}![The ferry at its pier](large.gif)\n",
            good=f"{_HEAD}![The ferry at its pier](small.gif)\n",
            # The first bytes of a GIF: its width and height in two bytes each, the lower first.
            site=(
                ("posts/large.gif", "GIF89a\x00\x10\x00\x10"),
                ("posts/small.gif", "GIF89a\x00\x03\x00\x03"),
            ),
        ),
        options=(
            Option("bytes", _MB, "The most bytes of a picture; 0 for any number."),
            Option("width", _WIDEST, "The most pixels across; 0 for any number."),
        ),
        beyond=True,
    ),
)
