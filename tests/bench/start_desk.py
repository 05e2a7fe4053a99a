"""A start of the real desk; prints the time at which the first post's text was painted.

Given several posts, it opens them all, the last in front; given a folder, it prints the time at
which the folder is read.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer

from copydesk.__main__ import main as run
from copydesk.application.qt_setup import make_application, prepare_qt
from tests.bench.painted import Painted

# By then the first post is shown, and its site known.
_AFTER_START_MS = 1_500


def main() -> None:
    prepare_qt()
    application = make_application()
    from copydesk.application.desk import Desk

    desk = Desk()
    painted = Painted()

    def watch(document: object) -> None:
        if document is not None and desk.editors.current_editor:
            desk.editors.current_editor.viewport().installEventFilter(painted)

    first, *others = [Path(word) for word in sys.argv[1:] if not word.startswith("--")]
    if first.is_dir():
        desk.library.loaded.connect(painted.tell)
    else:
        desk.editors.current_changed.connect(watch)
    desk.start(first)
    for path in others:
        QTimer.singleShot(_AFTER_START_MS, partial(desk.open_post, path))
    application.exec()
    desk.stop()


if sys.argv[1:2] == ["--worker"]:  # frozen, it is its own child process, as the program is
    sys.exit(run())
main()
