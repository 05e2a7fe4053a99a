"""How Decap and Sveltia name new files: their templates in Copydesk's tags."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TAG = re.compile(r"\{\{\s*(?P<key>[^{}|\s]+)\s*(?P<filters>(?:\|[^{}]*)?)\}\}")
_SLUG = re.compile(r"\{\{\s*slug\s*\}\}")
_DATE_FILTER = re.compile(r"\|\s*date\(\s*['\"](?P<pattern>[^'\"]{1,60})['\"]\s*\)")
_CUT_FILTER = re.compile(r"\|\s*truncate\(\s*(?P<length>\d{1,4})")
_MOMENTS = ("year", "month", "day", "hour", "minute", "second")
# Day.js's tokens of which a file's name is made.
_TOKENS = {
    "YYYY": "{{year}}", "MM": "{{month}}", "DD": "{{day}}", "HH": "{{hour}}", "mm": "{{minute}}",
    "ss": "{{second}}",
}  # fmt: skip
_TOKEN = re.compile("|".join(_TOKENS))


@dataclass(frozen=True, slots=True)
class NameTemplate:
    """A template of names.

    Attributes:
        name: With Copydesk's tags; see `NewPostRule.file_name`.
        slug_from: The field that ``{{slug}}`` is made from; None where the template doesn't say.
        slug_length: The most characters of the slug; None where it doesn't say.
    """

    name: str
    slug_from: str | None = None
    slug_length: int | None = None


def with_slug(path: str, slug: str) -> str:
    """A template of paths with the template of slugs in the place of its ``{{slug}}``."""
    return _SLUG.sub(lambda _found: slug, path)


def name_template(pattern: str, identifier: str) -> NameTemplate:
    """A template for slugs or paths: "{{year}}-{{slug}}", "{{fields.date | date('YYYY')}}".

    Filters beyond dates and lengths only change how a word looks, which a slug settles anyway.

    Args:
        pattern: As the site has it.
        identifier: The field that stands for a post: its slug is ``{{slug}}``.
    """
    slug_from: str | None = None
    length: int | None = None

    def tag(found: re.Match[str]) -> str:
        nonlocal slug_from, length
        key = found["key"]
        dated = _DATE_FILTER.search(found["filters"])
        if dated:
            return _TOKEN.sub(lambda token: _TOKENS[token.group()], dated["pattern"])
        cut = _CUT_FILTER.search(found["filters"])
        field = key.removeprefix("fields.")
        if field == "slug" and key != field:
            # The editor's own slug, not one made from the title.
            slug_from = "slug"
        if field in ("slug", identifier):
            length = int(cut["length"]) if cut else length
            return "{{slug}}"
        return f"{{{{{key if field in _MOMENTS else field}}}}}"

    return NameTemplate(_TAG.sub(tag, pattern).strip().strip("/"), slug_from, length)
