"""What the Plan screen looks like, with a planner and a clock that never differ."""

from datetime import UTC, datetime

import pytest
import time_machine

from apprentices.planner.proposal import Progress, Status
from apprentices.scenarios import draft_of, keep
from screens.plan.difference import Against
from screens.plan.screen import PlanScreen
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver
from tests.screens.planning import TO_GIVE, Planner, open_plan
from tests.screens.snapshot import check_snapshot
from tests.screens.waiting import until

SIZES = {"80x24": (80, 24), "100x30": (100, 30), "140x45": (140, 45)}
BETTER = (
    Progress(2.0, 0, 25, 343, 481),
    Progress(6.0, 0, 21, 340, 481),
    Progress(11.0, 0, 18, 343, 430),
    Progress(14.0, 0, 18, 349, 402),
    Progress(19.0, 0, 18, 354, 371),
)


async def opened(board: Driver) -> PlanScreen:
    plan = await open_plan(board.app, board.press)
    plan.clock = lambda: 100.0
    return plan


@pytest.mark.parametrize("size", SIZES)
async def test_from_the_options_to_scenarios(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    planner = Planner(BETTER).use(monkeypatch)
    async with open_board(SIZES[size], publish=True) as board:
        plan = await opened(board)
        await until(lambda: "▸ stops after" in board.text and "choose" in board.text, "the options")
        await check_snapshot(board.app, f"plan_idle_{size}")
        await board.press("enter")
        plan.clock = lambda: 124.0
        await until(lambda: "at most 371" in board.text and "moves 18" in board.text, "the curves")
        await until(lambda: "24.0 s" in board.text, "the time")
        await check_snapshot(board.app, f"plan_at_work_{size}")
        planner.go.set()
        await until(lambda: plan.outcome, "the plan")
        await until(lambda: "Against the draft" in board.text and "Why:" in plan.panel.text, "the difference")
        await check_snapshot(board.app, f"plan_done_{size}")
        await board.press("space")
        await until(lambda: "applies 1 of 3 changes alone" in board.text and "[x]" in board.text, "the mark")
        await check_snapshot(board.app, f"plan_marked_{size}")
        assert plan.outcome is not None
        with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC), tick=False):
            keep(board.workspace, plan.outcome, "Three moves")
            keep(board.workspace, draft_of(board.workspace), "As it was")
        await board.press("c", "space", "down")
        await until(lambda: "[x] Three moves" in board.text, "the first")
        await until(lambda: board.text.count("As it was") == 2, "the second beside it")
        await check_snapshot(board.app, f"plan_scenarios_{size}")


@pytest.mark.parametrize("size", SIZES)
async def test_wrong_options(open_board: OpenBoard, size: str) -> None:
    async with open_board(SIZES[size]) as board:
        await opened(board)
        await board.press("down", "down", "down", "space", *"C9", "down", "down", "space")
        await board.press("down", "space", *"hackny", "enter")
        await until(lambda: '! There is no host "hackny"' in board.text, "the error")
        await check_snapshot(board.app, f"plan_wrong_{size}")


@pytest.mark.parametrize("size", SIZES)
async def test_no_full_plan(open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch, size: str) -> None:
    trouble = "The planner's engine was killed by signal 9."
    planner = Planner(
        BETTER[2:], status=Status.INFEASIBLE, gaps=9, relax=(TO_GIVE,), relax_proved=True, trouble=trouble
    )
    planner.use(monkeypatch).go.set()
    async with open_board(SIZES[size], publish=True) as board:
        plan = await opened(board)
        await board.press("enter")
        await until(lambda: plan.outcome and "Ask Tamsin" in plan.panel.text, "what has to give")
        await board.press("v")
        await until(lambda: plan.against is Against.PUBLICATION, "the difference")
        await until(lambda: plan.rows.size.height < 3 or "Against publication 1" in board.text, "its lines")
        await check_snapshot(board.app, f"plan_no_full_plan_{size}")


@pytest.mark.parametrize("size", [(60, 20), (40, 12), (250, 70)])
async def test_any_size_is_drawn(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    planner = Planner(BETTER).use(monkeypatch)
    async with open_board(size, publish=True) as board:
        plan = await opened(board)
        await board.press("enter")
        await until(lambda: plan.heard.last, "the planner")
        await board.pilot.pause()
        planner.go.set()
        await until(lambda: plan.outcome, "the plan")
        await board.press(
            "down",
            "v",
            "space",
            "pagedown",
            "end",
            "home",
            "c",
            "escape",
            "w",
            "escape",
            "d",
            "down",
            "escape",
        )
        for too_small in ((40, 10), (20, 5)):  # where no key does anything
            await board.pilot.resize_terminal(*too_small)
            await until(lambda: "Too small" in board.text, "that it is")
        assert plan.is_idle
