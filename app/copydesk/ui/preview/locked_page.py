"""The web page of the preview, with everything off that a post could misuse."""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QFile, QIODevice, Qt, QUrl, Signal, Slot
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
)

from copydesk.core.resources import resource_text
from copydesk.ui.preview.scheme import PAGE_ADDRESS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

_log = logging.getLogger(__name__)
_Attribute = QWebEngineSettings.WebAttribute

# Ours, out of reach of the page's own world, and at work although that one's scripts are off.
WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld

_OFF = (
    _Attribute.JavascriptEnabled,
    _Attribute.JavascriptCanOpenWindows,
    _Attribute.JavascriptCanAccessClipboard,
    _Attribute.JavascriptCanPaste,
    _Attribute.AllowWindowActivationFromJavaScript,
    _Attribute.LocalStorageEnabled,
    _Attribute.LocalContentCanAccessRemoteUrls,
    _Attribute.LocalContentCanAccessFileUrls,
    _Attribute.AllowRunningInsecureContent,
    _Attribute.AllowGeolocationOnInsecureOrigins,
    _Attribute.PluginsEnabled,
    _Attribute.PdfViewerEnabled,
    _Attribute.FullScreenSupportEnabled,
    _Attribute.ScreenCaptureEnabled,
    _Attribute.WebGLEnabled,
    _Attribute.DnsPrefetchEnabled,
    _Attribute.HyperlinkAuditingEnabled,
    _Attribute.AutoLoadIconsForPage,
    _Attribute.TouchIconsEnabled,
    _Attribute.NavigateOnDropEnabled,
    _Attribute.FocusOnNavigationEnabled,
    _Attribute.BackForwardCacheEnabled,
    _Attribute.ErrorPageEnabled,
)
_ON = (_Attribute.WebRTCPublicInterfacesOnly, _Attribute.PlaybackRequiresUserGesture)


def locked_profile(parent: QObject | None = None) -> QWebEngineProfile:
    """A profile that keeps nothing on disk, downloads nothing and holds no cookie."""
    profile = QWebEngineProfile(parent)  # without a name: off the record
    profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
    profile.setPersistentCookiesPolicy(
        QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies
    )
    profile.setPersistentPermissionsPolicy(
        QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime
    )
    profile.setSpellCheckEnabled(False)
    profile.setPushServiceEnabled(False)
    profile.downloadRequested.connect(_refuse_download)
    profile.cookieStore().setCookieFilter(_refuse_cookie)
    return profile


@cache
def _page_script() -> str:
    file = QFile(":/qtwebchannel/qwebchannel.js")
    file.open(QIODevice.OpenModeFlag.ReadOnly)
    channel = bytes(file.readAll().data()).decode()
    return f"{channel}\n{resource_text('preview', 'page.js')}"


def _refuse_download(request: QWebEngineDownloadRequest) -> None:
    request.cancel()


def _refuse_cookie(_request: object) -> bool:
    return False


class LockedPage(QWebEnginePage):
    """Goes nowhere but to its own address, and asks nobody for anything.

    Signals:
        link_followed (str): A link led away; where to, in full.
    """

    link_followed = Signal(str)

    def __init__(self, profile: QWebEngineProfile, parent: QObject | None = None) -> None:
        super().__init__(profile, parent)
        settings = self.settings()
        for attribute in _OFF:
            settings.setAttribute(attribute, False)
        for attribute in _ON:
            settings.setAttribute(attribute, True)
        self._going_home = False
        self.permissionRequested.connect(self._deny)
        self.newWindowRequested.connect(self._refuse_window)
        # Later, for a load that begins before another's end is told is lost.
        self.loadFinished.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    def go_home(self) -> None:
        """Loads the empty page, anew where it is loaded."""
        self._going_home = True
        self.load(QUrl(PAGE_ADDRESS))

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        """Accepts the page's own load, once; a link is told, anything else is not even that."""
        url = QUrl(url)
        if self._going_home and is_main_frame and url == QUrl(PAGE_ADDRESS):
            self._going_home = False
            return True
        if kind == self.NavigationType.NavigationTypeLinkClicked:
            self.link_followed.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        return False

    def javaScriptConsoleMessage(
        self,
        _level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        line: int,
        source: str,
    ) -> None:
        """Logs what the page complains of: a fault of our script is an error."""
        # What the policy refuses is told as an error too, and is none.
        is_fault = message.startswith("Uncaught")  # scripts of the page don't run: it is ours
        _log.log(
            logging.ERROR if is_fault else logging.DEBUG,
            "preview page, line %d of %s: %s",
            line,
            source or "the page",
            message,
        )

    def javaScriptAlert(self, _origin: QUrl | str, _message: str) -> None:
        """Shows nothing."""

    def javaScriptConfirm(self, _origin: QUrl | str, _message: str) -> bool:
        """Shows nothing, agrees to nothing."""
        return False

    def chooseFiles(  # noqa: N802 - Qt calls it
        self,
        _mode: QWebEnginePage.FileSelectionMode,
        _old_files: Sequence[str],
        _accepted: Sequence[str],
    ) -> list[str]:
        """Shows nothing, gives nothing."""
        return []

    @Slot(bool)
    def _arrive(self, loaded: bool) -> None:
        if self.url() != QUrl(PAGE_ADDRESS):
            self.go_home()  # Chromium asks nobody before it goes to about:blank
        elif loaded:
            # Not by QWebEngineScript: after a crash the new process is given none (Qt 6.11).
            self.runJavaScript(_page_script(), WORLD)

    @Slot(QWebEnginePermission)
    def _deny(self, permission: QWebEnginePermission) -> None:
        permission.deny()

    @Slot(QWebEngineNewWindowRequest)
    def _refuse_window(self, request: QWebEngineNewWindowRequest) -> None:
        """Leaves it unopened."""
