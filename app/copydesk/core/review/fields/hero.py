"""Rules for the picture above a post: missing, on another host, not there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from copydesk.core.library.habits import folder_of
from copydesk.core.posts.hero import hero_of
from copydesk.core.review.fields.places import shortened, span_of
from copydesk.core.review.finding import Found, Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.site.assets import IMAGE_SUFFIXES
from copydesk.core.site.field import FieldType
from copydesk.core.site.paths import is_remote, resolve_image

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options
    from copydesk.core.site.field import Field

_TEMPLATES = ("{{", "{%", "<%")
_FOLDERS = ("_index", "readme")


def missing(draft: Draft, _options: Options) -> Iterator[Found]:
    """No picture where the posts of the same folder have one."""
    if draft.frontmatter.format is None or not draft.frontmatter.readable:
        return
    habits = draft.facts.habits.get(folder_of(draft.relative))
    if habits is None or not habits.usual(habits.pictured) or _pictures(draft):
        return
    if draft.path.name.partition(".")[0].lower() in _FOLDERS:
        return
    yield Found(
        draft.field_span("image"),
        "There is no picture for the post",
        f"{habits.pictured} of the {habits.posts} posts in this folder have one.",
    )


def remote(draft: Draft, _options: Options) -> Iterator[Found]:
    """A picture that another host serves."""
    habits = draft.facts.habits.get(folder_of(draft.relative))
    if habits is not None and habits.keeps_pictures_elsewhere:
        return
    for path, source in _pictures(draft):
        if is_remote(source) and not source.startswith("data:"):
            yield Found(
                span_of(draft, path),
                "The picture is on another site",
                "It can change or go away, and that site learns who reads yours.",
                field=path,
            )


def broken(draft: Draft, _options: Options) -> Iterator[Found]:
    """A picture that the site doesn't have."""
    for path, source in _pictures(draft):
        if not _can_be_known(draft, source) or resolve_image(draft.facts.site, draft.path, source):
            continue
        yield Found(
            span_of(draft, path),
            "The picture is not there",
            f"No file of the site is “{shortened(source, 60)}”.",
            field=path,
        )


def _can_be_known(draft: Draft, source: str) -> bool:
    """Whether the site's own resolution settles where a picture is."""
    name = source.partition("?")[0].partition("#")[0]
    if is_remote(source) or any(mark in source for mark in _TEMPLATES):
        return False
    if name.rpartition(".")[2].lower() not in IMAGE_SUFFIXES:
        return False
    # A mere name is completed by the theme; an address from the root needs a site that serves it.
    return source.startswith(("./", "../")) or (
        source.startswith("/") and draft.facts.site.generator is not None
    )


def _pictures(draft: Draft) -> list[tuple[FieldPath, str]]:
    """The pictures that fields name: those the schema says are images, else the usual one."""
    if not draft.frontmatter.readable:
        return []
    data = draft.frontmatter.data
    fields, _closed = draft.facts.fields_of(draft.path, data)
    found = list(_stated(fields, data, ()))
    usual = hero_of(data)
    if usual is not None and usual not in found:
        found.append(usual)
    return found


def _stated(
    fields: tuple[Field, ...], data: Mapping[str, object], path: FieldPath
) -> Iterator[tuple[FieldPath, str]]:
    for field in fields:
        value = data.get(field.name)
        if field.type in (FieldType.IMAGE, FieldType.FILE) and field.in_schema:
            if isinstance(value, str) and value.strip():
                yield (*path, field.name), value.strip()
        elif field.type is FieldType.OBJECT and isinstance(value, Mapping):
            yield from _stated(field.fields, value, (*path, field.name))


RULES: tuple[Rule, ...] = (
    Rule(
        id="missing-hero",
        family=Family.FIELDS,
        title="No picture where its neighbours have one",
        why="Lists and shared links leave a gap, or show a stand-in.",
        severity=Severity.NOTE,
        check=missing,
        example=Example(
            bad="---\ntitle: Ferry back\n---\n\nIt sails again.\n",
            good="---\ntitle: Ferry back\nimage: ferry.jpg\n---\n\nIt sails again.\n",
            site=tuple(
                (
                    f"posts/boat-{n}.md",
                    f"---\ntitle: Boat {n}\nimage: {n}.jpg\n---\n",
                )
                for n in range(8)
            ),
        ),
        beyond=True,
    ),
    Rule(
        id="remote-hero",
        family=Family.FIELDS,
        title="A picture above the post that another site serves",
        why="It can change or vanish without a word, and may not be yours to show.",
        severity=Severity.WARNING,
        check=remote,
        example=Example(
            bad="---\ntitle: Ferry back\nhero: https://example.org/ferry.jpg\n---\n\nIt sails.\n",
            good="---\ntitle: Ferry back\nhero: ./ferry.jpg\n---\n\nIt sails.\n",
        ),
        beyond=True,
    ),
    Rule(
        id="broken-hero",
        family=Family.FIELDS,
        title="A picture above the post that is not there",
        why="Readers see a gap, or the site can’t be built.",
        severity=Severity.ERROR,
        check=broken,
        example=Example(
            bad="---\ntitle: Ferry back\nhero: ./fery.jpg\n---\n\nIt sails again.\n",
            good="---\ntitle: Ferry back\nhero: ./ferry.jpg\n---\n\nIt sails again.\n",
            site=(("posts/ferry.jpg", "a picture"),),
        ),
        beyond=True,
    ),
)
