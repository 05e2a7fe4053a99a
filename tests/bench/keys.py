"""From a key to its glyph, and to the changed preview."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import nh3
from markdown_it import MarkdownIt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from tests.bench.figures import Figure
from tests.bench.posts import post, site
from tests.bench.window import PaintClock, open_post, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.application.desk import Desk

_SIZES = {"5 KB": 5_000, "100 KB": 100_000, "1 MB": 1_000_000}
_KEYS = 150
_PREVIEW_KEYS = 40
_PREVIEW_TARGETS = {"5 KB": 35.0, "100 KB": 75.0}
_SENTENCE = "the ferry leaves at nine and the weir is closed until spring "


def _bare_ms(text: str) -> list[float]:
    edit = QPlainTextEdit(text)
    edit.resize(700, 800)
    edit.show()
    _to_middle(edit)
    clock = PaintClock(edit, edit)
    samples = [clock.key_ms(_SENTENCE[i % len(_SENTENCE)]) for i in range(_KEYS)]
    clock.stop()
    edit.close()
    edit.deleteLater()
    return samples


def _to_middle(edit: QPlainTextEdit) -> None:
    edit.setFocus()
    cursor = edit.textCursor()
    cursor.setPosition(edit.document().characterCount() // 2)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    edit.setTextCursor(cursor)
    edit.centerCursor()
    wait_for(lambda: not edit.visibleRegion().isEmpty())


def _desk_ms(desk: Desk) -> list[float]:
    editor = desk.editors.current_editor
    assert editor is not None
    _to_middle(editor)
    clock = PaintClock(editor, editor)
    samples = [clock.key_ms(_SENTENCE[i % len(_SENTENCE)]) for i in range(_KEYS)]
    clock.stop()
    return samples


def _preview_ms(desk: Desk) -> list[float]:
    editor = desk.editors.current_editor
    document = desk.editors.current_document
    assert editor is not None
    assert document is not None
    _to_middle(editor)
    samples: list[float] = []
    shown = [0]
    desk.preview.result_shown.connect(shown.append)
    for i in range(_PREVIEW_KEYS):
        begun = time.perf_counter()
        QTest.keyClicks(editor, _SENTENCE[i % len(_SENTENCE)])
        wanted = document.revision
        wait_for(lambda: shown[-1] >= wanted)  # noqa: B023 - waited for here
        samples.append((time.perf_counter() - begun) * 1000)
        wait_for(lambda: not desk.rendering.busy)
    desk.preview.result_shown.disconnect(shown.append)
    return samples


def _whole_render_ms(text: str) -> list[float]:
    markdown = MarkdownIt("gfm-like")
    samples = []
    for i in range(6):
        begun = time.perf_counter()
        nh3.clean(markdown.render(f"{text}\n{i}"))
        samples.append((time.perf_counter() - begun) * 1000)
    return samples[1:]


def measure(desk: Desk, folder: Path) -> list[Figure]:
    """Keys at three sizes, previews at two, and keys while a folder is read."""
    glyphs: list[Figure] = []
    previews: list[Figure] = []
    for name, size in _SIZES.items():
        path = folder / f"key-{size}.md"
        path.write_text(post(size), "utf-8")
        open_post(desk, path)
        wait_for(lambda: not desk.rendering.busy)
        glyphs.append(
            Figure(
                f"key to glyph, {name}",
                _desk_ms(desk),
                floor=("bare QPlainTextEdit", _bare_ms(path.read_text("utf-8"))),
                target=4,
                target_p95=10,
                note="from the key event to the end of the paint, mid-document",
            )
        )
        if name in _PREVIEW_TARGETS:
            wait_for(lambda: not desk.rendering.busy)
            previews.append(
                Figure(
                    f"key to preview, {name}",
                    _preview_ms(desk),
                    floor=("markdown-it-py + nh3, whole, no page", _whole_render_ms(post(size))),
                    target=_PREVIEW_TARGETS[name],
                    note="until the page holds the changed block; CommonMark",
                )
            )
    desk.choose_engine("python-markdown")
    wait_for(lambda: not desk.rendering.busy)
    open_post(desk, folder / "key-5000.md")
    open_post(desk, folder / "key-100000.md")
    previews.append(
        Figure(
            "key to preview, 100 KB, Python-Markdown",
            _preview_ms(desk),
            target=_PREVIEW_TARGETS["100 KB"],
            note="the other engine, which renders the whole text for each key",
        )
    )
    desk.choose_engine("auto")
    return [*glyphs, *previews]


def while_reading(desk: Desk, folder: Path, apart: Path) -> Figure:
    """Keys in a small post while a folder of 10,000 posts is opened for the first time."""
    small = folder / "key-5000.md"
    open_post(desk, small)
    root = site(apart / "being-read", 10_000)
    editor = desk.editors.current_editor
    assert editor is not None
    _to_middle(editor)
    clock = PaintClock(editor, editor)
    samples: list[float] = []
    desk.library.open_folder(root)
    while desk.library.loading:
        samples.append(clock.key_ms(_SENTENCE[len(samples) % len(_SENTENCE)]))
    clock.stop()
    return Figure(
        "key to glyph, 5 KB, while 10,000 posts are read",
        samples,
        target=4,
        target_p95=10,
    )
