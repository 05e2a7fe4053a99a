"""Why git could not clone, in an editor's words.

Git and what it calls (libcurl, OpenSSH) are asked to speak English; the words are those of git 2.31
to 2.52, curl 7 and 8, OpenSSH 8 to 10.
"""

from __future__ import annotations

import re

from copydesk.core.publish.clone_address import host_of, is_ssh, without_secrets
from copydesk.core.publish.git import GitError

_MOST_QUOTED = 300


class CloneError(GitError):
    """A site that could not be cloned; nothing is left of it."""


class CloneCancelledError(CloneError):
    """The editor thought better of it; nothing is left of it."""


def no_git() -> CloneError:
    """The error where there is no git."""
    return CloneError(
        "Git was not found on this computer.", "Install it from git-scm.com, then clone again."
    )


# The first that fits what git said; {host} is the address's server.
_REASONS: tuple[tuple[str, str, str], ...] = (
    (
        r"No space left|Out of diskspace|disk full|Disk quota exceeded|not enough space",
        "The disk is full, so the site could not be cloned.",
        "Free some space, or choose a folder on another disk.",
    ),
    (
        r"xcode-select|[Cc]ommand [Ll]ine [Tt]ools|developer tools",
        "Git is not installed on this Mac yet.",
        "Install Apple’s command line tools, which macOS offers now, then clone again.",
    ),
    (
        r"cannot run ssh|unable to (?:fork|start).*ssh|ssh: (?:command )?not found",
        "This address needs the program “ssh”, which was not found on this computer.",
        "Install OpenSSH, or use the site’s address that begins with https://.",
    ),
    (
        r"REMOTE HOST IDENTIFICATION HAS CHANGED",
        "“{host}” does not show the key by which this computer knows it.",
        "Somebody may be in between. Ask whoever looks after the server before you go on.",
    ),
    (
        r"Host key verification failed|No \S+ host key is known",
        "This computer does not know “{host}” yet.",
        "Run “ssh {host}” once in a terminal and check the key it shows, then clone again.",
    ),
    (
        (
            r"SSL certificate|certificate verif|unable to get local issuer|CERTIFICATE_VERIFY|"
            r"certificate (?:subject|has expired|problem)|SSL: no alternative certificate|SEC_E_"
        ),
        "The certificate of “{host}” could not be checked, so it may be another server.",
        "Check this computer’s date and the address, or ask whoever looks after the server.",
    ),
    (
        (
            r"Could not resolve (?:host|proxy)|Name or service not known|Unable to look up|"
            r"nodename nor servname|Temporary failure in name resolution|No such host is known"
        ),
        "“{host}” could not be found.",
        "Check the address and that this computer is online.",
    ),
    (
        (
            r"Permission denied \((?!.*(?:clone|tree))|Permission denied, please try again|"
            r"Too many authentication failures|no mutual signature"
        ),
        "“{host}” did not let you in: it knows none of this computer’s ssh keys.",
        (
            "Add your public key to your account there, and unlock the key with “ssh-add”. "
            "Then clone again."
        ),
    ),
    (
        (
            r"could not read (?:Username|Password)|terminal prompts disabled|Authentication failed|"
            r"returned error: 40[13]|Invalid username or|HTTP Basic: Access denied|askpass"
        ),
        "“{host}” wants you to sign in, or there is no such site.",
        (
            "Check the address. To sign in, set up a credential helper for git (git-scm.com/doc/"
            "credential-helpers), or use the site’s ssh address."
        ),
    ),
    (
        r"dubious ownership",
        "Git does not trust that folder, because it belongs to another user.",
        "Ask its owner for an address, or copy the folder first.",
    ),
    (
        (
            r"returned error: 404|[Rr]epository .*not found|ERROR: .*not found|does not exist|"
            r"does not appear to be a git repository|not a git repository|not valid: is this a git|"
            r"no such repository|access denied or repository not exported"
        ),
        "There is no site to clone at this address.",
        "Check the address: it stands where the site’s files are, often under “Clone” or “Code”.",
    ),
    (
        (
            r"Connection refused|Failed to connect|Couldn't connect|[Cc]onnection timed out|"
            r"Operation timed out|Operation too slow|No route to host|Network is unreachable|"
            r"unable to connect|Resolving timed out|Could not connect|returned error: 5\d\d"
        ),
        "“{host}” does not answer.",
        "Check the address and the connection, then try again.",
    ),
    (
        r"smudge filter|git-lfs|filter .* failed",
        "The site keeps large files with Git LFS, which could not fetch them.",
        "Install Git LFS from git-lfs.com, then clone again.",
    ),
    (
        (
            r"early EOF|RPC failed|hung up unexpectedly|unexpected disconnect|"
            r"Connection (?:reset|closed)|transfer closed|pack-objects died|"
            r"invalid index-pack|index-pack failed"
        ),
        "The connection to “{host}” broke off.",
        "Try again; nothing is left of what had come.",
    ),
    (
        (
            r"unable to checkout|checkout failed|invalid path|unable to create file|"
            r"File name too long|unable to write file"
        ),
        "The site was received, but not all of its files can be written here.",
        "Choose another folder, with a shorter path or on another disk.",
    ),
    (
        r"transport '.*' not allowed|[Uu]nable to find remote helper|is not a git command|blocked",
        "Git on this computer can’t clone from an address of this kind.",
        "Use one that begins with https:// or ssh://.",
    ),
)


def clone_failure(said: str, address: str) -> CloneError:
    """The error for what git said when it failed.

    Args:
        said: What it wrote, without lines of progress.
        address: That it was given.
    """
    host = host_of(address)
    for pattern, sentence, next_step in _REASONS:
        if re.search(pattern, said):
            return CloneError(_spoken(sentence, host), _spoken(next_step, host))
    lines = [line for line in said.splitlines() if line.strip()]
    worst = next((line for line in lines if line.startswith("fatal:")), lines[-1] if lines else "")
    worst = re.sub(r"[\x00-\x1f\x7f]", " ", without_secrets(worst)).removeprefix("fatal:").strip()
    quoted = f"Git said: “{worst[:_MOST_QUOTED]}”" if worst else "Try again."
    over = " over ssh" if is_ssh(address) else ""
    return CloneError(f"The site could not be cloned{over}.", quoted)


def _spoken(words: str, host: str) -> str:
    """With the server's name; a folder has none."""
    return words.replace("“{host}”", f"“{host}”" if host else "it").replace("{host}", host)
