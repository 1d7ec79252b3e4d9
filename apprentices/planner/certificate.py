"""A plan with its proof for others to check: made by a child process, and checked here before it is told."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from apprentices.planner.child import Request
from apprentices.planner.level import Level
from apprentices.planner.model.warnings import build_with_warnings
from apprentices.planner.problem import Plan, Problem
from apprentices.planner.proof.description import Proved, described, values_of, written
from apprentices.planner.proof.verifier import Wrong, verify
from apprentices.planner.proposal import PlannerFailed, Proof, Proposal, Status, Stop
from apprentices.planner.propose import messages
from apprentices.programme import Assignment

OnProved = Callable[[Mapping[str, int]], None]  # what nothing is better than so far, by the level's name


class Certificate(NamedTuple):
    """A proof as it is written in a file, and what the verifier found in it."""

    text: str
    found: dict[str, Any]

    @property
    def bounds(self) -> dict[str, int]:
        """What nothing is better than, level by level."""
        return {level["name"]: level["bound"] for level in self.found["levels"]}

    def proves(self, proposal: Proposal) -> bool:
        """Whether the plan is proved best at every level, with as few warnings as the checker counts."""
        proved: bool = self.found["proved"]
        return proved and self.bounds.get("warnings") == proposal.warnings


def certify(
    problem: Problem, proposal: Proposal, stop: Stop, on_proved: OnProved = lambda bounds: None
) -> Certificate:
    """The proof of a plan, as far as it comes before `stop` says so; `on_proved` hears of its bounds.

    Raises `PlannerFailed` where there is none: it was stopped too early, or what was made does not hold.
    """
    plan, model = _plan(problem, proposal.assignments), build_with_warnings(problem)
    values = model.start(plan)
    if values is None or not _agrees(worth := values_of(model, values), proposal):
        raise PlannerFailed("There is no proof: the plan is not what it is said to be.")
    proved, trouble = _told(Request("prove", problem.data, 0, plan=plan), stop, on_proved)
    if worth.keys() - proved.keys() - {Level.WARNINGS}:
        raise PlannerFailed(f"There is no proof. {trouble}")
    text = written(described(problem, model, values, proved.values()))
    try:
        return Certificate(text, verify(text))
    except Wrong as wrong:
        raise PlannerFailed(f"There is no proof: the one that was made does not hold ({wrong}).") from wrong


def with_certificate(proposal: Proposal, certificate: Certificate) -> Proposal:
    """A plan with what its certificate proves, where that is more than was known."""
    bounds = certificate.bounds
    known = [bound for bound in (proposal.bound, bounds["score"]) if bound is not None]
    moves = max(bounds.get("moves", 0), proposal.moves_bound)
    fewest = bounds.get("warnings", proposal.warnings_bound)
    proposal = proposal._replace(bound=min(known), moves_bound=moves, warnings_bound=fewest)
    if not certificate.proves(proposal):
        return proposal
    best = {Status.FEASIBLE: Status.OPTIMAL, Status.INCOMPLETE: Status.INFEASIBLE}
    return proposal._replace(proof=Proof.CERTIFICATE, status=best.get(proposal.status, proposal.status))


def _told(request: Request, stop: Stop, on_proved: OnProved) -> tuple[dict[Level, Proved], str]:
    """What a child proves until it is done or stopped; and what went wrong, should a level be missing."""
    proved: dict[Level, Proved] = {}
    trouble = "It was stopped before each level had a bound."
    for message in messages(request, stop):
        match message:
            case ("proof", Proved() as told):
                proved[told.level] = told
                on_proved({level.name.lower(): one.bound for level, one in proved.items()})
            case ("ended" | "refused", words):
                trouble = words
    return proved, trouble


def _plan(problem: Problem, assignments: Iterable[Assignment]) -> Plan:
    index_of = problem.board.cycle_index
    placed = {(a.apprentice, index_of[a.cycle]): a.placement for a in assignments}
    return {cell: placed.get(cell) for cell in problem.cells()}


def _agrees(worth: Mapping[Level, int], proposal: Proposal) -> bool:
    """Whether the model counts as much of a plan as the board does."""
    moves = worth.get(Level.MOVES, 0)
    return (worth[Level.GAPS], moves, worth[Level.SCORE]) == (proposal.gaps, proposal.moves, proposal.score)
