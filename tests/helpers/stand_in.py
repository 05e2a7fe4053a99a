"""Stands in for a worker process that is forked elsewhere: see `warm_workers`.

Run by itself, with as little of Python as starts in a hundredth of a second: the module `socket`
alone would take as long again.
"""

import os
import sys
from _socket import AF_UNIX, SCM_RIGHTS, SOCK_SEQPACKET, SOL_SOCKET, socket

ADDRESS = "COPYDESK_TESTS_WORKERS"
"""The variable that tells the programs of a suite where the server listens."""


def command(address: str, role: str) -> list[str]:
    """In the place of `child_process.worker_command`."""
    return [sys.executable, "-I", "-S", __file__, address, role]


def main(address: str, role: str) -> int:
    """Hands over what it was started with, and ends as the worker does."""
    server = socket(AF_UNIX, SOCK_SEQPACKET)
    server.connect(address)
    variables = (name + b"=" + value for name, value in os.environb.items())
    folder = os.getcwdb()  # noqa: PTH109 - pathlib takes longer to load than all else
    order = b"\0".join((role.encode(), folder, *variables))
    files = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2))
    server.sendmsg([order], [(SOL_SOCKET, SCM_RIGHTS, files)])
    # The worker has them now, and nobody else may keep a pipe from ending.
    os.close(0)
    os.close(1)
    status = int(server.recv(16) or 1)
    if status < 0:
        os.kill(os.getpid(), -status)
    return status


if __name__ == "__main__":
    os._exit(main(*sys.argv[1:]))
