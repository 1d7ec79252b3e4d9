"""The search in the process of the test, for small problems; `test_propose.py` goes through the child."""

import io
import pickle
from collections.abc import Iterator
from typing import Any

from apprentices.planner.child import LENGTH, Frames, Request, serve
from apprentices.planner.ledger import Ledger
from apprentices.planner.level import Level
from apprentices.planner.problem import Plan, Problem
from apprentices.planner.proposal import Relaxation
from apprentices.planner.search.lexicographic import Search


class Told:
    """What a search has told."""

    def __init__(self) -> None:
        self.plans: list[Plan] = []
        self.bounds: dict[Level, int] = {}
        self.levels: list[Level] = []
        self.relaxations: list[Relaxation] = []
        self.troubles: list[str] = []

    def plan(self, plan: Plan, worth: tuple[int, int, int]) -> None:
        self.plans.append(dict(plan))

    def bound(self, level: Level, bound: int) -> None:
        self.bounds[level] = bound

    def proved(self, level: Level) -> None:
        self.levels.append(level)

    def relax(self, relaxations: list[Relaxation], proved: bool, full: bool, plan: Plan) -> None:
        self.relaxations = relaxations

    def trouble(self, words: str) -> None:
        self.troubles.append(words)


def search(problem: Problem, seed: int = 1) -> tuple[Ledger, Told]:
    """Search to the proof; what the plan comes to, and what was told."""
    told = Told()
    Search(problem, seed, told).run()
    return Ledger(problem, told.plans[-1] if told.plans else {}), told


def answers(request: Request, stop: Any) -> Iterator[tuple[Any, ...]]:
    """What a child answers, in this process and unless it is stopped at once; in the place of
    `propose.messages`."""
    if stop():
        return
    out = io.BytesIO()
    serve(request, Frames(out))
    out.seek(0)
    while head := out.read(LENGTH.size):
        yield pickle.loads(out.read(LENGTH.unpack(head)[0]))
