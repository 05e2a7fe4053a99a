"""One desk a person: a second `copydesk` hands its path to the first."""

from __future__ import annotations

import hashlib
import json

import platformdirs
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 1_000
_MOST_BYTES = 64 * 1024


def _server_name() -> str:
    # Its own name for each person, and for each set of settings (tests, a second profile).
    place = str(platformdirs.user_state_path("copydesk", appauthor=False))
    return "copydesk-" + hashlib.sha256(place.encode()).hexdigest()[:16]


def hand_over(path: str) -> bool:
    """Gives ``path`` ("" to only come forward) to a running desk; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_server_name())
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(json.dumps({"path": path}).encode() + b"\n")
    socket.waitForBytesWritten(_WAIT_MS)
    # The answer shows that somebody is listening, not just a socket left behind.
    answered = socket.waitForReadyRead(_WAIT_MS) and socket.readAll().data() == b"ok\n"
    socket.disconnectFromServer()
    return answered


class SingleInstance(QObject):
    """Listens for later starts of the program.

    Signals:
        path_received (str): Open this, or just come forward when it is "".
    """

    path_received = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        if not self._server.listen(_server_name()):
            # Nobody answered `hand_over`, so this one is a leftover of a desk that was killed.
            QLocalServer.removeServer(_server_name())
            self._server.listen(_server_name())

    @Slot()
    def _greet(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)

    @Slot()
    def _read(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket) or not socket.canReadLine():
            return
        line = bytes(socket.readLine(_MOST_BYTES).data())
        try:
            path = json.loads(line)["path"]
        except (ValueError, KeyError, TypeError):
            return
        socket.write(b"ok\n")
        socket.flush()
        if isinstance(path, str):
            self.path_received.emit(path)
