"""The fields at the top of a post: where they stand, what they say, what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from copydesk.core.posts.broken_fences import fence_problem, second_block_problem
from copydesk.core.posts.entries import FieldEntry
from copydesk.core.posts.fences import Fenced, find_block
from copydesk.core.posts.problems import Problem
from copydesk.core.posts.yaml_reread import read_yaml

if TYPE_CHECKING:
    from copydesk.core.posts.yaml_block import ReadBlock
    from copydesk.core.text.positions import Span

__all__ = ["FieldEntry", "Frontmatter", "Problem", "read_frontmatter"]


@dataclass(frozen=True, slots=True)
class Frontmatter:
    """A post's fields. Values are shared between calls: read them, never change them.

    Attributes:
        format: How they are written; None for a post without fields.
        span: The block with its fences and the line end after; None where it has no two fences.
        content: Between the fences.
        data: The values as a site's tools read them; empty when they can't be read.
        entries: The fields in the order of the file.
        problems: What is wrong, most pressing first.
        body_start: Where the post's own text starts.
    """

    format: Literal["yaml", "toml", "json"] | None
    span: Span | None
    content: Span | None
    data: dict[str, object]
    entries: tuple[FieldEntry, ...]
    problems: tuple[Problem, ...]
    body_start: int

    @property
    def readable(self) -> bool:
        """Whether the fields can be read, be there any or none."""
        return not any(problem.fatal for problem in self.problems)

    def entry(self, key: str) -> FieldEntry | None:
        """The field of that name; of a repeated one the last, which is the one that counts."""
        return next((entry for entry in reversed(self.entries) if entry.key == key), None)


def read_frontmatter(text: str) -> Frontmatter:
    """Reads the fields of any text; never raises.

    An unchanged block is not read again, so that a key typed in the body costs nothing here.
    """
    block = find_block(text)
    if block is None:
        problem = fence_problem(text)
        if problem is None:
            return Frontmatter(None, None, None, {}, (), (), 0)
        return Frontmatter("yaml", None, None, {}, (), (problem,), 0)
    result = _read_head(text[: block.span.end], block)
    if result.span is not None and result.readable:
        second = second_block_problem(text, block, result.data)
        if second is not None:
            return replace(result, problems=(*result.problems, second))
    return result


def _read_block(head: str, block: Fenced) -> ReadBlock:
    if block.format == "yaml":
        return read_yaml(head, block)
    # Rare, and their libraries take 15 ms of every start.
    if block.format == "toml":
        from copydesk.core.posts.toml_block import read_toml_block

        return read_toml_block(head, block)
    from copydesk.core.posts.json_block import read_json_block

    return read_json_block(head, block)


@lru_cache(maxsize=16)
def _read_head(head: str, block: Fenced) -> Frontmatter:
    read = _read_block(head, block)
    if not read.is_map and not block.at_top:
        # A rule, or braces that are no fields, further down: only fields make it a block.
        return Frontmatter(None, None, None, {}, (), (), 0)
    return Frontmatter(
        block.format,
        block.span,
        block.content,
        read.data,
        read.entries,
        read.problems,
        block.span.end,
    )
