"""Steps that need no window: what ships with the program is there, and can be used."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase, QFontInfo, QIcon

from copydesk.application.self_test.trial import REINSTALL, Step, StepFailedError, expect
from copydesk.core.errors import CopydeskError
from copydesk.core.markup.engine import ENGINE_NAMES
from copydesk.core.markup.protocol import RenderRequest
from copydesk.core.markup.session import RenderSession
from copydesk.core.resources import resource_names, resource_path, resource_text
from copydesk.core.review.spelling.dictionaries import open_dictionary
from copydesk.ui.theme.theme import Theme

_ICON_PX = 16
# A word of each dictionary that ships, and the same with a slip.
_WORDS = {
    "en_GB": ("harbour", "harboour"),
    "en_US": ("harbor", "harboor"),
    "hi_IN": ("नदी", "नददी"),
}
_POST = (
    "---\ntitle: One\n---\n\n# Heading\n\nA *stressed* word and `code`.\n\n```python\nx = 1\n```\n"
)
_MADE_OF_IT = ("<h1", "<em>stressed</em>", "<code>code</code>", "<span")


def own_file_steps() -> list[Step]:
    """The steps, in order."""
    return [
        Step("icons", _icons, REINSTALL),
        Step("help", _help_pages, REINSTALL),
        Step("fonts", _fonts, "Install a font, such as DejaVu or Noto."),
        Step("engines", _engines, REINSTALL),
        Step("dictionaries", _dictionaries, REINSTALL),
    ]


def _icons() -> str:
    names = resource_names("icons", ".svg")
    expect(names, "there are no icons.")
    for name in names:
        drawn = QIcon(str(resource_path("icons", name))).pixmap(_ICON_PX)
        expect(not drawn.isNull(), f"the icon {name} can't be drawn.")
    return f"drew {len(names)} icons"


def _help_pages() -> str:
    names = resource_names("help", ".md")
    expect(names, "there are no help pages.")
    session = RenderSession()
    for name in names:
        page = session.render(RenderRequest(resource_text("help", name), engine="commonmark"))
        expect(page.blocks, f"the help page {name} is empty.")
    return f"read {len(names)} help pages"


def _fonts() -> str:
    count = len(QFontDatabase.families())
    expect(count, "there is no font on this machine.")
    theme = Theme("light")
    found = [QFontInfo(font).family() for font in (theme.ui_font(), theme.mono_font())]
    theme.deleteLater()
    return f"found {count} families of fonts; the desk takes {found[0]} and {found[1]}"


def _engines() -> str:
    for name in ENGINE_NAMES:
        result = RenderSession().render(RenderRequest(_POST, engine=name))
        html = "".join(block.html for block in result.blocks)
        missing = [piece for piece in _MADE_OF_IT if piece not in html]
        expect(not missing, f"{name} makes no {' '.join(missing)}.")
    return f"rendered Markdown with {' and '.join(ENGINE_NAMES)}"


def _dictionaries() -> str:
    for name, (right, wrong) in _WORDS.items():
        try:
            dictionary = open_dictionary(Path(resource_path("dictionaries", f"{name}.dic")))
        except CopydeskError as error:
            raise StepFailedError(error.sentence) from error
        expect(dictionary.accepts(right), f"the dictionary {name} does not know “{right}”.")
        expect(not dictionary.accepts(wrong), f"the dictionary {name} takes “{wrong}” for right.")
    return f"told right from wrong with {len(_WORDS)} dictionaries: {', '.join(_WORDS)}"
