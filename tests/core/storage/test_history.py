"""What is kept of a post: every version, once, in order, and always the right bytes."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.core.errors import StorageError
from copydesk.core.storage.fingerprint import digest
from copydesk.core.storage.history import History, Origin
from copydesk.core.storage.history_prune import NEWEST_KEPT, prune

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "data" / "history")


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "site" / "weir.md"
    path.parent.mkdir()
    path.write_bytes(b"The weir closes.\n")
    return path


def origins(history: History, path: Path) -> list[Origin]:
    return [version.origin for version in history.versions(path)]


def texts(history: History, path: Path) -> list[bytes | None]:
    return [history.content(version.digest) for version in history.versions(path)]


def test_versions_are_listed_newest_first_with_what_changed(history: History, post: Path) -> None:
    history.keep(post, b"The weir closes.\n", Origin.FOUND)
    history.keep(post, b"The old weir closes on Monday.\n", Origin.SAVED)
    history.keep(post, b"The old weir opens on Monday.\n", Origin.OUTSIDE)
    found = history.versions(post)
    assert [v.origin for v in found] == [Origin.OUTSIDE, Origin.SAVED, Origin.FOUND]
    assert [(v.added_words, v.removed_words) for v in found] == [(1, 1), (3, 0), (3, 0)]
    assert [v.ident for v in found] == sorted((v.ident for v in found), reverse=True)
    assert found[0].path == post
    assert found[0].size == len(b"The old weir opens on Monday.\n")
    assert found[0].when.tzinfo is not None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff\xfe\r\n\r mixed\n",
        "naïve 🌊 \u2028 text".encode("utf-16"),
        bytes(range(256)) * 3000,
        b"one line " * 200_000,
    ],
    ids=["empty", "odd bytes", "utf-16", "no text", "a long line"],
)
def test_any_bytes_come_back(history: History, post: Path, data: bytes) -> None:
    history.keep(post, b"before", Origin.FOUND)
    history.keep(post, data, Origin.SAVED)
    assert History(history.folder).content(digest(data)) == data


def test_what_stands_there_already_is_not_kept_twice(history: History, post: Path) -> None:
    first = history.keep(post, b"one", Origin.FOUND)
    assert history.keep(post, b"one", Origin.SAVED) == first
    history.keep(post, b"never saved", Origin.SET_ASIDE)
    again = History(history.folder)
    assert again.keep(post, b"one", Origin.FOUND) == first
    assert origins(again, post) == [Origin.SET_ASIDE, Origin.FOUND]


def test_the_same_text_again_later_is_a_version_of_its_own(history: History, post: Path) -> None:
    for text in (b"one", b"two", b"one"):
        history.keep(post, text, Origin.SAVED)
    assert texts(history, post) == [b"one", b"two", b"one"]


def test_what_changed_while_the_desk_was_closed_came_from_outside(
    history: History, post: Path
) -> None:
    history.keep(post, b"one", Origin.SAVED)
    history.keep(post, b"two", Origin.FOUND)
    assert origins(history, post) == [Origin.OUTSIDE, Origin.SAVED]


def test_what_stood_before_is_kept_with_it(history: History, post: Path) -> None:
    history.keep(post, b"mine", Origin.SAVED, before=b"theirs")
    assert texts(history, post) == [b"mine", b"theirs"]


def test_equal_contents_take_their_room_once(history: History, tmp_path: Path) -> None:
    text = os.urandom(50_000)
    for number in range(20):
        path = tmp_path / f"{number}.md"
        path.touch()
        history.keep(path, text, Origin.FOUND)
    history.close()
    assert sum(file.stat().st_size for file in history.folder.iterdir()) < 200_000


def test_only_the_owner_may_read_it(history: History, post: Path) -> None:
    history.keep(post, b"one", Origin.FOUND)
    assert stat.S_IMODE(history.folder.stat().st_mode) == 0o700
    for file in history.folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_a_link_and_its_file_have_one_history(history: History, post: Path) -> None:
    link = post.with_name("link.md")
    link.symlink_to(post)
    history.keep(link, b"one", Origin.FOUND)
    assert len(history.versions(post)) == 1
    other = link.rename(post.with_name("other.md"))
    history.moved(link, other)
    assert len(history.versions(post)) == len(history.versions(other)) == 1


def test_names_that_are_no_text_are_names_all_the_same(history: History, post: Path) -> None:
    odd = post.with_name(os.fsdecode(b"weir-\xff.md"))
    history.keep(odd, b"one", Origin.FOUND)
    assert history.versions(odd)[0].path == odd


def test_versions_follow_a_rename(history: History, post: Path) -> None:
    history.keep(post, b"one", Origin.FOUND)
    new = post.rename(post.with_name("lock.md"))
    history.moved(post, new)
    assert history.versions(post) == []
    assert history.versions(new)[0].path == new
    history.keep(new, b"two", Origin.SAVED)
    assert texts(history, new) == [b"two", b"one"]


def test_versions_follow_a_folder(history: History, post: Path, tmp_path: Path) -> None:
    beside = tmp_path / "site-2" / "other.md"
    beside.parent.mkdir()
    beside.touch()
    history.keep(post, b"one", Origin.FOUND)
    history.keep(beside, b"two", Origin.FOUND)
    new = (tmp_path / "site").rename(tmp_path / "newsroom")
    history.moved(tmp_path / "site", new)
    assert texts(history, new / "weir.md") == [b"one"]
    assert texts(history, beside) == [b"two"]


def test_a_rename_onto_a_known_name_loses_neither(history: History, post: Path) -> None:
    other = post.with_name("other.md")
    other.write_bytes(b"other")
    history.keep(other, b"other", Origin.FOUND)
    history.keep(post, b"one", Origin.FOUND)
    other.unlink()
    history.moved(post, post.rename(other))
    assert set(texts(history, other)) == {b"one", b"other"}


def test_a_post_moved_outside_the_desk_finds_its_versions(history: History, post: Path) -> None:
    history.keep(post, b"one", Origin.FOUND)
    history.keep(post, b"two", Origin.SAVED)
    new = post.rename(post.with_name("lock.md"))
    assert history.versions(new) == []
    assert len(history.versions(new, digest(b"two"))) == 2
    history.keep(new, b"two", Origin.FOUND)
    history.moved(post, new)  # told late: nothing is there twice
    assert texts(history, new) == [b"two", b"one"]


def test_posts_of_a_folder_moved_outside_find_theirs_when_edited(
    history: History, post: Path, tmp_path: Path
) -> None:
    history.keep(post, b"one", Origin.FOUND)
    new = (tmp_path / "site").rename(tmp_path / "newsroom") / "weir.md"
    history.keep(new, b"one", Origin.FOUND)
    history.keep(new, b"two", Origin.SAVED)
    assert texts(history, new) == [b"two", b"one"]


def test_a_copy_starts_with_what_it_holds(history: History, post: Path) -> None:
    history.keep(post, b"one", Origin.FOUND)
    history.keep(post, b"two", Origin.SAVED)
    copy = post.with_name("copy.md")
    copy.write_bytes(b"two")
    history.keep(copy, b"two", Origin.FOUND)
    assert origins(history, copy) == [Origin.FOUND]
    assert len(history.versions(post)) == 2


def test_an_empty_post_takes_nobodys_versions(history: History, post: Path) -> None:
    history.keep(post, b"one", Origin.SAVED)
    history.keep(post, b"\n", Origin.SAVED)
    post.unlink()
    new = post.with_name("new.md")
    new.write_bytes(b"\n")
    history.keep(new, b"\n", Origin.FOUND)
    assert len(history.versions(new)) == 1


def test_posts_without_a_file_can_be_listed(history: History, post: Path) -> None:
    place = history.untitled_path("a" * 32, "Untitled 2")
    history.keep(place, b"one", Origin.SET_ASIDE)
    history.keep(place, b"two", Origin.SET_ASIDE)
    history.keep(post, b"three", Origin.SAVED)
    (found,) = history.untitled()
    assert (found.path.name, history.content(found.digest)) == ("Untitled 2", b"two")
    assert not place.parent.exists()


def test_order_is_that_of_keeping_whatever_the_clock_says(history: History, post: Path) -> None:
    start = datetime(2026, 5, 1, tzinfo=UTC)
    for number in range(5):
        history.keep(post, b"%d" % number, Origin.SAVED, when=start - timedelta(days=number))
    assert texts(history, post) == [b"4", b"3", b"2", b"1", b"0"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.tuples(
            st.integers(0, 3),
            st.binary(max_size=12),
            st.sampled_from(list(Origin)),
            st.booleans(),
        ),
        max_size=30,
    )
)
def test_whatever_is_kept_can_be_read(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[int, bytes, Origin, bool]],
) -> None:
    folder = tmp_path_factory.mktemp("history")
    history = History(folder / "history")
    posts = [folder / f"{number}.md" for number in range(4)]
    for path in posts:
        path.touch()
    newest: dict[Path, bytes] = {}
    for number, data, origin, reopened in steps:
        if reopened:
            history.close()
            history = History(folder / "history")
        ident = history.keep(posts[number], data, origin)
        versions = history.versions(posts[number])
        assert ident in [version.ident for version in versions]
        newest[posts[number]] = data
    for path, data in newest.items():
        kept = texts(history, path)
        assert data in kept
        assert None not in kept
        idents = [version.ident for version in history.versions(path)]
        assert idents == sorted(set(idents), reverse=True)
    history.close()


def test_many_threads_lose_nothing(history: History, tmp_path: Path) -> None:
    def work(number: int) -> None:
        for turn in range(15):
            history.keep(tmp_path / f"{number % 2}.md", b"%d %d" % (number, turn), Origin.SAVED)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = {*texts(history, tmp_path / "0.md"), *texts(history, tmp_path / "1.md")}
    assert kept == {b"%d %d" % (number, turn) for number in range(4) for turn in range(15)}


def test_old_versions_go_but_the_newest_ten(history: History, post: Path) -> None:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    for age in range(30, 0, -1):
        history.keep(post, b"%d" % age, Origin.SAVED, when=now - timedelta(days=age * 10))
    assert prune(history.database, 180, 2000, now=now) == 12
    assert texts(history, post)[-1] == b"18"
    assert history.content(digest(b"30")) is None
    assert prune(history.database, 20, 2000, now=now) == 18 - NEWEST_KEPT
    assert len(history.versions(post)) == NEWEST_KEPT
    assert prune(history.database, 0, 2000, now=now) == 0


def test_what_a_wrong_clock_dated_back_is_not_old(history: History, post: Path) -> None:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    for number in range(30):
        when = now if number == 0 else datetime(1999, 1, 1, tzinfo=UTC)
        history.keep(post, b"%d" % number, Origin.SAVED, when=when)
    assert prune(history.database, 180, 2000, now=now) == 0


def test_past_the_room_for_it_the_oldest_of_all_posts_go(history: History, tmp_path: Path) -> None:
    posts = [tmp_path / f"{number}.md" for number in range(3)]
    for _turn in range(20):
        for path in posts:
            history.keep(path, os.urandom(100_000).hex().encode(), Origin.SAVED)
    history.keep(posts[0], b"not saved", Origin.SET_ASIDE)
    newest = [history.versions(path)[0] for path in posts]
    stood = history.versions(posts[0])[1]
    assert prune(history.database, 0, 2) > 0
    left = [len(history.versions(path)) for path in posts]
    assert max(left) - min(left) <= 2
    assert min(left) > 3
    history.close()
    assert (history.folder / "history.sqlite3").stat().st_size < 2_200_000
    prune(history.database, 0, 0)
    assert [history.versions(path)[0] for path in posts] == newest
    assert history.versions(posts[0])[1] == stood
    assert [len(history.versions(path)) for path in posts] == [2, 1, 1]


def test_pruning_can_be_stopped(history: History, post: Path) -> None:
    for number in range(60):
        history.keep(post, b"%d" % number, Origin.SAVED)
    asked = iter([False, True, True])
    gone = prune(history.database, 0, 0, cancelled=lambda: next(asked, True))
    assert 0 < gone < 50
    assert None not in texts(history, post)


def test_a_content_pruned_meanwhile_is_kept_again(history: History, post: Path) -> None:
    text = b"the same text, long enough to be told from others"
    history.keep(post, text, Origin.SAVED)
    for number in range(3):
        history.keep(post, b"%d" % number, Origin.SAVED)
    prune(History(history.folder).database, 0, 0)
    assert history.content(digest(text)) is None
    history.keep(post, text, Origin.SAVED)
    assert history.content(digest(text)) == text


def test_a_newer_programs_history_is_left_alone(history: History, post: Path) -> None:
    history.keep(post, b"one", Origin.SAVED)
    history.close()
    file = history.folder / "history.sqlite3"
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA user_version = 7")
    database.close()
    before = file.read_bytes()
    told: list[bool] = []
    older = History(history.folder)
    older.database.newer = lambda: told.append(True)
    older.keep(post, b"two", Origin.SAVED)
    assert texts(older, post) == [b"two"]
    older.close()
    assert texts(History(history.folder), post) == [b"two"]
    assert told == [True]
    assert file.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    history = History(tmp_path / "data" / "history")
    with pytest.raises(StorageError) as caught:
        history.keep(tmp_path / "weir.md", b"one", Origin.SAVED)
    assert caught.value.next_step


def test_words_are_counted_in_any_script_and_at_any_length(history: History, post: Path) -> None:
    history.keep(post, "川の水".encode(), Origin.FOUND)
    history.keep(post, "川の大水".encode(), Origin.SAVED)
    assert history.versions(post)[0].added_words == 1
    rng = random.Random(5)
    words = [str(rng.randrange(5000)) for _ in range(150_000)]
    history.keep(post, " ".join(words).encode(), Origin.SAVED)
    words[70_000:70_000] = ["new", "words"]
    history.keep(post, " ".join(words).encode(), Origin.SAVED)
    newest = history.versions(post)[0]
    assert newest.added_words == newest.removed_words + 2
