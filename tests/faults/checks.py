"""What must hold after a fault, as functions that give what does not: a list of sentences.

They are functions of plain facts so that they can be tried on bugs put in by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.storage.temporary import TEMPORARY_PREFIX

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

Findings = list[str]


def shown(text: bytes | str | None) -> str:
    """A text in a finding: its end, which is what differs here."""
    if text is None:
        return "nothing"
    return f"{len(text)} long, ending in {text[-40:]!r}"


def one_of(name: str, found: bytes | None, allowed: Collection[bytes | None]) -> Findings:
    """A file must hold one of these texts, whole."""
    if found in allowed:
        return []
    return [f"{name} is torn, or holds what nobody wrote: {shown(found)}"]


def none_left_beside(folder: Path, wanted: Collection[str]) -> Findings:
    """A folder must hold these files and no temporary one."""
    names = {path.name for path in folder.iterdir()}
    strays = sorted(name for name in names if name.startswith(TEMPORARY_PREFIX))
    missing = sorted(set(wanted) - names)
    return [f"left behind: {name}" for name in strays] + [f"gone: {name}" for name in missing]


def in_order(steps: Sequence[str]) -> Findings:
    """What is renamed must be on the disk before, and its new name after.

    Without the first, power loss leaves a file of the right length full of zeros.
    """
    findings = []
    for step in ("displace", "replace", "place"):
        if step not in steps:
            continue
        at = steps.index(step)
        last_write = max((i for i, name in enumerate(steps[:at]) if "write" in name), default=-1)
        if "sync" not in steps[last_write + 1 : at]:
            findings.append(f"“{step}” came before the text was on the disk: {list(steps)}")
        if "sync_folder" not in steps[at + 1 :]:
            findings.append(f"the folder was not synced after “{step}”: {list(steps)}")
    return findings


def all_kept(promised: Iterable[bytes], places: Collection[bytes | None]) -> Findings:
    """Each text that somebody was told is safe must be in one of the places."""
    return [f"lost: {shown(text)}" for text in promised if text not in places]
