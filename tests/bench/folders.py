"""Opening posts and folders, filtering, and following the disk."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from copydesk.core.posts.encoding import decode
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.services.watching import LONGEST_WAIT_MS, QUIET_MS
from tests.bench.figures import Figure
from tests.bench.posts import post, site
from tests.bench.window import PaintClock, open_post, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.application.desk import Desk

_POSTS = 10_000
_OPENINGS = 40
_TABS = 8
# A person opens a post from a desk at rest.
_REST_S = 0.3
_SAVES = 25
_COPIES = 5


def opening_posts(desk: Desk, folder: Path) -> Figure:
    """A 6 KB post after another, both panes."""
    paths = []
    for number in range(_OPENINGS + 3):
        path = folder / f"open-{number}.md"
        path.write_text(post(6_000, number), "utf-8")
        paths.append(path)
    samples = []
    for path in paths:
        samples.append(open_post(desk, path))
        wait_for(lambda: desk.details.document is desk.editors.current_document)
        wait_for(lambda: not desk.rendering.busy and not desk.tasks.busy)
        rested = time.perf_counter() + _REST_S
        wait_for(lambda: time.perf_counter() > rested)  # noqa: B023 - waited for here
        if len(samples) % _TABS == 0:
            _close_all(desk)
    samples = samples[3:]
    floor = []
    for path in paths:
        begun = time.perf_counter()
        read_frontmatter(decode(path.read_bytes()).text)
        floor.append((time.perf_counter() - begun) * 1000)
    _close_all(desk)
    return Figure(
        "open a 6 KB post, text and preview",
        samples,
        floor=("read and parse the file alone", floor),
        target=25,
    )


def _close_all(desk: Desk) -> None:
    done: list[bool] = []
    for document in list(desk.documents):
        while document.can_undo and document.modified:
            document.undo()
    desk.documents.close_all(lambda: done.append(True))
    wait_for(lambda: bool(done))


def opening_folders(desk: Desk, folder: Path) -> list[Figure]:
    """10,000 posts: the first time and, from the cache, the second; then the filter."""
    _close_all(desk)
    root = folder / "being-read"
    if not root.exists():
        site(root, _POSTS)
    copies = [shutil.copytree(root, folder / f"copy-{number}") for number in range(_COPIES)]
    os.sync()  # else the disk is still writing them while they are read
    first = [_open(desk, copy) for copy in copies]
    second = [_open(desk, copy) for copy in copies]
    return [
        Figure("10,000 posts, first time: names on screen", [f[0] for f in first], target=150),
        Figure("10,000 posts, first time: all read", [f[1] for f in first], target=2_000),
        Figure("10,000 posts, second time: all there", [s[1] for s in second], target=300),
        Figure(
            "filter 10,000 posts, a key",
            _filter_ms(desk),
            target=20,
            note="from the key event to the end of the list's paint",
        ),
    ]


def _open(desk: Desk, root: Path) -> tuple[float, float]:
    desk.library.close()
    QApplication.processEvents()
    times: list[float] = []
    begun = time.perf_counter()

    def note() -> None:
        desk.posts.tree.viewport().repaint()
        times.append((time.perf_counter() - begun) * 1000)

    loaded: list[float] = []
    desk.library.names_listed.connect(note)
    desk.library.loaded.connect(lambda: loaded.append((time.perf_counter() - begun) * 1000))
    desk.library.open_folder(root)
    wait_for(lambda: bool(loaded))
    desk.library.names_listed.disconnect(note)
    desk.library.loaded.disconnect()
    assert len(desk.library.entries) == _POSTS
    return times[0], loaded[-1]


def _filter_ms(desk: Desk) -> list[float]:
    field = desk.posts.bar.field
    field.setFocus()
    clock = PaintClock(field, desk.posts.tree)
    samples = []
    for word in ("ferry", "bridge", "0099", "library"):
        samples += [clock.key_ms(key) for key in word]
        field.clear()
        QApplication.processEvents()
    clock.stop()
    return samples


def following_the_disk(desk: Desk, folder: Path) -> Figure:
    """Another program saves a clean open post; until its text is on screen."""
    root = folder / "followed"
    (root / "posts").mkdir(parents=True)
    path = root / "posts" / "post.md"
    path.write_text(post(5_000), "utf-8")
    desk.library.open_folder(root)
    wait_for(lambda: desk.library.root == root and not desk.library.loading)
    open_post(desk, path)
    document = desk.editors.current_document
    editor = desk.editors.current_editor
    assert document is not None
    assert editor is not None
    samples = []
    for number in range(_SAVES):
        text = post(5_000) + f"\nChange {number}.\n"
        temporary = path.with_suffix(".new")
        temporary.write_text(text, "utf-8")
        begun = time.perf_counter()
        temporary.replace(path)
        wait_for(lambda: document.text == text)  # noqa: B023 - waited for here
        editor.viewport().repaint()
        samples.append((time.perf_counter() - begun) * 1000 - QUIET_MS)
        wait_for(lambda: not desk.tasks.busy and not desk.rendering.busy)
    return Figure(
        "external change to screen, after settling",
        samples,
        target=30,
        note=f"less the {QUIET_MS} ms of quiet; waits {LONGEST_WAIT_MS} ms at most",
    )
