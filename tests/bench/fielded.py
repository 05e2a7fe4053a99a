"""Posts of a given number of fields, in each format, and sites whose schema has them."""

from __future__ import annotations

import datetime as dt
import json
import random
from typing import TYPE_CHECKING

from tests.bench.posts import body

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMATS = ("yaml", "toml", "json")
_BODY = body(3_000)
_WORDS = ("ferry", "weir", "library", "harbour", "market", "bridge", "tides", "council")
_STATUSES = ("draft", "review", "ready", "published")
# The fields of a usual post; larger ones have all of them again, numbered.
_KINDS = {
    "title": "string",
    "description": "text",
    "date": "datetime",
    "draft": "boolean",
    "status": "select",
    "tags": "list",
    "weight": "number",
    "cover": "image",
    "author": "string",
    "section": "string",
}
_DECAP_MORE = {
    "datetime": ", format: YYYY-MM-DD",
    "select": f", options: [{', '.join(_STATUSES)}]",
    "number": ", value_type: int, min: 0",
}


def _names(count: int) -> Iterator[tuple[str, str]]:
    """Names and kinds of so many fields."""
    kinds = list(_KINDS.items())
    for number in range(count):
        name, kind = kinds[number % len(kinds)]
        yield (f"{name}_{number // len(kinds)}" if number >= len(kinds) else name), kind


def values(count: int, seed: int) -> dict[str, object]:
    """So many fields with values of all kinds; another seed gives others in all of them."""
    rng = random.Random(seed)
    return {name: _value(kind, rng, seed) for name, kind in _names(count)}


def _value(kind: str, rng: random.Random, seed: int) -> object:
    match kind:
        case "boolean":
            return rng.random() < 0.5
        case "datetime":
            return dt.date(rng.randint(2015, 2026), rng.randint(1, 12), rng.randint(1, 28))
        case "list":
            return rng.sample(_WORDS, 3)
        case "number":
            return rng.randint(0, 900)
        case "select":
            return rng.choice(_STATUSES)
        case "image":
            return f"/photos/{rng.choice(_WORDS)}-{seed}.jpg"
        case "text":
            return f"{' '.join(rng.choices(_WORDS, k=14)).capitalize()} {seed}."
    return f"The {' and the '.join(rng.choices(_WORDS, k=3))} {seed}"


def fielded_post(fields: dict[str, object], language: str = "yaml") -> str:
    """A post of 3 KB below these fields, which are written as an editor would."""
    if language == "json":
        block = json.dumps(fields, default=str, indent=2, ensure_ascii=False)
        return f"{block}\n\n{_BODY}"
    fence, write = ("+++", _toml) if language == "toml" else ("---", _yaml)
    lines = "".join(write(name, value) for name, value in fields.items())
    return f"{fence}\n{lines}{fence}\n\n{_BODY}"


def _toml(name: str, value: object) -> str:
    source = str(value) if isinstance(value, dt.date) else json.dumps(value)
    return f"{name} = {source}\n"


def _yaml(name: str, value: object) -> str:
    if isinstance(value, list):
        return f"{name}:\n" + "".join(f"  - {item}\n" for item in value)
    if isinstance(value, bool):
        return f"{name}: {str(value).lower()}\n"
    return f'{name}: "{value}"\n' if name.startswith("title") else f"{name}: {value}\n"


def decap_site(root: Path, collections: dict[str, tuple[str, int]]) -> Path:
    """A site without posts whose Decap configuration has these collections.

    Args:
        root: Where to make it.
        collections: By name, the folder and how many fields.
    """
    config = root / "public" / "admin" / "config.yml"
    config.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        "backend: {name: git-gateway}",
        "media_folder: public/photos",
        "public_folder: /photos",
    ]
    lines.append("collections:")
    for name, (folder, count) in collections.items():
        (root / folder).mkdir(parents=True, exist_ok=True)
        lines += [f"  - name: {name}", f"    folder: {folder}", "    nested: {depth: 4}"]
        lines.append("    fields:")
        lines += [
            f"      - {{name: {field}, label: {field}, widget: {kind}{_DECAP_MORE.get(kind, '')}}}"
            for field, kind in _names(count)
        ]
        lines.append("      - {name: body, label: Body, widget: markdown}")
    config.write_text("\n".join(lines) + "\n", "utf-8")
    (root / "astro.config.mjs").write_text("export default {};\n", "utf-8")
    return root
