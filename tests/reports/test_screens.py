"""What may happen to a file while its board is on the screen."""

from pathlib import Path

from screens.gone import Gone
from tests.screens.conftest import OpenBoard
from tests.screens.waiting import until


async def test_an_edit_is_not_called_saved_once_the_file_is_deleted(
    open_board: OpenBoard, database: Path
) -> None:
    """https://github.com/sqlitebrowser/sqlitebrowser/issues/2979: the file changes under an open window.

    https://github.com/pawelsalawa/letos/issues/4146: so it does where it is deleted and written anew, as
    synchronised folders do it. Nothing makes it again here.
    """
    async with open_board() as board:
        await board.go_to("A01", "C2")
        database.unlink()
        await board.press("x")
        await until(lambda: isinstance(board.app.screen, Gone), "the dialog")
        await until(lambda: "What you see is all that was saved" in board.text, "its text")
        await board.press("escape")
        await board.back_on_board()
        assert board.here == "COL-FIN"
        assert "NOT SAVED" in board.text
    assert not database.exists()
