"""The editor of a reference to another post."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from copydesk.core.library.references import Referable
from copydesk.core.site.field import Reference
from copydesk.core.site.validate import value_trouble
from copydesk.ui.details.editors.base import (
    FieldEditor,
    Shown,
    Surroundings,
    Wish,
    plain,
)
from copydesk.ui.details.editors.pick_button import PickButton
from copydesk.ui.details.editors.post_picker import PostPicker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QContextMenuEvent

    from copydesk.core.site.field import Field

_ARROW_PX = 14
_HEIGHT_PX = 30
_OPENING = (Qt.Key.Key_Down, Qt.Key.Key_F4, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


def written_value(value: object) -> str:
    """What a reference says of its post, in whichever shape it stands."""
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("id", "slug", "value") if key in value), "")
    return plain(value)


def shaped(reference: Reference, written: str, before: object) -> object:
    """A reference to write: in the shape of the old one, else in the site's own."""
    if isinstance(before, Mapping):
        key = next((key for key in ("id", "slug", "value") if key in before), "id")
        return {**before, key: written}
    if reference.shape == "text" or isinstance(before, str):
        return written
    return {"collection": reference.collection, reference.shape: written}


class AnyReferenceEditor(FieldEditor):
    """What the editors of one and of several references have in common."""

    def __init__(self, field: Field, surroundings: Surroundings, parent: QWidget | None) -> None:
        super().__init__(field, surroundings, parent)
        self.read_only = False
        self._name = field.label
        self._picker: PostPicker | None = None
        self._button = PickButton(surroundings.theme, self)
        self._button.clicked.connect(self.open_picker)
        self._button.installEventFilter(self)
        if surroundings.references is not None:
            surroundings.references.changed.connect(self._look_again)

    @property
    def reference(self) -> Reference:
        """Which posts it can name."""
        return self.field.reference or Reference("")

    @property
    def main_input(self) -> QWidget:
        """What takes the focus and the label's name."""
        return self._button

    def set_name(self, name: str) -> None:
        """Names the button by the label and by what is chosen, which it only draws."""
        self._name = name
        self._button.setAccessibleName(f"{name}: {self._button.words}")

    def show_words(self, words: str, ink: str = "ink") -> None:
        """Shows other words on the button."""
        self._button.show_words(words, ink)
        self.set_name(self._name)

    @property
    def picker(self) -> PostPicker:
        """The list that drops down; made when it is first wanted."""
        if self._picker is None:
            self._picker = PostPicker(self._search, self.surroundings.theme, self)
            self._picker.picked.connect(self._take)
        return self._picker

    def post_of(self, value: object) -> Referable | None:
        """The post that a value names, if it is known."""
        references = self.surroundings.references
        written = written_value(value)
        return references.find(self.reference, written) if references and written else None

    def trouble(self, value: object) -> str:
        """What is wrong with one reference."""
        references = self.surroundings.references
        return references.trouble(self.reference, written_value(value)) if references else ""

    def _search(self, text: str, limit: int) -> Sequence[Referable]:
        references = self.surroundings.references
        return references.search(self.reference, text, limit) if references else []

    @Slot()
    def open_picker(self) -> None:
        """Opens the list of posts."""
        self.open_with("")

    @Slot(str)
    def open_with(self, text: str) -> None:
        """Opens the list of posts with something typed already."""
        if not self.read_only:
            self.picker.open_below(self._button, text)

    @Slot(object)
    def _take(self, post: Referable) -> None:
        raise NotImplementedError

    @Slot()
    def _look_again(self) -> None:
        if self.shown is not None:
            self.display(self.shown)
        if self._picker is not None:
            self._picker.refresh()

    def forget(self) -> None:
        """Makes the next value be shown; a list that is open belonged to another post."""
        super().forget()
        if self._picker is not None:
            self._picker.hide()

    def offer_opening(self, menu: QMenu, value: object) -> None:
        """Adds what leads to a value's post."""
        post, references = self.post_of(value), self.surroundings.references
        action = menu.addAction("Open this post")
        action.setEnabled(post is not None)
        if post is not None and references is not None:
            action.setData(post)
            action.triggered.connect(self._open_post)

    @Slot()
    def _open_post(self) -> None:
        post, references = self.sender().data(), self.surroundings.references  # type: ignore[attr-defined]  # a menu's action
        if references is not None and isinstance(post, Referable):
            references.open(post)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Opens the list by the keys that open lists, and by typing."""
        if (
            watched is self._button
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            other = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
            if event.modifiers() & other:
                return super().eventFilter(watched, event)
            if event.key() in _OPENING:
                self.open_picker()
                return True
            if event.text().isprintable() and event.text().strip():
                self.open_with(event.text())
                return True
        return super().eventFilter(watched, event)


class ReferenceEditor(AnyReferenceEditor):
    """One post, by its title. Delete takes it out."""

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._button)

    def display(self, shown: Shown) -> None:
        """Puts a value on screen."""
        written, post = written_value(shown.value), self.post_of(shown.value)
        if not written:
            self.show_words("Choose a post…" if not self.read_only else "", "faint")
        else:
            self.show_words(post.title if post else written)
        if post is not None:
            self._button.setToolTip(f"{post.title}\n{post.detail}")
        self.complain(value_trouble(self.field, shown.value) or self.trouble(shown.value))
        collection = self.reference.collection
        self.counted.emit(f"reference · {collection}" if collection else "reference")

    def set_read_only(self, read_only: bool) -> None:
        """Makes the value only readable."""
        self.read_only = self._button.read_only = read_only
        self._button.update()

    @Slot(object)
    def _take(self, post: Referable) -> None:
        before = self.shown.value if self.shown is not None else None
        value = shaped(self.reference, post.value, before if before not in (None, "") else None)
        self.show_words(post.title)
        self._button.setFocus()
        self.complain("")
        self.wished.emit(Wish(value, as_text=isinstance(value, str), typed=False))

    @Slot()
    def clear(self) -> None:
        """Takes the reference out; a field that must be there stays, empty."""
        if self.read_only or self.shown is None or not written_value(self.shown.value):
            return
        self.show_words("Choose a post…", "faint")
        if self.field.required or self.field.nullable:
            self.wished.emit(Wish(None, typed=False))
        else:
            self.wished.emit(Wish(action="remove", typed=False))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the reference out on Delete and Backspace."""
        if (
            watched is self._button
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        ):
            self.clear()
            return True
        return super().eventFilter(watched, event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Opens the menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(event.globalPos())

    def fill_menu(self, menu: QMenu) -> None:
        """Adds what can be done with the reference."""
        value = self.shown.value if self.shown is not None else None
        self.offer_opening(menu, value)
        clear = menu.addAction("Choose no post")
        clear.setEnabled(bool(written_value(value)) and not self.read_only)
        clear.triggered.connect(self.clear)
        self.menu_opened.emit(menu)
