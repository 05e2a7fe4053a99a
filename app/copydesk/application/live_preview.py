"""Keeps the preview true to the post in front: renders, scrolls along, follows clicks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from copydesk.core.markup.protocol import RenderRequest
from copydesk.core.site.model import POST_SUFFIXES
from copydesk.core.site.paths import resolve_link
from copydesk.core.text.positions import line_starts
from copydesk.services.site_files import MIMES, SiteFiles
from copydesk.ui.preview.links import LinkKind, read_link

if TYPE_CHECKING:
    from copydesk.application.workspace import Workspace
    from copydesk.core.markup.protocol import RenderResult
    from copydesk.core.markup.suggested import MarksView
    from copydesk.core.site.model import Site
    from copydesk.services.open_document import OpenDocument
    from copydesk.services.rendering import RenderFailure


# A page of more than that takes seconds to draw, and a line of more than that as long to break.
MOST_CHARACTERS, LONGEST_LINE = 2_000_000, 200_000
_TOO_LONG = (
    "This post is too long for the preview, or one of its lines is.\n"
    "Writing, saving and searching work as ever."
)


def is_too_long(text: str) -> bool:
    """Whether a text can't be drawn while it is being written."""
    if len(text) <= LONGEST_LINE:
        return False
    return len(text) > MOST_CHARACTERS or max(map(len, text.split("\n"))) > LONGEST_LINE


class LivePreview(QObject):
    """Joins the current editor, the render process and the preview pane."""

    def __init__(self, desk: Workspace) -> None:
        super().__init__(desk)
        self._desk = desk
        self._document: OpenDocument | None = None
        # Hosts whose images the editor asked for, by post; a click counts for that post only.
        self._allowed: dict[OpenDocument, set[str]] = {}
        self._just_turned_to = False
        self._marks: MarksView = "marked"
        self._fragment = ""
        # The render process works while the window makes and paints the editor.
        desk.turning_to.connect(self._follow)
        desk.editors.current_changed.connect(self._follow)
        desk.editors.scrolled_to_line.connect(self._scroll_preview)
        desk.editors.link_activated.connect(self._follow_written_link)
        desk.documents.closed.connect(self._forget)
        desk.site_changed.connect(self._show_site)
        desk.engine_changed.connect(self.render_again)
        desk.middle.view_changed.connect(self.render)
        desk.rendering.rendered.connect(self._show)
        desk.rendering.failed.connect(self._show_failure)
        preview = desk.preview
        preview.scrolled_to_line.connect(self._scroll_editor)
        preview.line_clicked.connect(self._put_cursor)
        preview.post_link_activated.connect(self._open_link)
        preview.external_link_activated.connect(self._open_outside)
        preview.load_images_requested.connect(self._load_images)
        preview.result_shown.connect(self._note_shown)
        preview.zoom_changed.connect(self._keep_zoom)
        desk.settings.changed.connect(self._follow_setting)
        desk.library.files_changed.connect(self._refresh_images)
        preview.set_zoom(desk.settings.values.zoom / 100)

    @Slot(object)
    def _follow(self, document: OpenDocument | None) -> None:
        if document is self._document:
            return
        if self._document is not None:
            self._document.changed.disconnect(self.render)
        self._document = document
        self._just_turned_to = True
        if document is None:
            self._desk.preview.clear()
            return
        self._desk.preview.set_allowed_hosts(self._allowed.get(document, ()))
        document.changed.connect(self.render)
        self.render()

    @Slot()
    def render(self) -> None:
        """Asks for the present text's rendering, where a preview is shown."""
        document = self._document
        if document is None or self._desk.middle.view == "editor":
            return
        if is_too_long(document.text):
            self._desk.preview.clear(_TOO_LONG)
        else:
            self._desk.rendering.render(self._request(document))

    @Slot()
    def render_again(self) -> None:
        """The same, though nothing changed: after a failure, or with another engine."""
        self._desk.rendering.forget_failure()
        self.render()

    def _request(self, document: OpenDocument) -> RenderRequest:
        site = self._desk.site
        return RenderRequest(
            text=document.text,
            path=self._place_of(document),
            engine=self._desk.engine,
            site_root=str(site.root) if site else "",
            allowed_hosts=tuple(sorted(self._allowed.get(document, ()))),
            revision=document.revision,
            marks=self._marks,
        )

    def show_marks(self, view: MarksView) -> None:
        """Shows suggestions and comments marked, accepted, or the original without them."""
        self._marks = view
        self.render_again()

    @Slot(object)
    def _show(self, result: RenderResult) -> None:
        if self._shown_path == result.path:
            self._desk.preview.show_result(result)

    @Slot(object)
    def _show_failure(self, failure: RenderFailure) -> None:
        if self._shown_path == failure.path:
            self._desk.preview.show_failure(failure)

    @Slot()
    def _note_shown(self) -> None:
        """A post that was just turned to begins where its text does."""
        editor = self._desk.editors.current_editor
        if self._just_turned_to and editor is not None:
            self._just_turned_to = False
            fragment, self._fragment = self._fragment, ""
            if fragment:
                self._desk.preview.scroll_to_fragment(fragment)
            else:
                self._desk.preview.scroll_to_line(editor.first_visible_line())

    @Slot(float)
    def _keep_zoom(self, factor: float) -> None:
        self._desk.settings.set("zoom", round(factor * 100))

    @Slot(str)
    def _follow_setting(self, name: str) -> None:
        if name == "zoom":
            self._desk.preview.set_zoom(self._desk.settings.values.zoom / 100)

    @Slot(object)
    def _refresh_images(self, paths: set[Path]) -> None:
        if any(path.suffix.lower() in MIMES for path in paths):
            self._desk.preview.refresh_images()

    @property
    def _shown_path(self) -> str | None:
        return None if self._document is None else self._place_of(self._document)

    def _place_of(self, document: OpenDocument) -> str:
        """Its path; an untitled post is rendered as if it stood at the top of the site."""
        if document.path is not None:
            return str(document.path)
        site = self._desk.site
        return str((site.root if site else Path("/", document.ident)) / document.name)

    @Slot(object)
    def _show_site(self, site: Site | None) -> None:
        files = SiteFiles(site.root, site.public_dirs) if site else None
        self._desk.preview.set_site_files(files)
        self.render()

    @Slot(object)
    def _forget(self, document: OpenDocument) -> None:
        self._allowed.pop(document, None)

    @Slot(str)
    def _load_images(self, host: str) -> None:
        if self._document is not None:
            hosts = self._allowed.setdefault(self._document, set())
            hosts.add(host)
            self._desk.preview.set_allowed_hosts(hosts)
            self.render()

    @Slot(float)
    def _scroll_preview(self, line: float) -> None:
        self._desk.preview.scroll_to_line(line)

    @Slot(float)
    def _scroll_editor(self, line: float) -> None:
        if editor := self._desk.editors.current_editor:
            editor.scroll_to_line(line)

    @Slot(int)
    def _put_cursor(self, line: int) -> None:
        document, editor = self._document, self._desk.editors.current_editor
        if document is None or editor is None:
            return
        starts = line_starts(document.text)
        editor.place_cursor(starts[min(line, len(starts) - 1)], focus=True)

    @Slot(str, str)
    def _open_link(self, href: str, fragment: str) -> None:
        document, site = self._document, self._desk.site
        if document is None or document.path is None or site is None:
            return
        target = resolve_link(site, document.path, href)
        if target is None:
            self._desk.notifier.warn(
                f"The link leads to “{href}”, and there is no such post in this site.",
                "Click beside it to put the cursor there and correct it.",
            )
        elif target.suffix.lower() in POST_SUFFIXES:
            self._desk.open_post(target)
            self._fragment = fragment
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    @Slot(str)
    def _follow_written_link(self, href: str) -> None:
        """Ctrl+click in the editor."""
        link = read_link(href)
        if link.kind is LinkKind.POST:
            self._open_link(link.target, link.fragment)
        elif link.kind is LinkKind.OUTSIDE:
            self._open_outside(link.target)
        elif link.kind is LinkKind.HERE:
            self._desk.preview.scroll_to_fragment(link.fragment)

    @Slot(str)
    def _open_outside(self, url: str) -> None:
        QDesktopServices.openUrl(QUrl(url))
