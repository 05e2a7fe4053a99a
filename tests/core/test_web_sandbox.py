"""Where a system refuses what Chromium's sandbox needs, it is found out before Chromium aborts."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

import copydesk
from copydesk.core import web_sandbox
from tests.helpers.refused_namespaces import WAYS

pytestmark = pytest.mark.skipif(
    (sys.platform, platform.machine()) != ("linux", "x86_64"),
    reason="Chromium's sandbox needs no permission elsewhere; the filter is written for x86-64",
)
ROOT = Path(__file__).parents[2]
TRY = """
import os, sys
from tests.helpers.refused_namespaces import refuse
refuse(sys.argv[1])
from copydesk.core import web_sandbox
web_sandbox.begin_trial()
found = web_sandbox.obstacle()
print(found.sentence if found else "nothing")
"""
PRINT = """
import sys
from pathlib import Path
from copydesk.application.pdf import print_pdf
from copydesk.core.errors import CopydeskError
from tests.helpers.refused_namespaces import refuse
refuse("EACCES")
try:
    print_pdf("<p>Text</p>", Path(sys.argv[1]))
except CopydeskError as error:
    print(error)
"""


def run(script: str, *arguments: str) -> str:
    path = os.pathsep.join([str(Path(copydesk.__file__).parents[1]), str(ROOT)])
    ended = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, "PYTHONPATH": path, "QTWEBENGINE_CHROMIUM_FLAGS": "--disable-gpu"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_refusing_is_noticed(way: str) -> None:
    assert "shut web pages off" in run(TRY, way)


def test_nothing_is_said_where_chromium_has_its_sandbox() -> None:
    allowed = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--pid", "--fork", "true"], check=False
    )
    if allowed.returncode:
        pytest.skip("this system refuses user namespaces itself")
    assert run(TRY, "") == "nothing"


def test_a_pdf_is_refused_in_words_instead_of_ending_the_program() -> None:
    said = run(PRINT, "/not-written.pdf")  # a folder that the ordinary user can look into
    assert "shut web pages off" in said
    assert "--disable-namespace-sandbox" in said
    assert not Path("/not-written.pdf").exists()


def test_who_chose_less_protection_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(web_sandbox._Trial, "failed", True)
    monkeypatch.setenv(web_sandbox.FLAGS, "--disable-gpu")
    assert web_sandbox.obstacle() is not None
    web_sandbox.accept_weaker()
    assert os.environ[web_sandbox.FLAGS] == "--disable-gpu --disable-namespace-sandbox"
    assert web_sandbox.obstacle() is None


@pytest.mark.parametrize(("limit", "advice"), [("1\n", ".deb package"), ("0\n", "user namespaces")])
def test_the_next_step_is_one_for_this_system(
    limit: str, advice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting = tmp_path / "apparmor_restrict_unprivileged_userns"
    setting.write_text(limit, "ascii")
    monkeypatch.setattr(web_sandbox, "_APPARMOR_LIMIT", setting)
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(web_sandbox._Trial, "failed", True)
    found = web_sandbox.obstacle()
    assert found is not None
    assert advice in found.next_step
