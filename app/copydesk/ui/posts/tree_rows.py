"""The rows of the tree, made when they are asked for."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from copydesk.ui.posts.tree_nodes import Node, NodeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from copydesk.core.library.arrange import Folder
    from copydesk.core.library.entry import PostEntry

FIRST_ROWS = 150
"""Posts that get a row at once, over all open folders; some six screens of them.

QTreeView asks a model in Python for every row it lays out, 5 µs each: 10,000 rows cost 50 ms at
every key of the filter, 150 cost 1. The others get their rows when the list is scrolled to them.
"""
REVEALED_ROWS = 1_000
"""How far down a post may be to get a row just because it was opened elsewhere; every row above
it gets one too, and then costs its 5 µs and its height at all news. What one asks for in the list
itself, by typing its title or by scrolling, is shown however far down it is."""
_SPARED_ROWS = 3
"""So few posts are shown rather than said to be there."""
_GROWTH = 4


class TreeRows:
    """Rows for one arrangement of posts: folders first, then posts, in each folder.

    Args:
        root: Its posts and folders become the rows at the top.
        numbering: Gives the same number to the same folder or post, in every arrangement.
        grown: How many posts were asked for in a folder before, by the folder's path.
    """

    def __init__(self, root: Folder, numbering: Numbering, grown: Mapping[str, int]) -> None:
        self.root = Node(0, NodeKind.FOLDER, root.path, 0, -1, None, root)
        self.grown = dict(grown)
        self._numbering = numbering
        self._nodes: dict[int, Node] = {}
        self._folders: dict[str, Node] = {root.path: self.root}
        self._places: dict[str, tuple[str, int]] | None = None
        self._rows_left = FIRST_ROWS

    def node(self, number: int) -> Node | None:
        """The row of that number, if it was made."""
        return self._nodes.get(number)

    def made_post(self, path: str) -> Node | None:
        """A post's row, if it was made."""
        return self._nodes.get(self._numbering.known(NodeKind.POST, path))

    def made_posts(self) -> list[Node]:
        """Every post's row made so far."""
        return [node for node in self._nodes.values() if node.kind is NodeKind.POST]

    def children(self, node: Node) -> list[Node]:
        """The rows below a folder's."""
        if node.children is None:
            node.children = self._made_children(node)
        return node.children

    def folders(self) -> Iterator[Node]:
        """The row of every folder, outer ones first."""
        waiting = [self.root]
        for node in waiting:
            if node is not self.root:
                yield node
            if node.folder.children:
                waiting.extend(self.children(node)[: len(node.folder.children)])

    def folder(self, path: str) -> Node | None:
        """A folder's row."""
        if path not in self._folders:
            for _node in self.folders():
                """Makes the rows of all folders."""
        return self._folders.get(path)

    def place(self, path: str) -> tuple[str, int] | None:
        """The folder that shows a post, and which of its posts it is; None when it isn't shown."""
        if self._places is None:
            self._places = {}
            _note_places(self.root.folder, self._places)
        return self._places.get(path)

    def posts_in_order(self) -> Iterator[PostEntry]:
        """Every post from top to bottom, whether it has a row yet or not."""
        return _posts_below(self.root.folder)

    def wanted_count(self, node: Node, up_to: int | None = None) -> int:
        """How many posts a folder should show next, see `PostsModel.show_more`."""
        count = max(FIRST_ROWS, node.shown * _GROWTH) if up_to is None else up_to + _SPARED_ROWS
        return max(node.shown, min(count, len(node.folder.posts)))

    def grow(self, node: Node, count: int) -> None:
        """Makes rows for a folder's posts up to that many, before the note that ends it."""
        children = self.children(node)
        more = children.pop()
        children.extend(self._post_rows(node, node.folder.posts[node.shown : count], more.row))
        more.row = len(children)
        children.append(more)
        node.shown = self.grown[node.key] = count

    def drop_note(self, node: Node) -> None:
        """Takes the note off the end of a folder that is shown whole."""
        del self._nodes[self.children(node).pop().id]

    def _made_children(self, node: Node) -> list[Node]:
        folder = node.folder
        made: list[Node] = []
        for below in folder.children:
            child = self._made(NodeKind.FOLDER, below.path, node, len(made), below)
            self._folders[below.path] = child
            made.append(child)
        posts = folder.posts
        count = max(self.grown.get(node.key, 0), self._rows_left)
        if len(posts) - count <= _SPARED_ROWS:
            count = len(posts)
        self._rows_left = max(0, self._rows_left - count)
        node.shown = count
        made.extend(self._post_rows(node, posts[:count], len(made)))
        if count < len(posts):
            made.append(self._made(NodeKind.MORE, node.key, node, len(made), folder))
            made[-1].shown = count
        return made

    def _post_rows(self, parent: Node, posts: Sequence[PostEntry], row: int) -> list[Node]:
        return [
            self._made(NodeKind.POST, entry.path, parent, row + offset, parent.folder, entry)
            for offset, entry in enumerate(posts)
        ]

    def _made(
        self,
        kind: NodeKind,
        key: str,
        parent: Node,
        row: int,
        folder: Folder,
        entry: PostEntry | None = None,
    ) -> Node:
        number = self._numbering.number(kind, key)
        node = Node(number, kind, key, row, parent.depth + 1, parent, folder, entry)
        self._nodes[number] = node
        return node


class Numbering:
    """Numbers for rows, the same for the same row for as long as the program runs."""

    def __init__(self) -> None:
        self._next = itertools.count(1)
        self._numbers: dict[tuple[NodeKind, str], int] = {}

    def number(self, kind: NodeKind, key: str) -> int:
        """The number of that row."""
        number = self._numbers.get((kind, key))
        if number is None:
            number = self._numbers[kind, key] = next(self._next)
        return number

    def known(self, kind: NodeKind, key: str) -> int:
        """The number of that row, or 0 when it has none."""
        return self._numbers.get((kind, key), 0)


def _posts_below(folder: Folder) -> Iterator[PostEntry]:
    for below in folder.children:
        yield from _posts_below(below)
    yield from folder.posts


def _note_places(folder: Folder, places: dict[str, tuple[str, int]]) -> None:
    for below in folder.children:
        _note_places(below, places)
    key = folder.path
    places.update((entry.path, (key, at)) for at, entry in enumerate(folder.posts))
