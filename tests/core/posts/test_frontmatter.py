# ruff: noqa: E501 - tables of samples
"""Blocks of fields as they come, good and bad."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.text.edits import apply_edits


def test_a_post_without_fields() -> None:
    fields = read_frontmatter("Just text\n")
    assert (fields.format, fields.span, fields.data, fields.body_start) == (None, None, {}, 0)
    assert fields.readable


def test_fields_with_their_places() -> None:
    text = "---\n# top\ntitle: A café 😀 # note\ntags:\n  - a\n  # own\n  - b\n\ndate: 2024-09-19\n---\nBody\n"
    fields = read_frontmatter(text)
    assert fields.data == {"title": "A café 😀", "tags": ["a", "b"], "date": dt.date(2024, 9, 19)}
    title, tags, date = fields.entries
    assert title.span.of(text) == "title: A café 😀 # note\n"
    assert (title.key_span.of(text), title.value_span.of(text)) == ("title", "A café 😀")
    assert tags.span.of(text) == "tags:\n  - a\n  # own\n  - b\n"
    assert tags.source == "- a\n# own\n- b"
    assert date.value == dt.date(2024, 9, 19)
    assert fields.entry("tags") == tags
    assert fields.entry("none") is None
    assert fields.span is not None
    assert fields.span.of(text).endswith("---\n")
    assert text[fields.body_start :] == "Body\n"


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("---\n---\n", {}),
        ("---\n\n# only a comment\n---\n", {}),
        ("---\r\na: b\r\n---\r\nx", {"a": "b"}),
        ("---\ra: b\r---\rx", {"a": "b"}),
        ("\ufeff---\na: b\n---\n", {"a": "b"}),
        ("---\n\ufeffa: b\n---\n", {"a": "b"}),
        ("\n\n---\na: b\n---\n", {"a": "b"}),
        ("---   \na: b\n---\t\n", {"a": "b"}),
        ("---\na: b\n...\nbody\n", {"a": "b"}),
        ("---\na: b\n---", {"a": "b"}),
        ("---\non: yes\n2024: x\n2024-01-01: y\n~: z\n---\n",
         {"on": True, "2024": "x", "2024-01-01": "y", "~": "z"}),
        ("---\nbase: &b {x: 1}\nuse: *b\nnew:\n  <<: *b\n  y: 2\n---\n",
         {"base": {"x": 1}, "use": {"x": 1}, "new": {"x": 1, "y": 2}}),
        ("---\na: &b {x: 1}\n<<: *b\n---\n", {"x": 1, "a": {"x": 1}}),
        ("---\na: !mine x\nb: !mine [1]\nc: !mine {d: 1}\n---\n", {"a": "x", "b": [1], "c": {"d": 1}}),
        ("---\na:\tx\n---\n", {"a": "x"}),
        ('---\n{"a": 1}\n---\n', {"a": 1}),
        ("+++\na = 1\nb = 2024-09-19\n+++\nx", {"a": 1, "b": dt.date(2024, 9, 19)}),
        ("+++\r\na = 1\r\n+++\r\nx", {"a": 1}),
        ('{\n "a": {"b": 1}\n}\nbody', {"a": {"b": 1}}),
        ('{"a": 1}\nbody', {"a": 1}),
    ],
)  # fmt: skip
def test_what_is_read(text: str, data: dict[str, object]) -> None:
    fields = read_frontmatter(text)
    assert fields.readable, fields.problems
    assert fields.data == data
    assert [entry.key for entry in fields.entries if entry.key != "<<"] or not data


@pytest.mark.parametrize(
    "text",
    [
        "---", "---\n", "---\n\nA rule above.\n", "{% raw %}", "{{< figure >}}\n", "{not json}\n",
        "Note: this\n---\n", "# A\n\n---\na: b\n---\n", "\n---\nprose\n---\n", "{#id}\n", "+++", "--- x\n",
    ],
)  # fmt: skip
def test_what_is_no_block(text: str) -> None:
    fields = read_frontmatter(text)
    assert (fields.format, fields.problems, fields.body_start) == (None, (), 0)


# The block's lines, the 1-based line in it that is at fault, and the block once mended ("" where
# no mend is certain).
_BROKEN = [
    ('title: "Foo\ndate: x\n', 1, 'title: "Foo"\ndate: x\n'),
    ('a: 1\ntitle: "Foo\ndate: "x"\n', 2, 'a: 1\ntitle: "Foo"\ndate: "x"\n'),
    ('title: "He said "hi""\n', 1, "title: 'He said \"hi\"'\n"),
    ("title: 'It's fine'\n", 1, 'title: "It\'s fine"\n'),
    ('path: "C:\\path"\n', 1, "path: 'C:\\path'\n"),
    ('title: "Foo" bar\n', 1, "title: '\"Foo\" bar'\n"),
    ("a: 1\ntitle: Foo: bar # c\n", 2, 'a: 1\ntitle: "Foo: bar" # c\n'),
    ("title: @foo\n", 1, 'title: "@foo"\n'),
    ("title: `foo`\n", 1, 'title: "`foo`"\n'),
    ("title: *Foo* bar\n", 1, 'title: "*Foo* bar"\n'),
    ("title: [Foo] bar\n", 1, 'title: "[Foo] bar"\n'),
    ("title: {{ site.title }}\n", 1, 'title: "{{ site.title }}"\n'),
    ("title: 100%\nrate: %d\n", 2, 'title: 100%\nrate: "%d"\n'),
    ("ref: *nowhere\n", 1, 'ref: "*nowhere"\n'),
    ("tags: [a, b\nc: d\n", 1, "tags: [a, b]\nc: d\n"),
    ("a: 1\ntitle:Hello\nb: 2\n", 2, "a: 1\ntitle: Hello\nb: 2\n"),
    ("title:Hello\n", 1, "title: Hello\n"),
    ("tags:\n\t- a\n\t- b\n", 2, "tags:\n  - a\n  - b\n"),
    ("a: 1\n b: 2\n", 2, "a: 1\nb: 2\n"),
    ("  a: 1\nb: 2\n", 1, "a: 1\nb: 2\n"),
    ("tags:\n - a\n  - b\n- c\n", 3, "tags:\n - a\n - b\n - c\n"),
    ("a: \x01b\n", 1, "a: b\n"),
    ("a: 1\nhello world\nb: 2\n", 2, ""),
    ("title: x\n- a\n", 2, ""),
    ("just prose\n", 1, ""),
    ("- a\n- b\n", 1, ""),
    ("? [a, b]\n: c\n", 1, ""),
]


@pytest.mark.parametrize(("lines", "line", "mended"), _BROKEN)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_broken_block_says_where_and_mends(
    lines: str, line: int, mended: str, newline: str
) -> None:
    text = f"---\n{lines}---\nBody\n".replace("\n", newline)
    fields = read_frontmatter(text)
    assert not fields.readable
    problem = fields.problems[0]
    assert problem.line == line
    assert problem.sentence.endswith(".")
    assert problem.next_step.endswith(".")
    assert bool(problem.mend) == bool(problem.mend_label) == bool(mended)
    assert text[fields.body_start :] == f"Body{newline}"
    if mended:
        new = apply_edits(text, problem.mend)
        assert new == f"---\n{mended}---\nBody\n".replace("\n", newline)
        assert read_frontmatter(new).readable


@pytest.mark.parametrize(
    ("text", "line", "mended"),
    [
        ("title: A\ndate: x\n---\nBody", 0, "---\ntitle: A\ndate: x\n---\nBody"),
        ("title: A\r\n---\r\n", 0, "---\r\ntitle: A\r\n---\r\n"),
        ("---\ntitle: A\n\nBody\n", 0, "---\ntitle: A\n---\n\nBody\n"),
        ("---\ntitle: A\ntags:\n  - b", 0, "---\ntitle: A\ntags:\n  - b\n---\n"),
        ("---\ntitle: A\n--\nBody", 2, "---\ntitle: A\n---\nBody"),
        ("---\ntitle: A\n ---\nBody", 2, "---\ntitle: A\n---\nBody"),
        ("—\ntitle: A\n—\nBody", 0, "---\ntitle: A\n---\nBody"),
        ('---\ntitle: "A\n\nBody', 0, ""),
        ("+++\ntitle = 1\n\nBody", 0, ""),
    ],
)
def test_broken_fences(text: str, line: int, mended: str) -> None:
    fields = read_frontmatter(text)
    assert not fields.readable
    assert fields.body_start == 0
    (problem,) = fields.problems
    assert problem.line == line
    assert apply_edits(text, problem.mend) == (mended or text)
    if mended:
        assert read_frontmatter(mended).readable


@pytest.mark.parametrize(
    ("text", "line", "mended"),
    [
        ("---\na: 1\n---\n---\nb: 2\n---\nX", 3, "---\na: 1\nb: 2\n---\nX"),
        ("---\na: 1\n---\n\nb: 2\nc: 3\n---\nX", 4, "---\na: 1\nb: 2\nc: 3\n---\nX"),
        ("---\na: 1\n---\n---\na: 2\n---\nX", 3, ""),
        ("---\na: 1\nb: 2\na: 1\n---\n", 3, "---\na: 1\nb: 2\n---\n"),
        ("---\na:\nb: 2\na: 1\n---\n", 3, "---\nb: 2\na: 1\n---\n"),
        ("---\na: 1\na: 2\n---\n", 2, "---\na: 2\n---\n"),
        ("-----\na: 1\n-----\n", 0, "---\na: 1\n---\n"),
        ("---\na: 2024-13-45\n---\n", 1, ""),
    ],
)
def test_what_is_odd_but_can_be_read(text: str, line: int, mended: str) -> None:
    fields = read_frontmatter(text)
    assert fields.readable
    assert fields.data
    (problem,) = fields.problems
    assert problem.line == line
    assert apply_edits(text, problem.mend) == (mended or text)


@pytest.mark.parametrize(("text", "line"), [("+++\na = 1\nb = \n+++\n", 2), ('{\n"a": 1,\n}\n', 1)])
def test_broken_toml_and_json(text: str, line: int) -> None:
    fields = read_frontmatter(text)
    assert not fields.readable
    assert [problem.line for problem in fields.problems] == [line]


_BOMB = "a0: &a0 [x]\n" + "".join(
    f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)
_MERGE_BOMB = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{','.join([f'*a{n - 1}'] * 10)}], k{n}: 1}}\n" for n in range(1, 12)
)


@pytest.mark.parametrize(
    "lines",
    [
        _BOMB, _MERGE_BOMB, "a: " + "[" * 100_000, "a: " + "{a: " * 50_000, "- " * 100_000, "? " * 50_000,
        "a: &a [*a]\n", "a: [" + "a," * 400_000 + "]", "a: " + ":1" * 100_000, "a: 1" + ":1" * 100_000,
        'a: "' + "x\n" * 50_000, "a: '" * 20_000, "a: " + "x" * 1_000_000, "\t\n" * 20_000, "-" * 900_000,
        "a b c: d " * 100_000, "&a " * 50_000, "!" * 100_000, "a: |" + "\n" * 300_000,
    ],
    ids=lambda lines: lines[:12].strip() or "blank",
)  # fmt: skip
def test_hostile_blocks_are_bounded(lines: str) -> None:
    start = time.perf_counter()
    read_frontmatter(f"---\n{lines}\n---\nBody\n")
    read_frontmatter(f"---\n{lines}")
    read_frontmatter(lines)
    # Each takes under 0.3 s here; the limit only tells "slow" from "endless".
    assert time.perf_counter() - start < 10


def test_ten_thousand_fields() -> None:
    text = "---\n" + "".join(f"k{n}: v{n}\n" for n in range(10_000)) + "---\n"
    fields = read_frontmatter(text)
    assert len(fields.entries) == 10_000
    assert fields.entries[-1].span.of(text) == "k9999: v9999\n"


def test_a_key_typed_in_the_body_reads_nothing_again() -> None:
    head = "---\ntitle: A\n---\n"
    first = read_frontmatter(head + "x")
    assert read_frontmatter(head + "xy").data is first.data


def test_bytes_that_are_no_text_do_not_shift_positions() -> None:
    text = "---\na: x\udce9\udcff y\nb: 😀\nc: z\n---\n"
    fields = read_frontmatter(text)
    assert [entry.span.of(text) for entry in fields.entries] == [
        "a: x\udce9\udcff y\n",
        "b: 😀\n",
        "c: z\n",
    ]


@given(
    st.text(
        st.sampled_from("---\n\r ab:#'\"[]{}&*!|>%@`,?\t+.…é😀\ud800\x00\ufeff\u2028"), max_size=80
    )
)
def test_anything_can_be_read(text: str) -> None:
    for whole in (text, f"---\n{text}\n---\nBody", f"+++\n{text}\n+++\n", f"{{\n{text}\n}}\n"):
        fields = read_frontmatter(whole)
        assert 0 <= fields.body_start <= len(whole)
        for problem in fields.problems:
            assert 0 <= problem.span.start <= problem.span.end <= len(whole)
            apply_edits(whole, problem.mend)
        for entry in fields.entries:
            assert entry.span.start <= entry.key_span.start or fields.format != "yaml"


@pytest.mark.parametrize(
    "lines",
    [
        "k: |\n  x\n",
        "k:\n  - |\n    x\n",
        "k:\n  m: >-\n    x\n",
        "k: !a+b |\n  x\n",
        "k: |\n  x\n    \n",
        "k: |+\n  x\n\n",
        "k:\n  m: |+\n    x\n\n",
    ],
)
def test_a_field_ends_before_the_comment_below_its_block_text(lines: str) -> None:
    text = f"---\n{lines}# comment\nlast: 1\n---\n"
    entry = read_frontmatter(text).entry("k")
    assert entry is not None
    assert entry.span.of(text) == lines
