"""What a typist told before the desk was killed, held against what is left of it.

Pure: lines and texts come in, findings go out, so that the checks can be tried on their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tests.faults.checks import shown

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from tests.faults.checks import Findings

    Line = Mapping[str, Any]


@dataclass(frozen=True)
class Promise:
    """How soon typed text is safe.

    Attributes:
        stopped_s: After typing stopped, or after an answer of the editor.
        going_s: After it was typed, while typing goes on.
    """

    stopped_s: float
    going_s: float


PROMISED = Promise(1.0, 5.0)
"""What the desk promises."""
AIMED_FOR = Promise(0.3, 2.0)
"""What it does when the disk is quick."""
AT_ONCE = Promise(0.0, 0.0)
"""When it is asked to end."""
# Time without a sign of life beyond this was not the program's: the machine was busy elsewhere.
_MOST_GAP_S = 0.15


class Awake:
    """How long the desk was awake between two moments, by its signs of life."""

    def __init__(self, moments: Sequence[float]) -> None:
        self._moments = sorted(moments)

    def between(self, start: float, end: float) -> float:
        """Seconds, without the gaps."""
        inside = [start, *(at for at in self._moments if start < at < end), end]
        return sum(min(b - a, _MOST_GAP_S) for a, b in pairwise(inside))


@dataclass
class Spoken:
    """The life of one document in one round.

    Attributes:
        states: (moment, text), oldest first; the first is what it was opened with.
        dirty: (moment, whether) of each turn, oldest first.
        path: The last one known.
    """

    states: list[tuple[float, str]] = field(default_factory=list)
    dirty: list[tuple[float, bool]] = field(default_factory=list)
    path: str | None = None

    @property
    def is_dirty(self) -> bool:
        return bool(self.dirty) and self.dirty[-1][1]

    def promised(self, killed: float, awake: Awake, promise: Promise) -> int:
        """The index of the last state that must be safe; -1 for none."""
        for index in range(len(self.states) - 1, -1, -1):
            at = self.states[index][0]
            until = self.states[index + 1][0] if index + 1 < len(self.states) else killed
            stopped_s, going_s = awake.between(at, until), awake.between(at, killed)
            if stopped_s >= promise.stopped_s or going_s >= promise.going_s:
                return index
        return -1


class Round:
    """What was told in one round.

    Attributes:
        on_disk: What the files hold after it.
    """

    def __init__(
        self, lines: Iterable[Line], killed: float, promise: Promise | None = None
    ) -> None:
        self.lines = list(lines)
        self.killed = killed
        self.promise = promise or PROMISED
        self.on_disk: set[str] = set()
        self.awake = Awake([line["at"] for line in self.lines])
        self.documents: dict[str, Spoken] = {}
        self.found: list[Line] | None = None
        self.decided: dict[str, float] = {}
        self.let_go: list[tuple[float, str, str]] = []
        for line in self.lines:
            self._take(line)

    def _take(self, line: Line) -> None:
        at, ident = line["at"], line.get("ident", "")
        match line["kind"]:
            case "text":
                document = self.documents.setdefault(ident, Spoken())
                document.states.append((at, line["text"]))
                document.path = line["path"]
            case "dirty" | "clean":
                self.documents[ident].dirty.append((at, line["kind"] == "dirty"))
            case "let-go":
                self.let_go.append((at, line["why"], line["text"]))
            case "found":
                self.found = line["entries"]
            case "restored" | "set-aside":
                self.decided[ident] = at
                if line["kind"] == "set-aside":
                    self.let_go.append((at, "set aside", line["text"]))

    def lost(self, kept: Container[str], promise: Promise | None = None) -> Findings:
        """Promised text that is nowhere: not on disk, in the journal, or in History."""
        promise = promise or self.promise
        findings = []
        for ident, document in self.documents.items():
            index = document.promised(self.killed, self.awake, promise)
            later = [text for _at, text in document.states[max(index, 0) :]]
            if index >= 0 and later[0] and not any(text in kept for text in later):
                age = self.killed - document.states[index][0]
                findings.append(
                    f"lost from {document.path or 'an untitled post'} ({ident[:6]}), typed "
                    f"{age:.2f} s before the end: {shown(later[0])}"
                )
        for at, why, text in self.let_go:
            if self.awake.between(at, self.killed) >= promise.stopped_s and text not in kept:
                findings.append(f"let go ({why}), and not in History: {shown(text)}")
        return findings + [
            f"offered at the start, and gone: {shown(entry['text'])}"
            for entry in self.found or []
            if not any(text in kept for text in self._became(entry))
        ]

    def _became(self, entry: Line) -> list[str]:
        """The text of an entry, and what was made of it where it was restored."""
        texts = [entry["text"]]
        if entry["ident"] in self.decided:
            for document in self.documents.values():
                states = [text for _at, text in document.states]
                if entry["text"] in states:
                    texts += states[states.index(entry["text"]) :]
        return texts

    def must_be_offered(self) -> dict[str, list[str]]:
        """Ident to texts, of which one must be offered at the next start."""
        wanted = {
            entry["ident"]: [entry["text"]]
            for entry in self.found or []
            if entry["ident"] not in self.decided
        }
        for ident, document in self.documents.items():
            index = document.promised(self.killed, self.awake, self.promise)
            if not document.is_dirty or index < 0:
                continue
            if document.dirty[-1][0] <= document.states[index][0]:
                texts = [text for _at, text in document.states[index:]]
                if any(texts):
                    wanted[ident] = texts
        return wanted

    def must_not_be_offered(self) -> set[str]:
        """Idents of what was saved or decided long enough before the end."""
        done = dict(self.decided)
        done |= {
            ident: document.dirty[-1][0]
            for ident, document in self.documents.items()
            if document.dirty and not document.is_dirty
        }
        return {
            ident
            for ident, at in done.items()
            # An answer takes its moment even where the text itself is safe at once.
            if self.awake.between(at, self.killed) >= PROMISED.stopped_s
        }


@dataclass
class FileStory:
    """Every text that was ever meant for one file, oldest first.

    Attributes:
        texts: Texts that may stand there.
        safe: Index of the newest of them of which somebody was told that it is on disk.
    """

    texts: list[str] = field(default_factory=list)
    safe: int = 0

    def wrong(self, name: str, found: str | None) -> Findings:
        """What is wrong with what the file holds now."""
        if found is not None and found in self.texts[self.safe :]:
            return []
        if found is not None and found in self.texts:
            return [f"{name} holds an older text than the one called saved: {shown(found)}"]
        return [f"{name} is torn, or holds what nobody wrote: {shown(found)}"]


def tell_stories(stories: dict[str, FileStory], lines: Iterable[Line]) -> None:
    """Adds what a round told about files."""
    meant: dict[str, str] = {}
    for line in lines:
        kind, path = line["kind"], line.get("path")
        if kind == "meant":
            meant[line["ident"]] = path = line["path"]
        elif kind == "text" and path is None:
            path = meant.get(line["ident"])
        if not isinstance(path, str):
            continue
        story = stories.setdefault(path, FileStory())
        if kind in ("text", "foreign", "meant"):
            story.texts.append(line["text"])
        elif kind == "saved":
            at = len(story.texts) - 1 - story.texts[::-1].index(line["text"])
            story.safe = max(story.safe, at)


def offered_wrongly(before: Round, found: Sequence[Line]) -> Findings:
    """What the next start offers, held against what was unsaved when the desk was killed."""
    findings = []
    offered = {entry["ident"]: entry for entry in found}
    if len(offered) < len(found):
        findings.append("a post was offered twice in one list")
    for ident, texts in before.must_be_offered().items():
        entry = offered.get(ident)
        if entry is None and before.on_disk.isdisjoint(texts):  # it may have been saved at last
            findings.append(f"an unsaved post was not offered: {ident[:6]} {shown(texts[-1])}")
        elif entry is not None and entry["text"] not in texts:
            findings.append(f"offered with a text of before: {shown(entry['text'])}")
    findings += [
        f"offered again: {ident[:6]} {shown(entry['text'])}"
        for ident, entry in offered.items()
        if ident in before.must_not_be_offered()
    ]
    return findings
