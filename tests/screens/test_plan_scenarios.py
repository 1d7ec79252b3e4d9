"""The list of scenarios: each plan is counted once, in a thread, while the list goes on."""

import threading
from pathlib import Path

import pytest

from apprentices.errors import DatabaseGone
from apprentices.planner.run import Base, Outcome
from apprentices.scenario import Scenario
from apprentices.scenarios import draft_of, keep
from screens.gone import Gone
from screens.plan import scenarios
from screens.plan.screen import PlanScreen
from screens.shared.question import GraveQuestion
from tests.screens.driver import opened
from tests.screens.planning import open_plan
from tests.screens.small import small
from tests.screens.troubled import trouble
from tests.screens.waiting import SECONDS, until


class Counting:
    """What is counted, in order; each waits until it may go on."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.go = threading.Event()
        self.names: list[str] = []
        self.at_once = self.most = 0
        self._draft_at, self._plan_beside = scenarios.draft_at, scenarios.plan_beside
        patch.setattr(scenarios, "draft_at", self.draft)
        patch.setattr(scenarios, "plan_beside", self.scenario)

    def draft(self, base: Base) -> Outcome:
        self._wait("draft")
        return self._draft_at(base)

    def scenario(self, base: Base, scenario: Scenario) -> Outcome:
        self._wait(scenario.name)
        return self._plan_beside(base, scenario)

    def _wait(self, name: str) -> None:
        self.names.append(name)
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        self.go.wait(SECONDS)
        self.at_once -= 1


async def test_each_is_counted_once_however_the_mark_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Down to the third while the draft is counted: the two above it never are. Then enter on the fourth,
    not counted yet: the app goes on, and shows it when it is."""
    counting = Counting(monkeypatch)
    workspace = small(tmp_path / "small.db")
    for name in ("one", "two", "three", "four"):
        keep(workspace, draft_of(workspace), name)
    async with opened(workspace) as board:
        plan = await open_plan(board.app, board.press)
        await board.press("c")
        await until(lambda: counting.names == ["draft"], "the draft")
        await board.press("down", "down")
        counting.go.set()
        await until(lambda: "Cost of waiting" in board.text, "the third beside the draft")
        assert counting.names == ["draft", "three"]
        counting.go.clear()
        await board.press("down", "enter")
        await until(lambda: counting.names == ["draft", "three", "four"], "the fourth")
        await until(lambda: "counting …" in board.text, "a word of it")
        counting.go.set()
        await until(lambda: 'Scenario "four"' in plan.head.text, "it as a plan")
        assert isinstance(board.app.screen, PlanScreen)
        assert counting.names == ["draft", "three", "four"]
        assert counting.most == 1


@pytest.mark.parametrize(("answer", "places"), [("y", {"A1", "A2"}), ("enter", {"A2"})])
async def test_what_is_pinned_elsewhere_is_asked_about(tmp_path: Path, answer: str, places: set[str]) -> None:
    """A1 is pinned where A2 was; in the scenario both are where they were before."""
    workspace = small(tmp_path / "small.db")
    keep(workspace, draft_of(workspace), "As it is")
    workspace.swap(["A1", "A2"], ["C1"])
    workspace.pin("A1", "C1")
    async with opened(workspace) as board:
        plan = await open_plan(board.app, board.press)
        await board.press("c", "enter")
        await until(lambda: isinstance(board.app.screen, GraveQuestion), "the question")
        assert "Ayo Bello is pinned to LBH-B in C1." in board.text
        await board.press(answer)
        await until(lambda: plan.merged is not None, "it as a plan")
        assert plan.merged is not None
        assert {move.apprentice for move in plan.merged.against_draft} == places


async def test_a_comparison_tells_how_much_of_a_scenario_is_left_out(tmp_path: Path) -> None:
    """Its figures are without those cells."""
    workspace = small(tmp_path / "small.db")
    keep(workspace, draft_of(workspace), "As it is")
    workspace.swap(["A1", "A2"], ["C1"])
    workspace.pin("A1", "C1")
    async with opened(workspace) as board:
        await open_plan(board.app, board.press)
        await board.press("c")
        await until(lambda: "Cost of waiting" in board.text, "it beside the draft")
        assert "left out" in board.text


async def test_a_scenario_that_is_chosen_is_no_news_of_the_planner(tmp_path: Path) -> None:
    """It was not at work, nor was anybody away."""
    workspace = small(tmp_path / "small.db")
    keep(workspace, draft_of(workspace), "As it is")
    async with opened(workspace) as board:
        plan = await open_plan(board.app, board.press)
        await board.press("c")
        await until(lambda: "Cost of waiting" in board.text, "it beside the draft")
        await board.press("enter")
        await until(lambda: plan.rows.has_focus, "it as a plan")
        await board.pilot.pause()
        assert "while you were away" not in board.text


async def test_one_that_waits_to_be_shown_is_shown_though_the_file_has_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits behind the draft, which is being counted, when what is kept can't be listed any more."""
    counting = Counting(monkeypatch)
    workspace = small(tmp_path / "small.db")
    keep(workspace, draft_of(workspace), "one")
    async with opened(workspace) as board:
        plan = await open_plan(board.app, board.press)
        await board.press("c")
        await until(lambda: counting.names == ["draft"], "the draft")
        await board.press("enter")
        trouble(workspace).trouble = DatabaseGone("The database was moved.")
        await until(lambda: isinstance(board.app.screen, Gone), "that it is told")
        await board.press("escape")
        counting.go.set()
        await until(lambda: 'Scenario "one"' in plan.head.text, "it as a plan")
