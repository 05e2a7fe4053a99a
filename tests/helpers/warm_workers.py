"""Worker processes that start warm: forked from one that has loaded their code and dictionaries.

Each is a process of its own all the same: it runs the program's own `--worker`, on the pipes, with
the environment and in the folder that it was started with, and it ends as it would otherwise. What
stands in for it in the desk's eyes is `stand_in.py`: it hands over its pipes and lives as long as
the worker does. A worker whose stand-in is killed is killed. What is saved is the second that
Python takes to load a room of the program, for each of hundreds of desks.

Run as a program this is the server: `python -m tests.helpers.warm_workers SOCKET`; it ends when its
standard input does.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import selectors
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import copydesk
from copydesk.__main__ import main as copydesk_main
from copydesk.core.markup.worker import warm_up
from copydesk.core.resources import resource_path
from copydesk.core.review.spelling.dictionaries import open_dictionary
from tests.helpers import stand_in

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_BYTES = 1 << 20
_HIGHEST_FILE = 4096


class WarmWorkers:
    """The server, and how a desk starts a worker by it.

    Attributes:
        address: Of its socket.
    """

    def __init__(self, folder: Path) -> None:
        """Starts the server; it loads while the first desk opens.

        Args:
            folder: For its socket; the path may have 90 characters.
        """
        self.address = str(folder / "workers")
        roots = [Path(copydesk.__file__).parents[1], Path(__file__).parents[2]]
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.warm_workers", self.address],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, roots))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._server.stdout is not None
        self._server.stdout.readline()  # it listens

    def command(self, role: str) -> list[str]:
        """In the place of `child_process.worker_command`."""
        return stand_in.command(self.address, role)

    @property
    def process_id(self) -> int:
        """The operating system's number of the server."""
        return self._server.pid

    def stop(self) -> None:
        """Ends the server and whatever still runs by it."""
        self._server.communicate(timeout=30)


@contextlib.contextmanager
def workers_to_fork(folder: Path) -> Iterator[WarmWorkers | None]:
    """A server, for as long as it is wanted; None where there is no `fork` and no `pidfd`."""
    if sys.platform != "linux":
        yield None
        return
    workers = WarmWorkers(folder)
    try:
        yield workers
    finally:
        workers.stop()


def load() -> None:
    """Loads what workers need, and nothing that depends on a home or a site."""
    for name in ("library.worker", "review.worker", "review.tracing.trace"):
        importlib.import_module(f"copydesk.core.{name}")
    warm_up()
    for name in ("en_GB", "en_US"):
        open_dictionary(resource_path("dictionaries") / f"{name}.dic")


class _Server:
    """Forks a worker for each stand-in that connects."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._selector = selectors.DefaultSelector()
        self._selector.register(listener, selectors.EVENT_READ, "listener")
        self._selector.register(0, selectors.EVENT_READ, "tests")
        self._workers: dict[socket.socket, tuple[int, int]] = {}

    def run(self) -> None:
        """Serves until standard input ends."""
        while True:
            for key, _events in self._selector.select():
                if key.data == "tests":
                    for number, _handle in self._workers.values():
                        os.kill(number, signal.SIGKILL)
                    return
                if key.data == "listener":
                    self._begin(self._listener.accept()[0])
                elif isinstance(key.fileobj, socket.socket):
                    self._kill(key.fileobj)
                else:
                    self._end(key.data)

    def _begin(self, client: socket.socket) -> None:
        data, files, _flags, _address = socket.recv_fds(client, _MOST_BYTES, 3)
        if not files:  # it was killed before it could ask
            client.close()
            return
        number = os.fork()
        if number == 0:
            _work(data, files)
        for file in files:
            os.close(file)
        handle = os.pidfd_open(number)
        self._workers[client] = number, handle
        self._selector.register(client, selectors.EVENT_READ, "stand-in")
        self._selector.register(handle, selectors.EVENT_READ, client)

    def _kill(self, client: socket.socket) -> None:
        """Ends the worker of a stand-in that is gone."""
        if client in self._workers:
            os.kill(self._workers[client][0], signal.SIGKILL)
            self._selector.unregister(client)

    def _end(self, client: socket.socket) -> None:
        """Tells how a worker ended."""
        number, handle = self._workers.pop(client)
        status = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
        self._selector.unregister(handle)
        os.close(handle)
        if client in self._selector.get_map():
            self._selector.unregister(client)
            with contextlib.suppress(OSError):  # it was killed at this moment
                client.send(str(status).encode())
        client.close()


def _work(order: bytes, files: list[int]) -> None:
    """The life of a worker, from the fork to its end.

    Args:
        order: Its role, its folder and its environment, each as NAME=VALUE, with NUL between.
        files: Its standard input, output and errors.
    """
    status = 1
    try:
        for place, file in enumerate(files):
            os.dup2(file, place)
        os.closerange(3, _HIGHEST_FILE)
        role, folder, *variables = order.split(b"\0")
        os.environb.clear()
        for variable in variables:
            name, _equals, value = variable.partition(b"=")
            os.environb[name] = value
        os.chdir(folder)
        status = copydesk_main(["--worker", role.decode()])
        sys.stderr.flush()
    finally:
        os._exit(status)


def serve(address: str) -> None:
    """Runs the server."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(address)
        listener.listen(64)
        os.write(1, b"\n")
        load()
        _Server(listener).run()


if __name__ == "__main__":
    serve(sys.argv[1])
