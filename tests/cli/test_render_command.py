"""`copydesk render`, run as anyone would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import copydesk

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE_ROOT = Path(copydesk.__file__).parents[1]
# The smallest PNG there is: one pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
POST = """\
---
title: Ferries & fog
lang: en
hero: ./boat.png
---
![x](https://img.example.org/a/b.jpg) www.example.org

<script>alert(1)</script>
"""


@pytest.fixture
def post(tmp_path: Path) -> Path:
    (tmp_path / "boat.png").write_bytes(PNG)
    path = tmp_path / "post.md"
    path.write_text(POST, "utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "copydesk", "render", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(SOURCE_ROOT), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            timeout=90,
            check=False,
        )

    return command


def test_a_whole_document_on_standard_output(
    post: Path, run: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    done = run(post)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("<!doctype html>")
    assert "<title>Ferries &amp; fog</title>" in done.stdout
    assert "default-src 'none'; img-src data:;" in done.stdout
    assert '<img src="data:image/png;base64,iVBOR' in done.stdout
    assert "<script" not in done.stdout
    assert '<a href="https://img.example.org/a/b.jpg">b.jpg · image from' in done.stdout
    assert "copydesk-action" not in done.stdout
    assert "www.example.org</a>" not in done.stdout  # no site: Python-Markdown
    assert not done.stderr


def test_the_engine_is_the_sites_or_the_one_asked_for(
    post: Path, tmp_path: Path, run: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    assert "www.example.org</a>" in run(post, "--engine", "commonmark").stdout
    (tmp_path / "astro.config.mjs").write_text("export default {}", "utf-8")
    assert "www.example.org</a>" in run(post).stdout
    assert "www.example.org</a>" not in run(post, "--engine", "python-markdown").stdout


def test_images_from_elsewhere_when_asked_for(
    post: Path, run: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    html = run(post, "--load-images").stdout
    assert '<img src="https://img.example.org/a/b.jpg"' in html
    assert "img-src data: http: https:;" in html


def test_to_a_file(
    post: Path, tmp_path: Path, run: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    done = run(post, "-o", tmp_path / "out.html")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Ferries &amp; fog" in (tmp_path / "out.html").read_text("utf-8")


def test_to_a_pdf_without_a_display(
    post: Path,
    tmp_path: Path,
    run: Callable[..., subprocess.CompletedProcess[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("PySide6.QtWebEngineCore")
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)  # root needs to know of none
    done = run(post, "-o", tmp_path / "out.pdf")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["none.md"], 2, "there is no post"),
        (["post.md", "-o", "out.docx"], 2, "must end in"),
        (["post.md", "--engine", "word"], 2, "invalid choice"),
        (["post.md", "-o", "none/out.html"], 1, "can’t be written"),
        (["post.md", "-o", "none/out.pdf"], 1, "no folder"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str],
    status: int,
    words: str,
    post: Path,
    run: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = run(*arguments)
    assert done.returncode == status
    assert words.replace("’", "'") in done.stderr
    assert "Traceback" not in done.stderr


def test_no_mark_comes_out_unasked(
    post: Path, run: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    post.write_text("A {~~nine~>ten~~} b.{>>Sure?<<}\n", "utf-8")
    refused = run(post)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "2 suggestions and comments" in refused.stderr
    assert "A ten b." in run(post, "--marks", "accepted").stdout
    assert "A nine b." in run(post, "--marks", "original").stdout
