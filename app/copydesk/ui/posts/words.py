"""The words of the posts panel that are made from data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.ui.widgets.dates import relative_date

if TYPE_CHECKING:
    from datetime import date

    from copydesk.core.library.entry import PostEntry

UNREADABLE_WORDS = "its fields can’t be read"


def small_line(
    entry: PostEntry, today: date, site_language: str = "en", since: tuple[str, str] = ("", "")
) -> str:
    """The line under a title: "in review · today 09:12 · ur".

    The language is said where it is not the site's own.

    Args:
        entry: The post.
        today: The day it is.
        site_language: The site's own.
        since: The word of a status and since when the post has it, ISO 8601, which is told in the
            place of its date while that is its status.
    """
    if not entry.readable:
        return UNREADABLE_WORDS
    told = since[1] if since[1] and since[0] == entry.status.value else entry.date
    parts = [entry.status.label.lower(), relative_date(told, today)]
    language = (entry.language or "").partition("-")[0].lower()
    if language and language != site_language:
        parts.append(language)
    return " · ".join(part for part in parts if part)


def reading_line(done: int, total: int) -> str:
    """How far the reading of a folder has come."""
    if not total:
        return "Looking for posts"
    return f"Reading {done:,} of {total:,} posts"


def more_line(count: int) -> str:
    """The note at the end of a folder that is not shown whole."""
    return f"{count:,} more"


def accessible_post(entry: PostEntry, small: str) -> str:
    """A post's row as a screen reader says it, with its small line."""
    return ", ".join((entry.title, *small.split(" · ")))


def count_words(errors: int, warnings: int) -> str:
    """What a screen reader says of what is to be done in a post, behind all else."""
    parts = []
    if errors:
        parts.append(f", {errors:,} to fix")
    if warnings:
        parts.append(f", {warnings:,} to look at")
    return "".join(parts)


def accessible_folder(label: str, count: int) -> str:
    """A folder's row as a screen reader says it."""
    return f"{label}, {count:,} {'post' if count == 1 else 'posts'}"
