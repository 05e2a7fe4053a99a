"""Images and files: typed, chosen, dropped and pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest

from copydesk.core.site.detect import detect_site
from copydesk.core.site.field import FieldType, Media
from tests.helpers.site_fields import field

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from copydesk.ui.details.editors.file import FileEditor
    from copydesk.ui.details.editors.files import FilesEditor
    from copydesk.ui.details.editors.image import ImageEditor
    from tests.helpers.sites import SiteBuilder
    from tests.ui.details.conftest import Desk

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def picture(path: Path, colour: str = "#336699") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(path))
    return path


@pytest.fixture
def site(desk: Desk, site_factory: Callable[..., SiteBuilder]) -> SiteBuilder:
    site = site_factory().astro("news")
    site.write("src/assets/keep.txt", "")
    picture(site.root / "src/assets/library.png")
    found = detect_site(site.root)
    desk.assets.set_site(found)
    desk.thumbnails.set_site(found)
    desk.fields.fields = (
        field("hero", FieldType.IMAGE, in_schema=True),
        field("report", FieldType.FILE, in_schema=True,
              media=Media("public/files", "/files", ("pdf",))),
        field("gallery", FieldType.IMAGE, in_schema=True, multiple=True, maximum=3),
    )  # fmt: skip
    return site


def open_post(desk: Desk, site: SiteBuilder, *lines: str) -> None:
    text = "---\n" + "".join(f"{line}\n" for line in lines) + "---\n"
    desk.open(text, str(site.root / "src/content/news/weir.md"))


def data(desk: Desk, key: str) -> object:
    return desk.document.frontmatter.data.get(key)


def hero(desk: Desk) -> ImageEditor:
    return cast("ImageEditor", desk.row("hero").editor)


def mime_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(widget: QWidget, mime: QMimeData) -> bool:
    """Drags something over a widget and lets it go there; whether it was taken."""
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entering = QDragEnterEvent(QPoint(9, 9), copy, mime, left, none)
    QGuiApplication.sendEvent(widget, entering)
    if not entering.isAccepted():
        return False
    dropping = QDropEvent(QPointF(9, 9), copy, mime, left, none)
    QGuiApplication.sendEvent(widget, dropping)
    return dropping.isAccepted()


def test_a_dropped_image_is_copied_named_and_shown(
    desk: Desk, site: SiteBuilder, tmp_path: Path
) -> None:
    open_post(desk, site, "hero: ''", "x: y")
    photo = picture(tmp_path / "camera/Weir gauge.png", "#993311")
    assert drop(hero(desk), mime_of(photo))
    assert data(desk, "hero") == "../../assets/Weir-gauge.png"
    assert site.read("src/assets/Weir-gauge.png") == photo.read_bytes()
    assert hero(desk)._picture.pixmap().toImage().pixelColor(10, 10).name() == "#993311"
    desk.document.undo()
    assert desk.line("hero").text() == ""


def test_another_theme_keeps_the_picture(desk: Desk, site: SiteBuilder) -> None:
    open_post(desk, site, "hero: ../../assets/library.png")
    desk.theme.choose("dark")
    assert hero(desk)._picture.pixmap().toImage().pixelColor(10, 10).name() == "#336699"
    desk.theme.choose("light")


def test_an_image_of_the_site_is_only_named(desk: Desk, site: SiteBuilder) -> None:
    open_post(desk, site, "hero: ''")
    assert drop(hero(desk), mime_of(site.root / "src/assets/library.png"))
    assert data(desk, "hero") == "../../assets/library.png"
    assert len(list((site.root / "src/assets").iterdir())) == 2


def test_of_several_dropped_the_first_is_taken(
    desk: Desk, site: SiteBuilder, tmp_path: Path
) -> None:
    open_post(desk, site, "hero: ''")
    one, two = picture(tmp_path / "one.png"), picture(tmp_path / "two.png")
    drop(hero(desk), mime_of(one, two))
    assert data(desk, "hero") == "../../assets/one.png"
    assert desk.notifier.sentences == ["This field holds one file: “one.png” was taken."]


def test_an_address_dropped_from_a_browser_is_written(desk: Desk, site: SiteBuilder) -> None:
    open_post(desk, site, "hero: ''")
    mime = QMimeData()
    mime.setUrls([QUrl("https://images.example.org/a.png")])
    assert drop(hero(desk), mime)
    assert data(desk, "hero") == "https://images.example.org/a.png"
    assert "nothing is loaded" in hero(desk)._picture.toolTip()


def test_words_are_not_taken(desk: Desk, site: SiteBuilder) -> None:
    open_post(desk, site, "hero: ''")
    mime = QMimeData()
    mime.setText("some words")
    assert not drop(hero(desk), mime)


def test_what_the_site_does_not_take_is_refused_with_a_next_step(
    desk: Desk, site: SiteBuilder, tmp_path: Path
) -> None:
    open_post(desk, site, "hero: ''", "report: ''")
    note = tmp_path / "note.txt"
    note.write_text("x")
    drop(hero(desk), mime_of(note))
    drop(desk.row("report").editor, mime_of(note))
    assert [notice.next_step for notice in desk.notifier.notices] == ["Choose another file."] * 2
    assert ".pdf" in desk.notifier.errors[1]
    assert not desk.document.modified


def test_a_post_never_saved_is_to_be_saved_first(
    desk: Desk, site: SiteBuilder, tmp_path: Path
) -> None:
    open_post(desk, site, "hero: ''")
    desk.document._path = None
    drop(hero(desk), mime_of(picture(tmp_path / "one.png")))
    assert desk.notifier.notices[0].next_step == "Save the post, then add the file again."


def test_an_image_is_pasted_by_its_key(desk: Desk, site: SiteBuilder) -> None:
    open_post(desk, site, "hero: ''")
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("#113355"))
    QGuiApplication.clipboard().setImage(image)
    QTest.keyClick(desk.focus("hero"), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert data(desk, "hero") == "../../assets/weir.png"
    assert QImage(str(site.root / "src/assets/weir.png")).pixelColor(1, 1).name() == "#113355"


def test_words_are_pasted_as_words(desk: Desk, site: SiteBuilder) -> None:
    open_post(desk, site, "hero: ''")
    QGuiApplication.clipboard().setText("/images/a.png")
    QTest.keyClick(desk.focus("hero"), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert data(desk, "hero") == "/images/a.png"


def test_browsing_begins_where_the_site_keeps_its_images(desk: Desk, site: SiteBuilder) -> None:
    open_post(desk, site, "hero: ''")
    QTest.keyClick(desk.focus("hero"), Qt.Key.Key_F4)
    dialog = hero(desk)._dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert dialog.directory().path() == str(site.root / "src/assets")
    dialog.fileSelected.emit(str(site.root / "src/assets/library.png"))
    dialog.hide()
    assert data(desk, "hero") == "../../assets/library.png"


def test_what_comes_late_is_not_written_into_another_post(
    desk: Desk, site: SiteBuilder, tmp_path: Path
) -> None:
    from copydesk.services.assets import Brought

    open_post(desk, site, "hero: ''")
    hero(desk)._bringing = 99
    desk.open("---\nhero: other.png\n---\n", str(site.root / "src/content/news/b.md"))
    desk.assets.brought.emit(Brought(99, "late.png"))
    assert not desk.document.modified


def test_a_file_says_its_kind_and_size(desk: Desk, site: SiteBuilder, tmp_path: Path) -> None:
    site.write("public/files/plan.pdf", b"p" * 34_000)
    open_post(desk, site, "report: /files/plan.pdf")
    row = desk.row("report")
    assert row._note.text() == "PDF · 34 KB"
    assert row.trouble == ""
    pdf = tmp_path / "Flood report.pdf"
    pdf.write_bytes(b"pdf")
    assert drop(row.editor, mime_of(pdf))
    assert data(desk, "report") == "/files/Flood-report.pdf"
    assert site.read("public/files/Flood-report.pdf") == b"pdf"
    editor = cast("FileEditor", row.editor)
    desk.type_into("report", "/files/gone.pdf", replace=True)
    desk.qtbot.waitUntil(lambda: not editor._pause.isActive())
    desk.line("report").clearFocus()
    assert row.trouble == "There is no such file in the site."
    desk.type_into("report", "/files/plan.doc", replace=True)
    desk.line("report").clearFocus()
    assert row.trouble == "The site takes only .pdf files here."


def test_read_only_takes_nothing(desk: Desk, site: SiteBuilder, tmp_path: Path) -> None:
    desk.fields.fields = (field("hero", FieldType.IMAGE, read_only=True),)
    open_post(desk, site, "hero: ''")
    assert not drop(hero(desk), mime_of(picture(tmp_path / "one.png")))
    QTest.keyClick(desk.line("hero"), Qt.Key.Key_F4)
    assert hero(desk)._dialog is None


# Several ---------------------------------------------------------------------------------------


def gallery(desk: Desk) -> FilesEditor:
    return cast("FilesEditor", desk.row("gallery").editor)


def test_several_are_dropped_into_a_list(desk: Desk, site: SiteBuilder, tmp_path: Path) -> None:
    open_post(desk, site, "gallery:", "  - ../../assets/library.png # first", "x: y")
    one, two = picture(tmp_path / "one.png"), picture(tmp_path / "two.png", "#000000")
    assert len(gallery(desk).items()) == 1
    assert drop(gallery(desk), mime_of(one, two))
    assert desk.document.text == (
        "---\ngallery:\n  - ../../assets/library.png # first\n  - ../../assets/one.png\n"
        "  - ../../assets/two.png\nx: y\n---\n"
    )
    assert len(gallery(desk).items()) == 3
    assert desk.row("gallery")._note.text() == "3 / 3"


def test_one_of_several_is_replaced_and_moved(
    desk: Desk, site: SiteBuilder, tmp_path: Path
) -> None:
    open_post(desk, site, "gallery: [a.png, b.png]")
    first = gallery(desk).items()[0]
    assert drop(first.editor, mime_of(picture(tmp_path / "one.png")))
    assert data(desk, "gallery") == ["../../assets/one.png", "b.png"]
    first.main_input.setFocus()
    QTest.keyClick(first.main_input, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert data(desk, "gallery") in (
        ["b.png", "../../assets/one.png"],
        ["../../assets/one.png", "b.png"],
    )


def test_the_first_of_several_makes_the_list(desk: Desk, site: SiteBuilder, tmp_path: Path) -> None:
    open_post(desk, site, "title: A")
    assert drop(gallery(desk), mime_of(picture(tmp_path / "one.png")))
    assert data(desk, "gallery") == ["../../assets/one.png"]


def test_a_new_one_of_several_is_named_as_those_beside_it(
    desk: Desk, site: SiteBuilder, tmp_path: Path
) -> None:
    picture(site.root / "public/photos/ferry.png")
    open_post(desk, site, "gallery: [/photos/ferry.png, '']")
    assert drop(gallery(desk).items()[1].editor, mime_of(picture(tmp_path / "one.png")))
    assert data(desk, "gallery") == ["/photos/ferry.png", "/photos/one.png"]
