"""What the help page says of the marks is so."""

from __future__ import annotations

import re

import pytest

from copydesk.core.resources import resource_text
from copydesk.core.text.critic import accepted_reading, marks_in, rejected_reading
from copydesk.ui.actions import TABLE

PAGE = resource_text("help", "suggestions.md")
_ROWS = re.findall(r"^\| `(\{.*?\})` \| [^|]* \|([^|]*)\|([^|]*)\|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("written", "accepted", "rejected"), _ROWS)
def test_each_mark_reads_as_the_page_says(written: str, accepted: str, rejected: str) -> None:
    assert len(marks_in(written)) == 1
    assert accepted_reading(written).text == accepted.strip()
    assert rejected_reading(written).text == rejected.strip()


def test_the_page_has_all_five_and_the_metadata() -> None:
    assert len(_ROWS) == 5
    (example,) = re.findall(r"`(\{\+\+\{.*?\+\+\})`", PAGE)
    (mark,) = marks_in(example)
    assert (mark.author, mark.time) == ("A. Petrov", 1_764_149_400)


def test_the_keys_of_the_page_are_the_tables() -> None:
    keys = {key for spec in TABLE if spec.id.startswith("review.") for key in spec.keys}
    named = set(re.findall(r"(?:Ctrl\+Alt\+[ARM]|Alt\+Pg\w+|Ctrl\+Shift\+E)\b", PAGE))
    assert len(named) == 6
    assert named <= keys
