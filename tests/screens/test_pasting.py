"""Rows pasted from a spreadsheet: looked over, then written as one event that can be taken back."""

import os

import pytest
from textual import events

from apprentices.errors import BadInput
from apprentices.importing import prepare_pasted
from apprentices.programme import TABLE
from screens.records.pasting import PastePreview
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver
from tests.screens.test_records import lists
from tests.screens.waiting import until


async def paste(board: Driver, text: str) -> PastePreview:
    """What a terminal sends when something is pasted."""
    board.app.post_message(events.Paste(text))
    await until(lambda: "Paste into" in board.text, "the preview")
    assert isinstance(board.app.screen, PastePreview)
    return board.app.screen


async def test_rows_with_titles_are_looked_over_and_written_as_one_event(open_board: OpenBoard) -> None:
    async with open_board((100, 30)) as board:
        people = await lists(board)
        before = board.workspace.programme.apprentices["A01"]
        events_then = len(board.workspace.history())
        # Titles as a spreadsheet has them, in another order; of A01 one cell differs; A02 stays as it is.
        rows = [
            "Apprentice\tGiven names\tFamily name\tStarts on\tEnds on\tHourly pay",
            "A01\tAmara\tNwachukwu\t07/09/2026\t31/03/2028\t15.60",
            "A02\tRahim\tTalukdar\t07/09/2026\t31/03/2028\t14.80",
            "A30\tZoë [/x]\tLind\t07/12/2026\t30/06/2028\t",
        ]
        preview = await paste(board, "\r\n".join(rows) + "\r\n")
        assert "1 new, 1 changed, 1 the same." in board.text
        assert "hourly_pay: 15.10 → 15.60" in board.text
        assert "A30 Zoë [/x] Lind" in board.text
        await board.press("enter")
        await until(lambda: board.app.screen is people, "the list")
        after = board.workspace.programme.apprentices
        assert str(after["A01"].hourly_pay) == "15.60"
        assert after["A01"].date_of_birth == before.date_of_birth  # a column that was not pasted
        assert after["A30"].family_name == "Lind"
        assert preview.ready is not None
        assert people.status.text == "Pasted into apprentices: 1 new, 1 changed. u takes it back."
        assert len(board.workspace.history()) == events_then + 1
        await board.press("u")
        await until(lambda: board.workspace.programme.apprentices.get("A01") == before, "the undo")
        assert "A30" not in board.workspace.programme.apprentices


async def test_what_is_refused_is_told_by_row_and_column_and_nothing_is_written(
    open_board: OpenBoard,
) -> None:
    async with open_board((100, 30)) as board:
        people = await lists(board)
        await board.press("right")
        # Without titles the cells are those of clearances.csv: apprentice, clearance, host, issued, expires.
        await paste(board, "A01\tdbs:basic\t\t2026-10-01\t\nA77\tdbs:basic\tELF\t31/2/2026\t")
        assert "! 3 problems: no row is taken before all are mended." in board.text
        told = [line.split(maxsplit=5)[1:] for line in board.text.splitlines() if "! row 2" in line]
        assert {(words[3], words[4][:13]) for words in told} == {
            ("apprentice", "there is no a"),
            ("host", "there is no h"),
            ("issued_on", '"31/2/2026" i'),
        }
        await board.press("enter", "escape")
        await until(lambda: board.app.screen is people, "the list")
        assert not [row for row in board.workspace.rows["clearances"] if row.clearance == "dbs:basic"]


def test_titles_stand_first_or_the_columns_are_those_of_the_file() -> None:
    without = prepare_pasted(TABLE["hosts"], f"ELFT\tTrust{os.linesep}", {})
    titled = prepare_pasted(TABLE["hosts"], "Name\tHost\nTrust\tELFT", {})
    assert [(row.host, row.name) for row in without.new["hosts"]] == [("ELFT", "Trust")]
    assert titled.new == without.new
    with pytest.raises(BadInput) as refused:
        prepare_pasted(TABLE["hosts"], "Host\tName\tShoe size\nELFT\tTrust\t43\nCO L\tCity\t", {})
    assert [(p.row, p.column) for p in refused.value.problems] == [(1, None), (3, "host")]
