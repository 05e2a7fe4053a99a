"""Whether Chromium can shut its web processes off here, found out before it tries and aborts.

On Linux Chromium's outer sandbox is a user namespace. What Qt 6.11 does where the system refuses
one was measured: at EPERM and ENOSPC it goes on without a word, with the inner sandbox (seccomp)
alone; at EACCES, and where a namespace comes without rights, the whole program ends with SIGTRAP.
Either may be met on Ubuntu since 23.10, where AppArmor limits namespaces. So a child process first
tries what Chromium will do (its sandbox/linux/services/credentials.cc), and the editor is told.
"""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from copydesk.core.errors import CopydeskError

FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
WEAKER = "--disable-namespace-sandbox"
"""Chromium's switch that leaves the outer sandbox out and keeps the inner one."""

_CHOSEN_ALREADY = (WEAKER, "--no-sandbox")
_CLONE_NEWUSER, _CLONE_NEWPID = 0x10000000, 0x20000000  # linux/sched.h
_APPARMOR_LIMIT = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why web pages can't be shut off from the rest of this computer.

    Attributes:
        sentence: What is so.
        next_step: What would change it.
    """

    sentence: str
    next_step: str


class _Trial:
    """The one trial of this process: its child, and what came of it."""

    child: int | None = None
    failed = False


def begin_trial() -> None:
    """Starts the trial in a child process, which takes a millisecond or two; nobody waits for it.

    Call it while the process has one thread: it forks. It does nothing on other systems, for root,
    whom Chromium refuses a sandbox anyway, and where somebody chose already to go without.
    """
    if not sys.platform.startswith("linux") or _is_decided() or _Trial.child is not None:
        return
    with contextlib.suppress(OSError):  # no further process: whatever comes next says so
        _Trial.child = os.fork()
        if _Trial.child == 0:
            _try_and_exit()


def obstacle() -> Obstacle | None:
    """What the trial met; None where nothing is in the way, or no trial was begun."""
    if _Trial.child is not None:
        with contextlib.suppress(OSError):
            _Trial.failed = os.waitpid(_Trial.child, 0)[1] != 0
        _Trial.child = None
    if not _Trial.failed or _is_decided():
        return None
    return Obstacle(
        "This computer doesn’t let Copydesk shut web pages off from your files.",
        _APPARMOR_STEP if _limited_by_apparmor() else _OTHER_STEP,
    )


def accept_weaker() -> None:
    """Has Chromium start without its outer sandbox; call it before WebEngine is loaded."""
    os.environ[FLAGS] = f"{os.environ.get(FLAGS, '')} {WEAKER}".strip()


def require() -> None:
    """Lets a command go on only where web pages can be shut off.

    Raises:
        CopydeskError: They can't; what to do is in it.
    """
    found = obstacle()
    if found is not None:
        raise CopydeskError(
            found.sentence,
            f"{found.next_step} Or accept less protection, and set {FLAGS}={WEAKER}.",
        )


_APPARMOR_STEP = "Install Copydesk from its .deb package, which brings the permission it needs."
_OTHER_STEP = "Ask whoever looks after it to allow user namespaces for Copydesk."


def _is_decided() -> bool:
    return (
        os.geteuid() == 0
        or "QTWEBENGINE_DISABLE_SANDBOX" in os.environ
        or any(flag in os.environ.get(FLAGS, "").split() for flag in _CHOSEN_ALREADY)
    )


def _limited_by_apparmor() -> bool:
    try:
        return _APPARMOR_LIMIT.read_bytes().strip() == b"1"
    except OSError:  # a kernel without it
        return False


def _try_and_exit() -> None:
    """In the child: a namespace of its own, and in it what takes rights there; status 1 if refused.

    What goes wrong otherwise says nothing of the system, and is left to Chromium.
    """
    status = 0
    try:
        import ctypes  # 4 ms that the parent saves

        libc = ctypes.CDLL(None)
        user, group = os.getuid(), os.getgid()
        if libc.unshare(_CLONE_NEWUSER) == 0:
            _map(user, group)
            status = 1 if libc.unshare(_CLONE_NEWPID) else 0
            os.chroot("/proc/self/fdinfo")
        else:
            status = 1
    except OSError:
        status = 1
    finally:
        os._exit(status)  # nothing of the parent's may run here


def _map(user: int, group: int) -> None:
    own = Path("/proc/self")
    (own / "setgroups").write_bytes(b"deny")
    (own / "gid_map").write_bytes(b"%d %d 1" % (group, group))
    (own / "uid_map").write_bytes(b"%d %d 1" % (user, user))
