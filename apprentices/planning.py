"""How the planner is asked and how its answer is told: in the same words on screen and command line."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from apprentices.board import Board
from apprentices.planner.problem import Keep, Problem
from apprentices.planner.proposal import OnProgress, Progress, Proposal, Relaxation, Status
from apprentices.rules.checker import Checker
from apprentices.rules.rule import Severity
from apprentices.rules.words import count

SECONDS = 60.0  # when to stop looking, unless said otherwise
LEAST_SECONDS = 0.1
MOST_SECONDS = 1e9  # neither infinity nor what is no number is a time
SEED = 1
PROOFS = {
    Status.OPTIMAL: "proved best",
    Status.FEASIBLE: "not proved best in the time",
    Status.INCOMPLETE: "a plan with fewer gaps may exist",
    Status.INFEASIBLE: "fewer gaps are proved impossible",
}
NOTHING_FOUND = "Stopped before a plan was found; the draft is as it was."


def words_of(given: Iterable[str]) -> Iterator[str]:
    """Words given one by one or with commas between them."""
    return (word for text in given for word in text.split(",") if word.strip())


class Found:
    """Listens to the planner, and knows afterwards whether it has found a plan at all."""

    def __init__(self, show: OnProgress | None) -> None:
        self._show = show
        self._told = False

    def __call__(self, progress: Progress) -> None:
        self._told = True
        if self._show:
            self._show(progress)

    def has_plan(self, proposal: Proposal) -> bool:
        """Whether what the planner answered is a plan, and not just the board as it was."""
        return self._told or proposal.status is not Status.INCOMPLETE


def headline(proposal: Proposal) -> str:
    """A plan in a few words: full plan, score 386."""
    gaps = "full plan" if not proposal.gaps else f"plan with {count(proposal.gaps, 'gap')}"
    return f"{gaps}, score {proposal.score}"


def label_of(keep: Keep, proposal: Proposal) -> str:
    """What the history calls a plan that was applied."""
    return f"Planned ({keep}): {headline(proposal)}"


class Left(NamedTuple):
    """What a plan leaves as it is. `cycles`: where the gaps are, if all are in cells that were not planned;
    `conflicts` leaves out gaps in cells that were planned."""

    cycles: tuple[str, ...] = ()
    conflicts: int = 0
    has_free_gaps: bool = False

    def said(self) -> str:
        """The conflicts in a sentence without its end; empty where there are none."""
        stand = count(self.conflicts, "conflict stands", "conflicts stand")
        if not self.conflicts:
            return ""
        if self.has_free_gaps:
            return f"{stand} besides the gaps of the plan"
        return f"{stand} that the plan may not mend (pinned or outside what was planned)"


def left_by(problem: Problem, proposal: Proposal) -> Left:
    """What a plan for a problem leaves as it is."""
    plan = Board(problem.programme, proposal.assignments)
    free = {(who, plan.cycles[column]) for who, column in problem.cells()}
    gaps = [
        (who, cycle)
        for column, cycle in enumerate(plan.cycles)
        for who, person in problem.programme.apprentices.items()
        if problem.facts.active(person)[column] and plan.at(who, cycle) is None
    ]
    free_gaps = free.intersection(gaps)
    standing = [
        found
        for found in Checker(plan, problem.today, problem.published).findings()
        if found.severity is Severity.CONFLICT
        and not (found.rule == "PLAN-GAP" and (found.apprentice, found.cycle) in free)
    ]
    cycles = () if free_gaps else tuple(dict.fromkeys(cycle for _, cycle in gaps))
    return Left(cycles, len(standing), bool(free_gaps))


def verdict(proposal: Proposal, left: Left | None = None) -> str:
    """A plan and what is proved about it, in a sentence."""
    bound = "" if proposal.bound in (None, proposal.score) else f", at most {proposal.bound}"
    head = headline(proposal)
    if proposal.gaps and left and left.cycles:
        where = f"all in cells that were not to be planned ({', '.join(left.cycles)})"
        head = f"plan with {count(proposal.gaps, 'gap')}, {where}; score {proposal.score}"
    proof = PROOFS[proposal.status]
    return f"{head[0].upper()}{head[1:]}{bound}: {proof}, in {proposal.seconds:.1f} s."


def moves_said(proposal: Proposal) -> str:
    """How many moves a repair takes, and what is proved about fewer."""
    cells = len(proposal.moved)
    weighed = "" if proposal.moves == cells else f" (counted as {proposal.moves}, with those inside notice)"
    said = f"{count(cells, 'move')} against the publication{weighed}"
    if not proposal.moves or proposal.moves_bound > proposal.moves:
        return f"{said}."
    if proposal.moves_bound == proposal.moves:
        return f"{said}; {proposal.moves - 1} is proved impossible."
    if proposal.moves_bound > 0:
        return f"{said}; fewer than {proposal.moves_bound} is proved impossible."
    return f"{said}; whether fewer would do is not proved."


def to_give(full: bool, proved: bool) -> str:
    """The heading of what has to give."""
    what = "A full plan needs" if full else "Fewest gaps need"
    return f"{what}, and less would not do:" if proved else f"{what} (less may do):"


def no_full_plan(ruled_out: str) -> str:
    """Where even allowing things leaves gaps; `ruled_out` names the option that forbade some."""
    if not ruled_out:
        return "No full plan is possible, whatever gives."
    return f"No full plan is possible without what you ruled out ({ruled_out})."


def said(relaxation: Relaxation) -> str:
    """One thing to give, and whom to ask."""
    owner = f" Ask {relaxation.owner}." if relaxation.owner else ""
    return f"{relaxation.message}{owner}"
