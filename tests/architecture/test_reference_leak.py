"""Qt's methods keep the references they are given.

In PySide6 6.12.0 each call of many a method loses one of None, and Python 3.11 aborts in the end.
"""

from __future__ import annotations

import subprocess
import sys

_ROUNDS = 50_000

_PROBE = f"""
import sys
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
application = QApplication([])
label, line, text = QLabel(), QLineEdit(), QPlainTextEdit()
before = sys.getrefcount(None)
for number in range({_ROUNDS} // 5):
    label.setText("a")
    line.setText("b")
    text.setPlainText("c")
    label.setObjectName("d")
    label.update()
print(before - sys.getrefcount(None), flush=True)
"""


def test_qt_calls_keep_their_references() -> None:
    # In a process of its own: where the leak is, it aborts before it can be counted.
    done = subprocess.run(
        [sys.executable, "-c", _PROBE],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"the process died: {done.stderr.strip()}"
    lost = int(done.stdout)
    assert abs(lost) < _ROUNDS // 100, f"{lost} references to None were lost in {_ROUNDS} calls"
