"""Which editor goes with which kind of field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.site.field import FieldType
from copydesk.ui.details.editors.block_editor import BlockEditor
from copydesk.ui.details.editors.choice import ChoiceEditor
from copydesk.ui.details.editors.color import ColorEditor
from copydesk.ui.details.editors.date import DateEditor
from copydesk.ui.details.editors.file import FileEditor
from copydesk.ui.details.editors.files import FilesEditor
from copydesk.ui.details.editors.image import ImageEditor
from copydesk.ui.details.editors.list_editor import ListEditor
from copydesk.ui.details.editors.markdown import CodeEditor, MarkdownEditor
from copydesk.ui.details.editors.multi_choice import MultiChoiceEditor
from copydesk.ui.details.editors.number import NumberEditor
from copydesk.ui.details.editors.object_editor import ObjectEditor
from copydesk.ui.details.editors.raw import RawEditor
from copydesk.ui.details.editors.reference import ReferenceEditor
from copydesk.ui.details.editors.references import ReferencesEditor
from copydesk.ui.details.editors.slug import SlugEditor
from copydesk.ui.details.editors.tags import TagsEditor
from copydesk.ui.details.editors.text import HeadlineEditor, LongTextEditor, TextEditor
from copydesk.ui.details.editors.yes_no import YesNoEditor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.field import Field
    from copydesk.ui.details.editors.base import FieldEditor, Surroundings
    from copydesk.ui.details.editors.composite import CompositeEditor

_EDITORS: dict[FieldType, type[FieldEditor]] = {
    FieldType.TEXT: TextEditor,
    FieldType.LONG_TEXT: LongTextEditor,
    FieldType.MARKDOWN: MarkdownEditor,
    FieldType.CODE: CodeEditor,
    FieldType.NUMBER: NumberEditor,
    FieldType.BOOLEAN: YesNoEditor,
    FieldType.DATE: DateEditor,
    FieldType.DATETIME: DateEditor,
    FieldType.TAGS: TagsEditor,
    FieldType.CHOICE: ChoiceEditor,
    FieldType.REFERENCE: ReferenceEditor,
    FieldType.IMAGE: ImageEditor,
    FieldType.FILE: FileEditor,
    FieldType.URL: TextEditor,
    FieldType.EMAIL: TextEditor,
    FieldType.COLOR: ColorEditor,
    FieldType.SLUG: SlugEditor,
    FieldType.RAW: RawEditor,
}
# Made of rows, whose editors are made here again.
_COMPOSITES: dict[FieldType, type[CompositeEditor]] = {
    FieldType.LIST: ListEditor,
    FieldType.OBJECT: ObjectEditor,
    FieldType.BLOCK: BlockEditor,
}
# What holds several of its kind.
_MULTIPLE: dict[FieldType, type[FieldEditor]] = {
    FieldType.CHOICE: MultiChoiceEditor,
    FieldType.REFERENCE: ReferencesEditor,
}
_HEADLINES = re.compile(r"title$|^headline$|^kicker$", re.IGNORECASE)


def make_editor(field: Field, surroundings: Surroundings, parent: QWidget) -> FieldEditor:
    """A new editor that fits the field."""
    if field.type is FieldType.TEXT and _HEADLINES.search(field.name):
        return HeadlineEditor(field, surroundings, parent)
    if field.multiple and field.type in (FieldType.IMAGE, FieldType.FILE):
        return FilesEditor(make_editor, field, surroundings, parent)
    if field.multiple and field.type in _MULTIPLE:
        return _MULTIPLE[field.type](field, surroundings, parent)
    if field.type in _COMPOSITES:
        return _COMPOSITES[field.type](make_editor, field, surroundings, parent)
    return _EDITORS.get(field.type, RawEditor)(field, surroundings, parent)
