"""The app that stays open over midnight judges as of the new day, and disturbs nobody at their work."""

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from textual.widgets import Input

from apprentices.errors import DatabaseBusy
from apprentices.rules import checker
from apprentices.workspace import Workspace
from db.store import open_store
from screens.shared.form import Form
from tests.screens.driver import begun_to_read, opened
from tests.screens.small import small
from tests.screens.troubled import trouble
from tests.screens.waiting import until

# C1 begins on Monday 4 January 2027; from twelve weeks before, Monday 12 October 2026, SIGN-MISSING tells
# that its two hosts have not signed it. On the day after nothing else is found.
SUNDAY, MONDAY, TUESDAY = (datetime(2026, 10, day, 12, tzinfo=UTC) for day in (11, 12, 13))


async def test_a_new_day_is_judged_by_and_said_and_leaves_all_else(tmp_path: Path) -> None:
    small(tmp_path / "p.db").store.close()
    with time_machine.travel(SUNDAY, tick=False) as clock:
        workspace = Workspace(open_store(tmp_path / "p.db"), SUNDAY.date())
        store = trouble(workspace)
        store.of = "load"
        async with opened(workspace) as board:
            app = board.app
            await board.press("p")
            await until(lambda: workspace.board.at("A1", "C1").pinned, "the pin")
            store.trouble = DatabaseBusy("It is locked. Nothing was changed.")
            clock.move_to(MONDAY)
            await until(lambda: "load" in store.asked, "a look at the new day")
            assert workspace.today == date(2026, 10, 11)  # what is locked can't be read
            store.trouble = None
            news = "It is Monday 12 October 2026 now: 2 warnings new."
            await until(lambda: board.news == news, "the new day")
            assert workspace.today == date(2026, 10, 12)
            await until(lambda: "2 conflicts" in board.text and "8 warnings" in board.text, "the counts")
            await board.press("u")
            await until(lambda: not workspace.board.at("A1", "C1").pinned, "the pin taken back")

            await board.press("e")
            await until(lambda: isinstance(app.screen, Form) and app.screen.fields.is_whole, "the form")
            form = app.screen
            assert isinstance(form, Form)
            line = form.fields.fields["given_names"].control
            assert isinstance(line, Input)
            line.value = "Amy"
            clock.move_to(TUESDAY)
            news = "It is Tuesday 13 October 2026 now: the rules find what they found before."
            await until(lambda: news in board.said, "the next day, in a corner")
            assert app.screen is form
            assert line.value == "Amy"


async def test_what_somebody_else_has_changed_is_no_news_of_the_day(tmp_path: Path) -> None:
    """Ruth empties the cell of A2 before anybody has looked at the new day. That is a conflict more, and LBH
    has nobody left to sign for: all that the day brings is that COL has not signed."""
    small(tmp_path / "p.db").store.close()
    with time_machine.travel(SUNDAY, tick=False) as clock:
        workspace = Workspace(open_store(tmp_path / "p.db"), SUNDAY.date())
        async with opened(workspace) as board:
            with closing(open_store(tmp_path / "p.db", actor="Ruth Adeyemi")) as store:
                Workspace(store, SUNDAY.date()).clear("A2", "C1")
            clock.move_to(MONDAY)
            await until(
                lambda: board.news == "It is Monday 12 October 2026 now: 1 warning new.", "the new day"
            )
            await until(lambda: board.said == ["Ruth Adeyemi: Bo Adeyemi cleared in C1"], "her change")


async def test_what_is_changed_while_the_new_day_is_looked_at_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checker, "AT_A_TIME", 1)
    small(tmp_path / "p.db").store.close()
    with time_machine.travel(SUNDAY, tick=False) as clock:
        workspace = Workspace(open_store(tmp_path / "p.db"), SUNDAY.date())
        begun = begun_to_read(workspace, monkeypatch)
        async with opened(workspace) as board:
            clock.move_to(MONDAY)
            await until(lambda: begun, "a look at the new day")
            assert workspace.today == SUNDAY.date()
            await board.press("p")
            await until(lambda: workspace.board.at("A1", "C1").pinned, "the pin")
            news = "It is Monday 12 October 2026 now: 2 warnings new."
            await until(lambda: board.news == news, "the new day")
            assert workspace.today == MONDAY.date()
            assert workspace.board.at("A1", "C1").pinned


async def test_the_cycle_that_begins_with_the_day_is_marked_as_that_of_now(tmp_path: Path) -> None:
    small(tmp_path / "p.db").store.close()
    with time_machine.travel(datetime(2027, 1, 3, 12, tzinfo=UTC), tick=False) as clock:
        workspace = Workspace(open_store(tmp_path / "p.db"), date(2027, 1, 3))
        async with opened(workspace) as board:
            await until(lambda: "Jan-Apr 27" in board.text, "the cycle's months")
            assert "C1 now" not in board.text
            clock.move_to(datetime(2027, 1, 4, 12, tzinfo=UTC))
            await until(lambda: workspace.today == date(2027, 1, 4), "the new day")
            await until(lambda: "C1 now" in board.text, "the cycle of now")
