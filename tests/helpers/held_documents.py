"""Documents whose disk work happens step by step, as a test says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.text.edits import TextEdit

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.services.documents import Documents
    from copydesk.services.open_document import OpenDocument
    from tests.helpers.held_tasks import HeldTasks

POST = "---\ntitle: Weir repairs\n---\nThe weir closes on Monday.\n"


def opened(documents: Documents, tasks: HeldTasks, path: Path) -> OpenDocument:
    """Opens a file and finishes all work."""
    found: list[OpenDocument] = []
    documents.open(path, found.append)
    tasks.finish()
    return found[0]


def type_in(document: OpenDocument, text: str) -> None:
    """Types at the end of the text."""
    end = len(document.text)
    document.apply([TextEdit(end, end, text)], "Typing", merge="typing")


def names(documents: Documents) -> list[str]:
    """The file names of what is open."""
    return [document.path.name for document in documents if document.path]
