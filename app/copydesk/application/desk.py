"""The desk: the window and what keeps its parts in step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from copydesk.application.clone_desk import CloneDesk
from copydesk.application.commands import Commands
from copydesk.application.compare_desk import CompareDesk
from copydesk.application.comparing import Comparing
from copydesk.application.help_desk import HelpDesk
from copydesk.application.history_desk import HistoryDesk
from copydesk.application.live_preview import LivePreview
from copydesk.application.new_posts import NewPosts
from copydesk.application.preview_guard import PreviewGuard
from copydesk.application.recovery_desk import RecoveryDesk
from copydesk.application.review_desk import ReviewDesk
from copydesk.application.sample_desk import SampleDesk
from copydesk.application.save_places import SavePlaces
from copydesk.application.session_keeper import SessionKeeper
from copydesk.application.site_line import SiteLine
from copydesk.application.status_desk import StatusDesk
from copydesk.application.status_lines import StatusLines
from copydesk.application.suggesting_desk import SuggestingDesk
from copydesk.application.welcome_desk import WelcomeDesk
from copydesk.application.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

# The render process is started ahead of the first post, but not ahead of the window.
_IDLE_MS = 500


class Desk(Workspace):
    """A workspace with its commands, its live preview, its session and its status lines."""

    def __init__(self, theme_choice: str | None = None) -> None:
        """Makes the desk, empty and hidden; `theme_choice` overrules the settings."""
        super().__init__(theme_choice)
        self.keeper = SessionKeeper(self)
        self.places = SavePlaces(self)
        self.preview_guard = PreviewGuard(self)
        self.live_preview = LivePreview(self)
        self.versions = HistoryDesk(self)
        self.conflicts.serve_comparison = partial(Comparing, self)
        self.comparisons = CompareDesk(self)
        self.new_posts = NewPosts(self)
        self.suggestions = SuggestingDesk(self)
        self.reviewing = ReviewDesk(self, self.suggestions.suggesting)
        self.statuses = StatusDesk(self, self.reviewing)
        self.clones = CloneDesk(self)
        self.sample = SampleDesk(self)
        self.help = HelpDesk(self)
        self.reviewing.rule_wanted.connect(self.help.open_rule)
        self.commands = Commands(
            self,
            self.live_preview,
            self.versions,
            self.suggestions.handlers()
            | self.reviewing.handlers()
            | self.statuses.handlers()
            | self.comparisons.handlers()
            | self.clones.handlers()
            | self.sample.handlers()
            | self.help.handlers(),
        )
        self.status_lines = StatusLines(self)
        self.site_line = SiteLine(self)
        self.welcome = WelcomeDesk(self)
        self.recovery_desk = RecoveryDesk(self)
        self.window.set_tab_regions(
            (
                self.window.top_bar,
                self.posts,
                self.editors.tab_bar,
                self.editors,
                self.preview,
                self.middle,  # what stands in the place of both
                self.side,
                self.window.notices,
                self.status,
            )
        )

    def stop(self) -> None:
        """Closes the window and ends what runs, without asking or keeping anything."""
        self.help.stop()
        self.reviewing.stop()
        super().stop()

    def start(self, path: Path | None) -> None:
        """Shows the window, then opens what was asked for, or the last session."""
        self.keeper.restore_window()
        self.window.show()
        QTimer.singleShot(_IDLE_MS, self.rendering, self.rendering.start)
        QTimer.singleShot(_IDLE_MS, self, self._show_details)
        QTimer.singleShot(_IDLE_MS, self.recovery, self.recovery.look_back)
        self.posts.focus_tree()  # until there is a post to type into
        if path is not None:
            self.open_path(path)
        self.welcome.begin(opening=path is not None or self.keeper.restore_posts())
