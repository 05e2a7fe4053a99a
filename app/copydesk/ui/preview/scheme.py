"""The ``copydesk:`` addresses of the preview, and what must be done before the application is.

``copydesk://preview/`` is the page itself and its style sheets, ``copydesk://post/…`` an image of
the site, ``copydesk-action:…`` a link that asks the desk for something.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QCoreApplication, Qt

from copydesk.core.web_sandbox import begin_trial

SCHEME = "copydesk"
ACTION_SCHEME = "copydesk-action"
PAGE_HOST = "preview"
POST_HOST = "post"
PAGE_ADDRESS = f"{SCHEME}://{PAGE_HOST}/page.html"


def prepare_web_engine() -> None:
    """Sets what WebEngine needs to find when it starts; call before the QApplication is made.

    It loads nothing of WebEngine, which takes 30 ms, so that the window comes first.
    """
    begin_trial()  # while there is one thread
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium's sandbox ends the whole program when root starts it.
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    # Else a web page can't be made once the application runs.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    # A window that holds a web page is drawn anew as a whole at each key. Where there is no GPU
    # that takes 15-22 ms a key with OpenGL, 1 ms with this.
    os.environ.setdefault("QT_QUICK_BACKEND", "software")


def register_scheme() -> None:
    """Makes ``copydesk:`` known to WebEngine; call before the first profile or page is made."""
    from PySide6.QtWebEngineCore import QWebEngineUrlScheme

    known = QWebEngineUrlScheme.schemeByName(SCHEME.encode())
    if not known.name().isEmpty():
        return
    scheme = QWebEngineUrlScheme(SCHEME.encode())
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    # Secure only: neither local, which would open file:, nor known to scripts.
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)
