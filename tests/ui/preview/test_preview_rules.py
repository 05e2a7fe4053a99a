"""The preview's rules that need no page: patches, policies and links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl

from copydesk.ui.preview.block_patch import patch_operations
from copydesk.ui.preview.content_policy import cleaned_hosts, content_policy, may_load
from copydesk.ui.preview.links import Link, LinkKind, read_link

blocks = st.lists(st.sampled_from("abcdefg"), max_size=12)


def replay(old: list[str], operations: list[list[object]]) -> list[str]:
    result: list[str] = []
    at = 0
    for kind, what in operations:
        if isinstance(what, list):
            assert kind == "insert"
            result += what
            continue
        assert isinstance(what, int)
        if kind == "keep":
            result += old[at : at + what]
        at += what
    assert at == len(old)
    return result


@given(blocks, blocks)
def test_a_patch_gives_the_new_blocks(old: list[str], new: list[str]) -> None:
    assert replay(old, patch_operations(old, new)) == new


def test_a_patch_touches_only_what_changed() -> None:
    old = [f"<p>{index}</p>" for index in range(2_000)]
    new = [*old[:700], "<p>other</p>", *old[701:]]
    assert patch_operations(old, new) == [
        ["keep", 700],
        ["remove", 1],
        ["insert", ["<p>other</p>"]],
        ["keep", 1299],
    ]
    assert patch_operations(old, old) == [["keep", 2_000]]
    assert patch_operations([], []) == []
    both = ["<p>new</p>", *old[:5], *old[7:], "<p>end</p>"]
    assert patch_operations(old, both)[1] == ["keep", 5]


def test_a_wholly_other_text_is_replaced_at_once() -> None:
    old = [f"<p>{index}</p>" for index in range(5_000)]
    new = [f"<h2>{index}</h2>" for index in range(5_000)]
    assert patch_operations(old, new) == [["remove", 5_000], ["insert", new]]


def test_only_hosts_count_as_hosts() -> None:
    asked = [
        "Example.org", " img.example.org:8080 ", "127.0.0.1", "[::1]:80", "BÜCHER.example",
        "", "*", "*.example.org", "a b", "a;script-src *", "https://example.org", "a/b", "'self'",
        "-a", "a:b", "data:",
    ]  # fmt: skip
    assert cleaned_hosts(asked) == {
        "example.org",
        "img.example.org:8080",
        "127.0.0.1",
        "[::1]:80",
        "xn--bcher-kva.example",
    }


def test_the_policy_names_what_may_load() -> None:
    assert content_policy(frozenset()) == (
        "default-src 'none'; img-src copydesk://post data:; "
        "style-src-elem copydesk://preview; style-src-attr 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'; frame-src 'none'"
    )
    allowed = content_policy(frozenset({"b.org", "a.org:81"}))
    assert "data: https://a.org:81 http://a.org:81 https://b.org:* http://b.org:*;" in allowed


@pytest.mark.parametrize(
    ("address", "image", "allowed"),
    [
        ("copydesk://post/a.png", True, True),
        ("data:image/png;base64,AA", True, True),
        ("https://example.org/a.png", True, True),
        ("http://EXAMPLE.org:99/a.png", True, True),
        ("https://example.org/a.js", False, False),
        ("https://example.org.evil.net/a.png", True, False),
        ("https://sub.example.org/a.png", True, False),
        ("https://user@example.org@evil.net/a.png", True, False),
        ("https://port.org:81/a.png", True, True),
        ("https://port.org/a.png", True, False),
        ("https://plain.org/a.png", True, True),
        ("http://plain.org/a.png", True, False),
        ("https://bücher.example/a.png", True, True),
        ("http://[::1]/a.png", True, True),
        ("ftp://example.org/a.png", True, False),
        ("file:///etc/passwd", True, False),
        ("blob:https://example.org/1", True, False),
        ("ws://example.org/", True, False),
    ],
)
def test_the_network_lets_pass_what_the_policy_does(
    address: str, image: bool, allowed: bool
) -> None:
    hosts = frozenset(
        {"example.org", "port.org:81", "plain.org:443", "xn--bcher-kva.example", "[::1]"}
    )
    assert may_load(QUrl(address), is_image=image, hosts=hosts) is allowed


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a b", Link(LinkKind.OUTSIDE, "https://example.org/a b")),
        ("HTTPS://example.org", Link(LinkKind.OUTSIDE, "HTTPS://example.org")),
        ("//example.org/a", Link(LinkKind.OUTSIDE, "https://example.org/a")),
        ("mailto:a@example.org", Link(LinkKind.OUTSIDE, "mailto:a@example.org")),
        ("#part", Link(LinkKind.HERE, fragment="part")),
        ("", Link(LinkKind.HERE)),
        ("#%D8%A8", Link(LinkKind.HERE, fragment="ب")),
        ("a/b.md#c", Link(LinkKind.POST, "a/b.md", "c")),
        ("/a%20b?x=1", Link(LinkKind.POST, "/a b")),
        ("copydesk://preview/a.md#b", Link(LinkKind.POST, "/a.md", "b")),
        ("copydesk://preview/page.html#b", Link(LinkKind.HERE, fragment="b")),
        ("copydesk-action:load-images?host=a.org%3A81", Link(LinkKind.LOAD_IMAGES, "a.org:81")),
        ("copydesk-action:load-images", Link(LinkKind.NOWHERE)),
        ("copydesk-action:delete?host=a.org", Link(LinkKind.NOWHERE)),
        ("javascript:alert(1)", Link(LinkKind.NOWHERE)),
        (" java\nscript:alert(1)", Link(LinkKind.NOWHERE)),
        ("file:///etc/passwd", Link(LinkKind.NOWHERE)),
        ("C:\\Users", Link(LinkKind.NOWHERE)),
        ("http://[bad", Link(LinkKind.NOWHERE)),
        ("vbscript:x", Link(LinkKind.NOWHERE)),
    ],
)
def test_links_are_told_apart(address: str, link: Link) -> None:
    assert read_link(address) == link


@given(st.text())
def test_no_address_is_too_odd(address: str) -> None:
    read_link(address)
