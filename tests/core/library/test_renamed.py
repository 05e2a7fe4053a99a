"""Which new posts are posts that are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.library.reading import entry_from_bytes
from copydesk.core.library.renamed import renamed_posts

if TYPE_CHECKING:
    from copydesk.core.library.entry import PostEntry


def post(path: str, title: str = "Ferry", body: str = "", *, mtime_ns: int = 1) -> PostEntry:
    text = f"---\ntitle: {title}\ndate: 2026-11-20\n---\n\n{body}"
    return entry_from_bytes(path, text.encode(), mtime_ns, len(text))


def plain(path: str, mtime_ns: int, size: int = 9) -> PostEntry:
    return entry_from_bytes(path, b"No fields", mtime_ns, size)


@pytest.mark.parametrize(
    ("gone", "new", "pairs"),
    [
        ([post("a.md")], [post("b.md", mtime_ns=2)], [("a.md", "b.md")]),
        ([post("a.md")], [post("A.md")], [("a.md", "A.md")]),
        ([post("a.md")], [post("b.md", "Bridge")], []),
        # Edited on the way.
        ([post("a.md")], [post("b.md", body="More.")], [("a.md", "b.md")]),
        # Of two that could be meant, none is.
        ([post("a.md")], [post("b.md"), post("c.md")], []),
        ([post("a.md"), post("b.md")], [post("c.md")], []),
        # A folder with posts that are alike: the file's name tells.
        (
            [post("old/a.md"), post("old/b.md")],
            [post("new/b.md"), post("new/a.md")],
            [("old/a.md", "new/a.md"), ("old/b.md", "new/b.md")],
        ),
        # The same content is a surer sign than the same title.
        (
            [post("a.md", body="One."), post("b.md", body="Two, longer.")],
            [post("d.md", body="Two, longer."), post("c.md", body="One.")],
            [("a.md", "c.md"), ("b.md", "d.md")],
        ),
        ([plain("a.md", 5)], [plain("b.md", 5)], [("a.md", "b.md")]),
        ([plain("a.md", 5)], [plain("b.md", 6)], []),
        ([plain("a.md", 5, 0)], [plain("b.md", 5, 0)], []),
        ([], [post("a.md")], []),
    ],
)
def test_pairs(gone: list[PostEntry], new: list[PostEntry], pairs: list[tuple[str, str]]) -> None:
    assert sorted(renamed_posts(gone, new)) == pairs
