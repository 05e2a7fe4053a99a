"""Starts the desk: one window a person, the last session or what was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.application.mishaps import Mishaps
from copydesk.application.qt_setup import make_application, prepare_qt
from copydesk.application.single_instance import SingleInstance, hand_over

if TYPE_CHECKING:
    from pathlib import Path


def open_desk(path: Path | None, *, new_window: bool = False) -> int:
    """Opens the desk, or hands ``path`` to one that is already open.

    Args:
        path: A folder or a post, absolute; None restores the last session.
        new_window: Whether to open a desk of its own all the same.

    Returns:
        The program's exit status.
    """
    if not new_window and hand_over(str(path or "")):
        return 0
    prepare_qt()
    application = make_application()
    from copydesk.application.desk import Desk  # after the application: widgets need it

    desk = Desk()
    Mishaps(desk.notifier, desk).install()
    if not new_window:
        instance = SingleInstance(desk)
        instance.path_received.connect(desk.open_from_outside)
    desk.left.connect(application.quit)
    desk.start(path)
    return application.exec()
