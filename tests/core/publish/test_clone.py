"""Clones from real repositories over real sockets, and what is said where that can't be done."""

from __future__ import annotations

import os
import shutil
import threading
from typing import TYPE_CHECKING

import psutil
import pytest

from copydesk.core.errors import CopydeskError, StorageError
from copydesk.core.publish.clone import CloneWatch, clone
from copydesk.core.publish.clone_failures import CloneCancelledError, CloneError
from tests.helpers.git_servers import bottleneck, closed_port, git_daemon, http_server

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The folder that is cloned into."""
    desk = tmp_path / "desk é"
    desk.mkdir()
    return desk


def refusal(address: str, target: Path) -> CopydeskError:
    """What is said of a clone that fails; nothing may be left of it."""
    before = sorted(target.parent.rglob("*"))
    with pytest.raises(CopydeskError) as caught:
        clone(address, target)
    assert sorted(target.parent.rglob("*")) == before
    assert caught.value.sentence.endswith(".")
    return caught.value


def gits() -> list[psutil.Process]:
    """The processes of git that are ours."""
    children = psutil.Process().children(recursive=True)
    return [child for child in children if "clone" in child.cmdline()]


@pytest.mark.parametrize("way", ["path", "file", "http", "git"])
def test_a_site_comes_whole(ledger: Path, desk: Path, way: str) -> None:
    target, watch = desk / "ledger", CloneWatch()
    served = ledger.parent
    if way == "http":
        with http_server(served) as top:
            assert clone(f"{top}/ledger.git", target) == target
    elif way == "git":
        with git_daemon(served) as port:
            clone(f"git://127.0.0.1:{port}/ledger.git", target, watch)
    else:
        clone(str(ledger) if way == "path" else ledger.as_uri(), target, watch)
    assert (target / "posts/mill.md").read_text("utf-8").endswith("It opens.\n")
    assert (target / ".git").is_dir()
    assert [entry.name for entry in desk.iterdir()] == ["ledger"]
    if way != "http":  # files served as they are tell git nothing of how many they will be
        assert watch.progress.percent is not None
        assert watch.progress.percent >= 85
        assert watch.progress.amount.endswith("MB")


def test_no_hook_template_or_submodule_is_taken(
    ledger: Path, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooks = tmp_path / "template" / "hooks"
    hooks.mkdir(parents=True)
    hook = hooks / "post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\n", "utf-8")
    hook.chmod(0o755)
    settings = tmp_path / "gitconfig"
    settings.write_text(
        f'[core]\nhooksPath = "{hooks}"\n[init]\ntemplateDir = "{hooks.parent}"\n', "utf-8"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    clone(str(ledger), desk / "ledger")
    assert not (tmp_path / "ran").exists()
    assert not (desk / "ledger/.git/hooks").exists()
    assert "hooksPath" not in (desk / "ledger/.git/config").read_text("utf-8")


def test_an_empty_folder_is_filled_and_any_other_left_alone(ledger: Path, desk: Path) -> None:
    taken = desk / "taken"
    taken.mkdir()
    (taken / "mine.md").write_text("Mine.", "utf-8")
    said = refusal(str(ledger), taken)
    assert said.sentence == "There is already something called “taken” in “desk é”."
    assert (taken / "mine.md").read_text("utf-8") == "Mine."
    (desk / "link").symlink_to(taken)
    refusal(str(ledger), desk / "link")
    (desk / "empty").mkdir()
    clone(str(ledger), desk / "empty")
    assert (desk / "empty/posts/mill.md").is_file()


def test_a_place_that_is_not_there(ledger: Path, desk: Path) -> None:
    with pytest.raises(CloneError, match="There is no folder"):
        clone(str(ledger), desk / "away" / "ledger")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_place_that_may_not_be_written(ledger: Path, desk: Path) -> None:
    desk.chmod(0o500)
    with pytest.raises(StorageError, match="you may not change it"):
        clone(str(ledger), desk / "ledger")
    desk.chmod(0o700)


def test_a_clone_is_stopped_in_the_middle(ledger: Path, desk: Path) -> None:
    watch, caught = CloneWatch(), list[BaseException]()

    def work(address: str) -> None:
        try:
            clone(address, desk / "ledger", watch)
        except CopydeskError as error:
            caught.append(error)

    with git_daemon(ledger.parent) as server, bottleneck(server, 1_000_000, "hold") as (neck, port):
        address = f"git://127.0.0.1:{port}/ledger.git"
        thread = threading.Thread(target=work, args=(address,))
        thread.start()
        assert neck.reached.wait(20)
        assert [entry.name.startswith(".~ledger.") for entry in desk.iterdir()] == [True]
        watch.cancel()
        thread.join(10)
        assert not thread.is_alive()
    assert isinstance(caught[0], CloneCancelledError)
    assert not list(desk.iterdir())
    assert not gits()


def test_one_that_is_stopped_before_it_begins_leaves_nothing(ledger: Path, desk: Path) -> None:
    watch = CloneWatch()
    watch.cancel()
    with pytest.raises(CloneCancelledError):
        clone(str(ledger), desk / "ledger", watch)
    assert not list(desk.iterdir())


def test_a_line_that_is_cut(ledger: Path, desk: Path) -> None:
    with git_daemon(ledger.parent) as server, bottleneck(server, 500_000, "drop") as (_neck, port):
        said = refusal(f"git://127.0.0.1:{port}/ledger.git", desk / "ledger")
    assert said.sentence == "The connection to “127.0.0.1” broke off."


def test_nobody_there(ledger: Path, desk: Path) -> None:
    for scheme in ("http", "git"):
        said = refusal(f"{scheme}://127.0.0.1:{closed_port()}/a/ledger.git", desk / "ledger")
        assert said.sentence == "“127.0.0.1” does not answer."
    said = refusal("http://ledger.invalid/a/b.git", desk / "ledger")
    assert said.sentence == "“ledger.invalid” could not be found."


def test_nothing_of_that_name(ledger: Path, desk: Path) -> None:
    wrong = "There is no site to clone at this address."
    assert refusal(str(ledger.parent / "other"), desk / "other").sentence == wrong
    assert refusal(str(ledger.parent), desk / "served").sentence == wrong
    with http_server(ledger.parent) as top:
        assert refusal(f"{top}/other.git", desk / "other").sentence == wrong
    with git_daemon(ledger.parent) as port:
        said = refusal(f"git://127.0.0.1:{port}/other.git", desk / "other")
    assert said.sentence == wrong


def test_who_must_sign_in_is_told_how_and_not_asked_in_a_terminal(ledger: Path, desk: Path) -> None:
    for status in (401, 403):
        with http_server(ledger.parent, status) as top:
            said = refusal(f"{top}/ledger.git".replace("//", "//anna:secret@"), desk / "ledger")
        assert said.sentence.startswith("“127.0.0.1” wants you to sign in")
        assert "credential helper" in said.next_step
        assert "secret" not in str(said)


def fake_ssh(folder: Path, script: str) -> None:
    """An ssh that writes down what it was asked for, and answers as told."""
    program = folder / "bin" / "ssh"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\necho "$@" > "{folder}/asked"\n{script}\n', "utf-8")
    program.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="a script of a shell")
def test_ssh_asks_nothing_and_tells_why(
    ledger: Path, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {
        "git@example.org: Permission denied (publickey).": "did not let you in",
        "Host key verification failed.": "does not know “example.org” yet",
        "ssh: Could not resolve hostname example.org: Name or service not known": "not be found",
        "ssh: connect to host example.org port 22: Connection refused": "does not answer",
    }
    program = tmp_path / "bin" / "ssh"
    for line, said in answers.items():
        fake_ssh(tmp_path, f'echo "{line}" >&2; exit 255')
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
        assert said in refusal("git@example.org:a/ledger.git", desk / "ledger").sentence
    assert "-oBatchMode=yes" in (tmp_path / "asked").read_text("utf-8")
    monkeypatch.setenv("GIT_SSH_COMMAND", f"{program} -F none")
    refusal("ssh://example.org/a/ledger.git", desk / "ledger")
    asked = (tmp_path / "asked").read_text("utf-8")
    assert asked.startswith("-F none -oBatchMode=yes")
    program.rename(program.with_name("other"))
    monkeypatch.setenv("GIT_SSH_COMMAND", str(program.with_name("other")))
    refusal("ssh://example.org/a/ledger.git", desk / "ledger")
    assert "BatchMode" not in (tmp_path / "asked").read_text("utf-8")  # what takes other options


def test_programs_that_are_missing(
    ledger: Path, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = shutil.which("git")
    assert git is not None
    alone = tmp_path / "alone"
    alone.mkdir()
    monkeypatch.setenv("PATH", str(alone))
    said = refusal(str(ledger), desk / "ledger")
    assert said.sentence == "Git was not found on this computer."
    (alone / "git").symlink_to(git)
    said = refusal("git@example.org:a/ledger.git", desk / "ledger")
    assert "ssh" in said.sentence


def test_no_address_runs_a_program(
    ledger: Path, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal(f"ext::sh -c 'touch {tmp_path}/ran'", desk / "ledger")
    settings = tmp_path / "gitconfig"
    settings.write_text(
        f"[url \"ext::sh -c 'touch {tmp_path}/ran' \"]\ninsteadOf = https://\n"
        "[protocol]\nallow = always\n",
        "utf-8",
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    said = refusal("https://example.org/a/ledger.git", desk / "ledger")
    assert "can’t clone from an address of this kind" in said.sentence
    assert not (tmp_path / "ran").exists()
