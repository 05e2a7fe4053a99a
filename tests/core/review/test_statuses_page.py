"""The page about statuses tells what is done."""

from __future__ import annotations

import re

import pytest

from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.resources import resource_text
from copydesk.core.review.workflow import status_of

PAGE = resource_text("help", "statuses.md")
ROWS = re.findall(r"^\| (nothing|`[^`]+`) \| (\w+) \| ([\w ]+) \|$", PAGE, re.MULTILINE)


def test_the_table_is_found() -> None:
    assert len(ROWS) == PAGE.count("\n| ") - 2


@pytest.mark.parametrize(("said", "kept", "status"), ROWS)
def test_each_row_is_true(said: str, kept: str, status: str) -> None:
    line = "" if said == "nothing" else f"{said.strip('`')}\n"
    data = read_frontmatter(f"---\ntitle: Ferry\n{line}---\n").data
    found = status_of(data, "" if kept == "nothing" else kept)
    assert found.label.lower() == status
