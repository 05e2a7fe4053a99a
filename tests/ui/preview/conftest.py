from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Slot
from PySide6.QtNetwork import QHostAddress, QTcpServer, QTcpSocket

from copydesk.services.tasks import TaskRunner
from copydesk.ui.preview.pane import PreviewPane
from copydesk.ui.theme.theme import Theme
from tests.ui.preview.preview_desk import PreviewDesk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.helpers.notifier_spy import NotifierSpy


def png(width: int = 8, height: int = 8) -> bytes:
    """A grey image of that size in pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


class Listener(QObject):
    """A web server that answers everything with an image, and remembers who came.

    Attributes:
        connections: How many times something connected, whether it asked or not.
        requests: The first line and headers of each request.
        redirect: Where "/redirect" leads.
    """

    def __init__(self) -> None:
        super().__init__()
        self.connections = 0
        self.requests: list[str] = []
        self.redirect = ""
        self._server = QTcpServer(self)
        assert self._server.listen(QHostAddress.SpecialAddress.LocalHost)
        self._server.newConnection.connect(self._welcome)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.serverPort()}"

    @property
    def port(self) -> int:
        return self._server.serverPort()

    def paths(self) -> list[str]:
        return [request.split(" ")[1] for request in self.requests]

    def close(self) -> None:
        self._server.close()

    @Slot()
    def _welcome(self) -> None:
        while self._server.hasPendingConnections():
            self.connections += 1
            socket = self._server.nextPendingConnection()
            socket.readyRead.connect(self._answer)

    @Slot()
    def _answer(self) -> None:
        socket = self.sender()
        assert isinstance(socket, QTcpSocket)
        request = bytes(socket.readAll().data()).decode("latin-1")
        self.requests.append(request)
        body = png()
        head = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nSet-Cookie: seen=1\r\n"
        if request.split(" ")[1].startswith("/redirect"):
            head, body = f"HTTP/1.1 302 Found\r\nLocation: {self.redirect}\r\n", b""
        length = f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        socket.write((head + length).encode() + body)
        socket.disconnectFromHost()


@pytest.fixture
def listener(qapp: object) -> Iterator[Listener]:
    server = Listener()
    yield server
    server.close()


@pytest.fixture
def theme(qapp: object) -> Theme:
    return Theme("light")


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, notifier_spy: NotifierSpy) -> Iterator[PreviewDesk]:
    """A preview in a window, ready, 700 x 500."""
    tasks = TaskRunner(notifier_spy)
    pane = PreviewPane(theme, tasks)
    qtbot.addWidget(pane)
    pane.resize(700, 500)
    desk = PreviewDesk(pane, qtbot, tasks)
    with qtbot.waitExposed(pane):
        pane.show()
    desk.show("<p>Ready.</p>")
    desk.frames(3)  # until something is painted, Chromium drops what keys and wheel say
    yield desk
    tasks.drain()
