"""What Finder hands over is opened, before the desk is there and after."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import copydesk

# A real desk in a process of its own, as an application can't be made twice.
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from copydesk.application.desk import Desk
import copydesk.application.desk as desks
import copydesk.application.start as start

first, second = map(Path, sys.argv[1:3])


def hand_over(event):
    return QCoreApplication.sendEvent(QCoreApplication.instance(), event)


class WatchedDesk(Desk):
    def __init__(self):
        assert hand_over(QFileOpenEvent(str(first)))
        super().__init__()
        self.opened = []
        self.documents.opened.connect(self.note)

    def note(self, document):
        self.opened.append(document.path)
        if len(self.opened) == 1:
            assert hand_over(QFileOpenEvent(QUrl.fromLocalFile(str(second))))
            assert not hand_over(QFileOpenEvent(QUrl("https://example.org/post.md")))
        else:
            print(*(path.name for path in self.opened), flush=True)
            QTimer.singleShot(0, self.end_now)


desks.Desk = WatchedDesk
sys.exit(start.open_desk(None, new_window=True))
"""


def test_documents_of_the_file_manager_are_opened(tmp_path: Path) -> None:
    names = ("before.md", "during – the day.md")
    for name in names:
        (tmp_path / name).write_text(f"{name}\n", "utf-8")
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, *(str(tmp_path / name) for name in names)],
        env=os.environ | {"PYTHONPATH": str(Path(copydesk.__file__).parents[1])},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip() == " ".join(names)
