from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.ui.preview.preview_desk import PreviewDesk


def test_a_result_is_shown(desk: PreviewDesk) -> None:
    desk.show("<h1>Title</h1>", "<p>One.</p>", "<p>Two.</p>")
    assert desk.js("main.textContent") == "TitleOne.Two."
    assert desk.js("main.lang + ' ' + main.dir") == "en ltr"


def test_only_what_changed_is_replaced(desk: PreviewDesk) -> None:
    desk.show("<h1>Title</h1>", "<p>One.</p>", "<p>Two.</p>")
    desk.js("[...main.children].forEach((child, index) => { child.mark = index; })")
    desk.show("<h1>Title</h1>", "<p>One!</p>", "<p>Two.</p>", "<p>New.</p>")
    assert desk.js("main.textContent") == "TitleOne!Two.New."
    assert desk.js("[...main.children].map((child) => child.mark ?? 'new').join()") == "0,new,2,new"
