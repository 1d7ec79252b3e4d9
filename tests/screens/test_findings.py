"""Findings as a list of what to do."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import date
from pathlib import Path

import pytest

from apprentices.exchange.parcels.keys import new_key, save
from apprentices.rules.catalogue import RULES
from apprentices.rules.said import Finding, Severity
from apprentices.shared import key_file
from apprentices.to_do import Group, Task
from apprentices.waiving import Wanted, waive
from apprentices.workspace import Workspace
from db.store import open_store
from screens.agreement.screen import AgreementScreen
from screens.findings import screen
from screens.findings.mine import mine_in
from screens.findings.screen import FindingsScreen
from screens.shared.form import Form
from screens.shared.pick import Pick
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver
from tests.screens.filling import fill, saying
from tests.screens.programmes import pilot
from tests.screens.snapshot import check_snapshot
from tests.screens.waiting import until

SIZES = {"80x24": (80, 24), "100x30": (100, 30), "140x45": (140, 45)}


@asynccontextmanager
async def findings(open_board: OpenBoard, size: tuple[int, int] = (140, 45)) -> AsyncIterator[Driver]:
    async with open_board(size) as board:
        await board.press("5")
        await until(lambda: board.app.current_mode == "findings" and "37 findings" in board.text, "findings")
        yield board


def here(board: Driver) -> FindingsScreen:
    assert isinstance(board.app.screen, FindingsScreen)
    return board.app.screen


def listed(board: Driver) -> list[Finding]:
    return [task.finding for group in here(board)._groups for task in group.tasks]


def headings(board: Driver) -> list[str]:
    return [group.title for group in here(board)._groups]


@pytest.mark.parametrize("size", SIZES)
async def test_what_it_looks_like(open_board: OpenBoard, size: str) -> None:
    async with findings(open_board, SIZES[size]) as board:
        await check_snapshot(board.app, f"findings_{size}")
        await board.press("g", "g", "g", "g", "home")
        await until(lambda: "Overdue, or begun" in board.text, "weeks")
        await check_snapshot(board.app, f"findings_by_week_{size}")
        assert all(len(line) <= SIZES[size][0] for line in board.text.splitlines())


async def test_in_little_room_the_team_gives_way_and_no_day_is_cut(open_board: OpenBoard) -> None:
    """What concerns no person is told of its team, or its host, in place of one."""
    async with open_board((40, 40)) as board:
        await board.press("5")
        await until(lambda: "6 Dec 27" in board.text, "the list")
        (gap,) = [line for line in board.text.splitlines() if "Whitlock" in line and "6 Dec 27" in line]
        assert gap.split() == ["!", "Whitlock", "M", "C6", "6", "Dec", "27"]
        (seats,) = [line for line in board.text.splitlines() if "LBH-ASC" in line]
        assert seats.split() == ["!", "LBH-ASC", "C3", "8", "Mar", "27"]


async def test_groupings_folding_and_the_mark(open_board: OpenBoard) -> None:
    async with findings(open_board) as board:
        gap = listed(board)[0]
        await board.press("left")
        group = here(board).rows.value
        assert isinstance(group, Group)
        assert group.title == headings(board)[0] == "An active cell has no placement"
        assert "▸ An active cell" in board.text
        await board.press("enter")
        assert "▾ An active cell" in board.text
        marked = here(board).rows.value
        assert isinstance(marked, Task)
        assert marked.finding == gap
        first = []
        for _ in range(4):
            await board.press("g")
            first.append(headings(board)[0])
            assert here(board).rows.value == marked
        # A01 is the first who has a finding; COL the first host; C1 began on 7 September, which is past.
        cycle = "Autumn 2026, 7 September 2026 to 4 December 2026"
        assert first == ["Amara Nwachukwu", "City of London Corporation", cycle, "Overdue, or begun"]
        line = board.text.splitlines()[2]
        await board.pilot.click("FindingsHead", offset=(line.index("host") + 1, 0))
        await until(lambda: "▾ City of London Corporation" in board.text, "hosts again")
        await board.pilot.click("RowList", offset=(8, 0))  # the heading
        await until(lambda: "▸ City of London Corporation" in board.text, "the folded group")
        await board.press("z")
        assert all(isinstance(line.value, Group) for line in here(board).rows._lines)
        await board.press("z")
        assert "▸" not in board.text


async def test_what_narrows_the_list_and_shows_all_again(open_board: OpenBoard) -> None:
    async with findings(open_board, (80, 24)) as board:
        await board.press("slash", *"WHITLOCK", "space", *"gap")
        await until(lambda: "1 of 37 findings" in board.text, "one")
        assert "only “whitlock gap”" in board.text
        await board.press("enter")
        assert here(board).rows.has_focus
        await board.press("slash", *"zzz")
        await until(lambda: "Nothing here fits: esc shows all." in board.text, "that nothing is left")
        await board.press("escape")
        await until(lambda: "37 findings" in board.text and "of 37" not in board.text, "all")
        assert here(board).rows.has_focus
        numbers = []
        for _ in range(3):
            await board.press("c")
            numbers.append(len(listed(board)))
        assert numbers == [17, 20, 37]
        # By hand: C1 and C2 are LBH's to sign, it employs A24, and its own team works A05 too long.
        await board.press("m")
        await until(lambda: isinstance(board.app.screen, Pick), "the question whose")
        await board.press("down", "enter")
        await until(lambda: "only LBH's" in board.text, "LBH's")
        mine = {(f.rule, f.apprentice or f.cycle) for f in listed(board)}
        assert {("SIGN-MISSING", "C1"), ("SIGN-MISSING", "C2"), ("FUND-AGREEMENT", "A24")} <= mine
        assert ("WTR-YOUNG-HOURS", "A05") in mine
        assert not any(f.host != "LBH" for f in listed(board) if f.rule.startswith("SIGN"))
        await board.press("m", "m")  # all, and LBH's without being asked again
        await until(lambda: "only LBH's" in board.text, "LBH's again")


def test_whose_copy_it_is_says_the_key_beside_it(database: Path) -> None:
    workspace = pilot(database)
    assert mine_in(workspace) is None
    save(new_key("ELFT"), database)
    assert mine_in(workspace) == "ELFT"
    workspace.store.close()


async def test_the_counts_of_the_title_lead_to_just_what_they_count(open_board: OpenBoard) -> None:
    async with open_board() as board:
        for severity, number in (("conflict", 17), ("warning", 20)):
            title = board.text.splitlines()[0]
            assert f"{number} {severity}s" in title
            await board.pilot.click("TitleBar", offset=(title.index(f"{severity}s"), 0))
            await until(lambda n=number: f"{n} of 37 findings" in board.text, "those alone")  # type: ignore[misc]
            assert Counter(finding.severity for finding in listed(board)) == {Severity(severity): number}


async def test_n_counts_what_the_title_counts_and_tells_each_once(open_board: OpenBoard) -> None:
    async with open_board() as board:
        told = []
        for _ in range(37):
            board.screen.action_next()
            told.append(board.news)
        numbers = {words.partition(":")[0].removesuffix(", again from the top") for words in told}
        assert numbers == {
            *(f"Conflict {n} of 17" for n in range(1, 18)), *(f"Warning {n} of 20" for n in range(1, 21))
        }  # fmt: skip
        board.screen.action_previous()
        assert board.news == told[-2]


async def test_a_finding_leads_to_where_it_is_mended(open_board: OpenBoard) -> None:
    async with findings(open_board) as board:
        sign = next(f for f in listed(board) if (f.rule, f.cycle, f.host) == ("SIGN-MISSING", "C2", "ELFT"))
        here(board).rows.mark_value(here(board)._to_do.task(sign))
        await board.press("f")
        await until(lambda: isinstance(board.app.screen, AgreementScreen), "the agreement")
        assert isinstance(board.app.screen, AgreementScreen)
        assert board.app.screen.marked[:2] == ("ELFT", "C2")
        await board.press("5")
        access = next(f for f in listed(board) if f.rule == "PLAN-ACCESS")
        here(board).rows.mark_value(here(board)._to_do.task(access))
        await until(lambda: "f goes to that field." in here(board).panel.text, "the way there")
        await board.press("f")
        await until(lambda: isinstance(board.app.screen, Form) and board.app.focused, "the placement's form")
        assert isinstance(board.app.screen, Form)
        assert board.app.screen.fields.fields["step_free"].is_here


async def test_a_finding_is_waived_from_the_list_with_the_commands_checks(open_board: OpenBoard) -> None:
    async with findings(open_board) as board:
        fund = next(f for f in listed(board) if f.rule == "FUND-FJAA")
        here(board).rows.mark_value(here(board)._to_do.task(fund))
        await board.press("w")
        await until(lambda: "Nobody may waive FUND-FJAA" in board.text, "the refusal, in full")
        await board.press("escape", "home", "w")
        form = await saying(board)
        assert "Who may accept it: the lead host." in board.text
        await board.press("enter")
        await until(lambda: board.text.count("! This is needed.") == 3, "what is missing")
        fill(form, by="Ruth", role="Lead", why="Agreed", until="2026-11-22")
        await board.press("enter")
        await until(lambda: "22 November 2026 is past" in board.text, "the refusal")
        assert not board.workspace.statements.waivers
        await board.press("escape")
        await until(lambda: "Filled in, and not kept: Who says it" in board.text, "the question")
        await board.press("escape")
        fill(form, until="4/12/2026")
        await board.press("enter")
        await until(lambda: "16 conflicts" in board.text, "the count without it")
        (waiver,) = board.workspace.statements.waivers
        assert waiver.finding == "PLAN-GAP/apprentice=A20/cycle=C6"
        assert (waiver.by, waiver.role) == ("Ruth", "Lead")
        assert (waiver.why, waiver.until_on) == ("Agreed", date(2026, 12, 4))
        assert "Waived until 4 December 2026, by Ruth." in board.text


async def test_findings_are_grouped_and_lead_to_the_cell(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("5")
        await until(lambda: isinstance(board.app.screen, FindingsScreen), "the findings")
        await until(lambda: "An active cell has no placement  1!" in board.text, "their list")
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
        assert "▾ Waived  1" in board.text
        assert "~ has no placement in C6" in board.text
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
        await until(lambda: "Can't be judged yet  4?" in board.text, "the last group")
        assert "PERSON-UNKNOWN. Source" in board.text
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


async def test_a_key_that_cannot_be_read_is_told_where_a_finding_is_waived(
    open_board: OpenBoard, database: Path
) -> None:
    async with findings(open_board) as board:
        key_file(database).write_text("no key")
        waivable = next(f for f in listed(board) if RULES[f.rule].waived_by and f.judged)
        here(board).rows.mark_value(here(board)._to_do.task(waivable))
        await board.press("w")
        form = await saying(board)
        fill(form, by="Ruth", why="With the provider", until="2026-12-23")
        await board.press("enter")
        await until(lambda: form.wrong.text, "the refusal")
        assert key_file(database).name in form.wrong.text


async def test_many_findings_are_looked_at_once_something_is_drawn(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pilot has 37; here that is many."""
    monkeypatch.setattr(screen, "MANY", 36)
    async with findings(open_board) as board:
        assert len(listed(board)) == 37
        assert "Looking at them" not in board.text


async def test_the_board_forgets_what_it_said_of_another_cell(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("n")
        assert board.news.startswith("Conflict 1 of 17: Amara")
        await board.press("5")
        await until(lambda: isinstance(board.app.screen, FindingsScreen) and listed(board), "findings")
        await board.press("enter")
        await board.back_on_board()
        assert board.cell == ("A20", "C6")
        assert board.news == ""
