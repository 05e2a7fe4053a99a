"""A start of the real desk on one post; prints the time at which its text was painted."""

from __future__ import annotations

import sys
from pathlib import Path

from copydesk.application.qt_setup import make_application, prepare_qt
from tests.bench.painted import Painted


def main() -> None:
    prepare_qt()
    application = make_application()
    from copydesk.application.desk import Desk

    desk = Desk()
    painted = Painted()

    def watch(document: object) -> None:
        if document is not None and desk.editors.current_editor:
            desk.editors.current_editor.viewport().installEventFilter(painted)

    desk.editors.current_changed.connect(watch)
    desk.start(Path(sys.argv[1]))
    application.exec()
    desk.stop()


main()
