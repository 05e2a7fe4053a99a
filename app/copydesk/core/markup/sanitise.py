"""What of a post's HTML may be shown. Runs after everything that could bring HTML in.

Allowed is what a post's text can need; scripts, styles, frames, forms, embedded objects and
anything with an address besides links and images are not.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

import nh3

_INLINE = (
    "a abbr b bdi bdo big br cite code data del dfn em font i img ins kbd mark q rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr"
)
_BLOCKS = (
    "address article aside blockquote caption center col colgroup dd details div dl dt figcaption "
    "figure footer h1 h2 h3 h4 h5 h6 header hgroup hr input li main nav ol p picture pre section "
    "summary table tbody td tfoot th thead tr ul"
)
TAGS = frozenset(f"{_INLINE} {_BLOCKS}".split())

_CELL = {"align", "valign", "colspan", "rowspan", "scope", "width"}
_ATTRIBUTES = {
    "*": {"id", "class", "title", "lang", "dir", "style", "data-line", "aria-label", "aria-hidden"},
    "a": {"href", "name"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "data": {"value"},
    "del": {"datetime"},
    "details": {"open"},
    "div": {"align"},
    "font": {"color"},
    "h1": {"align"},
    "h2": {"align"},
    "h3": {"align"},
    "img": {"src", "alt", "width", "height", "align"},
    "input": {"checked"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "p": {"align"},
    "table": {"align", "width"},
    "td": _CELL,
    "th": _CELL,
    "time": {"datetime"},
}
_STYLES = {
    "color",
    "background-color",
    "direction",
    "font-style",
    "font-weight",
    "text-align",
    "text-decoration",
    "vertical-align",
    "white-space",
}
# "data" for images only, "copydesk" for none: `Finish` takes the rest out.
_SCHEMES = {"http", "https", "mailto", "tel", "xmpp", "ftp", "data"}
_WITH_CONTENT = {"script", "style", "template", "title", "textarea", "select", "object", "noscript"}

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes=_ATTRIBUTES,
    tag_attribute_values={"input": {"type": {"checkbox"}}},
    set_tag_attribute_values={"input": {"disabled": ""}},
    clean_content_tags=_WITH_CONTENT,
    url_schemes=_SCHEMES,
    filter_style_properties=_STYLES,
    link_rel=None,
    strip_comments=True,
)

# What `Finish` itself writes besides: images of the site, and the offer to load another host's.
_FINISHED_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes=_ATTRIBUTES | {"span": {"data-host", "data-src"}},
    tag_attribute_values={"input": {"type": {"checkbox"}}},
    set_tag_attribute_values={"input": {"disabled": ""}},
    clean_content_tags=_WITH_CONTENT,
    url_schemes=_SCHEMES | {"copydesk", "copydesk-action"},
    filter_style_properties=_STYLES,
    link_rel=None,
    strip_comments=True,
)

_EMBED = re.compile(r"<(iframe|video|audio|embed|object)\b([^<>]*)>", re.IGNORECASE)
_SRC = re.compile(r"""\b(?:src|data)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_COMPONENT = re.compile(r"<(/?)([A-Z][\w.]*)\b[^<>]*>")
_EMBED_WORDS = {"iframe": "Embedded page", "video": "Video", "audio": "Sound"}


def clean(html: str) -> str:
    """The HTML with only what is allowed, every element closed.

    In the result ``<``, ``>`` and ``"`` inside attributes are escaped, so that a tag reaches from
    its ``<`` to the next ``>``.
    """
    return _CLEANER.clean(html)


def clean_finished(html: str) -> str:
    """The same for HTML that is made of what `Finish` gave: what it wrote stays."""
    return _FINISHED_CLEANER.clean(html)


def label_embeds(html: str) -> str:
    """Raw HTML of a post with words in the place of what is never shown: frames, components.

    To be called before `clean`.
    """
    if "<" not in html:
        return html
    return _COMPONENT.sub(_component, _EMBED.sub(_embed, html))


def _embed(tag: re.Match[str]) -> str:
    kind = _EMBED_WORDS.get(tag.group(1).lower(), "Embedded object")
    source = _SRC.search(tag.group(2))
    host = _host(next(filter(None, source.groups()), "")) if source else ""
    words = f"{kind} from {host} · not shown" if host else f"{kind} · not shown"
    return f'<span class="embed">{escape(words)}</span>'


def _component(tag: re.Match[str]) -> str:
    if tag.group(2).lower() in TAGS or tag.group(2).isupper():
        return tag.group()  # HTML in capitals
    if tag.group(1):
        return ""
    return f'<span class="component">{escape(tag.group(2))}</span>'


def _host(url: str) -> str:
    try:
        return urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
