"""What the cells of the board say where there is little room, and where there is more."""

from dataclasses import replace
from datetime import date

from apprentices.programme import Apprentice, Placement
from screens.shared.words import short_names, team_names
from tests.build import worded
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver
from tests.screens.waiting import until


def called(given: str, family: str) -> Apprentice:
    start, end = date(2026, 9, 7), date(2028, 3, 3)
    return Apprentice(apprentice=given, given_names=given, family_name=family, starts_on=start, ends_on=end)


def rename(board: Driver, apprentice: str, given: str, family: str) -> None:
    """Somebody has another name."""
    row = board.workspace.programme.apprentices[apprentice]
    renamed = replace(row, given_names=given, family_name=family)
    board.workspace.store.write(worded("x"), {"apprentices": [renamed]}, {}, {})
    board.workspace.reload()
    board.screen.workspace_changed()


def test_names_have_as_many_letters_as_tell_them_apart() -> None:
    people = {
        "A1": called("Amara", "Nwachukwu"),
        "A2": called("Rahim", "Talukdar"),
        "A3": called("Chloe", "Talukdar"),
        "A4": called("Ann", "Khan"),
        "A5": called("Anna", "Khan"),
        "A6": called("Bo", "Lee"),
        "A7": called("Bo", "Lee"),
    }
    names = {code: name.text for code, name in short_names(people).items()}
    assert names == {
        "A1": "Nwachukwu A",
        "A2": "Talukdar R",
        "A3": "Talukdar C",
        "A4": "Khan Ann",  # all of it, since Anna begins so too
        "A5": "Khan Anna",
        "A6": "Lee A6",  # the same name altogether
        "A7": "Lee A7",
    }
    one, other = (short_names(people)[code] for code in ("A1", "A2"))
    assert (one.fit(11), one.fit(9), one.fit(6)) == ("Nwachukwu A", "Nwachukwu", "Nwach…")
    assert (other.fit(11), other.fit(9)) == ("Talukdar R ", "Talukd… R")  # nine columns


def test_teams_that_begin_alike_are_not_told_by_their_names() -> None:
    teams = [
        Placement(placement=code, host=code[:3], team=name, seats=1)
        for code, name in (
            ("COL-1", "Community mental health team A"),
            ("COL-2", "Community mental health team B"),
            ("LBH-1", "Community mental health team"),
            ("COL-3", "Finance"),
        )
    ]
    assert team_names(teams) == {"LBH-1": "Community mental health team", "COL-3": "Finance"}


async def test_by_host_two_people_of_one_family_name_keep_their_initials(open_board: OpenBoard) -> None:
    """In nine columns: the mark takes one of the ten that a cell has. A02 and A03 are both Talukdar then."""
    async with open_board() as board:
        rename(board, "A03", "Chloe", "Talukdar")
        assert "!Talukdar C" in board.text
        await board.go_to("A03", "C4")
        await board.press("tab")
        await until(lambda: "Talukd… C" in board.text, "whose seat it is")
        assert "Bramwell" in board.text  # nobody else is called so
        await board.go_to("A02", "C3")
        await until(lambda: "Talukd… R" in board.text, "the other")


async def test_a_team_has_all_the_room_of_its_cell_since_the_symbol_names_the_host(
    open_board: OpenBoard,
) -> None:
    async with open_board() as board:
        store, rows = board.workspace.store, board.workspace.rows
        (host,) = [row for row in rows["hosts"] if row.host == "ELFT"]
        (team,) = [row for row in rows["placements"] if row.placement == "ELFT-CMHT"]
        (there,) = [row for row in rows["assignments"] if (row.apprentice, row.cycle) == ("A01", "C2")]
        added = {
            "hosts": [replace(host, host="BHRUT", name="Barking, Havering and Redbridge")],
            "placements": [replace(team, placement="BHRUT-THEATRE", host="BHRUT", team="Theatres")],
            "assignments": [replace(there, placement="BHRUT-THEATRE")],
        }
        store.write(worded("x"), added, {}, {})
        board.workspace.reload()
        board.screen.workspace_changed()
        assert "◆THEATRE" in board.text  # the fourth host's symbol; "◆BHRU THEA" before
        assert "◆ BHRUT" in board.text  # what the symbol means, below


async def test_where_there_is_room_teams_are_named(open_board: OpenBoard) -> None:
    """Six cycles share 240 columns, less 24 for names and 39 for the panel: 29 each."""
    async with open_board((240, 45)) as board:
        assert "●Archives reading rooms" in board.text
        assert "●LMA" not in board.text
        await board.press("tab")
        await until(lambda: "Chamberlain's data" in board.text, "names in front of the seats")


async def test_the_difference_shows_from_and_to(open_board: OpenBoard) -> None:
    """A01 was told of finance in C2, and is to come to the ward; A20 had a gap in C6, and A02 gets one."""
    async with open_board(publish=True) as board:
        board.workspace.assign("A01", "C2", "ELFT-WARD")
        board.workspace.assign("A20", "C6", "LBH-LIB")
        board.workspace.clear("A02", "C6")
        board.screen.workspace_changed()
        await board.press("v", "v")
        await until(lambda: "Difference: 3 changes" in board.text, "the difference")
        lines = board.text.splitlines()
        assert "≠●FIN→■WA…" in lines[4]
        assert "≠●HR→gap" in lines[5]
        await board.go_to("A20", "C6")
        await until(lambda: "≠gap→▲LIB" in board.text, "a gap that was filled")


async def test_the_filter_finds_letters_that_are_no_others_with_accents(open_board: OpenBoard) -> None:
    async with open_board() as board:
        rename(board, "A03", "Łukasz", "Sørensen-Đorđević")
        await board.press("slash", *"lukasz sorensen dordevic")
        await until(lambda: board.grid.face.rows == 1, "one row")
        assert board.cell[0] == "A03"
