"""Whether Chromium's sandbox holds the process that draws pages: looked at, not assumed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from copydesk.application.self_test.trial import StepFailedError
from copydesk.core.web_sandbox import FLAGS, WEAKER

_FILTERED = "2"
"""SECCOMP_MODE_FILTER: the process may make the system calls of a list only (proc(5))."""


def web_sandbox(renderer: int) -> str:
    """Says whether a page's process is held by the sandbox.

    Args:
        renderer: The process's number.

    Returns:
        What was found, in a few words.

    Raises:
        StepFailedError: It is not held, and nobody asked for that.
    """
    if not sys.platform.startswith("linux"):
        return "web sandbox: not examined on this system"
    theirs, own = _status(renderer), _status(os.getpid())
    filtered = theirs.get("Seccomp") == _FILTERED
    # In a namespace of its own a process has one number more than the program has.
    apart = len(theirs.get("NSpid", "").split()) > len(own.get("NSpid", "").split())
    if filtered and apart:
        return "web sandbox: on (system calls filtered, in namespaces of its own)"
    if os.geteuid() == 0:
        return "web sandbox: off (started as root)"
    if os.environ.get("QTWEBENGINE_DISABLE_SANDBOX"):
        return "web sandbox: off (QTWEBENGINE_DISABLE_SANDBOX is set)"
    if filtered and WEAKER in os.environ.get(FLAGS, "").split():
        return f"web sandbox: weaker (system calls filtered only, as {FLAGS} asks)"
    lacking = "system calls are not filtered" if apart else "it has no namespaces of its own"
    raise StepFailedError(f"web sandbox: off; {lacking}.")


def _status(process: int) -> dict[str, str]:
    lines = Path(f"/proc/{process}/status").read_text("utf-8", "replace").splitlines()
    return {name: value.strip() for name, _colon, value in (line.partition(":") for line in lines)}
