"""Globs, as sites write them."""

from __future__ import annotations

from fnmatch import fnmatchcase

# Alternatives beyond this many are not a pattern that anybody wrote.
_MOST_ALTERNATIVES = 256


def matches_glob(path: str, glob: str) -> bool:
    """Whether a path matches a glob as sites write them.

    They may hold ``**``, ``*``, ``?``, ``[abc]`` and ``{md,mdx}``. ``*`` stops at a "/"; "**/"
    stands for any folders, or none.
    """
    return any(
        _match_parts(path.split("/"), one.removeprefix("./").replace("[^", "[!").split("/"))
        for one in unfolded(glob)
    )


def unfolded(glob: str) -> list[str]:
    """The globs that one with alternatives in braces stands for."""
    waiting = [glob]
    done: list[str] = []
    while waiting and len(waiting) + len(done) < _MOST_ALTERNATIVES:
        one = waiting.pop()
        close = one.find("}")
        start = one.rfind("{", 0, max(close, 0))
        if start < 0:
            done.append(one)
            continue
        waiting += [
            one[:start] + part + one[close + 1 :] for part in one[start + 1 : close].split(",")
        ]
    return done


def _match_parts(path: list[str], glob: list[str]) -> bool:
    # Which parts of the glob the path so far may have come to; one pass, whatever stands in it.
    reached = {0}
    for part in path:
        reached = _past_stars(reached, glob)
        after = set()
        for place in reached:
            if place < len(glob) and glob[place] == "**":
                after.add(place)
            elif place < len(glob) and fnmatchcase(part, glob[place]):
                after.add(place + 1)
        reached = after
    return len(glob) in _past_stars(reached, glob)


def _past_stars(reached: set[int], glob: list[str]) -> set[int]:
    result = set(reached)
    for place in sorted(reached):
        while place < len(glob) and glob[place] == "**":
            place += 1
            result.add(place)
    return result
