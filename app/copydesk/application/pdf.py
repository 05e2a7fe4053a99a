"""A rendered post as a PDF file, printed by WebEngine without a window."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import (
    QEventLoop,
    QMarginsF,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    QUrl,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from copydesk.application.qt_setup import make_application, prepare_qt
from copydesk.core.errors import CopydeskError, StorageError
from copydesk.core.web_sandbox import require
from copydesk.ui.preview.scheme import prepare_web_engine

_log = logging.getLogger(__name__)

_TIMEOUT_MS = 60_000
# A4 with the margins of a letter.
_MARGIN_MM = 20.0
_LOCAL = frozenset(("data", "blob"))


def print_pdf(html: str, output: Path, *, load_images: bool = False) -> None:
    """Prints a whole HTML document to a PDF file.

    Nothing but the document is loaded, and no script of it runs.

    Args:
        html: The document.
        output: The file to write; an older one is replaced.
        load_images: Whether images that the document names by http or https are loaded.

    Raises:
        StorageError: The file can't be written.
        CopydeskError: Printing failed, took longer than a minute, or can't be done safely here.
    """
    output = output.absolute()
    if not output.parent.is_dir():
        raise StorageError(f"There is no folder “{output.parent}”.", "Choose another place.")
    if QApplication.instance() is None:
        if sys.platform.startswith("linux"):
            os.environ["QT_QPA_PLATFORM"] = "offscreen"  # it shows nothing: no display is needed
        # Without them Chromium complains on standard error of there being no GPU.
        os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu --log-level=3")
        qInstallMessageHandler(_log_message)
        prepare_qt()
        prepare_web_engine()
        application = make_application()
    else:
        application = None
    require()
    with tempfile.TemporaryDirectory(prefix="copydesk-") as folder:
        document = Path(folder, "post.html")
        document.write_text(html, encoding="utf-8")
        printed = Path(folder, "post.pdf")
        _Printer(document, printed, load_images=load_images).run()
        try:
            output.write_bytes(printed.read_bytes())
        except OSError as error:
            raise StorageError(
                f"“{output}” can't be written: {error.strerror}.", "Choose another place."
            ) from error
    del application


def _log_message(_kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
    # Qt tells on standard error how it looks for a GPU; whoever prints a post wants the PDF.
    _log.info("Qt: %s", message)


class _Printer(QObject):
    """Loads one document, prints it, and waits for both."""

    def __init__(self, document: Path, printed: Path, *, load_images: bool) -> None:
        super().__init__()
        self._printed = printed
        self._loop = QEventLoop()
        self._done = False
        self._interceptor = _Interceptor(QUrl.fromLocalFile(str(document)), load_images)
        self._profile = QWebEngineProfile(self)  # without a name: off the record
        self._profile.setUrlRequestInterceptor(self._interceptor)
        self._page = QWebEnginePage(self._profile)
        settings = self._page.settings()
        for attribute in (
            QWebEngineSettings.WebAttribute.JavascriptEnabled,
            QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
            QWebEngineSettings.WebAttribute.PluginsEnabled,
            QWebEngineSettings.WebAttribute.AutoLoadIconsForPage,
        ):
            settings.setAttribute(attribute, False)
        settings.setAttribute(
            QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls, load_images
        )
        self._page.loadFinished.connect(self._print)
        self._page.pdfPrintingFinished.connect(self._finish)
        self._document = QUrl.fromLocalFile(str(document))

    def run(self) -> None:
        """Prints; returns when the file is there."""
        QTimer.singleShot(_TIMEOUT_MS, self._loop, self._loop.quit)
        self._page.load(self._document)
        self._loop.exec()
        # A page must go before its profile; later would be never inside the desk's event loop.
        delete(self._page)
        if not self._done:
            raise CopydeskError("The PDF could not be made.", "Try HTML instead.")

    @Slot(bool)
    def _print(self, loaded: bool) -> None:
        if not loaded:
            self._loop.quit()
            return
        margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
        layout = QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
        self._page.printToPdf(str(self._printed), layout)

    @Slot(str, bool)
    def _finish(self, _path: str, printed: bool) -> None:
        self._done = printed
        self._loop.quit()


class _Interceptor(QWebEngineUrlRequestInterceptor):
    """Lets the document in, and images where they are wanted."""

    def __init__(self, document: QUrl, load_images: bool) -> None:
        super().__init__()
        self._document = document
        self._load_images = load_images

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Lets one request pass, or not."""
        url = info.requestUrl()
        is_image = info.resourceType() == info.ResourceType.ResourceTypeImage
        allowed = url == self._document or url.scheme() in _LOCAL
        if is_image and self._load_images:
            allowed = allowed or url.scheme() in ("http", "https")
        info.block(not allowed)
