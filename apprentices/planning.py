"""How the planner is asked and how its answer is told: in the same words on screen and command line."""

import signal
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NamedTuple

from apprentices.board import Edit, Place
from apprentices.called import person_name
from apprentices.deeds import plan_said
from apprentices.planner.merge import Merged, counted_again, merge, part_of
from apprentices.planner.problem import Data, Keep, Scope
from apprentices.planner.proposal import Move, Proof, Proposal, Relaxation, Status, Stop
from apprentices.planner.run import Base, Left, Outcome
from apprentices.programme import Programme
from apprentices.rules.said import Consequence, Finding
from apprentices.rules.words import count, join
from apprentices.store import Deed
from apprentices.text import with_capital
from apprentices.workspace import Workspace

LEAST_SECONDS = 0.1
MOST_SECONDS = 1e9  # neither infinity nor what is no number is a time
NAMED = 6  # changed cells that are named
PROOFS = {
    Status.OPTIMAL: "proved best",
    Status.FEASIBLE: "not proved best in the time",
    Status.INCOMPLETE: "a plan with fewer gaps may exist",
    Status.INFEASIBLE: "fewer gaps are proved impossible",
}
KINDS = {Proof.CERTIFICATE: " (certificate)", Proof.ENGINE: " (engine)", Proof.NONE: ""}
COUNTED = {Keep.DRAFT: "the draft", Keep.PUBLISHED: "the publication"}  # what moves are counted against
NOTHING_FOUND = "Stopped before a plan was found; the draft is as it was."


def words_of(given: Iterable[str]) -> Iterator[str]:
    """Words given one by one or with commas between them."""
    return (word for text in given for word in text.split(",") if word.strip())


@contextmanager
def stopped_by_the_user() -> Iterator[Stop]:
    """Says whether ctrl+c was pressed, instead of ending the program at once."""
    pressed = False

    def press(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)


def base_of(workspace: Workspace, scope: Scope | None = None) -> Base:
    """What a run begins from, or what its plan is merged into: the workspace as it is now."""
    assignments = tuple(workspace.board.assignments())
    data = Data(
        workspace.programme,
        assignments,
        workspace.today,
        workspace.published,
        scope or Scope(),
        None,
        workspace.statements,
    )
    return Base(data, workspace.rows)


def apply(
    workspace: Workspace,
    outcome: Outcome,
    look: Callable[[], object] | None = None,
    chosen: Collection[Place] | None = None,
) -> tuple[Merged, Consequence]:
    """Make the draft what was planned, as one change, in all cells that nobody has changed meanwhile, or in
    those of them that are `chosen`; None stands for all.

    `look` takes in what others have done; it is called before each try, and there are several: somebody
    may change one more cell just then. What is returned is the plan as it was applied.
    """
    scope = outcome.asked.scope

    def step() -> tuple[Merged, Consequence]:
        (look or workspace.refresh)()
        now = base_of(workspace, scope)
        merged = merge(outcome, now)
        if chosen is not None:
            part = part_of(merged, now, chosen)
            deed = Deed("plan-part", {"cells": len(part.against_draft), "of": len(merged.against_draft)})
            return part, workspace.apply(part.proposal, deed)
        merged = merged._replace(proposal=counted_again(merged, now, scope))
        return merged, workspace.apply(merged.proposal, deed_of(outcome, merged.proposal))

    return workspace.repeated(step)


def consider(workspace: Workspace, merged: Merged, chosen: Collection[Place]) -> Consequence:
    """What these cells of a plan would break and mend without the others; nothing is changed."""
    moves = (move for move in merged.against_draft if move.place in chosen)
    return workspace.consider([Edit(*move.place, move.after) for move in moves])


class Findings(NamedTuple):
    """What the rules say of a plan and not of the draft, and the other way round; waived ones left out."""

    new: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()

    @classmethod
    def between(cls, before: Iterable[Finding], after: Iterable[Finding]) -> "Findings":
        """As they are told apart by name."""
        was, then = ({f.name: f for f in found if not f.waived} for found in (before, after))
        new = tuple(f for name, f in then.items() if name not in was)
        return cls(new, tuple(f for name, f in was.items() if name not in then))


def changes_said(moves: Iterable[Move]) -> str:
    """How many cells change, and what becomes of them: 5 changes: 3 moved, 1 filled, 1 emptied."""
    kinds = Counter(
        "filled" if move.before is None else "emptied" if move.after is None else "moved" for move in moves
    )
    parts = [f"{kinds[kind]} {kind}" for kind in ("moved", "filled", "emptied") if kinds[kind]]
    return f"{count(kinds.total(), 'change')}: {', '.join(parts)}" if parts else "no changes"


def moved_on(merged: Merged, programme: Programme) -> list[str]:
    """What to know of a plan for a draft that is no longer as the planner saw it, a sentence or two each."""
    said = []
    if merged.stay:
        names = _places_said(programme, merged.stay)
        said.append(
            f"Changed since the planner began: {names}. What is there now stays, and the plan is made "
            f"in the other cells ({count(len(merged.against_draft), 'change')})."
        )
    if merged.other_data:
        said.append("Rules or data have changed since the planner began; it did not know of that.")
    if said:
        said.append("The proof holds for the draft as it was. To be sure of the best, plan again.")
    return said


def _places_said(programme: Programme, places: tuple[Place, ...]) -> str:
    names = [_place_said(programme, place) for place in places[:NAMED]]
    if len(places) > NAMED:
        names.append(f"{len(places) - NAMED} more")
    return join(names)


def _place_said(programme: Programme, place: Place) -> str:
    return f"{person_name(programme, place[0])} in {place[1]}"


def headline(proposal: Proposal) -> str:
    """A plan in a few words: full plan, score 386."""
    return plan_said(proposal.gaps, proposal.score)


def deed_of(outcome: Outcome, proposal: Proposal) -> Deed:
    """What the history keeps of a plan that was applied; `proposal` is the plan as it was then."""
    figures = {"gaps": proposal.gaps, "score": proposal.score}
    if outcome.kept_as:
        return Deed("scenario", {"name": outcome.kept_as, **figures})
    return Deed("plan", {"keep": str(outcome.asked.scope.keep), **figures})


def verdict(proposal: Proposal, left: Left | None = None) -> str:
    """A plan and what is proved about it, in a sentence."""
    bound = "" if proposal.bound in (None, proposal.score) else f", at most {proposal.bound}"
    head = headline(proposal)
    if left and left.gaps:
        where = "past or under way" if left.past else "in cells that were not to be planned"
        which = "all" if left.gaps == proposal.gaps else f"{left.gaps} of them"
        gaps = f"plan with {count(proposal.gaps, 'gap')}, {which} {where} ({', '.join(left.cycles)})"
        head = f"{gaps}; score {proposal.score}"
    proof = f"{_proof_said(proposal)}{KINDS[proposal.proof]}"
    return f"{with_capital(head)}{bound}: {proof}, in {proposal.seconds:.1f} s."


def _proof_said(proposal: Proposal) -> str:
    fewest = proposal.warnings_bound
    if proposal.status is not Status.FEASIBLE or fewest is None:
        return PROOFS[proposal.status]
    fewer = f"it has {count(proposal.warnings, 'warning')}, {fewest} or more are needed"
    return f"no score is higher; whether so good a plan can have fewer warnings is not proved ({fewer})"


def moves_said(proposal: Proposal, keep: Keep) -> str:
    """How many moves a repair takes, and what is proved about fewer; empty where moves are not counted."""
    if keep not in COUNTED:
        return ""
    cells = len(proposal.moved)
    weighed = "" if proposal.moves == cells else f" (counted as {proposal.moves}, with those inside notice)"
    said = f"{count(cells, 'move')} against {COUNTED[keep]}{weighed}"
    if not proposal.moves or proposal.moves_bound > proposal.moves:
        return f"{said}."
    if proposal.moves_bound == proposal.moves:
        return f"{said}; fewer are proved impossible."
    if proposal.moves_bound > 0:
        return f"{said}; fewer than {proposal.moves_bound} are proved impossible."
    return f"{said}; whether fewer would do is not proved."


def past_gaps(programme: Programme, past: tuple[Place, ...]) -> str:
    """Gaps that no plan fills by itself, since they are past."""
    names = _places_said(programme, past)
    are = "gap is" if len(past) == 1 else "gaps are"
    return f"{len(past)} {are} past or under way, and no plan fills what is not named: {names}."


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
