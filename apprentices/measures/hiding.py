"""Which numbers of a table are hidden: those of few people, and the fewest others that guard them.

A number is of few people where fewer than five, and anybody at all, stand behind it; so it is where one of
them makes up nearly all of it, such as a sum of pay. From everything shown, and all the sums that hold in the
table, it must still be possible that it is any of 1, 2, 3 and 4; one that is larger (a sum of pounds, or of
assignments) may still be half as much, or half as much again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from apprentices.measures.circulation import Cell, Circulation, Equation
from apprentices.measures.hitting import Hitting, TooLong, smallest, things

FEW = 5  # fewer people than this are hidden
FEWER = "fewer than five"
_STEPS = 20_000  # of the exact search; a table of a dozen rows and six hosts takes some hundreds


class Count(NamedTuple):
    """A number of a table, and how many different people stand behind it.

    It `exposes` one of them where their parts are too unlike.
    """

    value: int
    people: int
    exposes: bool = False

    @classmethod
    def of(cls, parts: Iterable[int]) -> "Count":
        """The number that people's parts add up to.

        One of them is exposed where what is left without the two largest parts is less than a tenth of the
        largest: whoever has the second could tell the first so nearly.
        """
        sizes = sorted(parts, reverse=True)
        return cls(sum(sizes), len(sizes), bool(sizes) and 10 * sum(sizes[2:]) < sizes[0])

    @property
    def is_of_few(self) -> bool:
        """Whether it is hidden for its own sake. Nobody is nobody: a 0 is shown."""
        return 0 < self.people < FEW or self.exposes

    @property
    def range(self) -> tuple[int, int]:
        """What it must still be possible to take it for: the least and the most."""
        if self.value < FEW:
            return min(1, self.value), FEW - 1
        half = -(-self.value // 2)
        return self.value - half, self.value + half


def hidden(counts: Mapping[Cell, Count], equations: Sequence[Equation]) -> frozenset[Cell]:
    """The numbers to hide: those of few people, and the fewest others that guard them.

    On a table for which the exact search takes too long, the others may be some more than the fewest.
    """
    return _Choice(counts, equations).best()


class _Choice:
    """What to hide besides the guarded numbers.

    A guarded number that can't move far enough names shown ones of which one has to be hidden, whatever else
    is. The fewest numbers that do for all that was named so far are fewer than any answer has, or are one.
    """

    def __init__(self, counts: Mapping[Cell, Count], equations: Sequence[Equation]) -> None:
        values = {cell: count.value for cell, count in counts.items()}
        self._circulation = Circulation(values, equations)
        self._guarded = frozenset(cell for cell, count in counts.items() if count.is_of_few)
        self._moves = [
            (cell, by)
            for cell in counts
            if cell in self._guarded
            for by in (end - values[cell] for end in counts[cell].range)
            if by
        ]
        # The smallest numbers first: of two that would do, the one that tells less is hidden.
        others = sorted(counts.keys() - self._guarded, key=lambda cell: (values[cell], cell))
        self._bits = {cell: 1 << place for place, cell in enumerate(others)}

    def best(self) -> frozenset[Cell]:
        """The numbers to hide, the guarded ones among them."""
        return self._with(self._fewest())

    def _fewest(self) -> int:
        named = set(self._named(0))
        best, number, search = self._completed(0, named), 0, Hitting(_STEPS)
        try:
            while number < best.bit_count():
                named = smallest(named)
                enough = search.at_most(number, named)
                if enough is None:
                    number += 1
                elif new := set(self._named(enough)):
                    named |= new
                    best = min(best, self._completed(enough, named), key=int.bit_count)
                else:
                    return enough
        except TooLong:
            pass
        return best

    def _with(self, others: int) -> frozenset[Cell]:
        return self._guarded | {cell for cell, bit in self._bits.items() if bit & others}

    def _named(self, others: int) -> Iterator[int]:
        """What each number names that can't move far enough when these others are hidden."""
        there = self._with(others)
        for cell, by in self._moves:
            cut = self._circulation.in_the_way(there, cell, by)
            if cut is not None:
                yield sum(self._bits[one] for one in cut)

    def _completed(self, others: int, named: set[int]) -> int:
        """An answer that has these, hiding first what is named most and showing again what is needless."""
        while cuts := set(self._named(others)):
            named |= cuts
            others |= _most_wanted(cuts)
        for bit in reversed(self._bits.values()):
            if bit & others and next(self._named(others ^ bit), None) is None:
                others ^= bit
        return others


def _most_wanted(cuts: Iterable[int]) -> int:
    """What is in most cuts; a cut that names few counts for more."""
    wanted: dict[int, float] = {}
    for cut in sorted(cuts):
        for thing in things(cut):
            wanted[thing] = wanted.get(thing, 0) + 1 / cut.bit_count()
    return max(wanted, key=lambda thing: (wanted[thing], -thing))
