"""Several programs on one database at once, and programs that are killed."""

import multiprocessing
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from apprentices.board import Edit
from apprentices.editing import place
from apprentices.errors import ChangedElsewhere
from apprentices.programme import SettingRow
from db.connection import connect, write
from db.migrations import VERSION
from db.store import open_store
from tests.build import worded, words
from tests.db.samples import sample_store

PROGRAMS = 4
TIMES = 200


def run_at_once(work: Callable[[Path, str], int], path: Path) -> int:
    """Run it in several fresh processes; the sum of what they return."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROGRAMS, mp_context=spawn) as pool:
        tasks = [pool.submit(work, path, f"user {number}") for number in range(PROGRAMS)]
        return sum(task.result() for task in tasks)


def start(folder: Path, actor: str) -> int:
    for number in range(8):
        open_store(folder / f"{number}.db", create=True, actor=actor).close()
    return 1


def test_starting_at_once_makes_one_database(tmp_path: Path) -> None:
    assert run_at_once(start, tmp_path) == PROGRAMS
    for number in range(8):
        conn = connect(tmp_path / f"{number}.db")
        assert conn.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        conn.close()


def count_up(path: Path, actor: str) -> int:
    """Read a number, then write the next one."""
    store = open_store(path, actor=actor)
    conn = connect(path)
    for _ in range(TIMES):
        with write(conn):
            (value,) = conn.execute("SELECT value FROM settings WHERE setting = 'n'").fetchone()
            conn.execute("UPDATE settings SET value = ?", (str(int(value) + 1),))
    conn.close()
    store.close()
    return TIMES


def test_counting_up_together_loses_nothing(path: Path) -> None:
    store = open_store(path, create=True, actor="mina")
    store.write(worded("x"), {"settings": [SettingRow(setting="n", value="0")]}, {}, {})
    assert run_at_once(count_up, path) == 800
    assert store.load().rows["settings"] == [SettingRow(setting="n", value="800")]
    store.close()


def toggle_pin(path: Path, actor: str) -> int:
    """Turn the pin of one cell, looking again whenever somebody else was first."""
    store = open_store(path, actor=actor)
    done = 0
    while done < TIMES:
        now = next(row for row in store.load().rows["assignments"] if row.cycle == "C1")
        edit = Edit("B2", "C1", now.placement, not now.pinned)
        try:
            done += place(store, worded(f"pin {done}"), [edit], [now]).changes
        except ChangedElsewhere:
            continue
    store.close()
    return done


def test_editing_one_cell_together_loses_nothing(path: Path) -> None:
    store = sample_store(path)
    assert run_at_once(toggle_pin, path) == 800
    news = store.news()
    assert len(news) == 800
    pins = [change.after["pinned"] for e in news for change in store.changes(e.id) if change.after]
    assert pins == [False, True] * 400  # each edit was made upon what the one before had left
    assert {event.actor for event in news} == {f"user {number}" for number in range(PROGRAMS)}
    store.close()


WRITER = """
import sys
from pathlib import Path
from apprentices.programme import SettingRow
from db.store import open_store
from tests.build import worded

store = open_store(Path(sys.argv[1]), actor="writer")
print("ready", flush=True)
number = 0
while True:
    number += 1
    rows = [SettingRow(setting=f"s{place}", value=str(number)) for place in range(2000)]
    store.write(worded(f"number {number}", "import"), {"settings": rows}, {}, {})
"""


@pytest.mark.parametrize("moment", [0.005, 0.02, 0.05, 0.1, 0.15, 0.2])
def test_killed_while_writing_leaves_the_old_or_the_new(path: Path, moment: float) -> None:
    open_store(path, create=True).close()
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, path],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    with writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(moment)
        writer.kill()
    store = open_store(path)
    values = {row.value for row in store.load().rows["settings"]}
    events = store.history()
    assert len(values) <= 1
    assert [int(words(event).split()[1]) for event in events] == list(range(len(events), 0, -1))
    assert values == {str(len(events))} - {"0"}
    assert {event.changes for event in events} <= {2000}
    store.close()
    conn = connect(path)
    assert conn.execute("SELECT count(*) FROM open_event").fetchone() == (0,)
    assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    conn.close()
