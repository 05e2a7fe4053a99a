"""What a post may not do to whoever reads it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.core.markup.finish import Finish
from copydesk.core.markup.resolve import PreviewResolver
from copydesk.core.markup.sanitise import TAGS

if TYPE_CHECKING:
    from collections.abc import Callable

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='javascript:alert(1)'>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java\tscript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "<javascript:alert(1)>",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="copydesk-action:load-images?host=evil.example">x</a>',
    '<a href="copydesk://preview/page.html">x</a>',
    '<iframe src="https://evil.example"></iframe>',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    '<object data="x.swf"></object><embed src="x.swf">',
    '<svg onload="alert(1)"><script>alert(1)</script></svg>',
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    '<math href="javascript:alert(1)">x</math>',
    '<form action="https://evil.example"><input name="p"><button>go</button></form>',
    '<input type="image" src="https://evil.example/x.png">',
    '<input onfocus="alert(1)" autofocus>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    '<base href="https://evil.example/">',
    "<style>@import 'https://evil.example/x.css'; body{display:none}</style>",
    '<div style="background:url(https://evil.example/x.png);position:fixed;top:0">x</div>',
    '<p style="color:expression(alert(1))">x</p>',
    '<video poster="https://evil.example/x.png" src="https://evil.example/x.mp4"></video>',
    '<audio src="https://evil.example/x.mp3" autoplay></audio>',
    '<img srcset="https://evil.example/x.png 2x" src="a.png">',
    '<picture><source srcset="https://evil.example/x.png"><img src="a.png"></picture>',
    '<table background="https://evil.example/x.png"><td>x</td></table>',
    '<blockquote cite="https://evil.example">x</blockquote>',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<a title='\"><img src=x onerror=alert(1)>'>x</a>",
    "![x](https://evil.example/x.png)",
    '![" onerror="alert(1)](https://evil.example/x.png)',
    "![x](//evil.example/x.png)",
    "![x](HTTP://evil.example/\"><script>alert(1)</script>)",
    '<img src="https://evil.example/&quot;><script>alert(1)</script>.png">',
    "```\"><script>alert(1)</script>\nx\n```",
    "``` {onclick=alert(1)}\nx\n```",
    "# x {onclick=alert(1) style=position:fixed}",
    "[x](/y){onclick=alert(1)}",
    "[^\"><script>alert(1)</script>]\n\n[^\"><script>alert(1)</script>]: x",
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "<template><script>alert(1)</script></template>",
    "<portal src=https://evil.example></portal>",
    "<a ping='https://evil.example' href='/x'>x</a>",
    "<Card onClick={alert(1)} title='<script>'>x</Card>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='https://evil.example/x.css'?>",
]  # fmt: skip

ALLOWED = {
    "id", "class", "title", "lang", "dir", "style", "data-line", "aria-label", "aria-hidden",
    "href", "name", "span", "width", "value", "datetime", "open", "align", "color", "src", "alt",
    "height",
    "checked", "disabled", "type", "start", "reversed", "valign", "colspan", "rowspan", "scope",
    "data-host", "data-src",
}  # fmt: skip


class _Looker(HTMLParser):
    def __init__(self, own_actions: bool) -> None:
        super().__init__()
        self.own_actions = own_actions

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        names = [name for name, _value in attrs]
        assert len(set(names)) == len(names)
        for name, value in attrs:
            assert name in ALLOWED, (tag, name)
            self._look(tag, name, value or "")

    def _look(self, tag: str, name: str, value: str) -> None:
        if name == "src":
            assert tag == "img"
            assert value.startswith(("copydesk://post/", "data:image/"))
        if name == "href":
            assert tag == "a"
            found = re.match(
                r"[\0- ]*([a-z][a-z0-9+.-]*):", re.sub(r"[\t\r\n]", "", value), re.IGNORECASE
            )
            allowed = {"http", "https", "mailto", "tel", "xmpp", "ftp"}
            assert (
                found is None
                or found[1].lower() in allowed
                or (self.own_actions and value.startswith("copydesk-action:"))
            )
        if name == "style":
            assert "url" not in value
            assert "position" not in value


def look_at(html: str) -> None:
    # The offer to load an image is ours: it stands right behind the words of its placeholder.
    _Looker(own_actions='class="remote-image"' in html).feed(html)


@pytest.mark.parametrize("engine", ["commonmark", "python-markdown"])
@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_is_left(text: str, engine: str, html_of: Callable[..., str]) -> None:
    for post in (text, f"before\n\n{text}\n\nafter", f"- {text}\n", f"> {text}", f"a {text} b"):
        look_at(html_of(post, engine))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*"<>\"'= /&;:", "img", "a", "src", "href", "javascript:", "//x.y",
    "https://x.y/z", "onerror=", "script", "svg", "<!--", "-->", "class=", "\0", "&quot;", "data:"]
)).map("".join))  # fmt: skip
def test_no_mixture_gets_through(html: str) -> None:
    look_at(Finish(PreviewResolver("", "")).html(html))


def test_images_from_elsewhere_are_offered_not_loaded(html_of: Callable[..., str]) -> None:
    text = "![Alt](https://img.example.org/a%20b/hero.jpg?w=1200)"
    html = html_of(text)
    assert "hero.jpg · image from img.example.org · not loaded" in html
    assert 'href="copydesk-action:load-images?host=img.example.org"' in html
    assert 'data-host="img.example.org"' in html
    assert "<img" not in html
    assert 'src="https://img.example.org/a%20b/hero.jpg?w=1200"' in html_of(
        text, hosts=("img.example.org",)
    )
    assert "<img" not in html_of(text, hosts=("example.org",))


def test_links_stay_as_written(html_of: Callable[..., str]) -> None:
    html = html_of("[a](../b/c.md#d) [e](/f/?g=h&i) [j](#k)")
    assert 'href="../b/c.md#d"' in html
    assert 'href="/f/?g=h&amp;i"' in html
    assert 'href="#k"' in html


def test_safe_html_survives(html_of: Callable[..., str]) -> None:
    html = html_of(
        '<figure class="wide" id="map"><img src="data:image/png;base64,AA=="><figcaption>x'
        "</figcaption></figure>\n\nH<sub>2</sub>O <kbd>Ctrl</kbd> <mark>m</mark>\n"
    )
    assert (
        '<figure class="wide" id="map"><img src="data:image/png;base64,AA=="><figcaption>' in html
    )
    assert "H<sub>2</sub>O <kbd>Ctrl</kbd> <mark>m</mark>" in html
