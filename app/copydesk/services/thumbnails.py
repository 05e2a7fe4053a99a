"""Small pictures of a post's images, read and decoded away from the window's thread."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal

from copydesk.core.site.detect import detect_site
from copydesk.core.site.paths import is_remote, resolve_image
from copydesk.services.site_files import SiteFiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.core.site.model import Site
    from copydesk.services.tasks import TaskRunner


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """What is to be seen of one image.

    Attributes:
        ticket: What `Thumbnails.load` returned for it.
        picture: What the decoder made of the file; None where nothing can be shown.
        trouble: Why not, as a sentence; "" where nothing is wrong.
    """

    ticket: int
    picture: object | None = None
    trouble: str = ""


class Thumbnails(QObject):
    """Loads the images that fields name. Remote ones are never fetched.

    Signals:
        loaded (Thumbnail): One is there, or is known not to be.
    """

    loaded = Signal(object)

    def __init__(
        self,
        tasks: TaskRunner,
        decode: Callable[[bytes, str], object | None],
        parent: QObject | None = None,
    ) -> None:
        """Loads on `tasks`.

        Args:
            tasks: Where files are read and decoded.
            decode: Makes a picture of a file's bytes and media type, on any thread; None where it
                can't.
            parent: As Qt has it.
        """
        super().__init__(parent)
        self._tasks, self._decode = tasks, decode
        self._site: Site | None = None
        self._tickets = itertools.count(1)

    def set_site(self, site: Site | None) -> None:
        """Resolves from now on as this site does."""
        self._site = site

    def load(self, post: Path | None, source: str, *, key: str) -> int:
        """Asks for the image that a post names; the answer comes as `loaded`.

        Args:
            post: The post's file; None for one never saved.
            source: As written in the post.
            key: Who asks; only the newest question of each is answered.
        """
        ticket = next(self._tickets)
        self._tasks.run(
            partial(_look, ticket, self._site, post, source, self._decode),
            self.loaded.emit,
            key=f"thumbnail:{key}",
        )
        return ticket


def remote_host(source: str) -> str:
    """The host that an image would be fetched from; "" for one in the site."""
    if not is_remote(source):
        return ""
    try:
        return urlsplit(source.strip()).hostname or "another place"
    except ValueError:
        return "another place"


def _look(
    ticket: int,
    site: Site | None,
    post: Path | None,
    source: str,
    decode: Callable[[bytes, str], object | None],
) -> Thumbnail:
    host = remote_host(source)
    if host or not source.strip():
        return Thumbnail(ticket)
    if post is None:
        return Thumbnail(ticket)
    site = site or detect_site(post.parent)
    path = resolve_image(site, post, source)
    relative = site.relative(path) if path else None
    if relative is None:
        return Thumbnail(ticket, trouble="There is no such file in the site.")
    reply = SiteFiles(site.root).read(relative)
    if reply is None:
        return Thumbnail(ticket, trouble="This file is no image that a page can show.")
    return Thumbnail(ticket, decode(reply.data, reply.mime))
