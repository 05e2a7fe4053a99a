"""Where a site's images and files go, and how its posts name them. Nothing is written here."""

from __future__ import annotations

import os.path
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from copydesk.core.site.field import Media
from copydesk.core.site.layouts import is_dir, is_file
from copydesk.core.site.paths import is_remote, resolve_image
from copydesk.core.site.slug import DEVICES, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from copydesk.core.site.model import Site

IMAGE_SUFFIXES = ("apng", "avif", "bmp", "gif", "ico", "jfif", "jpeg", "jpg", "png", "svg", "webp")
"""What counts as an image where a field does not say."""

_TAG = re.compile(r"\{\{\s*([\w.-]+)\s*\}\}")
# How a path or an address starts: its slashes there are no empty parts.
_LEADING = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|/|\./")
_INDEX = ("index", "_index")
_MOST_BYTES = 180  # of 255 on most disks
_MOST_SUFFIX = 16
# What a web address would need a percent sign for, or some disk does not take.
_UNSAFE = re.compile(r"[^\w.~+-]+")


@dataclass(frozen=True, slots=True)
class AssetPlace:
    """What is to become of one file.

    Attributes:
        target: Where it is to be: the file itself where it can stay.
        stays: Whether it can.
    """

    target: Path
    stays: bool


def media_for(
    site: Site, post: Path, stated: Media | None, samples: Iterable[tuple[Path, str]] = ()
) -> Media:
    """The rule for a field's files: what the schema states, else what is done, else what is usual.

    Args:
        site: The site of the post.
        post: The post's file.
        stated: The field's own rule, if the schema has one.
        samples: How posts name the files of this field: the post, and what stands in it; the most
            telling first.
    """
    if stated is not None:
        return stated
    for of_post, sample in samples:
        learned = _learned(site, of_post, sample)
        if learned is not None:
            return learned
    return _usual(site, post)


def _learned(site: Site, post: Path, sample: str) -> Media | None:
    """The rule that a value follows: which folder its file is in, and how it is named."""
    sample = sample.strip()
    if not sample or is_remote(sample) or any(sign in sample for sign in "?#|{~@\\\n"):
        return None
    found = resolve_image(site, post, sample)
    if found is None:
        return None
    folder = site.relative(found.parent)
    if folder is None:
        return None
    folder = "" if folder == "." else folder
    if sample.startswith("/"):
        return Media(folder, unquote(sample).rpartition("/")[0])
    own = site.relative(post.parent) or ""
    return Media("" if folder == own.removeprefix(".") else folder, None)


def _usual(site: Site, post: Path) -> Media:
    """Where a generator's sites keep images, as a rule."""
    own = (site.relative(post.parent) or ".").removeprefix(".")
    beside = f"{own}/images" if own else "images"
    match site.generator:
        case "astro" if is_dir(site.root / "src/assets"):
            return Media("src/assets", None)
        case "astro":
            return Media("", None)
        case "hugo" if post.stem.partition(".")[0] in _INDEX:
            return Media("", None)
        case "hugo":
            static = next(iter(site.public_dirs), "static")
            return Media(f"{static}/images", "/images")
        case "jekyll":
            return Media("assets/images", "/assets/images")
        case "pelican":
            content = next(iter(site.content_dirs), "content")
            return Media(f"{content}/images" if content else "images", "{static}/images")
        case _:
            return Media(beside, None)


def media_folder(site: Site, post: Path, media: Media) -> Path:
    """The folder that new files go to, absolute; it need not be there yet."""
    if not media.folder:
        return post.parent
    folder = _filled(media.folder, site, post)
    path = site.root.joinpath(*folder.strip("/").split("/"))
    # A rule that leads out of the site is none.
    inside = type(path)(os.path.normpath(path))
    return inside if inside.is_relative_to(site.root) else post.parent


def place_for(site: Site, post: Path, media: Media, source: Path) -> AssetPlace:
    """What is to become of a file that was chosen: it stays, or it is copied into the site.

    Args:
        site: The site of the post.
        post: The post's file.
        media: The rule; see `media_for`.
        source: The file, absolute.
    """
    if _can_stay(site, post, media, source):
        return AssetPlace(source, stays=True)
    return AssetPlace(media_folder(site, post, media) / safe_name(source.name), stays=False)


def _can_stay(site: Site, post: Path, media: Media, source: Path) -> bool:
    if site.relative(source) is None:
        return False
    if source.is_relative_to(media_folder(site, post, media)):
        return True
    if media.public is not None:
        # Another of the folders that the site serves, by an address of its own.
        return media.public.startswith("/") and _served(site, source) is not None
    return site.generator == "astro" and source.is_relative_to(site.root / "src")


def written(site: Site, post: Path, media: Media, file: Path) -> str:
    """How a post names a file of the site by the rule: "/images/weir.jpg", "../../assets/weir.jpg".

    Args:
        site: The site of the post.
        post: The post's file.
        media: The rule.
        file: The file, inside the site.
    """
    if media.public is None:
        path = os.path.relpath(file, post.parent).replace(os.sep, "/")
        # Astro takes a path for an image of its own by its first dot.
        needs_dot = site.generator == "astro" and not path.startswith(".")
        return f"./{path}" if needs_dot else path
    folder = media_folder(site, post, media)
    if file.is_relative_to(folder):
        public = _filled(media.public, site, post).rstrip("/")
        rest = file.relative_to(folder).as_posix()
        return f"{public}/{rest}" if public or media.public.startswith("/") else rest
    return _served(site, file) or os.path.relpath(file, post.parent).replace(os.sep, "/")


def _served(site: Site, file: Path) -> str | None:
    """The address of a file that the site serves as it is."""
    for folder in site.public_dirs:
        base = site.root / folder if folder else site.root
        if file.is_relative_to(base):
            return "/" + file.relative_to(base).as_posix()
    return None


def safe_name(name: str) -> str:
    """A file's name as every disk and every address takes it: "Weir (2).JPG" is "Weir-2.JPG"."""
    stem, dot, suffix = name.rpartition(".")
    if not dot or not stem:
        stem, suffix = name, ""
    stem = re.sub(r"-{2,}", "-", _UNSAFE.sub("-", stem)).strip("-.") or "file"
    stem = stem.encode()[:_MOST_BYTES].decode(errors="ignore")
    if stem.partition(".")[0].lower() in DEVICES:
        stem = f"file-{stem}"
    suffix = _UNSAFE.sub("", suffix)[:_MOST_SUFFIX]
    return f"{stem}.{suffix}" if suffix else stem


def pasted_name(post: Path) -> str:
    """What an image from the clipboard is called: after its post."""
    return safe_name(f"{slugify(_post_name(post))[:60]}.png")


def file_trouble(media: Media | None, source: Path, size: int, *, image: bool) -> str:
    """Why the site does not take a file here, as a sentence; "" where it does.

    Args:
        media: The field's rule.
        source: The file.
        size: Its bytes.
        image: Whether the field holds images.
    """
    wanted = media.extensions if media and media.extensions else IMAGE_SUFFIXES if image else ()
    suffix = source.suffix.lower().lstrip(".")
    if wanted and suffix not in wanted:
        if media and media.extensions:
            kinds = ", ".join(f".{one}" for one in wanted)
            return f"“{source.name}” is no file of the kinds that the site takes here: {kinds}."
        return f"“{source.name}” is no image that a page can show."
    if media and media.most_bytes is not None and size > media.most_bytes:
        most = spoken_size(media.most_bytes)
        return f"“{source.name}” has {spoken_size(size)}; the site takes {most} at most."
    return ""


def spoken_size(size: int) -> str:
    """A number of bytes as an editor says it: "340 KB", "1.2 MB"."""
    if size < 1000:
        return f"{size} bytes"
    for unit in ("KB", "MB", "GB"):
        size_in = size / 1000 ** (("KB", "MB", "GB").index(unit) + 1)
        if size_in < 1000 or unit == "GB":
            return f"{size_in:.0f} {unit}" if size_in >= 10 else f"{size_in:.1f} {unit}"
    return ""


def _post_name(post: Path) -> str:
    """A post's own name: of one that is a folder, the folder's."""
    stem = post.name.partition(".")[0]
    return post.parent.name if stem in _INDEX else stem


def _filled(pattern: str, site: Site, post: Path) -> str:
    """A folder's pattern with its tags filled in; a tag that nobody knows leaves nothing."""
    collection = site.collection_of(post)
    base = site.root / collection.folder if collection else site.root
    below = post.parent.relative_to(base).as_posix() if post.is_relative_to(base) else ""
    own = site.relative(post.parent) or ""
    values = {
        "slug": _post_name(post),
        "filename": post.name.rpartition(".")[0],
        "folder": "" if own == "." else own,
        "extension": post.suffix.lstrip("."),
        "dirname": "" if below == "." else below,
        "collection": collection.name if collection else "",
    }
    filled = _TAG.sub(lambda found: values.get(found[1].lower(), ""), pattern)
    found = _LEADING.match(filled)
    start = found.group() if found else ""
    parts = filled[len(start) :].split("/")
    return start + "/".join(part for part in parts if part not in ("", "."))


def exists_in_site(site: Site, post: Path, source: str) -> Path | None:
    """The file of the site that a post names; None where there is none."""
    path = resolve_image(site, post, source)
    return path if path is not None and is_file(path) else None
