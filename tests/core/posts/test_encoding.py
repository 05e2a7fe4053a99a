from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copydesk.core.errors import EncodingError
from copydesk.core.posts.encoding import TextFormat, decode, encode, newline_label


@given(
    st.one_of(
        st.binary(max_size=300),
        st.text().map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.builds(
            bytes.__add__, st.sampled_from([b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"]), st.binary()
        ),
    )
)
@example(b"\xef\xbb\xbf\xef\xbb\xbf---\n")
@example(b"\xff\xfea")
@example(b"\xff\xfe\x00\xd8")
@example(b"caf\xe9 \xff")
def test_any_bytes_come_back_the_same(data: bytes) -> None:
    decoded = decode(data)
    assert encode(decoded.text, decoded.text_format) == data


@given(st.text())
def test_text_is_read_as_written(text: str) -> None:
    decoded = decode(text.encode())
    assert decoded.text == text.removeprefix("\ufeff")
    assert not decoded.undecodable


@pytest.mark.parametrize(
    ("data", "label", "text"),
    [
        (b"a", "UTF-8", "a"),
        (b"\xef\xbb\xbfa", "UTF-8 with BOM", "a"),
        ("é".encode("utf-16"), "UTF-16 LE", "é"),
        (b"\xfe\xff\x00a", "UTF-16 BE", "a"),
        (b"\xe9t\xe9", "UTF-8, some bytes unreadable", "\udce9t\udce9"),
        (b"", "UTF-8", ""),
    ],
)
def test_the_format_is_named(data: bytes, label: str, text: str) -> None:
    decoded = decode(data)
    assert (decoded.text_format.label, decoded.text) == (label, text)


def test_half_a_character_is_refused_with_its_line() -> None:
    with pytest.raises(EncodingError) as caught:
        encode("one\r\ntwo \ud83d", TextFormat())
    assert "Line 2" in caught.value.sentence


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("", "LF"), ("a", "LF"), ("a\n", "LF"), ("a\r\nb\r\n", "CRLF"), ("a\rb", "CR"),
        ("a\nb\r\n", "mixed"), ("a\r\r\n", "mixed"),
    ],
)  # fmt: skip
def test_line_ends_are_named(text: str, label: str) -> None:
    assert newline_label(text) == label
