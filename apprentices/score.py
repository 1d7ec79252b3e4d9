"""How good a board is: points by preference, less what changes of host and travel cost.

Whole numbers throughout, so that a claim about a plan can be verified to the unit.
"""

from collections.abc import Sequence
from functools import cached_property
from heapq import nsmallest
from itertools import chain

from apprentices.board import Board
from apprentices.programme import Assignment
from apprentices.rules.facts import Facts


class Score:
    """The score of a board, kept by person from when it is first asked for. `facts` and `board` are of one
    programme."""

    def __init__(self, facts: Facts, board: Board) -> None:
        settings = facts.programme.settings
        self._placements = facts.programme.placements
        self._fairness = settings.whole("fairness_weight")
        self._host_change = settings.whole("host_change_weight")
        self._travel_weight = settings.whole("travel_weight")
        self._facts = facts
        self._minutes, self._sites = facts.travel, facts.sites
        self._two_least: list[tuple[int, str]] | None = None
        self._board, self._people = board, facts.programme.apprentices
        self._kept: dict[str, int] | None = None

    @cached_property
    def _liked(self) -> dict[str, list[tuple[frozenset[str], int]]]:
        """What each person likes: placements, and the points for each of them."""
        liked: dict[str, list[tuple[frozenset[str], int]]] = {}
        for row in self._facts.programme.preferences:
            liked.setdefault(row.apprentice, []).append((self._facts.matching(row.what), row.points))
        return liked

    @property
    def _satisfaction(self) -> dict[str, int]:
        """By person; whoever edits a board that nobody asks the score of does not wait for it."""
        if self._kept is None:
            self._kept = {code: self.satisfaction(code, self._board.row(code)) for code in self._people}
        return self._kept

    def points(self, apprentice: str, placement: str) -> int:
        """The sum of all preferences of the person that match the placement."""
        total = 0
        for liked, points in self._liked.get(apprentice, ()):
            if placement in liked:
                total += points
        return total

    def worths(self, apprentice: str) -> dict[str, int]:
        """What a cell is worth to the person, host changes apart, by placement; no entry: nothing."""
        found: dict[str, int] = {}
        far = self._far.get(apprentice, ()) if self._travel_weight else ()
        for placements, points in chain(self._liked.get(apprentice, ()), far):
            for placement in placements:
                found[placement] = found.get(placement, 0) + points
        return found

    def satisfaction(self, apprentice: str, row: Sequence[Assignment | None]) -> int:
        """What one rotation is worth to its person."""
        total = 0
        before: str | None = None
        for cell in row:
            if cell is None:
                before = None
                continue
            host = self._placements[cell.placement].host
            total += self.points(apprentice, cell.placement)
            if before is not None and before != host:
                total -= self._host_change
            if self._travel_weight:
                total -= self._travel_weight * self._tens_of_minutes(apprentice, cell.placement)
            before = host
        return total

    def update(self, apprentice: str, row: Sequence[Assignment | None]) -> None:
        """Take note that a rotation has changed."""
        self._two_least = None
        if self._kept is not None:
            self._kept[apprentice] = self.satisfaction(apprentice, row)

    @property
    def worst_off(self) -> int:
        """The least satisfaction of any apprentice; 0 where there is nobody."""
        return min(self._satisfaction.values(), default=0)

    @property
    def total(self) -> int:
        """The score: everyone's satisfaction, plus the weighted least."""
        return sum(self._satisfaction.values()) + self._fairness * self.worst_off

    def change(self, apprentice: str, row: Sequence[Assignment | None]) -> int:
        """How the score would change if the person's rotation were `row`."""
        new = self.satisfaction(apprentice, row)
        others = self._least_of_others(apprentice)
        old = self._satisfaction[apprentice]
        least_change = min(new, others) - min(old, others) if others is not None else new - old
        return new - old + self._fairness * least_change

    def _least_of_others(self, apprentice: str) -> int | None:
        if self._two_least is None:
            # Asked for every option of a cell: two values do for everybody.
            self._two_least = nsmallest(2, ((value, code) for code, value in self._satisfaction.items()))
        return next((value for value, code in self._two_least if code != apprentice), None)

    @cached_property
    def _far(self) -> dict[str, list[tuple[list[str], int]]]:
        """What the way to placements costs people, site by site."""
        there: dict[str, list[str]] = {}
        for placement, site in self._sites.items():
            there.setdefault(site, []).append(placement)
        found: dict[str, list[tuple[list[str], int]]] = {}
        for apprentice, site in self._minutes:
            if site in there:
                tens = self._tens_of_minutes(apprentice, there[site][0])
                found.setdefault(apprentice, []).append((there[site], -self._travel_weight * tens))
        return found

    def _tens_of_minutes(self, apprentice: str, placement: str) -> int:
        return -(-self._minutes.get((apprentice, self._sites[placement]), 0) // 10)
