"""The pages of the guide, in the order in which they are listed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page.

    Attributes:
        name: That of its file in ``resources/help``, without ".md".
        title: What it is called; the heading at its top says the same.
        part: The heading under which it is listed.
    """

    name: str
    title: str
    part: str


_START, _WRITE, _CHECK, _KEEP, _LOOK_UP = (
    "Getting started",
    "Writing",
    "Before it goes out",
    "Your files",
    "To look up",
)

PAGES: tuple[PageEntry, ...] = (
    PageEntry("first-steps", "First steps", _START),
    PageEntry("window", "The window", _START),
    PageEntry("writing", "Writing and the preview", _WRITE),
    PageEntry("details", "The details of a post", _WRITE),
    PageEntry("review", "The review", _CHECK),
    PageEntry("sources", "Sources", _CHECK),
    PageEntry("suggestions", "Suggestions and comments", _CHECK),
    PageEntry("statuses", "From draft to published", _CHECK),
    PageEntry("safety", "Nothing is lost", _KEEP),
    PageEntry("comparing", "Comparing and sharing", _KEEP),
    PageEntry("computer", "On your computer", _KEEP),
    PageEntry("keys", "Keys", _LOOK_UP),
    PageEntry("rules", "The rules of the review", _LOOK_UP),
    PageEntry("house-style", "The house style", _LOOK_UP),
    PageEntry("copydesk-toml", "copydesk.toml", _LOOK_UP),
    PageEntry("command-line", "The command line", _LOOK_UP),
)
FIRST = PAGES[0].name
RULES = "rules"


def entry_of(name: str) -> PageEntry | None:
    """The page of that name; None where there is none."""
    return next((page for page in PAGES if page.name == name), None)
