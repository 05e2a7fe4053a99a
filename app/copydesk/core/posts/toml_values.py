"""What TOML source says, read by tomllib."""

from __future__ import annotations

import contextlib
import re
import tomllib

from copydesk.core.posts.toml_tree import TomlShapeError, read_toml

_LINE_END = re.compile(r"\r\n|\r")


def toml_data(source: str) -> dict[str, object]:
    """What a block says.

    Raises:
        ValueError: It is no TOML; tomllib's own error, which mostly names the line.
        TooMuchError: It is deeper or longer than anything written by hand.
    """
    with contextlib.suppress(TomlShapeError):
        read_toml(source)  # bounds what tomllib, which recurses and squares, is given to do
    # TOML 1.0 knows no lone CR; python-frontmatter's own handler needs the dead "toml" package.
    return tomllib.loads(_LINE_END.sub("\n", source))


def toml_value(source: str) -> object:
    """What the source of one value says.

    Raises:
        ValueError: It is not one value.
        TooMuchError: It is deeper or longer than anything written by hand.
    """
    data = toml_data(f"value = {source}\n")
    if len(data) != 1:
        raise ValueError(source)
    return data["value"]
