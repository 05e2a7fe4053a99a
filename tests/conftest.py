"""What every test stands on. The environment is set here, on import: Qt reads it when it starts."""

from __future__ import annotations

import gc
import itertools
import logging
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from copydesk.core.resources import resource_path
from copydesk.services import child_process
from copydesk.ui.preview.scheme import register_scheme
from tests.faults.table import FaultTable, add_options
from tests.helpers import leak_guard
from tests.helpers.environment import home_variables, prepare
from tests.helpers.git_repository import GitRepository
from tests.helpers.inline_tasks import InlineTasks
from tests.helpers.log_guard import LogGuard
from tests.helpers.notifier_spy import NotifierSpy
from tests.helpers.sites import SiteBuilder
from tests.helpers.warm_workers import workers_to_fork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.helpers.warm_workers import WarmWorkers

prepare()
leak_guard.record_task_runners()
# How long one example takes says more of the machine than of the code.
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.load_profile("desk")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of single suites: here, because pytest reads no other conftest before it parses."""
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Lets the fault suite print its table, once for all workers."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(FaultTable(config.rootpath), "fault-table")


# Python collects cycles on whatever thread happens to allocate; a Qt object of a test that is over,
# deleted on a worker's thread, ends the process. So they are collected between tests, on this one.
gc.disable()
_COLLECT_EVERY = 20
_tests = itertools.count(1)
_homes = itertools.count()


def pytest_collection_finish() -> None:
    """Leaves out of each collection what lasts for the whole run: modules, and the tests to run."""
    gc.collect()
    gc.freeze()


def pytest_runtest_teardown() -> None:
    """Collects what the last tests left."""
    if next(_tests) % _COLLECT_EVERY == 0:
        gc.collect()


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """The application class, with all done that must come before the application."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    register_scheme()
    # A test's last window closing must not end the event loop that the next test waits in.
    QApplication.setQuitOnLastWindowClosed(False)
    return QApplication


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, so that no settings or caches pass between tests."""
    # Named by us: pytest finds the next number by reading all names there are, for every test.
    home = tmp_path_factory.getbasetemp() / "homes" / str(next(_homes))
    for name, value in home_variables(home).items():
        monkeypatch.setenv(name, value)
    return home


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    guard = leak_guard.guarded()
    leaks = next(guard)
    yield
    next(guard, None)
    if leaks:
        pytest.fail("left behind by the test: " + "; ".join(leaks), pytrace=False)


@pytest.fixture(autouse=True)
def log_guard() -> Iterator[LogGuard]:
    """Fails the test on a log record from WARNING up; `log_guard.expect(regex)` allows one."""
    guard = LogGuard()
    logging.getLogger().addHandler(guard)
    yield guard
    logging.getLogger().removeHandler(guard)
    if guard.unexpected:
        pytest.fail("logged: " + "; ".join(guard.unexpected), pytrace=False)


@pytest.fixture
def notifier_spy(qapp: QApplication) -> NotifierSpy:
    """A notifier that records; see `NotifierSpy`."""
    return NotifierSpy()


@pytest.fixture
def inline_tasks(notifier_spy: NotifierSpy) -> InlineTasks:
    """A task runner that works at once, on this thread."""
    return InlineTasks(notifier_spy)


@pytest.fixture(scope="session")
def worker_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WarmWorkers | None]:
    """What warm workers are forked from; None where they can't be."""
    with workers_to_fork(tmp_path_factory.mktemp("workers")) as workers:
        yield workers


@pytest.fixture
def warm_workers(worker_server: WarmWorkers | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the program's child processes start warm; see `WarmWorkers`."""
    if worker_server is not None:
        monkeypatch.setattr(child_process, "worker_command", worker_server.command)


@pytest.fixture
def site_factory(tmp_path: Path) -> Callable[..., SiteBuilder]:
    """Makes sites: `site_factory()` or `site_factory("name")`, each in a folder of its own."""

    def make(name: str = "site") -> SiteBuilder:
        return SiteBuilder(tmp_path / name)

    return make


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """A copy of the sample newsroom that the test may change."""
    target = tmp_path / "newsroom"
    shutil.copytree(resource_path("newsroom"), target)
    return target


@pytest.fixture
def git_repository(tmp_path: Path) -> GitRepository:
    """An empty git repository in the test's folder; skips where there is no git."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    return GitRepository(tmp_path / "repository")


@pytest.fixture(scope="session")
def real_posts() -> Path:
    """A folder of real posts to try the desk on, named by COPYDESK_REAL_POSTS; skips without it."""
    folder = Path(os.environ.get("COPYDESK_REAL_POSTS", ""))
    if not folder.name or not folder.is_dir():
        pytest.skip("COPYDESK_REAL_POSTS names no folder")
    return folder
