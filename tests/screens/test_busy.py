"""While another program writes: a sign, no frozen keys, and an edit that is made exactly once."""

import sqlite3
from pathlib import Path

import pytest

from apprentices.errors import DatabaseBusy
from apprentices.scenarios import draft_of, scenarios
from screens import waiting
from screens.history.screen import HistoryScreen
from screens.plan.scenarios import Naming
from screens.plan.screen import PlanScreen
from screens.records.leaving import Leaving
from screens.shared.saying import Saying
from screens.waiting import Waiting
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver
from tests.screens.filling import fill, saying
from tests.screens.programmes import pilot
from tests.screens.troubled import Troubled, trouble
from tests.screens.waiting import until

BUSY = DatabaseBusy("pilot.db is locked.")


async def the_sign(board: Driver) -> None:
    await until(lambda: isinstance(board.app.screen, Waiting), "the sign")
    await until(lambda: "Another program is writing" in board.text and "esc give up" in board.text, "words")


async def test_an_edit_waits_with_a_sign_and_is_made_once(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A01", "C2")
        store = trouble(board.workspace)
        store.trouble = BUSY
        await board.press("x")
        await the_sign(board)
        assert board.workspace.board.at("A01", "C2") is not None
        await board.press("right", "x", "u", "p", "1", "enter")  # none of them piles up
        await until(lambda: store.asked.count("apply") >= 3, "some tries")
        store.trouble = None
        await board.back_on_board()
        assert board.cell == ("A01", "C2")
        assert board.here is None
        assert "has no placement in C2" in board.news
        newest, before = board.workspace.store.history(2)
        assert board.workspace.told(newest) == "Amara Nwachukwu cleared in C2"
        assert before.kind == "import"


async def test_esc_gives_up_and_nothing_is_changed(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A01", "C2")
        store = trouble(board.workspace)
        store.trouble = BUSY
        await board.press("x")
        await the_sign(board)
        await board.press("escape")
        await board.back_on_board()
        store.trouble = None
        await board.pilot.pause(0.5)
        assert board.here == "COL-FIN"
        assert [event.kind for event in board.workspace.store.history()] == ["import"]
        assert any("Nothing was changed" in said for said in board.said)


async def test_it_gives_up_by_itself(open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE_SECONDS", 3.0)  # long enough to be seen
    async with open_board() as board:
        trouble(board.workspace).trouble = BUSY
        await board.go_to("A01", "C2")
        await board.press("x")
        await the_sign(board)
        await board.back_on_board()
        assert any("Nothing was changed" in said for said in board.said)


@pytest.mark.parametrize(("keys", "here"), [(["u"], "COL-FIN"), (["u", "ctrl+r"], None)])
async def test_undo_and_redo_wait_too(open_board: OpenBoard, keys: list[str], here: str | None) -> None:
    async with open_board() as board:
        await board.go_to("A01", "C2")
        await board.press("x", *keys[:-1])
        store = trouble(board.workspace)
        store.trouble = BUSY
        await board.press(keys[-1])
        await the_sign(board)
        store.trouble = None
        await board.back_on_board()
        assert board.here == here


async def test_looking_for_news_is_silent_and_loses_nothing(open_board: OpenBoard, database: Path) -> None:
    async with open_board() as board:
        store = trouble(board.workspace)
        store.trouble = BUSY
        other = pilot(database, actor="Callum Strachey")
        other.assign("A01", "C2", "LBH-CSC")
        other.store.close()
        await until(lambda: store.asked.count("news") >= 2, "some looks")
        assert not board.said
        assert board.app.screen is board.board
        store.trouble = None
        await until(lambda: any("Callum Strachey" in said for said in board.said), "their change")
        there = board.workspace.board.at("A01", "C2")
        assert there is not None
        assert there.placement == "LBH-CSC"


async def test_news_that_could_not_be_read_to_the_end_come_with_the_next_look(
    open_board: OpenBoard, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_board() as board:
        changes = board.workspace.store.changes
        tries = []

        def busy_at_first(event: int) -> object:
            tries.append(event)
            if len(tries) == 1:
                raise BUSY
            return changes(event)

        monkeypatch.setattr(board.workspace.store, "changes", busy_at_first)
        other = pilot(database, actor="Callum Strachey")
        other.assign("A01", "C2", "LBH-CSC")
        other.store.close()
        await until(lambda: any("Callum Strachey" in said for said in board.said), "their change")
        there = board.workspace.board.at("A01", "C2")
        assert there is not None
        assert there.placement == "LBH-CSC"


async def test_an_undo_that_was_done_is_not_done_again(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_board() as board:
        await board.go_to("A01", "C2")
        await board.press("x", "right", "x")
        draft = board.workspace.store.draft
        tries = []

        def busy_at_first(cells: object) -> object:
            tries.append(cells)
            if len(tries) == 1:
                raise BUSY
            return draft(cells)  # type: ignore[arg-type]

        monkeypatch.setattr(board.workspace.store, "draft", busy_at_first)
        await board.press("u")
        await until(lambda: board.workspace.board.at("A01", "C3") is not None, "the undo")
        assert board.workspace.board.at("A01", "C2") is None  # the first edit still stands


async def test_a_real_lock(open_board: OpenBoard, database: Path) -> None:
    async with open_board(busy_seconds=0.05) as board:
        await board.go_to("A01", "C2")
        other = sqlite3.connect(database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await board.press("x")
        await the_sign(board)
        assert board.workspace.board.at("A01", "C2") is not None
        other.execute("ROLLBACK")
        other.close()
        await board.back_on_board()
        assert board.here is None
        assert [event.kind for event in board.workspace.store.history()] == ["clear", "import"]


def busy_after(board: Driver, what: str, monkeypatch: pytest.MonkeyPatch) -> Troubled:
    """The store, which is busy from when something was written by the method of that name."""
    store = trouble(board.workspace)
    write = getattr(store.store, what)

    def then_busy(*args: object, **named: object) -> None:
        write(*args, **named)
        store.trouble = BUSY

    monkeypatch.setattr(store.store, what, then_busy)
    return store


async def test_what_was_said_is_shown_once_it_can_be_read(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_board((100, 30)) as board:
        await board.press("7")
        await until(lambda: "Sign-offs" in board.text, "agreement")
        agreement = board.app.screen
        await board.press("s")
        fill(await saying(board), by="Ruth")
        store = busy_after(board, "write", monkeypatch)
        await board.press("enter")
        await until(lambda: store.asked.count("load") >= 2, "some tries")
        monkeypatch.undo()
        store.trouble = None
        await until(lambda: board.app.screen is agreement, "the screen again")
        await until(lambda: "signed" in board.text, "the sign-off")
        assert len(board.workspace.statements.signoffs) == 1


async def test_a_second_enter_says_nothing_twice(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_board((100, 30)) as board:
        await board.press("7", "tab", "tab", "a")
        fill(await saying(board), kind="lesson", title="No lift", by="Ruth")
        store = busy_after(board, "write", monkeypatch)
        await board.press("enter")
        await until(lambda: store.asked.count("load") >= 2, "some tries")
        await board.press("enter", "enter")
        monkeypatch.undo()
        store.trouble = None
        await until(lambda: not isinstance(board.app.screen, Saying), "the register")
        await until(lambda: "No lift" in board.text, "the entry")
        await board.pilot.pause(0.5)  # longer than a try that waits
        assert [one.title for one in board.workspace.statements.register] == ["No lift"]


async def test_a_removal_outlives_a_lock_right_after_it(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_board((100, 30)) as board:
        await board.press("2", "x")
        await until(lambda: isinstance(board.app.screen, Leaving), "the question")
        store = busy_after(board, "apply", monkeypatch)
        await board.press("y")
        await until(lambda: not isinstance(board.app.screen, Leaving), "the list")
        await until(lambda: store.asked.count("load") >= 2, "some tries")
        assert "Amara Nwachukwu" in board.text  # what was read last
        store.trouble = None
        await until(lambda: "Amara Nwachukwu removed" in board.text, "the news")
        assert "A01" not in board.workspace.programme.apprentices


async def test_a_name_for_a_plan_is_looked_up_when_it_can_be(open_board: OpenBoard) -> None:
    async with open_board((100, 30)) as board:
        await board.press("6")
        await until(lambda: isinstance(board.app.screen, PlanScreen), "the plan screen")
        plan = board.app.screen
        assert isinstance(plan, PlanScreen)
        plan.show_plan(draft_of(board.workspace))
        await board.press("w")
        await until(lambda: isinstance(board.app.screen, Naming), "the name")
        store = trouble(board.workspace)
        await board.press("x")
        store.trouble = BUSY
        await board.press("enter")
        await the_sign(board)
        store.trouble = None
        await until(lambda: board.app.screen is plan, "the plan")
        await until(lambda: [one.name for one in scenarios(board.workspace)] == ["x"], "the scenario")


async def test_publications_are_listed_when_they_can_be_read(open_board: OpenBoard) -> None:
    async with open_board((100, 30), publish=True) as board:
        await board.press("7")
        await until(lambda: "Sign-offs" in board.text, "agreement")
        store = trouble(board.workspace)
        store.trouble = BUSY
        await board.press(*["tab"] * 3)
        await until(lambda: store.asked.count("publications") >= 2, "some tries")
        store.trouble = None
        await until(lambda: "despite" in board.text, "the publication")


async def test_the_filter_of_the_history_looks_when_it_can_read(open_board: OpenBoard) -> None:
    async with open_board((100, 30)) as board:
        await board.go_to("A01", "C2")
        await board.press("x", "9")
        await until(lambda: isinstance(board.app.screen, HistoryScreen), "the history")
        history = board.app.screen
        assert isinstance(history, HistoryScreen)
        await until(lambda: history.rows.value, "the changes")
        await board.press("slash")
        store = trouble(board.workspace)
        store.trouble = BUSY
        await board.press(*"zz")
        await until(lambda: store.asked.count("changes") >= 2, "some tries")
        store.trouble = None
        await until(lambda: "No change has these words" in board.text, "nothing")
