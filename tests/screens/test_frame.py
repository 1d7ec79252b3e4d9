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


async def test_at_80_columns_the_screens_have_their_names(open_board: OpenBoard) -> None:
    """What is shown gives way to them: it stands in the line above, for which the programme's name is cut.

    Names and keys take 72 columns of 78, "Draft" fits beside them, what has changed does not.
    """
    briefs = "1 Board 2 People 3 Plac. 4 Cal. 5 Find. 6 Plan 7 Agr. 8 Meas. 9 Hist."
    async with open_board(publish=True) as board:
        board.screen.workspace_changed()
        await until(lambda: "Draft, 0 changes · " in board.text, "the draft against it")
        title, modes = board.text.splitlines()[:2]
        assert title == " City and Hackney rotating…  Draft, 0 changes · C1 agreed by 0 of 3  ! 17  ? 20"
        assert modes.split() == briefs.split()
        await board.press("6")
        await until(lambda: " 6 Plan " in board.text and "What may change?" in board.text, "the plan screen")
        title, modes = board.text.splitlines()[:2]
        assert title == " City and Hackney rotating apprenticeships 2026…  ! 17 conflicts  ? 20 warnings"
        assert modes.split() == [*briefs.split(), "Draft"]
