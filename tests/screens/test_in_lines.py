"""Every screen says itself in lines, the same as in plain lines where these say the same."""

import re
from html import escape
from pathlib import Path

import pytest

from apprentices.registering import enter
from apprentices.statements import Entry, stated
from screens.in_lines import InLines
from screens.shared.describing import WIDE
from screens.shared.question import Reading
from tests.screens.conftest import OpenBoard
from tests.screens.waiting import until

# Of each screen, a line of its own, and one of the panel that tells of what is marked.
SAYS = {
    "1": ("A01 Amara Nwachukwu: C1 COL-LMA pinned, C2 COL-FIN, C3 LBH-LIB, C4 COL-FIN conf", "Supervisor "),
    "2": (
        "Apprentice: A02; Name: Rahim Talukdar; Employer: ELFT; Standard: ST0070; Cohort: ",
        "Employer: COL City of London Corporation",
    ),
    "3": (
        "Placement: COL-FIN; Team: Chamberlain's finance support; Host: COL; Seats: ",
        "Supervisor: Bernadette Olaniyan",
    ),
    "4": ("In a placement: Archives reading rooms (COL), 7 Sep to 4 Dec 2026", "What comes next"),
    "5": ("Conflict: Mia Whitlock has no placement in C6", "To mend: place them in a team"),
    "6": ("Plan the rotations", ""),
    "7": ("C3 8 March 2027: COL not signed; LBH not signed", "HR lead Devika Ramnarine"),
    # Of the people in apprentices.csv five are employed by COL, thirteen by LBH and six by ELFT.
    "8": ("New apprentices, people: COL 5, LBH 13, ELFT 6, all hosts 24", "people, by employer"),
    "9": ("change 1, ", "1. Pilot imported"),
}


async def test_each_screen_says_all_that_it_shows(open_board: OpenBoard) -> None:
    async with open_board((140, 45)) as board:
        app = board.app
        for key, (own, marked) in SAYS.items():
            await board.press(key)
            await until(lambda key=key: app.current_mode == app.modes[int(key) - 1].name, "the screen")
            title = app.modes[int(key) - 1].title
            said: list[str] = []

            def is_said(
                said: list[str] = said, title: str = title, own: str = own, marked: str = marked
            ) -> bool:
                said[:] = app.screen.describe(title)
                is_whole = not marked or "What is marked:" in said  # a panel may come later than its list
                return is_whole and any(own in line for line in said)

            await until(is_said, f"{own} among {said}")
            assert said[0].startswith(f"{title}: ")
            assert any(marked in line for line in said[said.index("What is marked:") if marked else 0 :])
            assert all("  " not in line.strip() for line in said)
            assert len(max(said, key=len)) < 5 * WIDE
        await board.press("1", "D")
        await until(lambda: isinstance(app.screen, InLines), "the lines")
        await board.press("escape", "tab", "D")
        await until(lambda: isinstance(app.screen, InLines), "the lines of the turned board")
        assert "Teams in C1:" in board.text


async def test_the_lines_are_written_as_a_page(
    open_board: OpenBoard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says the same, line by line; what people wrote is text in it."""
    monkeypatch.chdir(tmp_path)
    async with open_board() as board:
        enter(board.app.workspace, stated(Entry, kind="lesson", title="<b>[/x]", by="Ruth Adeyemi"))
        await board.press("7", "tab", "tab")
        await until(lambda: "<b>[/x]" in board.text, "the register")
        await board.press("D")
        await until(lambda: isinstance(board.app.screen, InLines), "the lines")
        lines = board.app.screen._lines
        await board.press("w")
        await until(lambda: "into which folder?" in board.text, "where to")
        await board.press("enter")
        await until(lambda: isinstance(board.app.screen, Reading), "that it was written")
        assert "They hold personal data" in board.text
    page = (tmp_path / "agreement.html").read_text("utf-8")
    assert "&lt;b&gt;[/x]" in page
    assert re.findall("<(?:h1|li)>(.*?)</", page) == [escape(line, quote=False) for line in lines if line]


async def test_the_lists_of_agreement_are_said_in_full(open_board: OpenBoard) -> None:
    """The pilot has 127 assignments; a title has more letters than a list has columns for it."""
    async with open_board((80, 24), publish=True) as board:
        app = board.app
        title = "A barrier whose title has more letters than its column of 34"
        barrier = stated(Entry, kind="lesson", title=title, by="Ruth Adeyemi")
        enter(app.workspace, barrier)
        await board.press("7", "tab", "tab")
        await until(lambda: any(title in line for line in app.screen.describe("Agreement")), "the register")
        await board.press("tab")
        told = "Publication 1, 127 assignments, 20 November 2026, by Tamsin Arkwright"
        await until(lambda: any(told in line for line in app.screen.describe("Agreement")), "what was told")
