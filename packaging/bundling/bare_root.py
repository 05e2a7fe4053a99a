"""The root file system of a machine that has nothing but Debian, and commands that run in it.

It is made by debootstrap from the very archive that this machine's apt uses, kept as a tarball,
and unpacked anew for each try. A command runs in namespaces of its own in which that tree is the
root (pivot_root(2)): in a plain chroot the kernel refuses user namespaces (user_namespaces(7),
EPERM of unshare(2)), and without these Chromium's sandbox can't start.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

USER = "editor"
_COMMAND_LIMIT_S = 600
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# $1 is the tree, $2 a folder with an X server's socket or nothing; the rest is the command.
_ENTER = r"""
set -eu
root=$1; display=$2; shift 2
mount --rbind "$root" "$root"
cd "$root"
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t tmpfs -o mode=755 dev dev
for name in null zero full random urandom tty; do
    touch "dev/$name"
    mount --bind "/dev/$name" "dev/$name"
done
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts dev/pts
ln -s pts/ptmx dev/ptmx
mount -t tmpfs -o mode=1777 shm dev/shm
mount -t tmpfs -o mode=1777 tmp tmp
if [ -n "$display" ]; then
    mkdir -m 1777 tmp/.X11-unix
    mount --bind "$display" tmp/.X11-unix
fi
pivot_root . .
umount -l .
status=0
"$@" || status=$?  # not exec: as the first process of a namespace it would have to bury others
exit $status
"""


class BareMachineError(Exception):
    """Something on the bare machine is not as it must be; the text says what."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Where this machine's apt has Debian from.

    Attributes:
        codename: Of Debian's release: "bookworm".
        sources: The address of each of its parts, by the part's name: "bookworm-security".
    """

    codename: str
    sources: Mapping[str, str]

    def lines(self) -> str:
        """For sources.list(5)."""
        return "".join(f"deb {uri} {name} main\n" for name, uri in self.sources.items())

    def of(self, codename: str) -> Archive:
        """The same archive's other release."""
        changed = {name.replace(self.codename, codename): uri for name, uri in self.sources.items()}
        return Archive(codename, changed)


def own_archive() -> Archive:
    """The archive of this machine.

    Raises:
        BareMachineError: It is no Debian, or apt has no list of it yet.
    """
    lines = Path("/etc/os-release").read_text("utf-8").splitlines()
    facts = dict(line.split("=", 1) for line in lines if "=" in line)
    codename = facts.get("VERSION_CODENAME", "").strip('"')
    asked = [
        "apt-get",
        "indextargets",
        "--format",
        "$(RELEASE) $(REPO_URI)",
        "Created-By: Packages",
    ]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    names = (codename, f"{codename}-updates", f"{codename}-security")
    pairs = [line.split() for line in told.splitlines()]
    sources = {name: uri for name, uri in pairs if name in names}
    if facts.get("ID") != "debian" or codename not in sources:
        raise BareMachineError("This needs Debian, and its archive among apt's sources.")
    return Archive(codename, sources)


@dataclass(slots=True)
class BareRoot:
    """One root file system.

    Attributes:
        tree: Its folder.
        display: A folder with the socket of an X server; None for none.
        variables: What commands find in their environment besides the usual.
    """

    tree: Path
    display: Path | None = None
    variables: dict[str, str] = field(default_factory=dict)

    def run(
        self, *command: str, user: bool = False, limit_s: int = _COMMAND_LIMIT_S, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Runs a command on the machine, as root or as its ordinary user.

        Raises:
            BareMachineError: It failed, or took longer than `limit_s` seconds.
        """
        done = self.tried(*command, user=user, limit_s=limit_s, **variables)
        if done.returncode:
            raise BareMachineError(
                f"“{' '.join(command)}” ended with {done.returncode}:\n{done.stdout}{done.stderr}"
            )
        return done

    def tried(
        self, *command: str, user: bool = False, limit_s: int = _COMMAND_LIMIT_S, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """The same, whatever comes of it."""
        try:
            return subprocess.run(
                self.command(command, user=user),
                env=self.environment(user=user, **variables),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=limit_s,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise BareMachineError(f"“{' '.join(command)}” took over {limit_s} s.") from error

    def command(self, command: Sequence[str], *, user: bool) -> list[str]:
        """What to start on this machine to have a command run on that one."""
        unshare = ["unshare", "--mount", "--propagation", "private", "--pid", "--fork"]
        enter = [*unshare, "--kill-child", "--", "sh", "-c", _ENTER, "enter", str(self.tree)]
        become = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--init-groups", "--"]
        return [*enter, str(self.display or ""), *(become if user else []), *command]

    def environment(self, *, user: bool, **variables: str) -> dict[str, str]:
        """What such a command finds: nothing of this machine but how to reach the archive."""
        home = f"/home/{USER}" if user else "/root"
        proxies = {name: value for name, value in os.environ.items() if name.endswith("_proxy")}
        usual = {
            "PATH": _PATH,
            "HOME": home,
            "LANG": "C.UTF-8",
            "LOGNAME": USER if user else "root",
        }
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        return proxies | usual | quiet | self.variables | variables

    def path(self, inside: str) -> Path:
        """Where a file of that machine is on this one."""
        return self.tree / inside.lstrip("/")

    def install(self, *packages: str, recommends: bool = False) -> subprocess.CompletedProcess[str]:
        """Installs packages, by name or by a path on that machine."""
        which = "--install-recommends" if recommends else "--no-install-recommends"
        return self.run("apt-get", "install", "--yes", "--quiet", which, *packages)


def unpack_base(archive: Archive, store: Path, tree: Path) -> BareRoot:
    """A machine with nothing but the base of Debian, its lists of packages up to date.

    Args:
        archive: Where it comes from.
        store: The folder that keeps the base and downloaded packages from one try to the next.
        tree: The folder to unpack it to, best in memory: dpkg waits for each file to be on disk.
            What is mounted there goes with the mount namespace, which must be one of our own.

    Raises:
        BareMachineError: debootstrap or apt failed.
    """
    base = store / f"base-{archive.codename}.tar"
    archives = store / f"archives-{archive.codename}"
    archives.mkdir(parents=True, exist_ok=True)
    tree.mkdir(parents=True, exist_ok=True)
    if base.is_file():
        _call("tar", "--extract", "--numeric-owner", f"--file={base}", f"--directory={tree}")
    else:
        _make_base(archive, base, tree, archives)
    # What apt downloads is kept for the next try.
    _call("mount", "--bind", str(archives), str(tree / "var/cache/apt/archives"))
    root = BareRoot(tree)
    _set_up(root, archive)
    return root


def _make_base(archive: Archive, base: Path, tree: Path, archives: Path) -> None:
    uri = archive.sources[archive.codename]
    keep = f"--cache-dir={archives.resolve()}"
    _call("debootstrap", "--variant=minbase", keep, archive.codename, str(tree), uri)
    for kept in tree.glob("var/cache/apt/archives/*.deb"):
        kept.unlink()
    partly = base.with_suffix(".partly")
    _call("tar", "--create", "--numeric-owner", f"--file={partly}", f"--directory={tree}", ".")
    partly.replace(base)


def _set_up(root: BareRoot, archive: Archive) -> None:
    """Lets apt reach the archive as this machine's does."""
    root.path("/etc/apt/sources.list").write_text(archive.lines(), "utf-8")
    asked = ["apt-config", "dump", "Acquire"]
    reaching = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    root.path("/etc/apt/apt.conf.d/01machine").write_text(reaching, "utf-8")
    for place in ("auth.conf", "auth.conf.d", "trusted.gpg.d"):
        own = Path("/etc/apt", place)
        if own.is_dir():
            shutil.copytree(own, root.path(str(own)), dirs_exist_ok=True)
        elif own.is_file():
            shutil.copy2(own, root.path(str(own)))
    for file in ("/etc/resolv.conf", "/etc/hosts"):
        shutil.copyfile(file, root.path(file))
    root.run("apt-get", "update", "--quiet")
    root.run("useradd", "--create-home", "--shell", "/bin/sh", USER)


def _call(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BareMachineError(
            f"“{command[0]}” failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )
