"""What became of one post: opened, saved, edited."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from copydesk.core.errors import CopydeskError, EditRefusedError
from copydesk.core.posts.encoding import decode, encode
from copydesk.core.posts.frontmatter import Frontmatter, read_frontmatter
from copydesk.core.posts.values import same_value
from copydesk.core.text.edits import apply_edits
from tests.corpus.edits import Edit, edits_for
from tests.corpus.oracle import changed_lines, fields_of, only_within, values_of

_NAMES = re.compile(r"“[^”]*”|\d+")


@dataclass(slots=True)
class Outcome:
    """Counts over posts, and the places of what went wrong.

    Attributes:
        counts: "posts", "with yaml", "opened", "unchanged", "unreadable", ...
        edits: By kind of edit and verdict: ("set a text", "lossless").
        refused: Reasons of refusals, with one example each.
        unreadable: Why fields could not be read, with one example each.
        wrong: Sentences on what must not be.
    """

    counts: Counter[str] = field(default_factory=Counter)
    edits: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    unreadable: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Takes another's counts in."""
        for name in ("counts", "edits", "refused", "unreadable"):
            getattr(self, name).update(getattr(other, name))
        self.examples = {**other.examples, **self.examples}
        self.wrong += other.wrong


def try_posts(paths: list[str]) -> Outcome:
    """Opens, saves and edits each of these files, none of which is written to."""
    outcome = Outcome()
    for path in paths:
        _try_post(Path(path), outcome)
    return outcome


def _try_post(path: Path, outcome: Outcome) -> None:
    counts = outcome.counts
    counts["posts"] += 1
    data = path.read_bytes()
    decoded = decode(data)
    text = decoded.text
    front = read_frontmatter(text)
    counts["opened"] += 1
    if encode(text, decoded.text_format) == data:
        counts["unchanged on save"] += 1
    else:
        outcome.wrong.append(f"{path}: other bytes on save")
    if front.format is None:
        counts["without fields"] += 1
        return
    counts[f"with {front.format}"] += 1
    if not front.readable:
        counts["fields unreadable"] += 1
        reason = _plain(next(p.sentence for p in front.problems if p.fatal))
        outcome.unreadable[reason] += 1
        outcome.examples.setdefault(reason, str(path))
        return
    _try_edits(path, text, front, outcome)


def _try_edits(path: Path, text: str, front: Frontmatter, outcome: Outcome) -> None:
    content, kind = front.content, front.format
    assert content is not None
    assert kind is not None
    try:
        known = fields_of(text, content.start, content.of(text), kind)
        data = values_of(content.of(text), kind)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        # Read by us, not by the field's own library: a date of month 13, a tag of the site's own.
        outcome.counts["fields that only we read"] += 1
        outcome.examples.setdefault("fields that only we read", f"{path}: {error}")
        return
    rng = random.Random(str(path))
    for edit in edits_for(data, kind, rng):
        verdict = _verdict(path, text, front, edit, known, outcome)
        outcome.edits[edit.kind, verdict] += 1


def _verdict(
    path: Path,
    text: str,
    front: Frontmatter,
    edit: Edit,
    known: dict[str, Any],
    outcome: Outcome,
) -> str:
    try:
        after = apply_edits(text, edit.make(text))
    except EditRefusedError as refused:
        reason = f"{edit.kind}: {_plain(refused.sentence)}"
        outcome.refused[reason] += 1
        outcome.examples.setdefault(reason, str(path))
        return "refused"
    except CopydeskError as error:
        outcome.wrong.append(f"{path}: {edit.kind} of {edit.field}: {error!r}")
        return "wrong"
    fault = _fault(text, after, front, edit, known)
    if fault:
        outcome.wrong.append(f"{path}: {edit.kind} of “{edit.field}”: {fault}")
        return "wrong"
    return "lossless"


def _fault(text: str, after: str, front: Frontmatter, edit: Edit, known: dict[str, Any]) -> str:
    """What an edit did that it may not; "" for nothing."""
    new = read_frontmatter(after)
    if new.content is None or new.format is None:
        return "the block is gone"
    try:
        data = values_of(new.content.of(after), new.format)
    except (ValueError, yaml.YAMLError) as error:
        return f"it can't be read any more: {error}"
    if not same_value(data, edit.expected):
        return f"other values: {_difference(edit.expected, data)}"
    if edit.order and tuple(data) != edit.order:
        return f"another order: {tuple(data)}"
    if after[new.body_start :] != text[front.body_start :]:
        return "another body"
    if edit.order:
        return _moved_fault(text, after)
    first, end, _new_end = changed_lines(text, after)
    if edit.field in known:
        place = known[edit.field]
        if not only_within(text, after, place.first, place.end):
            return f"lines {first + 1}-{end} changed, the field has {place.first + 1}-{place.end}"
    elif not edit.field and end > first:
        return f"lines {first + 1}-{end} changed where one was to be added"
    return ""


def _moved_fault(text: str, after: str) -> str:
    """Lines may change their place, and nothing else."""
    lines = sorted(line.strip("\r\n") for line in text.splitlines(keepends=True))
    moved = sorted(line.strip("\r\n") for line in after.splitlines(keepends=True))
    return "" if lines == moved else "lines were rewritten"


def _difference(expected: dict[str, Any], data: dict[str, Any]) -> str:
    names = [
        name for name in {**expected, **data}
        if not same_value(expected.get(name), data.get(name))
    ]  # fmt: skip
    return ", ".join(f"{n}: {expected.get(n)!r} came out as {data.get(n)!r}" for n in names)[:300]


def _plain(sentence: str) -> str:
    """A sentence without its names and numbers, so that those of one kind are counted as one."""
    return _NAMES.sub("…", sentence)
