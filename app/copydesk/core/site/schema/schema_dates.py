"""Whether a date that is written in a site's own way is still a date to YAML."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import yaml

from copydesk.core.posts.yaml_values import read_value
from copydesk.core.site.date_formats import format_date

_EXAMPLE = dt.datetime(2026, 11, 22, 18, 5, 7, 89_000, dt.UTC)


@lru_cache(maxsize=64)
def reads_as_text(pattern: str) -> bool:
    """Whether what a pattern of Day.js's tokens writes is only text to YAML."""
    try:
        return not isinstance(read_value(format_date(_EXAMPLE, pattern)), dt.date)
    except yaml.YAMLError:
        return True
