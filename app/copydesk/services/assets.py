"""Images and files brought into the site by its own rule; nothing there is ever overwritten."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from copydesk.core.errors import StorageError
from copydesk.core.site.assets import (
    exists_in_site,
    file_trouble,
    media_folder,
    media_for,
    pasted_name,
    place_for,
    spoken_size,
    written,
)
from copydesk.core.site.detect import detect_site
from copydesk.core.site.field import FieldType
from copydesk.core.storage.copying import CopyCancelledError, Copying, copy_in, write_in
from copydesk.core.storage.failures import storage_error
from copydesk.services.notifier import NoticeAction
from copydesk.services.thumbnails import remote_host

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.core.site.field import Field, Media
    from copydesk.core.site.model import Site
    from copydesk.services.library import Library
    from copydesk.services.notifier import Notifier
    from copydesk.services.tasks import TaskRunner

# A copy of more than this takes long enough to be told of, and to be thought better of.
_LARGE_BYTES = 20_000_000
# So many posts beside one show how its field names files.
_MOST_SAMPLES = 30


@dataclass(frozen=True, slots=True)
class FileLook:
    """What a post's path to a file leads to.

    Attributes:
        ticket: What `Assets.look` returned for it.
        note: What kind of file it is and how large: "PDF · 340 KB"; "" for none.
        trouble: What is wrong, as a sentence; "" for nothing.
    """

    ticket: int
    note: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that is in the site now.

    Attributes:
        ticket: What `Assets.bring` or `Assets.paste` returned for it.
        written: How the post names it.
    """

    ticket: int
    written: str


@dataclass(frozen=True, slots=True)
class AssetAsk:
    """For which field of which post a file is wanted.

    Attributes:
        post: The post's file; None for one never saved.
        field: Its rules.
        current: What stands in it now.
    """

    post: Path | None
    field: Field
    current: str = ""


class Assets(QObject):
    """Brings files into the site, and says of those that posts name whether they are there.

    Signals:
        looked (FileLook): A file is there, or is known not to be.
        brought (Brought): A file is in the site now; not where it can't be had, which the editor
            is told.
    """

    looked = Signal(object)
    brought = Signal(object)

    def __init__(
        self,
        tasks: TaskRunner,
        notifier: Notifier,
        library: Library | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._notifier, self._library = tasks, notifier, library
        self._site: Site | None = None
        self._tickets = itertools.count(1)

    def set_site(self, site: Site | None) -> None:
        """Follows from now on the rules of this site."""
        self._site = site

    def bring(self, source: Path, ask: AssetAsk) -> int:
        """Makes a file one that the post can name: as it is, or copied to where the site has such.

        Args:
            source: The file that was chosen or dropped.
            ask: For what.

        Returns:
            The ticket of the answer, which comes as `brought`.
        """
        ticket = next(self._tickets)
        post = self._saved(ask)
        if post is not None:
            work = partial(_plan, self._site, post, ask.field, self._samples(ask), source)
            self._tasks.run(work, partial(self._carry_out, ticket))
        return ticket

    def paste(self, encode: Callable[[], bytes | None], ask: AssetAsk) -> int:
        """Makes a file of an image from the clipboard.

        Args:
            encode: Gives the image as PNG, on a thread; None where it can't.
            ask: For what.

        Returns:
            The ticket of the answer, which comes as `brought`.
        """
        ticket = next(self._tickets)
        post = self._saved(ask)
        if post is not None:
            samples = self._samples(ask)
            self._tasks.run(
                partial(_paste, self._site, post, ask.field, samples, encode),
                partial(self._tell, ticket),
                in_order=True,
                lane="assets",
            )
        return ticket

    def _tell(self, ticket: int, written: str) -> None:
        self.brought.emit(Brought(ticket, written))

    def folder_for(self, ask: AssetAsk) -> Path | None:
        """Where to begin to look for a file; None where nothing is known."""
        site = self._site
        if ask.post is None:
            return site.root if site else None
        if site is None:  # finding it out takes longer than a window may wait
            return ask.post.parent
        media = media_for(site, ask.post, ask.field.media, self._samples(ask)[:5])
        folder = media_folder(site, ask.post, media)
        while not folder.is_dir() and folder != folder.parent:
            folder = folder.parent
        return folder

    def look(self, post: Path | None, source: str, *, key: str) -> int:
        """Asks whether the file that a post names is there; the answer comes as `looked`.

        Args:
            post: The post's file.
            source: As written in it.
            key: Who asks; only the newest question of each is answered.
        """
        ticket = next(self._tickets)
        self._tasks.run(
            partial(_look, ticket, self._site, post, source),
            self.looked.emit,
            key=f"file:{key}",
        )
        return ticket

    def _saved(self, ask: AssetAsk) -> Path | None:
        if ask.post is None:
            self._notifier.warn(
                "This post has no file yet, so there is no place beside it for others.",
                "Save the post, then add the file again.",
            )
        return ask.post

    def _samples(self, ask: AssetAsk) -> list[tuple[Path, str]]:
        """How this field names files: in this post, then in those of its folder."""
        library, name = self._library, ask.field.name
        if ask.post is None:
            return []
        samples = [(ask.post, ask.current)] if ask.current else []
        relative = library.relative(ask.post) if library is not None and name else None
        if relative is None or library is None:
            return samples
        folder = relative.rpartition("/")[0]
        key = json.dumps(name)
        for entry in library.entries.values():
            if len(samples) >= _MOST_SAMPLES:
                break
            if entry.folder == folder and entry.path != relative and key in entry.metadata_json:
                value = json.loads(entry.metadata_json).get(name)
                if isinstance(value, str) and value:
                    samples.append((library.absolute(entry.path), value))
        return samples

    def _carry_out(self, ticket: int, plan: _Plan) -> None:
        if plan.stays:
            self._tell(ticket, plan.written(plan.target))
            return
        copying = Copying()
        notice = ""
        if plan.size > _LARGE_BYTES:
            notice = (
                f"“{plan.source.name}” is being copied into the site: {spoken_size(plan.size)}."
            )
            self._notifier.info(notice, NoticeAction("Cancel", partial(_cancel, copying)))
        self._tasks.run(
            partial(copy_in, plan.source, plan.target, copying),
            partial(self._copied, ticket, plan, notice),
            partial(self._not_copied, notice),
            in_order=True,
            lane="assets",
        )

    def _copied(self, ticket: int, plan: _Plan, notice: str, target: Path) -> None:
        if notice:
            self._notifier.withdraw(notice)
        self._tell(ticket, plan.written(target))

    def _not_copied(self, notice: str, error: Exception) -> None:
        if notice:
            self._notifier.withdraw(notice)
        if not isinstance(error, CopyCancelledError):
            self._notifier.error(error)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to become of one file."""

    site: Site
    post: Path
    media: Media
    source: Path
    target: Path
    stays: bool
    size: int

    def written(self, file: Path) -> str:
        return written(self.site, self.post, self.media, file)


def _cancel(copying: Copying) -> None:
    copying.cancelled = True


def _plan(
    site: Site | None,
    post: Path,
    field: Field,
    samples: list[tuple[Path, str]],
    source: Path,
) -> _Plan:
    site = site or detect_site(post.parent)
    try:
        size = source.stat().st_size
    except OSError as error:
        raise storage_error(error, source, "copied into the site", reading=True) from error
    if not source.is_file():
        raise StorageError(f"“{source.name}” is no file.", "Choose a file.")
    trouble = file_trouble(field.media, source, size, image=field.type is FieldType.IMAGE)
    if trouble:
        raise StorageError(trouble, "Choose another file.")
    relative = site.relative(source)
    if relative is not None:
        source = site.root / relative
    media = media_for(site, post, field.media, samples)
    place = place_for(site, post, media, source)
    return _Plan(site, post, media, source, place.target, place.stays, size)


def _paste(
    site: Site | None,
    post: Path,
    field: Field,
    samples: list[tuple[Path, str]],
    encode: Callable[[], bytes | None],
) -> str:
    site = site or detect_site(post.parent)
    media = media_for(site, post, field.media, samples)
    target = media_folder(site, post, media) / pasted_name(post)
    data = encode()
    if not data:
        raise StorageError("The image on the clipboard can’t be read.", "Copy it again.")
    trouble = file_trouble(field.media, target, len(data), image=True)
    if trouble:
        raise StorageError(trouble, "Save the image as a file of another kind, then drag it in.")
    return written(site, post, media, write_in(data, target))


def _look(ticket: int, site: Site | None, post: Path | None, source: str) -> FileLook:
    if not source.strip() or remote_host(source) or post is None:
        return FileLook(ticket)
    site = site or detect_site(post.parent)
    path = exists_in_site(site, post, source)
    if path is None:
        return FileLook(ticket, trouble="There is no such file in the site.")
    try:
        size = path.stat().st_size
    except OSError:
        return FileLook(ticket)
    kind = path.suffix.lstrip(".").upper()
    return FileLook(ticket, " · ".join((kind, spoken_size(size)) if kind else (spoken_size(size),)))
