"""The board: moving, editing, turning, filtering, and what the panel says about it all."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual import events

from apprentices.exchange.read import read
from apprentices.signing import sign
from apprentices.workspace import Workspace
from db.store import open_store
from fixtures.generate import generate, write
from screens.app import ApprenticesApp
from screens.board.chooser import Chooser
from screens.board.screen import BoardScreen
from screens.board.view import Shown
from screens.shared.question import GraveQuestion
from tests.build import worded
from tests.clock import TODAY
from tests.fixtures.expected_pilot import CONFLICTS, WARNINGS
from tests.screens.conftest import OpenBoard
from tests.screens.driver import opened
from tests.screens.programmes import remove
from tests.screens.snapshot import text_of
from tests.screens.waiting import until


@pytest.mark.parametrize(
    ("keys", "cell"),
    [
        (["down", "j"], ("A03", "C1")),
        (["down", "k"], ("A01", "C1")),
        (["right", "l"], ("A01", "C3")),
        (["right", "h"], ("A01", "C1")),
        (["up", "left"], ("A01", "C1")),
        (["end"], ("A01", "C6")),
        (["end", "end"], ("A24", "C6")),
        (["end", "end", "home"], ("A24", "C1")),
        (["end", "end", "home", "home"], ("A01", "C1")),
        (["pagedown", "pagedown", "pagedown"], ("A24", "C1")),
        (["pagedown", "pageup"], ("A01", "C1")),
    ],
)
async def test_moving(open_board: OpenBoard, keys: list[str], cell: tuple[str, str]) -> None:
    async with open_board() as board:
        await board.press(*keys)
        assert board.cell == cell
        assert board.workspace.programme.apprentices[cell[0]].name in board.text  # the panel says who


async def test_it_starts_in_the_cycle_of_today_with_everything_at_a_glance(open_board: OpenBoard) -> None:
    async with open_board() as board:
        assert board.cell == ("A01", "C1")
        assert "C1 now" in board.text
        stands = f"! {CONFLICTS} conflicts  ? {WARNINGS} warnings"
        title, modes = board.text.splitlines()[:2]
        assert title == f" City and Hackney…   Draft · C1 agreed by 0 of 3  {stands}"
        assert modes == "  1 Board 2 People 3 Plac. 4 Cal. 5 Find. 6 Plan 7 Agr. 8 Meas. 9 Hist."


async def test_the_title_says_who_has_agreed_to_the_cycle_under_the_cursor(open_board: OpenBoard) -> None:
    async with open_board() as board:
        assert "Draft · C1 agreed by 0 of 3" in board.text
        for host in ("COL", "LBH"):
            sign(board.workspace, host, "C2", "Devika Ramnarine")
        await board.press("right")
        assert "Draft · C2 agreed by 2 of 3" in board.text


async def test_the_title_says_so_on_a_small_terminal_in_the_demo_and_after_a_publication(
    open_board: OpenBoard,
) -> None:
    """Beside the programme's name, which gives way, so that the nine screens keep theirs."""
    async with open_board() as board:
        board.app.notice = "demo, not kept"
        board.screen.show_frame()
        await until(lambda: "demo, not kept · Draft · C1 agreed by 0 of 3" in board.text, "the demo")
        assert "9 Hist." in board.text.splitlines()[1]
    async with open_board(publish=True) as board:
        await board.press("right", "x")
        assert "Draft, 1 change · C2 agreed by 0 of 3" in board.text


async def test_next_and_previous_finding(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("n")
        assert board.cell == ("A01", "C4")
        assert "PLAN-REPEAT" in board.screen.panel.text
        await board.press("n")
        assert board.cell == ("A02", "C1")  # about the whole rotation
        assert "FUND-FJAA" in board.screen.panel.text
        await board.press("N")
        assert board.cell == ("A01", "C4")
        await board.press("N")
        assert "from the bottom" in board.news
        await board.press("n")
        assert board.cell == ("A01", "C4")
        assert "from the top" in board.news


async def test_clear_says_what_it_breaks_and_undo_takes_it_back(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A01", "C2")
        await board.press("x")
        assert board.here is None
        assert "Breaks: an active cell has no placement" in board.news
        assert "Mends: the same placement twice" in board.news
        assert "gap" in board.text
        await board.press("u")
        assert board.here == "COL-FIN"
        assert board.news.startswith("Undo: ")
        await board.press("ctrl+r")
        assert board.here is None
        assert board.news.startswith("Redo: ")


async def test_pin_and_unpin(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A01", "C2")
        await board.press("p")
        assert "●FIN    *" in board.text
        assert "Pinned" in board.screen.panel.text
        await board.press("p")
        assert "●FIN    *" not in board.text


async def test_nothing_to_undo_is_said_plainly(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("u")  # the import of the pilot itself, which is asked about
        await until(lambda: isinstance(board.app.screen, GraveQuestion), "the question")
        await board.press("y", "u")
        await until(lambda: any("left to undo" in said for said in board.said), "a word about it")


async def test_keys_that_make_no_sense_here_do_nothing(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A20", "C6")
        await board.press("x", "p", "v", "escape")
        assert board.cell == ("A20", "C6")
        assert board.screen.view.shown is Shown.DRAFT
        assert not board.said


async def test_turning_keeps_the_person_under_the_cursor(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A10", "C3")
        await board.press("tab")
        assert board.cell == ("A10", "C3")
        assert "Choudhury" in board.text
        assert "2 free" in board.text
        await board.press("x")
        assert board.workspace.board.at("A10", "C3") is None
        await board.press("u", "tab")
        assert board.workspace.board.at("A10", "C3") is not None


async def test_a_free_seat_is_given_to_a_person(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("tab")
        target_row = next(
            row
            for row in range(board.grid.face.rows)
            if board.grid.face.target(row, 5).placement == "COL-HR"
            and board.grid.face.target(row, 5).apprentice is None
        )
        board.grid.move_to(target_row, 5)
        chooser = await board.open_chooser()
        who = chooser.shown[0].code
        await board.press("enter")
        await board.back_on_board()
        there = board.workspace.board.at(who, "C6")
        assert there is not None
        assert there.placement == "COL-HR"
        assert board.cell == (who, "C6")


async def test_filter_leaves_rows_and_escape_brings_all_back(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("slash", *"harpreet")
        await until(lambda: board.grid.face.rows == 1, "one row")
        assert board.cell[0] == "A19"
        await board.press("enter")
        assert board.grid.has_focus
        assert "Filter: harpreet (1 row" in board.news
        await board.press("escape")
        await until(lambda: board.grid.face.rows == 24, "all rows")
        assert board.cell[0] == "A19"


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("2026-b", 11),
        ("harpr\u00e9et", 1),
        ("st0664", 3),
        ("gap", 1),
        ("plan-repeat", 1),
        ("archives warsame", 1),
        ("nobody at all", 0),
        ("pinned", 6),  # assignments.csv has six, of six people
        ("ended", 5),
        ("not yet", 11),  # cohort B, in C1
        ("c1 ended", 0),
        ("c2 chamberlain", 2),  # A01 and A22 are with finance then
        ("c6 gap", 1),
        ("fund-fjaa", 3),  # of rotations as a whole
    ],
)
async def test_filter_by_cohort_standard_and_finding(open_board: OpenBoard, words: str, rows: int) -> None:
    async with open_board() as board:
        await board.press("slash")
        board.app.screen.query_one("FilterLine").value = words  # type: ignore[attr-defined]
        await until(lambda: board.grid.face.rows == rows, f"{rows} rows")
        await board.press("enter", "down", "n", "x")  # whatever is pressed on an empty board


async def test_the_panel_says_in_which_cycles_a_row_has_what_is_looked_for(open_board: OpenBoard) -> None:
    """Ifrah Warsame is with the archives in C6 (assignments.csv), the cursor stays in C1."""
    async with open_board() as board:
        await board.press("slash", *"archives warsame")
        await until(lambda: board.grid.face.rows == 1, "one row")
        assert board.cell == ("A12", "C1")
        assert "Filter: found in C6" in board.screen.panel.text
        assert "· Filter: found in C6" in board.text
        await board.press("escape", "slash", *"warsame")
        await until(lambda: board.grid.face.rows == 1, "her row")
        assert "Filter: found" not in board.screen.panel.text  # all of the row is hers
        await board.press("escape", "tab", "slash", *"warsame")
        await until(lambda: board.grid.face.rows < 30, "her teams")
        await board.go_to("A12", "C1")
        assert board.cell == ("A12", "C1")
        assert "Filter: found in C1" in board.screen.panel.text


async def test_filter_on_the_turned_board(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("tab", "slash")
        board.app.screen.query_one("FilterLine").value = "archives"  # type: ignore[attr-defined]
        await until(lambda: board.grid.face.rows < 10, "few rows")
        assert "LMA" in board.text
        assert "CSC" not in board.text


async def test_click_selects_and_double_click_chooses(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.pilot.click("BoardGrid", offset=board.spot(2, 2))
        assert board.cell == ("A03", "C3")
        await board.pilot.click("BoardGrid", offset=board.spot(3, 1), times=2)
        await until(lambda: isinstance(board.app.screen, Chooser), "the chooser")
        assert board.cell == ("A04", "C2")


async def test_draft_publication_difference(open_board: OpenBoard) -> None:
    async with open_board((100, 30), publish=True) as board:
        board.screen.workspace_changed()
        await board.go_to("A01", "C2")
        await board.press("x")
        assert "1 change since publication 1" in board.text
        await board.press("v")
        assert "Publication 1 of 20 November 2026" in board.text
        assert board.here == "COL-FIN"
        await board.press("x")  # what was told to people can't be edited
        assert board.here == "COL-FIN"
        await board.press("v")
        assert "Difference" in board.text
        assert "≠●FIN→gap" in board.text
        assert "Published: Chamberlain" in board.screen.panel.text
        await board.press("v")
        assert board.screen.view.shown is Shown.DRAFT


async def test_a_publication_shows_what_was_told_whatever_has_become_of_it(open_board: OpenBoard) -> None:
    """A01 was told of the archives in C1: these have another supervisor, and then there are none."""
    async with open_board((140, 45), publish=True) as board:
        rows = board.workspace.rows
        (archives,) = [row for row in rows["placements"] if row.placement == "COL-LMA"]
        store = board.workspace.store
        store.write(worded("x"), {"placements": [replace(archives, supervisor="Ottoline Marsh")]}, {}, {})
        remove(board.workspace, "A24")
        board.screen.workspace_changed()
        await board.go_to("A01", "C1")
        await board.press("v")
        assert "Archives reading rooms (COL)" in board.screen.panel.text
        assert "Supervisor Hugh Pennycuick" in board.screen.panel.text
        tables = ("assignments", "closures", "seats", "placements")
        there = {name: [row for row in rows[name] if row.placement == "COL-LMA"] for name in tables}
        store.write(worded("x"), {}, there, {})
        board.workspace.reload()
        board.screen.workspace_changed()
        assert "Archives reading rooms (COL)" in board.screen.panel.text
        await board.press("v")
        assert "≠●LMA→gap" in board.text
        assert "Published: Archives reading rooms (COL)" in board.screen.panel.text


async def test_the_panel_grows_and_shrinks(open_board: OpenBoard) -> None:
    async with open_board() as board:
        small = board.screen.panel.size.height
        await board.press("space")
        await until(lambda: board.screen.panel.size.height > small, "a larger panel")
        await board.press("escape")
        await until(lambda: board.screen.panel.size.height == small, "a small panel")


async def test_the_panel_tells_everything_about_a_cell(open_board: OpenBoard) -> None:
    async with open_board((140, 45)) as board:
        await board.go_to("A02", "C3")
        text = board.screen.panel.text
        for words in (
            "Rahim Talukdar A02",
            "Business administrator ST0070",
            "2026-A, employed by ELFT",
            "C3: 8 Mar to 4 Jun 2027",
            "Adult social care front door (LBH)",
            "Hackney Service Centre",
            "Supervisor Graham Oduya",
            "3 of 2 seats taken",
            "To mend: move 1 person to another team",
            "PLAN-SEATS",
            "Also there: Yusuf Demirtepe and Mia Whitlock",
            "Training: Wednesdays, 13 days in this cycle",
        ):
            assert words in text


async def test_the_panel_says_what_follows_and_who_acts_next_after_all_else(open_board: OpenBoard) -> None:
    async with open_board((140, 45)) as board:
        await board.go_to("A11", "C2")
        panel = board.screen.panel
        *_, follows, onward = panel.text.splitlines()
        assert follows.startswith("CLEAR-BPSS. If nothing is done: the host asks for it before day one")
        assert onward.startswith("  Next: ")
        assert panel.hidden == 0  # there is room
        await board.go_to("A02", "C3")  # more than one finding, and one of them of law
        assert panel.text.count("If nothing is done: ") == 1
        assert "FUND-FJAA. If nothing is done: " in panel.text


async def test_the_wheel_scrolls(open_board: OpenBoard) -> None:
    async with open_board() as board:
        grid = board.grid
        event = events.MouseScrollDown(
            grid, 20, 5, 0, 1, 0, shift=False, meta=False, ctrl=False, screen_x=20, screen_y=7
        )
        board.app.post_message(event)
        await until(lambda: grid.scroll_offset.y > 0, "rows further down")
        assert board.cell == ("A01", "C1")


async def test_an_empty_programme_is_shown_calmly(tmp_path: Path) -> None:
    workspace = Workspace(open_store(tmp_path / "empty.db", create=True, actor="Tamsin Arkwright"), TODAY)
    app = ApprenticesApp(workspace, title="A new programme", notice="new")
    async with app.run_test(size=(80, 24)) as keys:
        await until(lambda: isinstance(app.screen, BoardScreen), "the board")
        await keys.press(
            "down", "end", "end", "enter", "x", "n", "tab", "down", "s", "5", "down", "enter", "9", "U"
        )
        await keys.press("1")
        await until(lambda: "A new programme" in text_of(app), "its name")
        assert "0 conflicts" in text_of(app)
    workspace.store.close()


async def test_a_board_wider_than_the_screen_scrolls_by_whole_cycles(tmp_path: Path) -> None:
    tables = generate(apprentices=30, cycles=24, placements=12, with_plan=True)
    folder = tmp_path / "programme"
    write(tables, folder)
    store = open_store(tmp_path / "wide.db", create=True, actor="Tamsin Arkwright")
    store.write(worded("Imported", "import"), read([folder]).tables, {}, {})
    async with opened(Workspace(store, TODAY), (80, 24)) as board:
        await board.press("end")
        await until(lambda: "C24" in board.text and "C19" in board.text, "the last cycles")
        assert "C18" not in board.text
        await board.press("home")
        await until(lambda: "C1 " in board.text, "the first cycles")
