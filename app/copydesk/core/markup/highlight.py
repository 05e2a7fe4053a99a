"""Code in colours: Pygments' own short class names, coloured by the page's style sheet."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer

# Beyond it the colours of one block would cost more than the rest of a long post.
_MOST_COLOURED = 50_000
_LANGUAGE = re.compile(r"[^\s{}\[\],:]+")


def code_html(code: str, info: str = "", line: int | None = None) -> str:
    """A block of code as HTML.

    Args:
        code: The code, with its last line end.
        info: What stands behind the opening fence; its first word names the language.
        line: What ``data-line`` of the whole is to say, if anything.
    """
    named = _LANGUAGE.match(info.strip().lstrip("{.").strip())
    language = named.group() if named else ""
    inner = coloured(code, language)
    mark = f' data-line="{line}"' if line is not None else ""
    label = f' class="language-{escape(language)}"' if language else ""
    return f'<div class="highlight"{mark}><pre><code{label}>{inner}</code></pre></div>\n'


def coloured(code: str, language: str) -> str:
    """Code as HTML with a span a token; only escaped where the language is not known."""
    lexer = _lexer(language.lower()) if language and len(code) <= _MOST_COLOURED else None
    if lexer is None:
        return escape(code, quote=False)
    from pygments import highlight
    from pygments.formatters.html import HtmlFormatter

    html: str = highlight(code, lexer, HtmlFormatter(nowrap=True))
    return html


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        # A post's own blank lines and missing line end are to stay as they are.
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
