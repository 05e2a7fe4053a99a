"""What the preview may load: one set of rules, said once to the page and once to the network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl

from copydesk.ui.preview.scheme import PAGE_HOST, POST_HOST, SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterable

# A name or an IPv4 or bracketed IPv6 address, and perhaps a port: what may stand in a policy.
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
_OWN_SCHEMES = frozenset({SCHEME, "data", "qrc", "about"})
_WEB_SCHEMES = frozenset({"http", "https"})


def cleaned_hosts(hosts: Iterable[str]) -> frozenset[str]:
    """The hosts that are hosts, as requests name them: "example.org", "example.org:8000"."""
    ascii_hosts = (_ascii(host.strip().lower()) for host in hosts)
    return frozenset(host for host in ascii_hosts if _HOST.fullmatch(host))


def _ascii(host: str) -> str:
    # "bücher.example" asks as "xn--bcher-kva.example".
    return host if host.isascii() else bytes(QUrl.toAce(host).data()).decode("ascii")


def content_policy(hosts: frozenset[str]) -> str:
    """The page's Content-Security-Policy: nothing but its own styles and the post's images.

    Args:
        hosts: Whose images may load besides, from `cleaned_hosts`.
    """
    images = [f"{SCHEME}://{POST_HOST}", "data:"]
    for host in sorted(hosts):
        any_port = host if re.search(r":[0-9]+$", host) else f"{host}:*"
        images += [f"https://{any_port}", f"http://{any_port}"]
    rules = {
        "default-src": "'none'",
        "img-src": " ".join(images),
        "style-src-elem": f"{SCHEME}://{PAGE_HOST}",
        # Columns of tables are aligned by attribute; what a style names is held to img-src.
        "style-src-attr": "'unsafe-inline'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-src": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def may_load(url: QUrl, *, is_image: bool, hosts: frozenset[str]) -> bool:
    """Whether the page may ask for ``url`` at all, whatever the page itself says."""
    if url.scheme() in _OWN_SCHEMES:
        return True
    if not is_image or url.scheme() not in _WEB_SCHEMES:
        return False
    host = url.host(url.ComponentFormattingOption.FullyEncoded).lower()
    if ":" in host:
        host = f"[{host}]"
    return host in hosts or f"{host}:{url.port(443 if url.scheme() == 'https' else 80)}" in hosts
