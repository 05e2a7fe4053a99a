"""What a team keeps of a post: nothing of it is lost, whoever else writes, merges or renames."""

from __future__ import annotations

import contextlib
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.errors import StorageError
from copydesk.core.review.kept import (
    load_records,
    load_sources,
    move_records,
    records_path,
    remove_source,
    store_source,
    update_records,
)
from copydesk.core.review.records import (
    Acceptance,
    Attachment,
    Records,
    read_records,
    write_records,
)
from copydesk.core.review.source import Source

if TYPE_CHECKING:
    from pathlib import Path

POST = "news/ferry.md"
ONE = Acceptance("spelling", "Okafor", "said Mira", ", head", reason="A name", by="A. Petrov")
OTHER = Acceptance("long-sentence", "It was…\nlong", reason="Quoted — “as is”")


def _add(root: Path, post: str, acceptance: Acceptance) -> Records:
    return update_records(
        root, post, lambda records: replace(records, accepted=(*records.accepted, acceptance))
    )


_WORDS = st.text(max_size=20)


@given(
    st.lists(st.builds(Acceptance, _WORDS, _WORDS, _WORDS, _WORDS, reason=_WORDS), max_size=4),
    st.lists(st.builds(Attachment, _WORDS, _WORDS), max_size=3, unique_by=lambda one: one.name),
    st.sampled_from(["", "review"]),
)
def test_records_are_read_as_written(
    accepted: list[Acceptance], attached: list[Attachment], status: str
) -> None:
    unique = tuple(dict.fromkeys(accepted))
    records = Records(unique, tuple(attached), status, "2026-11-20T09:00:00Z" if status else "")
    written = write_records(records)
    assert read_records(written) == records
    assert len(written.split("\n")) == len(unique) + len(attached) + bool(status) + 1


def test_nothing_to_keep_leaves_no_file(tmp_path: Path) -> None:
    _add(tmp_path, POST, ONE)
    assert records_path(tmp_path, POST).exists()
    update_records(tmp_path, POST, lambda _records: Records())
    assert not records_path(tmp_path, POST).exists()


def test_lines_of_another_version_stay(tmp_path: Path) -> None:
    path = records_path(tmp_path, POST)
    path.parent.mkdir(parents=True)
    later = '{"kind": "sign-off", "by": "Ana", "when": "2027"}'
    path.write_text(f"{later}\n{write_records(Records((ONE,)))}", "utf-8")
    _add(tmp_path, POST, OTHER)
    assert later in path.read_text("utf-8").splitlines()
    assert load_records(tmp_path, POST).accepted == (ONE, OTHER)


@pytest.mark.parametrize("line", ["{", "[]", '{"kind": 1}', '{"kind": "accepted"}', "null", "{}"])
def test_broken_lines_cost_no_others(line: str) -> None:
    records = read_records(f"{line}\n{write_records(Records((ONE,)))}")
    assert records.accepted == (ONE,)
    assert records.others == (line,)


def test_what_another_desk_writes_meanwhile_is_kept(tmp_path: Path) -> None:
    _add(tmp_path, POST, ONE)
    interrupted: list[bool] = []

    def change(records: Records) -> Records:
        if not interrupted:
            interrupted.append(True)
            _add(tmp_path, POST, OTHER)
        mine = replace(ONE, text="third")
        return replace(records, accepted=(*records.accepted, mine))

    update_records(tmp_path, POST, change)
    texts = {one.text for one in load_records(tmp_path, POST).accepted}
    assert texts == {ONE.text, OTHER.text, "third"}


def test_git_merges_two_editors_records(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(
            ["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True
        )

    git("init", "-b", "main")
    _add(tmp_path, POST, ONE)
    git("add", "-A")
    git("commit", "-m", "One")
    git("checkout", "-b", "other")
    _add(tmp_path, POST, OTHER)
    git("commit", "-am", "Other")
    git("checkout", "main")
    third = replace(ONE, text="third")
    _add(tmp_path, POST, third)
    git("commit", "-am", "Third")
    git("merge", "other")
    assert {one.text for one in load_records(tmp_path, POST).accepted} == {
        ONE.text,
        OTHER.text,
        "third",
    }


def test_records_and_sources_follow_a_renamed_post(tmp_path: Path) -> None:
    text = store_source(tmp_path, POST, Source("wire.txt", "The ferry is late."))
    attached = Attachment("wire.txt", text)
    update_records(tmp_path, POST, lambda records: replace(records, attached=(attached,)))
    move_records(tmp_path, POST, "features/late-ferry.md")
    records = load_records(tmp_path, "features/late-ferry.md")
    assert load_sources(tmp_path, records) == (Source("wire.txt", "The ferry is late."),)
    assert load_records(tmp_path, POST) == Records()


def test_records_and_sources_follow_a_renamed_folder(tmp_path: Path) -> None:
    text = store_source(tmp_path, POST, Source("wire.txt", "The ferry is late."))
    attached = Attachment("wire.txt", text)
    update_records(tmp_path, POST, lambda records: replace(records, attached=(attached,)))
    move_records(tmp_path, "news", "reports")
    records = load_records(tmp_path, "reports/ferry.md")
    assert [source.text for source in load_sources(tmp_path, records)] == ["The ferry is late."]


def test_a_move_never_writes_over_what_is_kept_already(tmp_path: Path) -> None:
    _add(tmp_path, POST, ONE)
    _add(tmp_path, "b.md", OTHER)
    move_records(tmp_path, POST, "b.md")
    assert load_records(tmp_path, "b.md").accepted == (OTHER,)
    assert load_records(tmp_path, POST).accepted == (ONE,)


def test_sources_of_one_name_do_not_replace_each_other(tmp_path: Path) -> None:
    first = store_source(tmp_path, POST, Source("wire.txt", "one"))
    second = store_source(tmp_path, POST, Source("wire.txt", "two"))
    records = Records(attached=(Attachment("wire.txt", first), Attachment("wire 2", second)))
    assert [source.text for source in load_sources(tmp_path, records)] == ["one", "two"]
    remove_source(tmp_path, records.attached[0])
    assert [source.text for source in load_sources(tmp_path, records)] == ["two"]


@pytest.mark.parametrize("name", ["../../evil", "a/b:c*?.txt", "..", "x" * 300, "con\n.txt", ""])
def test_names_of_sources_stay_in_their_folder(tmp_path: Path, name: str) -> None:
    path = tmp_path / store_source(tmp_path, POST, Source(name, "words"))
    assert path.parent == tmp_path / ".copydesk" / "sources" / "news" / "ferry.md"
    assert path.read_text("utf-8") == "words"


def test_a_record_can_not_reach_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    outside = Attachment("wire", ".copydesk/../secret.txt")
    assert load_sources(tmp_path, Records(attached=(outside,))) == ()
    remove_source(tmp_path, outside)
    assert (tmp_path / "secret.txt").exists()


def test_what_can_not_be_written_is_said_and_leaves_the_old(tmp_path: Path) -> None:
    (tmp_path / ".copydesk").write_text("a file where the folder should be", "utf-8")
    with pytest.raises(StorageError):
        _add(tmp_path, POST, ONE)
    assert (tmp_path / ".copydesk").read_text("utf-8") == "a file where the folder should be"


def test_the_newest_of_two_statuses_counts() -> None:
    older = write_records(Records(status="review", status_when="2026-11-20T09:00:00Z"))
    newer = write_records(Records(status="ready", status_when="2026-11-21T09:00:00Z"))
    assert read_records(newer + older).status == read_records(older + newer).status == "ready"


def test_bytes_that_are_no_text_can_be_let_stand(tmp_path: Path) -> None:
    odd = replace(ONE, text="caf\udce9", before="\u2028\x85")
    _add(tmp_path, POST, odd)
    assert load_records(tmp_path, POST).accepted == (odd,)


@pytest.mark.parametrize("text", ["a\0b", ".copydesk/sources/\ud800", "x" * 5_000, "/loop/x"])
def test_a_record_of_what_is_no_path_is_passed_over(tmp_path: Path, text: str) -> None:
    (tmp_path / ".copydesk").mkdir()
    with contextlib.suppress(OSError):  # where links can't be made
        (tmp_path / "loop").symlink_to("loop")
    odd = Attachment("wire", text.replace("/loop", "loop"))
    good = Attachment("call", store_source(tmp_path, POST, Source("call", "words")))
    found = load_sources(tmp_path, Records(attached=(odd, good)))
    assert [one.name for one in found] == ["call"]
    remove_source(tmp_path, odd)


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    _add(tmp_path, POST, ONE)
    with pytest.raises(StorageError, match="too long"):
        move_records(tmp_path, POST, f"news/{'n' * 251}.md")
    assert load_records(tmp_path, POST).accepted == (ONE,)
