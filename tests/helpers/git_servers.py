"""Servers on this computer that git can clone from, well behaved and not."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LOOK_EVERY_S, _MOST_LOOKS = 0.02, 500
_PIECE = 16_384


def closed_port() -> int:
    """A port of this computer where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _QuietHandler(SimpleHTTPRequestHandler):
    """Serves files, or answers everything with one status."""

    def __init__(self, *arguments: object, status: int = 200, **more: object) -> None:
        self._status = status
        super().__init__(*arguments, **more)  # type: ignore[arg-type]  # as the server gives them

    def do_GET(self) -> None:
        if self._status == 200:
            super().do_GET()
            return
        self.send_response(self._status)
        self.send_header("WWW-Authenticate", 'Basic realm="desk"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Says nothing."""


@contextlib.contextmanager
def http_server(folder: Path, status: int = 200) -> Iterator[str]:
    """Serves a folder by HTTP; gives the address of its top."""
    handler = partial(_QuietHandler, directory=str(folder), status=status)
    with _running(ThreadingHTTPServer(("127.0.0.1", 0), handler)) as port:
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def git_daemon(folder: Path) -> Iterator[int]:
    """Runs git's own server over a folder of repositories; gives its port."""
    port = closed_port()
    server = subprocess.Popen(
        ["git", "daemon", "--export-all", f"--base-path={folder}", "--listen=127.0.0.1",
         f"--port={port}", str(folder)],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _look in range(_MOST_LOOKS):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            threading.Event().wait(_LOOK_EVERY_S)
        yield port
    finally:
        server.terminate()
        server.wait(10)


class Bottleneck:
    """What stands between git and its server.

    Attributes:
        most_bytes: So much of what the server sends comes through.
        then: What is done after that: "hold" the line, or "drop" it.
        reached: Set once it has.
    """

    def __init__(self, server_port: int, most_bytes: int, then: str) -> None:
        self.server_port, self.most_bytes, self.then = server_port, most_bytes, then
        self.reached, self.over = threading.Event(), threading.Event()


class _Pump(socketserver.BaseRequestHandler):
    def __init__(self, *arguments: object, neck: Bottleneck) -> None:
        self._neck = neck
        super().__init__(*arguments)  # type: ignore[arg-type]  # as the server gives them

    def handle(self) -> None:
        neck = self._neck
        with socket.create_connection(("127.0.0.1", neck.server_port)) as server:
            up = threading.Thread(target=self._pass_up, args=(server,), daemon=True)
            up.start()
            left = neck.most_bytes
            while left > 0 and (piece := server.recv(min(left, _PIECE))):
                left -= len(piece)
                self.request.sendall(piece)
            neck.reached.set()
            if neck.then == "hold":
                neck.over.wait(30)
            with contextlib.suppress(OSError):
                self.request.shutdown(socket.SHUT_RDWR)
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            up.join(10)

    def _pass_up(self, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := self.request.recv(_PIECE):
                server.sendall(piece)


@contextlib.contextmanager
def bottleneck(server_port: int, most_bytes: int, then: str) -> Iterator[tuple[Bottleneck, int]]:
    """Puts a `Bottleneck` before a server; gives it and its own port."""
    neck = Bottleneck(server_port, most_bytes, then)
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), partial(_Pump, neck=neck))
    with _running(server) as port:
        try:
            yield neck, port
        finally:
            neck.over.set()


@contextlib.contextmanager
def _running(server: socketserver.TCPServer) -> Iterator[int]:
    thread = threading.Thread(target=partial(server.serve_forever, 0.02), daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
