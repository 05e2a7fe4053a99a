"""What came, went or changed in a tree is told, and what the system writes for itself is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bundling.listing import differences, listing

if TYPE_CHECKING:
    from pathlib import Path


def _write(tree: Path, name: str, text: str = "") -> Path:
    path = tree / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_every_difference_is_told(tmp_path: Path) -> None:
    _write(tmp_path, "etc/kept", "one")
    _write(tmp_path, "etc/gone")
    script = _write(tmp_path, "usr/bin/script")
    link = tmp_path / "usr/bin/link"
    link.symlink_to("script")
    before = listing(tmp_path)
    assert differences(before, listing(tmp_path)) == []
    _write(tmp_path, "etc/kept", "another")
    (tmp_path / "etc/gone").unlink()
    script.chmod(0o4755)
    link.unlink()
    link.symlink_to("elsewhere")
    _write(tmp_path, "etc/apparmor.d/copydesk")
    told = differences(before, listing(tmp_path))
    assert [line.partition(" (")[0] for line in told] == [
        "left behind: /etc/apparmor.d",
        "left behind: /etc/apparmor.d/copydesk",
        "taken away: /etc/gone",
        "changed: /etc/kept",
        "changed: /usr/bin/link",
        "changed: /usr/bin/script",
    ]


def test_what_any_installation_writes_is_no_trace(tmp_path: Path) -> None:
    before = listing(tmp_path)
    for name in ("var/lib/dpkg/status-old", "var/log/apt/term.log", "etc/ld.so.cache", "tmp/x"):
        _write(tmp_path, name)
    _write(tmp_path, "var/lib/copydesk/left")
    told = differences(before, listing(tmp_path))
    assert "left behind: /var/lib/copydesk/left" in told
    assert not [line for line in told if "dpkg/" in line or "ld.so.cache" in line]
