"""Renders posts, each with an engine that remembers its last text."""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.core.markup.blocks import Block, block_id
from copydesk.core.markup.engine import Engine, engine_for
from copydesk.core.markup.finish import Finish, blocked_hosts
from copydesk.core.markup.header import header_html
from copydesk.core.markup.protocol import RenderRequest, RenderResult
from copydesk.core.markup.resolve import PreviewResolver
from copydesk.core.markup.suggested import Shown, shown_text
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.metadata import read_metadata

if TYPE_CHECKING:
    from copydesk.core.markup.resolve import Resolver
    from copydesk.core.posts.frontmatter import Frontmatter

# A few posts are worked on at a time; each remembers about ten times its text.
_MOST_POSTS = 6
_LINE_END = re.compile(r"\r\n|\n|\r")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class RenderSession:
    """Renders one post after the other, and the same ones again and again."""

    def __init__(self) -> None:
        self._posts: OrderedDict[tuple[object, ...], _Post] = OrderedDict()

    def render(self, request: RenderRequest) -> RenderResult:
        """The result for a request.

        Raises:
            ValueError: There is no engine of that name.
            RecursionError: The text is nested too deeply.
        """
        key, post = self._post(request)
        try:
            result = post.render(request)
            if request.older is None:
                return result
            from copydesk.core.markup.comparing import compare_blocks  # with lxml, 30 ms

            started = time.perf_counter()
            older = post.render(replace(request, text=request.older))
            return replace(
                result,
                blocks=tuple(compare_blocks(older.blocks, result.blocks)),
                blocked_hosts=tuple(sorted({*older.blocked_hosts, *result.blocked_hosts})),
                milliseconds=result.milliseconds + (time.perf_counter() - started) * 1000,
            )
        except Exception:
            # What it remembers may be half of two texts.
            del self._posts[key]
            raise

    def prepare(self, request: RenderRequest) -> None:
        """Loads what a request needs: what may take long on a cold disk, but never for ever.

        Raises:
            ValueError: There is no engine of that name.
        """
        self._post(request)

    def _post(self, request: RenderRequest) -> tuple[tuple[object, ...], _Post]:
        key = (request.path, request.engine, request.site_root, request.allowed_hosts)
        post = self._posts.get(key)
        if post is None:
            resolver = PreviewResolver(request.site_root, request.path)
            post = _Post(request.engine, resolver, request.allowed_hosts)
            self._posts[key] = post
            while len(self._posts) > _MOST_POSTS:
                self._posts.popitem(last=False)
        self._posts.move_to_end(key)
        return key, post


class _Post:
    def __init__(
        self,
        engine: str,
        resolver: Resolver,
        allowed_hosts: tuple[str, ...],
        *,
        standalone: bool = False,
    ) -> None:
        self._finish = Finish(resolver, allowed_hosts, standalone=standalone)
        self._engine: Engine = engine_for(engine, self._finish)
        self._header: tuple[object, Block | None] = (None, None)

    def render(self, request: RenderRequest) -> RenderResult:
        started = time.perf_counter()
        source = _without_surrogates(request.text)
        shown = shown_text(source, request.marks, read_frontmatter(source).body_start)
        text = shown.text
        frontmatter = read_frontmatter(text)
        head, body = text[: frontmatter.body_start], text[frontmatter.body_start :]
        first_line = len(_LINE_END.findall(head))
        metadata = read_metadata(frontmatter.data, body, _file_name(request.path))
        blocks = self._engine.render(body, first_line)
        header = self._header_block(frontmatter, metadata.language or "", first_line)
        if header is not None:
            blocks.insert(0, header)
        if shown.lines is not None:
            blocks = [_in_source(block, shown) for block in blocks]
        hosts = set().union(*(blocked_hosts(block.html) for block in blocks))
        return RenderResult(
            blocks=tuple(blocks),
            path=request.path,
            engine=request.engine,
            revision=request.revision,
            language=metadata.language or "",
            direction=metadata.direction,
            title=metadata.title,
            blocked_hosts=tuple(sorted(hosts)),
            milliseconds=(time.perf_counter() - started) * 1000,
        )

    def _header_block(self, frontmatter: Frontmatter, language: str, lines: int) -> Block | None:
        key = (frontmatter.data, language, lines)
        if self._header[0] != key:
            html = header_html(frontmatter.data, language or "en", self._finish)
            block = Block("head-" + block_id(html), html, 0, lines) if html else None
            self._header = (key, block)
        return self._header[1]


def render_text(
    request: RenderRequest, resolver: Resolver, *, standalone: bool = False
) -> RenderResult:
    """Renders one text once.

    Args:
        request: What to render.
        resolver: Where its images are.
        standalone: For a document of its own, where nothing can be clicked to load an image.

    Raises:
        ValueError: There is no engine of that name.
        RecursionError: The text is nested too deeply.
    """
    post = _Post(request.engine, resolver, request.allowed_hosts, standalone=standalone)
    return post.render(request)


def _in_source(block: Block, shown: Shown) -> Block:
    """A block of what is shown, with the lines that it has in the source."""
    start, end = shown.source_line(block.start_line), shown.source_line(block.end_line)
    if block.end_line > block.start_line:
        end = max(end, start + 1)
    html = shown.moved_lines(block.html, block.start_line)
    return Block(block.id, html, start, end)


def _without_surrogates(text: str) -> str:
    """The text with the sign for unreadable bytes in their place; positions stay."""
    try:
        text.encode()  # in C: far quicker than to look for them
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def _file_name(path: str) -> str:
    return re.split(r"[/\\]", path)[-1]
