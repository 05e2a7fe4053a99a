"""A merge brings in how the other program wrote the file, so that no byte of it is lost."""

from __future__ import annotations

from pathlib import Path

from copydesk.core.posts.encoding import TextFormat, decode, encode
from copydesk.core.posts.merge import merge_posts
from copydesk.core.storage.fingerprint import digest
from copydesk.services.open_document import DiskState, DiskVersion, OpenDocument
from tests.helpers.held_documents import type_in

LATIN = "Un café.\n\nDeux thés.\n\nTrois eaux.\n"


def version(data: bytes, known: TextFormat | None = None) -> DiskVersion:
    decoded = decode(data, known)
    return DiskVersion(decoded.text, decoded.text_format, digest(data))


def conflict(mine: bytes, theirs: bytes, known: TextFormat | None = None) -> OpenDocument:
    """A post with an edit at its end, whose file was written anew meanwhile."""
    base = version(mine, known)
    document = OpenDocument(Path("/weir.md"), base.text, base.text_format, base.digest)
    type_in(document, "\nMine.\n")
    document.note_conflict(version(theirs, known))
    return document


def merge(document: OpenDocument) -> None:
    assert document.base
    assert document.theirs
    merged = merge_posts(document.base.text, document.text, document.theirs.text)
    assert not merged.collisions
    document.take_merge(merged.edits, document.theirs, "Merge")


def test_their_conversion_to_utf8_comes_in_and_undo_takes_it_back(qapp: object) -> None:
    cp1252 = TextFormat("cp1252")
    theirs = LATIN.replace("Un café", "Žluťoučký café").encode()
    document = conflict(LATIN.encode("cp1252"), theirs, cp1252)
    merge(document)
    assert document.text_format == TextFormat()
    assert encode(document.text, document.text_format) == theirs + b"\nMine.\n"
    document.undo()
    assert document.text_format == cp1252
    assert (document.text, document.disk_state) == (LATIN + "\nMine.\n", DiskState.CHANGED)
    document.redo()
    assert document.text_format == TextFormat()
    assert document.disk_state is DiskState.SAME


def test_a_byte_that_is_no_text_is_kept_as_it_is(qapp: object) -> None:
    theirs = LATIN.encode().replace(b"Un ", b"Un \xff ")
    document = conflict(LATIN.encode(), theirs)
    merge(document)
    assert encode(document.text, document.text_format) == theirs + b"\nMine.\n"


def test_an_encoding_chosen_here_stays(qapp: object) -> None:
    document = conflict(LATIN.encode(), LATIN.replace("Un", "One").encode("utf-8-sig"))
    document.set_format(TextFormat("utf-16-le", bom=True), "Save as UTF-16")
    merge(document)
    assert document.text_format == TextFormat("utf-16-le", bom=True)


def test_an_encoding_that_cannot_hold_mine_stays_out(qapp: object) -> None:
    document = conflict(LATIN.encode(), LATIN.replace("Un", "One").encode("cp1252"))
    type_in(document, "Ж\n")
    merge(document)
    assert document.text_format == TextFormat()
    assert document.text.endswith("Ж\n")
    assert "One café" in document.text
