"""The board where the programme has gone on since the publication: what was told is shown as it was told."""

import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from apprentices.agreement.differences import differences
from apprentices.programme import TABLE
from apprentices.told import told_of
from apprentices.workspace import Workspace
from db.store import open_store
from screens.board.by_team import ByTeam
from screens.board.details import details
from screens.board.face import Kind
from screens.board.view import BoardView, Shown, Target
from screens.shared.phrase import letters_of
from screens.shared.words import Short
from tests.build import worded
from tests.clock import TODAY
from tests.screens.conftest import OpenBoard

GONE = {"placement": "LBH-HR", "cycle": "C6", "apprentice": "A24", "other": "A24"}


def take_out(workspace: Workspace) -> None:
    """Remove a team, a cycle and a person, with all rows that name them."""
    gone = {
        table: [row for row in rows if any(getattr(row, name, "") == code for name, code in GONE.items())]
        for table, rows in workspace.rows.items()
    }
    workspace.store.write(worded("Removed", "import"), {}, gone, {})
    workspace.reload()


def told_changes(workspace: Workspace) -> int:
    """How many cells `diff` tells."""
    published = workspace.published
    assert published is not None
    now = told_of(workspace.programme, workspace.board.assignments())
    return len(differences(published.rows, now, published.codes_only))


def said(view: BoardView, target: Target) -> str:
    return " ".join(letters_of(part) for paragraph in details(view, target) for part in paragraph.parts)


async def test_a_told_team_that_is_gone_is_no_gap(open_board: OpenBoard) -> None:
    """A02 was told of LBH-HR in C2."""
    async with open_board((140, 45), publish=True) as board:
        take_out(board.workspace)
        board.screen.workspace_changed()
        await board.go_to("A02", "C2")
        assert "·· gap ··" in board.text
        await board.press("v")
        row = next(line for line in board.text.splitlines() if "Talukdar, Rahim" in line)
        assert row[40:].lstrip(" >!?").startswith("▲HR")
        assert "·· gap ··" not in board.text
        assert "Recruitment and onboarding (LBH)" in board.screen.panel.text


async def test_what_is_not_shown_is_told_as_long_as_it_is_not(open_board: OpenBoard) -> None:
    async with open_board(publish=True) as board:
        take_out(board.workspace)
        board.screen.workspace_changed()
        told = "Gone since, so told in the panel alone: 1 person and 1 cycle."
        assert told not in board.text
        await board.press("v", "down")
        assert told in board.text
        await board.press("v", "down")
        assert told in board.text
        await board.press("v")
        assert told not in board.text
        await board.press("v", "tab")
        assert told in board.text
        # A finding about a whole rotation has no place on the turned board, and leads back to the draft.
        whole = next(f for f in board.screen.view.findings if f.apprentice and f.cycle is None)
        board.screen.go_to_finding(whole)
        await board.pilot.pause()
        assert board.screen.view.shown is Shown.DRAFT
        assert told not in board.text


async def test_nothing_is_said_where_all_is_shown(open_board: OpenBoard) -> None:
    async with open_board(publish=True) as board:
        board.screen.workspace_changed()
        await board.press("v")
        assert board.news == ""


async def test_changes_are_those_of_diff(open_board: OpenBoard) -> None:
    """27 of the pilot's 127 assignments name the team, the cycle or the person.

    COL-FIN is renamed beside: its 7 other rows are told otherwise.
    """
    async with open_board((140, 45), publish=True) as board:
        workspace = board.workspace
        take_out(workspace)
        board.screen.workspace_changed()
        assert "27 changes since publication 1" in board.text
        assert told_changes(workspace) == 27
        (finance,) = [row for row in workspace.rows["placements"] if row.placement == "COL-FIN"]
        workspace.store.write(worded("x"), {"placements": [replace(finance, team="Renamed")]}, {}, {})
        workspace.reload()
        board.screen.workspace_changed()
        assert "34 changes since publication 1" in board.text
        await board.go_to("A01", "C2")  # who is told of it still
        assert "Since it was published: team Chamberlain's" in board.screen.panel.text
        await board.press("x")
        assert "34 changes since publication 1" in board.text  # it was one already
        await board.go_to("A01", "C3")
        await board.press("x")
        assert "35 changes since publication 1" in board.text
        assert told_changes(workspace) == 35
        assert board.screen.view.changed == BoardView(workspace).changed
        await board.press("u", "u")
        assert "34 changes since publication 1" in board.text


async def test_the_turned_board_has_who_was_told_of_a_team_that_is_gone(open_board: OpenBoard) -> None:
    async with open_board((140, 45), publish=True) as board:
        take_out(board.workspace)
        board.screen.workspace_changed()
        view = board.screen.view
        view.shown = Shown.PUBLICATION
        face = ByTeam(view)
        row = face.row_of(Target("C2", "A02"))
        assert row is not None
        cell = face.cell(row, 1)
        assert (cell.kind, cell.text) == (Kind.PERSON, "LBH-HR Talukdar R")
        assert "Recruitment and onboarding (LBH)" in said(view, face.target(row, 1))


def rename(workspace: Workspace, table: str, code: str, **values: str) -> None:
    """Give something of the programme another name after it was published."""
    found = TABLE[table]
    (row,) = [row for row in workspace.rows[table] if found.key_of(row) == (code,)]
    workspace.store.write(worded("x"), {table: [replace(row, **values)]}, {}, {})
    workspace.reload()


async def test_who_is_gone_is_told_with_what_they_were_told(open_board: OpenBoard) -> None:
    """A24 is gone with all that they were told; of C6, which is gone too, many others were told."""
    async with open_board((140, 45), publish=True) as board:
        (gone,) = [row for row in board.workspace.rows["apprentices"] if row.apprentice == "A24"]
        told = {
            row.cycle: row.placement for row in board.workspace.rows["assignments"] if row.apprentice == "A24"
        }
        take_out(board.workspace)
        board.screen.workspace_changed()
        assert "gone since" not in board.screen.panel.text
        await board.press("v")
        assert "Told, and gone since:" in board.screen.panel.text
        lines = [line for line in board.screen.panel.text.splitlines() if f"{gone.name} A24: " in line]
        assert [line.split()[0] for line in lines] == sorted(told)
        in_c6 = [row for row in board.screen.view.gone if row.cycle == "C6"]
        assert all(f"C6 {row.name} {row.apprentice}: {row.team}" in board.screen.panel.text for row in in_c6)
        assert in_c6


async def test_the_panel_and_the_turned_board_have_the_words_that_were_told(open_board: OpenBoard) -> None:
    """A01 and A02 begin in C1; the host, the team and the person are called otherwise since."""
    async with open_board((140, 45), publish=True) as board:
        workspace = board.workspace
        there = workspace.board.at("A01", "C1")
        assert there is not None
        team = workspace.programme.placements[there.placement]
        person = workspace.programme.apprentices["A01"]
        other = next(host for host in workspace.programme.hosts if host != team.host)
        rename(workspace, "apprentices", "A01", given_names="Zora", family_name="Newname", employer=other)
        rename(workspace, "placements", team.placement, team="Another team", host=other)
        board.screen.workspace_changed()
        view = board.screen.view
        draft = said(view, Target("C1", "A01", team.placement, other))
        assert "Zora Newname" in draft
        assert f"Another team ({other})" in draft
        view.shown = Shown.PUBLICATION
        face = ByTeam(view)
        row = face.row_of(Target("C1", "A01"))
        assert row is not None
        target = face.target(row, 0)
        assert (target.apprentice, target.host) == ("A01", team.host)
        text = face.cell(row, 0).text
        assert isinstance(text, Short)
        assert text.text == f"{person.family_name} {person.given_names[0]}"
        told = said(view, target)
        assert person.name in told
        assert f"employed by {person.employer}" in told
        assert f"{team.team} ({team.host})" in told
        assert "Newname" not in told
        assert "Another team" not in told
        # So it is in a free seat of the team, and for those who are there with them.
        seat = said(view, Target("C1", None, team.placement, team.host))
        assert f"{team.team} ({team.host})" in seat
        assert person.name in seat


async def test_a_told_host_that_is_gone_is_named(open_board: OpenBoard) -> None:
    """The first who was told of a team of ELFT, and there is no ELFT any more."""
    async with open_board((140, 45), publish=True) as board:
        rows = board.workspace.rows
        teams = {row.placement for row in rows["placements"] if row.host == "ELFT"}
        (told, *_) = [row for row in rows["assignments"] if row.placement in teams]
        gone = {
            table: [
                row
                for row in of_table
                if getattr(row, "host", "") == "ELFT" or getattr(row, "placement", "") in teams
            ]
            for table, of_table in rows.items()
        }
        people = [replace(row, employer="COL") for row in rows["apprentices"] if row.employer == "ELFT"]
        board.workspace.store.write(worded("x"), {"apprentices": people}, gone, {})
        board.workspace.reload()
        board.screen.workspace_changed()
        await board.go_to(told.apprentice, told.cycle)
        await board.press("v")
        assert f"ELFT {told.placement.removeprefix('ELFT-')}" in board.text
        assert "(ELFT)" in board.screen.panel.text
        await board.press("tab")
        assert told.placement in board.text


class TestOfCodesOnly:
    """A publication of the first version, of which only codes were kept."""

    @pytest.fixture
    def old(self, tmp_path: Path) -> Iterator[Workspace]:
        path = tmp_path / "old.db"
        path.write_bytes(gzip.decompress((Path(__file__).parents[1] / "db/layout-2.db.gz").read_bytes()))
        store = open_store(path, actor="Tamsin Arkwright")
        yield Workspace(store, TODAY)
        store.close()

    def test_that_is_said(self, old: Workspace) -> None:
        view = BoardView(old)
        assert view.remark() == ""
        view.shown = Shown.PUBLICATION
        assert view.remark() == "Only codes were kept of publication 1."

    def test_only_moves_are_changes(self, old: Workspace) -> None:
        assert BoardView(old).changed == set()
        old.clear("B2", "C1")
        assert BoardView(old).changed == {("B2", "C1")}
        assert told_changes(old) == 1
