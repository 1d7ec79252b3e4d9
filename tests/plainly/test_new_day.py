"""Plain lines that stay open over midnight judge as of the new day from the next prompt on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine

from apprentices.workspace import Workspace
from db.store import open_store
from tests.plainly.somebody import heard
from tests.screens.small import small

# C1 begins on Monday 4 January 2027; from twelve weeks before, Monday 12 October 2026, SIGN-MISSING tells
# that its two hosts have not signed it.
SUNDAY, MONDAY = (datetime(2026, 10, day, 12, tzinfo=UTC) for day in (11, 12))
SAID = "It is Monday 12 October 2026 now: 2 warnings new."


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(SUNDAY) as clock:
        yield clock


def test_the_next_prompt_says_the_new_day_and_judges_by_it(
    tmp_path: Path, clock: time_machine.Traveller
) -> None:
    small(tmp_path / "p.db").store.close()
    with closing(open_store(tmp_path / "p.db")) as store:
        workspace = Workspace(store, SUNDAY.date())

        def midnight() -> str:
            clock.move_to(MONDAY)
            return "l"

        said = heard(workspace, "1", midnight, "b", "q")
        before, _, after = said.partition("> l\n")
        assert after.startswith(f"{SAID}\n\nBoard\n")
        assert after.count("It is Monday") == 1
        assert workspace.today == date(2026, 10, 12)
        assert "\n2 conflicts, 6 warnings.\n" in before
        assert "\n2 conflicts, 8 warnings.\n" in after


def test_a_new_day_waits_for_a_locked_database(tmp_path: Path, clock: time_machine.Traveller) -> None:
    small(tmp_path / "p.db").store.close()
    shell = sqlite3.connect(tmp_path / "p.db", isolation_level=None)

    def midnight() -> str:
        clock.move_to(MONDAY)
        shell.execute("PRAGMA locking_mode = EXCLUSIVE")
        shell.execute("BEGIN EXCLUSIVE")
        return "l"

    def let_go() -> str:
        shell.execute("ROLLBACK")
        shell.close()
        return "l"

    with closing(open_store(tmp_path / "p.db", busy_seconds=0.05)) as store:
        said = heard(Workspace(store, SUNDAY.date()), "1", midnight, let_go, "q")
    assert SAID not in said.rpartition("> l\n")[0]
    assert SAID in said.rpartition("> l\n")[2]


def test_a_day_that_begins_before_the_first_page_is_said_there(
    tmp_path: Path, clock: time_machine.Traveller
) -> None:
    """The program was opened on Sunday, and it was Monday once all was read."""
    small(tmp_path / "p.db").store.close()
    with closing(open_store(tmp_path / "p.db")) as store:
        workspace = Workspace(store, SUNDAY.date())
        clock.move_to(MONDAY)
        said = heard(workspace, "q")
    assert (
        f"\n{SAID}\n\nRotating apprenticeships\n2 apprentices, 2 placements.\n2 conflicts, 8 warnings.\n"
        in said
    )
