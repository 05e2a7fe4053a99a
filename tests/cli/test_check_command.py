"""`copydesk check`: the same rules without a window, for people, programs and code hosts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from copydesk.cli.main import run
from copydesk.core.review.acceptance import accept
from copydesk.core.review.finding_data import from_data
from copydesk.core.review.kept import update_records
from copydesk.core.review.records import Records
from copydesk.core.review.spelling.word_lists import personal_words_path
from copydesk.core.text.edits import TextEdit, apply_edits
from tests.helpers.sites import SiteBuilder

_SCHEMA = json.loads(
    (Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json").read_text("utf-8")
)
# The line of dashes makes the last paragraph a heading; the letter before it is not one unit.
BAD = (
    "---\ntitle: The ferry is late again\n---\n\nThe ferry from the old pier was late.\n\n"
    "Nobody knows when it will come \U0001f6a2 back, or whether it will come at all.\n---\n"
)
GOOD = "---\ntitle: The bridge is open\n---\n\nThe bridge by the mill is open to everybody.\n"
RULE = "heading-by-dashes"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SiteBuilder:
    """A folder with a bad and a good post, the working folder of the command."""
    site = SiteBuilder(tmp_path)
    site.write("posts/bad post.md", BAD)
    site.write("posts/good.md", GOOD)
    monkeypatch.chdir(site.root)
    return site


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    status = run(["check", *arguments])
    return status, json.loads(capsys.readouterr().out)


def test_a_good_post_passes(desk: SiteBuilder, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "posts/good.md"]) == 0
    assert "1 post checked: 0 errors" in capsys.readouterr().out


def test_an_error_fails_and_is_told_with_its_place(
    desk: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "."]) == 1
    out = capsys.readouterr().out
    (line,) = [line for line in out.splitlines() if line.endswith(f"[{RULE}]")]
    assert line.startswith("posts/bad post.md:")
    assert ": error: The last paragraph becomes a heading" in line
    assert "2 posts checked: 1 error" in out


def test_json_has_what_a_program_needs_to_fix_it(
    desk: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    status, data = _json(capsys, "posts/bad post.md", "--format", "json")
    assert status == 1
    (found,) = [one for one in data["posts"][0]["findings"] if one["rule"] == RULE]
    edits = [TextEdit(*edit) for edit in found["fixes"][0]["edits"]]
    assert not apply_edits(BAD, edits).rstrip().endswith("---")
    assert data["errors"] == 1


def test_sarif_is_as_its_schema_wants_it(
    desk: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    status, log = _json(capsys, ".", "--format", "sarif")
    assert status == 1
    jsonschema.Draft4Validator(_SCHEMA).validate(log)
    results = log["runs"][0]["results"]
    (found,) = [one for one in results if one["ruleId"] == RULE]
    location = found["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "posts/bad%20post.md"
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert rules[found["ruleIndex"]]["id"] == RULE
    assert found["fixes"]


def test_sarif_counts_columns_in_utf16(
    desk: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.write("posts/two.md", "---\ntitle: A post\n---\n\nA \U0001f6a2 ferry ferry came.\n")
    _status, log = _json(capsys, "posts/two.md", "--format", "sarif")
    (found,) = [one for one in log["runs"][0]["results"] if one["ruleId"] == "repeated-words"]
    region = found["locations"][0]["physicalLocation"]["region"]
    line = "A \U0001f6a2 ferry ferry came.".encode("utf-16-le")
    marked = line[2 * (region["startColumn"] - 1) : 2 * (region["endColumn"] - 1)]
    assert "ferry" in marked.decode("utf-16-le")
    assert not marked.decode("utf-16-le").startswith("\udea2")


def test_what_was_let_stand_passes_and_is_counted(
    desk: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    _status, data = _json(capsys, "posts/bad post.md", "--format", "json")
    findings = [from_data(one) for one in data["posts"][0]["findings"]]
    records = Records(
        tuple(
            accept(one, BAD, reason="On purpose", by="A", when="2026-11-20")
            for one in findings
            if one.rule == RULE
        )
    )
    update_records(desk.root, "posts/bad post.md", lambda _none: records)
    assert run(["check", "posts/bad post.md"]) == 0
    assert "1 let stand" in capsys.readouterr().out
    _status, log = _json(capsys, ".", "--format", "sarif")
    jsonschema.Draft4Validator(_SCHEMA).validate(log)
    kept = [one for one in log["runs"][0]["results"] if one.get("suppressions")]
    assert kept[0]["suppressions"][0]["justification"] == "On purpose"


def test_the_site_sets_its_rules(desk: SiteBuilder, capsys: pytest.CaptureFixture[str]) -> None:
    desk.write("copydesk.toml", f'[review.rules]\n{RULE} = "warning"\nspeling = "off"\n')
    assert run(["check", "posts/bad post.md"]) == 0
    printed = capsys.readouterr()
    assert "copydesk.toml:3: There is no rule “speling”. Did you mean “spelling”?" in printed.err
    assert "warning: The last paragraph becomes a heading" in printed.out


def test_what_did_not_change_is_remembered_and_what_did_is_checked(
    desk: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    first = _json(capsys, ".", "--format", "json")
    assert _json(capsys, ".", "--format", "json") == first
    assert _json(capsys, ".", "--format", "json", "--no-cache") == first
    desk.write("posts/bad post.md", GOOD.replace("bridge", "weir"))
    assert _json(capsys, ".", "--format", "json")[1]["errors"] == 0
    desk.write("copydesk.toml", '[review.rules]\nspelling = "error"\n')
    desk.write("posts/good.md", GOOD.replace("everybody", "evrybody"))
    assert _json(capsys, ".", "--format", "json")[1]["errors"] == 1


def test_a_file_that_can_not_be_read_fails_and_the_rest_is_checked(
    desk: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk.root / "posts" / "gone.md").symlink_to(desk.root / "nowhere.md")
    assert run(["check", "posts", "posts/good.md"]) == 1
    assert run(["check", "posts/nothing.md"]) == 2
    assert "there is no “posts/nothing.md”" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "\ufeff", "---\n", "\0" * 50, "\udc80", "# \r\r\n---\r"])
def test_any_bytes_can_be_checked(
    desk: SiteBuilder, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    path = desk.root / "posts" / "odd.md"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    for kind in ("text", "json", "sarif"):
        assert run(["check", str(path), "--format", kind]) in (0, 1)
    assert capsys.readouterr().err == ""


def test_a_house_style_that_can_not_be_followed_is_told(
    desk: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.write(".copydesk/style.txt", "no colon here\n")
    run(["check", "posts/good.md"])
    assert capsys.readouterr().err.startswith(".copydesk/style.txt:1: ")


def test_the_editors_own_words_are_spelt_right(
    desk: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.write("posts/weir.md", GOOD.replace("everybody", "evrybody"))
    assert "evrybody" in str(_json(capsys, "posts/weir.md", "--format", "json"))
    personal_words_path().parent.mkdir(parents=True, exist_ok=True)
    personal_words_path().write_text("evrybody\n", "utf-8")
    status, data = _json(capsys, "posts/weir.md", "--format", "json")
    assert [one["rule"] for one in data["posts"][0]["findings"] if one["rule"] == "spelling"] == []
    assert status == 0
