from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copydesk.core.errors import EncodingError
from copydesk.core.posts.encoding import (
    TextFormat,
    UnencodableError,
    decode,
    decode_as,
    encode,
    newline_label,
)


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
@example(b"\xff\xfe\x00\x00\x00\x00\x11\x00")
@example(b"a\x00b\x00\n\x00c")
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
        (b"\xe9t\xe9", "Windows-1252 (guessed)", "été"),
        (b"\xc3\xa9t\xc3\xa9\xff", "UTF-8, some bytes unreadable", "été\udcff"),
        (b"\xff\xfe\x00\x00\xe9\x00\x00\x00", "UTF-32 LE", "é"),
        ("a b\n".encode("utf-16-le"), "UTF-16 LE without BOM (guessed)", "a b\n"),
        (b"\xff\xfea\x00b", "UTF-16 LE, some bytes unreadable", "a"),
        (b"\xff\xfe\x3d\xd8a\x00", "UTF-16 LE, some bytes unreadable", "\ud83da"),
        (b"", "UTF-8", ""),
    ],
)
def test_the_format_is_named(data: bytes, label: str, text: str) -> None:
    decoded = decode(data)
    assert (decoded.text_format.label, decoded.text) == (label, text)


@given(st.binary(max_size=200), st.data())
def test_an_edit_changes_its_own_bytes_only(data: bytes, draw: st.DataObject) -> None:
    decoded = decode(data)
    text, text_format = decoded.text, decoded.text_format
    at = draw.draw(st.integers(0, len(text)))
    edited = encode(text[:at] + "x" + text[at:], text_format)
    key = encode("x", replace(text_format, bom=False, tail=""))
    places = [place for place in range(len(data) + 1) if edited[:place] == data[:place]]
    assert any(edited[p:] == key + data[p:] for p in places)


@pytest.mark.parametrize("data", [b"a\x00\n\x00b", b"\xff\xfe" + b"a\x00b\x00\x63"])
def test_half_a_unit_stays_at_the_end(data: bytes) -> None:
    decoded = decode(data)
    assert encode(decoded.text + "!", decoded.text_format) == data[:-1] + b"!\x00" + data[-1:]


def test_half_a_character_is_refused_with_its_line() -> None:
    with pytest.raises(UnencodableError) as caught:
        encode("one\r\ntwo \ud83d", TextFormat())
    assert "Line 2" in caught.value.sentence
    assert caught.value.found[0].is_half
    assert caught.value.found[0].position == 9


def test_what_an_encoding_has_no_sign_for_is_told_with_line_and_place() -> None:
    text = "a café\r\nto → there → 中"
    with pytest.raises(UnencodableError) as caught:
        encode(text, TextFormat("cp1252"))
    assert [(one.character, one.line) for one in caught.value.found] == [("→", 1), ("中", 1)]
    assert text[caught.value.found[0].position] == "→"
    assert caught.value.sentence == (
        "Line 2 holds “→”, and 1 other character, which Windows-1252 has no sign for."
    )


def test_bytes_are_read_as_the_editor_says() -> None:
    data = "Žluťoučký kůň".encode("cp1250")
    assert decode_as(data, "cp1250").text == "Žluťoučký kůň"
    assert decode_as("é".encode(), "utf-8") == decode("é".encode())
    with pytest.raises(EncodingError):
        decode_as(b"\xff\xff\xff\xff", "utf-32-le")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("", "LF"), ("a", "LF"), ("a\n", "LF"), ("a\r\nb\r\n", "CRLF"), ("a\rb", "CR"),
        ("a\nb\r\n", "mixed"), ("a\r\r\n", "mixed"),
    ],
)  # fmt: skip
def test_line_ends_are_named(text: str, label: str) -> None:
    assert newline_label(text) == label
