"""A small database with one byte spoilt, at hundreds of places: told, or right; never a traceback."""

import random
from pathlib import Path

import pytest

from apprentices.commands import run
from apprentices.errors import DatabaseUnusable
from apprentices.store import Event, Loaded
from apprentices.undoing import undo
from db.store import open_store
from tests.build import PUBLISHED, worded
from tests.db.samples import TOLD, person, sample_store, set_cell

PLACES = 25  # of each part, in each run
FIRST_PAGE = 4096
SEEDS = range(8)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "programme.db"
    store = sample_store(path)
    set_cell(store, "A1", "C1", "LIB")
    undo(store)
    store.load()
    store.publish("Ruth", PUBLISHED, None, TOLD)
    store.close()
    return path


def content(path: Path) -> tuple[Loaded, list[Event]]:
    store = open_store(path)
    try:
        return store.load(), store.history()
    finally:
        store.close()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("part", ["first page", "anywhere"])
def test_a_spoilt_byte(
    whole: Path, path: Path, seed: int, part: str, capfd: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(f"{part} {seed}")
    good = whole.read_bytes()
    right = content(whole)
    for _ in range(PLACES):
        place = chance.randrange(FIRST_PAGE if part == "first page" else len(good))
        spoilt = bytearray(good)
        spoilt[place] ^= chance.choice([1, 2, 4, 8, 16, 32, 64, 128, 255])
        path.write_bytes(spoilt)
        doctor = run(["doctor", "--db", str(path)])
        codes = {run([command, "--db", str(path)]) for command in ("check", "history")}
        assert codes <= {0, 1, 2, 3}, place
        if codes <= {0, 1} and content(path) != right:
            assert doctor == 1, place  # SQLite can't know, the journal does
        told = capfd.readouterr()
        assert "Traceback" not in told.out + told.err
        for left in path.parent.iterdir():
            left.unlink()


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;BYDAY=2TX", "FREQ=WEEKLY;BYDIY=TU"])
def test_spoilt_training_days(path: Path, capfd: pytest.CaptureFixture[str], rule: str) -> None:
    store = open_store(path, create=True)
    store.write(worded("x"), {"apprentices": [person("A1", training_days=rule)]}, {}, {})
    store.close()
    assert run(["check", "--db", str(path)]) == 3
    assert "the training days of A1 can't be read" in capfd.readouterr().err


def test_a_code_that_only_the_index_still_has(whole: Path, path: Path) -> None:
    """SQLite's own check of references looks into the index, and finds nothing."""
    content = whole.read_bytes()
    place = content.index(b"LIBCOLLibrary")
    path.write_bytes(content[:place] + b"LIX" + content[place + 3 :])
    store = open_store(path)
    with pytest.raises(DatabaseUnusable, match="names the placement LIB, which is not in placements"):
        store.load()
    store.close()
