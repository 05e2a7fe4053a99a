"""Two versions of a post, read as one marked-up text; what differs can be brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaMethod, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from copydesk.core.posts.compare import compare_posts
from copydesk.ui.compare.compare_head import CompareHead
from copydesk.ui.compare.compare_text import CompareText
from copydesk.ui.compare.drawing import FIELD, LINE_ENDS, PASSAGE
from copydesk.ui.compare.sentences import NOTHING_OLDER, SAME, difference_sentence
from copydesk.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copydesk.core.posts.compare import PostComparison
    from copydesk.core.text.edits import TextEdit
    from copydesk.ui.compare.drawing import Item
    from copydesk.ui.theme.theme import Theme

# Longer texts, in characters of both, are not compared on the window's thread.
_LONGEST_HERE = 50_000
# Narrower than this, two columns of text can't be read.
_WIDE_PX = 820


class CompareView(QWidget):
    """Fields as a table, below them the prose with what was removed and what was added.

    F7 and Shift+F7 go from difference to difference; Space chooses the one gone to.

    Signals:
        choice_changed: Another set of differences is to be brought back.
        comparison_wanted (str, str): Both texts are too long to be compared here: whoever owns the
            view runs `compare_posts` on a task and calls `show_comparison`. `Comparing` does.
        rendered_wanted (str, str): The rendered comparison of old and new is to be seen;
            `Comparing` answers with `set_rendered_pane`.
        rendered_stepped (int): One difference on, or back, is asked for on the rendered page.
        action_wanted (Item): What the button beside a difference says is to be done.
    """

    choice_changed = Signal()
    comparison_wanted = Signal(object, object)
    rendered_wanted = Signal(object, object)
    rendered_stepped = Signal(int)
    action_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compareView")
        self._theme = theme
        self._texts = ("", "")
        self._titles = ("", "")
        self._comparison: PostComparison | None = None
        self._selectable = self._stay = False
        self._action = ""
        self._pane: QWidget | None = None
        self._pane_is_due = False
        self.head = CompareHead(theme)
        self.text = CompareText(theme)
        self.message = named(QLabel(), "compareMessage")
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setMargin(40)
        # What had the keyboard on a page that goes would leave it with the window behind.
        self.message.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.message)
        self._stack.addWidget(self.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        self.text.choice_changed.connect(self._note_choice)
        self.text.current_changed.connect(self._note_current)
        self.text.action_wanted.connect(self.action_wanted)
        self.head.rendered_chosen.connect(self._show_page)
        self.head.beside_chosen.connect(self._set_beside)
        self.head.stepped.connect(self.step)
        self.head.all_chosen.connect(self.choose_all)
        for keys, by in (("F7", 1), ("Shift+F7", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.next_difference if by > 0 else self.previous_difference)
        self.clear()

    # ---- What is compared -----------------------------------------------------------------------

    def show_texts(
        self,
        old: str,
        new: str,
        old_title: str,
        new_title: str,
        *,
        selectable: bool = False,
        action: str = "",
        stay: bool = False,
    ) -> None:
        """Compares and shows two texts; long ones are asked for by `comparison_wanted`.

        Args:
            old: The earlier text: what only it holds is shown as removed.
            new: The later one: what only it holds is shown as added.
            old_title: What the earlier one is: “12 May, 09:41”; "" where there is none.
            new_title: What the later one is: “Now”.
            selectable: Whether each difference has a “Bring back”.
            action: What a button beside each difference says instead: `action_wanted` tells of it.
            stay: Whether these are the same texts after a change: the place in them is kept.
        """
        self._texts, self._titles = (old, new), (old_title, new_title)
        self._selectable, self._action, self._stay = selectable, action, stay
        self._comparison = None
        self._pane_is_due = True
        self.text.setAccessibleName(
            f"{old_title} compared with {new_title}" if old_title else new_title
        )
        asked = QMetaMethod.fromSignal(self.comparison_wanted)
        if len(old) + len(new) <= _LONGEST_HERE or not self.isSignalConnected(asked):
            self.show_comparison(compare_posts(old, new))
            return
        self._say("Comparing…")
        self.comparison_wanted.emit(old, new)

    def show_comparison(self, comparison: PostComparison) -> None:
        """Shows what `comparison_wanted` asked for; one of other texts is left aside."""
        if (comparison.old, comparison.new) != self._texts:
            return
        self._comparison = comparison
        if comparison.same:
            self._say(SAME)
            return
        can_render = QMetaMethod.fromSignal(self.rendered_wanted)
        self.head.show_difference(
            difference_sentence(comparison) if self._titles[0] else NOTHING_OLDER,
            *self._titles,
            selectable=self._selectable,
            renderable=self.isSignalConnected(can_render),
        )
        self.text.show_comparison(
            comparison, selectable=self._selectable, action=self._action, stay=self._stay
        )
        self._show_page()
        self.choice_changed.emit()

    def clear(self, sentence: str = "") -> None:
        """Shows nothing, or a sentence."""
        self._texts, self._comparison = ("", ""), None
        self._say(sentence)
        self.choice_changed.emit()

    @property
    def comparison(self) -> PostComparison | None:
        """What is shown."""
        return self._comparison

    def set_rendered_pane(self, pane: QWidget) -> None:
        """Gives the page on which the rendered comparison is shown."""
        self._pane = pane
        self._stack.addWidget(pane)
        self._show_page()

    def _say(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.setAccessibleName(sentence)
        self._turn_to(self.message)
        if self.head.isAncestorOf(self.window().focusWidget()):
            self.message.setFocus()
        self.head.hide()

    def _turn_to(self, page: QWidget) -> None:
        """Shows a page, which takes the keyboard from the one before."""
        before, focus = self._stack.currentWidget(), self.window().focusWidget()
        had_focus = before is not None and (before is focus or before.isAncestorOf(focus))
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        if had_focus:
            page.setFocus()

    # ---- Choosing -------------------------------------------------------------------------------

    def chosen_edits(self) -> tuple[TextEdit, ...]:
        """The edits of `new` that bring back what is chosen; positions are those of `new`."""
        if self._comparison is None:
            return ()
        return self.edits_of(self.text.chosen)

    def edits_of(self, items: Iterable[Item], *, forward: bool = False) -> tuple[TextEdit, ...]:
        """The edits of `new` that bring the old back in some differences.

        Args:
            items: The differences.
            forward: Gives those of `old` that bring the new in, instead.
        """
        if self._comparison is None:
            return ()
        items = list(items)
        make = self._comparison.forward_edits if forward else self._comparison.edits
        return make(
            [item.number for item in items if item.kind == FIELD],
            [item.number for item in items if item.kind == PASSAGE],
            line_ends=any(item.kind == LINE_ENDS for item in items),
        )

    def text_of(self, item: Item) -> str:
        """What the new text has in a difference, or the old one where the new has nothing."""
        found = self._comparison
        if found is None or item.kind == LINE_ENDS:
            return ""
        if item.kind == FIELD:
            field = found.fields[item.number]
            return field.new_text or field.old_text or ""
        piece = found.pieces[item.number]
        return piece.new_span.of(found.new) or piece.old_span.of(found.old)

    @Slot(bool)
    def choose_all(self, chosen: bool) -> None:
        """Chooses every difference, or none."""
        self.text.choose_all(chosen)

    @Slot()
    def _note_choice(self) -> None:
        self.head.show_choice(len(self.text.chosen), len(self.text.items))
        self.choice_changed.emit()

    # ---- From difference to difference ----------------------------------------------------------

    @Slot()
    def next_difference(self) -> None:
        """Goes to the next one; after the last to the first."""
        self.step(1)

    @Slot()
    def previous_difference(self) -> None:
        """Goes to the one before; before the first to the last."""
        self.step(-1)

    @Slot(int)
    def step(self, by: int) -> None:
        """Goes so many differences on, or back."""
        if self._stack.currentWidget() is self.text:
            self.text.step(by)
        elif self._pane is not None and self._stack.currentWidget() is self._pane:
            self.rendered_stepped.emit(by)

    @Slot(int)
    def _note_current(self, number: int) -> None:
        count = len(self.text.items)
        self.head.show_place(number + 1, count)
        name = self.text.places[number].name
        self.text.setAccessibleDescription(f"Difference {number + 1} of {count}: {name}")

    # ---- How it is shown ------------------------------------------------------------------------

    @Slot()
    def _show_page(self) -> None:
        if self._comparison is None or self._comparison.same:
            return
        rendered = self.head.is_rendered
        if rendered and self._pane_is_due:
            self._pane_is_due = False
            self.rendered_wanted.emit(*self._texts)
        page = self._pane if rendered and self._pane is not None else self.text
        self._turn_to(page)
        self._set_beside()

    @Slot()
    def _set_beside(self) -> None:
        wide = self.width() >= _WIDE_PX
        self.head.offer_beside(wide and not self.head.is_rendered)
        self.text.set_side_by_side(wide and self.head.is_beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns only where there is room for them."""
        super().resizeEvent(event)
        self._set_beside()
