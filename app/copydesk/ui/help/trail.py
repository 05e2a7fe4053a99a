"""Where a reader of the guide has been, there and back."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the guide.

    Attributes:
        page: The page's name.
        anchor: A place on it that a link led to; "" for its top.
        scroll: How far it was scrolled when it was left, in pixels; None where it never was.
        words: What was looked for, which is marked.
    """

    page: str
    anchor: str = ""
    scroll: int | None = None
    words: tuple[str, ...] = ()


class Trail:
    """The places visited, and which of them is in front."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._here = -1

    @property
    def here(self) -> Place | None:
        """The place in front."""
        return self._places[self._here] if self._places else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before."""
        return self._here > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place that was left by going back."""
        return self._here < len(self._places) - 1

    def visit(self, place: Place, scroll: int) -> None:
        """Goes on to a place; `scroll` is how far the one in front was scrolled."""
        self._leave(scroll)
        del self._places[self._here + 1 :]
        self._places.append(place)
        self._here += 1

    def step(self, by: int, scroll: int) -> Place | None:
        """Goes to the place before (-1) or after (1); None where there is none."""
        if not self.can_go_back if by < 0 else not self.can_go_forward:
            return None
        self._leave(scroll)
        self._here += by
        return self.here

    def _leave(self, scroll: int) -> None:
        if self._places:
            self._places[self._here] = replace(self._places[self._here], scroll=scroll)
