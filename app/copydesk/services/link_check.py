"""Asks other sites whether a post's links still lead somewhere: on a click only, never unasked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest

from copydesk import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

_TIMEOUT_MS = 10_000
# As many as browsers ask of one host at a time: https://www.rfc-editor.org/rfc/rfc2616#section-8.1.4
# named two, browsers settled on six.
_MOST_AT_ONCE = 6
_MOST_REDIRECTS = 10
_AGENT = f"Copydesk/{__version__} (link check)".encode()
# The page may well be there: the site only won't say so to a program, or not now.
_RESERVED = frozenset((401, 403, 406, 407, 418, 423, 429, 451, 503, 999))
_GONE = frozenset((404, 410))
_ERRORS = QNetworkReply.NetworkError
_SENTENCES = {
    _ERRORS.HostNotFoundError: "There is no such site.",
    _ERRORS.ConnectionRefusedError: "The site doesn’t answer.",
    _ERRORS.RemoteHostClosedError: "The site broke off without an answer.",
    _ERRORS.SslHandshakeFailedError: "The site’s certificate can’t be trusted.",
    _ERRORS.TooManyRedirectsError: "The site sends its readers in a circle.",
    _ERRORS.InsecureRedirectError: "The site leads on to an address by http.",
    _ERRORS.ProtocolInvalidOperationError: "The address can’t be read.",
    _ERRORS.ProtocolUnknownError: "The address can’t be read.",
    _ERRORS.UnknownNetworkError: "The network can’t be reached.",
    _ERRORS.TemporaryNetworkFailureError: "The network can’t be reached.",
    _ERRORS.NetworkSessionFailedError: "The network can’t be reached.",
}


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """What became of one link.

    Attributes:
        ok: Whether there is something.
        status: The site's own number (404); 0 where it gave none.
        sentence: What to tell the editor.
        sure: Whether it is known: False where a site won't say so to a program.
    """

    ok: bool
    status: int
    sentence: str
    sure: bool = True


class LinkCheck(QObject):
    """Asks for addresses, six at once, each by HEAD and, where a site doesn't like that, by GET.

    No cookie is sent or kept, and of a page nothing is read but that it is there.

    Signals:
        answered (str, LinkAnswer): An address, as it was given, and what became of it.
        finished: All of them are answered, or it was stopped.
    """

    answered = Signal(str, object)
    finished = Signal()

    def __init__(self, parent: QObject | None = None, *, timeout_ms: int = _TIMEOUT_MS) -> None:
        """Asks nothing yet.

        Args:
            parent: Its owner.
            timeout_ms: How long a site may take to answer.
        """
        super().__init__(parent)
        self._timeout_ms = timeout_ms
        self._manager: QNetworkAccessManager | None = None
        self._waiting: list[QUrl] = []
        self._asked: dict[QUrl, _Question] = {}
        self._names: dict[QUrl, list[str]] = {}

    @property
    def is_running(self) -> bool:
        """Whether answers are still to come."""
        return bool(self._waiting or self._asked)

    def check(self, hrefs: Iterable[str]) -> None:
        """Asks for each of these; addresses that are not http or https are passed over."""
        for href in dict.fromkeys(hrefs):
            url = QUrl(href.partition("#")[0])
            if not url.isValid() or url.scheme() not in ("http", "https") or not url.host():
                continue
            names = self._names.setdefault(url, [])
            if not names:
                self._waiting.append(url)
            if href not in names:
                names.append(href)
        self._go_on()

    def stop(self) -> None:
        """Asks for nothing more and waits for no answer."""
        was_running = self.is_running
        asked = list(self._asked.values())
        self._waiting.clear()
        self._asked.clear()
        self._names.clear()
        for question in asked:
            question.drop()
        if was_running:
            self.finished.emit()

    def _go_on(self) -> None:
        while self._waiting and len(self._asked) < _MOST_AT_ONCE:
            if self._manager is None:
                self._manager = QNetworkAccessManager(self)
            url = self._waiting.pop(0)
            question = _Question(self._manager, url, self._timeout_ms, self)
            self._asked[url] = question
            question.answered.connect(self._take)
            question.ask()
        if not self.is_running:
            self.finished.emit()

    @Slot(object, object)
    def _take(self, url: QUrl, answer: LinkAnswer) -> None:
        question = self._asked.pop(url, None)
        if question is None:
            return
        question.deleteLater()
        for href in self._names.pop(url, []):
            self.answered.emit(href, answer)
        self._go_on()


class _Question(QObject):
    """One address, asked for by HEAD and then perhaps by GET.

    Signals:
        answered (QUrl, LinkAnswer): Once.
    """

    answered = Signal(object, object)

    def __init__(
        self, manager: QNetworkAccessManager, url: QUrl, timeout_ms: int, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._manager, self._url, self._timeout_ms = manager, url, timeout_ms
        self._reply: QNetworkReply | None = None

    def ask(self) -> None:
        """Begins."""
        self._reply = self._manager.head(self._request())
        self._reply.finished.connect(self._take_head)

    def drop(self) -> None:
        """Waits for no answer."""
        self._let_go()
        self.deleteLater()

    def _request(self) -> QNetworkRequest:
        request = QNetworkRequest(self._url)
        request.setRawHeader(b"User-Agent", _AGENT)
        request.setRawHeader(b"Accept", b"text/html,*/*;q=0.8")
        request.setTransferTimeout(self._timeout_ms)
        request.setMaximumRedirectsAllowed(_MOST_REDIRECTS)
        attributes = QNetworkRequest.Attribute
        manual = QNetworkRequest.LoadControl.Manual
        for attribute in (
            attributes.CookieLoadControlAttribute,
            attributes.CookieSaveControlAttribute,
            attributes.AuthenticationReuseAttribute,
        ):
            request.setAttribute(attribute, manual.value)
        request.setAttribute(
            attributes.RedirectPolicyAttribute,
            QNetworkRequest.RedirectPolicy.NoLessSafeRedirectPolicy.value,
        )
        return request

    @Slot()
    def _take_head(self) -> None:
        reply = self._reply
        if reply is None:
            return
        status = _status(reply)
        broke_off = reply.error() is _ERRORS.RemoteHostClosedError
        if status >= 400 or broke_off:  # many sites answer HEAD in no other way
            self._let_go()
            self._reply = self._manager.get(self._request())
            self._reply.metaDataChanged.connect(self._take_headers)
            self._reply.finished.connect(self._take_get)
            return
        self._tell(_answer(reply, self._url, self._timeout_ms))

    @Slot()
    def _take_headers(self) -> None:
        """The page itself need not come: what is known of it is enough."""
        reply = self._reply
        if reply is not None and (200 <= _status(reply) < 300 or _status(reply) >= 400):
            self._tell(_answer(reply, self._url, self._timeout_ms))

    @Slot()
    def _take_get(self) -> None:
        if self._reply is not None:
            self._tell(_answer(self._reply, self._url, self._timeout_ms))

    def _tell(self, answer: LinkAnswer) -> None:
        self._let_go()
        self.answered.emit(self._url, answer)

    def _let_go(self) -> None:
        reply, self._reply = self._reply, None
        if reply is not None:
            reply.abort()  # its signals come, and find none here
            reply.deleteLater()


def _status(reply: QNetworkReply) -> int:
    said = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    return said if isinstance(said, int) else 0


def _answer(reply: QNetworkReply, asked: QUrl, timeout_ms: int) -> LinkAnswer:
    status, error = _status(reply), reply.error()
    if 200 <= status < 300:
        found = reply.url().toDisplayString()
        if found.rstrip("/") == asked.toDisplayString().rstrip("/"):
            return LinkAnswer(True, status, "The page is there.")
        return LinkAnswer(True, status, f"The page has moved to {found}")
    if status in _GONE:
        return LinkAnswer(False, status, f"The page is not there ({status}).")
    if status in _RESERVED:
        sentence = f"The site lets no program look ({status}): open it in a browser."
        return LinkAnswer(False, status, sentence, sure=False)
    if status >= 500:
        return LinkAnswer(False, status, f"The site has a fault of its own ({status}).")
    if error is _ERRORS.OperationCanceledError or error is _ERRORS.TimeoutError:
        seconds = timeout_ms / 1000
        return LinkAnswer(
            False, 0, f"The site didn’t answer within {seconds:g} seconds.", sure=False
        )
    if error in _SENTENCES:
        sure = "network" not in _SENTENCES[error]
        return LinkAnswer(False, status, _SENTENCES[error], sure=sure)
    if status:
        return LinkAnswer(False, status, f"The site refuses the address ({status}).")
    return LinkAnswer(False, 0, f"The site can’t be reached: {reply.errorString()}", sure=False)
