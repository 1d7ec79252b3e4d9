"""What a plan comes to in gaps, moves and score, counted by plain Python and kept person by person."""

from collections.abc import Iterable, Mapping

from apprentices.planner.problem import Cell, Plan, Problem
from apprentices.programme import Assignment
from apprentices.rules.limits import Times


class Ledger:
    """A plan and what it is worth. Cells that the plan does not name are gaps."""

    def __init__(self, problem: Problem, plan: Mapping[Cell, str | None] | None = None) -> None:
        self.problem = problem
        self.plan: Plan = dict.fromkeys(problem.cells())
        self._satisfaction: dict[str, int] = {}
        self._gaps: dict[str, int] = {}
        self._moves: dict[str, int] = {}
        self.take(plan or {}, problem.locked)

    def take(self, plan: Mapping[Cell, str | None], people: Iterable[str] | None = None) -> None:
        """Put other placements in some cells; `people` are those to count again, else the cells' own."""
        self.plan.update(plan)
        for who in dict.fromkeys(who for who, _ in plan) if people is None else people:
            self._count(who)

    @property
    def gaps(self) -> int:
        """Active cells without a placement, locked ones too."""
        return sum(self._gaps.values())

    @property
    def full(self) -> bool:
        """Whether every free cell has a placement."""
        return None not in self.plan.values()

    @property
    def moves(self) -> int:
        """Moves against the reference, weighted."""
        return sum(self._moves.values())

    @property
    def score(self) -> int:
        """The score of the whole board."""
        fairness = self.problem.programme.settings.whole("fairness_weight")
        return sum(self._satisfaction.values()) + fairness * self.worst_off

    @property
    def worst_off(self) -> int:
        """The least satisfaction."""
        return min(self._satisfaction.values(), default=0)

    @property
    def worth(self) -> tuple[int, int, int]:
        """Comparable: the smaller, the better."""
        return self.gaps, self.moves, -self.score

    def row(self, who: str) -> list[str | None]:
        """One person's rotation."""
        row = list(self.problem.locked[who])
        for index in self.problem.free.get(who, ()):
            row[index] = self.plan[who, index]
        return row

    def _count(self, who: str) -> None:
        problem, row = self.problem, self.row(who)
        active = problem.facts.active(problem.programme.apprentices[who])
        cells = [None if p is None else Assignment(apprentice=who, cycle="", placement=p) for p in row]
        self._satisfaction[who] = problem.score.satisfaction(who, cells)
        self._gaps[who] = sum(1 for on, there in zip(active, row, strict=True) if on and there is None)
        if problem.before:
            self._moves[who] = sum(
                problem.move_cost(who, index, there)
                for index, (on, there) in enumerate(zip(active, row, strict=True))
                if on
            )


def simple_bound(problem: Problem) -> int:
    """An upper bound on the score of any plan: everyone has the teams they like best, others or not.

    Weak, but true of every plan and known without a solver.
    """
    best = [most(problem, who) for who in problem.locked]
    return sum(best) + problem.programme.settings.whole("fairness_weight") * min(best, default=0)


def most(problem: Problem, who: str) -> int:
    """The most that a rotation can be worth, each placement as often as it may be visited."""
    there = sum(problem.value(who, code) for code in problem.locked[who] if code is not None)
    cells = len(problem.free.get(who, ()))
    if not cells:
        return there
    often = min(
        (limit.most for _, limit in problem.row_limits(who) if isinstance(limit, Times)), default=cells
    )
    lasting = problem.facts.visits
    values = [
        value
        for code, value in problem.score.worths(who).items()
        for _ in range(cells if code in lasting else often)
    ]
    return there + sum(sorted((value for value in values if value > 0), reverse=True)[:cells])
