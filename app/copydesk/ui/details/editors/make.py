"""Which editor goes with which kind of field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.site.field import FieldType
from copydesk.ui.details.editors.block_editor import BlockEditor
from copydesk.ui.details.editors.choice import ChoiceEditor
from copydesk.ui.details.editors.date import DateEditor
from copydesk.ui.details.editors.image import ImageEditor
from copydesk.ui.details.editors.list_editor import ListEditor
from copydesk.ui.details.editors.number import NumberEditor
from copydesk.ui.details.editors.object_editor import ObjectEditor
from copydesk.ui.details.editors.raw import RawEditor
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
    FieldType.NUMBER: NumberEditor,
    FieldType.BOOLEAN: YesNoEditor,
    FieldType.DATE: DateEditor,
    FieldType.DATETIME: DateEditor,
    FieldType.TAGS: TagsEditor,
    FieldType.CHOICE: ChoiceEditor,
    FieldType.IMAGE: ImageEditor,
    FieldType.URL: TextEditor,
    FieldType.RAW: RawEditor,
}
# Made of rows, whose editors are made here again.
_COMPOSITES: dict[FieldType, type[CompositeEditor]] = {
    FieldType.LIST: ListEditor,
    FieldType.OBJECT: ObjectEditor,
    FieldType.BLOCK: BlockEditor,
}
_HEADLINES = re.compile(r"title$|^headline$|^kicker$", re.IGNORECASE)


def make_editor(field: Field, surroundings: Surroundings, parent: QWidget) -> FieldEditor:
    """A new editor that fits the field."""
    if field.type is FieldType.TEXT and _HEADLINES.search(field.name):
        return HeadlineEditor(field, surroundings, parent)
    if field.type in _COMPOSITES:
        return _COMPOSITES[field.type](make_editor, field, surroundings, parent)
    return _EDITORS.get(field.type, RawEditor)(field, surroundings, parent)
