"""The frame around every screen: title, news and keys are as wide as the terminal."""

from screens.shared.frame import KeyBar, StatusLine, TitleBar
from screens.shared.working import Step, Working
from tests.screens.conftest import OpenBoard
from tests.screens.waiting import until


async def test_title_and_keys_stay_as_wide_as_the_screen_after_a_long_job(open_board: OpenBoard) -> None:
    async with open_board((100, 30)) as board:
        made: list[object] = []
        job = Working("A long job", [Step("the first", lambda: made.append(board.app.screen.size))])
        await board.app.push_screen(job)
        await until(lambda: made, "the job")
        await board.back_on_board()
        await board.press("2")
        await until(lambda: board.app.current_mode == "people", "another screen")
        for screen in (board.screen, board.app.screen):
            widths = {screen.query_one(kind).outer_size.width for kind in (TitleBar, StatusLine, KeyBar)}
            assert widths == {100}
