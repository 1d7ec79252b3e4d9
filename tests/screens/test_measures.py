"""The Measures screen: what the command tells, by host and period."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from apprentices.calendar import Days
from apprentices.errors import UsageError
from apprentices.measures.counting import in_steps
from apprentices.measures.declared import MEASURES
from apprentices.measures.tables import ALL, Table
from apprentices.measures.tally import Known
from apprentices.measuring import measured
from screens.files.picker import Picker
from screens.measures.screen import MeasuresScreen
from screens.shared.question import Said
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver
from tests.screens.filling import fill, saying
from tests.screens.snapshot import check_snapshot
from tests.screens.troubled import trouble
from tests.screens.waiting import until

SIZES = {"80x24": (80, 24), "100x30": (100, 30), "140x45": (140, 45)}
YEAR = Days(date(2026, 4, 1), date(2027, 3, 31))


async def counted(board: Driver, period: str) -> MeasuresScreen:
    await until(lambda: period in board.text and "counting …" not in board.text, "the figures")
    assert isinstance(board.app.screen, MeasuresScreen)
    return board.app.screen


@pytest.mark.parametrize("size", SIZES)
async def test_what_it_looks_like(open_board: OpenBoard, size: str) -> None:
    async with open_board(SIZES[size]) as board:
        await board.press("8")
        await counted(board, "1 April 2026 to 31 March 2027")
        await board.press("down")
        await check_snapshot(board.app, f"measures_{size}")
        await board.press(*["down"] * 5)
        await until(lambda: "hidden" in board.text, "one that is hidden")


async def test_figures_periods_and_the_file(open_board: OpenBoard, tmp_path: Path) -> None:
    async with open_board((140, 45)) as board:
        await board.press("8")
        screen = await counted(board, "1 April 2026 to 31 March 2027")
        # Everybody in the pilot begins in the year: 24. Who is hidden is shown with the mark alone.
        row = next(line for line in board.text.splitlines() if line.startswith(" New apprentices"))
        assert row.split()[3:7] == ["5", "13", "6", "24"]
        await board.press("down")
        assert MEASURES["new"].definition in screen.panel.text
        assert "all hosts" in screen.panel.text
        await board.press("y")
        await counted(board, "1 April 2027 to 31 March 2028")
        await board.press("Y", "Y")
        await counted(board, "1 April 2025 to 31 March 2026")
        await board.press("f")
        form = await saying(board)
        fill(form, first="2027-03-31", last="1/4/2026")
        await board.press("enter")
        await until(lambda: "The period ends before it begins." in form.wrong.text, "the refusal")
        fill(form, first="2026-04-01", last="2027-03-31")
        await board.press("enter")
        await counted(board, "1 April 2026 to 31 March 2027")
        board.app.folder = tmp_path
        await board.press("w")
        await until(lambda: isinstance(board.app.screen, Picker), "where to")
        await board.press("enter")
        await until(lambda: isinstance(board.app.screen, Said), "that it was written")
        assert "measures-2026-04-01-2027-03-31.csv" in board.text
        await board.press("escape")
        table = measured(board.workspace, YEAR)
    (path,) = tmp_path.glob("*.csv")
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    new = {row["host"]: row["figure"] for row in rows if row["measure"] == "new"}
    assert new == {"COL": "5", "LBH": "13", "ELFT": "6", ALL: "24"}
    assert len(rows) == sum(len(row.figures) for row in table.rows)
    assert all(row["figure"] == "" for row in rows if row["hidden"] == "yes")


async def test_they_are_counted_once_where_nothing_has_changed(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Days] = []

    def steps(known: Known, period: Days) -> Iterator[Table | None]:
        begun.append(period)
        return in_steps(known, period)

    monkeypatch.setattr("screens.measures.screen.in_steps", steps)
    async with open_board() as board:
        await board.press("8")
        await counted(board, "1 April 2026 to 31 March 2027")
        await board.press("1", "8")
        await counted(board, "1 April 2026 to 31 March 2027")
        assert begun == [YEAR]


async def test_what_could_not_be_counted_is_counted_the_next_time(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("8")
        await counted(board, "1 April 2026 to 31 March 2027")
        await board.press("1")
        await board.back_on_board()
        await board.go_to("A01", "C2")
        await board.press("x")
        await until(lambda: board.workspace.board.at("A01", "C2") is None, "an edit")
        store = trouble(board.workspace)
        store.trouble = UsageError("It can't be read.")
        await board.press("8")
        await until(lambda: any("be read." in said for said in board.said), "that it failed")
        await board.pilot.pause()
        store.trouble = None
        await board.press("1", "8")
        await counted(board, "1 April 2026 to 31 March 2027")
