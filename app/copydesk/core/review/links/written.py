"""Rules for how addresses are written: mistyped, by http, bare, of one's own computer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.text.edits import TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.markup.link_places import LinkPlace
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

_WWW = re.compile(r"www\.[\w-]+\.[\w.-]+(?:[/?#:]|$)", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")
# "htpp://", "http//", "https:/x", "http://https://", "ttps://".
_SCHEME_SLIP = re.compile(
    r"(?P<doubled>https?:/*(?=https?:/))"
    r"|(?P<misspelt>(?:h?t{1,3}p{1,3}s?|hhtps?|htps?|hpts?|htttps?|htpps?)(?=:/{1,3}[\w-]+\.))"
    r"|(?P<no_colon>https?)(?=//[\w-]+\.)"
    r"|(?P<one_slash>https?:/)(?=[\w-]+\.)",
    re.IGNORECASE,
)
_RIGHT = re.compile(r"https?://(?!/)", re.IGNORECASE)
_LOCAL_HOSTS = ("localhost", "127.0.0.1", "0.0.0.0", "::1", "host.docker.internal")  # noqa: S104 - named, not bound
_OWN_DISK = re.compile(
    r"(?i:file:)|[A-Za-z]:[\\/]|/Users/\w+/|/home/\w+/(?:Desktop|Documents|Downloads|Pictures)/"
)
# Names that never lead anywhere, kept for examples: RFC 2606 and RFC 6761.
_EXAMPLES = re.compile(
    r"(?:^|\.)(?:example(?:\.(?:com|org|net))?|test|invalid|local|internal|onion)$"
)
_NUMERIC = re.compile(r"[\d.]+$")


def mistyped(draft: Draft, _options: Options) -> Iterator[Found]:
    """Addresses that browsers read as a path of this very site, or can't read at all."""
    for link in _with_address(draft):
        href = link.href
        right, sentence = _righted(href)
        if not right:
            continue
        fixes: tuple[Fix, ...] = ()
        if link.href_span is not None:
            edit = TextEdit(link.href_span.start, link.href_span.end, right)
            fixes = (Fix(f"Make it “{_short(right)}”", (edit,)),)
        yield Found(link.href_span or link.span, "The address is mistyped", sentence, fixes)


def _righted(href: str) -> tuple[str, str]:
    """An address put right, and what was wrong with it; "" twice for nothing."""
    if _WWW.match(href):
        return f"https://{href}", "Without “https://” it leads to a page of this site."
    if _MAIL.fullmatch(href):
        return f"mailto:{href}", "Without “mailto:” it leads to a page of this site."
    slip = _SCHEME_SLIP.match(href)
    if slip is None or (_RIGHT.match(href) and not slip["doubled"]):
        return "", ""
    if slip["doubled"]:
        return href[slip.end() :], "Its beginning stands there twice."
    secure = "s" in slip.group().casefold()
    rest = href[slip.end() :].lstrip(":/")
    return f"http{'s' if secure else ''}://{rest}", "No browser knows what it begins with."


def local(draft: Draft, _options: Options) -> Iterator[Found]:
    """Addresses of the writer's own computer."""
    for link in _with_address(draft, images=True):
        if link.kind == "address" or not _is_local(link.href):
            continue
        if _host(link.href) and _host(link.href) in link.text:
            continue  # the words name it: a tutorial
        yield Found(
            link.href_span or link.span,
            "The address is one of your own computer",
            f"Readers can’t reach “{_short(link.href)}”.",
        )


def _is_local(href: str) -> bool:
    return bool(_OWN_DISK.match(href)) or _host(href) in _LOCAL_HOSTS


def insecure(draft: Draft, _options: Options) -> Iterator[Found]:
    """Addresses by http."""
    for link in _with_address(draft, images=True, addresses=True):
        host = _host(link.href)
        if link.href[:7].lower() != "http://" or "." not in host or _is_local(link.href):
            continue
        if _EXAMPLES.search(host) or _NUMERIC.fullmatch(host):
            continue
        where = link.href_span
        fixes: tuple[Fix, ...] = ()
        if where is not None and draft.text[where.start : where.start + 7].lower() == "http://":
            fixes = (Fix("Make it https", (TextEdit(where.start, where.start + 4, "https"),)),)
        elif link.kind == "address":
            continue  # "www.…", which browsers open as they like
        yield Found(
            where or link.span,
            "The link is by http",
            f"“{_short(host)}” most likely answers by https as well.",
            fixes,
        )


def bare(draft: Draft, _options: Options) -> Iterator[Found]:
    """Addresses that stand in the text as they are."""
    for link in draft.links:
        if link.kind != "address" or not link.bare:
            continue
        written = link.span.of(draft.text)
        if draft.path.suffix == ".mdx" or not written.lower().startswith(("http://", "https://")):
            new, label = f"[{written}]({link.href})", "Make it a link"
        else:
            new, label = f"<{written}>", "Put it in angle brackets"
        plain = draft.facts.site.engine == "python-markdown"
        yield Found(
            link.span,
            "A bare web address",
            "The site’s Markdown leaves it as plain text." if plain else "",
            (Fix(label, (TextEdit(link.span.start, link.span.end, new),)),),
        )


def _with_address(
    draft: Draft, *, images: bool = False, addresses: bool = False
) -> Iterator[LinkPlace]:
    """Links whose address stands where they do, and definitions; not those by reference."""
    for link in draft.links:
        if link.href_span is None or not link.href:
            continue
        if (images or link.kind != "image") and (addresses or link.kind != "address"):
            yield link


def _host(href: str) -> str:
    try:
        return (urlsplit(href).hostname or "").lower()
    except ValueError:  # a bracket that is no IPv6 host
        return ""


def _short(text: str, most: int = 48) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


_HEAD = "---\ntitle: Ferry back\n---\n\n"

RULES: tuple[Rule, ...] = (
    Rule(
        id="mistyped-address",
        family=Family.LINKS,
        title="A mistyped web or e-mail address",
        why="Browsers take it for a page of this very site, and readers find nothing.",
        severity=Severity.ERROR,
        check=mistyped,
        example=Example(
            bad=f"{_HEAD}See [the timetable](www.ferry.example.org).\n",
            good=f"{_HEAD}See [the timetable](https://www.ferry.example.org).\n",
        ),
        safe=True,
    ),
    Rule(
        id="local-link",
        family=Family.LINKS,
        title="An address of the writer’s own computer",
        why="Nobody else can reach it.",
        severity=Severity.WARNING,
        check=local,
        example=Example(
            bad=f"{_HEAD}See [the timetable](http://localhost:4321/ferry/).\n",
            good=f"{_HEAD}See [the timetable](/ferry/).\n",
        ),
    ),
    Rule(
        id="insecure-link",
        family=Family.LINKS,
        title="A link by http",
        why="What is sent by http can be read and changed on its way; browsers warn of it.",
        severity=Severity.NOTE,
        check=insecure,
        example=Example(
            bad=f"{_HEAD}See [the timetable](http://ferry.co.uk/).\n",
            good=f"{_HEAD}See [the timetable](https://ferry.co.uk/).\n",
        ),
    ),
    Rule(
        id="bare-url",
        family=Family.LINKS,
        title="A bare web address",
        why="Not every Markdown makes a link of it, and it says little to a reader.",
        severity=Severity.NOTE,
        check=bare,
        example=Example(
            bad=f"{_HEAD}See https://ferry.example.org for times.\n",
            good=f"{_HEAD}See <https://ferry.example.org> for times.\n",
        ),
        safe=True,
    ),
)
