"""Another program at work on a folder, as a process of its own that knows nothing of the desk.

`storm.py FOLDER RATE SECONDS SEED`: changes posts in every way programs do, so many times a second;
`storm.py --race FILE`: for each line "WAY TEXT" on its standard input writes the text that way, and
answers with a line once it is written.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path


def in_place(path: Path, data: bytes) -> None:
    """Truncates and writes, as simple editors do."""
    with path.open("wb", buffering=0) as file:
        file.write(data)


def replaced(path: Path, data: bytes) -> None:
    """Writes beside and renames over, as careful editors and git do."""
    beside = path.with_name(f".{path.name}.other")
    beside.write_bytes(data)
    beside.replace(path)


def made_again(path: Path, data: bytes) -> None:
    """Deletes first, as some tools do."""
    path.unlink(missing_ok=True)
    with path.open("xb", buffering=0) as file:
        file.write(data)


WAYS = {"in-place": in_place, "replaced": replaced, "made-again": made_again}


def storm(folder: Path, rate: int, length_s: float, seed: int) -> int:
    """Changes, makes, renames and deletes posts; gives how many changes there were."""
    chance = random.Random(seed)
    posts = sorted(folder.glob("*.md"))
    extra = [folder / f"extra-{number}.md" for number in range(30)]
    begin = time.monotonic()
    done = 0
    while (now := time.monotonic() - begin) < length_s:
        if done > now * rate:
            time.sleep(0.002)
            continue
        if chance.random() < 0.8:
            text = f"---\ntitle: Turn {done}\n---\n\nChanged {done} times.\n"
            chance.choice(list(WAYS.values()))(chance.choice(posts), text.encode())
        else:
            path, other = chance.sample(extra, 2)
            if not path.exists():
                path.write_text(f"---\ntitle: Extra {done}\n---\n")
            elif chance.random() < 0.5:
                path.replace(other)
            else:
                path.unlink()
        done += 1
    return done


def race(path: Path) -> None:
    """Writes what it is told, when it is told."""
    for line in sys.stdin:
        way, _space, text = line.rstrip("\n").partition(" ")
        WAYS[way](path, text.encode() + b"\n")
        print(text, flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "--race":
        race(Path(sys.argv[2]))
    else:
        print(storm(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])))
