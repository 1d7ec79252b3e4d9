"""Who is where when: the board, and single edits of it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple, Protocol, TypeVar

from apprentices.programme import Assignment, Programme

Place = tuple[str, str]  # an apprentice and a cycle


class Edit(NamedTuple):
    """What one cell is to become: a placement, or (None) empty."""

    apprentice: str
    cycle: str
    placement: str | None
    pinned: bool = False

    @classmethod
    def holding(cls, apprentice: str, cycle: str, there: Assignment | None) -> "Edit":
        """The edit that makes a cell hold what `there` is, wherever that is from."""
        if there is None:
            return cls(apprentice, cycle, None)
        return cls(apprentice, cycle, there.placement, there.pinned)

    @property
    def assignment(self) -> Assignment | None:
        """The assignment this edit leaves in the cell."""
        if self.placement is None:
            return None
        return Assignment(
            apprentice=self.apprentice,
            cycle=self.cycle,
            placement=self.placement,
            pinned=self.pinned,
        )


class OfACell(Protocol):
    """An assignment, a move, a row of what was told: anything that is about one cell."""

    @property
    def apprentice(self) -> str: ...
    @property
    def cycle(self) -> str: ...


class InACell(OfACell, Protocol):
    """Of these, what says who is where."""

    @property
    def placement(self) -> str: ...


About = TypeVar("About", bound=OfACell)


def by_cell(found: Iterable[About]) -> dict[Place, About]:
    """Assignments, or what else is about cells, by their cell."""
    return {(one.apprentice, one.cycle): one for one in found}


def placed(found: Iterable[InACell]) -> dict[Place, str]:
    """The placement in each filled cell."""
    return {(one.apprentice, one.cycle): one.placement for one in found}


class Board:
    """A row for each apprentice, a column for each cycle, an assignment or nothing in each cell.

    Kept in two ways, by row and by place, so that both directions of reading cost the same.
    """

    __slots__ = ("_changed", "_rows", "_there", "cycle_index", "cycles", "edition", "programme")

    def __init__(self, programme: Programme, assignments: Iterable[Assignment] = ()) -> None:
        self.programme = programme
        self.cycles = tuple(cycle.cycle for cycle in programme.cycles)
        self.cycle_index = {code: index for index, code in enumerate(self.cycles)}
        self._rows: dict[str, list[Assignment | None]] = {
            code: [None] * len(self.cycles) for code in programme.apprentices
        }
        self._there: tuple[dict[str, dict[str, None]], ...] = tuple({} for _ in self.cycles)
        self.edition = 0  # how many edits were made
        self._changed: tuple[dict[str, int], ...] = tuple({} for _ in self.cycles)  # the last one last
        for assignment in assignments:
            self._set(assignment.apprentice, self.cycle_index[assignment.cycle], assignment)

    def at(self, apprentice: str, cycle: str) -> Assignment | None:
        """What is in a cell."""
        return self._rows[apprentice][self.cycle_index[cycle]]

    def row(self, apprentice: str) -> list[Assignment | None]:
        """A person's whole rotation, one entry a cycle; not to be changed by the caller."""
        return self._rows[apprentice]

    def people(self, cycle: str, placement: str) -> list[str]:
        """The apprentices in a placement in a cycle, in the order they were put there."""
        return list(self.there(self.cycle_index[cycle], placement))

    def there(self, index: int, placement: str) -> dict[str, None]:
        """As `people`, by the cycle's index and without a copy; not to be changed by the caller."""
        return self._there[index].get(placement, _NOBODY)

    def heads(self, index: int, placements: Iterable[str]) -> int:
        """How many people are in these placements together, in the cycle of that index."""
        there = self._there[index]
        return sum([len(there[placement]) for placement in placements if placement in there])

    def changed_since(self, index: int, edition: int) -> Iterator[str]:
        """The placements in a cycle (by its index) where anybody came or went after that edition."""
        changed = self._changed[index]
        return takewhile(lambda placement: changed[placement] > edition, reversed(changed))

    def changed_in(self, index: int, placement: str) -> int:
        """The last edition by which anybody came or went there (0: none): with the same, nobody did since."""
        return self._changed[index].get(placement, 0)

    def assignments(self) -> Iterator[Assignment]:
        """Every assignment, by apprentice, then in order of time."""
        for row in self._rows.values():
            for assignment in row:
                if assignment is not None:
                    yield assignment

    def edits_to(self, assignments: Iterable[Assignment]) -> list[Edit]:
        """The edits that make the board hold these assignments and no others."""
        wanted, there = by_cell(assignments), by_cell(self.assignments())
        return [
            Edit.holding(*place, new)
            for place in there | wanted
            if (new := wanted.get(place)) != there.get(place)
        ]

    def cycles_from(self, first: str, last: str) -> tuple[str, ...]:
        """The cycles from one to another, in order of time, whichever is named first."""
        start, end = sorted((self.cycle_index[first], self.cycle_index[last]))
        return self.cycles[start : end + 1]

    def swapped(self, people: Sequence[str], cycles: Iterable[str]) -> list[Edit]:
        """The edits by which each of these people gets what the next has, and the last what the first has."""
        after = [*people[1:], people[0]]
        return [
            Edit.holding(who, cycle, self.at(giver, cycle))
            for cycle in cycles
            for who, giver in zip(people, after, strict=True)
        ]

    def put(self, edit: Edit) -> Edit:
        """Make one edit; returns the edit that takes it back."""
        index = self.cycle_index[edit.cycle]
        old, new, changed = self._rows[edit.apprentice][index], edit.assignment, self._changed[index]
        self._set(edit.apprentice, index, new)
        self.edition += 1
        for there in filter(None, (old, new)):
            changed.pop(there.placement, None)
            changed[there.placement] = self.edition
        if old is None:
            return Edit(edit.apprentice, edit.cycle, None)
        return Edit(old.apprentice, old.cycle, old.placement, old.pinned)

    def _set(self, apprentice: str, index: int, new: Assignment | None) -> None:
        row = self._rows[apprentice]
        old = row[index]
        if old is not None:
            del self._there[index][old.placement][apprentice]
        if new is not None:
            self._there[index].setdefault(new.placement, {})[apprentice] = None
        row[index] = new


_NOBODY: dict[str, None] = {}
