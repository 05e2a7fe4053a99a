"""The blocks that every engine gives."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level block of a post.

    Attributes:
        id: Made from the HTML: the same HTML has the same id in any document and revision. Where
            a document holds the same block twice, the later ones have "-2", "-3" behind.
        html: Sanitised; may hold one element, several or none. Inner elements that begin a line
            carry ``data-line``: 0-based lines *after the block's first*, so that a block's HTML
            stays the same when it moves.
        start_line: The first line, 0-based in the whole file.
        end_line: The line after the last; greater than ``start_line`` but for blocks that have
            no lines of their own, like the list of footnotes.
    """

    id: str
    html: str
    start_line: int
    end_line: int


def block_id(html: str) -> str:
    """The id of a block with this HTML: 16 hexadecimal digits."""
    return blake2b(html.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def numbered(blocks: list[Block]) -> list[Block]:
    """The same blocks, with ids that differ."""
    seen: dict[str, int] = {}
    result = []
    for block in blocks:
        count = seen.get(block.id, 0) + 1
        seen[block.id] = count
        if count > 1:
            block = Block(f"{block.id}-{count}", block.html, block.start_line, block.end_line)
        result.append(block)
    return result
