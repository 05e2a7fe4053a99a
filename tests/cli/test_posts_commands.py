"""``copydesk get`` and ``copydesk set`` on real files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from copydesk.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path

_POST = (
    b'\xef\xbb\xbf---\r\n# top\r\ntitle: "Caf\xc3\xa9" # c\r\n'
    b"date: 2024-09-19\r\nrate: 1.10\r\ntags: [a]\r\n---\r\nBody"
)


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "post.md"
    path.write_bytes(_POST)
    return path


def test_get_prints_json(post: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["get", str(post)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == {"title": "Café", "date": "2024-09-19", "rate": 1.1, "tags": ["a"]}
    assert run(["get", str(post), "tags"]) == 0
    assert json.loads(capsys.readouterr().out) == ["a"]
    assert run(["get", str(post), "title", "--format", "text"]) == 0
    assert capsys.readouterr().out == "Café\n"


def test_get_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.md"
    path.write_text('---\ntitle: "x\n---\n')
    assert run(["get", str(path)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "bad.md:2: The quote" in captured.err


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "---\nseo: {title: a, n: 1}\nauthors:\n  - name: Ana # first\n---\n",
            "---\nseo: {title: b, n: 1}\nauthors:\n  - name: Tom # first\n---\n",
        ),
        (
            "+++\nseo.title = 'a'\n[[authors]]\nname = 'Ana' # first\n+++\n",
            "+++\nseo.title = 'b'\n[[authors]]\nname = 'Tom' # first\n+++\n",
        ),
        (
            '{\n  "seo": {"title": "a"},\n  "authors": [{"name": "Ana"}]\n}\n',
            '{\n  "seo": {"title": "b"},\n  "authors": [{"name": "Tom"}]\n}\n',
        ),
    ],
)
def test_a_part_of_a_field(
    post: Path, capsys: pytest.CaptureFixture[str], before: str, after: str
) -> None:
    post.write_text(before, "utf-8")
    assert run(["get", str(post), "authors.0.name", "--format", "text"]) == 0
    assert capsys.readouterr().out == "Ana\n"
    assert run(["set", str(post), "seo.title=b", "authors.0.name=Tom"]) == 0
    assert post.read_text("utf-8") == after
    assert run(["get", str(post), "authors.7.name"]) == 1


def test_a_field_with_a_dot_in_its_name_is_that_field(post: Path) -> None:
    post.write_text("---\na.b: 1\n---\n", "utf-8")
    assert run(["set", str(post), "a.b=2"]) == 0
    assert post.read_text("utf-8") == "---\na.b: 2\n---\n"


def test_get_of_a_missing_field_or_file(post: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["get", str(post), "nothing"]) == 1
    assert run(["get", str(post.parent / "none.md")]) == 2
    assert "no post" in capsys.readouterr().err


def test_set_changes_only_what_was_asked(post: Path) -> None:
    assert run(["set", str(post), "title='New: words'", "tags=[a, b]", "--unset", "date"]) == 0
    wanted = _POST.replace(b"Caf\xc3\xa9", b"New: words").replace(b"[a]", b"[a, b]")
    assert post.read_bytes() == wanted.replace(b"date: 2024-09-19\r\n", b"")


def test_set_of_the_same_value_leaves_the_file_alone(post: Path) -> None:
    before = post.stat()
    assert run(["set", str(post), "title=Café", "date=2024-09-19", "rate=1.10"]) == 0
    assert post.read_bytes() == _POST
    assert (post.stat().st_ino, post.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_one_refused_change_refuses_all(post: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["set", str(post), "rate=2", "title=@broken"]) == 1
    assert "left as it is" in capsys.readouterr().err
    assert post.read_bytes() == _POST


@pytest.mark.parametrize("arguments", [[], ["novalue"], ["=x"]])
def test_set_used_wrongly(post: Path, arguments: list[str]) -> None:
    assert run(["set", str(post), *arguments]) == 2
    assert post.read_bytes() == _POST


def test_the_program_itself(post: Path) -> None:
    command = [sys.executable, "-m", "copydesk"]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONIOENCODING": "ascii",
    }
    subprocess.run([*command, "set", post, "title=日本"], env=environment, check=True, timeout=60)
    done = subprocess.run(
        [*command, "get", post, "title"],
        env=environment,
        check=True,
        timeout=60,
        capture_output=True,
    )
    assert json.loads(done.stdout) == "日本"
