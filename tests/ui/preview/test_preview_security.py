"""A post can do nothing but be read: no request, no script, no way out of the site or the page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEngineProfile, QWebEngineScript

from copydesk.services.site_files import SiteFiles
from copydesk.ui.preview.locked_page import WORLD
from copydesk.ui.preview.scheme import PAGE_ADDRESS
from tests.ui.preview.conftest import Listener, png

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.sites import SiteBuilder
    from tests.ui.preview.preview_desk import PreviewDesk

# What Chromium has had the time to ask for after this long, it would have asked for.
_WAIT_MS = 700


def hostile(host: str, outside: Path) -> dict[str, str]:
    """Everything known to make a page fetch, run or leave, by name."""
    web = f"http://{host}"
    return {
        "pixel": f'<img src="{web}/pixel.png">',
        "srcset": f'<img srcset="{web}/srcset.png 1x, {web}/srcset2.png 2x">',
        "picture": f'<picture><source srcset="{web}/picture.png"><img src="x.png"></picture>',
        "onerror": f'<img src="nowhere:x" onerror="fetch(\'{web}/onerror\'); document.title=1">',
        "script": f"<script>document.title = 1; fetch('{web}/script')</script>",
        "script-src": f'<script src="{web}/script.js"></script>',
        "svg-script": f"<svg onload=\"fetch('{web}/svg')\"><script>document.title=1</script></svg>",
        "svg-image": f'<svg><image href="{web}/svg.png" width="9" height="9"/></svg>',
        "svg-use": f'<svg><use href="{web}/use.svg#a"/></svg>',
        "svg-fe": f'<svg><filter id="f"><feImage href="{web}/fe.png"/></filter>'
        '<rect width="9" height="9" filter="url(#f)"/></svg>',
        "iframe": f'<iframe src="{web}/iframe"></iframe>',
        "srcdoc": f"<iframe srcdoc=\"<img src='{web}/srcdoc'>\"></iframe>",
        "frame-file": f'<iframe src="file://{outside}"></iframe>',
        "object": f'<object data="{web}/object"></object>',
        "embed": f'<embed src="{web}/embed">',
        "video": f'<video src="{web}/video" poster="{web}/poster.png" autoplay></video>',
        "audio": f'<audio src="{web}/audio" autoplay preload="auto"></audio>',
        "track": f'<video><track default src="{web}/track.vtt"></video>',
        "refresh": f'<meta http-equiv="refresh" content="0; url={web}/refresh">',
        "base": f'<base href="{web}/base/"><img src="relative.png">',
        "stylesheet": f'<link rel="stylesheet" href="{web}/style.css">',
        "preload": f'<link rel="preload" as="image" href="{web}/preload.png">',
        "prefetch": f'<link rel="prefetch" href="{web}/prefetch">',
        "preconnect": f'<link rel="preconnect" href="{web}/">',
        "dns-prefetch": f'<link rel="dns-prefetch" href="{web}/">',
        "prerender": f'<link rel="prerender" href="{web}/prerender">',
        "icon": f'<link rel="icon" href="{web}/icon.png">',
        "manifest": f'<link rel="manifest" href="{web}/manifest.json">',
        "modulepreload": f'<link rel="modulepreload" href="{web}/module.js">',
        "css-import": f"<style>@import url({web}/import.css);</style>",
        "css-url": f'<p style="background: url({web}/css.png)">text</p>',
        "css-set": f'<p style="background: image-set(url({web}/set.png) 1x)">text</p>',
        "css-cursor": f'<p style="cursor: url({web}/cursor.png), auto">text</p>',
        "css-list": f'<ul style="list-style: url({web}/list.png)"><li>one</li></ul>',
        "css-content": f"<style>p::before {{ content: url({web}/content.png) }}</style><p>x</p>",
        "css-font": f"<style>@font-face {{ font-family: f; src: url({web}/font.woff) }} "
        "p {{ font-family: f }}</style><p>text</p>",
        "body-background": f'<table background="{web}/table.png"><tr><td>x</td></tr></table>',
        "input-image": f'<input type="image" src="{web}/input.png">',
        "form": f'<form action="{web}/form"><input name="a" autofocus><button>Go</button></form>',
        "ping": f'<a href="#x" ping="{web}/ping">ping</a>',
        "file": f'<img src="file://{outside}">',
        "parent": '<img src="copydesk://post/../secret.png">',
        "parent-encoded": '<img src="copydesk://post/%2e%2e/secret.png">',
        "slash-encoded": '<img src="copydesk://post/..%2fsecret.png">',
        "symlink": '<img src="copydesk://post/link.png">',
        "absolute": f'<img src="copydesk://post/{outside}">',
        "not-an-image": '<img src="copydesk://post/post.md">',
        "own-page": f'<iframe src="{PAGE_ADDRESS}"></iframe>',
        "named": '<img name="querySelector"><img name="createElement"><form name="body"></form>'
        '<p id="copydesk">x</p><p id="qt">x</p><form><input name="getAttribute"></form>',
    }


@pytest.fixture
def site(site_factory: object, tmp_path: Path, desk: PreviewDesk) -> SiteBuilder:
    from tests.helpers.sites import SiteBuilder

    site = SiteBuilder(tmp_path / "site")
    site.write("own.png", png(16, 16))
    site.write("post.md", "text\n")
    (tmp_path / "secret.png").write_bytes(png(3, 3))
    (site.root / "link.png").symlink_to(tmp_path / "secret.png")
    desk.pane.set_site_files(SiteFiles(site.root))
    return site


def assert_untouched(desk: PreviewDesk, listener: Listener) -> None:
    """The own image shows, the page stays, nobody came by, nothing ran, nothing leaked."""
    desk.until("[...main.querySelectorAll('img')].pop().naturalWidth === 16")
    desk.qtbot.wait(_WAIT_MS)
    assert desk.js("main.textContent.includes('Still here.')") is True
    assert desk.page.page.url() == QUrl(PAGE_ADDRESS)
    assert desk.page.page.title() == "Preview"
    assert listener.requests == []
    assert listener.connections == 0
    widths = "[...main.querySelectorAll('img')].map((i) => i.naturalWidth).filter((w) => w === 3)"
    assert desk.js(f"{widths}.length") == 0


OWN = '<p>Still here.</p><img src="copydesk://post/own.png">'


def test_hostile_blocks_do_nothing(
    desk: PreviewDesk, site: SiteBuilder, listener: Listener, tmp_path: Path
) -> None:
    """Not even unsanitised, as no post's HTML ever comes."""
    blocks = hostile(listener.host, tmp_path / "secret.png").values()
    desk.show(*blocks, OWN)
    assert_untouched(desk, listener)
    # And what is shown can still be changed: no name of an element stood in the way.
    desk.show("<p>Next.</p>", *list(blocks)[1:], OWN)
    desk.until("main.textContent.startsWith('Next.')")


def test_hostile_html_put_into_the_page_by_force_does_nothing(
    desk: PreviewDesk, site: SiteBuilder, listener: Listener, tmp_path: Path
) -> None:
    """The page's own locks hold without page.js and without the sanitiser.

    But for rel=preconnect, which opens a connection and asks for nothing: neither a policy nor an
    interceptor hears of it, so both others drop it.
    """
    kinds = hostile(listener.host, tmp_path / "secret.png")
    del kinds["preconnect"]
    raw = "".join(kinds.values()) + OWN
    desk.page.page.runJavaScript(
        f"document.querySelector('main').innerHTML = {json.dumps(raw)};"
        f"document.head.insertAdjacentHTML('beforeend', {json.dumps(raw)});",
        WORLD,
    )
    assert_untouched(desk, listener)


def test_scripts_of_the_page_do_not_run(desk: PreviewDesk) -> None:
    answers: list[object] = []
    page = desk.page.page
    page.runJavaScript("1 + 1", QWebEngineScript.ScriptWorldId.MainWorld, answers.append)
    desk.wait_for(lambda: bool(answers))
    assert answers == [""] or answers == [None]
    desk.js(
        "(() => { const s = document.createElement('script'); s.textContent = "
        "'document.title = 1'; document.body.append(s); "
        "main.setAttribute('onclick', 'document.title = 2'); main.click(); })()"
    )
    assert page.title() == "Preview"


@pytest.mark.parametrize(
    "address",
    ["http://{host}/", "file:///etc/passwd", "data:text/html,x", "chrome://version", "about:blank"],
)
def test_the_page_can_not_be_led_away(desk: PreviewDesk, listener: Listener, address: str) -> None:
    address = address.format(host=listener.host)
    page = desk.page.page
    page.runJavaScript(f"location.href = {json.dumps(address)}", WORLD)
    desk.qtbot.wait(150)
    page.runJavaScript(f"window.open({json.dumps(address)})", WORLD)
    page.load(QUrl(address))
    desk.qtbot.wait(150)
    refresh = f'<meta http-equiv="refresh" content="0; url={address}">'
    page.runJavaScript(
        f"document.head.insertAdjacentHTML('beforeend', {json.dumps(refresh)})", WORLD
    )
    desk.qtbot.wait(150)
    desk.until("main && main.textContent === 'Ready.'")
    assert page.url() == QUrl(PAGE_ADDRESS)
    assert listener.connections == 0


def test_fetching_from_our_own_world_is_stopped_on_the_way(
    desk: PreviewDesk, listener: Listener
) -> None:
    """What page.js itself would ask for, the interceptor holds back."""
    desk.js(f"(fetch('http://{listener.host}/fetch', {{mode: 'no-cors'}}).catch(() => 0), 0)")
    desk.js(f"(new Image().src = 'http://{listener.host}/image')")
    desk.js(f"(navigator.sendBeacon('http://{listener.host}/beacon'), 0)")
    desk.qtbot.wait(_WAIT_MS)
    assert listener.connections == 0


def test_images_of_a_host_load_once_the_editor_asks(
    desk: PreviewDesk, site: SiteBuilder, listener: Listener
) -> None:
    image = f'<img src="http://{listener.host}/photo.png">'
    desk.show(image, OWN)
    desk.qtbot.wait(200)
    assert listener.requests == []
    desk.pane.set_allowed_hosts([listener.host])
    desk.show(image, OWN)
    desk.wait_for(lambda: bool(listener.requests))
    desk.until("main.querySelector('img').naturalWidth === 8")
    assert listener.paths() == ["/photo.png"]
    request = listener.requests[0].lower()
    assert "referer" not in request
    assert "cookie" not in request
    assert "origin" not in request


def test_nothing_else_of_an_allowed_host_loads(
    desk: PreviewDesk, site: SiteBuilder, listener: Listener, tmp_path: Path
) -> None:
    desk.pane.set_allowed_hosts([listener.host])
    kinds = hostile(listener.host, tmp_path / "secret.png")
    desk.show(*kinds.values(), OWN)
    desk.until("[...main.querySelectorAll('img')].pop().naturalWidth === 16")
    desk.qtbot.wait(_WAIT_MS)
    no_image = {"script", "iframe", "object", "embed", "video", "audio", "refresh", "form"}
    no_image |= {"onerror", "svg", "prefetch", "ping", "prerender", "track.vtt"}
    no_image |= {"script.js", "style.css", "import.css", "font.woff", "manifest.json", "use.svg"}
    asked = {path.strip("/") for path in listener.paths()}
    assert "pixel.png" in asked
    assert asked & no_image == set()
    assert not any("cookie:" in request.lower() for request in listener.requests)
    assert desk.js("main.textContent.includes('Still here.')") is True


def test_an_allowed_host_can_not_send_on_to_another(
    desk: PreviewDesk, listener: Listener, qapp: object
) -> None:
    other = Listener()
    listener.redirect = f"http://{other.host}/tracker.png"
    desk.pane.set_allowed_hosts([listener.host])
    desk.show(f'<img src="http://{listener.host}/redirect.png">')
    desk.wait_for(lambda: bool(listener.requests))
    desk.qtbot.wait(_WAIT_MS)
    assert other.connections == 0
    other.close()


def test_a_host_is_forgotten_again(desk: PreviewDesk, listener: Listener) -> None:
    desk.pane.set_allowed_hosts([listener.host])
    desk.show("<p>One.</p>")
    desk.pane.set_allowed_hosts([])
    desk.show(f'<img src="http://{listener.host}/photo.png">')
    desk.qtbot.wait(_WAIT_MS)
    assert listener.connections == 0


def test_nothing_is_kept_on_disk(desk: PreviewDesk) -> None:
    profile = desk.page.page.profile()
    assert profile.isOffTheRecord()
    assert profile.httpCacheType() == QWebEngineProfile.HttpCacheType.NoCache
