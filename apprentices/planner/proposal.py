"""What the planner answers: a plan, what is proved about it, and what would have to give for a better one."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from apprentices.board import Place
from apprentices.errors import ProgramError
from apprentices.programme import Assignment
from apprentices.rules.said import Step


class Status(StrEnum):
    """What is known about a plan."""

    OPTIMAL = "optimal"  # full, and proved best on every level
    FEASIBLE = "feasible"  # full; a better one may exist, or one as good with fewer warnings
    INCOMPLETE = "incomplete"  # with gaps; a full one may exist
    INFEASIBLE = "infeasible"  # with the fewest gaps, proved


class Proof(StrEnum):
    """What kind of proof there is of a plan's status."""

    CERTIFICATE = "certificate"  # whole numbers that anybody can check (`proof/verifier.py`)
    ENGINE = "engine"  # the engine said so, and nothing that is known speaks against it
    NONE = "none"  # nothing is proved


class Move(NamedTuple):
    """One cell that changes, and why; `tag` says it in a word or two."""

    apprentice: str
    cycle: str
    before: str | None
    after: str | None
    why: str
    inside_notice: bool = False
    tag: str = ""

    @property
    def place(self) -> Place:
        """The cell."""
        return self.apprentice, self.cycle


class Kind(StrEnum):
    """Kinds of things that somebody could allow."""

    SEATS = "seats"
    PINS = "pins"
    ROTATIONS = "rotations"
    APART = "apart"
    WAIVERS = "waivers"


class Relaxation(NamedTuple):
    """One thing that somebody could allow, so that more can be planned; `owner` is whom to ask.

    `more` is how many people more than now, where it is about seats. `problem` is what the rule says without
    it. `step` is what would do it; `people` those who are excused at once, where it is about several.
    """

    kind: Kind
    rule: str
    apprentice: str | None
    cycle: str | None
    placement: str | None
    host: str | None
    message: str
    owner: str | None = None
    more: int = 1
    problem: str = ""
    step: Step | None = None
    people: tuple[str, ...] = ()


class Progress(NamedTuple):
    """The best plan so far."""

    seconds: float
    gaps: int
    moves: int
    score: int
    bound: int | None


class Proposal(NamedTuple):
    """A plan. `score`, `gaps`, `moves` and `worst_off` are counted on the board by plain Python.

    `bound` is a proved upper bound on the score at the gaps and moves reached; None: none is known.
    `moves` counts with the weight of notice, `moves_bound` is the proved fewest. `warnings` are those in
    cells, rotations and places, `warnings_bound` the proved fewest of plans with this score; None: the score
    itself is not proved the highest. `relax_full`: with `relax` allowed, a plan without gaps exists.
    `trouble` says in words what went wrong with an engine, if anything did.
    """

    status: Status
    gaps: int
    moves: int
    score: int
    bound: int | None
    worst_off: int
    seconds: float
    assignments: tuple[Assignment, ...]
    moved: tuple[Move, ...]
    relax: tuple[Relaxation, ...] = ()
    moves_bound: int = 0
    relax_proved: bool = False
    trouble: str | None = None
    relax_full: bool = True
    proof: Proof = Proof.NONE
    warnings: int = 0
    warnings_bound: int | None = None


class TooMuch(NamedTuple):
    """What counting alone shows to be impossible, and where it would be changed."""

    message: str
    step: Step


class Explanation(NamedTuple):
    """Why there is no full plan. `counts` needs no solver; `proved`: fewer relaxations would not do.

    `full`: with `relax` allowed, all cells that may be planned can be filled; `past` are gaps in the others.
    """

    counts: tuple[TooMuch, ...]
    relax: tuple[Relaxation, ...]
    proved: bool
    trouble: str | None
    full: bool = True
    past: tuple[Place, ...] = ()


class PlannerFailed(ProgramError):
    """The planner can't do what it was asked, or not rightly; the board is as it was."""


Stop = Callable[[], bool]
OnProgress = Callable[[Progress], None]
OnCounts = Callable[[tuple[TooMuch, ...]], None]
