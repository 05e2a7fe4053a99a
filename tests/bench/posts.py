"""Posts of a given size, and sites of a given number of posts, made anew for each run."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = (
    "the weir ferry river council opened Monday bridge repairs flood market harbour line "
    "library engineers water evening town north bank meeting plan crossing winter boats said"
)
_WORDS = _TEXT.split()
_STATUSES = ("draft: true", "status: in review", "status: ready", "draft: false")


def _sentence(rng: random.Random) -> str:
    words = [rng.choice(_WORDS) for _ in range(rng.randint(8, 18))]
    if rng.random() < 0.15:
        words[rng.randrange(len(words))] = f"**{rng.choice(_WORDS)}**"
    return " ".join(words).capitalize() + "."


def body(size: int, seed: int = 1) -> str:
    """Markdown of about ``size`` bytes: paragraphs, headings, lists, links, quotes, code."""
    rng = random.Random(seed)
    parts: list[str] = []
    length = 0
    while length < size:
        kind = rng.random()
        if kind < 0.1:
            part = f"## {rng.choice(_WORDS).title()} {rng.choice(_WORDS)}\n\n"
        elif kind < 0.2:
            part = "".join(f"- {_sentence(rng)}\n" for _ in range(3)) + "\n"
        elif kind < 0.25:
            part = f"> {_sentence(rng)}\n\n"
        elif kind < 0.28:
            part = "```python\nfor boat in river:\n    print(boat.name)\n```\n\n"
        else:
            text = " ".join(_sentence(rng) for _ in range(rng.randint(3, 7)))
            link = " See [the plan](https://example.org/plan)." if rng.random() < 0.3 else ""
            part = f"{text}{link}\n\n"
        parts.append(part)
        length += len(part)
    return "".join(parts)


def post(size: int, seed: int = 1, title: str = "A measured post") -> str:
    """A whole post of about ``size`` bytes, frontmatter included."""
    rng = random.Random(seed)
    day = f"{rng.randint(2018, 2026)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    block = (
        f'---\ntitle: "{title}"\ndescription: {_sentence(rng).replace("**", "")}\n'
        f"pubDate: {day}\n{rng.choice(_STATUSES)}\nauthor: Ana Petrov\ntags:\n"
        f"  - {rng.choice(_WORDS)}\n  - {rng.choice(_WORDS)}\n---\n\n"
    )
    return block + body(max(0, size - len(block)), seed)


def site(root: Path, count: int, size: int = 3_000) -> Path:
    """An Astro-like site of ``count`` posts in 40 folders; bodies repeat to make it quickly."""
    bodies = [body(size, seed) for seed in range(20)]
    (root / "astro.config.mjs").parent.mkdir(parents=True, exist_ok=True)
    (root / "astro.config.mjs").write_text("export default {};\n", "utf-8")
    for number in range(count):
        folder = root / "src/content" / ("news", "features")[number % 2] / f"{number % 20:02}"
        folder.mkdir(parents=True, exist_ok=True)
        head = post(0, number, f"Post number {number} about the {_WORDS[number % len(_WORDS)]}")
        path = folder / f"post-{number:05}.md"
        path.write_text(head + bodies[number % len(bodies)], "utf-8")
    return root
