"""Two rendered posts as one: the newer, with what was removed and what was added marked in it.

Blocks that are alike are found first, then the parts of lists, tables and quotations, and last the
words of a paragraph; what can't be laid into one another is marked as a whole. The work is bounded
by the number of blocks and words. lxml's own `htmldiff` was tried and left: it takes a whole table
or a Chinese paragraph for changed where one word is, and is silent about emphasis.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring, tostring

from copydesk.core.markup.blocks import Block, block_id, numbered
from copydesk.core.markup.inline_marks import mark_words, run_words
from copydesk.core.markup.protocol import DIFFERENCE
from copydesk.core.markup.sanitise import clean_finished
from copydesk.core.text.matching import Budget, matches_between
from copydesk.core.text.moves import equal_pairs, moved_pairs
from copydesk.core.text.pairing import paired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.text.pairing import Pair

ADDED, REMOVED = "compare-added", "compare-removed"
"""The classes of elements that only one of the posts has."""
MOVED = "compare-moved"
"""Beside one of those: the other post has it in another place."""
# The ids of both places of a moved block.
_LEFT, _CAME = "compare-left-", "compare-came-"

# The content of these is elements, as far as it is not blank.
_BLOCK_NAMES = (
    "address article aside blockquote caption center col colgroup dd details div dl dt figcaption"
    " figure footer h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p picture pre section summary"
    " table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_ROWS = frozenset({"tr"})
_CELLS = frozenset({"td", "th"})
_LISTS = frozenset({"ul", "ol"})
# Stands for a stretch of text beside blocks; never in what comes out.
_STRETCH = "copydesk-stretch"
# Where things lie, which tells nothing of what they are.
_PLACES = re.compile(r' (?:data-line|id)="[^"]*"')
_IDS = re.compile(r' id="[^"]*"')
# In safe HTML a tag ends at the next ">".
_TAG = re.compile(r"<[^>]*>")
_OWN_MARKS = re.compile(r"<(/?)(del|ins)\b[^>]*>")
# Longer blocks, in characters of HTML, are not looked into.
_LONGEST = 400_000


def compare_blocks(old: Sequence[Block], new: Sequence[Block]) -> list[Block]:
    """The blocks of the new post, with those of the old one that it lacks, marked.

    Args:
        old: Safe blocks of the older post.
        new: Safe blocks of the newer one.

    Returns:
        Safe blocks; a removed one has the line of what it stood after. Each that differs is one
        element with an id of `DIFFERENCE`.
    """
    work = _Comparison()
    ours = [_without_marks(block.html) for block in old]
    others = [_without_marks(block.html) for block in new]
    pairs = work.aligned(ours, others)
    moves = _Moves(ours, others, pairs)
    result: list[Block] = []
    line = count = 0
    for mine, theirs in pairs:
        end = line
        if theirs is not None:
            line, end = new[theirs].start_line, new[theirs].end_line
        before = "" if mine is None else ours[mine]
        after = "" if theirs is None else others[theirs]
        if before and after and _key(before) == _key(after):
            html = after
        elif mine is not None and mine in moves.to:
            html = clean_finished(moves.left(mine, before))
        else:
            count += 1
            if theirs is not None and theirs in moves.come:
                source = ours[moves.come[theirs]]
                same = _key(source) == _key(after)
                html = moves.came(theirs, after if same else work.merged(source, after))
            else:
                html = work.merged(before, after) if before and after else _whole(before, after)
            html = clean_finished(f'<div id="{DIFFERENCE}{count}">{html}</div>')
        result.append(Block(block_id(html), html, line, end))
    return numbered(result)


class _Moves:
    """Blocks that stand elsewhere now: both places say so, and lead to each other.

    Attributes:
        to: The new numbers of old blocks that moved.
        come: The old numbers of new ones.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str], pairs: Sequence[Pair]) -> None:
        gone = [mine for mine, theirs in pairs if theirs is None and mine is not None]
        come = [theirs for mine, theirs in pairs if mine is None and theirs is not None]
        found = moved_pairs(
            [_TAG.sub(" ", old[number]) for number in gone],
            [_TAG.sub(" ", new[number]) for number in come],
        )
        self.to = {gone[one]: come[other] for one, other in found}
        self.come = {theirs: mine for mine, theirs in self.to.items()}
        order = {pair: place for place, pair in enumerate(pairs)}
        # Of neighbours that stayed neighbours the first speaks for all.
        self._following = {
            mine
            for mine, theirs in self.to.items()
            if self.to.get(mine - 1) == theirs - 1
            and order[mine, None] == order[mine - 1, None] + 1
            and order[None, theirs] == order[None, theirs - 1] + 1
        }
        self._down = {
            mine for mine, theirs in self.to.items() if order[mine, None] < order[None, theirs]
        }

    def left(self, mine: int, html: str) -> str:
        """Where a block stood; its words are read at its new place."""
        went = "to-below" if mine in self._down else "to-above"
        link = self._link(mine, went, f"{_CAME}{mine}")
        return f'<div id="{_LEFT}{mine}" class="{MOVED} {REMOVED}">{link}{_IDS.sub("", html)}</div>'

    def came(self, theirs: int, html: str) -> str:
        """Where it stands now, with the words that differ marked."""
        mine = self.come[theirs]
        came = "from-above" if mine in self._down else "from-below"
        link = self._link(mine, came, f"{_LEFT}{mine}")
        return f'<div id="{_CAME}{mine}" class="{MOVED} {ADDED}">{link}{html}</div>'

    def _link(self, mine: int, way: str, to: str) -> str:
        if mine in self._following:
            return ""
        words = f"Moved {way.replace('-', ' ')}"
        return f'<a class="compare-jump {way}" href="#{to}" aria-label="{words}"></a>'


def _without_marks(html: str) -> str:
    """A post's own struck and underlined words, set so that they are not taken for marks."""
    return _OWN_MARKS.sub(lambda tag: f"<{tag[1]}{'s' if tag[2] == 'del' else 'u'}>", html)


def _whole(old: str, new: str) -> str:
    return "".join(
        f'<div class="{mark}">{html}</div>' for html, mark in ((old, REMOVED), (new, ADDED)) if html
    )


def _key(html: str) -> str:
    return _PLACES.sub("", html)


class _Comparison:
    def __init__(self) -> None:
        self._budget = Budget()

    # ---- Which parts belong together ------------------------------------------------------------

    def aligned(
        self, old: Sequence[str], new: Sequence[str], *, in_pairs: bool = False
    ) -> list[Pair]:
        """Parts of both, in order: the same part of each, or one that the other lacks.

        Args:
            old: HTML of the older parts.
            new: HTML of the newer ones.
            in_pairs: Whether as many that differ are taken for each other's, alike or not.
        """
        matches = matches_between([*map(_key, old)], [*map(_key, new)], self._budget)
        result: list[Pair] = []
        a = b = 0
        for match_a, match_b, size in [*matches, (len(old), len(new), 0)]:
            if in_pairs and match_a - a == match_b - b:
                result += zip(range(a, match_a), range(b, match_b), strict=True)
            else:
                result += [
                    (None if mine is None else a + mine, None if theirs is None else b + theirs)
                    for mine, theirs in paired(
                        [_TAG.sub(" ", html) for html in old[a:match_a]],
                        [_TAG.sub(" ", html) for html in new[b:match_b]],
                        self._budget,
                    )
                ]
            result += [(match_a + n, match_b + n) for n in range(size)]
            a, b = match_a + size, match_b + size
        return result

    # ---- Laying one into the other --------------------------------------------------------------

    def merged(self, old: str, new: str) -> str:
        """One block with what differs from the other marked."""
        whole = _whole(old, new)
        if len(old) + len(new) > _LONGEST:
            return whole
        try:
            before, after = _parsed(old), _parsed(new)
        except (etree.LxmlError, ValueError):
            return whole
        if not self._lay(before, after):
            return whole
        for stretch in list(after.iter(_STRETCH)):
            stretch.drop_tag()
        return _inner(after)

    def _lay(self, old: HtmlElement, new: HtmlElement) -> bool:
        """Marks in ``new`` what differs from ``old``; False where the two can't be one."""
        if new.tag == "pre" or not (_has_blocks(old) or _has_blocks(new)):
            # A second cell would shift all that are right of it.
            return mark_words(old, new, self._budget, force=new.tag in _CELLS)
        _wrap_stretches(old)
        _wrap_stretches(new)
        before, after = list(old), list(new)
        if new.tag in _ROWS and len(before) != len(after):
            return False
        pairs = self.aligned(
            [_html(part) for part in before],
            [_html(part) for part in after],
            in_pairs=new.tag not in ("ol", "ul", "tbody", "dl"),
        )
        parts: list[HtmlElement] = []
        moved = _moved_items(before, after, pairs) if new.tag in _LISTS else ()
        for mine, theirs in pairs:
            one = None if mine is None else before[mine]
            other = None if theirs is None else after[theirs]
            parts += self._part(one, other)
            if (mine, theirs) in moved:
                parts[-1].set("class", f"{MOVED} {parts[-1].get('class', '')}".strip())
        new[:] = parts
        return True

    def _part(self, old: HtmlElement | None, new: HtmlElement | None) -> list[HtmlElement]:
        if old is not None and new is not None:
            if _key(_html(old)) == _key(_html(new)):
                return [new]
            if old.tag == new.tag or {old.tag, new.tag} <= _CELLS:
                kept = _parsed(_html(new))[0]
                if self._lay(old, new):
                    return [new]
                new = kept
        return [
            _marked(part, mark) for part, mark in ((old, REMOVED), (new, ADDED)) if part is not None
        ]


def _moved_items(
    old: Sequence[HtmlElement], new: Sequence[HtmlElement], pairs: Sequence[Pair]
) -> set[Pair]:
    """Of items that one list lacks those that it has in another place."""
    gone = [mine for mine, theirs in pairs if theirs is None and mine is not None]
    come = [theirs for mine, theirs in pairs if mine is None and theirs is not None]
    found = equal_pairs([_item_key(old[n]) for n in gone], [_item_key(new[n]) for n in come])
    return {pair for one, other in found for pair in ((gone[one], None), (None, come[other]))}


def _item_key(item: HtmlElement) -> str:
    return _key(_html(item))


def _parsed(html: str) -> HtmlElement:
    return fragment_fromstring(html, create_parent="div")


def _html(element: HtmlElement) -> str:
    html: str = tostring(element, encoding="unicode", with_tail=False)
    return html


def _inner(element: HtmlElement) -> str:
    return _html(element).removeprefix("<div>").removesuffix("</div>")


def _has_blocks(element: HtmlElement) -> bool:
    return any(child.tag in _BLOCKS for child in element)


def _wrap_stretches(element: HtmlElement) -> None:
    """Puts text and inline elements that stand beside blocks into elements of their own."""
    stretch: HtmlElement | None = None
    text, element.text = element.text, None
    children = list(element)
    result: list[HtmlElement] = []

    def here() -> HtmlElement:
        nonlocal stretch
        if stretch is None:
            stretch = element.makeelement(_STRETCH)
            result.append(stretch)
        return stretch

    if text and text.strip():
        here().text = text
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag in _BLOCKS:
            stretch = None
            result.append(child)
            if tail and tail.strip():
                here().text = tail
        else:
            here().append(child)
            child.tail = tail
    element[:] = result


def _marked(element: HtmlElement, mark: str) -> HtmlElement:
    """An element that only one side has."""
    element.tail = None
    for inner in element.iter():
        if mark == REMOVED and "id" in inner.attrib:
            del inner.attrib["id"]
    if element.tag == _STRETCH:
        run_words(element, "del" if mark == REMOVED else "ins")
    else:
        element.set("class", f"{element.get('class', '')} {mark}".strip())
    return element
