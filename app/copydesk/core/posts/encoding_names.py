"""What encodings are called, and in which groups they are offered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EncodingName:
    """An encoding as an editor meets it.

    Attributes:
        codec: Python's name.
        name: What it is called: "Windows-1252".
        region: Whose writing it holds: "Western European".
    """

    codec: str
    name: str
    region: str

    @property
    def full(self) -> str:
        """Both: "Western European (Windows-1252)"."""
        return f"{self.region} ({self.name})"


# None of these keeps a state between characters, so that an edit changes its own bytes only.
ENCODINGS: tuple[EncodingName, ...] = (
    EncodingName("utf-8", "UTF-8", "Unicode"),
    EncodingName("utf-16-le", "UTF-16 LE", "Unicode"),
    EncodingName("utf-16-be", "UTF-16 BE", "Unicode"),
    EncodingName("utf-32-le", "UTF-32 LE", "Unicode"),
    EncodingName("utf-32-be", "UTF-32 BE", "Unicode"),
    EncodingName("cp1252", "Windows-1252", "Western European"),
    EncodingName("iso8859_15", "ISO 8859-15", "Western European"),
    EncodingName("mac_roman", "Mac OS Roman", "Western European"),
    EncodingName("cp850", "DOS 850", "Western European"),
    EncodingName("cp1250", "Windows-1250", "Central European"),
    EncodingName("iso8859_2", "ISO 8859-2", "Central European"),
    EncodingName("cp852", "DOS 852", "Central European"),
    EncodingName("cp1257", "Windows-1257", "Baltic"),
    EncodingName("cp1251", "Windows-1251", "Cyrillic"),
    EncodingName("koi8_r", "KOI8-R", "Cyrillic"),
    EncodingName("koi8_u", "KOI8-U", "Cyrillic"),
    EncodingName("iso8859_5", "ISO 8859-5", "Cyrillic"),
    EncodingName("cp866", "DOS 866", "Cyrillic"),
    EncodingName("cp1253", "Windows-1253", "Greek"),
    EncodingName("iso8859_7", "ISO 8859-7", "Greek"),
    EncodingName("cp1254", "Windows-1254", "Turkish"),
    EncodingName("cp1256", "Windows-1256", "Arabic"),
    EncodingName("iso8859_6", "ISO 8859-6", "Arabic"),
    EncodingName("cp1255", "Windows-1255", "Hebrew"),
    EncodingName("cp932", "Shift JIS", "Japanese"),
    EncodingName("euc_jp", "EUC-JP", "Japanese"),
    EncodingName("gb18030", "GB18030", "Chinese, simplified"),
    EncodingName("big5hkscs", "Big5", "Chinese, traditional"),
    EncodingName("cp949", "EUC-KR", "Korean"),
    EncodingName("cp874", "Windows-874", "Thai"),
    EncodingName("cp1258", "Windows-1258", "Vietnamese"),
)
_BY_CODEC = {encoding.codec: encoding for encoding in ENCODINGS}


def encoding_name(codec: str) -> EncodingName:
    """The encoding of that codec; one that is not in the list is called by its codec."""
    return _BY_CODEC.get(codec) or EncodingName(codec, codec.upper(), "Other")
