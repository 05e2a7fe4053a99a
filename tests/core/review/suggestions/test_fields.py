from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.field_edits import set_field
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.metadata import metadata_of
from copydesk.core.review.suggestions.fields import suggest_field
from copydesk.core.review.suggestions.items import open_items
from copydesk.core.review.suggestions.recording import Author
from copydesk.core.review.suggestions.resolving import accept, reject
from copydesk.core.text.critic import accepted_reading, marks_in
from copydesk.core.text.edits import apply_edits

_ME = Author("Ana O’Neil's", 1_764_149_400)
_POSTS = (
    "---\ntitle: Old words   # kept\ndate: 2026-01-02\n---\nBody\n",
    '---\ntitle: "Old \\"words\\""\n---\nBody\n',
    "---\r\ntitle: 'Old ''words'''\r\ntags: [a]\r\n---\r\nBody\r\n",
    '+++\ntitle = "Old words"\n+++\nBody\n',
    "+++\ntitle = 'Old words'\n+++\nBody\n",
    '{\n  "title": "Old words"\n}\n\nBody\n',
    "---\ntitle: >-\n  Old\n  words\n---\nBody\n",
)
_titles = st.one_of(
    st.sampled_from(["New: words", "{x}", "a ~> b", 'it\'s "so"', "नया", "{++x++}", "", "- 😀 #"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20),
)


@pytest.mark.parametrize("post", _POSTS)
def test_a_title_is_suggested_accepted_and_rejected_byte_for_byte(post: str) -> None:
    marked = apply_edits(post, suggest_field(post, ("title",), "New words", _ME))
    value = read_frontmatter(marked).data["title"]
    assert isinstance(value, str)
    assert accepted_reading(value).text == "New words"
    (mark,) = marks_in(marked)
    assert (mark.author, mark.time) == (_ME.name, _ME.time)
    assert open_items(marked)[0].title.endswith("→ New words")
    assert metadata_of(marked, "post.md").title == "New words"
    assert apply_edits(marked, reject(marked, marks_in(marked))) == post
    typed = apply_edits(post, set_field(post, "title", "New words"))
    assert apply_edits(marked, accept(marked, marks_in(marked))) == typed


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(_POSTS), st.lists(_titles, min_size=1, max_size=4))
def test_whatever_is_typed_into_a_title(post: str, typed: list[str]) -> None:
    text = post
    for title in typed:
        try:
            text = apply_edits(text, suggest_field(text, ("title",), title, _ME))
        except EditRefusedError:
            continue  # nothing changed then
        value = read_frontmatter(text).data["title"]
        assert accepted_reading(str(value)).text == title
    assert apply_edits(text, reject(text, marks_in(text))) == post


def test_what_is_no_text_or_anothers_is_refused() -> None:
    with pytest.raises(EditRefusedError, match="Only a text"):
        suggest_field(_POSTS[0], ("date",), "x", _ME)
    marked = apply_edits(_POSTS[0], suggest_field(_POSTS[0], ("title",), "B", Author("B", 1)))
    with pytest.raises(EditRefusedError, match="already"):
        suggest_field(marked, ("title",), "C", _ME)


def test_fields_and_text_are_answered_together() -> None:
    post = _POSTS[0].replace("Body", "{~~Body~>Text~~}")
    marked = apply_edits(post, suggest_field(post, ("title",), "New", _ME))
    after = apply_edits(marked, accept(marked, marks_in(marked)))
    assert after == _POSTS[0].replace("Body", "Text").replace("Old words", "New")
