"""Databases that many tests begin with: each is made once, and copied for every test."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import time_machine

MADE_AT = datetime(2026, 6, 3, 12, tzinfo=UTC)  # whatever the day of the test that is the first to ask


def put(path: Path, make: Callable[..., object], *given: object) -> None:
    """Put at `path` the database that `make` makes at a path, of what is `given`, as one file."""
    content, mode = _made(make, *given)
    path.write_bytes(content)
    path.chmod(mode)


@cache
def _made(make: Callable[..., object], *given: object) -> tuple[bytes, int]:
    with time_machine.travel(MADE_AT, tick=False), TemporaryDirectory() as folder:
        path = Path(folder) / "made.db"
        make(path, *given)
        return path.read_bytes(), path.stat().st_mode
