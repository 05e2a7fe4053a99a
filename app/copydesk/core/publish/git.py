"""Runs git in a folder, to read: no network, no lock, no hook, no program of the repository's.

Everything is asked with argument lists and without a shell. What git is told by the environment
and by `-c` is in git-config(1) and git(1), 2.31 and later.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from copydesk.core.errors import CopydeskError

# A repository of 100,000 files answers each of our questions in less than 2 s from a cold disk.
_LONGEST_S = 20
# What a hook, or a shell that somebody works in, may have set: it would lead to another repository.
_ELSEWHERE = re.compile(r"GIT_(?!EXEC_PATH|CEILING|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM))")
_QUIET = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_LITERAL_PATHSPECS": "1",
}
_OPTIONS = (
    "--no-pager",
    "--no-replace-objects",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
    *("-c", "log.showSignature=false"),
)
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class GitError(CopydeskError):
    """Git can't be asked, or does not have what was asked for."""


class NoRepositoryError(GitError):
    """The folder is in no work tree of git."""


@dataclass(frozen=True, slots=True)
class WorkTree:
    """The work tree of a repository.

    Attributes:
        root: Its top folder, a real path.
    """

    root: Path

    def git(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """What git says.

        Raises:
            GitError: It failed, is not there, or took too long.
        """
        return _run(self.root, arguments, stdin)

    def says(self, *arguments: str) -> str:
        """The one line that git says, or "" where it says that there is no such thing.

        Raises:
            GitError: Git is not there, or took too long.
        """
        try:
            return _text(self.git(*arguments)).strip("\n")
        except _RefusedError:
            return ""


def work_tree(folder: Path) -> WorkTree:
    """The work tree that a folder is in.

    Raises:
        NoRepositoryError: It is in none.
        GitError: Git can't be asked, or does not trust the folder.
    """
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent  # a folder that was moved or removed
    try:
        found = _text(_run(folder, ("rev-parse", "--is-inside-work-tree", "--show-toplevel")))
    except _RefusedError as error:
        raise _why(error.said, folder) from error
    inside, _, top = found.partition("\n")
    if inside != "true":
        raise NoRepositoryError(
            "This post is inside git’s own folder, not beside it.", "Open the folder of posts."
        )
    return WorkTree(Path(os.path.realpath(top.rstrip("\n"))))


class _RefusedError(GitError):
    """Git ended with an error of its own."""

    def __init__(self, said: str) -> None:
        line = next((line for line in said.splitlines() if line.strip()), "")
        super().__init__("Git could not be asked about this post.", f"It said: “{line[:300]}”")
        self.said = said


def _why(said: str, folder: Path) -> GitError:
    if "dubious ownership" in said:
        return GitError(
            "Git does not trust this folder, because it belongs to another user.",
            "If you trust it, run this once in a terminal: "
            f'git config --global --add safe.directory "{folder}"',
        )
    if "not a git repository" in said:
        return NoRepositoryError(
            "This post is not in a git repository.",
            "Compare it with the file on disk, or with a version in History.",
        )
    if "must be run in a work tree" in said:
        return NoRepositoryError(
            "This post is inside git’s own folder, not beside it.", "Open the folder of posts."
        )
    return _RefusedError(said)


def _run(folder: Path, arguments: tuple[str, ...], stdin: bytes = b"") -> bytes:
    kept = {name: value for name, value in os.environ.items() if not _ELSEWHERE.match(name)}
    try:
        done = subprocess.run(
            ["git", *_OPTIONS, *arguments],
            cwd=folder,
            env=kept | _QUIET,
            input=stdin,
            capture_output=True,
            timeout=_LONGEST_S,
            creationflags=_NO_WINDOW,
            check=False,
        )
    except FileNotFoundError as error:
        raise GitError(
            "Git was not found on this computer.",
            "Install it from git-scm.com to compare with what is committed or published.",
        ) from error
    except subprocess.TimeoutExpired as error:
        raise GitError(
            f"Git did not answer within {_LONGEST_S} seconds.",
            "Try again when the disk is at rest.",
        ) from error
    except OSError as error:
        raise GitError("Git could not be started.", str(error.strerror or error)) from error
    if done.returncode:
        raise _RefusedError(done.stderr.decode("utf-8", "replace"))
    return done.stdout


def _text(said: bytes) -> str:
    return os.fsdecode(said)
