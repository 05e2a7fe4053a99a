"""What git says, told to an editor."""

from __future__ import annotations

import pytest

from copydesk.core.publish.clone_failures import clone_failure
from copydesk.core.publish.clone_progress import Progress, read_progress

_ADDRESS = "https://example.org/harbour/ledger.git"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            "fatal: write error: No space left on device\nfatal: index-pack failed",
            "The disk is full, so the site could not be cloned.",
        ),
        (
            (
                "fatal: unable to access 'https://example.org/': SSL certificate problem: "
                "self-signed certificate"
            ),
            "The certificate of “example.org” could not be checked, so it may be another server.",
        ),
        (
            (
                "fatal: unable to access 'https://example.org/': server certificate verification "
                "failed. CAfile: none CRLfile: none"
            ),
            "The certificate of “example.org” could not be checked, so it may be another server.",
        ),
        (
            "fatal: unable to access 'https://example.org/': Could not resolve host: example.org",
            "“example.org” could not be found.",
        ),
        (
            "fatal: could not read Username for 'https://example.org': terminal prompts disabled",
            "“example.org” wants you to sign in, or there is no such site.",
        ),
        (
            "remote: HTTP Basic: Access denied\nfatal: Authentication failed for 'https://…'",
            "“example.org” wants you to sign in, or there is no such site.",
        ),
        (
            "remote: Repository not found.\nfatal: repository 'https://example.org/' not found",
            "There is no site to clone at this address.",
        ),
        (
            (
                "error: RPC failed; curl 18 transfer closed with outstanding read data remaining\n"
                "fatal: early EOF"
            ),
            "The connection to “example.org” broke off.",
        ),
        (
            "fatal: unable to access 'https://example.org/': Operation too slow. Less than 1",
            "“example.org” does not answer.",
        ),
        (
            "WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!\nHost key verification failed.",
            "“example.org” does not show the key by which this computer knows it.",
        ),
        (
            "error: invalid path 'a:b.md'\nfatal: unable to checkout working tree",
            "The site was received, but not all of its files can be written here.",
        ),
        (
            "xcode-select: note: No developer tools were found, requesting install.",
            "Git is not installed on this Mac yet.",
        ),
        (
            "git-lfs: command not found\nfatal: a.png: smudge filter lfs failed",
            "The site keeps large files with Git LFS, which could not fetch them.",
        ),
    ],
)
def test_a_failure_has_a_sentence_and_a_next_step(said: str, sentence: str) -> None:
    error = clone_failure(said, _ADDRESS)
    assert error.sentence == sentence
    assert error.next_step.endswith(".")
    assert "{" not in str(error)


def test_what_has_no_sentence_of_its_own_is_quoted_without_secrets() -> None:
    error = clone_failure(
        "Cloning into 'x'...\nfatal: 'https://anna:secret@example.org/' is \x1b[31modd\n", _ADDRESS
    )
    assert error.sentence == "The site could not be cloned."
    assert error.next_step == "Git said: “'https://example.org/' is  [31modd”"
    assert clone_failure("", _ADDRESS).next_step == "Try again."


def test_progress_goes_on_and_never_back() -> None:
    progress, seen = Progress(), []
    for line in (
        "remote: Enumerating objects: 12, done.",
        "remote: Counting objects:  50% (6/12)",
        "Receiving objects:  10% (45/450)",
        "Receiving objects: 100% (450/450), 1.20 MiB | 900.00 KiB/s, done.",
        "remote: Compressing objects: 100% (4/4), done.",
        "Resolving deltas:  50% (5/10)",
        "Updating files: 100% (60/60), done.",
    ):
        found = read_progress(line, progress)
        if found is not None:
            progress = found
            seen.append((progress.words, progress.percent, progress.amount))
    assert seen == [
        ("The server gets ready", 1, ""),
        ("Receiving the site", 15, ""),
        ("Receiving the site", 85, "1.3 MB"),
        ("The server gets ready", 85, "1.3 MB"),
        ("Putting it together", 89, "1.3 MB"),
        ("Writing the files", 100, "1.3 MB"),
    ]
