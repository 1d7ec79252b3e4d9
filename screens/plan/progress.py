"""What the planner tells while it works: figures in words, and the curves of the plot."""

from collections.abc import Iterable
from typing import NamedTuple

from textual.content import Content

from apprentices.planner.proposal import Progress
from apprentices.rules.words import count
from screens.plan.plot import Curve
from screens.shared import plain

SCORE, BOUND, MOVES = "bold $primary", "$warning", "bold $success"


class Free(NamedTuple):
    """How many cells of how many people may change."""

    cells: int
    people: int

    def said(self) -> str:
        """In words."""
        if not self.cells:
            return "No cell may change: all are past, under way, pinned or left out by the options."
        return f"{count(self.cells, 'cell')} of {count(self.people, 'apprentice')} may change."


class Heard:
    """Everything that one run has told so far."""

    def __init__(self) -> None:
        self.free: Free | None = None
        self.all: list[Progress] = []

    @property
    def last(self) -> Progress | None:
        """The best plan so far."""
        return self.all[-1] if self.all else None

    def take(self, progress: Progress) -> None:
        """Take note of the next; what tells nothing new is left out."""
        if not self.all or self.all[-1]._replace(seconds=0) != progress._replace(seconds=0):
            self.all.append(progress)

    def score_curves(self) -> list[Curve]:
        """Score and bound since gaps and moves are what they are now: before, neither compares."""
        level = [p for p in self.all if (p.gaps, p.moves) == (self.all[-1].gaps, self.all[-1].moves)]
        return [
            Curve("score", _steps((p.seconds, p.score) for p in level), SCORE),
            Curve("at most", _steps((p.seconds, p.bound) for p in level), BOUND, dashed=True),
        ]

    def move_curve(self) -> Curve:
        """Moves, since there are as many gaps as now."""
        level = (p for p in self.all if p.gaps == self.all[-1].gaps)
        return Curve("moves", _steps((p.seconds, p.moves) for p in level), MOVES)


def figures(best: Progress, counts_moves: bool) -> Content:
    """The best plan so far in one line."""
    parts = [("Gaps ", "$text-muted"), (str(best.gaps), "bold")]
    if counts_moves:
        parts += [("   Moves ", "$text-muted"), (str(best.moves), "bold")]
    parts += [("   Score ", "$text-muted"), (str(best.score), SCORE)]
    if best.bound is not None:
        parts += [("   At most ", "$text-muted"), (str(best.bound), BOUND)]
    return plain.text(*parts)


def so_far(best: Progress, counts_moves: bool) -> str:
    """The best plan so far in words: no gaps, no new conflicts; may get better by at most 0.5 %.

    What a planner sets breaks no rule; conflicts that stand elsewhere are no part of it.
    """
    gaps = count(best.gaps, "gap") if best.gaps else "no gaps"
    moves = f", {count(best.moves, 'move')}" if counts_moves else ""
    return f"So far {gaps}, no new conflicts{moves}; {_room_left(best)}."


def _room_left(best: Progress) -> str:
    if best.bound is None:
        return "how much better it can get is not known yet"
    room = best.bound - best.score
    if room <= 0:
        return "its score is proved the highest"
    share = f"{100 * room / best.bound:.1f} %" if best.bound > 0 else count(room, "point")
    return f"may get better by at most {share}"


def _steps(values: Iterable[tuple[float, int | None]]) -> list[tuple[float, int]]:
    return [(seconds, value) for seconds, value in values if value is not None]
