"""A store with the sample in it, closed at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import modes
from db.store import SqliteStore
from tests.db.samples import sample_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "programme.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    opened = sample_store(path)
    yield opened
    opened.close()


@pytest.fixture
def safe_wal(monkeypatch: pytest.MonkeyPatch) -> None:
    """As with a version of SQLite whose write-ahead log is safe, or before that was looked at."""
    monkeypatch.setattr(modes, "wal_is_safe", lambda: True)
