"""What the packages' scripts do when they are installed and removed, in a made-up root."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

LINUX = Path(__file__).parents[2] / "packaging" / "linux"
PROFILE = LINUX / "apparmor" / "copydesk"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the scripts are for a POSIX shell")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A system whose AppArmor is older than 4.0, with the package's files in place."""
    (tmp_path / "etc/apparmor.d/abi").mkdir(parents=True)
    (tmp_path / "etc/apparmor.d/abi/3.0").touch()
    shipped = tmp_path / "usr/share/copydesk/apparmor"
    shipped.mkdir(parents=True)
    shutil.copy(PROFILE, shipped)
    return tmp_path


def run(script: str, how: str, root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(LINUX / "deb" / script), how, "0.1.0"],
        env={**os.environ, "DPKG_ROOT": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )


def files(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("how", ["configure", "1", "2"])
def test_an_apparmor_that_knows_no_namespaces_is_left_alone(root: Path, how: str) -> None:
    before = files(root)
    assert run("postinst", how, root).returncode == 0
    assert files(root) == before


@pytest.mark.parametrize(
    ("installed", "removed"), [("configure", "remove"), ("configure", "purge"), ("1", "0")]
)
def test_the_profile_comes_and_goes_without_a_trace(
    root: Path, installed: str, removed: str
) -> None:
    (root / "etc/apparmor.d/abi/4.0").touch()
    before = files(root)
    for _time in range(2):
        done = run("postinst", installed, root)
        assert (done.returncode, done.stderr) == (0, "")
    written = root / "etc/apparmor.d/copydesk"
    assert files(root) - before == {"etc/apparmor.d/copydesk"}
    assert written.read_bytes() == PROFILE.read_bytes()
    assert written.stat().st_mode & 0o777 == 0o644
    cache = root / "var/cache/apparmor/26b63962.0"
    cache.mkdir(parents=True)
    (cache / "copydesk").touch()
    for _time in range(2):
        done = run("postrm", removed, root)
        assert (done.returncode, done.stderr) == (0, "")
    assert files(root) == before


@pytest.mark.parametrize("how", ["upgrade", "1"])
def test_an_upgrade_keeps_the_profile(root: Path, how: str) -> None:
    (root / "etc/apparmor.d/abi/4.0").touch()
    run("postinst", "configure", root)
    assert run("postrm", how, root).returncode == 0
    assert (root / "etc/apparmor.d/copydesk").exists()


@pytest.mark.parametrize("script", ["postinst", "postrm"])
def test_a_call_that_no_package_manager_makes_is_refused(root: Path, script: str) -> None:
    done = run(script, "nonsense", root)
    assert (done.returncode, "nonsense" in done.stderr) == (1, True)
