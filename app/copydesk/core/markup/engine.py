"""What every Markdown engine gives: the blocks of a post, safe to show, with their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from copydesk.core.markup.blocks import Block

if TYPE_CHECKING:
    from copydesk.core.markup.finish import Finish

__all__ = ["DEFAULT_ENGINE", "ENGINE_NAMES", "Block", "Engine", "engine_for"]

# The default where no generator is recognised; the names are those of a site's `engine`.
DEFAULT_ENGINE = "python-markdown"
ENGINE_NAMES = ("commonmark", "python-markdown")


class Engine(Protocol):
    """Turns one post, in all its revisions, into blocks; keeps what did not change.

    Attributes:
        name: "commonmark" or "python-markdown".
        label: For the status bar.
    """

    name: str
    label: str

    def render(self, body: str, first_line: int) -> list[Block]:
        """The blocks of a text, in order; start lines never decrease.

        Args:
            body: The post's own text, without its fields; any line ends.
            first_line: The 0-based line of the file on which the body starts.
        """
        ...


def engine_for(name: str, finish: Finish) -> Engine:
    """A new engine; one is made for each post, as it remembers the last text.

    Args:
        name: One of `ENGINE_NAMES`.
        finish: Makes the engine's HTML safe and its links and images lead somewhere.

    Raises:
        ValueError: No engine has that name.
    """
    # Either takes its time to load, and a site needs one of them.
    if name == "commonmark":
        from copydesk.core.markup.commonmark import CommonMarkEngine

        return CommonMarkEngine(finish)
    if name == "python-markdown":
        from copydesk.core.markup.python_markdown import PythonMarkdownEngine

        return PythonMarkdownEngine(finish)
    raise ValueError(f"no engine is called {name!r}")
