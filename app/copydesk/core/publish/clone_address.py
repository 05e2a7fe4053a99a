"""Addresses that a site can be cloned from.

The forms are those of git-clone(1), “GIT URLS”. Anything that would have git run a program, such as
`ext::`, is no address here.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

SCHEMES = ("https", "http", "ssh", "git", "file")
"""What comes before “://” in an address that git may be given."""

EXAMPLE = "https://example.org/owner/site.git"
_COMMAND = re.compile(r"(?:\$\s*)?git\s+clone\s+(?=\S+$)")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
# “helper::address” (gitremote-helpers(7)).
_PROGRAM = re.compile(r"[A-Za-z0-9+.-]*::")
# “user@host:path”; one letter before the colon is a drive of Windows.
_SHORT_SSH = re.compile(r"(?:[^@/\\:\s]+@)?(?P<host>[^@/\\:\s]{2,}):(?P<path>[^\s:].*)")
# As a browser's bar shows it: “example.org/owner/site”.
_NO_SCHEME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+(?::\d+)?/\S+")
_SECRET = re.compile(r"(?<=//)[^/@\s'\"]*@")
# Windows takes none of these in a name, and no name of devices.
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_LONGEST_NAME = 80
_USE = "Use an address that begins with https:// or ssh://."
_HOW = f"Give one such as {EXAMPLE}, or the whole path of a folder."


def read_address(typed: str) -> str:
    """What an editor typed or pasted, as an address: "" for nothing.

    “git clone” before it and quotation marks around it go, `~` is the home folder, and what stands
    in a browser's bar without “https://” gets it.
    """
    address = _COMMAND.sub("", typed.strip()).strip("\"'<>").strip()
    if address.startswith("~"):
        return os.path.expanduser(address)  # noqa: PTH111 - Path raises for an unknown user
    return f"https://{address}" if _NO_SCHEME.fullmatch(address) else address


def address_complaint(address: str) -> str:
    """What is wrong with an address, as far as it shows without asking anybody; "" for nothing."""
    if not address or re.search(r"[\x00-\x1f\x7f]", address):
        return f"This is not an address. {_HOW}"
    if address.startswith("-"):
        return f"An address does not begin with a dash. {_HOW}"
    if _PROGRAM.match(address):
        return f"An address of this kind would run a program. {_USE}"
    if (found := _SCHEME.match(address)) is not None:
        return _complaint_of_url(address, found[1].lower())
    if Path(address).is_absolute():
        return ""
    short = _SHORT_SSH.fullmatch(address)
    if short is None or short["host"].startswith("-") or short["path"].startswith("-"):
        return f"This is not an address. {_HOW}"
    return ""


def _complaint_of_url(address: str, scheme: str) -> str:
    if scheme not in SCHEMES:
        return f"Copydesk can’t clone from “{scheme}://”. {_USE}"
    split = _split(address)
    if split is None or (scheme != "file" and re.search(r"\s", address)):
        return f"This is not an address. {_HOW}"
    host = _host(split)
    if scheme != "file" and (not host or host.startswith("-")):
        return f"The address names no server. {_HOW}"
    if not split.path.strip("/"):
        return f"The address names a server, but no site on it. {_HOW}"
    return ""


def folder_name(address: str) -> str:
    """What the clone's folder is called, as git would: the last part, without “.git”.

    A name that any system takes; “site” where nothing is left.
    """
    split = _split(address) if _SCHEME.match(address) else None
    path = split.path if split is not None else address
    parts = [part for part in re.split(r"[/\\:]+", path) if part and part != ".git"]
    name = (parts[-1] if parts else "").removesuffix(".git").removesuffix(".bundle")
    name = _NOT_IN_NAMES.sub("", name).strip(". ").lstrip("-~")
    return name[:_LONGEST_NAME] or "site"


def host_of(address: str) -> str:
    """The server that an address is on; "" for a folder of this computer."""
    if (found := _SCHEME.match(address)) is not None:
        split = _split(address)
        return _host(split) if split is not None and found[1].lower() != "file" else ""
    short = None if Path(address).is_absolute() else _SHORT_SSH.fullmatch(address)
    return short["host"] if short is not None else ""


def is_ssh(address: str) -> bool:
    """Whether git asks ssh to go there."""
    found = _SCHEME.match(address)
    return found[1].lower() == "ssh" if found is not None else bool(host_of(address))


def has_password(address: str) -> bool:
    """Whether a password is written in the address itself: git would keep it in plain text."""
    split = _split(address) if _SCHEME.match(address) else None
    return split is not None and bool(split.password)


def without_secrets(text: str) -> str:
    """A text in which addresses have lost their users and passwords."""
    return _SECRET.sub("", text)


def _split(address: str) -> SplitResult | None:
    try:
        split = urlsplit(address)
        _port = split.port  # raises for one that is no number
    except ValueError:
        return None
    return split


def _host(split: SplitResult) -> str:
    return split.hostname or ""
