"""Values that are read as something else than they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.site.field import Block, Field, FieldType
from copydesk.core.site.misread import misread_values
from copydesk.core.text.edits import apply_edits
from tests.helpers.site_fields import choices, field

if TYPE_CHECKING:
    from copydesk.core.posts.problems import Problem


def look(text: str, *fields: Field) -> tuple[Problem, ...]:
    return misread_values(text, read_frontmatter(text), fields)


def block(*lines: str) -> str:
    return "---\n" + "".join(f"{line}\n" for line in lines) + "---\nBody.\n"


TEXT = field("x", in_schema=True)
NUMBER = field("x", FieldType.NUMBER, in_schema=True)
FLAG = field("x", FieldType.BOOLEAN, in_schema=True)

LIES = [
    ("country: no", (), "“no” in “country” is read as false.", "no"),
    ("x: Yes", (TEXT,), "“Yes” in “x” is read as true.", "Yes"),
    ("version: 1.10", (), "“1.10” in “version” is read as 1.1.", "1.10"),
    ("x: 0755", (TEXT,), "“0755” in “x” is read as 493.", "0755"),
    ("x: 0755", (NUMBER,), "“0755” in “x” is read as 493.", "0755"),
    ("start: 12:30", (), "“12:30” in “start” is read as 750.", "12:30"),
    ("x: 12:30:45", (NUMBER,), "“12:30:45” in “x” is read as 45045.", "12:30:45"),
    ("x: 1_000", (TEXT,), "“1_000” in “x” is read as 1000.", "1_000"),
    ("title: Issue #4 is out", (), "“title” ends before the “#”", "Issue #4 is out"),
    ("title: C # and F", (), "“title” ends before the “#”", "C # and F"),
    ("x: Gate #9", (TEXT,), "“x” ends before the “#”", "Gate #9"),
    ("title: &Co goes west", (), "“&Co” at the start of “title”", "&Co goes west"),
    ("title: !News today", (), "“!News” at the start of “title”", "!News today"),
]


@pytest.mark.parametrize(("line", "fields", "sentence", "meant"), LIES)
def test_a_lie_is_told_and_mended(
    line: str, fields: tuple[Field, ...], sentence: str, meant: str
) -> None:
    text = block("before: 1", line, "after: 'x'  # kept")
    (problem,) = look(text, *fields)
    assert problem.sentence.startswith(sentence)
    assert (problem.line, problem.fatal) == (2, False)
    mended = apply_edits(text, problem.mend)
    key = line.partition(":")[0]
    assert read_frontmatter(mended).data == {"before": 1, key: meant, "after": "x"}
    assert look(mended, *fields) == ()
    assert [a for a, b in zip(text.split("\n"), mended.split("\n"), strict=True) if a != b] == [
        line
    ]


HONEST = [
    ("draft: no", ()),
    ("x: no", (FLAG,)),
    ("x: 1.10", (NUMBER,)),
    ("x: 1_000", (NUMBER,)),
    ("x: true", (TEXT,)),
    ("x: 42", (TEXT,)),
    ("x: 4.5", (TEXT,)),
    ("x: 'no'", (TEXT,)),
    ("x: ~", (TEXT,)),
    ("x: words  # a note", (TEXT,)),
    ("title: The desk's words  # a note", ()),
    ('title: "Issue" # a note', ()),
    ("title: C# and F#", ()),
    ("x: !!str 0755", (TEXT,)),
    ("x: &used words\ny: *used", (TEXT,)),
    ("x: |\n  no", (TEXT,)),
    ("x: 2024-09-19", (field("x", FieldType.DATE, in_schema=True),)),
    ("x: no", (field("x", FieldType.CHOICE, choices=choices(True, False)),)),
]


@pytest.mark.parametrize(("line", "fields"), HONEST)
def test_what_is_meant_is_left_alone(line: str, fields: tuple[Field, ...]) -> None:
    assert look(block(line), *fields) == ()


def test_lies_are_found_at_every_depth() -> None:
    name = field("code", in_schema=True)
    photo = Block("photo", "Photo", (name,))
    fields = (
        field("tags", FieldType.TAGS),
        field("authors", FieldType.LIST, item=field("", FieldType.OBJECT, fields=(name,))),
        field("hero", FieldType.BLOCK, blocks=(photo,), block_key="kind"),
    )
    text = block(
        "tags: [river, no, 2026]",
        "authors:",
        "  - code: 007",
        "    age: 0755",
        "hero: {kind: photo, code: 1.50}",
    )
    problems = look(text, *fields)
    said = [problem.sentence.partition(" is read")[0] for problem in problems]
    assert said == ["“no” in “tags”", "“007” in “code”", "“0755” in “age”", "“1.50” in “code”"]
    for problem in reversed(problems):
        text = apply_edits(text, problem.mend)
    assert read_frontmatter(text).data == {
        "tags": ["river", "no", 2026],
        "authors": [{"code": "007", "age": "0755"}],
        "hero": {"kind": "photo", "code": "1.50"},
    }


def test_the_quotes_are_those_of_the_file() -> None:
    text = block("a: 'one'", "b: 'two'", "country: no")
    assert "country: 'no'" in apply_edits(text, look(text)[0].mend)


def test_other_formats_and_broken_fields_have_none() -> None:
    assert look("+++\nversion = 1.10\n+++\n") == ()
    assert look("No fields.\n") == ()
    assert look(block("title: [no")) == ()


def test_endless_lies_come_to_an_end() -> None:
    text = block(*(f"k{number}: no" for number in range(500)))
    assert len(look(text)) == 20
