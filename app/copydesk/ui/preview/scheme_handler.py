"""Answers the ``copydesk:`` requests of the page."""

from __future__ import annotations

from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob, QWebEngineUrlSchemeHandler
from shiboken6 import isValid

from copydesk.core.resources import resource_text
from copydesk.ui.preview.content_policy import content_policy
from copydesk.ui.preview.scheme import PAGE_HOST, POST_HOST

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from copydesk.services.site_files import FileReply, SiteFiles
    from copydesk.services.tasks import TaskRunner
    from copydesk.ui.theme.theme import Theme
    from copydesk.ui.theme.tokens import Tokens

_STYLES = ("/page.css", "/code.css")


def page_colours(tokens: Tokens) -> dict[str, str]:
    """The theme's colours as custom properties of the page: ``{"--ink": "#22201c", …}``."""
    return {f"--{name}": colour for name, colour in asdict(tokens).items()}


class SchemeHandler(QWebEngineUrlSchemeHandler):
    """Gives the page its own parts, and images of the site.

    Attributes:
        site_files: Where images come from; None for nowhere.
        hosts: Whose images the page may load besides, from `cleaned_hosts`.
    """

    def __init__(self, theme: Theme, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self.site_files: SiteFiles | None = None
        self.hosts: frozenset[str] = frozenset()

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answers one request, an image's later."""
        url = job.requestUrl()
        path = url.path(url.ComponentFormattingOption.FullyDecoded)
        if job.requestMethod().data() != b"GET":
            job.fail(job.Error.RequestDenied)
        elif url.host() == POST_HOST:
            self._reply_image(job, path)
        elif url.host() == PAGE_HOST and path == "/page.html":
            self._reply_page(job)
        elif url.host() == PAGE_HOST and path in _STYLES:
            _reply(job, resource_text("preview", path[1:]).encode(), "text/css")
        else:
            job.fail(job.Error.UrlNotFound)

    def _reply_page(self, job: QWebEngineUrlRequestJob) -> None:
        policy = content_policy(self.hosts)
        colours = page_colours(self._theme.tokens)
        page = resource_text("preview", "page.html")
        for mark, value in {
            "@theme": "dark" if self._theme.is_dark else "light",
            "@colours": "; ".join(f"{name}: {value}" for name, value in colours.items()),
            "@policy": policy,
        }.items():
            page = page.replace(mark, escape(value))
        _reply(job, page.encode(), "text/html", policy)

    def _reply_image(self, job: QWebEngineUrlRequestJob, path: str) -> None:
        files = self.site_files
        if files is None:
            job.fail(job.Error.UrlNotFound)
            return

        def answer(file: FileReply | None) -> None:
            if not isValid(job):  # the page no longer wants it
                return
            if file is None:
                job.fail(job.Error.UrlNotFound)
            else:
                # An SVG shown on its own would be a document: it gets no rights either.
                _reply(job, file.data, file.mime, "default-src 'none'; style-src 'unsafe-inline'")

        self._tasks.run(lambda: files.read(path), answer)


def _reply(job: QWebEngineUrlRequestJob, data: bytes, mime: str, policy: str = "") -> None:
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
    if policy:
        headers["Content-Security-Policy"] = policy
    # PySide6 wants a list of values for each name, and says otherwise.
    job.setAdditionalResponseHeaders(
        {QByteArray(name.encode()): [QByteArray(value.encode())] for name, value in headers.items()}  # type: ignore[misc]  # see above
    )
    buffer = QBuffer(job)
    buffer.setData(data)
    job.reply(mime.encode(), buffer)
