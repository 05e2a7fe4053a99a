"""Bare addresses as links, as GitHub Flavored Markdown has them, for markdown-it-py.

The rules are those of the GFM specification 0.29, section 6.9; where it is silent, those of
cmark-gfm's extensions/autolink.c. Addresses of the web are read from the source, so that their
``_`` and ``&`` are not taken for emphasis and entities; mail addresses are looked for in the text
that is left, as their first part may hold any number of ``_``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.token import Token

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

# Where plain text ends: characters that mean something, or "www." where it may begin a link.
_TEXT_END = re.compile(r"[\n!#$%&*+\-:<=>@\[\\\]^_`{}~]|w(?<![^\s*_~(]w)ww\.")
_SCHEME = re.compile(r"(?<![A-Za-z])(https?|ftp)$", re.IGNORECASE)
# RFC 1035, 2.3.4: no name is longer than 255; the limit also bounds the search.
_DOMAIN = re.compile(r"[\w\-.\U0001f300-\U0001faff]{1,255}")
_REST = re.compile(r"[^\s<]*")
_ENTITY = re.compile(r"&[A-Za-z0-9]+;$")
_LONGEST_LOCAL = 255
_LOCAL = re.compile(r"[A-Za-z0-9.+_-]+$")
_MAIL_DOMAIN = re.compile(r"@([A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){1,20})")
_XMPP_RESOURCE = re.compile(r"/[A-Za-z0-9@.]+")


def gfm_autolinks(md: MarkdownIt) -> None:
    """Adds the rules to a parser; for ``MarkdownIt.use``."""
    md.inline.ruler.at("text", _text)
    md.inline.ruler.before("newline", "gfm_www", _www)
    md.inline.ruler.after("gfm_www", "gfm_scheme", _scheme)
    md.inline.ruler2.push("gfm_mail", _mail)


def _text(state: StateInline, silent: bool) -> bool:
    end = _TEXT_END.search(state.src, state.pos)
    stop = min(end.start(), state.posMax) if end else state.posMax
    if stop == state.pos:
        return False
    if not silent:
        state.pending += state.src[state.pos : stop]
    state.pos = stop
    return True


def _www(state: StateInline, silent: bool) -> bool:
    pos = state.pos
    if silent or state.linkLevel or not state.src.startswith("www.", pos):
        return False
    if pos and not (state.src[pos - 1].isspace() or state.src[pos - 1] in "*_~("):
        return False
    end = _address_end(state, pos)
    if end <= pos + 4:
        return False
    return _push(state, pos, end, "http://")


def _scheme(state: StateInline, silent: bool) -> bool:
    pos = state.pos
    if silent or state.linkLevel or not state.src.startswith("://", pos):
        return False
    scheme = _SCHEME.search(state.pending[-8:])
    if scheme is None:
        return False
    domain = state.src[pos + 3 : pos + 4]
    end = _address_end(state, pos + 3) if domain.isalnum() else 0
    if not end:
        return False
    length = len(scheme.group(1))
    state.pending = state.pending[:-length]
    if _push(state, pos - length, end, ""):
        return True
    state.pending += scheme.group(1)
    return False


def _address_end(state: StateInline, start: int) -> int:
    """Where the address that begins with the domain at ``start`` ends; 0 for none."""
    domain = _DOMAIN.match(state.src, start, state.posMax)
    if domain is None or not _is_domain(domain.group()):
        return 0
    rest = _REST.match(state.src, domain.end(), state.posMax)
    return _trimmed(state.src, domain.start(), rest.end() if rest else domain.end())


def _is_domain(name: str) -> bool:
    # No underscore in the last two parts. `_scheme` allows a single part: "http://localhost".
    return not any("_" in part for part in name.rstrip(".").split(".")[-2:])


def _trimmed(src: str, start: int, end: int) -> int:
    """``end`` without what belongs to the sentence: full stops, unmatched brackets, entities."""
    unmatched = src.count(")", start, end) - src.count("(", start, end)
    while end > start:
        last = src[end - 1]
        if last in "?!.,:*_~'\"":
            end -= 1
        elif last == ")" and unmatched > 0:
            unmatched -= 1
            end -= 1
        elif last == ";":
            entity = _ENTITY.search(src, max(start, end - 40), end)
            end = entity.start() if entity else end - 1
        else:
            break
    return end


def _push(state: StateInline, start: int, end: int, prefix: str) -> bool:
    text = state.src[start:end]
    href = state.md.normalizeLink(prefix + text)
    if not state.md.validateLink(href):
        return False
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": href}
    opening.markup, opening.info = "linkify", "auto"
    state.push("text", "", 0).content = text
    closing = state.push("link_close", "a", -1)
    closing.markup, closing.info = "linkify", "auto"
    state.pos = end
    return True


def _mail(state: StateInline) -> None:
    """Links the mail addresses in the finished text tokens."""
    if "@" not in state.src:
        return
    result: list[Token] = []
    links = 0
    for token in state.tokens:
        if token.type == "link_open" or (
            token.type == "html_inline" and token.content[:2].lower() == "<a"
        ):
            links += 1
        elif token.type == "link_close" or (
            token.type == "html_inline" and token.content[:3].lower() == "</a"
        ):
            links = max(0, links - 1)
        if token.type == "text" and not links and "@" in token.content:
            result += _with_mail_links(token)
        else:
            result.append(token)
    state.tokens[:] = result


def _with_mail_links(token: Token) -> list[Token]:
    text = token.content
    tokens: list[Token] = []
    done = at = 0
    while (at := text.find("@", at)) >= 0:
        found = _mail_address(text, done, at)
        if found is None:
            at += 1
            continue
        start, end, prefix = found
        if start > done:
            tokens.append(_text_token(text[done:start], token.level))
        address = text[start:end]
        tokens.append(Token("link_open", "a", 1, attrs={"href": prefix + address}))
        tokens.append(_text_token(address, token.level + 1))
        tokens.append(Token("link_close", "a", -1))
        done = at = end
    if not tokens:
        return [token]
    if done < len(text):
        tokens.append(_text_token(text[done:], token.level))
    return tokens


def _text_token(content: str, level: int) -> Token:
    return Token("text", "", 0, content=content, level=level)


def _mail_address(text: str, done: int, at: int) -> tuple[int, int, str] | None:
    """Start, end and what goes before the address in its link, for the ``@`` at ``at``."""
    local = _LOCAL.search(text, max(done, at - _LONGEST_LOCAL), at)
    domain = _MAIL_DOMAIN.match(text, at)
    if local is None or domain is None or domain.group()[-1] in "-_":
        return None
    start, end, prefix = local.start(), domain.end(), "mailto:"
    before = text[max(done, start - 7) : start]
    if before.endswith("/"):
        return None
    if text[end : end + 1] == "@":
        return None
    for scheme in ("mailto:", "xmpp:"):
        if before.lower().endswith(scheme):
            start -= len(scheme)
            prefix = ""
            resource = _XMPP_RESOURCE.match(text, end) if scheme == "xmpp:" else None
            if resource:
                end = resource.end() - (resource.group()[-1] == ".")
    return start, end, prefix
