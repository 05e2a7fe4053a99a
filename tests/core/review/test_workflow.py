"""How far a post is, and how it gets further: by its own fields as far as its schema has them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.errors import EditRefusedError
from copydesk.core.library.reading import entry_from_bytes
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.metadata import PostStatus
from copydesk.core.review.status_plan import status_plan
from copydesk.core.review.workflow import STEPS, entry_with_status, next_step, status_of
from copydesk.core.site.field import Choice, Field, FieldType
from copydesk.core.text.edits import apply_edits

DRAFT, REVIEW, READY, PUBLISHED = STEPS
DRAFT_FIELD = Field("draft", "Draft", FieldType.BOOLEAN, in_schema=True)
STATUS_FIELD = Field(
    "status",
    "Status",
    FieldType.CHOICE,
    in_schema=True,
    choices=tuple(Choice(v, v) for v in ("draft", "pending", "in-review", "ready", "published")),
)
TWO_WORDS = Field(
    "status",
    "Status",
    FieldType.CHOICE,
    in_schema=True,
    choices=(Choice("Draft", "Draft"), Choice("Published", "Published")),
)


def post(*lines: str) -> str:
    return "\n".join(("---", "title: Ferry   # late", *lines, "---", "", "The ferry is late.", ""))


def planned(text: str, fields: tuple[Field, ...], status: PostStatus) -> tuple[str, str]:
    """The text that a plan makes, and what it keeps; its status is always the one asked for."""
    plan = status_plan(text, fields, status)
    new = apply_edits(text, plan.edits)
    assert status_of(read_frontmatter(new).data, plan.kept) is status
    return new, plan.kept


@pytest.mark.parametrize(
    ("lines", "kept", "status"),
    [
        (("draft: true",), "", DRAFT),
        (("draft: true",), "review", REVIEW),
        (("draft: true",), "ready", READY),
        (("draft: true",), "published", DRAFT),
        (("draft: false",), "review", PUBLISHED),
        (("published: true",), "draft", PUBLISHED),
        (("published: false",), "ready", READY),
        (("status: in-review",), "ready", REVIEW),
        (("status: Draft",), "review", REVIEW),
        (("tags: [a]",), "", PUBLISHED),
        (("tags: [a]",), "draft", DRAFT),
        (("tags: [a]",), "review", REVIEW),
        (("tags: [a]",), "what a later version keeps", PUBLISHED),
    ],
)
def test_the_kept_status_counts_unless_the_post_says_otherwise(
    lines: tuple[str, ...], kept: str, status: PostStatus
) -> None:
    data = read_frontmatter(post(*lines)).data
    assert status_of(data, kept) is status
    entry = entry_from_bytes("ferry.md", post(*lines).encode(), 1, 1)
    assert entry_with_status(entry, kept).status is status


def test_a_post_that_cannot_be_read_stays_so() -> None:
    entry = entry_from_bytes("ferry.md", b"---\ntitle: [\n---\n", 1, 1)
    assert entry_with_status(entry, "review").status is PostStatus.UNREADABLE


@pytest.mark.parametrize("status", [DRAFT, REVIEW, READY])
@pytest.mark.parametrize("text", [post(), post("draft: true"), "No fields at all.\n"])
def test_without_a_field_in_the_schema_nothing_is_written(text: str, status: PostStatus) -> None:
    seen = Field("draft", "Draft", FieldType.BOOLEAN)  # in other posts, not in the schema
    new, _kept = planned(text, (seen,), status)
    assert new == text


def test_a_field_outside_the_schema_is_named_and_not_overruled() -> None:
    with pytest.raises(EditRefusedError) as refused:
        status_plan(post("draft: false"), (), REVIEW)
    assert "published" in refused.value.sentence
    assert "“draft”" in refused.value.next_step


@pytest.mark.parametrize(
    ("before", "status", "after", "kept"),
    [
        (("draft: false  # out",), REVIEW, ("draft: true  # out",), "review"),
        (("draft: true",), REVIEW, ("draft: true",), "review"),
        (("draft: true",), DRAFT, ("draft: true",), ""),
        (("draft: true",), PUBLISHED, ("draft: false",), ""),
    ],
)
def test_yes_or_no_says_what_it_can(
    before: tuple[str, ...], status: PostStatus, after: tuple[str, ...], kept: str
) -> None:
    assert planned(post(*before), (DRAFT_FIELD,), status) == (post(*after), kept)


def test_a_missing_field_of_the_schema_is_added_where_it_is_needed() -> None:
    assert planned(post(), (DRAFT_FIELD,), READY) == (post("draft: true"), "ready")


@pytest.mark.parametrize(
    ("field", "before", "status", "after", "kept"),
    [
        (STATUS_FIELD, "status: draft", REVIEW, "status: in-review", ""),
        (STATUS_FIELD, "status: pending", REVIEW, "status: pending", ""),
        (STATUS_FIELD, "status: 'pending'", READY, "status: 'ready'", ""),
        (STATUS_FIELD, "status: ready", DRAFT, "status: draft", ""),
        (TWO_WORDS, "status: Published", REVIEW, "status: Draft", "review"),
        (TWO_WORDS, "status: Draft", READY, "status: Draft", "ready"),
        (TWO_WORDS, "status: Draft", PUBLISHED, "status: Published", ""),
    ],
)
def test_a_field_of_words_is_set_to_its_own_word(
    field: Field, before: str, status: PostStatus, after: str, kept: str
) -> None:
    assert planned(post(before), (field,), status) == (post(after), kept)


def test_a_free_field_takes_a_plain_word_where_it_holds_a_status() -> None:
    field = Field("workflow", "Workflow", FieldType.TEXT, in_schema=True)
    assert planned(post("workflow: draft"), (field,), REVIEW) == (post("workflow: review"), "")
    # Of a field that means something else nothing is known.
    assert planned(post("workflow: print"), (field,), REVIEW) == (post("workflow: print"), "review")


def test_two_fields_agree() -> None:
    new, kept = planned(
        post("status: published", "draft: false"), (STATUS_FIELD, DRAFT_FIELD), READY
    )
    assert new == post("status: ready", "draft: true")
    assert kept == ""


def test_where_words_say_it_no_yes_or_no_is_added() -> None:
    both = (DRAFT_FIELD, STATUS_FIELD)
    assert planned(post("status: ready"), both, REVIEW) == (post("status: in-review"), "")
    told, kept = planned(post("status: Draft"), (DRAFT_FIELD, TWO_WORDS), READY)
    assert (told, kept) == (post("status: Draft", "draft: true"), "ready")


def test_broken_fields_are_refused_with_a_sentence() -> None:
    with pytest.raises(EditRefusedError):
        status_plan("---\ntitle: [\n---\n", (DRAFT_FIELD,), REVIEW)


@given(
    st.lists(
        st.sampled_from(
            ["draft: true", "draft: no", "published: false", "status: ready", "state: live", "a: 1"]
        ),
        max_size=3,
        unique_by=lambda line: line.partition(":")[0],
    ),
    st.sets(st.sampled_from([DRAFT_FIELD, STATUS_FIELD, TWO_WORDS])),
    st.sampled_from(STEPS),
    st.sampled_from(["yaml", "json"]),
)
def test_a_plan_does_what_it_says_or_is_refused(
    lines: list[str], fields: set[Field], status: PostStatus, form: str
) -> None:
    text = post(*lines)
    if form == "json":
        text = json.dumps(read_frontmatter(text).data, indent=2) + "\n\nText.\n"
    try:
        plan = status_plan(text, fields, status)
    except EditRefusedError:
        return
    new = apply_edits(text, plan.edits)
    data = read_frontmatter(new).data
    assert status_of(data, plan.kept) is status
    # Asked for once more, there is nothing left to write.
    assert status_plan(new, fields, status) == type(plan)((), plan.kept)


@pytest.mark.parametrize(
    ("lines", "kept", "step"),
    [
        (("draft: true",), "", REVIEW),
        (("draft: true",), "review", READY),
        (("draft: true",), "ready", None),
        (("draft: false",), "", None),
        ((), "", REVIEW),
        ((), "ready", None),
    ],
)
def test_the_next_step(lines: tuple[str, ...], kept: str, step: PostStatus | None) -> None:
    assert next_step(read_frontmatter(post(*lines)).data, kept) is step
