"""Tries a .deb on a machine that has nothing but Debian: installed, used, removed without a trace.

    python -m bundling.bare_machine dist/copydesk_*.deb

Needs root, debootstrap, Xvfb and Debian's archive. The machine is a root file system in memory,
see `bundling.bare_root`; the base of Debian is kept in build/ for the next try.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bundling.bare_root import USER, BareMachineError, BareRoot, own_archive, unpack_base
from bundling.listing import Entry, differences, listing
from bundling.places import APP_ID, DIST, NAME, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

_STORE = ROOT / "build" / "bare-machine"
_NEWSROOM = f"/usr/lib/{NAME}/_internal/{NAME}/resources/newsroom"
_HOME = f"/home/{USER}"
_SITE = f"{_HOME}/newsroom"
_POST = f"{_SITE}/src/content/news/ferry-timetable-winter-hours.md"
_SELF_TEST_LIMIT_S = 180
_MOST_TOLD = 10
# Folders of a home in which programs may keep what is theirs (XDG Base Directory Specification).
_OWN_PLACES = tuple(
    f"{place}/{NAME}/" for place in (".cache", ".config", ".local/share", ".local/state")
)
# Caches that libraries of the system keep for all programs.
_SHARED_PLACES = (".cache/fontconfig/", ".cache/mesa_shader_cache")
# The machine has no D-Bus, and Chromium says so; it asks it for nothing that the desk needs.
_NO_BUS = re.compile(r"/dbus/bus\.cc:\d+\] Failed to connect to the bus")
# Starts the desk, waits until it has noted that the post is open, and ends it as a session does.
_START = f"""
post=$1; shift
"$@" >/tmp/said 2>&1 &
desk=$!
noted={_HOME}/.local/state/{NAME}/session.json
for turn in $(seq 300); do
    if grep -qsF "$post" "$noted"; then break; fi
    kill -0 $desk || break
    sleep 0.1
done
grep -sF "$post" "$noted" >/dev/null || echo "the post was not opened"
kill -TERM $desk
wait $desk || echo "the desk ended with $?"
cat /tmp/said
"""


def main() -> int:
    """Runs the try in a mount namespace of its own, which takes all mounts with it at its end."""
    parser = argparse.ArgumentParser(prog="bare_machine", description=__doc__)
    parser.add_argument("deb", nargs="?", type=Path, help="the newest of dist/ by default")
    parser.add_argument("--release", help="another release of Debian than this machine's")
    parser.add_argument("--store", type=Path, default=_STORE, help="what is kept for the next try")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    deb = asked.deb or max(DIST.glob(f"{NAME}_*.deb"), default=None, key=os.path.getmtime)
    if deb is None or not deb.is_file():
        parser.error("there is no such .deb; “make package” builds it")
    if os.geteuid() != 0:
        parser.error("only root may set up another root file system")
    if not asked.inside:
        again = [sys.executable, "-m", "bundling.bare_machine", "--inside", *sys.argv[1:]]
        own = ["unshare", "--mount", "--propagation", "private", "--"]
        return subprocess.run([*own, *again], check=False).returncode
    try:
        with _memory() as tree, _display() as (display, sockets):
            archive = own_archive()
            archive = archive.of(asked.release) if asked.release else archive
            with _said(f"a machine with Debian {archive.codename} and nothing else"):
                root = unpack_base(archive, asked.store.absolute(), tree)
            root.display = sockets
            Try(root, deb, display).run()
    except BareMachineError as error:
        print(f"FAILED  {error}", file=sys.stderr)
        return 1
    print("All is well.")
    return 0


@contextlib.contextmanager
def _said(what: str) -> Iterator[None]:
    """Says what was done, with the time it took."""
    started = time.monotonic()
    yield
    print(f"ok      {what}  ({time.monotonic() - started:.1f} s)", flush=True)


class Try:
    """One package, installed on one machine, used by its ordinary user, and removed."""

    def __init__(self, root: BareRoot, deb: Path, display: str) -> None:
        self._root, self._deb, self._display = root, deb, display
        self._before: dict[str, Entry] = {}

    def run(self) -> None:
        """Tries everything.

        Raises:
            BareMachineError: Something is not as it must be.
        """
        self._before = listing(self._root.tree)
        with _said("installed"):
            self._install()
        for what, work in (
            ("the manual, and a menu entry that is valid", self._look),
            ("--version, check and render, as an ordinary user", self._use_commands),
            ("the self-test without a display, web sandbox on", self._test_offscreen),
            ("the self-test on an X display, web sandbox on", self._test_on_display),
            ("a post opened by the menu entry", self._start_by_entry),
            ("nothing in the home but what is Copydesk’s", self._look_at_home),
            ("removed without a trace", self._remove),
        ):
            with _said(what):
                work()

    def _install(self) -> None:
        target = self._root.path(f"/root/{self._deb.name}")
        shutil.copyfile(self._deb, target)
        done = self._root.install(f"/root/{self._deb.name}")
        target.unlink()
        for line in done.stdout.splitlines():
            if re.search(r"newly installed|disk space will be used", line):
                print(f"        {line}")

    def _look(self) -> None:
        manual = self._root.path(f"/usr/share/man/man1/{NAME}.1.gz")
        _expect(".TH" in gzip.decompress(manual.read_bytes()).decode(), "the manual is none.")
        entry = self._root.path(f"/usr/share/applications/{APP_ID}.desktop")
        _expect(entry.is_file(), "there is no menu entry.")
        if shutil.which("desktop-file-validate"):
            asked = ["desktop-file-validate", str(entry)]
            told = subprocess.run(asked, capture_output=True, text=True, check=False)
            _expect(told.returncode == 0, f"the menu entry is not valid: {told.stdout}")

    def _use_commands(self) -> None:
        user = self._root
        said = user.run(NAME, "--version", user=True).stdout
        # Debian counts its own revisions of a version after a dash.
        version = self._deb.name.split("_")[1].partition("-")[0]
        _expect(said.split() == [NAME, version], f"it says {said}")
        user.run("cp", "-r", _NEWSROOM, _SITE, user=True)
        checked = user.tried(NAME, "check", _POST, user=True)
        _expect(checked.returncode in (0, 1) and checked.stdout, "check says nothing.")
        printed = user.run(NAME, "render", _POST, "-o", f"{_HOME}/post.pdf", user=True)
        _expect(not checked.stderr + printed.stderr, f"it says {checked.stderr}{printed.stderr}")
        pdf = user.path(f"{_HOME}/post.pdf")
        _expect(pdf.read_bytes().startswith(b"%PDF-"), "render made no PDF.")

    def _test_offscreen(self) -> None:
        self._test("offscreen")

    def _test_on_display(self) -> None:
        self._test("xcb", DISPLAY=self._display)

    def _test(self, platform: str, **variables: str) -> None:
        done = self._root.tried(
            NAME, "--self-test", user=True, limit_s=_SELF_TEST_LIMIT_S, **variables
        )
        said = f"{done.stdout}{done.stderr}"
        _expect(done.returncode == 0, f"the self-test failed:\n{said}")
        _expect(f"({platform})" in said, f"it was not drawn by {platform}:\n{said}")
        _expect("web sandbox: on" in said, f"the web sandbox is not on:\n{said}")
        _expect(not done.stderr, f"it says on standard error:\n{done.stderr}")

    def _start_by_entry(self) -> None:
        entry = self._root.path(f"/usr/share/applications/{APP_ID}.desktop").read_text("utf-8")
        found = re.search(r"^Exec=(.*)$", entry, flags=re.MULTILINE)
        words = shlex.split(found[1]) if found else []
        _expect({"%f", "%F"} & {*words}, "the menu entry takes no files.")
        command = [_POST if word in ("%f", "%F") else word for word in words]
        start = ("sh", "-c", _START, "start", _POST, *command)
        done = self._root.run(*start, user=True, DISPLAY=self._display)
        said = [line for line in done.stdout.splitlines() if line and not _NO_BUS.search(line)]
        _expect(not said, "it says:\n" + "\n".join(said))

    def _look_at_home(self) -> None:
        home = self._root.path(_HOME)
        self._root.run("rm", "-r", _SITE, f"{_HOME}/post.pdf")
        known = {path.name for path in self._root.path("/etc/skel").iterdir()}
        files = (p.relative_to(home).as_posix() for p in home.rglob("*") if not p.is_dir())
        expected = (*_OWN_PLACES, *_SHARED_PLACES)
        strange = [name for name in files if not name.startswith(expected) and name not in known]
        _expect(not strange, f"in the home there is also {', '.join(strange[:_MOST_TOLD])}.")

    def _remove(self) -> None:
        self._root.run("apt-get", "purge", "--yes", "--quiet", NAME)
        self._root.run("apt-get", "autoremove", "--purge", "--yes", "--quiet")
        left = differences(self._before, listing(self._root.tree))
        _expect(not left, "it is not as it was before:\n" + "\n".join(left))


def _expect(condition: object, otherwise: str) -> None:
    if not condition:
        raise BareMachineError(otherwise)


@contextlib.contextmanager
def _memory() -> Iterator[Path]:
    """An empty folder in memory, where dpkg need not wait for a disk."""
    folder = Path(tempfile.mkdtemp(prefix="copydesk-bare-"))
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "bare", folder], check=True)
        yield folder
    finally:
        subprocess.run(["umount", "--recursive", "--lazy", folder], check=False)
        folder.rmdir()


@contextlib.contextmanager
def _display() -> Iterator[tuple[str, Path]]:
    """A display in memory, of this machine, and the folder with its socket.

    That one needs no X server then, whose packages would bring what ours must ask for itself.
    """
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1440x900x24", "-ac"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, pass_fds=[writer], stdout=quiet, stderr=quiet) as server:
        os.close(writer)
        try:
            with os.fdopen(reader) as told:
                number = told.readline().strip()
            _expect(number, "Xvfb did not start.")
            yield f":{number}", Path("/tmp/.X11-unix")  # noqa: S108 - where X servers put it
        finally:
            server.terminate()


if __name__ == "__main__":
    sys.exit(main())
