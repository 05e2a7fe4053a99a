"""Engines for the tests of markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.markup.engine import engine_for
from copydesk.core.markup.finish import Finish
from copydesk.core.markup.resolve import PreviewResolver

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.core.markup.engine import Engine


def make_engine(name: str, *hosts: str) -> Engine:
    return engine_for(name, Finish(PreviewResolver("", ""), hosts))


@pytest.fixture
def html_of() -> Callable[..., str]:
    """`html_of(text, engine="commonmark", hosts=())`: all blocks' HTML."""

    def render(text: str, engine: str = "commonmark", hosts: tuple[str, ...] = ()) -> str:
        return "".join(block.html for block in make_engine(engine, *hosts).render(text, 0))

    return render


@pytest.fixture(params=["commonmark", "python-markdown"])
def either_engine(request: pytest.FixtureRequest) -> Engine:
    """Both engines, one after the other."""
    return make_engine(request.param)


@pytest.fixture
def new_engine() -> Callable[..., Engine]:
    """`new_engine(name, *hosts)`."""
    return make_engine
