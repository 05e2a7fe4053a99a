"""Rules for fields that can't be read, or are read otherwise than they look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.site.misread import misread_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.posts.problems import Problem
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

# Where Hugo, Front Matter CMS and others keep what new posts are made from.
_MOULDS = frozenset(("archetypes", "templates", "_templates", ".frontmatter"))


def unreadable(draft: Draft, _options: Options) -> Iterator[Found]:
    """What keeps the fields from being read."""
    if _is_mould(draft):
        return
    for problem in draft.frontmatter.problems:
        if problem.fatal:
            yield _found(problem)


def damaged(draft: Draft, _options: Options) -> Iterator[Found]:
    """What is wrong with fields that can be read all the same."""
    for problem in draft.frontmatter.problems:
        if not problem.fatal:
            yield _found(problem)


def misread(draft: Draft, _options: Options) -> Iterator[Found]:
    """Values that say one thing to the editor and another to the site."""
    if not draft.frontmatter.readable:
        return
    fields, _closed = draft.facts.fields_of(draft.path, draft.frontmatter.data)
    for problem in misread_values(draft.text, draft.frontmatter, fields):
        yield _found(problem)


def _is_mould(draft: Draft) -> bool:
    """Whether it is what new posts are made from, whose fields a template still has to fill in."""
    return not _MOULDS.isdisjoint(draft.relative.split("/")[:-1])


def _found(problem: Problem) -> Found:
    """A problem as a finding: what is short enough is its headline, else the beginning of it."""
    sentence, detail = problem.sentence, problem.next_step
    fixes = (Fix(problem.mend_label or "Mend it", problem.mend),) if problem.mend else ()
    return Found(problem.span, sentence.removesuffix("."), detail, fixes)


RULES: tuple[Rule, ...] = (
    Rule(
        id="unreadable-fields",
        family=Family.FIELDS,
        title="Fields that can’t be read",
        why="The site can’t be built while a post’s fields can’t be read.",
        severity=Severity.ERROR,
        check=unreadable,
        example=Example(
            bad="---\ntitle: Council: budget passed\n---\n\nThe vote was close.\n",
            good='---\ntitle: "Council: budget passed"\n---\n\nThe vote was close.\n',
        ),
    ),
    Rule(
        id="damaged-fields",
        family=Family.FIELDS,
        title="Fields with a slip in how they are written",
        why="Sites read such fields each in their own way, or show them as text.",
        severity=Severity.WARNING,
        check=damaged,
        example=Example(
            bad="---\ntitle: Ferry back\ntitle: Ferry back on Monday\n---\n\nIt sails again.\n",
            good="---\ntitle: Ferry back on Monday\n---\n\nIt sails again.\n",
        ),
    ),
    Rule(
        id="misread-value",
        family=Family.FIELDS,
        title="A value that YAML reads as something else",
        why="The site is given something else than what stands there.",
        severity=Severity.WARNING,
        check=misread,
        example=Example(
            bad="---\ntitle: The bridge is item #3 #bridges\n---\n\nIt opens on Monday.\n",
            good='---\ntitle: "The bridge is item #3 #bridges"\n---\n\nIt opens on Monday.\n',
        ),
    ),
)
