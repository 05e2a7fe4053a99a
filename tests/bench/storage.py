"""Saving, journalling and the history: what keeping everything costs."""

from __future__ import annotations

import os
import random
import time
from statistics import median
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from copydesk.core.storage.atomic import save_atomic
from copydesk.core.storage.fingerprint import digest
from copydesk.core.storage.history import Origin
from copydesk.core.text.edits import TextEdit
from copydesk.services.documents import Documents
from copydesk.services.notifier import Notifier
from copydesk.services.recovery import Recovery
from copydesk.services.tasks import TaskRunner
from tests.bench.figures import Figure
from tests.bench.posts import body, post
from tests.bench.window import wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.application.desk import Desk
    from copydesk.services.open_document import OpenDocument

_SAVED_SIZES = {"5 KB": 5_000, "1 MB": 1_000_000}
_TYPED_SIZES = {"5 KB": 5_000, "100 KB": 100_000, "1 MB": 1_000_000}
_SAVES = 40
_TURNS = 6
_KEYS_A_TURN = 40
# 50 keys a second, faster than anybody types: the journal is written as often as it ever is.
_KEY_EVERY_S = 0.02
_VERSIONS = 1_000
_OPENINGS = 15
_SAVE_RATIO = 1.5
_JOURNAL_MS = 0.3
_HISTORY_MS = 100.0


def measure(desk: Desk, folder: Path) -> list[Figure]:
    """All of it, in a desk that is open on ``folder``."""
    figures = []
    for name, size in _SAVED_SIZES.items():
        figures += _saving(desk, folder, name, size)
    figures += [_journalling(folder, name, size) for name, size in _TYPED_SIZES.items()]
    figures.append(_opening_history(desk, folder))
    return figures


def _plain_ms(path: Path, data: bytes, *, folder_too: bool = False) -> float:
    """Write, fsync, rename, and to outlive a power cut an fsync of the folder."""
    begun = time.perf_counter()
    beside = path.with_name(f".{path.name}.plain")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.write(descriptor, data)
    os.fsync(descriptor)
    os.close(descriptor)
    beside.replace(path)
    if folder_too:
        descriptor = os.open(path.parent, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
    return (time.perf_counter() - begun) * 1000


def _atomic_ms(path: Path, data: bytes, expected: str) -> float:
    begun = time.perf_counter()
    save_atomic(path, data, expected)
    return (time.perf_counter() - begun) * 1000


def _saving(desk: Desk, folder: Path, name: str, size: int) -> list[Figure]:
    text = post(size)
    kinds = ("plain", "atomic", "desk", "synced")
    paths = [folder / f"save-{kind}-{size}.md" for kind in kinds]
    for path in paths:
        path.write_text(text, "utf-8")
    document = _opened(desk.documents, paths[2])
    desk.editors.show_document(document)
    plain: list[float] = []
    synced: list[float] = []
    atomic: list[float] = []
    whole: list[float] = []
    expected = digest(text.encode())
    for number in range(_SAVES):  # turn by turn, so that a noisy minute hits all three
        data = f"{text}{number}\n".encode()
        plain.append(_plain_ms(paths[0], data))
        synced.append(_plain_ms(paths[3], data, folder_too=True))
        atomic.append(_atomic_ms(paths[1], data, expected))
        expected = digest(data)
        _type(document, f"{number}\n")
        _settled(desk)
        whole.append(_desk_ms(desk, document))
        _settled(desk)
    lasting = median(synced)
    return [
        _save_figure(
            f"{what}, {name}",
            samples,
            plain,
            f"{median(samples) / lasting:.2f} x the same with the folder synced ({lasting:.2f} ms)"
            f"{aside}",
        )
        for what, samples, aside in (
            ("save_atomic", atomic, ""),
            ("save in the desk", whole, "; from the call to the signal that it is saved"),
        )
    ]


def _save_figure(name: str, samples: list[float], plain: list[float], note: str) -> Figure:
    floor = ("write + fsync + rename", plain)
    return Figure(name, samples, floor=floor, target_ratio=_SAVE_RATIO, note=note)


def _settled(desk: Desk) -> None:
    """Lets the preview, the journal and the history end what the last edit or save began."""
    wait_for(lambda: not desk.rendering.busy and not desk.tasks.busy)


def _desk_ms(desk: Desk, document: OpenDocument) -> float:
    ended: list[float] = []

    def note(saved: OpenDocument) -> None:
        if saved is document:
            ended.append(time.perf_counter())

    desk.documents.saved.connect(note)
    begun = time.perf_counter()
    desk.documents.save(document)
    wait_for(lambda: bool(ended))
    desk.documents.saved.disconnect(note)
    return (ended[0] - begun) * 1000


def _opened(documents: Documents, path: Path) -> OpenDocument:
    found: list[OpenDocument] = []
    documents.open(path, found.append)
    wait_for(lambda: bool(found))
    return found[0]


def _type(document: OpenDocument, text: str) -> None:
    middle = len(document.text) // 2
    document.apply([TextEdit(middle, middle, text)], "Typing", merge="typing")


def _journalling(folder: Path, name: str, size: int) -> Figure:
    """The window's thread's own time a key, with a journal and without, turn by turn."""
    path = folder / f"journal-{size}.md"
    path.write_text(post(size), "utf-8")
    notifier = Notifier()
    tasks = TaskRunner(notifier)
    with_journal, without = Documents(notifier, tasks), Documents(notifier, tasks)
    recovery = Recovery(with_journal, tasks, notifier)
    documents = [_opened(which, path) for which in (with_journal, without)]
    samples: list[float] = []
    for _turn in range(_TURNS):
        journalled, bare = (_thread_ms_a_key(document) for document in documents)
        samples.append(max(0.0, journalled - bare))
    tasks.drain()
    recovery.close()
    return Figure(
        f"journalling a key, {name}",
        samples,
        target=_JOURNAL_MS,
        note="processor time of the window's thread at 50 keys a second, less that without",
    )


def _thread_ms_a_key(document: OpenDocument) -> float:
    """Waiting costs no processor time, so the pauses between keys do not count."""
    begun = time.thread_time()
    for _key in range(_KEYS_A_TURN):
        next_key = time.perf_counter() + _KEY_EVERY_S
        _type(document, "a")
        while time.perf_counter() < next_key:
            QApplication.processEvents()
            time.sleep(_KEY_EVERY_S / 5)
    return (time.thread_time() - begun) * 1000 / _KEYS_A_TURN


def _opening_history(desk: Desk, folder: Path) -> Figure:
    path = folder / "history.md"
    _fill_history(desk, path)
    desk.open_post(path)
    wait_for(lambda: desk.documents.at(path) is desk.editors.current_document is not None)
    _settled(desk)
    samples = [_history_ms(desk) for _opening in range(_OPENINGS)]
    return Figure(
        f"open History, {_VERSIONS:,} versions",
        samples,
        target=_HISTORY_MS,
        note="from the command to the list painted, the tab brought to the front each time",
    )


def _fill_history(desk: Desk, path: Path) -> None:
    rng, data = random.Random(1), b""
    paragraphs = body(5_000).split("\n\n")
    for number in range(_VERSIONS):
        paragraphs[rng.randrange(len(paragraphs))] = f"Edited {number} times so far."
        data = "\n\n".join(paragraphs).encode()
        desk.history.history.keep(path, data, Origin.SAVED)
    path.write_bytes(data)


def _history_ms(desk: Desk) -> float:
    desk.side.show_page("details")
    _settled(desk)
    begun = time.perf_counter()
    desk.actions.get("go.history").trigger()
    panel = desk.versions.panel
    filled: list[bool] = []

    def note() -> None:
        filled.append(panel.versions_shown > 0)

    model = panel.list.model()
    model.modelReset.connect(note)
    wait_for(lambda: any(filled))
    panel.list.viewport().repaint()
    ended = time.perf_counter()
    model.modelReset.disconnect(note)
    if panel.versions_shown != _VERSIONS:
        raise RuntimeError(panel.versions_shown)
    return (ended - begun) * 1000
