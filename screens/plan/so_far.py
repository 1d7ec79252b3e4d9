"""How far the planner has come, in words."""

from typing import NamedTuple

from apprentices.planner.proposal import Progress
from apprentices.rules.words import count


class Free(NamedTuple):
    """How many cells of how many people may change."""

    cells: int
    people: int

    def said(self) -> str:
        """In words."""
        if not self.cells:
            return "No cell may change: all are past, under way, pinned or left out by the options."
        return f"{count(self.cells, 'cell')} of {count(self.people, 'apprentice')} may change."


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
