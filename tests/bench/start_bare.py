"""The floor of a start: a bare window with a text edit and an empty web view.

Prints the seconds since 1970 at which the text was painted. The parent knows when it spawned.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit, QSplitter

from tests.bench.painted import Painted


def main() -> None:
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    application = QApplication(sys.argv)
    text = QPlainTextEdit(Path(sys.argv[1]).read_text("utf-8"))
    split = QSplitter()
    split.addWidget(text)
    split.addWidget(QWebEngineView())
    window = QMainWindow()
    window.setCentralWidget(split)
    window.resize(1440, 900)
    painted = Painted()
    text.viewport().installEventFilter(painted)
    window.show()
    application.exec()


main()
