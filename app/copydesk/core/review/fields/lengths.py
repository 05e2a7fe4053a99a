"""Rules for the length of title and description, and for a description that is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.library.habits import folder_of
from copydesk.core.review.fields.places import key_like, span_of
from copydesk.core.review.finding import Found, Severity
from copydesk.core.review.rule import Example, Family, Option, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

TITLES = ("title", "headline")
DESCRIPTIONS = ("description", "summary", "excerpt", "abstract", "standfirst", "deck")
FOLDER_PAGES = ("_index", "index", "readme")
"""Posts that hold a folder's own text, not one of a row; without suffix."""
# Bing Webmaster Tools' SEO reports call a title of more than 70 characters too long, and a
# description outside 25 to 160: https://www.bing.com/webmasters. Short titles are a house's style.
_TITLE = (0, 70)
_DESCRIPTION = (25, 160)


def title_length(draft: Draft, options: Options) -> Iterator[Found]:
    """A title outside its limits."""
    yield from _length(draft, options, "title", TITLES)


def description_length(draft: Draft, options: Options) -> Iterator[Found]:
    """A description outside its limits; an excerpt or a standfirst may be as long as it likes."""
    yield from _length(draft, options, "description", ("description", "metadescription"))


def _length(draft: Draft, options: Options, noun: str, names: tuple[str, ...]) -> Iterator[Found]:
    key = key_like(draft, *names)
    value = draft.frontmatter.data.get(key) if key else None
    if key is None or not isinstance(value, str) or not value.strip():
        return
    count = len(" ".join(value.split()))
    least, most = options["minimum"], options["maximum"]
    said = detail = ""
    if isinstance(most, int) and count > most:
        said = "long"
        detail = f"It has {count} characters; more than {most} are cut off in search results."
    elif isinstance(least, int) and count < least:
        said = "short"
        detail = f"It has {count} characters; fewer than {least} tell a reader too little."
    if said:
        yield Found(span_of(draft, (key,)), f"The {noun} is {said}", detail, field=(key,))


def missing_description(draft: Draft, _options: Options) -> Iterator[Found]:
    """No description where the posts of the same folder have one."""
    if draft.frontmatter.format is None or not draft.frontmatter.readable:
        return
    if draft.path.name.partition(".")[0].lower() in FOLDER_PAGES:
        return
    habits = draft.facts.habits.get(folder_of(draft.relative))
    if habits is None or draft.metadata.description or not habits.usual(habits.described):
        return
    key = key_like(draft, *DESCRIPTIONS) or "description"
    yield Found(
        span_of(draft, (key,)),
        "There is no description",
        f"{habits.described} of the {habits.posts} posts in this folder have one.",
        field=(key,),
    )


def _limits(limits: tuple[int, int]) -> tuple[Option, Option]:
    return (
        Option("minimum", limits[0], "The fewest characters; 0 for any."),
        Option("maximum", limits[1], "The most characters."),
    )


def _neighbours(count: int) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            f"posts/lane-{number}.md",
            f"---\ntitle: Mill Lane, day {number}\ndescription: What day {number} brought.\n---\n",
        )
        for number in range(1, count + 1)
    )


RULES: tuple[Rule, ...] = (
    Rule(
        id="title-length",
        family=Family.FIELDS,
        title="A title that is too long or too short",
        why="Search engines and phones cut a long title off; a short one says too little.",
        severity=Severity.NOTE,
        check=title_length,
        example=Example(
            bad="---\ntitle: After a night of heavy rain residents of Mill Lane clear the flood by"
            " hand\n---\n\nIt rained.\n",
            good="---\ntitle: Residents of Mill Lane clear the flood by hand\n---\n\nIt rained.\n",
        ),
        options=_limits(_TITLE),
    ),
    Rule(
        id="description-length",
        family=Family.FIELDS,
        title="A description that is too long or too short",
        why="Search engines and shared links show it below the title, and cut a long one off.",
        severity=Severity.NOTE,
        check=description_length,
        example=Example(
            bad="---\ntitle: Mill Lane floods\ndescription: A flood.\n---\n\nIt rained.\n",
            good="---\ntitle: Mill Lane floods\n"
            "description: Residents cleared the lane by hand.\n---\n\nIt rained.\n",
        ),
        options=_limits(_DESCRIPTION),
    ),
    Rule(
        id="missing-description",
        family=Family.FIELDS,
        title="No description where its neighbours have one",
        why="Lists, search results and shared links then show the beginning of the text.",
        severity=Severity.WARNING,
        check=missing_description,
        example=Example(
            bad="---\ntitle: Mill Lane floods\n---\nRain.\n",
            good="---\ntitle: Mill Lane floods\ndescription: The lane is closed.\n---\nRain.\n",
            site=_neighbours(8),
        ),
        beyond=True,
    ),
)
