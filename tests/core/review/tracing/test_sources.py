"""Sources of every kind become the same plain words, or are refused with a sentence."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pypdf
import pytest

from copydesk.core.errors import SourceError, StorageError
from copydesk.core.review.tracing import docx_source, sources
from copydesk.core.review.tracing.sources import Source, read_source

if TYPE_CHECKING:
    from pathlib import Path

_ARTICLE = "<p>The ferry was late. “We waited for the tide,” the master said.</p>" * 10


def _read(folder: Path, name: str, data: bytes) -> Source:
    path = folder / name
    path.write_bytes(data)
    return read_source(path)


def pdf_of(pages: list[list[str]]) -> bytes:
    """A PDF in Helvetica, a line a row."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, lines in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        escaped = (line.replace("(", "\\(").replace(")", "\\)") for line in lines)
        shown = " T* ".join(f"({line}) Tj" for line in escaped)
        content = f"BT /F1 11 Tf 14 TL 60 780 Td {shown} ET"
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, text in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1"))
    start = out.tell()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode())
    out.write(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n".encode())
    out.write(f"startxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("wire.txt", "One.\r\n\r\nTwo “three”.\r\n".encode(), "One.\n\nTwo “three”."),
        ("wire.TXT", "\ufeffKarachi – dawn".encode(), "Karachi – dawn"),
        ("old.txt", "Der Bürgermeister von Köln ist müde.".encode("cp1252"), "Der Bürgermeister"),
        ("wide.txt", "अनुच्छेद ३७०".encode("utf-16"), "अनुच्छेद ३७०"),
        ("mac.txt", b"One.\rTwo.", "One.\nTwo."),
        ("notes.md", b"# Notes\n\n**Q:** Why?\n", "# Notes\n\n**Q:** Why?"),
        ("odd.txt", b"caf\xe9 \x00 and \xff", "caf"),
    ],
)
def test_text_is_read_in_its_encoding(tmp_path: Path, name: str, data: bytes, text: str) -> None:
    if name == "odd.txt":
        with pytest.raises(SourceError, match="no text"):
            _read(tmp_path, name, data)
        return
    source = _read(tmp_path, name, data)
    assert source.name == name
    assert source.text.startswith(text)


def test_a_page_gives_its_article_alone(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Ferry late</title><style>p{}</style></head><body>"
        "<nav><a>Home</a></nav><article><h1>Ferry late</h1>"
        f"{_ARTICLE}<script>let a = 1 < 2;</script><p>Line one<br>line two</p>"
        "<table><tr><td>Deck</td><td>4</td></tr></table><p hidden>Secret</p></article>"
        "<footer>Imprint</footer></body></html>"
    )
    text = _read(tmp_path, "page.html", page.encode()).text
    assert text.startswith("Ferry late\n\nThe ferry was late. “We waited for the tide,”")
    assert "Line one\nline two" in text
    assert "Deck\t4" in text
    for unwanted in ("Home", "let a", "Secret", "Imprint", "p{}"):
        assert unwanted not in text


def test_a_page_is_read_in_the_encoding_it_names(tmp_path: Path) -> None:
    page = "<meta charset=windows-1251><title>Паром</title><p>Паром опоздал на час.</p>"
    assert "Паром опоздал" in _read(tmp_path, "page.htm", page.encode("cp1251")).text


def test_a_page_nested_without_end_is_read(tmp_path: Path) -> None:
    page = "<p>Start.</p>" + "<div>" * 50_000 + "deep" + "<b>" * 1_000 + "<p>End.</p>"
    assert "Start." in _read(tmp_path, "deep.html", page.encode()).text


def test_a_word_document_is_read_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Minutes", 1)
    document.add_paragraph("The bridge ").add_run("is safe").bold = True
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Cost", "£850,000"
    document.add_paragraph("Closed at nine.")
    document.save(str(tmp_path / "minutes.docx"))
    source = read_source(tmp_path / "minutes.docx")
    assert source.text == "Minutes\n\nThe bridge is safe\n\nCost\t£850,000\n\nClosed at nine."


def test_tracked_changes_are_taken_as_accepted(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("The vote was NEAR.")
    out = io.BytesIO()
    document.save(out)
    packed = zipfile.ZipFile(out)
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as target:
        for entry in packed.infolist():
            data = packed.read(entry)
            if entry.filename == "word/document.xml":
                data = data.replace(
                    b"<w:t>The vote was NEAR.</w:t></w:r>",
                    b'<w:t xml:space="preserve">The vote was </w:t></w:r>'
                    b"<w:del><w:r><w:delText>lost</w:delText></w:r></w:del>"
                    b"<w:ins><w:r><w:t>won</w:t></w:r></w:ins>",
                )
            target.writestr(entry, data)
    assert _read(tmp_path, "a.docx", changed.getvalue()).text == "The vote was won"


def test_lines_of_a_pdf_become_paragraphs(tmp_path: Path) -> None:
    head = "HEXLEY COUNCIL MINUTES"
    pages = [
        [
            head,
            f"The {place} council has agreed to spend a large sum on the roof of the libra-",
            "ry in Mill Street, which has leaked since the storms of the last autumn",
            "and cannot wait.",
            "The vote was carried by a majority of fourteen, after a debate of three",
            f"hours on the {place} of the agenda.",
            f"Page {number} of 3",
        ]
        for number, place in enumerate(("first", "second", "third"), 1)
    ]
    text = _read(tmp_path, "minutes.pdf", pdf_of(pages)).text
    assert head not in text
    assert "Page 2" not in text
    assert "the roof of the library in Mill Street, which has leaked" in text
    assert text.split("\n\n")[1].startswith("The vote was carried")
    assert text.count("\n\n") == 5


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of([["Some words of a page."]])))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(SourceError, match="locked by a password"):
        _read(tmp_path, "locked.pdf", out.getvalue())


def test_a_scanned_pdf_is_refused(tmp_path: Path) -> None:
    picture = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
    data = pdf_of([["1"]]).decode("latin-1")
    data = data.replace("/F1 3 0 R >> >>", "/F1 3 0 R >> /XObject << /I 6 0 R >> >>")
    body = f"6 0 obj\n{picture} /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream\nendobj\n"
    data = data.replace("xref\n", body + "xref\n", 1)
    with pytest.raises(SourceError, match="pictures of pages"):
        _read(tmp_path, "scan.pdf", data.encode("latin-1"))


@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"%PDF-1.7\n%%EOF", b"\0" * 100])
def test_a_broken_file_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(SourceError, match="is broken"):
        _read(tmp_path, name, data)


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_source, "_LARGEST_UNPACKED", 1_000_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 1_000_001)
    with pytest.raises(SourceError, match="unpacks to far more"):
        _read(tmp_path, "bomb.docx", out.getvalue())


def test_a_locked_word_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="password"):
        _read(tmp_path, "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def test_what_can_be_no_source_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceError, match="of a kind"):
        _read(tmp_path, "letter.rtf", b"{\\rtf1 Words}")
    with pytest.raises(SourceError, match="no words"):
        _read(tmp_path, "empty.txt", b" \n\n")
    with pytest.raises(SourceError, match="no words"):
        _read(tmp_path, "empty.html", b"<p></p>")
    with pytest.raises(StorageError):
        read_source(tmp_path / "gone.txt")
    monkeypatch.setattr(sources, "LARGEST", 10)
    with pytest.raises(SourceError, match="MB"):
        _read(tmp_path, "big.txt", b"more than ten bytes")
