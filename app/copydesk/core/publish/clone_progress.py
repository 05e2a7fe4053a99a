"""How far a clone is, by what git says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.core.site.assets import spoken_size

# “Receiving objects:  45% (450/1000), 1.20 MiB | 900.00 KiB/s”: git-clone(1), --progress.
_STEP = re.compile(
    r"(?:remote: )?(?P<what>[A-Z][a-z]+ [a-z]+): +(?P<percent>\d{1,3})% \(\d+/\d+\)(?P<rest>.*)"
)
_AMOUNT = re.compile(r", (\d+(?:\.\d+)?) (bytes|KiB|MiB|GiB)")
_UNITS = {"bytes": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
# What each step of git's is called, and which part of the whole it is, in per cent.
_STEPS: dict[str, tuple[str, int, int]] = {
    "Counting objects": ("The server gets ready", 0, 3),
    "Compressing objects": ("The server gets ready", 3, 8),
    "Receiving objects": ("Receiving the site", 8, 85),
    "Resolving deltas": ("Putting it together", 85, 93),
    "Updating files": ("Writing the files", 93, 100),
    "Checking out": ("Writing the files", 93, 100),
    "Filtering content": ("Fetching large files", 93, 100),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a clone is.

    Attributes:
        words: What is done now.
        percent: Of the whole, 0 to 100; None while that is not known.
        amount: How much was received: "1.3 MB"; "" while nothing was.
    """

    words: str = "Connecting"
    percent: int | None = None
    amount: str = ""


def read_progress(line: str, before: Progress) -> Progress | None:
    """How far the clone is by one line of git's; None for a line that does not tell.

    Args:
        line: Without its end.
        before: What was known; it never goes back.
    """
    found = _STEP.match(line)
    step = _STEPS.get(found["what"]) if found else None
    if found is None or step is None:
        return None
    words, begin, end = step
    percent = begin + (end - begin) * min(100, int(found["percent"])) // 100
    size = _AMOUNT.match(found["rest"])
    amount = spoken_size(int(float(size[1]) * _UNITS[size[2]])) if size else before.amount
    return Progress(words, max(percent, before.percent or 0), amount)
