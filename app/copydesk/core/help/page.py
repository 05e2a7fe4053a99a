"""One page of the guide as it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING

from copydesk.core.errors import CopydeskError
from copydesk.core.help.pages import entry_of
from copydesk.core.help.rich_text import for_rich_text
from copydesk.core.markup.engine import engine_for
from copydesk.core.markup.finish import Finish
from copydesk.core.resources import resource_path, resource_text

if TYPE_CHECKING:
    from collections.abc import Mapping

# `<kbd data-action="file.save">Ctrl+S</kbd>`: the key of an action, as a page is written; ":2"
# behind the id is for the second of its keys.
_KEY = re.compile(r'(<kbd data-action="([\w.:-]+)">)([^<]*)</kbd>')


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page, ready for a view of rich text.

    Attributes:
        name: Its name, as in `PAGES`.
        title: Its title.
        html: What is below the title and the title itself.
        pictures: The bytes of its pictures, by the address in the HTML.
    """

    name: str
    title: str
    html: str
    pictures: Mapping[str, bytes]


class _ShippedPictures:
    """Pictures beside the pages; one that is missing shows what it would have shown."""

    def __init__(self) -> None:
        self.found: dict[str, bytes] = {}

    def image(self, src: str) -> str | None:
        """The address itself where there is such a picture."""
        path = resource_path("help", src)
        if not path.is_file():
            return None
        self.found[src] = path.read_bytes()
        return src


def load_page(name: str, keys: Mapping[str, str]) -> HelpPage:
    """Reads and renders one page.

    Args:
        name: As in `PAGES`.
        keys: What the key of each action is called on this system, by the action's id.

    Raises:
        CopydeskError: There is no such page.
    """
    entry = entry_of(name)
    try:
        text = resource_text("help", f"{name}.md")
    except OSError:
        text = ""
    if entry is None or not text:
        raise CopydeskError(
            f"The page “{entry.title if entry else name}” of the guide is missing.",
            "Install Copydesk again.",
        )
    pictures = _ShippedPictures()
    engine = engine_for("commonmark", Finish(pictures, standalone=True))
    html = "".join(block.html for block in engine.render(filled_keys(text, keys), 0))
    return HelpPage(name, entry.title, for_rich_text(html), pictures.found)


def filled_keys(text: str, keys: Mapping[str, str]) -> str:
    """A page with the keys of actions as given; those of actions without one stay as written."""
    return _KEY.sub(
        lambda found: f"{found[1]}{_as_html(keys.get(found[2], '')) or found[3]}</kbd>", text
    )


def keys_in(text: str) -> list[tuple[str, str]]:
    """The actions whose keys a page names, each with the key that stands there."""
    return [(found[2], unescape(found[3])) for found in _KEY.finditer(text)]


def _as_html(key: str) -> str:
    """A key in the text of a page, where a backslash would be a sign of Markdown."""
    return escape(key).replace("\\", "&#92;")
