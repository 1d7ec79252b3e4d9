"""A store with the sample in it, closed at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

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
