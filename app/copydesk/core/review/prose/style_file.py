"""The house style: which words a newsroom writes in the place of which others, in a plain file.

A file of blocks with an empty line between them::

    # Lines like this one are notes.
    use: council leader
    instead of: leader of the council, council chief
    because: One office, one title.

``because`` may be left out. A comma parts two wordings; one with a comma in it stands in double
quotes. A line that begins with spaces goes on with the line before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.review.site_facts import SiteFacts

_LINE_END = re.compile(r"\r\n|\n|\r")
_KEY = re.compile(r"(?P<key>use|instead[ -]of|because)\s*:\s*(?P<value>.*)", re.IGNORECASE)
_WORDING = re.compile(
    r"\s*(?:\"(?P<straight>[^\"]*)\"|“(?P<curly>[^”]*)”|(?P<plain>[^,]+))\s*(?:,|$)"
)
# Larger ones are no lists that somebody wrote.
_LONGEST_FILE = 1_000_000


@dataclass(frozen=True, slots=True)
class Term:
    """What a house writes, and what it doesn't.

    Attributes:
        use: The wording that is right.
        instead_of: Those that are wrong; one with capitals is so in that case only.
        because: Why, for the editor; may be empty.
        line: The 1-based line that its block starts on.
    """

    use: str
    instead_of: tuple[str, ...]
    because: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class StyleTrouble:
    """A 1-based line of the file that can't be followed, and why, as a sentence."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """What a file says: its terms in order, and what in it can't be followed."""

    terms: tuple[Term, ...] = ()
    troubles: tuple[StyleTrouble, ...] = ()


NO_STYLE = HouseStyle()


@dataclass(slots=True)
class _Block:
    """The lines between two empty ones."""

    line: int
    values: dict[str, list[str]] = field(default_factory=dict)
    last: str = ""


def read_style(text: str) -> HouseStyle:
    """Reads a file's text; never raises on what a user wrote."""
    terms: list[Term] = []
    troubles: list[StyleTrouble] = []
    taken: dict[str, int] = {}
    for block in _blocks(text, troubles):
        term = _term(block, taken, troubles)
        if term is not None:
            terms.append(term)
    return HouseStyle(tuple(terms), tuple(sorted(troubles, key=lambda one: one.line)))


def style_path(facts: SiteFacts) -> Path | None:
    """Where a site's style is kept; None where it names none, or one outside its folder."""
    root = facts.site.root
    path = root / facts.settings.style
    if not facts.settings.style or not path.resolve().is_relative_to(root.resolve()):
        return None
    return path


def style_of(facts: SiteFacts) -> HouseStyle:
    """A site's style, read anew when its file changed; an empty one where there is none."""
    path = style_path(facts)
    if path is None:
        return NO_STYLE
    try:
        state = path.stat()
        if state.st_size > _LONGEST_FILE:
            return HouseStyle((), (StyleTrouble(1, "The file is too long to be a list."),))
        return _read(path, state.st_mtime_ns, state.st_size)
    except OSError:
        return NO_STYLE


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int, _size: int) -> HouseStyle:
    return read_style(path.read_bytes().decode("utf-8", "replace"))


def _blocks(text: str, troubles: list[StyleTrouble]) -> list[_Block]:
    blocks: list[_Block] = []
    open_block: _Block | None = None
    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), 1):
        if not line.strip():
            open_block = None
            continue
        if line.startswith("#"):
            continue
        found = _KEY.fullmatch(line.strip())
        if found is None:
            if open_block is not None and open_block.last and line[0].isspace():
                open_block.values[open_block.last].append(line.strip())
            else:
                sentence = "A line begins with “use:”, “instead of:” or “because:”."
                troubles.append(StyleTrouble(number, sentence))
            continue
        key = found["key"].lower().replace("-", " ")
        if open_block is None or (key == "use" and "use" in open_block.values):
            open_block = _Block(number)
            blocks.append(open_block)
        open_block.values.setdefault(key, []).append(found["value"])
        open_block.last = key
    return blocks


def _term(block: _Block, taken: dict[str, int], troubles: list[StyleTrouble]) -> Term | None:
    use = " ".join(" ".join(block.values.get("use", ())).split())
    wordings = [one for value in block.values.get("instead of", ()) for one in _wordings(value)]
    if not use or not wordings:
        missing = "“instead of:”" if use else "“use:”"
        troubles.append(StyleTrouble(block.line, f"This entry has no {missing}."))
        return None
    kept = []
    for wording in wordings:
        before = taken.get(wording)
        if wording == use:
            sentence = f"“{wording}” stands on both sides."
        elif before is not None:
            sentence = f"“{wording}” is ruled on twice, here and in line {before}."
        else:
            taken[wording] = block.line
            kept.append(wording)
            continue
        troubles.append(StyleTrouble(block.line, sentence))
    because = " ".join(" ".join(block.values.get("because", ())).split())
    return Term(use, tuple(kept), because, block.line) if kept else None


def _wordings(value: str) -> list[str]:
    found = []
    for match in _WORDING.finditer(value):
        wording = match["straight"] or match["curly"] or match["plain"] or ""
        if wording.strip():
            found.append(" ".join(wording.split()))
    return found
