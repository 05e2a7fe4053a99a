"""What can be done about a finding: gone to, fixed, let stand, its word learnt."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from copydesk.core.review.finding import Severity
from copydesk.core.text.critic import marks_in
from copydesk.core.text.edits import ordered
from copydesk.core.text.text_command import Selection
from copydesk.services.notifier import Prompt
from copydesk.ui.review.finding_cards import RULES_PAGE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from copydesk.application.workspace import Workspace
    from copydesk.core.review.finding import Finding, Fix
    from copydesk.core.text.edits import TextEdit
    from copydesk.services.kept_records import KeptRecords
    from copydesk.services.open_document import OpenDocument
    from copydesk.services.review import Review

_NO_PLACE = "A finding can be let stand in a post that is saved in the open site."


class FindingActions(QObject):
    """Does what the links of a finding say, and leads from one finding to the next.

    Signals:
        rule_wanted (str): The guide is to tell of this rule.
    """

    rule_wanted = Signal(str)

    def __init__(self, desk: Workspace, review: Review, kept: KeptRecords) -> None:
        super().__init__(desk)
        self._desk, self._review, self._kept = desk, review, kept

    def run(self, document: OpenDocument, number: int, key: str) -> bool:
        """Does what a link of a finding's card says; False for a key that is none of these."""
        finding = self._review.finding(document, number)
        name, _colon, which = key.partition(":")
        if finding is None:
            return True  # its words have changed this very moment
        if name == "fix":
            self._fix(document, finding.fixes[int(which)])
        elif name == "fix-all":
            self._fix_all(document, finding.rule)
        elif name == "spell":
            span = finding.span
            self._replace(document, span.start, span.end, which)
        elif name == "spellings":
            self._review.suggest(document, number)
        elif name in ("word-site", "word-own"):
            word = finding.span.of(document.text)
            self._kept.add_word(word, personal=name == "word-own")
        elif name == "accept":
            self.accept(document, number)
        elif name == "take-back":
            self._take_back(document, number)
        elif name == RULES_PAGE:
            self.rule_wanted.emit(finding.rule)
        else:
            return False
        return True

    # Going there -------------------------------------------------------------------------------

    def go_to(self, document: OpenDocument, number: int) -> None:
        """Shows what a finding is about: in the form for a field, else in the text."""
        finding = self._review.finding(document, number)
        if finding is None or document is not self._desk.editors.current_document:
            return
        if finding.field and self._to_field(finding):
            return
        self._to_text(finding)

    def _to_field(self, finding: Finding) -> bool:
        details = self._desk.details
        details.set_document(self._desk.editors.current_document)
        if details.form.row(str(finding.field[0])) is None:
            return False
        self._desk.show_panel("details", shown=True)
        self._desk.side.show_page("details")
        return details.focus_field(finding.field)

    def _to_text(self, finding: Finding) -> None:
        if self._desk.middle.view == "preview":
            self._desk.middle.show_view("split")
        editor = self._desk.editors.current_editor
        if editor is not None:
            editor.show_span(Selection(finding.span.start, finding.span.end))
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def next(self, *, forwards: bool) -> int | None:
        """Goes to the next open error or warning in the text, round its end; gives its number."""
        document, editor = self._desk.editors.current_document, self._desk.editors.current_editor
        if document is None or editor is None:
            return None
        found = sorted(
            (one.span.start, one.span.end, number)
            for number, one in self._review.findings(document)
            if one.accepted is None and one.severity is not Severity.NOTE
        )
        if not found:
            self._desk.notifier.info("There is nothing to fix in this post.")
            return None
        chosen = editor.bridge.selection()
        here = (chosen.start, chosen.end)
        if forwards:
            number = next((n for start, end, n in found if (start, end) > here), found[0][2])
        else:
            before = [n for start, end, n in found if (start, end) < here]
            number = before[-1] if before else found[-1][2]
        finding = self._review.finding(document, number)
        if finding is not None:
            self._to_text(finding)
        return number

    # Changing the text -------------------------------------------------------------------------

    def _fix(self, document: OpenDocument, fix: Fix) -> None:
        self._apply(document, fix.edits, fix.label)

    def _fix_all(self, document: OpenDocument, rule: str) -> None:
        """Makes the first fix of every finding of a rule; of two in one place, the first's."""
        edits: list[TextEdit] = []
        count = 0
        for _number, finding in self._review.findings(document):
            if finding.rule == rule and finding.accepted is None and finding.fixes:
                try:
                    edits = list(ordered([*edits, *finding.fixes[0].edits]))
                except ValueError:
                    continue
                count += 1
        self._apply(document, tuple(edits), f"Fix {count} of one kind")

    def _replace(self, document: OpenDocument, start: int, end: int, word: str) -> None:
        from copydesk.core.text.edits import TextEdit

        self._apply(document, (TextEdit(start, end, word),), f"Change to “{word}”")

    def _apply(self, document: OpenDocument, edits: tuple[TextEdit, ...], label: str) -> None:
        # A fix that answers a suggestion or a comment is no suggestion of its own.
        marks = {(mark.span.start, mark.span.end) for mark in marks_in(document.text)}
        answers = all((edit.start, edit.end) in marks for edit in edits)
        document.break_undo()
        document.apply(edits, label, as_is=answers)
        document.break_undo()
        self._review.tell(document)
        self._review.check_now()

    # Letting it stand --------------------------------------------------------------------------

    def accept(self, document: OpenDocument, number: int) -> None:
        """Asks why a finding may stand, and keeps the answer."""
        finding = self._review.finding(document, number)
        post = self._review.place_in_site(document)
        if finding is None:
            return
        if post is None:
            self._desk.notifier.warn(_NO_PLACE)
            return
        reason = self._desk.notifier.prompt(
            Prompt(
                f"{finding.sentence}: why may this stand?",
                "Reason, for whoever reads this next",
                accept="Let it stand",
                check=_complaint,
            )
        )
        # The text may be another one by now.
        finding = self._review.finding(document, number)
        if reason is None or not reason.strip() or finding is None:
            return
        self._kept.accept(post, finding, document.text, reason.strip())
        self._review.mark_accepted(document, number, reason.strip())

    def _take_back(self, document: OpenDocument, number: int) -> None:
        finding = self._review.finding(document, number)
        post = self._review.place_in_site(document)
        if finding is not None and post is not None:
            self._kept.take_back(post, finding, document.text)
            self._review.mark_accepted(document, number, None)

    # The menu of the text ----------------------------------------------------------------------

    @Slot(object, int)
    def fill_menu(self, menu: QMenu, position: int) -> None:
        """Puts what can be done about the findings at a position on top of the text's menu."""
        document = self._desk.editors.current_document
        if document is None:
            return
        for number, finding in self._review.findings(document):
            inside = finding.span.start <= position <= finding.span.end
            if not inside or finding.accepted is not None:
                continue
            if finding.severity is Severity.NOTE and not finding.fixes:
                continue
            menu.addSection(finding.sentence)
            for which, fix in enumerate(finding.fixes):
                menu.addAction(fix.label, partial(self.run, document, number, f"fix:{which}"))
            if finding.rule in self._review.beside(document).spelling:
                for key, words in _WORD_LISTS.items():
                    menu.addAction(words, partial(self.run, document, number, key))
            menu.addAction("Accept…", partial(self.run, document, number, "accept"))
            menu.addSeparator()


_WORD_LISTS = {"word-site": "Add to the site’s words", "word-own": "Add to my words"}


def _complaint(reason: str) -> str:
    return "" if reason.strip() else "Say in a word or two why this may stand."
