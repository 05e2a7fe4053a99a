"""A site with a schema of its own: references, an address, an image, and the bytes that stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu

from tests.helpers.sites import SiteBuilder
from tests.journeys.test_journey_form import go_to, row

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.ui.details.editors.pick_button import PickButton
    from copydesk.ui.details.editors.reference import ReferenceEditor
    from tests.journeys.journey import Journey

CONFIG = """\
media_folder: static/images
public_folder: /images
collections:
  - name: news
    folder: content/news
    fields:
      - {name: title, widget: string}
      - {name: slug, widget: string}
      - {name: author, widget: relation, collection: authors, value_field: "{{slug}}"}
      - {name: hero, widget: image, required: false}
      - {name: draft, widget: boolean}
  - name: authors
    folder: content/authors
    fields:
      - {name: title, widget: string}
"""
WEIR = """\
---
title: Weir gauge
slug: weir-gauge   # its address
author: mira       # by-line
hero: ''
draft: true
---

The gauge is read twice a day.
"""


@pytest.fixture
def site(tmp_path: Path) -> SiteBuilder:
    """A Hugo site that a Decap configuration describes."""
    return SiteBuilder(tmp_path / "courier").files(
        {
            "hugo.toml": 'title = "Courier"\n',
            "static/admin/config.yml": CONFIG,
            "content/news/weir.md": WEIR,
            "content/authors/mira.md": "---\ntitle: Mira Okafor\n---\n",
            "content/authors/ana.md": "---\ntitle: Ana Petrov\n---\n",
        }
    )


@pytest.fixture
def journey(open_desk: Callable[..., Journey], site: SiteBuilder) -> Journey:
    journey = open_desk(site.root)
    journey.loaded()
    journey.open("Weir")
    journey.until(lambda: journey.desk.details.form.row("author"))
    return journey


def author(journey: Journey) -> ReferenceEditor:
    return cast("ReferenceEditor", row(journey, "author").editor)


def test_an_author_is_picked_by_name_and_opened(journey: Journey, site: SiteBuilder) -> None:
    button = cast("PickButton", author(journey).main_input)
    journey.until(lambda: button.words == "Mira Okafor")
    go_to(journey, "author")
    journey.type("petr")
    assert [post.title for post in author(journey).picker.posts] == ["Ana Petrov"]
    journey.press("Return")
    expected = WEIR.replace("author: mira ", "author: ana ")
    assert journey.document.text.split() == expected.split()
    assert button.words == "Ana Petrov"
    journey.press("Ctrl+S")
    journey.saved(site.root / "content/news/weir.md", journey.document.text.encode())
    menu = QMenu(journey.window)
    author(journey).fill_menu(menu)
    menu.actions()[0].trigger()
    journey.until(lambda: journey.tab_title.startswith("Ana"))


def test_the_address_follows_the_title_of_a_draft(journey: Journey) -> None:
    go_to(journey, "title")
    journey.press("End")
    journey.type(" is read")
    journey.until(lambda: journey.document.frontmatter.data["slug"] == "weir-gauge-is-read")
    assert "slug: weir-gauge-is-read   # its address\n" in journey.document.text
    journey.press("Ctrl+Z")
    journey.until(lambda: journey.document.text == WEIR)


def test_an_image_dropped_from_the_camera_goes_where_the_site_has_its_images(
    journey: Journey, site: SiteBuilder, tmp_path: Path
) -> None:
    photo = tmp_path / "Weir photo.png"
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    assert image.save(str(photo))
    editor = row(journey, "hero").editor
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo))])
    for event in (
        QDragEnterEvent(
            QPoint(9, 9),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        ),
        QDropEvent(
            QPointF(9, 9),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    ):
        QApplication.sendEvent(editor, event)
    journey.until(lambda: journey.document.text != WEIR)
    assert journey.document.text == WEIR.replace("hero: ''", "hero: '/images/Weir-photo.png'")
    assert (site.root / "static/images/Weir-photo.png").read_bytes() == photo.read_bytes()
