"""The manual page and the completions say what the parsers say, and shells take them."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from bundling.manual import FILES, arguments_of, commands, completion, man_page
from copydesk.cli.main import whole_parser

ROOT = Path(__file__).parents[2]


def options() -> list[tuple[str, str]]:
    """Each command ("" for the desk itself) with each long option it takes."""
    parser = whole_parser()
    everything = [("", parser), *commands(parser)]
    return [
        (name, action.option_strings[-1])
        for name, each in everything
        for action in arguments_of(each)
        if action.option_strings
    ]


def test_the_whole_parser_loads_no_qt() -> None:
    code = (
        "import sys; from copydesk.cli.main import whole_parser; whole_parser();"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=ROOT / "app", check=False).returncode == 0
    )


def test_every_command_and_option_stands_in_the_manual_page() -> None:
    page = man_page().replace("\\-", "-")
    found = options()
    assert {name for name, _option in found} > {"", "check", "set", "screenshot"}
    for name, option in found:
        part = page.partition(f".SS copydesk {name}\n")[2] if name else page
        assert re.search(rf"\\fB{option}\\fR", part.partition("\n.SS ")[0]), (name, option)
    for section in ("NAME", "SYNOPSIS", "COMMANDS", "EXIT STATUS", "FILES", "ENVIRONMENT"):
        assert page.count(f"\n.SH {section}\n") == 1


@pytest.mark.skipif(not shutil.which("man"), reason="man is not installed")
def test_the_manual_page_is_set_without_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "copydesk.1"
    path.write_text(man_page(), "utf-8")
    # As lintian sets it.
    done = subprocess.run(
        ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", str(path)],
        env={**os.environ, "MANROFFSEQ": "", "MANWIDTH": "80", "LC_ALL": "C.UTF-8"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "'tags=[market, city]'" in done.stdout  # a quote that a shell takes


@pytest.mark.skipif(sys.platform != "linux", reason="the page tells the folders of Linux")
def test_the_manual_page_tells_the_folders_that_are_used() -> None:
    told = {Path(path).expanduser() for path, _about in FILES}
    used = {
        platformdirs.user_config_path("copydesk") / "settings.toml",
        platformdirs.user_config_path("copydesk") / "words.txt",
        platformdirs.user_data_path("copydesk") / "history",
        platformdirs.user_state_path("copydesk"),
        platformdirs.user_cache_path("copydesk"),
    }
    homes = {path for path in told if path.is_absolute()}
    assert {path.relative_to(path.parents[1]) for path in used} <= {
        path.relative_to(path.parents[1]) for path in homes
    }
    assert len(homes) == len(used)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_and_option_stands_in_the_completions(shell: str) -> None:
    script = completion(shell)
    for name, option in options():
        assert name in script
        assert (f"-l {option.removeprefix('--')} " if shell == "fish" else option) in script


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["ch"], {"check"}),
        (["--new"], {"--new-window"}),
        (["check", "--for"], {"--format"}),
        (["check", "--format", ""], {"text", "json", "sarif"}),
        (["trace", "draft.md", "--source", "rep"], {"report.pdf"}),
        (["get", "dra"], {"draft.md"}),
    ],
)
def test_bash_completes(typed: list[str], offered: set[str], tmp_path: Path) -> None:
    for name in ("draft.md", "report.pdf"):
        (tmp_path / name).touch()
    words = ["copydesk", *typed]
    script = (
        f"{completion('bash')}\n"
        f"COMP_WORDS=({shlex.join(words)}); COMP_CWORD={len(typed)}\n"
        "_shtab_copydesk; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert set(done.stdout.split()) == offered
