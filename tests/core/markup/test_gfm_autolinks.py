"""Bare addresses: cases after GFM 0.29, section 6.9, and where it is silent, after cmark-gfm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

WEB = [
    # what is written, the address, what the link shows
    ("www.example.org", "http://www.example.org", "www.example.org"),
    ("See www.example.org/help for it.", "http://www.example.org/help", "www.example.org/help"),
    ("Go to www.example.org.", "http://www.example.org", "www.example.org"),
    ("Go to www.example.org/a.b.", "http://www.example.org/a.b", "www.example.org/a.b"),
    ("(www.example.org/q=(x))", "http://www.example.org/q=(x)", "www.example.org/q=(x)"),
    ("www.example.org/q=(x)))", "http://www.example.org/q=(x)", "www.example.org/q=(x)"),
    ("www.example.org/q=(a)+ok", "http://www.example.org/q=(a)+ok", "www.example.org/q=(a)+ok"),
    ("www.example.org/?q=a&amp;hl=en", None, "www.example.org/?q=a&amp;amp;hl=en"),
    ("www.example.org/?q=a&hl;", "http://www.example.org/?q=a", "www.example.org/?q=a"),
    ("www.example.org/a<b", "http://www.example.org/a", "www.example.org/a"),
    ("*www.example.org*", "http://www.example.org", "www.example.org"),
    ("https://example.org", "https://example.org", "https://example.org"),
    ("“https://example.org/x”", None, None),
    ('"https://example.org/x"', "https://example.org/x", "https://example.org/x"),
    ("http://example.org/a_b_c*d", "http://example.org/a_b_c*d", "http://example.org/a_b_c*d"),
    ("HTTPS://EXAMPLE.org/Ä", None, "HTTPS://EXAMPLE.org/Ä"),
    ("(Visit https://e.example.com/s?q=M+(b))", "https://e.example.com/s?q=M+(b)", None),
    ("ftp://example.org/f", "ftp://example.org/f", "ftp://example.org/f"),
    ("http://localhost:8000/x", "http://localhost:8000/x", "http://localhost:8000/x"),
    ("https://bücher.example/ü", None, "https://bücher.example/ü"),
]


@pytest.mark.parametrize(("text", "href", "shown"), WEB)
def test_web_addresses(
    text: str, href: str | None, shown: str | None, html_of: Callable[..., str]
) -> None:
    html = html_of(text)
    assert html.count("<a ") == 1, html
    if href is not None:
        assert f'href="{href}"' in html
    if shown is not None:
        assert f">{shown}</a>" in html


@pytest.mark.parametrize(
    "text",
    [
        "xwww.example.org",
        "www.",
        "www.a_b.c_d",
        "http://",
        "http://.",
        "https:// example.org",
        "xhttp:/example.org",
        r"\www.example",
        "`https://example.org`",
        "javascript://example.org",
    ],
)
def test_what_is_no_web_address(text: str, html_of: Callable[..., str]) -> None:
    assert "<a " not in html_of(text)


MAIL = [
    ("foo@bar.baz", "mailto:foo@bar.baz", "foo@bar.baz"),
    ("h@mail+xyz.example isn't, hello+xyz@mail.example is.", "mailto:hello+xyz@mail.example", None),
    ("a.b-c_d@a.b", "mailto:a.b-c_d@a.b", "a.b-c_d@a.b"),
    ("Write to a.b-c_d@a.b.", "mailto:a.b-c_d@a.b", "a.b-c_d@a.b"),
    ("mailto:foo@bar.baz", "mailto:foo@bar.baz", "mailto:foo@bar.baz"),
    ("mailto:foo@bar.baz.", "mailto:foo@bar.baz", "mailto:foo@bar.baz"),
    ("xmpp:foo@bar.baz/txt@bin.com", "xmpp:foo@bar.baz/txt@bin.com", None),
    ("xmpp:foo@bar.baz/txt/bin", "xmpp:foo@bar.baz/txt", "xmpp:foo@bar.baz/txt"),
    ("_foo@bar.baz_", "mailto:foo@bar.baz", "foo@bar.baz"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "href", "shown"), MAIL)
def test_mail_addresses(
    text: str, href: str, shown: str | None, html_of: Callable[..., str]
) -> None:
    html = html_of(text)
    assert html.count("<a ") == 1, html
    assert f'href="{href}"' in html
    if shown is not None:
        assert f">{shown}</a>" in html


@pytest.mark.parametrize(
    "text", ["a.b-c_d@a.b-", "a.b-c_d@a.b_", "foo@bar", "@bar.baz", "foo @bar.baz", "/a@b.cd"]
)
def test_what_is_no_mail_address(text: str, html_of: Callable[..., str]) -> None:
    assert "<a " not in html_of(text)


def test_no_link_inside_a_link(html_of: Callable[..., str]) -> None:
    html = html_of("[see www.example.org or a@b.cd](/x) <a href='/y'>a@b.cd www.example.org</a>")
    assert html.count("<a ") == 2


@pytest.mark.parametrize(
    "text", ["_www.a" * 9_000, "a@" * 25_000, "http://x" + ")" * 50_000, "w" * 60_000 + "ww." * 999]
)
def test_hostile_addresses_take_no_time(text: str, html_of: Callable[..., str]) -> None:
    # Quadratic time would be minutes; the suite's own limit on a test is the judge.
    assert html_of(text)
