"""What was recognised of a site, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.site.model import ENGINE_LABELS, GENERATOR_LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.site.model import Site

# “An Astro”, “an Eleventy”, “an MkDocs”, as they are said.
_WITH_AN = ("astro", "eleventy", "mkdocs")


def site_sentence(site: Site, folders: dict[str, int], sources: Sequence[str]) -> str:
    """A site in one line: "An Astro site, 24 posts in 2 collections; fields from …".

    Args:
        site: The site.
        folders: How many posts each folder holds, by its path below the site's root.
        sources: The files that say which fields posts have, relative to the root.
    """
    posts = sum(folders.values())
    fields = f"fields from {_listed(sources)}" if sources else ""
    if site.generator is None:
        if not posts:
            return "A plain folder, with no posts yet."
        rest = fields or f"rendered by {ENGINE_LABELS[site.engine]}"
        return f"A plain folder of {_counted(posts, 'post')}; {rest}."
    article = "An" if site.generator in _WITH_AN else "A"
    kind = f"{article} {GENERATOR_LABELS[site.generator]} site"
    if not posts:
        return f"{kind}, with no posts yet."
    used = _used_collections(site, folders)
    where = f" in {_counted(used, 'collection')}" if used else ""
    return f"{kind}, {_counted(posts, 'post')}{where}; {fields or 'fields as its posts have them'}."


def _used_collections(site: Site, folders: dict[str, int]) -> int:
    """How many collections hold posts."""
    return sum(
        any(f"{folder}/".startswith(f"{one.folder}/") or not one.folder for folder in folders)
        for one in site.collections
    )


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _listed(sources: Sequence[str]) -> str:
    first, *others = dict.fromkeys(sources)
    if not others:
        return first
    return f"{first} and {others[0] if len(others) == 1 else f'{len(others)} other files'}"
