"""A parcel of another host is looked over inside the app, and what collides is chosen side by side."""

from pathlib import Path

import pytest

from apprentices.exchange.parcels.keys import new_key, save
from apprentices.exchanging import parcel_for, taken_in
from apprentices.host_keys import add_key, set_lead
from apprentices.programme import TABLE
from apprentices.workspace import Workspace
from screens.files.parcel_preview import ParcelPreview
from tests.build import worded
from tests.screens.driver import Driver, opened
from tests.screens.small import small
from tests.screens.waiting import until

COL, LBH = new_key("COL"), new_key("LBH")


async def parcel(board: Driver) -> ParcelPreview:
    await board.press("ctrl+o")
    await board.press(*"from", "enter")
    await until(
        lambda: isinstance(board.app.screen, ParcelPreview) and board.app.screen.head.text, "the parcel"
    )
    assert isinstance(board.app.screen, ParcelPreview)
    await board.pilot.pause()
    return board.app.screen


def rename(workspace: Workspace, name: str) -> None:
    """The cycle C1 gets that name."""
    row = workspace.programme.cycles[0]
    other = type(row)(**TABLE["cycles"].values_of(row) | {"name": name})
    workspace.write(worded("set"), TABLE["cycles"], [other])


def two_hosts(path: Path) -> tuple[Workspace, Workspace]:
    """COL, which leads, and LBH, which knows all of what COL had to tell."""
    (path / "col").mkdir()
    col, lbh = small(path / "col" / "p.db", actor="Ruth"), small(path / "p.db")
    for workspace, key in ((col, LBH), (lbh, COL)):
        add_key(workspace, key.public)
        set_lead(workspace, "COL")
    save(LBH, path / "p.db")
    taken_in(lbh, parcel_for(col, "LBH", COL), LBH)
    return col, lbh


async def test_what_collides_is_shown_side_by_side_and_chosen(tmp_path: Path) -> None:
    col, lbh = two_hosts(tmp_path)
    rename(col, "Spring at COL")
    rename(lbh, "Spring at LBH")
    (tmp_path / "from-col.parcel").write_bytes(parcel_for(col, "LBH", COL))
    col.store.close()
    async with opened(lbh) as board:
        preview = await parcel(board)
        assert preview.head.text == "From COL: it changes nothing."
        assert "Changed on both sides; what nobody chooses stays as it is here (1)" in board.text
        assert "[  ?  ] cycles:C1" in board.text
        assert "Spring at LBH | Spring at COL" in board.text
        assert "As it was: not known" in preview.panel.text
        await board.press("o")
        assert "[here ]" in board.text
        await board.press("t")
        assert "[there]" in board.text
        assert lbh.programme.cycles[0].name == "Spring at LBH"  # nothing is taken in yet
        await board.press("enter")
        await board.back_on_board()
        assert lbh.programme.cycles[0].name == "Spring at COL"
        assert board.news.startswith("Took in the parcel of COL. ")
        await parcel(board)
        assert "it changes nothing" in board.text  # the same once more
        await board.press("escape")
        await board.back_on_board()


@pytest.mark.parametrize(
    ("key", "said"),
    [(True, "The parcel was refused"), (False, "This computer has no key of a host yet.")],
)
async def test_a_parcel_that_is_refused_says_why(tmp_path: Path, key: bool, said: str) -> None:
    workspace = small(tmp_path / "p.db")
    if key:
        save(LBH, tmp_path / "p.db")
    (tmp_path / "from-nobody.parcel").write_bytes(b"nothing that anybody has sealed")
    async with opened(workspace) as board:
        events = len(workspace.history())
        preview = await parcel(board)
        assert said in preview.head.text
        await board.press("enter", "o", "t", "b")  # there is nothing to take or to choose
        assert board.app.screen is preview
        assert len(workspace.history()) == events
        await board.press("escape")
        await board.back_on_board()
