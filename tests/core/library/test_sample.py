"""The sample newsroom becomes the editor's own, and their changes to it are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.library.sample import SAMPLE_NAME, Sample, sample_newsroom
from copydesk.core.library.scan import survey
from copydesk.core.resources import resource_path

if TYPE_CHECKING:
    from pathlib import Path


def test_it_is_copied_once_and_found_again(own_home: Path) -> None:
    documents = own_home / "Documents"
    documents.mkdir()
    mine = documents / SAMPLE_NAME
    assert sample_newsroom() == Sample(mine, is_new=True)
    posts = survey(mine).posts
    assert sorted(posts) == sorted(survey(resource_path("newsroom")).posts)
    (mine / posts[0]).write_text("Changed.", "utf-8")
    assert sample_newsroom() == Sample(mine, is_new=False)
    assert (mine / posts[0]).read_text("utf-8") == "Changed."


def test_a_fresh_one_stands_beside_the_others_and_is_the_one_found_then(tmp_path: Path) -> None:
    first = sample_newsroom(tmp_path)
    (first.folder / "mine.md").write_text("Mine.", "utf-8")
    second = sample_newsroom(tmp_path, afresh=True)
    assert second == Sample(tmp_path / f"{SAMPLE_NAME} 2", is_new=True)
    assert (first.folder / "mine.md").is_file()
    assert not (second.folder / "mine.md").exists()
    assert sample_newsroom(tmp_path) == Sample(second.folder, is_new=False)


def test_an_empty_folder_of_that_name_is_no_sample(tmp_path: Path) -> None:
    (tmp_path / SAMPLE_NAME).mkdir()
    assert sample_newsroom(tmp_path) == Sample(tmp_path / f"{SAMPLE_NAME} 2", is_new=True)
