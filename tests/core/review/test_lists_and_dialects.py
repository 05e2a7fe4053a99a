"""Lists and other blocks that an engine renders as plain text: each is really rendered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.core.review.structure_checks import FIELDS, check, fixed, found, rendered

if TYPE_CHECKING:
    from copydesk.core.site.model import EngineName

_PM: EngineName = "python-markdown"
_BOTH: tuple[EngineName, ...] = ("commonmark", _PM)


def _blocks(html: str) -> list[str]:
    """The tags that tell a list's or a table's shape."""
    return re.findall(r"</?(?:ul|ol|li|table|tr|h\d|pre|del|br)\b", html)


_LINES_THAT_LOOK_LIKE_A_LIST = [
    ("• Oban\n• Mallaig\n", "- Oban\n- Mallaig\n"),
    ("The ports:\n•Oban\n•Mallaig\n", "The ports:\n\n- Oban\n- Mallaig\n"),
    ("-Oban\r\n-Mallaig\r\n", "- Oban\r\n- Mallaig\r\n"),
    ("1.Oban\n2.Mallaig\n", "1. Oban\n2. Mallaig\n"),
    ("• Oban\n\n• Mallaig\n", "- Oban\n\n- Mallaig\n"),
    ("• ओबान\n• मल्लैग 🚢\n", "- ओबान\n- मल्लैग 🚢\n"),
    ("*Oban\n*Mallaig\n", "* Oban\n* Mallaig\n"),
]


def test_lines_that_look_like_a_list() -> None:
    for body, mended in _LINES_THAT_LOOK_LIKE_A_LIST:
        for engine in _BOTH:
            assert "<li" not in rendered(body, engine)
            assert len(found("list-as-text", FIELDS + body)) == 1
            assert fixed("list-as-text", FIELDS + body) == FIELDS + mended
            assert rendered(mended, engine).count("<li") == 2


_LINES_THAT_ARE_A_LIST_OR_NONE = [
    "- Oban\n- Mallaig\n",
    "-5 degrees\n-7 degrees\n",
    "• alone\n",
    "— Come in, she said.\n— No.\n",
    "-Ana\n",
    "1.5 million\n2.5 million\n",
    "1.Oban\n3.Mallaig\n",
    "*Oban*\n*Mallaig*\n",
    "```\n-a\n-b\n```\n",
    "- x\n  -a\n  -b\n",
    "| a |\n|---|\n| •b |\n| •c |\n",
]


def test_lines_that_are_a_list_or_none() -> None:
    for body in _LINES_THAT_ARE_A_LIST_OR_NONE:
        assert found("list-as-text", FIELDS + body) == []


_LISTS_UNDER_TEXT = [
    "The ports:\n- Oban\n- Mallaig\n",
    "The ports:\n1. Oban\n2. Mallaig\n",
    "The ports:\r\n* Oban\r\n* Mallaig\r\n",
    "> The ports:\n> - Oban\n> - Mallaig\n",
    "- Oban\n\n    The boats:\n    - Isle\n    - Coast\n",
    "بندرگاہیں:\n- اوبان\n- مالیگ\n",
]


def test_lists_under_text() -> None:
    for body in _LISTS_UNDER_TEXT:
        post = FIELDS + body
        assert found("list-after-text", post) == []
        assert len(found("list-after-text", post, engine=_PM)) == 1
        mended = fixed("list-after-text", post, engine=_PM)
        assert _blocks(rendered(post, _PM)) != _blocks(rendered(post))
        assert (
            _blocks(rendered(mended, _PM)) == _blocks(rendered(mended)) == _blocks(rendered(post))
        )


_LISTS_THAT_PYTHON_MARKDOWN_READS = [
    "## Ports\n- Oban\n",
    "- Oban\n    - pier\n",
    "Oban.\n\n- Mallaig\n",
    "> She sailed.\n> - Ana Lund\n",
    "```\nx\n```\n- a\n",
    "Text\n2. b\n",
]


def test_lists_that_python_markdown_reads() -> None:
    for body in _LISTS_THAT_PYTHON_MARKDOWN_READS:
        assert found("list-after-text", FIELDS + body, engine=_PM) == []


_LISTS_WITHIN_LISTS = [
    "- Oban\n  - pier\n- Mallaig\n",
    "1. Oban\n   - pier\n   - quay\n2. Mallaig\n",
    "- Oban\n  - pier\n    - steps\n  - quay\n- Mallaig\n",
    "- Oban\n\n  Its pier.\n\n- Mallaig\n",
    "1. Oban\n\n   Its pier.\n   And more.\n\n2. Mallaig\n",
    "* ओबान\r\n  * घाट\r\n* मल्लैग\r\n",
]


def test_lists_within_lists() -> None:
    for body in _LISTS_WITHIN_LISTS:
        assert len(found("list-nesting", body, engine=_PM)) == 1
        assert found("list-nesting", body) == []
        mended = fixed("list-nesting", body, engine=_PM)
        assert found("list-nesting", mended, engine=_PM) == []
        assert _blocks(rendered(body, _PM)) != _blocks(rendered(body))
        assert (
            _blocks(rendered(mended, _PM)) == _blocks(rendered(mended)) == _blocks(rendered(body))
        )


_LISTS_THAT_ARE_INDENTED_ENOUGH = [
    "- Oban\n    - pier\n\n    Its pier.\n",
    "-\tOban\n\t- pier\n",
    "- Oban\nlazy\n- Mallaig\n",
    "- Oban\n  still Oban\n- Mallaig\n",
    "> - a\n>   - b\n",
    "- - a\n",
    "",
]


def test_lists_that_are_indented_enough() -> None:
    for body in _LISTS_THAT_ARE_INDENTED_ENOUGH:
        assert found("list-nesting", FIELDS + body, engine=_PM) == []


def test_code_in_lists() -> None:
    body = "- Load it:\n\n    ```\n    get boats\n    ```\n"
    assert found("fence-in-list", body, engine=_PM) == ["    ```"]
    assert "<pre" not in rendered(body, _PM)
    assert "<pre" in rendered(body)
    assert found("fence-in-list", "```\nx\n```\n\n- a\n\n        b\n", engine=_PM) == []


_WHAT_PYTHON_MARKDOWN_DOES_NOT_KNOW = [
    ("The strike ends ~~today~~ on Monday.\n", "<(?:del|s)>"),
    ("1) Oban\n2) Mallaig\n", "<ol"),
    ("Oban\\\nMallaig\n", "<br"),
    ("The boats:\n| a | b |\n|---|---|\n| c | d |\n", "<table"),
    ("- [ ] Oban\n- [x] Mallaig\n", "checkbox"),
    ("> [!NOTE]\n> Oban\n", "alert"),
]


def test_what_python_markdown_does_not_know() -> None:
    for body, shape in _WHAT_PYTHON_MARKDOWN_DOES_NOT_KNOW:
        post = FIELDS + body
        assert found("other-dialect", post) == []
        (finding,) = check("other-dialect", post, engine=_PM)
        assert re.search(shape, rendered(post))
        assert not re.search(shape, rendered(post, _PM))
        if finding.fixes:
            mended = fixed("other-dialect", post, engine=_PM)
            assert re.search(shape, rendered(mended, _PM))
            assert found("other-dialect", mended, engine=_PM) == []


def test_hashtags_become_headings_in_python_markdown() -> None:
    post = FIELDS + "#ferries are late\n"
    assert found("other-dialect", post, engine=_PM) == ["#"]
    assert "#ferries" not in rendered(post, _PM)
    mended = fixed("other-dialect", post, engine=_PM)
    assert found("other-dialect", mended, engine=_PM) == []
    assert all("#ferries" in rendered(mended, engine) for engine in _BOTH)


_WHAT_COMMONMARK_DOES_NOT_KNOW = [
    ("## Ports {: .wide}\n", r"\{:"),
    ("Text.\n{: #ports }\n", r"\{:"),
    ("!!! note\n    Oban\n", "!!!"),
    ("HTML is.\n\n*[HTML]: A language\n", r"\*\[HTML"),
    ("Oban\n: A port\n", ": A port"),
]


def test_what_commonmark_does_not_know() -> None:
    for body, shape in _WHAT_COMMONMARK_DOES_NOT_KNOW:
        post = FIELDS + body
        assert len(check("other-dialect", post)) == 1
        assert re.search(shape, rendered(post))
        assert found("other-dialect", post, engine=_PM) == []
        if "!!!" not in body:  # an extension that only some sites have
            assert not re.search(shape, rendered(post, _PM))


def test_what_other_generators_know() -> None:
    for body in ("## Ports {: .wide}\n", "*[HTML]: A language\n", "Oban\n: A port\n"):
        assert check("other-dialect", FIELDS + body, generator="jekyll") == ()
    assert check("other-dialect", FIELDS + "Oban\n: A port\n", generator="hugo") == ()


def test_prose_that_is_no_dialect() -> None:
    for body in (
        "He said: {x} :-)\n",
        "!!! What\n",
        "a\n:smile: b\n",
        "`{: .x}`\n",
        "5 ~ 6\n",
        "C:\\\n",
    ):
        assert found("other-dialect", FIELDS + body) == []
        assert found("other-dialect", FIELDS + body, engine=_PM) == []
