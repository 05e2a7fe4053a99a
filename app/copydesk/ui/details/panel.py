"""The Details panel: the fields of the post that is in front."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from copydesk.core.library.first_values import TITLE_KEYS
from copydesk.core.posts.metadata import PostStatus, read_metadata
from copydesk.core.review.suggestions.fields import accepted_data
from copydesk.core.site.infer import SOURCE, field_for_key
from copydesk.core.site.misread import misread_values
from copydesk.core.site.schema.facts import EVERY
from copydesk.core.site.validate import check_fields
from copydesk.ui.details.editors.base import Surroundings, Wish
from copydesk.ui.details.form import Form
from copydesk.ui.details.pages import EmptyPage, NoFieldsPage, ProblemPage
from copydesk.ui.details.shown import MOST_ROWS, plan_rows
from copydesk.ui.details.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from PySide6.QtGui import QFocusEvent

    from copydesk.core.posts.frontmatter import Frontmatter
    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.posts.problems import Problem
    from copydesk.core.site.field import Field
    from copydesk.services.assets import Assets
    from copydesk.services.fields import Fields
    from copydesk.services.notifier import Notifier
    from copydesk.services.open_document import DiskVersion, OpenDocument, TextChange
    from copydesk.services.references import References
    from copydesk.services.thumbnails import Thumbnails
    from copydesk.ui.details.editors.labelled_row import LabelledRow
    from copydesk.ui.details.field_row import FieldRow
    from copydesk.ui.theme.theme import Theme

# A block that is being typed is malformed at every second key; the form waits this long for the
# typing to get to its end before it steps aside.
_STEP_ASIDE_AFTER_MS = 600


class DetailsPanel(QWidget):
    """A form that is one more view of the document: it shows its text and edits its text.

    Signals:
        show_in_editor_requested (int): Put the editor's cursor at this position and show it.
        values_changed: The post's fields are others now, or another post's.
    """

    show_in_editor_requested = Signal(int)
    values_changed = Signal()

    def __init__(
        self,
        fields: Fields,
        theme: Theme,
        thumbnails: Thumbnails | None = None,
        parent: QWidget | None = None,
        *,
        references: References | None = None,
        assets: Assets | None = None,
        notifier: Notifier | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("details_panel")
        self._fields = fields
        self._document: OpenDocument | None = None
        self._frontmatter: Frontmatter | None = None
        self._base: DiskVersion | None = None
        self._writer = Writer(self)
        self._writing: FieldRow | None = None
        self._scrolled_to: LabelledRow | None = None
        self._new_posts: set[Path] = set()
        # Whether the rows still show another post.
        self._fresh = True
        self._edited = False
        surroundings = Surroundings(
            theme,
            self._completions,
            thumbnails,
            self._path,
            self._data,
            self.values_changed,
            self._is_published,
            references,
            assets,
            notifier,
            self._was_edited,
        )
        self.form = Form(surroundings)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("details_scroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.form)
        self.empty_page, self.no_fields_page = EmptyPage(self), NoFieldsPage(self)
        self.problem_page = ProblemPage(self)
        self._pages = QStackedWidget(self)
        for page in (self.empty_page, self._scroll, self.no_fields_page, self.problem_page):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_STEP_ASIDE_AFTER_MS)
        self._patience.timeout.connect(self._step_aside)
        self.setMinimumWidth(260)
        self._connect()

    def _connect(self) -> None:
        self._fields.fields_changed.connect(self._refresh)
        self.form.row_added.connect(self._connect_row)
        self.form.show_requested.connect(self._show_fields)
        self.form.grown.connect(self._keep_in_view)
        self.form.add_opened.connect(self.open_add_field)
        self.form.add_field.field_requested.connect(self._add)
        self.form.undo_router.undo_requested.connect(self._undo)
        self.form.undo_router.redo_requested.connect(self._redo)
        self.form.troubles.field_requested.connect(self.focus_field)
        self.form.warnings.mend_requested.connect(self._mend)
        self.form.warnings.show_requested.connect(self.show_in_editor_requested)
        self.problem_page.problems.mend_requested.connect(self._mend)
        self.problem_page.problems.show_requested.connect(self.show_in_editor_requested)
        self.no_fields_page.title_requested.connect(self._add_title)

    @property
    def document(self) -> OpenDocument | None:
        """The post whose fields are shown."""
        return self._document

    def set_document(self, document: OpenDocument | None) -> None:
        """Shows another post, or none."""
        if document is self._document:
            return
        if self._document is not None:
            self._document.changed.disconnect(self._note_change)
            self._document.modified_changed.disconnect(self._note_saved)
            self._document.path_changed.disconnect(self._refresh)
        self._document = self._writer.document = document
        self._frontmatter = None
        self._edited = False
        self._forget_rows()
        self._scroll.verticalScrollBar().setValue(0)
        self._base = document.base if document else None
        self.form.set_patient(document is not None and document.path in self._new_posts)
        if document is not None:
            document.changed.connect(self._note_change)
            document.modified_changed.connect(self._note_saved)
            document.path_changed.connect(self._refresh)
        self._refresh()

    @Slot(object)
    def note_created(self, path: Path) -> None:
        """A post just made: it is given time to be filled in, until it is first saved."""
        self._new_posts.add(path)
        self.form.set_patient(self._path() in self._new_posts)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Passes the focus on to the first thing that can be worked with."""
        super().focusInEvent(event)
        page = self._pages.currentWidget()
        first = self.form.first_input() if page is self._scroll else None
        if first is None and page is not None:
            first = next((one for one in page.findChildren(QPushButton) if one.isVisible()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> None:
        """Takes what is half typed: the post is about to be saved or closed."""
        self.form.settle()

    @Slot(object)
    def focus_field(self, key: str | FieldPath) -> bool:
        """Puts the cursor into a field, or a part of one; False when it is not in the form."""
        path = (key,) if isinstance(key, str) else key
        field = self.form.row(str(path[0]))
        if field is None or self._pages.currentWidget() is not self._scroll:
            return False
        row = field.reach(path[1:])
        row.main_input.setFocus()
        self._scrolled_to = row
        self._keep_in_view()
        return True

    @Slot()
    def _keep_in_view(self) -> None:
        """Scrolls to the field that was gone to, as long as rows above it still come in."""
        row = self._scrolled_to
        if row is not None and row.isAncestorOf(self.focusWidget()):
            self.form.layout().activate()  # type: ignore[union-attr]  # it has one
            self._scroll.ensureWidgetVisible(row)
        if self.form.complete:
            self._scrolled_to = None

    def focus_title(self) -> bool:
        """Puts the cursor behind the title's last word; False where the post has no title."""
        if not any(self.focus_field(key) for key in TITLE_KEYS):
            return False
        entry = self.focusWidget()
        if isinstance(entry, QPlainTextEdit):
            entry.moveCursor(QTextCursor.MoveOperation.End)
        elif isinstance(entry, QLineEdit):
            entry.end(False)
        return True

    @Slot()
    def open_add_field(self) -> None:
        """Asks which field to add."""
        document = self._document
        if document is None:
            return
        self._pages.setCurrentWidget(self._scroll)
        present = document.frontmatter.data
        known = self._fields.fields_for(document.path, present)
        self.form.open_add([one for one in known if one.name not in present and not one.hidden])
        # Once it has its place.
        QTimer.singleShot(0, self, self._reveal_add)

    @Slot()
    def _reveal_add(self) -> None:
        self._scroll.ensureWidgetVisible(self.form.add_field, 0, 14)

    # Showing ----------------------------------------------------------------------------------

    def _path(self) -> Path | None:
        return self._document.path if self._document else None

    def _data(self) -> Mapping[str, object]:
        return self._document.frontmatter.data if self._document else {}

    def _is_published(self) -> bool:
        """Whether readers have the post, as far as its own fields and its file tell."""
        path = self._path()
        if path is None or path in self._new_posts:
            return False
        return read_metadata(self._data(), "", path.name).status is PostStatus.PUBLISHED

    def _was_edited(self) -> bool:
        """Whether the values are what they are by an edit, not by undo or from disk."""
        return self._edited

    def _completions(self, key: str) -> list[str]:
        return self._fields.completions(self._path(), key)

    @Slot(object)
    def _note_change(self, change: TextChange) -> None:
        document = self._document
        if document is None:
            return
        self._edited = change.origin is not None
        frontmatter = document.frontmatter
        # The reader gives the very same object for an unchanged block, whatever the body does.
        if frontmatter is not self._frontmatter and frontmatter != self._frontmatter:
            self._show(frontmatter)

    @Slot(bool)
    def _note_saved(self, modified: bool) -> None:
        document = self._document
        if document is None or modified or document.base is self._base:
            return  # undone back to what is on disk, not saved
        self._base = document.base
        if document.path is not None:
            self._new_posts.discard(document.path)
        self.form.set_patient(False)
        frontmatter = document.frontmatter
        self._tell_troubles(frontmatter, self._fields.fields_for(document.path, frontmatter.data))

    @Slot()
    def _refresh(self) -> None:
        self._patience.stop()
        if self._document is None:
            self._pages.setCurrentWidget(self.empty_page)
            return
        self._show(self._document.frontmatter, at_once=True)

    def _show(self, frontmatter: Frontmatter, *, at_once: bool = False) -> None:
        self._frontmatter = frontmatter
        fatal = [problem for problem in frontmatter.problems if problem.fatal]
        if fatal:
            self.problem_page.problems.show_problems(fatal)
            if at_once or self._pages.currentWidget() is not self._scroll:
                self._step_aside()
            else:
                self._patience.start()
            return
        self._patience.stop()
        if frontmatter.format is None and not self._adding:
            self._forget_rows()
            self._pages.setCurrentWidget(self.no_fields_page)
            return
        self._show_form(frontmatter)

    def _forget_rows(self) -> None:
        """What stands half-typed in the form belongs to another post."""
        self.form.forget()
        self._fresh = True

    @property
    def _adding(self) -> bool:
        return not self.form.add_field.isHidden()

    def _show_form(self, frontmatter: Frontmatter) -> None:
        document = self._document
        if document is None:
            return
        fields = self._fields.fields_for(document.path, frontmatter.data)
        present = {} if self._fresh else self.form.plans()
        self._fresh = False
        plans = plan_rows(frontmatter, fields, present)
        self.form.heading.setText(self._heading(frontmatter, bool(fields)))
        self.form.heading.setToolTip("\n".join(self._fields.notes))
        misread = misread_values(document.text, frontmatter, fields)
        self.form.warnings.show_problems((*frontmatter.problems, *misread))
        self._tell_troubles(frontmatter, fields)
        rest = len(frontmatter.data) - len(plans) if len(plans) >= MOST_ROWS else 0
        self.form.show_rows(plans, written=self._writing, rest=rest)
        self._pages.setCurrentWidget(self._scroll)
        self.values_changed.emit()

    def _tell_troubles(self, frontmatter: Frontmatter, fields: Sequence[Field]) -> None:
        """Gathers what breaks the site's schema; a new post is first given time to be filled in."""
        rules = [field for field in fields if field.in_schema]
        new = self._path() in self._new_posts
        data = accepted_data(frontmatter.data)
        self.form.troubles.show_troubles(() if new else check_fields(data, rules))

    def _heading(self, frontmatter: Frontmatter, learned: bool) -> str:
        kind = (frontmatter.format or "yaml").upper()
        path = self._path()
        schema = self._fields.schema_of(path, frontmatter.data)
        collection = self._fields.collection_of(path)
        named = (schema.label if schema and schema.name != EVERY else "") or (
            collection.label if collection else ""
        )
        of = f"<b>{escape(named)}</b>" if named else "this folder"
        if schema:
            words = f"Fields of {of}, from the site’s {escape(schema.told_by[0])}"
        elif learned:
            words = f"Fields of {of}, from {SOURCE}"
        else:
            words = "Fields of this post"
        return f"{words} · {kind}"

    @Slot()
    def _step_aside(self) -> None:
        frontmatter = self._frontmatter
        if frontmatter is not None and not frontmatter.readable:
            self._pages.setCurrentWidget(self.problem_page)

    # Changing ---------------------------------------------------------------------------------

    @Slot(object)
    def _connect_row(self, row: FieldRow) -> None:
        row.wished.connect(self._write)
        row.removal_requested.connect(self._remove)
        row.rename_requested.connect(self._rename)
        row.move_requested.connect(self._move)
        row.show_requested.connect(self._show_row)
        row.answered.connect(self._answer)

    @Slot(object, object)
    def _write(self, row: FieldRow, wish: Wish) -> None:
        self._writing = row
        try:
            refused = self._writer.set(row.field, wish)
        finally:
            self._writing = None
        row.refuse(refused)

    @Slot(object, bool)
    def _answer(self, row: FieldRow, accepts: bool) -> None:
        row.refuse(self._writer.answer(row.field, accepts=accepts))

    @Slot(object)
    def _remove(self, row: FieldRow) -> None:
        row.refuse(self._writer.remove(row.field))

    @Slot(object, int)
    def _move(self, row: FieldRow, steps: int) -> None:
        row.refuse(self._writer.move(row.field, steps))

    @Slot(object, str)
    def _rename(self, row: FieldRow, name: str) -> None:
        refused = self._writer.rename(row.field, name)
        if refused:
            row.refuse(refused)
        else:
            self.focus_field(name)

    @Slot(object)
    def _add(self, field: Field) -> None:
        refused = self._writer.add(field)
        if refused:
            self.form.add_field.refuse(refused)
            return
        self.form.add_field.hide()
        self._refresh()
        self.focus_field(field.name)

    @Slot()
    def _add_title(self) -> None:
        self._writer.add(field_for_key("title"))
        self.focus_field("title")

    @Slot(object)
    def _mend(self, problem: Problem) -> None:
        if self._document is not None:
            self._document.apply(
                problem.mend, problem.mend_label or "Mend the fields", origin=self, as_is=True
            )

    @Slot()
    def _undo(self) -> None:
        if self._document is not None:
            self._document.undo()

    @Slot()
    def _redo(self) -> None:
        if self._document is not None:
            self._document.redo()

    @Slot()
    def _show_fields(self) -> None:
        frontmatter = self._frontmatter
        span = frontmatter.content if frontmatter else None
        self.show_in_editor_requested.emit(span.start if span else 0)

    @Slot(object)
    def _show_row(self, row: FieldRow) -> None:
        entry = self._frontmatter.entry(row.field.name) if self._frontmatter else None
        if entry is not None:
            self.show_in_editor_requested.emit(entry.key_span.start)
