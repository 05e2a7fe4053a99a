"""The site's own schema: the form follows it, new posts begin by it, lies are mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.ui.details.field_row import FieldRow
    from copydesk.ui.details.form import Form
    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey

# Popups and their icons have no window manager to raise them.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CONFIG = """\
import { defineCollection, z } from "astro:content";

const news = defineCollection({
  schema: z.object({
    title: z.string().max(40),
    description: z.string(),
    pubDate: z.coerce.date(),
    desk: z.enum(["river", "town"]).default("river"),
    draft: z.boolean().default(false),
    tags: z.array(z.string()),
  }),
});

export const collections = { news };
"""


def form(journey: Journey) -> Form:
    return journey.desk.details.form


def row(journey: Journey, key: str) -> FieldRow | None:
    return form(journey).row(key)


def heading(journey: Journey) -> str:
    return form(journey).heading.text()


def button(within: QWidget, label: str) -> QPushButton | None:
    """The first button on screen that says so."""
    shown = (one for one in within.findChildren(QPushButton) if one.isVisible())
    return next((one for one in shown if one.text() == label), None)


@pytest.fixture
def with_schema(site: SiteBuilder, open_desk: Callable[..., Journey]) -> Journey:
    site.write("src/content/config.ts", CONFIG)
    journey = open_desk(site.root)
    journey.loaded()
    return journey


def test_the_open_form_follows_the_schema(with_schema: Journey, site: SiteBuilder) -> None:
    journey = with_schema
    journey.open("Ferry")
    journey.until(lambda: "Astro schema" in heading(journey))
    journey.until(lambda: row(journey, "desk"))
    text = journey.document.text
    config = site.root / "src/content/config.ts"
    config.write_text(
        CONFIG.replace('desk: z.enum(["river", "town"])', "mood: z.string()"), "utf-8"
    )
    journey.until(lambda: row(journey, "mood") and not row(journey, "desk"))
    config.write_text("export const collections = {", "utf-8")
    journey.until(lambda: "other posts" in heading(journey))
    assert row(journey, "title")
    journey.until(lambda: any("config.ts" in notice for notice in journey.notices))
    config.write_text(CONFIG, "utf-8")
    journey.until(lambda: row(journey, "desk"))
    assert journey.document.text == text
    assert not journey.document.modified


def test_a_new_post_has_the_schemas_fields_and_the_cursor_in_its_title(
    with_schema: Journey, site: SiteBuilder
) -> None:
    journey = with_schema
    journey.open("Ferry")
    journey.until(lambda: "Astro schema" in heading(journey))
    seen = journey.when_asked("Return", text="Weir repairs: week two")
    journey.press("Ctrl+N")
    made = site.root / "src/content/news/weir-repairs-week-two.md"
    journey.until(made.is_file)
    assert "src/content/news/" in seen[0] or "News" in seen[0]
    journey.until(lambda: journey.tab_title.startswith("Weir repairs"))
    title = row(journey, "title")
    assert title is not None
    journey.until(title.main_input.hasFocus)
    lines = made.read_text("utf-8").split("\n")
    keys = [line.partition(":")[0] for line in lines[1 : lines.index("---", 1)]]
    assert keys == ["title", "description", "pubDate", "desk", "draft", "tags"]
    assert lines[1] == 'title: "Weir repairs: week two"'
    assert "draft: true" in lines
    assert form(journey).troubles.isHidden()  # there is time to fill it in
    journey.type("!")
    assert 'title: "Weir repairs: week two!"' in journey.document.text
    journey.press("Ctrl+S")
    journey.until(lambda: not journey.document.modified)
    journey.until(lambda: not form(journey).troubles.isHidden())


def test_what_breaks_the_schema_is_told_and_saved_all_the_same(
    with_schema: Journey, site: SiteBuilder
) -> None:
    path = site.write(
        "src/content/news/long.md",
        "---\ntitle: A title that is a good deal longer than forty characters\n"
        "desk: sea\n---\nText.\n",
    )
    journey = with_schema
    journey.until(lambda: "src/content/news/long.md" in journey.desk.library.entries)
    journey.open("A title that is")
    bar = form(journey).troubles
    journey.until(lambda: not bar.isHidden())
    links = [one for one in bar.findChildren(QPushButton) if not one.isHidden()]
    assert [one.text() for one in links] == [
        "Title", "Description", "Publication date", "Desk", "Tags",
    ]  # fmt: skip
    journey.click(links[1])
    journey.until(lambda: journey.in_panel(cast("FieldRow", row(journey, "description"))))
    journey.type("Short.")
    journey.press("Ctrl+S")
    journey.until(lambda: not journey.document.modified)
    assert "description: Short.\n" in path.read_text("utf-8")
    assert "desk: sea\n" in path.read_text("utf-8")


def test_a_value_that_lies_is_mended_by_a_click(with_schema: Journey, site: SiteBuilder) -> None:
    before = "---\ntitle: Story #9 of ten\ncountry: no\ncountry: no\n---\nText.\n"
    path = site.write("src/content/news/lie.md", before)
    journey = with_schema
    journey.until(lambda: "src/content/news/lie.md" in journey.desk.library.entries)
    journey.open("Story")
    warnings = form(journey).warnings
    for label in ("Remove the spare one", "Put all of it in quotes", "Put it in quotes"):
        journey.until(lambda: button(warnings, label))  # noqa: B023 - waited for here
        journey.click(cast("QPushButton", button(warnings, label)))
    journey.until(warnings.isHidden)
    journey.press("Ctrl+S")
    journey.saved(path, b'---\ntitle: "Story #9 of ten"\ncountry: "no"\n---\nText.\n')
    for _step in range(3):
        journey.press("Ctrl+Z")
    assert journey.document.text == before
    said = [label.text() for label in warnings.findChildren(QLabel)]
    assert any("is there twice" in words for words in said)


def test_a_keyboard_that_went_elsewhere_is_not_called_back(
    with_schema: Journey, site: SiteBuilder
) -> None:
    journey = with_schema
    journey.open("Ferry")
    tree = journey.desk.posts.tree
    journey.when_asked("Return", text="Night market")
    journey.press("Ctrl+N")
    journey.until((site.root / "src/content/news/night-market.md").is_file)
    journey.until(lambda: journey.tab_title.startswith("Night market"))
    journey.press("Ctrl+Shift+1")  # before the form is there, or after
    journey.until(lambda: journey.desk.details.document is journey.document)
    assert tree.hasFocus()
