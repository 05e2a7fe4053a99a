from __future__ import annotations

import pytest

from copydesk.core.posts.encoding_preview import encoding_offers, telling_line

TEXT = "---\r\ntitle: Plain\r\n---\r\n\r\nŽluťoučký kůň – příliš\r\n"


def offer(data: bytes, text: str, codec: str) -> tuple[str, tuple[str, ...]]:
    (found,) = (one for one in encoding_offers(data, text) if one.encoding.codec == codec)
    return found.reads, found.missing


def test_the_first_line_that_tells_is_shown() -> None:
    assert telling_line(TEXT) == (4, "Žluťoučký kůň – příliš")
    assert telling_line("plain\n") is None
    assert telling_line("a " * 50 + "é" + " b" * 50) == (0, "…" + "a " * 12 + "é" + " b" * 23 + "…")


def test_each_encoding_shows_how_it_would_read_and_what_it_could_not_hold() -> None:
    data = TEXT.encode("cp1250")
    assert offer(data, TEXT, "cp1250") == ("Žluťoučký kůň – příliš", ())
    reads, missing = offer(data, TEXT, "cp1251")
    assert "ko" not in reads
    assert missing == ("Ž", "ť", "č")
    assert offer(data, TEXT, "utf-8") == ("", ())
    assert offer(data, TEXT, "iso8859_2")[1] == ("–",)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "cp932", "gb18030", "big5hkscs"])
def test_a_line_far_down_in_any_encoding_is_found(codec: str) -> None:
    text = "plain words\n" * 1000 + "市場の再開を決定しました。" * 200
    reads, _missing = offer(text.encode(codec, "replace"), text, codec)
    assert "決定" in reads
