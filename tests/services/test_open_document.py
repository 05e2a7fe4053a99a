"""One text, one undo history."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.posts.encoding import TextFormat, decode
from copydesk.core.text.edits import TextEdit, apply_edits
from copydesk.services.open_document import DiskState, DiskVersion, OpenDocument, TextChange


def document(text: str = "The weir.\n") -> OpenDocument:
    decoded = decode(text.encode("utf-8", "surrogatepass"))
    return OpenDocument(None, text, decoded.text_format, "digest")


def type_keys(doc: OpenDocument, keys: str, at: int = 0) -> None:
    for offset, key in enumerate(keys):
        doc.apply([TextEdit(at + offset, at + offset, key)], "Typing", merge="typing")


def test_opening_is_not_changing(qapp: object) -> None:
    doc = document()
    assert not doc.modified
    assert not doc.can_undo
    assert doc.revision == 0


def test_a_word_typed_is_one_step_of_undo(qapp: object) -> None:
    doc = document("")
    type_keys(doc, "two words")
    doc.undo()
    assert doc.text == "two "
    doc.undo()
    assert doc.text == ""
    doc.redo()
    doc.redo()
    assert doc.text == "two words"


def test_typing_elsewhere_is_a_step_of_its_own(qapp: object) -> None:
    doc = document("ab")
    type_keys(doc, "x", 0)
    type_keys(doc, "y", 3)
    doc.undo()
    assert doc.text == "xab"


def test_backspaces_are_one_step_and_typing_after_them_another(qapp: object) -> None:
    doc = document("word")
    for end in (4, 3, 2):
        doc.apply([TextEdit(end - 1, end, "")], "Typing", merge="typing")
    type_keys(doc, "x", 1)
    doc.undo()
    assert doc.text == "w"
    doc.undo()
    assert doc.text == "word"


def test_a_moved_cursor_begins_a_new_step(qapp: object) -> None:
    doc = document("")
    type_keys(doc, "a")
    doc.break_undo()
    type_keys(doc, "b", 1)
    doc.undo()
    assert doc.text == "a"


def test_an_edit_that_changes_nothing_is_no_step(qapp: object) -> None:
    doc = document("same")
    doc.apply([TextEdit(0, 4, "same")], "Nothing")
    assert not doc.can_undo
    assert doc.revision == 0


def test_undoing_to_the_saved_text_is_clean_again(qapp: object) -> None:
    doc = document()
    told: list[bool] = []
    doc.modified_changed.connect(told.append)
    type_keys(doc, "x")
    doc.undo()
    assert told == [True, False]


def test_undo_goes_past_a_save(qapp: object) -> None:
    doc = document("a")
    type_keys(doc, "b", 1)
    doc.mark_saved(DiskVersion(doc.text, doc.text_format, "other"))
    doc.undo()
    assert doc.text == "a"
    assert doc.modified


def test_a_deleted_file_makes_the_text_unsaved(qapp: object) -> None:
    doc = document()
    doc.note_deleted()
    assert doc.modified
    assert doc.disk_state is DiskState.DELETED


def test_the_frontmatter_is_read_once_a_revision(qapp: object) -> None:
    doc = document("---\ntitle: A\n---\n")
    first = doc.frontmatter
    assert doc.frontmatter is first
    type_keys(doc, "B", 12)
    assert doc.frontmatter.data == {"title": "AB"}


edit_scripts = st.lists(
    st.tuples(
        st.integers(0, 60), st.integers(0, 8), st.text(max_size=6), st.sampled_from(["", "typing"])
    ),
    max_size=25,
)


@given(st.text(max_size=50), edit_scripts)
def test_undo_brings_back_the_first_text_and_redo_the_last(
    text: str, script: list[tuple[int, int, str, str]]
) -> None:
    doc = document(text)
    seen = text

    def follow(change: TextChange) -> None:
        nonlocal seen
        assert change.before == seen
        seen = apply_edits(seen, change.edits)

    doc.changed.connect(follow)
    for start, length, new, merge in script:
        start = min(start, len(doc.text))
        edit = TextEdit(start, min(start + length, len(doc.text)), new)
        doc.apply([edit], "Edit", merge=merge)
    last = doc.text
    assert seen == last
    while doc.can_undo:
        doc.undo()
    assert doc.text == text == seen
    assert not doc.modified
    while doc.can_redo:
        doc.redo()
    assert doc.text == last == seen


def test_another_format_is_one_step_of_undo(qapp: object) -> None:
    before, after = TextFormat("utf-16-le", bom=True), TextFormat()
    doc = OpenDocument(None, "words", before, "0" * 32)
    doc.set_format(after, "Save as UTF-8")
    assert (doc.modified, doc.text_format) == (True, after)
    doc.undo()
    assert (doc.modified, doc.text_format) == (False, before)
    doc.redo()
    doc.mark_saved(DiskVersion("words", after, "1" * 32))
    assert (doc.modified, doc.text_format) == (False, after)


def test_a_format_chosen_during_a_save_is_not_lost(qapp: object) -> None:
    doc = OpenDocument(None, "words", TextFormat(), "0" * 32)
    doc.set_format(TextFormat(bom=True), "Write a mark")
    doc.mark_saved(DiskVersion("words", TextFormat(), "1" * 32))
    assert doc.text_format.bom
    assert doc.modified


def test_a_merge_is_one_step_and_leaves_the_text_unsaved(qapp: object) -> None:
    doc = OpenDocument(None, "a\nb\n", TextFormat(), "0" * 32)
    doc.apply([TextEdit(0, 1, "A")], "Typing", merge="typing")
    theirs = DiskVersion("a\nB\n", TextFormat(), "1" * 32)
    doc.note_conflict(theirs)
    doc.take_merge([TextEdit(2, 3, "B")], theirs, "Merge")
    assert (doc.text, doc.modified) == ("A\nB\n", True)
    assert (doc.disk_state, doc.base) == (DiskState.SAME, theirs)
    doc.undo()
    assert doc.text == "A\nb\n"
    doc.undo()
    assert doc.text == "a\nb\n"
