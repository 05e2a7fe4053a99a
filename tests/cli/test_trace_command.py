"""``copydesk trace``: where its sources have what a draft says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from copydesk.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_WIRE = 'Ann Roe said: "The bridge is safe." It cost £850,000.\n'


def _trace(
    folder: Path, capsys: pytest.CaptureFixture[str], draft: str, *more: str
) -> tuple[int, str]:
    (folder / "draft.md").write_text(draft, "utf-8", newline="")
    (folder / "wire.txt").write_text(_WIRE, "utf-8")
    arguments = ["trace", str(folder / "draft.md"), "--source", str(folder / "wire.txt"), *more]
    status = run(arguments)
    return status, capsys.readouterr().out


def test_claims_are_told_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = (
        "---\r\ntitle: Bridge 😀\r\n---\r\n“The bridge was safe,” said Tom Low. Cost: £850,000.\r\n"
    )
    status, out = _trace(tmp_path, capsys, draft)
    assert status == 1
    claims: list[dict[str, Any]] = json.loads(out)["claims"]
    for claim in claims:
        assert draft[claim["start"] : claim["end"]] == claim["text"]
    quote = next(claim for claim in claims if claim["kind"] == "quote")
    assert (quote["verdict"], quote["speaker"]) == ("altered", "wrong")
    assert (quote["source"], quote["source_text"]) == ("wire.txt", "The bridge is safe")
    assert quote["source_said_by"] == "Ann Roe"
    number = next(claim for claim in claims if claim["kind"] == "number")
    assert (number["verdict"], number["speaker"]) == ("verbatim", None)
    name = next(claim for claim in claims if claim["text"] == "Tom Low")
    assert (name["verdict"], name["source"], name["source_text"]) == ("not_found", None, None)


def test_a_name_that_no_source_has_is_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = "“The bridge is safe,” said Ann Roe. Stella Quick nodded.\n"
    status, out = _trace(tmp_path, capsys, draft, "--format", "text")
    assert status == 0
    assert "draft.md:1:2: quote verbatim: “The bridge is safe,”" in out
    assert "name not found: “Stella Quick”" in out
    assert out.rstrip().endswith("0 to look at.")


def test_several_sources_after_one_option_or_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.txt", "b.md", "c.html"):
        (tmp_path / name).write_text(f"<p>Words of {name}, and more.</p>", "utf-8")
    more = [str(tmp_path / "a.txt"), str(tmp_path / "b.md"), "--source", str(tmp_path / "c.html")]
    _, out = _trace(tmp_path, capsys, "He said “words of c.html”.\n", *more)
    data = json.loads(out)
    assert len(data["sources"]) == 4
    assert data["claims"][0]["source"] in ("a.txt", "b.md", "c.html")


def test_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["trace", str(tmp_path / "none.md"), "--source", str(tmp_path / "n.txt")]) == 2
    (tmp_path / "a.md").write_text("Words.", "utf-8")
    assert run(["trace", str(tmp_path / "a.md")]) == 2
    (tmp_path / "s.rtf").write_text("Words.", "utf-8")
    assert run(["trace", str(tmp_path / "a.md"), "--source", str(tmp_path / "s.rtf")]) == 1
    assert "can’t be read as a source" in capsys.readouterr().err
