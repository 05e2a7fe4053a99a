"""The editor of a post's address on the site: its slug."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QLabel

from copydesk.core.site.slug import slug_from, slugify
from copydesk.core.site.validate import value_trouble
from copydesk.services.notifier import Choice, Question
from copydesk.ui.details.editors.base import Shown, Surroundings, Wish
from copydesk.ui.details.editors.boxed import BoxedEditor
from copydesk.ui.details.editors.text import shown_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from copydesk.core.site.field import Field

_WARNING = "Links to the old address will break."


class SlugEditor(BoxedEditor):
    """An address that follows the title until somebody writes it, or readers have it.

    Signals are those of `FieldEditor`. A slug that differs from what the title makes was written
    by hand, and is left alone.
    """

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        # What the title made of it when it was last looked at; None before that.
        self._made: str | None = None
        # What stood there when the post was opened, or was last published with.
        self._first: str | None = None
        self._make = self.add_button("refresh-cw", self._make_words, self.make_from_title)
        self._warning = QLabel(_WARNING, self)
        self._warning.setObjectName("field_warning")
        self._warning.setWordWrap(True)
        self._warning.hide()
        self._column.addWidget(self._warning)
        self._input.textEdited.connect(self._wish)
        self._input.menu_opened.disconnect(self.menu_opened)
        self._input.menu_opened.connect(self._extend_menu)
        self._follow_soon = QTimer(self)
        self._follow_soon.setSingleShot(True)
        self._follow_soon.setInterval(0)
        self._follow_soon.timeout.connect(self._follow)
        if surroundings.values_changed is not None:
            surroundings.values_changed.connect(self._note_values)

    @property
    def _make_words(self) -> str:
        names = self.field.slug_from
        return "Make from title" if names in ((), ("title",)) else f"Make from {', '.join(names)}"

    def display(self, shown: Shown) -> None:
        """Puts a value on screen."""
        text = shown_text(shown)
        if self._first is None:
            self._first = text
            self._made = self._from_title()
        self._input.put(text)
        self._judge(text)

    def forget(self) -> None:
        """Makes the next value be shown, as that of another post."""
        super().forget()
        self._follow_soon.stop()
        self._first = self._made = None
        self._warning.hide()

    def _from_title(self) -> str:
        return slug_from(self.surroundings.data(), self.field.slug_from or ("title",))

    @Slot()
    def _note_values(self) -> None:
        """Follows an edit; what undo brings back or another program wrote is as it should be."""
        if self.surroundings.edited():
            # Not at once: a change of the title is still being told to others.
            self._follow_soon.start()
            return
        self._follow_soon.stop()
        if self._made is not None:
            self._made = self._from_title()

    @Slot()
    def _follow(self) -> None:
        """Keeps up with the title, as long as it is the title's and readers don't have it."""
        if self._made is None or self.shown is None:
            return
        before, self._made = self._made, self._from_title()
        if self._made == before or not self._made or self.read_only:
            return
        if not self.shown.present and not self.field.required:
            return  # a site that does without one
        text = shown_text(self.shown)
        if text not in ("", before) or self.surroundings.is_published():
            return
        self._input.put(self._made)
        self._judge(self._made)
        names = self.field.slug_from or ("title",)
        self.wished.emit(Wish(self._made, as_text=True, joins=names[-1]))

    @Slot()
    def make_from_title(self) -> None:
        """Makes it anew; where readers have the old address, only after asking."""
        made = self._from_title()
        old = self._input.text()
        if not made or made == old or self.read_only:
            return
        if old and self.surroundings.is_published() and not self._asked(old, made):
            return
        self._made = made
        self._input.put(made)
        self._input.setFocus()
        self._judge(made)
        self.wished.emit(Wish(made, as_text=True, typed=False))

    def _asked(self, old: str, made: str) -> bool:
        notifier = self.surroundings.notifier
        if notifier is None:
            return False
        question = Question(
            "Change the address of a published post?",
            f"It is “{old}” and would be “{made}”. {_WARNING}",
            (Choice("change", "Change the address"), Choice("keep", "Keep the old one")),
        )
        return notifier.ask(question) == "change"

    @Slot(str)
    def _wish(self, text: str) -> None:
        self._judge(text, later=True)
        self.note_emptied(text)
        self.wished.emit(Wish(text.strip(), as_text=True))

    def _judge(self, text: str, *, later: bool = False) -> None:
        self.complain(value_trouble(self.field, text), later=later)
        changed = bool(self._first) and text.strip() != self._first
        self._warning.setVisible(changed and self.surroundings.is_published())

    def settle(self) -> None:
        """The focus left: words with spaces become an address, as they must."""
        text = self._input.text()
        if not self.read_only and (" " in text.strip() or text != text.strip()):
            tidy = "/".join(slugify(part) for part in text.split("/") if part.strip())
            self._input.put(tidy)
            self._judge(tidy)
            self.wished.emit(Wish(tidy, as_text=True))
        super().settle()

    @Slot(object)
    def _extend_menu(self, menu: QMenu) -> None:
        if not self.read_only:
            menu.addSeparator()
            action = menu.addAction(self._make_words)
            action.setEnabled(bool(self._from_title()))
            action.triggered.connect(self.make_from_title)
        self.menu_opened.emit(menu)
