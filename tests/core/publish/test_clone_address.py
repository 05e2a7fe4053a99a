"""What is an address, what is none, and what its folder is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.core.publish.clone_address import (
    address_complaint,
    folder_name,
    has_password,
    host_of,
    is_ssh,
    read_address,
    without_secrets,
)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("  https://example.org/harbour/ledger.git\n", "https://example.org/harbour/ledger.git"),
        ("git clone https://example.org/a/b.git", "https://example.org/a/b.git"),
        ("$ git clone git@example.org:a/b.git", "git@example.org:a/b.git"),
        ('"/srv/sites/ledger"', "/srv/sites/ledger"),
        ("<https://example.org/a/b>", "https://example.org/a/b"),
        ("code.example.org/a/b", "https://code.example.org/a/b"),
        ("   ", ""),
    ],
)
def test_what_is_pasted_becomes_an_address(typed: str, address: str) -> None:
    assert read_address(typed) == address


def test_the_home_folder_is_meant_by_its_sign() -> None:
    assert read_address("~/sites/ledger") == str(Path.home() / "sites/ledger")


@pytest.mark.parametrize(
    ("address", "name", "host"),
    [
        ("https://example.org/harbour/ledger.git", "ledger", "example.org"),
        ("https://anna:secret@example.org:8443/harbour/ledger/", "ledger", "example.org"),
        ("ssh://git@example.org:22/harbour/ledger.git", "ledger", "example.org"),
        ("git@example.org:harbour/ledger.git", "ledger", "example.org"),
        ("git@example.org:ledger.git", "ledger", "example.org"),
        ("git://example.org/ledger", "ledger", "example.org"),
        ("http://127.0.0.1:8000/ledger.git", "ledger", "127.0.0.1"),
        ("file:///srv/sites/ledger.git", "ledger", ""),
        ("/srv/sites/the ledger/.git", "the ledger", ""),
        ("https://example.org/a/..git", "site", "example.org"),
        ("https://example.org/a/b%3Fc?x=1", "b%3Fc", "example.org"),
    ],
)
def test_addresses_of_every_kind(address: str, name: str, host: str) -> None:
    assert address_complaint(address) == ""
    assert folder_name(address) == name
    assert host_of(address) == host


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ledger",
        "--upload-pack=touch /tmp/x",
        "-u",
        "ext::sh -c 'touch /tmp/x'",
        "::ext",
        "fd::3",
        "ftp://example.org/a/b.git",
        "javascript://example.org/a",
        "ssh://-oProxyCommand=touch/a/b",
        "-oProxyCommand=x:a/b",
        "git@-oProxyCommand=x:a/b",
        "https:///a/b",
        "https://example.org",
        "https://example.org/",
        "https://example.org:port/a/b",
        "https://exa mple.org/a/b",
        "https://example.org/a\nb",
        "https://[::1/a/b",
        "git@example.org:-x",
        "posts/news",
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(address: str) -> None:
    complaint = address_complaint(address)
    assert complaint.endswith(".")
    assert "https://" in complaint


def test_a_folder_name_is_one_that_any_system_takes() -> None:
    assert folder_name("https://example.org/a/-rf") == "rf"
    assert folder_name("https://example.org/a/.hidden") == "hidden"
    assert folder_name("git@example.org:a/" + "b" * 300) == "b" * 80
    assert folder_name("https://example.org/a/what?x") == "what"


def test_secrets_of_an_address_are_known_and_not_repeated() -> None:
    address = "https://anna:secret@example.org/a/b.git"
    assert has_password(address)
    assert not has_password("https://anna@example.org/a/b.git")
    assert not has_password("git@example.org:a/b.git")
    said = f"fatal: unable to access '{address}': it is shut"
    assert (
        without_secrets(said) == "fatal: unable to access 'https://example.org/a/b.git': it is shut"
    )


def test_where_ssh_is_asked() -> None:
    assert is_ssh("git@example.org:a/b.git")
    assert is_ssh("ssh://example.org/a/b.git")
    assert not is_ssh("https://example.org/a/b.git")
    assert not is_ssh("/srv/a")
