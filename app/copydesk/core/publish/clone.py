"""Clones a site: the one thing here that asks the network, and only when an editor clicks.

Git is run without a shell, a terminal, hooks, templates or submodules, and may use the transports
of `clone_address.SCHEMES` alone. Who signs in, and which filters run, are the user's own settings
of git. Symbolic links of the site are kept: without them, git would take them for changed.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import tempfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copydesk.core.publish.clone_address import SCHEMES, address_complaint, is_ssh
from copydesk.core.publish.clone_failures import (
    CloneCancelledError,
    CloneError,
    clone_failure,
    no_git,
)
from copydesk.core.publish.clone_progress import Progress, read_progress
from copydesk.core.storage.failures import storage_error
from copydesk.core.storage.folders import remove_folder, room_beside

if TYPE_CHECKING:
    from pathlib import Path

# Of the user's own environment, what leads to servers stays; what would lead to another repository
# or ask in a window goes.
_DROPPED = re.compile(r"GIT_(?!EXEC_PATH|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)$|SSH|SSL|PROXY|HTTP_)")
_ENVIRONMENT = {
    "LC_ALL": "C",
    "LANGUAGE": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "auto",
    "GIT_ALLOW_PROTOCOL": ":".join(SCHEMES),
}
# A server that sends nothing for a minute is given up (git-config(1), http.lowSpeedTime).
_OPTIONS = (
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "http.lowSpeedLimit=1"),
    *("-c", "http.lowSpeedTime=60"),
)
_CLONE = ("clone", "--progress", "--no-local", "--no-recurse-submodules", "--template=", "--")
_SSH_OPTIONS = (
    " -oBatchMode=yes -oConnectTimeout=30 -oServerAliveInterval=15 -oServerAliveCountMax=4"
)
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_PIECE, _MOST_KEPT = 4096, 20_000
_LINE_END = re.compile(r"[\r\n]+")


@dataclass(slots=True)
class CloneWatch:
    """A clone under way, seen from other threads; plain attributes are enough for that.

    Attributes:
        progress: How far it is.
        cancelled: Whether it was told to end.
    """

    progress: Progress = field(default_factory=Progress)
    cancelled: bool = False
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def cancel(self) -> None:
        """Tells it to end."""
        self.cancelled = True
        if self._process is not None:
            _kill(self._process)

    def follow(self, process: subprocess.Popen[bytes]) -> None:
        """Notes the process to end; it may be told to already."""
        self._process = process
        if self.cancelled:
            _kill(process)


def clone(address: str, target: Path, watch: CloneWatch | None = None) -> Path:
    """Clones a repository; waits for it, so not on the window's thread.

    It is made under another name beside the target, which so is there whole or not at all.

    Args:
        address: As `clone_address.read_address` gives it.
        target: The folder to make; an empty one may stand there.
        watch: Tells how far it is, and ends it.

    Returns:
        ``target``.

    Raises:
        CloneCancelledError: See `CloneWatch`.
        CloneError: With what is to be done about it.
        StorageError: The folder can't be made.
    """
    watch = watch or CloneWatch()
    if complaint := address_complaint(address):
        raise CloneError(complaint)
    check_free(target)
    try:
        room = room_beside(target)
    except OSError as error:
        raise storage_error(error, target, "cloned") from error
    try:
        half = room / target.name
        _run(address, half, watch)
        if watch.cancelled:
            raise CloneCancelledError("The clone was stopped.")
        try:
            if target.exists():
                target.rmdir()  # an empty one, else this fails
            half.rename(target)
        except OSError as error:
            raise storage_error(error, target, "cloned") from error
    finally:
        remove_folder(room)
    return target


def check_free(target: Path) -> None:
    """Sees to it that a folder can be made there.

    Raises:
        CloneError: Something is there, or its parent is not.
        StorageError: It can't be looked at.
    """
    try:
        if not target.parent.is_dir():
            raise CloneError(
                f"There is no folder “{target.parent}”.", "Choose another folder to clone into."
            )
        if not os.path.lexists(target):
            return
        taken = target.is_symlink() or not target.is_dir() or next(target.iterdir(), None)
    except OSError as error:
        raise storage_error(error, target, "cloned") from error
    if taken:
        raise CloneError(
            f"There is already something called “{target.name}” in “{target.parent.name}”.",
            "Open it as a folder, or choose another folder to clone into.",
        )


def _run(address: str, half: Path, watch: CloneWatch) -> None:
    environment = _environment()
    if is_ssh(address):
        _speak_ssh(environment)
    try:
        process = subprocess.Popen(
            ["git", *_OPTIONS, *_CLONE, address, str(half)],
            cwd=half.parent,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            # With a session of its own it has no terminal to ask in, and its children end with it.
            start_new_session=True,
            creationflags=_NO_WINDOW,
        )
    except FileNotFoundError as error:
        raise no_git() from error
    except OSError as error:
        raise CloneError("Git could not be started.", str(error.strerror or error)) from error
    watch.follow(process)
    with process:
        said = _listen(process, watch)
    if watch.cancelled:
        raise CloneCancelledError("The clone was stopped.")
    if process.returncode:
        raise clone_failure(said, address)


def _listen(process: subprocess.Popen[bytes], watch: CloneWatch) -> str:
    """Follows what git says until it ends, and returns what is no progress."""
    said, rest = "", ""
    while process.stderr is not None and (piece := os.read(process.stderr.fileno(), _PIECE)):
        *lines, rest = _LINE_END.split(rest + piece.decode("utf-8", "replace"))
        for line in lines:
            progress = read_progress(line, watch.progress)
            if progress is None:
                said = f"{said}{line}\n"[-_MOST_KEPT:]
            else:
                watch.progress = progress
    return said + rest


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not _DROPPED.match(name)}
    return kept | _ENVIRONMENT


def _speak_ssh(environment: dict[str, str]) -> None:
    """Has ssh, where it is OpenSSH, ask nothing; what the user has set for it stays."""
    if "GIT_SSH" in environment and "GIT_SSH_COMMAND" not in environment:
        return
    command = environment.get("GIT_SSH_COMMAND") or _configured_ssh(environment) or "ssh"
    if re.fullmatch(r"[\"']?(?:.*[/\\])?ssh(?:\.exe)?[\"']?", command.split(" -", 1)[0].strip()):
        environment["GIT_SSH_COMMAND"] = command + _SSH_OPTIONS


def _configured_ssh(environment: dict[str, str]) -> str:
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        done = subprocess.run(
            ["git", "config", "--get", "core.sshCommand"],
            cwd=tempfile.gettempdir(),
            env=environment,
            capture_output=True,
            timeout=10,
            creationflags=_NO_WINDOW,
            check=False,
        )
        return os.fsdecode(done.stdout).strip()
    return ""


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends git and what it started: nothing of its work is kept, so nothing need be put away."""
    if process.poll() is not None:
        return
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
