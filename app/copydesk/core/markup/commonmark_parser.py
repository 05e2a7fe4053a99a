"""markdown-it-py set up as GitHub's Markdown, its blocks rendered one by one."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from mdit_py_plugins.footnote import footnote_plugin

from copydesk.core.markup.gfm_autolinks import gfm_autolinks
from copydesk.core.markup.highlight import code_html
from copydesk.core.markup.numbering import mark, slug
from copydesk.core.markup.sanitise import label_embeds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

# Lists and quotes inside each other: what is deeper is not shown. The recursion of the parser
# takes about four Python frames a level.
_DEEPEST = 100
# Brackets inside each other within a line: the time for hostile text grows with it.
_DEEPEST_INLINE = 20

Environment = dict[str, Any]

_MARKED = frozenset(
    ("blockquote_open", "heading_open", "list_item_open", "paragraph_open", "table_open", "tr_open")
)


def make_parser() -> MarkdownIt:
    """A parser for CommonMark 0.31 with GFM's extensions and footnotes."""
    options = {
        "maxNesting": _DEEPEST,
        "tasklists": True,
        "strikethrough_single_tilde": True,
        "alerts": True,
    }
    md = MarkdownIt("commonmark", options)
    md.enable(["table", "strikethrough"])
    md.use(footnote_plugin, inline=False, move_to_end=False)
    md.use(gfm_autolinks)
    md.inline.ruler2.push("plain_specials", _plain_specials)
    # The plugin's method is bound to the renderer; these are plain functions of the same shape.
    for name, rule in _RULES.items():
        md.renderer.rules[name] = rule  # type: ignore[attr-defined]  # a dict, typed as a mapping
    return md


def _plain_specials(state: StateInline) -> None:
    # An escape or entity is kept apart until no rule looks at text any more.
    for token in state.tokens:
        if token.type == "text_special":
            token.type = "text"


def parse_inline(md: MarkdownIt, tokens: Sequence[Token], env: Environment) -> None:
    """Fills in the children of the inline tokens."""
    md.options["maxNesting"] = _DEEPEST_INLINE
    try:
        for token in tokens:
            if token.type == "inline" and not token.children:
                token.children = []
                md.inline.parse(token.content, md, env, token.children)
    finally:
        md.options["maxNesting"] = _DEEPEST


def render_block(
    md: MarkdownIt, tokens: list[Token], env: Environment
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The unsafe HTML of one block's tokens, with marks for what is numbered.

    Args:
        md: From `make_parser`.
        tokens: The block's, their lines counted from its first.
        env: With the ``references`` and the ``footnotes`` of the document.

    Returns:
        The HTML, the slugs of its headings and the labels of its footnote references.
    """
    footnotes = env["footnotes"]
    local: Environment = {
        "references": env["references"],
        "footnotes": {"refs": dict.fromkeys(footnotes["refs"], -1), "list": {}},
        "labels": [],
    }
    parse_inline(md, tokens, local)
    headings: list[str] = []
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrs["id"] = mark("h", len(headings))
            headings.append(slug(_plain_text(tokens[index + 1])))
        if token.level and token.map and token.type in _MARKED and not token.hidden:
            token.attrs["data-line"] = token.map[0]
    html = md.renderer.render(tokens, md.options, local)
    return html, tuple(headings), tuple(local["labels"])


def _plain_text(inline: Token) -> str:
    return "".join(
        child.content
        for child in inline.children or ()
        if child.type in ("text", "code_inline", "softbreak")
    )


def _fence(tokens: Sequence[Token], index: int, _options: object, _env: object) -> str:
    token = tokens[index]
    line = token.map[0] if token.level and token.map else None
    return code_html(token.content, unescapeAll(token.info), line)


def _html(tokens: Sequence[Token], index: int, _options: object, _env: object) -> str:
    return label_embeds(tokens[index].content)


def _footnote_reference(
    tokens: Sequence[Token], index: int, _options: object, env: Environment
) -> str:
    labels: list[str] = env["labels"]
    at = len(labels)
    labels.append(tokens[index].meta["label"])
    target, own, number = mark("f", at), mark("r", at), mark("n", at)
    return f'<sup class="footnote-ref"><a href="#{target}" id="{own}">{number}</a></sup>'


def _text(tokens: Sequence[Token], index: int, _options: object, _env: object) -> str:
    return escape(tokens[index].content)


_RULES = {
    "fence": _fence,
    "code_block": _fence,
    "html_block": _html,
    "html_inline": _html,
    "footnote_ref": _footnote_reference,
    "text": _text,
}
