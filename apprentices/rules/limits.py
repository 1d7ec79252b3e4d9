"""The limits that row and seat rules set: a closed set of kinds, each of them linear.

A rule hands out limits; the checker measures the board against them, and a planner can write each of them
as inequalities over "apprentice a is in placement p in cycle c", as each class says. A `cycle_index`
is the place of a cycle in order of time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from apprentices.board import Board
from apprentices.programme import Apprentice, Placement
from apprentices.rules.said import Said, Severity


class Row(NamedTuple):
    """One rotation as limits see it: the team in each cycle, and whether no active cell is empty."""

    teams: Sequence[Placement | None]
    full: bool  # every active cell is filled, and there is at least one


class Breach(NamedTuple):
    """Where a rotation goes over a limit, and the figure found there."""

    cycle_index: int | None  # None: the rotation as a whole
    found: int


RowTell = Callable[[Apprentice, Row, Breach], Said]


class Visits(NamedTuple):
    """How many cycles in a row a visit to some placements lasts, for somebody who is `active` in some cycles.

    A visit is a run of neighbouring cycles in one placement. What comes next to an empty active cell is not
    known yet, so that neither the beginning nor the end of a visit is judged there. A cycle in which the
    person is not active ends a visit, as the end of the practical period does.
    """

    lengths: Mapping[str, int]
    active: Sequence[bool]

    def is_open(self, row: Row, index: int) -> bool:
        """Whether a cell is a gap, which anything may come into."""
        return 0 <= index < len(row.teams) and row.teams[index] is None and self.active[index]

    def begins(self, row: Row, index: int) -> bool:
        """Whether a visit surely begins at a filled cell."""
        before = row.teams[index - 1] if index else None
        return before is not row.teams[index] and not self.is_open(row, index - 1)


class Stay(NamedTuple):
    """Each visit lasts exactly as many cycles in a row as `visits` says, once neither end is open.

    Linear: for each p of length n, each c and k < n: x[c] - x[c-1] - gap[c-1] <= x[c+k] + sum of gaps over
    c+1..c+k (a visit that begins at c goes on, or a gap comes first); and over any n+1 cycles, sum of x <= n.
    """

    visits: Visits
    tell: RowTell

    def breaches(self, row: Row) -> Iterator[Breach]:
        """One breach a visit: where a short one begins, or a long one is too long; with its length."""
        first = 0
        for index, team in enumerate(row.teams):
            if index + 1 < len(row.teams) and row.teams[index + 1] is team:
                continue
            length = self.visits.lengths.get(team.placement) if team else None
            if length is not None:
                found = index + 1 - first
                closed = not (self.visits.is_open(row, first - 1) or self.visits.is_open(row, index + 1))
                if found > length:
                    yield Breach(first + length, found)
                elif found < length and closed:
                    yield Breach(first, found)
            first = index + 1


class Times(NamedTuple):
    """No placement more than `most` times; where a visit lasts several cycles (`visits`), no more visits.

    Linear: for each p, sum over c of x[c,p] <= most; where visits last, sum over c of v[c,p] <= most with
    v[c,p] >= x[c,p] - x[c-1,p] - gap[c-1].
    """

    most: int
    tell: RowTell
    visits: Visits

    def breaches(self, row: Row) -> Iterator[Breach]:
        """One breach for each time too many, where it begins."""
        seen: dict[str, int] = {}
        for index, team in enumerate(row.teams):
            if team is not None and (
                team.placement not in self.visits.lengths or self.visits.begins(row, index)
            ):
                count = seen[team.placement] = seen.get(team.placement, 0) + 1
                if count > self.most:
                    yield Breach(index, count)


class Run(NamedTuple):
    """At most `most` neighbouring cycles at one host; an empty cell ends a run.

    Linear: for each host and each window of most+1 cycles, sum of x over the window <= most.
    """

    most: int
    tell: RowTell

    def breaches(self, row: Row) -> Iterator[Breach]:
        """One breach a run, at the first cycle over the limit; `found` is the run's length."""
        start, host = 0, None
        for index, team in enumerate([*row.teams, None]):
            here = team.host if team else None
            if here != host:
                if host is not None and index - start > self.most:
                    yield Breach(start + self.most, index - start)
                start, host = index, here


class Count(NamedTuple):
    """Between `least` and `most` cycles in any of `placements`; `least` binds full rotations only.

    Linear: least <= sum over c and p in placements of x[c,p] <= most.
    """

    placements: frozenset[str]
    least: int | None
    most: int | None
    tell: RowTell

    def breaches(self, row: Row) -> Iterator[Breach]:
        """At most one breach, of the rotation as a whole."""
        found = sum(1 for team in row.teams if team and team.placement in self.placements)
        over = self.most is not None and found > self.most
        under = self.least is not None and found < self.least and row.full
        if over or under:
            yield Breach(None, found)


class Before(NamedTuple):
    """Nobody is in one of `after` without having been in one of `before` in an earlier cycle.

    Linear: for each c, sum over p in after of x[c,p] <= sum over c' < c, p in before of x[c',p].
    """

    before: frozenset[str]
    after: frozenset[str]
    tell: RowTell

    def breaches(self, row: Row) -> Iterator[Breach]:
        """One breach for each cycle reached too early."""
        for index, team in enumerate(row.teams):
            if team is None:
                continue
            if team.placement in self.after:
                yield Breach(index, 0)
            if team.placement in self.before:
                return


class SameHost(NamedTuple):
    """In the cycle at `cycle_index`, nobody is at another host than in the last filled cycle before it.

    Linear, with gaps allowed: for that cycle k, each c < k and host h, x[k,h] + sum of x[c,g] over hosts
    g other than h <= 1 + sum of x over the cycles between.
    """

    cycle_index: int
    tell: RowTell

    def breaches(self, row: Row) -> Iterator[Breach]:
        """At most one breach; none where nothing comes before."""
        team = row.teams[self.cycle_index]
        if team is None:
            return
        for earlier in range(self.cycle_index - 1, -1, -1):
            before = row.teams[earlier]
            if before is not None:
                if before.host != team.host:
                    yield Breach(self.cycle_index, earlier)
                return


class Share(NamedTuple):
    """What placements weigh, times the days spent there, comes to `most` at the most.

    `days` has a number of days for each cycle, `each` a weight for each placement that counts (1, when
    days alone are counted). Linear: sum over c and p of days[c] * each[p] * x[c,p] <= most.
    """

    days: Sequence[int]
    each: Mapping[str, int]
    most: int
    tell: RowTell

    def breaches(self, row: Row) -> Iterator[Breach]:
        """At most one breach, of the rotation as a whole."""
        each = self.each
        found = sum(
            days * each[team.placement]
            for days, team in zip(self.days, row.teams, strict=True)
            if team is not None and team.placement in each
        )
        if found > self.most:
            yield Breach(None, found)


class Accepting(NamedTuple):
    """A limit of one rotation that may be broken in some cells, because somebody accepts that.

    `accepted` has the figures (`Breach.found`) that are, by `cycle_index` and placement. Linear: as the
    limit, for each cell in which it may be told, up to what is accepted there.
    """

    limit: "Times | Stay | Run | Before | SameHost"
    accepted: Mapping[tuple[int, str], frozenset[int]]

    @property
    def tell(self) -> RowTell:
        """How the limit tells a breach."""
        return self.limit.tell

    def breaches(self, row: Row) -> Iterator[Breach]:
        """Those of the limit that nobody accepts."""
        for breach in self.limit.breaches(row):
            index = breach.cycle_index
            team = None if index is None else row.teams[index]
            if index is None or team is None or breach.found not in self.figures(index, team.placement):
                yield breach

    def figures(self, index: int, placement: str) -> frozenset[int]:
        """The figures that somebody accepts in a cell."""
        return self.accepted.get((index, placement), frozenset())


RowLimit = Times | Stay | Run | Count | Before | SameHost | Share | Accepting


SeatTell = Callable[[list[str]], Said]


class Heads(NamedTuple):
    """Between `least` and `most` people in `placements` together in the cycle at `cycle_index`.

    `least` binds only where anyone is there, unless `always`. Linear: sum over a and p of x[a,p] <= most;
    with y = 1 if anyone is there: sum >= least * y (or least, if always).
    """

    cycle_index: int
    placements: tuple[str, ...]
    tell: SeatTell
    most: int | None = None
    least: int | None = None
    always: bool = False
    severity: Severity | None = None  # instead of the rule's own

    def breach(self, board: Board) -> list[str] | None:
        """The people there when the limit is broken, else None."""
        found = board.heads(self.cycle_index, self.placements)
        over = self.most is not None and found > self.most
        under = self.least is not None and found < self.least and (found > 0 or self.always)
        if not (over or under):
            return None
        return [person for code in self.placements for person in board.there(self.cycle_index, code)]


class Apart(NamedTuple):
    """Two people never in the same group of placements in the cycle at `cycle_index`.

    `group` gives a placement's group; somebody accepts that they meet while `one` is in one of `accepted`.
    Linear: for each group, x[one,group] + x[other,group] <= 1, without what is accepted of `one`.
    """

    cycle_index: int
    one: str
    other: str
    group: Callable[[str], object]
    tell: SeatTell
    severity: Severity | None = None
    accepted: frozenset[str] = frozenset()

    def breach(self, board: Board) -> list[str] | None:
        """The two placements (of `one`, then of `other`) when they meet, else None."""
        one, other = board.row(self.one)[self.cycle_index], board.row(self.other)[self.cycle_index]
        if one is None or other is None or not self.forbids(one.placement, other.placement):
            return None
        return [one.placement, other.placement]

    def forbids(self, one: str, other: str) -> bool:
        """Whether `one` and `other` may not be in these placements at once."""
        return one not in self.accepted and self.group(one) == self.group(other)


SeatLimit = Heads | Apart
