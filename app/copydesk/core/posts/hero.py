"""The picture that a post shows above its text, by the usual names of its field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.core.posts.paths import FieldPath

HERO_KEYS = (
    "hero", "heroimage", "hero_image", "image", "cover", "coverimage", "cover_image", "banner",
    "featured_image", "featuredimage", "featureimage", "header_image", "thumbnail",
)  # fmt: skip
"""In lower case, the most telling first."""
IMAGE_PARTS = ("src", "url", "path", "image", "file", "relative")
"""Under which of these a picture's address stands, where its field is a group."""


def hero_of(data: Mapping[str, object]) -> tuple[FieldPath, str] | None:
    """Where the picture's address stands, and what it says; None for a post without one."""
    names = {str(key).lower(): key for key in reversed([*data])}
    for wanted in HERO_KEYS:
        if wanted not in names:
            continue
        key = names[wanted]
        value = data[key]
        if isinstance(value, str) and value.strip():
            return (key,), value.strip()
        if isinstance(value, Mapping):
            parts = {str(part).lower(): part for part in reversed([*value])}
            for part in IMAGE_PARTS:
                inner = value[parts[part]] if part in parts else None
                if isinstance(inner, str) and inner.strip():
                    return (key, parts[part]), inner.strip()
    return None
