"""Words that stand where others are still to come: TK, TODO, lorem ipsum, placeholders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Found, Severity
from copydesk.core.review.leftovers.passages import stretches
from copydesk.core.review.rule import Example, Family, Option, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.review.draft import Draft
    from copydesk.core.review.leftovers.passages import Stretch
    from copydesk.core.review.rule import Options

# "To come", spelt so that no word contains it. Before a capital it is part of a name ("TK Maxx").
_TK = re.compile(r"(?<![\w./@#-])(?:TKTK(?:TK)*|TK(?!\s+[A-Z])|(?<=\[)TK\b)(?![\w/@]|\.\w|-\d)")
# As prose, "a TODO list" is nothing left over; what is left over stands first or announces.
_TODO = re.compile(
    r"(?:^|(?<=[\s(\[]))(?:TODO|FIXME)(?=\s?[:—–]|\(|\s-\s|[)\]])"
    r"|^(?:TODO|FIXME)(?=\s+[a-z]|\s*$)|(?:^|(?<=[(\[]))XXX(?=\s*[:)\]])"
)
_LOREM = re.compile(
    r"lorem\s+ipsum\s+dolor|dolor\s+sit\s+amet|consectetur\s+adipisc\w+|^\W*lorem\s+ipsum\W*$",
    re.IGNORECASE,
)
_PLACES = (
    "NAME|FULL NAME|FIRST NAME|LAST NAME|YOUR NAME|DATE|DAY|TIME|TITLE|HEADLINE|LINK|URL|QUOTE"
    "|CITY|PLACE|LOCATION|NUMBER|AMOUNT|COMPANY|CAPTION|SOURCE|AUTHOR|BYLINE|AGE"
)
_PLACEHOLDERS = (
    re.compile(
        r"\[(?:(?:insert|fill in|enter)\s|tbc\b|tbd\b|to be confirmed\b)[^\[\]]{0,80}\]",
        re.IGNORECASE,
    ),
    re.compile(rf"\[(?:{_PLACES})\](?![\w(\[:])"),
    re.compile(
        r"^\W*(?:(?:your|the|a)\s+)?(?:sub)?(?:title|headline|heading|caption|description|text"
        r"|content|summary)\s+(?:goes|comes|to go)\s+here\b",
        re.IGNORECASE,
    ),
    re.compile(r"^\W*your\s+(?:title|headline|text|content|caption)\s+here\W*$", re.IGNORECASE),
    re.compile(r"(?:^|(?<=[\s(\[]))\?{3,}(?=[\s)\],.]|$)"),
    re.compile(r"(?<![\w.:/@+-])[Xx]{2,}(?=\s?(?:%|per\s?cent\b|crore\b|lakh\b|million\b))"),
)

# RFC 2606, section 3: nobody owns these names, so that they can stand for any.
_NO_ADDRESS = re.compile(
    r"(?:url|link|todo|tktk|tk|xxx+|insert-?(?:url|link)(?:-here)?)$"
    r"|https?://(?:www\.)?example\.(?:com|org|net)/?$",
    re.IGNORECASE,
)


def _each(draft: Draft, pattern: re.Pattern[str]) -> Iterator[tuple[Stretch, re.Match[str]]]:
    for stretch in stretches(draft):
        for match in pattern.finditer(stretch.text):
            yield stretch, match


def _found(draft: Draft, stretch: Stretch, match: re.Match[str], says: str, detail: str) -> Found:
    span = stretch.span(draft, *match.span())
    return Found(span, says, detail, field=(stretch.field,) if stretch.field else ())


def _tk(draft: Draft, options: Options) -> Iterator[Found]:
    for stretch, match in _each(draft, _TK):
        yield _found(
            draft, stretch, match, "Something is still to come here", "TK stands for “to come”."
        )
    words = options["words"]
    for word in words if isinstance(words, tuple) else ():
        if not word:
            continue
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        for stretch, match in _each(draft, pattern):
            yield _found(
                draft, stretch, match, "Something is still to come here", f"“{word}” says so."
            )


def _todo(draft: Draft, _options: Options) -> Iterator[Found]:
    for stretch, match in _each(draft, _TODO):
        yield _found(
            draft,
            stretch,
            match,
            "A note to do something is left",
            f"“{match.group()}” is a note among those who write, not for readers.",
        )


def _lorem(draft: Draft, _options: Options) -> Iterator[Found]:
    for stretch in stretches(draft):
        match = _LOREM.search(stretch.text)
        if match is not None:
            yield _found(
                draft,
                stretch,
                match,
                "This is filler, not text",
                "“Lorem ipsum” stands in until the real words are there.",
            )


def _placeholder(draft: Draft, _options: Options) -> Iterator[Found]:
    for pattern in _PLACEHOLDERS:
        for stretch, match in _each(draft, pattern):
            yield _found(
                draft,
                stretch,
                match,
                "A placeholder is still here",
                f"“{match.group().strip()}” marks a place for words that are missing.",
            )
    for passage in draft.manuscript.passages:
        for mark in passage.inlines:
            if mark.kind == "link" and _NO_ADDRESS.match(mark.href):
                yield Found(
                    mark.span,
                    "The link’s address is a placeholder",
                    f"“{mark.href}” stands in until the real address is there.",
                )


_READERS = "Readers would see it and know that the post was not finished."
RULES = (
    Rule(
        id="tk",
        family=Family.LEFTOVERS,
        title="TK, for something still to come",
        why=_READERS,
        severity=Severity.ERROR,
        check=_tk,
        example=Example(
            bad="---\ntitle: Ferry strike ends\n---\nAbout TK people were stranded.\n",
            good="---\ntitle: Ferry strike ends\n---\nAbout 400 people were stranded.\n",
        ),
        options=(
            Option("words", (), "Further words that say the same in this newsroom, case as given."),
        ),
    ),
    Rule(
        id="todo",
        family=Family.LEFTOVERS,
        title="TODO, FIXME or XXX",
        why=_READERS,
        severity=Severity.ERROR,
        check=_todo,
        example=Example(
            bad="---\ntitle: Ferry strike ends\n---\nTODO: ask the union.\n",
            good="---\ntitle: Ferry strike ends\n---\nThe union agreed.\n",
        ),
    ),
    Rule(
        id="lorem-ipsum",
        family=Family.LEFTOVERS,
        title="Lorem ipsum",
        why=_READERS,
        severity=Severity.ERROR,
        check=_lorem,
        example=Example(
            bad="---\ntitle: Ferry strike ends\n---\nLorem ipsum dolor sit amet.\n",
            good="---\ntitle: Ferry strike ends\n---\nBoats sail again from Monday.\n",
        ),
    ),
    Rule(
        id="placeholder",
        family=Family.LEFTOVERS,
        title="A placeholder: [insert photo], [NAME], ???, XX per cent",
        why=_READERS,
        severity=Severity.WARNING,
        check=_placeholder,
        example=Example(
            bad="---\ntitle: Ferry strike ends\n---\nBoats sail again, said [NAME].\n",
            good="---\ntitle: Ferry strike ends\n---\nBoats sail again, said Ana Lund.\n",
        ),
    ),
)
