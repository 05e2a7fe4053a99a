"""What encoding an open post is read and written in: the editor has the last word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from copydesk.core.errors import EncodingError
from copydesk.core.posts.encoding import (
    TextFormat,
    UnencodableError,
    decode_as,
    encode,
)
from copydesk.core.posts.encoding_names import encoding_name
from copydesk.core.posts.encoding_preview import telling_line
from copydesk.services.notifier import Choice, NoticeAction, Question

if TYPE_CHECKING:
    from copydesk.services.notifier import Notifier
    from copydesk.services.open_document import OpenDocument

_NOT_NOW = Choice("cancel", "Not now")


class Encodings(QObject):
    """Asks about encodings before a save, and changes them.

    Signals:
        show_wanted (OpenDocument, int): The editor wants to see the character at this position.
        choice_wanted (OpenDocument): The editor wants to choose another encoding.
    """

    show_wanted = Signal(object, int)
    choice_wanted = Signal(object)

    def __init__(self, notifier: Notifier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notifier = notifier

    def bytes_of(self, document: OpenDocument) -> bytes | None:
        """What a save would write, once the editor has agreed to how; None for "not now".

        The post may be in another format after that: it asks about an encoding that is only the
        likeliest, and about characters that the encoding can't hold.
        """
        base = document.base
        changed = base is None or document.text != base.text
        if changed and document.text_format.guessed and not self._confirmed(document):
            return None
        try:
            return encode(document.text, document.text_format)
        except UnencodableError as error:
            return self._resolved(document, error)

    def _confirmed(self, document: OpenDocument) -> bool:
        name = encoding_name(document.text_format.encoding).full
        line = telling_line(document.base.text if document.base else document.text)
        example = f" Line {line[0] + 1}: “{line[1]}”." if line else ""
        answer = self._notifier.ask(
            Question(
                f"“{document.name}” is not in UTF-8. Does it read right?",
                f"It was read as {name}.{example}",
                (
                    Choice("right", "That’s right"),
                    Choice("utf-8", "Save as UTF-8"),
                    Choice("other", "Another encoding…"),
                    _NOT_NOW,
                ),
            )
        )
        if answer == "right":
            document.confirm_encoding()
        elif answer == "utf-8":
            self.convert(document, "utf-8")
        elif answer == "other":
            self.choice_wanted.emit(document)
        return not document.text_format.guessed

    def _resolved(self, document: OpenDocument, error: UnencodableError) -> bytes | None:
        """The bytes after the editor has chosen a way out, or None."""
        first = error.found[0]
        ways = [Choice("show", "Show it"), _NOT_NOW]
        detail = error.next_step
        if not any(one.is_half for one in error.found):
            ways.insert(0, Choice("utf-8", "Save as UTF-8"))
            detail = "UTF-8 holds every character. Nothing is saved until you choose."
        answer = self._notifier.ask(Question(error.sentence, detail, tuple(ways)))
        if answer == "show":
            self.show_wanted.emit(document, first.position)
        elif answer == "utf-8" and self.convert(document, "utf-8"):
            return encode(document.text, document.text_format)
        return None

    def convert(self, document: OpenDocument, encoding: str) -> bool:
        """Writes a post in another encoding from the next save on, as one undoable step.

        Returns:
            False where the encoding can't hold the text; the editor was told.
        """
        before = document.text_format
        wide = encoding.startswith(("utf-16", "utf-32"))
        text_format = TextFormat(encoding, bom=wide)
        try:
            encode(document.text, text_format)
        except UnencodableError as error:
            first = error.found[0]
            show = NoticeAction("Show it", lambda: self.show_wanted.emit(document, first.position))
            sentence, step = error.sentence, "Nothing was changed."
            if before.undecodable and first.is_half:
                sentence = (
                    f"Line {first.line + 1} holds a byte that is no text, "
                    f"which {encoding_name(encoding).name} can’t keep."
                )
                step = "Delete it first, or read the file in another encoding."
            self._notifier.warn(sentence, step, show)
            return False
        document.set_format(text_format, f"Save as {encoding_name(encoding).name}")
        if before.tail:
            self._notifier.info("The file’s last byte belongs to no character, and is left out.")
        return True

    def reread(self, document: OpenDocument, encoding: str) -> bool:
        """Takes the bytes of a post for another encoding's, as one undoable step.

        Edits stay: what was typed is written in the present encoding and read in the new one.

        Returns:
            False where that can't be done; the editor was told.
        """
        if document.text_format.encoding == encoding:
            document.confirm_encoding()
            return True
        if document.theirs is not None:
            self._notifier.warn(
                "Another program changed this post too.",
                "Choose in the bar above its text first, then read it in another encoding.",
            )
            return False
        base = document.base
        try:
            data = encode(document.text, document.text_format)
            decoded = decode_as(data, encoding)
            if base is not None:
                old = decode_as(encode(base.text, base.text_format), encoding)
                base = replace(base, text=old.text, text_format=old.text_format)
        except UnencodableError as error:
            self._notifier.warn(
                error.sentence,
                "What was typed can’t be read in another encoding: undo it first.",
            )
            return False
        except EncodingError as error:
            self._notifier.error(error)
            return False
        document.reread(decoded.text, base, decoded.text_format)
        return True
