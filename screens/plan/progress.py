"""What the planner tells while it works: figures in words, and the curves of the plot."""

from collections.abc import Iterable

from textual.content import Content

from apprentices.planner.proposal import Progress
from screens.plan.plot import Curve
from screens.plan.so_far import Free
from screens.shared import plain

SCORE, BOUND, MOVES = "bold $primary", "$warning", "bold $success"


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


def _steps(values: Iterable[tuple[float, int | None]]) -> list[tuple[float, int]]:
    return [(seconds, value) for seconds, value in values if value is not None]
