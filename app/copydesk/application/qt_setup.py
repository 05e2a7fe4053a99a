"""What must be set before Qt's application object exists."""

from __future__ import annotations

import logging
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from copydesk import __version__
from copydesk.core.reports.log import Plain
from copydesk.ui.icons import product_icon
from copydesk.ui.preview.scheme import prepare_web_engine

_log = logging.getLogger("qt")
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


def make_application() -> QApplication:
    """The one `QApplication`, named; call `prepare_qt` first."""
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setApplicationName("copydesk")
    application.setApplicationDisplayName("Copydesk")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("org.copydesk.Copydesk")
    application.setWindowIcon(product_icon())
    return application
