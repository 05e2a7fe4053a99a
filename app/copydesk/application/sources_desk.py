"""Joins the Sources panel with what is attached to the post in front, and with its claims."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from copydesk.core.text.positions import line_at, line_starts
from copydesk.core.text.text_command import Selection
from copydesk.services.tracing import Tracing
from copydesk.ui.sources.claim_cards import claim_sections, source_section, trace_summary
from copydesk.ui.sources.sources_panel import GUEST, NO_POST, NO_SOURCES, SourcesPanel

if TYPE_CHECKING:
    from copydesk.application.middle import View
    from copydesk.application.workspace import Workspace
    from copydesk.core.review.finding import Finding
    from copydesk.services.kept_records import AttachedSource, KeptRecords
    from copydesk.services.open_document import OpenDocument
    from copydesk.services.review import Review

PAGE = "sources"
_FILES = "Sources (*.txt *.text *.md *.markdown *.docx *.pdf *.html *.htm *.xhtml);;All files (*)"
_TRACING = "Looking for the post’s claims in its sources…"
_NO_CLAIMS = "The post makes no claim that could be looked for."


class SourcesDesk(QObject):
    """Fills the panel while it is in front; the panel is made when it first is."""

    def __init__(self, desk: Workspace, review: Review, kept: KeptRecords) -> None:
        super().__init__(desk)
        self._desk, self._review, self._kept = desk, review, kept
        self.tracing = Tracing(review.process, self)
        self._panel: SourcesPanel | None = None
        self._sources: list[AttachedSource] = []
        self._wanted: Finding | None = None
        # What is marked in the source that is shown; an object of its own before anything is.
        self._marked: object = self
        self._view_before: View | None = None
        desk.side.page_changed.connect(self.refresh)
        desk.editors.current_changed.connect(self.refresh)
        desk.documents.saved.connect(self.refresh)
        desk.library.files_changed.connect(self._note_files)
        review.changed.connect(self._note_checked)
        kept.changed.connect(self._note_kept)
        kept.sources_read.connect(self._take_sources)
        self.tracing.traced.connect(self._show)
        self.tracing.failed.connect(self._say_failure)

    @property
    def panel(self) -> SourcesPanel:
        """The panel."""
        if self._panel is None:
            panel = self._panel = SourcesPanel(self._desk.theme)
            panel.attach_requested.connect(self.choose_files)
            panel.files_dropped.connect(self._attach)
            panel.widen_requested.connect(self._widen)
            panel.cards.chosen.connect(self._go_to)
            panel.cards.link_chosen.connect(self._follow_link)
            self._desk.side.place(PAGE).take(panel)
        return self._panel

    @property
    def _document(self) -> OpenDocument | None:
        return self._desk.editors.current_document

    @property
    def _post(self) -> str | None:
        document = self._document
        return None if document is None else self._review.place_in_site(document)

    # What is shown -----------------------------------------------------------------------------

    @Slot()
    def refresh(self, _news: object = None) -> None:
        """Shows the sources of the post in front anew, where that can be seen."""
        if self._desk.side.current != PAGE:
            return
        self.tracing.set_document(self._document)
        post = self._post
        if self._document is None:
            self.panel.say(NO_POST, can_attach=False)
        elif post is None:
            self.panel.say(GUEST, can_attach=False)
        else:
            self._kept.read_sources(post)

    @Slot(object)
    def _note_checked(self, document: OpenDocument) -> None:
        """A check comes when typing pauses, and so does the tracing."""
        if document is not self._document or self._desk.side.current != PAGE:
            return
        if self._panel is None or (self.tracing.found is None and not self._sources):
            self.refresh()  # the site is only known by now
        elif self._sources:
            self.tracing.trace()

    @Slot(str)
    def _note_kept(self, post: str) -> None:
        if post == self._post:
            self.tracing.forget()
            self.refresh()

    @Slot(object)
    def _note_files(self, paths: set[Path]) -> None:
        root = self._review.root
        if root is not None and self._sources:
            origins = {root / one.attachment.origin for one in self._sources}
            if origins & paths:
                self.refresh()

    @Slot(str, object)
    def _take_sources(self, post: str, sources: list[AttachedSource]) -> None:
        if post != self._post:
            return
        self._sources = sources
        if not sources:
            self.panel.say(NO_SOURCES, can_attach=True)
            return
        self._show()
        if any(one.text is not None for one in sources):
            self.tracing.trace()

    @Slot()
    def _show(self) -> None:
        document, found = self._document, self.tracing.found
        if document is None or not self._sources or self._desk.side.current != PAGE:
            return
        sections = [source_section(self._sources)]
        summary = _TRACING
        if found is not None:
            starts = line_starts(found.text)
            sections += claim_sections(found.claims, lambda at: line_at(starts, at) + 1)
            summary = trace_summary(found.claims) or _NO_CLAIMS
        self.panel.show_cards(sections, summary)
        shown = self._named(self.panel.view.name)
        if shown is None:
            shown = next((one for one in self._sources if one.text is not None), None)
        if shown is not None and found is not self._marked:
            self._marked = found
            self._show_source(shown)
        if self._wanted is not None and found is not None:
            self._show_wanted(self._wanted)

    @Slot(str)
    def _say_failure(self, sentence: str) -> None:
        if self._panel is not None and self._desk.side.current == PAGE:
            self.panel.show_cards([source_section(self._sources)], sentence)

    def _named(self, name: str) -> AttachedSource | None:
        return next((one for one in self._sources if one.attachment.name == name), None)

    def _show_source(self, source: AttachedSource) -> None:
        name, found = source.attachment.name, self.tracing.found
        places = [
            claim.place.span
            for claim in (found.claims if found else ())
            if claim.place is not None and claim.place.source == name
        ]
        self.panel.view.show_source(name, source.text or "", places)

    # What is asked for -------------------------------------------------------------------------

    @Slot()
    def choose_files(self) -> None:
        """Asks for files and attaches them."""
        start = str(self._review.root or "")
        files, _kind = QFileDialog.getOpenFileNames(
            self._desk.window, "Attach sources", start, _FILES
        )
        self._attach([Path(file) for file in files])

    @Slot(object)
    def _attach(self, files: list[Path]) -> None:
        if files and self._post is not None:
            self._kept.attach(self._post, files)

    @Slot(str, str)
    def _follow_link(self, ident: str, key: str) -> None:
        kind, _colon, number = ident.partition(":")
        if kind != "source" or self._post is None:
            return
        source = self._sources[int(number)]
        if key == "show":
            self._show_source(source)
        elif key == "detach":
            self._kept.detach(self._post, source.attachment)
        elif key == "read":
            self._kept.read_again(self._post, source.attachment)

    @Slot(str)
    def _go_to(self, ident: str) -> None:
        """Shows a claim in the draft and in its source."""
        kind, _colon, number = ident.partition(":")
        if kind == "source":
            self._show_source(self._sources[int(number)])
        elif kind == "claim":
            self._show_claim(int(number))
            span, editor = self.tracing.span_of(int(number)), self._desk.editors.current_editor
            if span is not None and editor is not None:
                editor.show_span(Selection(span.start, span.end))
                editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_claim(self, number: int) -> None:
        found = self.tracing.found
        claim = found.claims[number] if found else None
        source = self._named(claim.place.source) if claim and claim.place else None
        if found is not None and claim is not None and source is not None:
            self._show_source(source)
            self.panel.view.show_claim(claim, found.text)

    @Slot(object)
    def compare(self, finding: Finding | None) -> None:
        """Shows a finding's words beside those of its source."""
        self._wanted = finding
        self._desk.show_panel("details", shown=True)
        self._desk.side.show_page(PAGE)
        self._show()

    def _show_wanted(self, finding: Finding) -> None:
        found = self.tracing.found
        self._wanted = None
        for number in range(len(found.claims) if found else 0):
            span = self.tracing.span_of(number)
            if span and span.start < finding.span.end and finding.span.start < span.end:
                self.panel.cards.show_card(f"claim:{number}")
                self._show_claim(number)
                return

    @Slot(bool)
    def _widen(self, wide: bool) -> None:
        """Puts the source where the preview is, so that it stands beside the draft."""
        middle = self._desk.middle
        if wide:
            self._view_before = middle.view
            middle.show_view("editor")
        elif self._view_before is not None:
            middle.show_view(self._view_before)
        self._desk.window.widen_side(wide=wide)
