"""Findings and history."""

from contextlib import closing
from datetime import date
from pathlib import Path

from apprentices.waiving import Wanted, waive
from apprentices.workspace import Workspace
from db.store import open_store
from screens.findings.screen import FindingsScreen
from screens.history.screen import HistoryScreen
from tests.screens.conftest import OpenBoard
from tests.screens.waiting import until


async def test_findings_are_grouped_and_lead_to_the_cell(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("5")
        await until(lambda: isinstance(board.app.screen, FindingsScreen), "the findings")
        await until(lambda: "PLAN-GAP an active cell has no placement (1)" in board.text, "their list")
        assert "To mend: " in board.text
        assert "If nothing is done: " not in board.text  # a gap is no matter of law
        await board.press("down", "enter")
        await board.back_on_board()
        assert board.screen.view.about("apprentice", board.cell[0] or "", board.cell[1])


async def test_what_is_waived_is_told_apart(open_board: OpenBoard) -> None:
    async with open_board(size=(140, 45)) as board:
        gap = next(f for f in board.workspace.findings() if f.rule == "PLAN-GAP")
        before = board.workspace.checker.conflicts
        meant = Wanted("PLAN-GAP", gap.apprentice, gap.cycle)
        with closing(open_store(Path(board.workspace.store.where), actor="Ruth")) as store:
            other = Workspace(store, board.workspace.today)
            waive(other, meant, by="Ruth", why="Late [/x]", until=date(2027, 6, 4))
        await until(lambda: f"! {before - 1} conflicts" in board.text, "the count without it")
        await board.press("5")
        await until(lambda: isinstance(board.app.screen, FindingsScreen), "the findings")
        await board.press("end")
        while "Waived by" not in board.text:
            await board.press("up")
        assert "Waived (1)" in board.text
        assert f"~ {gap.cycle:<5} PLAN-GAP {gap.problem}" in board.text
        assert "Waived by Ruth until 4 June 2027" in board.text
        assert "Late [/x]" in board.text
        await board.press("enter")
        await board.back_on_board()
        assert board.cell == (gap.apprentice, gap.cycle)
        assert "~·· gap ··" in board.text


async def test_a_finding_of_law_says_what_follows_and_who_acts_next(open_board: OpenBoard) -> None:
    async with open_board(size=(140, 45)) as board:
        await board.press("5")
        await until(lambda: isinstance(board.app.screen, FindingsScreen), "the findings")
        while "If nothing is done: " not in board.text:
            await board.press("down")
        assert "Next: " in board.text


async def test_what_cannot_be_judged_is_no_breach(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("5", "end")
        await until(lambda: "Can't be judged yet (4)" in board.text, "the last group")
        assert "PERSON-UNKNOWN Not known about" in board.text
        assert "paid less than the National Minimum Wage" not in board.text


async def test_a_finding_is_shown_even_behind_a_filter_and_a_turned_board(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("tab", "slash", *"archives", "enter", "5")
        await until(
            lambda: isinstance(board.app.screen, FindingsScreen) and "PLAN-GAP" in board.text, "findings"
        )
        await board.press("home", "enter")
        await board.back_on_board()
        finding = board.workspace.findings()[0]
        assert board.cell == (finding.apprentice, finding.cycle)


async def test_history_tells_who_and_takes_back_one_change(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A01", "C2")
        await board.press("x", "right", "x", "9")
        await until(
            lambda: isinstance(board.app.screen, HistoryScreen) and "Pilot imported" in board.text, "history"
        )
        assert "Tamsin Arkwright" in board.text
        await board.press("down", "t")
        assert board.workspace.board.at("A01", "C2") is not None
        assert board.workspace.board.at("A01", "C3") is None
        await until(lambda: "(taken back)" in board.text, "the mark")
        await board.press("1")
        await board.back_on_board()
        assert "●FIN" in board.text.splitlines()[4]
