"""What tests of the Plan screen share: a planner that answers on command, and the children it starts."""

import subprocess
import threading
from collections.abc import Callable

import pytest

from apprentices.board import Board, Edit
from apprentices.planner import parent
from apprentices.planner.problem import Problem
from apprentices.planner.proposal import Kind, OnProgress, Progress, Proposal, Relaxation, Status, Stop
from apprentices.planner.repair import moves_of
from screens.app import ApprenticesApp
from screens.plan.screen import PlanScreen
from tests.screens.waiting import until

SWAPPED = (("A01", "C2", "LBH-HR"), ("A02", "C2", "COL-FIN"), ("A20", "C6", "COL-HR"))
TO_GIVE = Relaxation(
    Kind.SEATS,
    "PLAN-SEATS",
    None,
    "C6",
    None,
    "LBH",
    "Hackney Council needs 8 more seats in C6.",
    "Tamsin Arkwright",
)


class Planner:
    """Stands in for `solve`: tells what it is given, answers when told to or stopped, with a small plan."""

    def __init__(self, progress: tuple[Progress, ...] = (), **changes: object) -> None:
        self.go = threading.Event()
        self.progress = progress
        self.changes = changes
        self.edits = SWAPPED
        self.asked: tuple[Problem, int, frozenset[str]] | None = None

    def __call__(
        self, problem: Problem, stop: Stop, seed: int, on_progress: OnProgress, never: frozenset[str]
    ) -> Proposal:
        self.asked = (problem, seed, never)
        for progress in self.progress:
            on_progress(progress)
        while not (stop() or self.go.wait(0.01)):
            pass
        board = Board(problem.programme, problem.board.assignments())
        for edit in self.edits:
            board.put(Edit(*edit))
        made = Proposal(
            status=Status.OPTIMAL,
            gaps=0,
            moves=len(self.edits) if problem.before else 0,
            score=386,
            bound=386,
            worst_off=7,
            seconds=2.4,
            assignments=tuple(board.assignments()),
            moved=moves_of(problem, board),
        )
        return made._replace(**self.changes)  # type: ignore[arg-type]

    def use(self, patch: pytest.MonkeyPatch) -> "Planner":
        """Plan with it."""
        patch.setattr("apprentices.planner.run.propose", self)
        return self


def record_children(patch: pytest.MonkeyPatch, killed: bool = False) -> "list[subprocess.Popen[bytes]]":
    """Every child process that the planner starts from now on; `killed`: before it has done anything."""
    started: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def popen(*args: object, **named: object) -> "subprocess.Popen[bytes]":
        started.append(start(*args, **named))  # type: ignore[call-overload]
        if killed:
            started[-1].kill()
        return started[-1]

    patch.setattr(parent.subprocess, "Popen", popen)
    return started


async def open_plan(app: ApprenticesApp, press: Callable[..., object]) -> PlanScreen:
    """Go to the Plan screen."""
    await press("6")  # type: ignore[misc]
    await until(lambda: isinstance(app.screen, PlanScreen) and app.screen.focused, "the Plan screen")
    assert isinstance(app.screen, PlanScreen)
    return app.screen
