"""What must be set before Qt's application object exists."""

from __future__ import annotations

import logging
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from copydesk import __version__
from copydesk.application.file_open_events import OpeningApplication
from copydesk.core.reports.log import Plain
from copydesk.ui.icons import product_icon
from copydesk.ui.preview.scheme import prepare_web_engine

_log = logging.getLogger("qt")

APP_ID = "org.copydesk.Copydesk"
"""Names the desktop file on Linux, and the windows that belong together on a taskbar of Windows."""

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.INFO,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _log_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    # Qt warns of a missing GPU or compositor feature on stderr; that is for the log.
    _log.log(_LEVELS[kind], "%s: %s", Plain(context.category), text)


def prepare_qt() -> None:
    """Sets the environment, Qt's attributes and what WebEngine needs; before `QApplication`."""
    qInstallMessageHandler(_log_message)
    prepare_web_engine()


def make_application() -> OpeningApplication:
    """The one `QApplication`, named; call `prepare_qt` first."""
    if sys.platform == "win32":
        import ctypes

        # Else the taskbar groups the windows under what started them, as Python in a checkout.
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)
    application = OpeningApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setApplicationName("copydesk")
    application.setApplicationDisplayName("Copydesk")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName(APP_ID)
    application.setWindowIcon(product_icon())
    return application
