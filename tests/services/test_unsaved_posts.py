"""What was not saved, beside what stands on disk now."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from copydesk.core.posts.encoding import TextFormat, decode
from copydesk.core.storage.journal_entry import JournalEntry
from copydesk.services.unsaved_posts import Stand, UnsavedPost, look_at_unsaved

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "---\ntitle: The weir at night\n---\n\nIt stood at 2.10 m.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "gazette" / "news" / "weir.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(TEXT.encode())
    return path


def entry(path: Path | None, text: str, **more: object) -> JournalEntry:
    name = path.name if path else "Untitled 2"
    return replace(JournalEntry("0" * 32, 1, path, name, text, TextFormat()), **more)  # type: ignore[arg-type]  # by name


def look(one: JournalEntry) -> UnsavedPost:
    (post,) = look_at_unsaved([one])
    return post


def test_words_against_the_file_as_it_is_now(path: Path) -> None:
    text = TEXT.replace("It stood", "The water stood")
    post = look(entry(path, text, root=path.parents[1]))
    assert (post.title, post.place, post.stand) == (
        "The weir at night", "gazette/news", Stand.DIFFERS
    )  # fmt: skip
    assert (post.words_added, post.words_removed) == (2, 1)
    assert post.on_disk == TEXT


def test_a_legacy_file_is_read_as_the_post_was(path: Path) -> None:
    data = "Größe: 2 m, très étroit\n".encode("cp1252")
    path.write_bytes(data)
    known = decode(data)
    post = look(entry(path, known.text + "Mehr Wörter\n", text_format=known.text_format))
    assert post.on_disk == known.text
    assert (post.words_added, post.words_removed) == (2, 0)


def test_a_file_that_is_not_there(path: Path, tmp_path: Path) -> None:
    path.unlink()
    assert look(entry(path, TEXT)).stand is Stand.GONE
    path.parent.rmdir()
    assert look(entry(path, TEXT)).stand is Stand.GONE
    folder = tmp_path / "gazette"
    assert look(entry(folder, TEXT)).stand is Stand.UNREADABLE
    assert look(entry(path, TEXT)).place == str(path.parent)


def test_a_post_that_never_had_a_file() -> None:
    post = look(entry(None, "# Ferry fog\n\nNone.\n"))
    assert (post.title, post.place, post.stand) == ("Ferry fog", "Untitled 2", Stand.NEVER_SAVED)
    assert look(entry(None, "no heading")).title
    assert look(entry(None, "")).stand is Stand.NEVER_SAVED


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_file_does_not_hold_it_up(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    assert look(entry(pipe, "\ud800 odd \0 text")).stand is Stand.UNREADABLE
