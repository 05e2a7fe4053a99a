"""The real pair of documents, where they are at hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from copydesk.core.posts.encoding import decode, encode
from copydesk.core.posts.field_edits import set_field, unset_field
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.metadata import PostStatus, metadata_of
from copydesk.core.text.edits import apply_edits, inverse

_SEEDS = sorted((Path(__file__).parents[4] / "shared" / "seeds").glob("*.txt"))
pytestmark = pytest.mark.skipif(not _SEEDS, reason="the documents are not at hand")


def _texts() -> list[str]:
    return [decode(path.read_bytes()).text for path in _SEEDS]


def _drafted() -> str:
    return next(text for text in _texts() if text.startswith("---"))


def test_both_come_back_byte_for_byte() -> None:
    for path in _SEEDS:
        decoded = decode(path.read_bytes())
        assert encode(decoded.text, decoded.text_format) == path.read_bytes()


def test_the_report_has_no_fields() -> None:
    report = next(text for text in _texts() if not text.startswith("---"))
    fields = read_frontmatter(report)
    assert (fields.format, fields.problems) == (None, ())
    assert metadata_of(report, "report.txt").status is PostStatus.NONE


def test_the_draft_has_six_fields() -> None:
    fields = read_frontmatter(_drafted())
    assert list(fields.data) == ["title", "description", "pubDate", "hero", "tags", "layout"]
    assert fields.problems == ()
    metadata = metadata_of(_drafted(), "draft.md")
    assert (metadata.date, metadata.tags, metadata.direction) == (
        "2024-09-19",
        ("politics",),
        "ltr",
    )


@pytest.mark.parametrize("key", ["title", "description", "pubDate", "hero", "tags", "layout"])
@pytest.mark.parametrize("value", ["New: words", "2024-10-01", ["politics", "more"], True, None])
def test_each_edit_changes_its_lines_alone(key: str, value: Any) -> None:
    text = _drafted()
    entry = read_frontmatter(text).entry(key)
    assert entry is not None
    edits = set_field(text, key, value)
    new = apply_edits(text, edits)
    assert new.startswith(text[: entry.span.start])
    assert new.endswith(text[entry.span.end :])
    assert read_frontmatter(new).data == {**read_frontmatter(text).data, key: value}
    assert apply_edits(new, inverse(text, edits)) == text
    gone = apply_edits(text, unset_field(text, key))
    assert gone == text[: entry.span.start] + text[entry.span.end :]
