from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.library.arrange import (
    BY_DATE,
    BY_TITLE,
    Folder,
    Shelf,
    arrange,
    matching,
    sort_entries,
)
from copydesk.core.library.entry import date_key, search_key, title_key, unread_entry
from copydesk.core.posts.metadata import PostStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copydesk.core.library.entry import PostEntry

NEWS = ("news", "News", "src/content/news")
FEATURES = ("features", "Features", "src/content/features")


def entry(
    path: str,
    title: str = "",
    date: str | None = None,
    status: PostStatus = PostStatus.PUBLISHED,
    *,
    description: str = "",
    tags: tuple[str, ...] = (),
) -> PostEntry:
    plain = unread_entry(path, 1, 1)
    title = title or plain.title
    return plain._replace(
        title=title,
        date=date,
        status=status,
        search_key=search_key(path, title, description, tags),
        title_key=title_key(title),
        date_key=date_key(date),
    )


def drawn(folders: Iterable[Folder], indent: str = "") -> list[str]:
    lines = []
    for folder in folders:
        lines.append(f"{indent}{folder.label} {folder.count}")
        lines += drawn(folder.children, indent + "  ")
        lines += [f"{indent}  - {post.title}" for post in folder.posts]
    return lines


class TestSorting:
    def test_by_date_newest_first_undated_last(self) -> None:
        entries = [
            entry("a.md", "A", "2026-01-02"),
            entry("b.md", "B"),
            entry("c.md", "C", "2026-11-22T09:12:00+00:00"),
            entry("d.md", "D", "2026-11-22"),
            entry("e.md", "E", "2026-01-02"),
        ]
        random.Random(1).shuffle(entries)
        assert [e.title for e in sort_entries(entries, BY_DATE)] == ["C", "D", "A", "E", "B"]

    def test_moments_are_compared_across_zones(self) -> None:
        early = entry("a.md", "Early", "2026-11-22T23:30:00+05:30")
        late = entry("b.md", "Late", "2026-11-22T19:00:00+00:00")
        assert [e.title for e in sort_entries([early, late])] == ["Late", "Early"]

    def test_by_title(self) -> None:
        titles = ["Éclair", "zebra", "“Apple”", "Part 10", "Part 9", "echo", "नदी"]
        entries = [entry(f"{n}.md", title) for n, title in enumerate(titles)]
        found = [e.title for e in sort_entries(entries, BY_TITLE)]
        assert found == ["“Apple”", "echo", "Éclair", "Part 9", "Part 10", "zebra", "नदी"]

    def test_signs_of_indic_scripts_count(self) -> None:
        assert title_key("की") != title_key("का")

    @given(st.text())
    def test_any_title_has_a_key(self, title: str) -> None:
        assert title_key(title) == title_key(title)

    @pytest.mark.parametrize("date", ["0001-01-01T00:00:00+23:00", "soon", "2026-13-99T1:2"])
    def test_odd_dates_are_kept_as_they_are(self, date: str) -> None:
        assert date_key(date) == date


class TestMatching:
    ENTRIES = (
        entry("news/ferry.md", "Ferry timetable", tags=("river",), description="Winter hours"),
        entry("news/strasse.md", "Neue Straße", tags=("Köln",)),
        entry("news/river.md", "बंद नदी"),
    )

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("", 3),
            ("  ", 3),
            ("FERRY", 1),
            ("river", 2),
            ("river ferry", 1),
            ("winter", 1),
            ("news/", 3),
            ("STRASSE", 1),
            ("ko\u0308ln", 1),
            ("नदी", 1),
            ("nowhere", 0),
            ("timetableriver", 0),
        ],
    )
    def test_every_word_somewhere(self, text: str, found: int) -> None:
        assert len(matching(self.ENTRIES, text)) == found


class TestFolders:
    def test_collections_come_first_in_their_order(self) -> None:
        entries = [
            entry("README.md", "Read me"),
            entry("src/content/news/ferry.md", "Ferry"),
            entry("src/content/features/reeds.md", "Reeds"),
            entry("notes/a.md", "Note"),
        ]
        found = arrange(entries, [NEWS, FEATURES])
        assert drawn(found.folders) == [
            "News 1", "  - Ferry", "Features 1", "  - Reeds", "notes 1", "  - Note",
        ]  # fmt: skip
        assert [post.title for post in found.posts] == ["Read me"]
        assert [folder.collection for folder in found.folders] == ["news", "features", ""]
        assert (found.shown, found.total) == (4, 4)

    def test_folders_in_a_collection(self) -> None:
        entries = [
            entry("src/content/news/2026/03/a.md", "A"),
            entry("src/content/news/2026/03/b.md", "B"),
            entry("src/content/news/2025/c.md", "C"),
            entry("src/content/news/d.md", "D"),
        ]
        assert drawn(arrange(entries, [NEWS]).folders) == [
            "News 4", "  2025 1", "    - C", "  2026 / 03 2", "    - A", "    - B", "  - D",
        ]  # fmt: skip

    def test_a_chain_of_folders_is_one(self) -> None:
        found = arrange([entry("src/content/blog/a.md"), entry("src/content/blog/b.md")])
        assert [(f.label, f.path) for f in found.folders] == [
            ("src / content / blog", "src/content/blog")
        ]

    def test_an_empty_collection_shows_until_a_filter_is_set(self) -> None:
        shelf = Shelf([entry("src/content/news/a.md", "Ferry")], [NEWS, FEATURES])
        assert drawn(shelf.arrange().folders) == ["News 1", "  - Ferry", "Features 0"]
        assert drawn(shelf.arrange("ferry").folders) == ["News 1", "  - Ferry"]

    def test_empty_folders_on_request(self) -> None:
        shelf = Shelf([entry("a/b.md", "B")], folders=["a", "a/deep", "empty"])
        assert drawn(shelf.arrange().folders) == ["a 1", "  deep 0", "  - B", "empty 0"]

    def test_a_post_with_a_folder_of_its_own(self) -> None:
        entries = [
            entry("src/content/news/ferry/index.md", "Ferry"),
            entry("src/content/news/bridge/index.md", "Bridge"),
            entry("src/content/news/bridge/index.ur.md", "پل"),
            entry("src/content/news/series/index.md", "Series"),
            entry("src/content/news/series/part-1.md", "Part 1"),
        ]
        shelf = Shelf(entries, [NEWS], BY_TITLE, folders=["src/content/news/ferry"])
        assert drawn(shelf.arrange().folders) == [
            "News 5", "  series 2", "    - Part 1", "    - Series",
            "  - Bridge", "  - Ferry", "  - پل",
        ]  # fmt: skip

    def test_a_collection_with_an_index_only_stays(self) -> None:
        found = arrange([entry("src/content/news/index.md", "News")], [NEWS])
        assert drawn(found.folders) == ["News 1", "  - News"]

    def test_a_collection_in_another(self) -> None:
        inner = ("urdu", "Urdu", "src/content/news/ur")
        entries = [entry("src/content/news/ur/a.md", "A"), entry("src/content/news/b.md", "B")]
        assert drawn(arrange(entries, [NEWS, inner]).folders) == [
            "News 1", "  - B", "Urdu 1", "  - A",
        ]  # fmt: skip

    def test_no_posts(self) -> None:
        found = arrange([])
        assert (found.folders, found.posts, found.shown) == ([], [], 0)

    @given(
        st.lists(st.text("ab/", min_size=1, max_size=8), max_size=12),
        st.sampled_from(["", "a", "b a"]),
    )
    def test_every_match_is_shown_once(self, names: list[str], text: str) -> None:
        paths = {"/".join(part for part in name.split("/") if part) + ".md" for name in names}
        paths |= {f"{path[:-3]}/index.md" for path in paths if len(path) % 2}
        entries = [entry(path) for path in sorted(paths) if not path.startswith((".", "/"))]
        found = arrange(entries, [("a", "A", "a")], text=text)
        shown: list[str] = [post.path for post in found.posts]
        waiting = list(found.folders)
        while waiting:
            folder = waiting.pop()
            shown += [post.path for post in folder.posts]
            waiting += folder.children
            below = sum(child.count for child in folder.children)
            assert folder.count == len(folder.posts) + below
        assert sorted(shown) == sorted(e.path for e in matching(entries, text))
        assert found.shown == len(shown)


class TestStatuses:
    ENTRIES = (
        entry("a.md", "Ferry", status=PostStatus.DRAFT),
        entry("b.md", "Ferry again", status=PostStatus.REVIEW),
        entry("c.md", "Bridge", status=PostStatus.DRAFT),
    )

    def test_counts_follow_the_text_and_not_the_chips(self) -> None:
        found = arrange(self.ENTRIES, text="ferry", statuses=[PostStatus.DRAFT])
        assert [post.title for post in found.posts] == ["Ferry"]
        assert found.counts == {PostStatus.DRAFT: 1, PostStatus.REVIEW: 1}
        assert (found.matching, found.total) == (2, 3)

    def test_several_chips(self) -> None:
        both = [PostStatus.DRAFT, PostStatus.REVIEW]
        assert arrange(self.ENTRIES, statuses=both).shown == 3
