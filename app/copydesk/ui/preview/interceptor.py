"""The second lock: no request leaves the page's process but for what the editor allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo, QWebEngineUrlRequestInterceptor

from copydesk.ui.preview.content_policy import may_load

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


class RequestInterceptor(QWebEngineUrlRequestInterceptor):
    """Blocks every request that `may_load` doesn't let through, redirects included.

    Attributes:
        hosts: Whose images may load, from `cleaned_hosts`.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hosts: frozenset[str] = frozenset()

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Lets one request pass, or not."""
        is_image = info.resourceType() == info.ResourceType.ResourceTypeImage
        is_get = info.requestMethod().data() == b"GET"
        url = info.requestUrl()
        info.block(not (is_get and may_load(url, is_image=is_image, hosts=self.hosts)))
