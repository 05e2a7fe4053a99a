"""The editor's choices, as a TOML file that can be read and edited by hand."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, get_args, get_type_hints

from copydesk.core.errors import SettingsError

SCHEMA_VERSION = 1
ZOOM_RANGE = (50, 300)
HISTORY_DAYS_RANGE = (0, 36_500)


@dataclass(frozen=True, slots=True)
class SettingsValues:
    """Every setting with its default.

    Attributes:
        theme: "light", "dark" or "system".
        view: "editor", "split" or "preview".
        zoom: Size of the editor's and the preview's text, in per cent.
        wrap_width: Longest line of the editor, in characters.
        sort: How the posts are ordered: "date" (newest first) or "title".
        history_days: How long versions of posts are kept; 0 is for ever. The newest ten of each
            post stay however old they are.
        history_megabytes: How much room all versions may take, in millions of bytes. Past it the
            oldest of all posts go first; the newest of each post always stays.
        author: Who suggests and comments, as other editors read it; "" until it is asked for.
        weaker_preview: Whether the preview is shown where the system lets it have its inner
            sandbox only.
    """

    theme: str = "system"
    view: str = "split"
    zoom: int = 100
    wrap_width: int = 72
    sort: str = "date"
    history_days: int = 180
    history_megabytes: int = 2000
    author: str = ""
    weaker_preview: bool = False


_CHOICES = {
    "theme": ("light", "dark", "system"),
    "view": ("editor", "split", "preview"),
    "sort": ("date", "title"),
}
_RANGES = {
    "zoom": ZOOM_RANGE,
    "wrap_width": (40, 200),
    "history_days": HISTORY_DAYS_RANGE,
    "history_megabytes": (10, 1_000_000),
}


def parse_settings(source: str) -> SettingsValues:
    """Settings from TOML; what is unknown or out of range falls back to its default.

    Raises:
        SettingsError: The file isn't TOML at all.
    """
    import tomllib  # there is nothing to read at the first start

    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f"The settings file can't be read: {error}.",
            "The defaults are used; the file was kept beside as settings.toml.broken.",
        ) from error
    values = SettingsValues()
    for field in fields(SettingsValues):
        if field.name in table and _fits(field.name, table[field.name]):
            values = replace(values, **{field.name: table[field.name]})
    return values


def emit_settings(values: SettingsValues) -> str:
    """The TOML text of the settings."""
    lines = [f"schema_version = {SCHEMA_VERSION}"]
    for name, value in asdict(values).items():
        # A string of JSON without control characters is one of TOML.
        lines.append(f"{name} = {json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


def _fits(name: str, value: Any) -> bool:
    if name in _CHOICES:
        return value in _CHOICES[name]
    kind = get_type_hints(SettingsValues)[name]
    if type(value) is not kind and type(value) not in get_args(kind):
        return False
    low, high = _RANGES.get(name, (value, value))
    return bool(low <= value <= high)
