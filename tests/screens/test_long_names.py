"""Long names take no room from what is said of them."""

from pathlib import Path

from apprentices.workspace import Workspace
from db.store import open_store
from tests.clock import TODAY
from tests.screens.driver import opened
from tests.screens.small import FILES, folder
from tests.screens.waiting import until

GIVEN, TEAM = "Ayo" + " of a long line" * 10, "Archives" + " and all else" * 11  # 153 and 151 letters
LONG = {
    "apprentices": FILES["apprentices"].replace("Ayo", GIVEN),
    "placements": FILES["placements"].replace("Archives", TEAM),
}


async def test_a_panel_cuts_long_names_and_keeps_the_facts(tmp_path: Path) -> None:
    """In six lines of 78 columns two such names would fill five; 59 letters and an ellipsis stay of each."""
    workspace = Workspace(open_store(tmp_path / "long.db", create=True, actor="Tamsin Arkwright"), TODAY)
    workspace.import_files([folder(tmp_path / "first", **LONG)])
    async with opened(workspace, (80, 24)) as board:
        await until(lambda: "… A1" in board.text, "the name, cut")
        words = " ".join(board.text.split())
        assert f"{GIVEN[:59].rstrip()}… A1 Business administrator ST1" in words  # a line each
        assert "who started on 7 September 2026." in words
        assert f"{TEAM[:59].rstrip()}… (COL)" in board.screen.panel.text
