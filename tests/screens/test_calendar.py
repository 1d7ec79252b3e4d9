"""The Calendar screen: what is on in each week or month, for people and for teams."""

import pytest

from apprentices.programme import Apprentice, Placement
from screens.board.screen import BoardScreen
from screens.calendar.screen import CalendarScreen
from screens.people.page import Page
from screens.shared.form import Form
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver
from tests.screens.snapshot import check_snapshot
from tests.screens.waiting import until

SIZES = {"80x24": (80, 24), "100x30": (100, 30), "140x45": (140, 45)}


async def calendar(board: Driver) -> CalendarScreen:
    await board.press("4")
    await until(lambda: isinstance(board.app.screen, CalendarScreen), "the calendar")
    screen = board.app.screen
    assert isinstance(screen, CalendarScreen)
    await told(board, screen, "23 Nov to 29 Nov 2026")  # the week of today, Monday 23 November
    return screen


def row(board: Driver, name: str) -> list[str]:
    """The cells of somebody's row that aren't empty."""
    line = next(line for line in board.text.splitlines() if line.startswith(f" {name}"))
    return line.removeprefix(f" {name}").split()


async def told(board: Driver, screen: CalendarScreen, *words: str) -> None:
    def all_there() -> bool:
        return all(word in screen.panel.text for word in words)

    await until(all_there, f"{words} in the panel")


@pytest.mark.parametrize("size", SIZES)
async def test_what_it_looks_like(open_board: OpenBoard, size: str) -> None:
    async with open_board(SIZES[size]) as board:
        screen = await calendar(board)
        await board.press("n", "down", "right", "right")
        await told(board, screen, "21 Dec to 27 Dec 2026", "Christmas Day, 25 Dec")
        await check_snapshot(board.app, f"calendar_{size}")
        await board.press("w", "tab")
        await until(lambda: "Teams, months" in board.text, "months and teams")
        await check_snapshot(board.app, f"calendar_months_{size}")


async def test_keys_lead_through_weeks_cycles_and_people(open_board: OpenBoard) -> None:
    async with open_board((140, 45)) as board:
        screen = await calendar(board)
        # A03 trains on Thursdays, and has leave from Monday 15 to Friday 19 February 2027.
        await board.press("down", "down", "n")
        await told(board, screen, "Chloe Pettifer A03", "7 Dec to 13 Dec 2026", "t Training: 10 Dec")
        # From 7 December to 15 February are ten weeks.
        await board.press(*["right"] * 10)
        await told(board, screen, "15 Feb to 21 Feb 2027", "a Away: leave, 15 Feb to 19 Feb 2027")
        # That is one week; the closure from Friday 25 to Monday 28 December 2026 touches two.
        marks = [cell[-1] for cell in row(board, "Chloe Pettifer")]
        assert (marks.count("a"), marks.count("x")) == (1, 2)
        await board.press("N")
        await told(board, screen, "7 Dec to 13 Dec 2026", "Away: leave, 15 Feb to 19 Feb 2027")
        await board.press("N")
        await told(board, screen, "7 Sep to 13 Sep 2026")
        await board.press("home")
        await told(board, screen, "23 Nov to 29 Nov 2026")
        # Months: A05's honorary contract and more end in June 2027; December has Christmas in it.
        await board.press("w", "right")
        await told(
            board, screen, "December 2026", "Christmas Day, 25 Dec", "x Closed: Christmas, 25 Dec to 28 Dec"
        )
        assert row(board, "Chloe Pettifer")[:4] == ["▲t", "▲t", "▲t", "▲xt"]


async def test_a_change_is_taken_in_and_the_cursor_goes_on_to_team_and_board(open_board: OpenBoard) -> None:
    async with open_board((100, 30)) as board:
        screen = await calendar(board)
        board.workspace.clear("A02", "C1")
        board.app.show_change()
        await board.press("down")
        await told(
            board, screen, "Rahim Talukdar", "No placement: 7 Sep to 4 Dec 2026", "23 Nov to 29 Nov 2026"
        )
        assert row(board, "Rahim Talukdar")[0] == "·t"
        await board.press("up", "enter")
        await until(lambda: isinstance(board.app.screen, Page), "the person's page")
        await board.press("escape", "tab")
        # A01 is in the Archives until December, with one other.
        await until(lambda: isinstance(screen.one, Placement), "teams")
        assert isinstance(screen.one, Placement)
        assert screen.one.placement == "COL-LMA"
        await told(board, screen, "Archives reading rooms (COL)", "In a placement: Amara Nwachukwu")
        assert row(board, "● COL-LMA")[-1] == "2t"
        await board.press("enter")
        await until(lambda: isinstance(board.app.screen, Form), "the team's form")
        await board.press("escape")
        await until(lambda: board.app.screen is screen, "the calendar again")
        await board.press("tab", "b")
        await until(lambda: isinstance(board.app.screen, BoardScreen), "the board")
        await until(lambda: board.cell == ("A01", "C1"), "the cell")


async def test_the_filter_the_panel_and_a_very_small_terminal(open_board: OpenBoard) -> None:
    async with open_board() as board:
        screen = await calendar(board)
        await board.press("slash", *"chloe", "enter")
        await until(lambda: [_code(one) for one in screen.sheet.ones] == ["A03"], "one row")
        await until(lambda: "1 person" in board.text, "one row on the screen")
        await board.press("slash", *"xx", "enter")
        await until(lambda: not screen.sheet.ones and not screen.panel.text, "nobody")
        await board.press("w", "tab", "enter", "home", "n", "down")  # none of which has anything to go by
        await until(lambda: "\n 0 teams" in board.text, "no team")
        await board.press("escape")
        await until(lambda: len(screen.sheet.ones) == len(board.workspace.programme.placements), "all teams")
        await board.press("space")
        await until(lambda: screen.panel.has_class("-large"), "a large panel")
        await board.press("escape")
        await until(lambda: not screen.panel.has_class("-large"), "as usual")
        await board.pilot.resize_terminal(20, 5)  # where no key does anything
        await board.pilot.pause()
        await board.pilot.resize_terminal(40, 12)
        await board.press(
            "down", "right", "w", "tab", "n", "home", "pagedown", "space", "slash", "a", "enter"
        )
        await until(lambda: screen.words == ("a",), "that it still takes keys")


def _code(one: Apprentice | Placement) -> str:
    return one.apprentice if isinstance(one, Apprentice) else one.placement
