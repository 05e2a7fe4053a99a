"""Legacy encodings are proposed right for ordinary posts, and never in the place of UTF-8."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from copydesk.core.posts.encoding import TextFormat, decode, decode_as, encode
from copydesk.core.posts.encoding_names import ENCODINGS, encoding_name
from tests.core.posts.legacy_texts import TEXTS
from tests.helpers.source_tree import ROOT

if TYPE_CHECKING:
    from copydesk.core.posts.encoding_names import EncodingName

FIELDS = "---\ntitle: Market reopens\ndate: 2026-11-20\ndraft: false\ntags: [market]\n---\n\n"
CASES = [pytest.param(codec, text, id=f"{name}-{codec}") for name, codec, text in TEXTS]


def post(text: str, length: int) -> str:
    return FIELDS + ((text + "\n\n") * (length // len(text) + 1))[:length]


@pytest.mark.parametrize("length", [200, 1000, 5000])
@pytest.mark.parametrize(("codec", "text"), CASES)
def test_an_ordinary_post_reads_right(codec: str, text: str, length: int) -> None:
    whole = post(text, length)
    decoded = decode(whole.encode(codec))
    assert decoded.text == whole
    assert decoded.text_format.guessed


@pytest.mark.parametrize(("codec", "text"), CASES)
def test_a_title_in_the_fields_reads_right(codec: str, text: str) -> None:
    title = f"---\ntitle: {text[:60]}\n---\n{text}"
    assert decode(title.encode(codec)).text == title


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [text for name, _codec, text in TEXTS if "," not in name])
def test_utf_16_without_a_mark_is_seen_by_its_fields(codec: str, text: str) -> None:
    whole = FIELDS + text
    decoded = decode(whole.encode(codec))
    assert (decoded.text, decoded.text_format) == (whole, TextFormat(codec))
    assert decoded.text_format.guessed


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("caf\u00e9 \ud83d\ude00".encode("utf-8", "surrogatepass"), id="CESU-8"),
        pytest.param(b"\xf0\x9f\x98 " + "für Größe".encode(), id="a broken emoji"),
        pytest.param("für Größe …".encode()[:-1], id="cut at the end"),
        pytest.param(b"the end \xe2\x80", id="cut in the only one"),
        pytest.param("Größe, Maß, früh ".encode() + b"caf\xe9", id="a piece of Latin-1"),
        pytest.param(bytes(range(256)), id="no text"),
        pytest.param(b"\x00a\x00b plain words with NUL bytes", id="some NUL bytes"),
    ],
)
def test_damaged_utf_8_is_not_taken_for_something_else(data: bytes) -> None:
    decoded = decode(data)
    assert decoded.text_format.encoding == "utf-8"
    assert not decoded.text_format.guessed
    assert encode(decoded.text, decoded.text_format) == data


def test_what_the_editor_said_comes_before_a_proposal() -> None:
    data = "Привет, рынок".encode("koi8-r")
    known = TextFormat("cp1251")
    decoded = decode(data, known)
    assert (decoded.text_format, decoded.text_format.guessed) == (known, False)
    assert decode("é".encode(), known).text_format == TextFormat()


def test_odd_bytes_in_a_legacy_encoding_stay_what_they_are() -> None:
    data = "Les élèves du collège étaient là. ".encode("cp1252") * 40 + b"\x81 fin"
    decoded = decode(data)
    assert decoded.text_format == TextFormat("cp1252", undecodable=True)
    assert decoded.text.startswith("Les élèves")
    edited = decoded.text.replace("fin", "Fin")
    assert encode(edited, decoded.text_format) == data.replace(b"fin", b"Fin")


@pytest.mark.parametrize("encoding", ENCODINGS, ids=lambda one: one.codec)
def test_every_offered_encoding_reads_and_writes(encoding: EncodingName) -> None:
    codec = encoding.codec
    text = "Plain words\r\nin two lines"
    decoded = decode_as(text.encode(codec), codec)
    assert (decoded.text, decoded.text_format) == (text, TextFormat(codec))


def test_an_encoding_has_a_name_for_people() -> None:
    assert encoding_name("cp1252").full == "Western European (Windows-1252)"


def test_utf_8_costs_no_charset_normalizer() -> None:
    code = (
        "import sys; from copydesk.core.posts.encoding import decode;"
        "decode('é ü'.encode()); decode('é'.encode('utf-16'));"
        "print('charset_normalizer' in sys.modules)"
    )
    process = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "app", capture_output=True, text=True, check=True
    )
    assert process.stdout.strip() == "False"
