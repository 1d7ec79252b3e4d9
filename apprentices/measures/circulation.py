"""How far hidden numbers of a table may still move when all shown ones, and the sums that hold, are known.

Equations in which every number stands at most twice are a graph: a node each equation, an arc each number.
What fits the shown numbers besides the true ones are circulations over the hidden arcs: each may rise without
end, and fall to nothing. So how far one may rise or fall is a flow from one of its ends to the other, and
what holds it back is a cut: shown numbers, of which at least one has to be hidden for it to move further.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

Cell = tuple[str, str]  # a measure and a column
Equation = Mapping[Cell, int]  # the sign of each number: they sum to nothing
_ENDLESS = 10**18


class Arc(NamedTuple):
    """A number between two nodes: as it rises, so does what flows from `tail` to `head`."""

    cell: Cell
    tail: int
    head: int


class Circulation:
    """The numbers of a table, none of them under 0, and the equations that anybody knows to hold."""

    def __init__(self, values: Mapping[Cell, int], equations: Sequence[Equation]) -> None:
        self.values = values
        self.arcs = _arcs(values, equations)
        self._at: list[list[Arc]] = [[] for _ in range(len(equations) + 1)]
        for arc in self.arcs.values():
            self._at[arc.tail].append(arc)
            self._at[arc.head].append(arc)

    def in_the_way(self, hidden: Collection[Cell], cell: Cell, by: int) -> list[Cell] | None:
        """What keeps a hidden number from moving by so much (down: under 0); None where nothing does.

        Of the shown numbers given, at least one has to be hidden before it can.
        """
        arc = self.arcs[cell]
        start, end = (arc.head, arc.tail) if by > 0 else (arc.tail, arc.head)
        flow: dict[Cell, int] = {}
        left = abs(by)
        while left:
            way, reached = self._way(hidden, arc, flow, start, end)
            if way is None:
                return list(self._cut(hidden, arc, reached))
            step = min(left, *(room for _, _, room in way))
            for along, sign, _ in way:
                flow[along.cell] = flow.get(along.cell, 0) + sign * step
            left -= step
        return None

    def _way(
        self, hidden: Collection[Cell], but: Arc, flow: Mapping[Cell, int], start: int, end: int
    ) -> tuple[list[tuple[Arc, int, int]] | None, set[int]]:
        """The shortest way with room, arc by arc with its direction; without one, the nodes reached."""
        came: dict[int, tuple[Arc, int, int]] = {}
        reached, waiting = {start}, [start]
        for node in waiting:
            for arc in self._at[node]:
                if arc is but or arc.cell not in hidden:
                    continue
                sign, there = (1, arc.head) if arc.tail == node else (-1, arc.tail)
                room = _ENDLESS if sign > 0 else self.values[arc.cell] + flow.get(arc.cell, 0)
                if there not in reached and room:
                    came[there] = (arc, sign, room)
                    reached.add(there)
                    waiting.append(there)
            if end in reached:
                return list(_back(came, start, end)), reached
        return None, reached

    def _cut(self, hidden: Collection[Cell], but: Arc, reached: set[int]) -> Iterator[Cell]:
        """The shown numbers that would lead out of what was reached."""
        for arc in self.arcs.values():
            if arc is but or arc.cell in hidden or (arc.tail in reached) == (arc.head in reached):
                continue
            if arc.tail in reached or self.values[arc.cell]:
                yield arc.cell


def _back(came: Mapping[int, tuple[Arc, int, int]], start: int, end: int) -> Iterator[tuple[Arc, int, int]]:
    while end != start:
        arc, sign, room = came[end]
        yield arc, sign, room
        end = arc.tail if sign > 0 else arc.head


def _arcs(values: Iterable[Cell], equations: Sequence[Equation]) -> dict[Cell, Arc]:
    """The arcs; the node behind the last equation ends those of numbers that stand in one alone.

    Raises ValueError where a number stands in three, or no signs make it leave one and enter the other.
    """
    stands: dict[Cell, list[tuple[int, int]]] = {cell: [] for cell in values}
    for node, equation in enumerate(equations):
        for cell, sign in equation.items():
            stands[cell].append((node, sign))
    turned = _turned(stands.values(), len(equations))
    arcs: dict[Cell, Arc] = {}
    for cell, places in stands.items():
        ends = {sign * turned[node]: node for node, sign in places}
        if len(ends) < len(places):
            raise ValueError(f"{cell} does not lead from one sum to another")
        arcs[cell] = Arc(cell, ends.get(-1, len(equations)), ends.get(1, len(equations)))
    return arcs


def _turned(stands: Iterable[Sequence[tuple[int, int]]], nodes: int) -> list[int]:
    """The sign with which to read each equation so that what stands in two has opposite ones in them."""
    pairs: list[list[tuple[int, int]]] = [[] for _ in range(nodes)]
    for places in stands:
        if len(places) == 2:
            (one, a), (two, b) = places
            pairs[one].append((two, -a * b))
            pairs[two].append((one, -a * b))
    turned = [0] * nodes
    for first in range(nodes):
        if not turned[first]:
            turned[first], waiting = 1, [first]
            for node in waiting:
                for other, relation in pairs[node]:
                    if not turned[other]:
                        turned[other] = relation * turned[node]
                        waiting.append(other)
    return turned
