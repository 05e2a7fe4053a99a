"""What a list of posts shows of each: title, date, status, language, description, tags."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from copydesk.core.posts.dates import date_in_name, iso_date
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.languages import Direction, direction_of, language_of
from copydesk.core.text.critic import accepted_reading

# By how surely each names the day of publication; spelt as `_plain_name` gives them.
_DATE_KEYS = (
    "pubdate",
    "publishdate",
    "publisheddate",
    "publishedat",
    "publishedon",
    "publishedtime",
    "datepublished",
    "published",
    "date",
    "datetime",
    "created",
    "createdat",
    "datecreated",
)
_STATUS_KEYS = ("status", "state", "workflow", "workflowstate", "stage", "publishstatus")
_DESCRIPTION_KEYS = ("description", "summary", "excerpt", "abstract", "standfirst", "deck")
_HEADING = re.compile(
    r"^ {0,3}#{1,6}[ \t]+(?P<atx>[^\r\n]*?)[ \t]*#*[ \t]*$"
    r"|^(?P<setext>[^\s#>\-*+=`~][^\r\n]*)(?:\r\n|\n|\r) {0,3}(?:=+|--+)[ \t]*$"
    r"|^ {0,3}(?P<fence>`{3,}|~{3,})",
    re.MULTILINE,
)
# Headings further down are not what the post is called.
_HEADING_WITHIN = 20_000
_LONGEST_TITLE = 500
_MARKS = re.compile(
    r"!?\[(?P<text>[^\]]*)\](?:\([^)]*\)|\[[^\]]*\])|\\(?P<plain>[^\w\s])|\{[#.][^}]*\}|[*`]+"
    r"|(?<!\w)_+|_+(?!\w)|</?[A-Za-z][^>]*>"
)


class PostStatus(enum.Enum):
    """How far a post is; the value is the word used in data."""

    DRAFT = "draft"
    REVIEW = "review"
    READY = "ready"
    PUBLISHED = "published"
    NONE = "none"
    """A post without fields."""
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        """For the editor: "In review"."""
        return _LABELS[self]


_LABELS = {
    PostStatus.DRAFT: "Draft",
    PostStatus.REVIEW: "In review",
    PostStatus.READY: "Ready",
    PostStatus.PUBLISHED: "Published",
    PostStatus.NONE: "No status",
    PostStatus.UNREADABLE: "Unreadable",
}
_WORDS = {
    PostStatus.DRAFT: (
        "draft drafted drafting wip inprogress writing idea outline unpublished private hidden todo"
    ),
    PostStatus.REVIEW: (
        "review inreview reviewing needsreview forreview toreview readyforreview pending"
        " pendingreview editing inediting edit proofreading submitted"
    ),
    PostStatus.READY: (
        "ready readytopublish readyforpublishing approved accepted scheduled queued future"
    ),
    PostStatus.PUBLISHED: "published publish live public online final done released",
}
_STATUS_OF = {word: status for status, words in _WORDS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class PostMetadata:
    """What is shown of a post.

    Attributes:
        title: Its title field, else its first heading, else what its file name says.
        date: Of publication, ISO 8601.
        status: How far it is.
        language: BCP 47, or None where nothing tells.
        direction: In which it is read.
        description: "" for none.
        tags: In the order of the file.
    """

    title: str
    date: str | None
    status: PostStatus
    language: str | None
    direction: Direction
    description: str
    tags: tuple[str, ...]


def read_metadata(data: Mapping[str, object], body: str, file_name: str) -> PostMetadata:
    """What is shown of a post.

    Args:
        data: Its fields.
        body: Its text below them; only the start is looked at.
        file_name: Its name, or its path below the site's root, which may tell its language.
    """
    fields = {_plain_name(key): value for key, value in reversed([*data.items()])}
    title = _text(fields.get("title")) or _text(fields.get("headline"))
    title = title or first_heading(body) or _title_of_name(file_name)
    # A title without letters of its own ("2024") says nothing of the language; the text does.
    sample = title if any(map(str.isalpha, title)) else body[:400]
    language = language_of(fields, sample, file_name)
    dates = (iso_date(fields.get(key)) for key in _DATE_KEYS)
    return PostMetadata(
        title=title,
        date=next(filter(None, dates), None) or date_in_name(file_name.rpartition("/")[2]),
        status=_status(fields),
        language=language,
        direction=direction_of(fields, language, sample),
        description=next(filter(None, (_text(fields.get(key)) for key in _DESCRIPTION_KEYS)), ""),
        tags=_tags(fields.get("tags", fields.get("tag", fields.get("keywords")))),
    )


def metadata_of(text: str, file_name: str) -> PostMetadata:
    """What is shown of the post with this whole text; with unreadable fields, as far as it goes."""
    fields = read_frontmatter(text)
    body = text[fields.body_start : fields.body_start + _HEADING_WITHIN]
    metadata = read_metadata(fields.data, body, file_name)
    return metadata if fields.readable else replace(metadata, status=PostStatus.UNREADABLE)


def first_heading(body: str) -> str:
    """The words of a text's first heading, or ""; headings inside fenced code don't count."""
    position, end = 0, min(len(body), _HEADING_WITHIN)
    head = body[:end].replace("\r\n", "\n").replace("\r", "\n")
    while found := _HEADING.search(head, position):
        fence = found["fence"]
        if not fence:
            title = (found["atx"] or found["setext"] or "")[:_LONGEST_TITLE]
            title = _MARKS.sub(lambda mark: mark["text"] or mark["plain"] or "", title)
            if title.strip():
                return " ".join(title.split())
            position = found.end()
            continue
        closing = re.compile(rf"^ {{0,3}}{fence[0]}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
        closed = closing.search(head, found.end())
        if closed is None:
            return ""
        position = closed.end()
    return ""


def _plain_name(key: str) -> str:
    return re.sub(r"[-_ ]", "", key).lower()


def _text(value: object) -> str:
    if isinstance(value, Mapping):  # one text a language
        value = next((inner for inner in value.values() if isinstance(inner, str)), "")
    if value is None or isinstance(value, (bool, list)):
        return ""
    # A suggestion in a field is told as it would read once accepted.
    return " ".join(accepted_reading(str(value)).text.split())


def _title_of_name(file_name: str) -> str:
    *folders, name = file_name.replace("\\", "/").split("/")
    stem = name.partition(".")[0] or name
    if stem in ("index", "_index", "+page", "README") and folders:
        stem = folders[-1]  # the post is its folder
    stem = re.sub(r"^\d{4}-\d\d-\d\d[-_]?(?=.)", "", stem)
    words = re.sub(r"[-_]+", " ", stem).strip()
    return words[:1].upper() + words[1:] if words else name


def status_named(word: str) -> PostStatus | None:
    """The status that a word of a site's own stands for ("in-review"); None for no status."""
    return _STATUS_OF.get(_plain_name(word.strip()))


def status_words(status: PostStatus) -> list[str]:
    """The words that stand for a status, without marks between, the most usual first."""
    return _WORDS.get(status, "").split()


def is_status_key(key: str) -> bool:
    """Whether a field of this name says how far a post is, in words."""
    return _plain_name(key) in _STATUS_KEYS


def read_status(data: Mapping[str, object]) -> tuple[PostStatus, bool]:
    """How far a post is by its fields, and whether any of them says so.

    Without one that does, a post with fields counts as published.
    """
    fields = {_plain_name(key): value for key, value in reversed([*data.items()])}
    draft, published = _truth(fields.get("draft")), _truth(fields.get("published"))
    said = _said_status(fields)
    return _status(fields), said is not None or draft is not None or published is not None


def _said_status(fields: Mapping[str, object]) -> PostStatus | None:
    values = (fields.get(key) for key in _STATUS_KEYS)
    said = (status_named(value) for value in values if isinstance(value, str))
    return next(filter(None, said), None)


def _status(fields: Mapping[str, object]) -> PostStatus:
    if not fields:
        return PostStatus.NONE
    said = _said_status(fields)
    held_back = _truth(fields.get("draft")) is True or _truth(fields.get("published")) is False
    if held_back and said in (None, PostStatus.PUBLISHED):
        return PostStatus.DRAFT
    return said or PostStatus.PUBLISHED


def _truth(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    words = {"true": True, "yes": True, "false": False, "no": False}
    return words.get(value.strip().lower()) if isinstance(value, str) else None


def _tags(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list):
        return ()
    texts = (_text(tag) for tag in value)
    return tuple(dict.fromkeys(text for text in texts if text))
