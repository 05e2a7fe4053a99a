from __future__ import annotations

import random
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.helpers.git_repository import GitRepository

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A bare repository of 2 MB that nothing makes shorter, with one post."""
    repository = GitRepository(tmp_path / "work")
    (repository.root / "posts").mkdir()
    (repository.root / "posts/mill.md").write_text("---\ntitle: Mill\n---\n\nIt opens.\n", "utf-8")
    (repository.root / "photo.bin").write_bytes(random.Random(7).randbytes(2_000_000))
    repository.commit_all()
    bare = tmp_path / "served" / "ledger.git"
    repository.git("clone", "--quiet", "--bare", str(repository.root), str(bare))
    subprocess.run(["git", "update-server-info"], cwd=bare, check=True)
    return bare
