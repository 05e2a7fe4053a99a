"""Texts that nobody wrote: the rules on structure and leftovers neither fail nor dawdle."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.core.review.check import options_of
from copydesk.core.review.draft import Draft
from copydesk.core.review.leftovers.rules import RULES as LEFTOVERS
from copydesk.core.review.settings import ReviewSettings
from copydesk.core.review.site_facts import SiteFacts
from copydesk.core.review.structure.rules import RULES as STRUCTURE
from copydesk.core.site.model import Site
from copydesk.core.text.critic import accepted_reading
from copydesk.core.text.edits import apply_edits

if TYPE_CHECKING:
    from copydesk.core.review.finding import Found
    from copydesk.core.review.rule import Rule
    from copydesk.core.site.model import EngineName

_RULES = (*STRUCTURE, *LEFTOVERS)
_LONG = 10_000
_LISTS = ("- a\n  - b\n", "a\n- b\n\n", "~~a~~ ", "1) a\n")
# In seconds, of one rule: far more than a rule takes whose time grows with the length.
_LONGEST = 1.0


def _draft(text: str, engine: EngineName, name: str = "post.md") -> Draft:
    root = Path("/nowhere")
    facts = SiteFacts(Site(root, None, "", engine))
    reading = accepted_reading(text)
    return Draft(reading.text, root / name, facts, dt.date(2026, 11, 20), (), text)


def _run(rule: Rule, draft: Draft) -> list[Found]:
    """What the rule finds; unlike `check_post`, an error comes out."""
    return list(rule.check(draft, options_of(rule, ReviewSettings())))


_PIECES = st.sampled_from(
    [
        *"*_`~#>|-=[](){}<>!?:.•\t \n\r",
        *(
            "\r\n",
            "\n\n",
            "---\n",
            "---\ntitle: A\n---\n",
            "# ",
            "### ",
            "- ",
            "1. ",
            "1) ",
            "    ",
        ),
        *(
            "**",
            "```\n",
            "~~",
            "[a](b",
            "[^1]",
            "[1]: /x\n",
            "| a | b |\n",
            "|--|--|\n",
            "<b>",
            "</b>",
        ),
        *("<!-- check ", "-->", "{++", "++}", "{>>", "<<}", "{: .x}", "<<<<<<< a\n", "=======\n"),
        *(">>>>>>> b\n", "TK", "TODO: ", "word ", "नाव ", "کشتی ", "🚢", "\u2028", "\0", "{{ x }}"),
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join), st.sampled_from(["post.md", "post.mdx"]))
def test_any_text_is_checked_and_every_fix_can_be_made(text: str, name: str) -> None:
    for engine in ("commonmark", "python-markdown"):
        draft = _draft(text, engine, name)
        for rule in _RULES:
            for found in _run(rule, draft):
                checked = draft.original if found.in_original else draft.text
                assert 0 <= found.span.start <= found.span.end <= len(checked), rule.id
                assert found.sentence
                assert not found.sentence.endswith(".")
                for fix in found.fixes:
                    assert apply_edits(checked, fix.edits) != checked, rule.id


def test_hostile_texts_take_no_longer_than_their_length() -> None:
    for piece in (
        "[",
        "*",
        "** a",
        "<b>",
        "<a '",
        "<!--",
        "| a ",
        "[a][b] ",
        "[a] (/b) *c* ",
        "[a]: /b\n",
        "<<<<<<< a\n",
        "• a\n",
        "a\n---\n\n",
        "> ",
        *_LISTS,
    ):
        engine: EngineName = "python-markdown" if piece in _LISTS else "commonmark"
        draft = _draft(piece * (_LONG // len(piece)), engine)
        assert draft.manuscript.text
        for rule in _RULES:
            started = time.perf_counter()
            _run(rule, draft)
            assert time.perf_counter() - started < _LONGEST, (piece, rule.id)
