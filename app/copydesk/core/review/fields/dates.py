"""Rules for a post's dates: of the future, missing, contradicting each other."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from copydesk.core.library.habits import folder_of
from copydesk.core.posts.dates import iso_date
from copydesk.core.posts.metadata import PostStatus
from copydesk.core.review.fields.datelines import stated_days, wrong_weekdays
from copydesk.core.review.fields.lengths import FOLDER_PAGES
from copydesk.core.review.fields.places import key_like, span_of
from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Option, Rule
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

# As `core/posts/metadata.py` has them, the surest first.
PUBLISHED = (
    "pubdate", "publishdate", "publisheddate", "publishedat", "publishedon", "publishedtime",
    "datepublished", "published", "date", "datetime", "created", "createdat", "datecreated",
)  # fmt: skip
UPDATED = (
    "updateddate", "updated", "updatedat", "lastmod", "lastmodified", "lastupdated", "modified",
    "modifieddate", "dateupdated", "datemodified", "lastmodifiedat",
)  # fmt: skip
# In days: a slip of the year is one or two off; what is further away is history.
_OF_ANOTHER_TIME = 3 * 366
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$")


def future(draft: Draft, _options: Options) -> Iterator[Found]:
    """A post that is called published and has a date to come."""
    found = _date_field(draft, PUBLISHED)
    if found is None or draft.metadata.status is not PostStatus.PUBLISHED:
        return
    key, day, _zoned = found
    if day > draft.today:
        ahead = (day - draft.today).days
        yield Found(
            span_of(draft, (key,)),
            "The date lies in the future",
            f"It is {ahead} {'day' if ahead == 1 else 'days'} from now. Many sites leave such a"
            " post out until then.",
            field=(key,),
        )


def missing(draft: Draft, _options: Options) -> Iterator[Found]:
    """No date where the posts of the same folder have one."""
    if draft.frontmatter.format is None or not draft.frontmatter.readable:
        return
    if draft.metadata.date or draft.path.name.partition(".")[0].lower() in FOLDER_PAGES:
        return
    habits = draft.facts.habits.get(folder_of(draft.relative))
    if habits is None or not habits.usual(habits.dated):
        return
    key = key_like(draft, *PUBLISHED)
    if key is not None and draft.frontmatter.data[key] not in (None, ""):
        return  # written in a way that is not read as a date here
    yield Found(
        span_of(draft, (key or "date",)),
        "There is no date",
        f"{habits.dated} of the {habits.posts} posts in this folder have one.",
        field=(key or "date",),
    )


def contradicting(draft: Draft, options: Options) -> Iterator[Found]:
    """The day of a dateline, or one that the text calls today, that is not the date field's."""
    found = _date_field(draft, PUBLISHED)
    if found is None:
        return
    key, day, zoned = found
    allowed = options["days"]
    for stated in stated_days(draft.manuscript.passages):
        apart = abs((stated.near(day) - day).days)
        if not isinstance(allowed, int) or apart <= max(allowed, 1 if zoned else 0):
            continue
        if apart > _OF_ANOTHER_TIME:
            continue
        meant = stated.near(day)
        yield Found(
            stated.span,
            f"The text says {_spoken(meant)}, the date field {_spoken(day)}",
            "One of the two is wrong.",
            _day_fix(draft, key, meant),
            (key,),
            (span_of(draft, (key,)),),
            about=day.isoformat(),
        )


def weekday(draft: Draft, _options: Options) -> Iterator[Found]:
    """A date whose day of the week was another one."""
    for wrong in wrong_weekdays(draft.manuscript.passages):
        said, right = wrong.said, wrong.right
        at = draft.text.find(said, wrong.span.start, wrong.span.end)
        edits = (TextEdit(at, at + len(said), right),) if at >= 0 else ()
        yield Found(
            wrong.span,
            f"That day is a {wrong.right_in_full}",
            f"{_spoken(wrong.day)} is no {wrong.said_in_full}.",
            (Fix(f"Make it {right}", edits),) if edits else (),
        )


def updated_before(draft: Draft, _options: Options) -> Iterator[Found]:
    """A post that was changed before it came out."""
    published, updated = _date_field(draft, PUBLISHED), _date_field(draft, UPDATED)
    if published is None or updated is None:
        return
    key, day, zoned = updated
    apart = (published[1] - day).days
    if apart > (1 if zoned or published[2] else 0):
        yield Found(
            span_of(draft, (key,)),
            "The post was updated before it was published",
            f"“{key}” says {_spoken(day)}, “{published[0]}” {_spoken(published[1])}.",
            field=(key,),
            related=(span_of(draft, (published[0],)),),
        )


def _date_field(draft: Draft, names: tuple[str, ...]) -> tuple[str, dt.date, bool] | None:
    """The first of these fields that is a date: its name, its day, whether it names a time zone."""
    for name in names:
        key = key_like(draft, name)
        said = iso_date(draft.frontmatter.data[key]) if key is not None else None
        if key is not None and said is not None:
            zoned = len(said) > len("2026-11-22") and bool(_ZONE.search(said))
            return key, dt.date.fromisoformat(said[:10]), zoned
    return None


def _day_fix(draft: Draft, key: str, day: dt.date) -> tuple[Fix, ...]:
    entry = draft.frontmatter.entry(key)
    found = _DAY.search(entry.value_span.of(draft.text)) if entry else None
    if entry is None or found is None:
        return ()
    place = Span(*found.span()).shifted(entry.value_span.start)
    edit = TextEdit(place.start, place.end, day.isoformat())
    return (Fix(f"Make the date field {_spoken(day)}", (edit,)),)


def _spoken(day: dt.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _neighbours() -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            f"posts/lane-{number}.md",
            f"---\ntitle: Mill Lane, day {number}\ndate: 2026-11-0{number}\n---\n",
        )
        for number in range(1, 9)
    )


RULES: tuple[Rule, ...] = (
    Rule(
        id="future-date",
        family=Family.FIELDS,
        title="A date in the future",
        why="A published post with a date to come is left out by some sites and puzzles readers.",
        severity=Severity.WARNING,
        check=future,
        example=Example(
            bad="---\ntitle: Ferry back\ndate: 2062-11-19\n---\n\nIt sails again.\n",
            good="---\ntitle: Ferry back\ndate: 2026-11-19\n---\n\nIt sails again.\n",
        ),
        beyond=True,
    ),
    Rule(
        id="missing-date",
        family=Family.FIELDS,
        title="No date where its neighbours have one",
        why="A post without a date is sorted to the end of lists, or left out.",
        severity=Severity.WARNING,
        check=missing,
        example=Example(
            bad="---\ntitle: Ferry back\n---\n\nIt sails again.\n",
            good="---\ntitle: Ferry back\ndate: 2026-11-19\n---\n\nIt sails again.\n",
            site=_neighbours(),
        ),
        beyond=True,
    ),
    Rule(
        id="contradicting-date",
        family=Family.FIELDS,
        title="A dateline that contradicts the date field",
        why="Readers see two dates, and one of them is wrong.",
        severity=Severity.WARNING,
        check=contradicting,
        example=Example(
            bad="---\ntitle: Ferry back\ndate: 2026-11-19\n---\n\n"
            "*Fallow, 18 November 2026* – The ferry sails again.\n",
            good="---\ntitle: Ferry back\ndate: 2026-11-18\n---\n\n"
            "*Fallow, 18 November 2026* – The ferry sails again.\n",
        ),
        options=(Option("days", 0, "How many days the two may lie apart."),),
    ),
    Rule(
        id="wrong-weekday",
        family=Family.FIELDS,
        title="A day of the week that doesn’t fit its date",
        why="Either the day or the date is wrong, and readers turn up on the wrong one.",
        severity=Severity.WARNING,
        check=weekday,
        example=Example(
            bad="---\ntitle: Ferry back\n---\n\nIt sails on Monday, 20 November 2026.\n",
            good="---\ntitle: Ferry back\n---\n\nIt sails on Friday, 20 November 2026.\n",
        ),
    ),
    Rule(
        id="updated-before-published",
        family=Family.FIELDS,
        title="A date of change before the date of publication",
        why="Sites show or sort by the date of change, which can’t be right.",
        severity=Severity.WARNING,
        check=updated_before,
        example=Example(
            bad="---\ntitle: Ferry back\ndate: 2026-11-19\nupdated: 2026-10-20\n---\n\nBoats.\n",
            good="---\ntitle: Ferry back\ndate: 2026-11-19\nupdated: 2026-11-20\n---\n\nBoats.\n",
        ),
    ),
)
