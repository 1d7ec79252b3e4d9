"""The history."""

from datetime import date
from pathlib import Path

from apprentices.registering import enter
from apprentices.signing import ask, sign
from apprentices.statements import Entry, stated
from apprentices.waiving import Wanted, end_waiver, waive
from apprentices.workspace import Workspace
from screens.history.changes import about_rows
from screens.history.screen import HistoryScreen
from screens.shared.phrase import letters_of
from tests.screens.conftest import OpenBoard
from tests.screens.programmes import pilot
from tests.screens.waiting import until


async def test_history_tells_who_and_takes_back_one_change(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A01", "C2")
        await board.press("x", "right", "x", "9")
        await until(
            lambda: isinstance(board.app.screen, HistoryScreen) and "Pilot imported" in board.text, "history"
        )
        assert "Tamsin Arkwright" in board.text
        await board.press("down", "U")
        assert board.workspace.board.at("A01", "C2") is not None
        assert board.workspace.board.at("A01", "C3") is None
        await until(lambda: "(undone)" in board.text, "the mark")
        await board.press("1")
        await board.back_on_board()
        assert "●FIN" in board.text.splitlines()[4]


async def test_history_tells_each_cell_before_and_after_and_finds_a_person(open_board: OpenBoard) -> None:
    async with open_board((140, 45)) as board:
        await board.go_to("A01", "C2")
        await board.press("x", "down", "p", "9")
        await until(
            lambda: isinstance(board.app.screen, HistoryScreen) and "Pilot imported" in board.text, "history"
        )
        lines = board.text.splitlines()
        year = board.workspace.history(1)[0].at.astimezone().year
        assert lines[2].startswith("   3  ")
        assert str(year) in lines[2]
        assert "Rahim Talukdar in C2: LBH-HR → LBH-HR, pinned" in one_line(board.text)
        await board.press("down")
        await until(
            lambda: "Amara Nwachukwu in C2: COL-FIN → no placement" in one_line(board.text), "the other"
        )
        await board.press("slash", *"talukdar", "enter")
        await until(lambda: "Amara" not in board.text, "only what is about one person")
        assert "Rahim Talukdar pinned in C2" in board.text
        await board.press("escape")
        await until(lambda: "Pilot imported" in board.text, "all of it")


def one_line(text: str) -> str:
    """What stands in the panel beside the list, on one line."""
    return " ".join(" ".join(line[-37:].strip() for line in text.splitlines()).split())


def test_history_tells_who_said_what_until_when_and_why(database: Path) -> None:
    """The gap is the pilot's: Mia Whitlock has no placement in C6."""
    workspace = pilot(database)
    gap = Wanted("PLAN-GAP", "A20", "C6")
    waive(workspace, gap, by="Ruth Adeyemi", role="HR lead", why="A visit", until=date(2027, 6, 4))
    assert told_of_newest(workspace) == [
        "Accepts: An active cell has no placement, C6 Mia Whitlock",
        "By: Ruth Adeyemi, HR lead",
        "Why: A visit",
        "Until: 4 Jun 2027",
    ]
    sign(workspace, "COL", "C2", "Rosalind Achterman", note="As agreed")
    assert told_of_newest(workspace) == ["By: Rosalind Achterman", "Note: As agreed"]
    ask(workspace, "ELFT", "C2", "Ruth Adeyemi", date(2026, 12, 4))
    assert told_of_newest(workspace) == ["By: Ruth Adeyemi", "Due: 4 Dec 2026"]
    end_waiver(workspace, "1", "Ruth Adeyemi", "She came after all", "HR lead")
    assert told_of_newest(workspace) == ["By: Ruth Adeyemi, HR lead", "Why: She came after all"]
    entry = {"by": "Ruth Adeyemi", "host": "ELFT", "person": "Li Wu", "due_on": date(2026, 12, 18)}
    enter(workspace, stated(Entry, kind="barrier", title="No badges", **entry))
    assert told_of_newest(workspace) == [
        "By: Ruth Adeyemi",
        "Title: No badges",
        "Person: Li Wu",
        "Due: 18 Dec 2026",
    ]
    workspace.store.close()


def test_history_tells_what_a_hand_has_written_as_it_stands_there(database: Path) -> None:
    """A day that is none, which the program refuses to write."""
    workspace = pilot(database)
    ask(workspace, "ELFT", "C2", "Ruth Adeyemi", date(2026, 12, 4))
    (made,) = workspace.changes(workspace.history(1)[0].id)
    assert made.after is not None
    by_hand = made._replace(after={**made.after, "due_on": "soon"})
    assert list(map(letters_of, about_rows(workspace, [by_hand]).parts)) == ["By: Ruth Adeyemi", "Due: soon"]
    workspace.store.close()


def told_of_newest(workspace: Workspace) -> list[str]:
    """What the newest change did, line by line."""
    changes = workspace.changes(workspace.history(1)[0].id)
    return [letters_of(part) for part in about_rows(workspace, changes).parts]
