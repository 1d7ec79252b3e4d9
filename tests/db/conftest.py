"""A store with the sample in it, closed at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import modes
from db.connection import Connection, connect
from db.store import SqliteStore, open_store
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
def other(store: SqliteStore, path: Path) -> Iterator[SqliteStore]:
    """A second program on the same database, used by Omar."""
    opened = open_store(path, actor="omar")
    yield opened
    opened.close()


@pytest.fixture
def conn(store: SqliteStore, path: Path) -> Iterator[Connection]:
    opened = connect(path)
    yield opened
    opened.close()


@pytest.fixture
def safe_wal(monkeypatch: pytest.MonkeyPatch) -> None:
    """As with a version of SQLite whose write-ahead log is safe, or before that was looked at."""
    monkeypatch.setattr(modes, "wal_is_safe", lambda: True)
