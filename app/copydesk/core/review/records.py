"""What a team keeps of a post beside it: findings let stand, attached sources, its status.

Each post has one small text file, ``.copydesk/posts/<path of the post>.jsonl``, one record a line:
a line is whole or not there, whatever order lines come in, so that git can merge two editors' files
by taking the lines of both (``.copydesk/.gitattributes`` says so). Lines that another version wrote
are kept as they are.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = ".copydesk"
"""Below the site's root."""

ATTRIBUTES = "# Of two editors’ records the lines of both are kept.\n*.jsonl merge=union\n"
"""What ``.copydesk/.gitattributes`` holds."""

_ALWAYS = ("rule", "text", "name")
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding that an editor lets stand, until the text under it changes.

    Attributes:
        rule: The finding's rule.
        text: What stood under it.
        before: The words before that, to tell one of several from the others.
        after: The words behind it.
        about: The finding's own `about`.
        field: The field it is of, its path joined by ".".
        reason: Why it may stand.
        by: Who says so.
        when: ISO 8601, UTC.
    """

    rule: str
    text: str
    before: str = ""
    after: str = ""
    about: str = ""
    field: str = ""
    reason: str = ""
    by: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A source attached to a post.

    Attributes:
        name: What the editor calls it; unique within the post.
        text: Where its words are kept, relative to the root: ".copydesk/sources/…/wire.txt".
        origin: Where it was read: a path, relative to the root where it lies below it.
        when: ISO 8601, UTC.
    """

    name: str
    text: str
    origin: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """All that is kept of one post.

    Attributes:
        accepted: The findings let stand.
        attached: The sources, in the order they were attached.
        status: The word of a `PostStatus`; "" for what the post itself says.
        status_when: Since when, ISO 8601, UTC.
        others: Lines of another version, as they are.
    """

    accepted: tuple[Acceptance, ...] = ()
    attached: tuple[Attachment, ...] = ()
    status: str = ""
    status_when: str = ""
    others: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not (self.accepted or self.attached or self.status or self.others)


def read_records(text: str) -> Records:
    """The records of a file; never raises.

    Of several lines on one status, which a merge may leave, the newest counts.
    """
    accepted: dict[Acceptance, None] = {}
    attached: dict[str, Attachment] = {}
    others: dict[str, None] = {}
    status: tuple[str, str] = ("", "")
    for line in text.replace("\r\n", "\n").split("\n"):
        if not line.strip() or line.startswith(_MARKERS):
            continue
        record = _record(line)
        match record:
            case Acceptance():
                accepted[record] = None
            case Attachment():
                attached[record.name] = record
            case (when, value):
                status = max(status, (when, value))
            case None:
                others[line] = None
    return Records(tuple(accepted), tuple(attached.values()), status[1], status[0], tuple(others))


def write_records(records: Records) -> str:
    """The file's text; "" for nothing to keep."""
    lines = [_line("accepted", _filled(one)) for one in records.accepted]
    lines += [_line("source", _filled(one)) for one in records.attached]
    if records.status:
        lines.append(_line("status", {"value": records.status, "when": records.status_when}))
    lines += records.others
    return "".join(f"{line}\n" for line in lines)


def _line(kind: str, values: Mapping[str, object]) -> str:
    line = json.dumps({"kind": kind, **values}, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:  # bytes of the post that are no text
        return json.dumps({"kind": kind, **values})
    return line


def _filled(record: Acceptance | Attachment) -> dict[str, object]:
    """What a record says, in the order of its attributes; what may be empty only where it isn’t."""
    names = type(record).__dataclass_fields__
    values = {name: getattr(record, name) for name in names}
    return {name: value for name, value in values.items() if value or name in _ALWAYS}


def _record(line: str) -> Acceptance | Attachment | tuple[str, str] | None:
    try:
        data: Any = json.loads(line)
        kind = data.pop("kind")
        if not all(isinstance(value, str) for value in data.values()):
            return None
        if kind == "accepted":
            return Acceptance(**data)
        if kind == "source":
            return Attachment(**data)
        if kind == "status":
            return data.get("when", ""), data["value"]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return None
