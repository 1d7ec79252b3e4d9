"""The findings of a board, kept current: judged in full once, then after each edit what that touches.

What an edit would do is worked out the same way, so that it costs the same on a board of ten or ten thousand.
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter

from apprentices.board import Board, Edit
from apprentices.rules.binding import Binding
from apprentices.rules.judging import PROGRAMME, CellScope, Judge, RowScope, Scope
from apprentices.rules.said import Consequence, Finding, Name, Severity
from apprentices.statements import NOTHING_SAID, Statements
from apprentices.told import Publication

AT_A_TIME = 500  # scopes that are judged in a step: some milliseconds


class Checker:
    """The findings of one board, kept current edit by edit."""

    def __init__(
        self,
        board: Board,
        today: date,
        published: Publication | None = None,
        binding: Binding | None = None,
        statements: Statements = NOTHING_SAID,
        at_once: bool = True,
    ) -> None:
        """`binding`: one that there is already of this programme, day, publication and statements. Not
        `at_once`: it knows nothing before it has gone through `judge_in_steps`."""
        binding = binding or Binding(board.programme, today, published, statements)
        self.facts = binding.facts
        self.board = board
        self._judge = Judge(binding, board)
        self._order = {active.rule.id: number for number, active in enumerate(binding.active)}
        self._findings: dict[Scope, tuple[Finding, ...]] = {}
        self._in_order: list[Finding] | None = None  # no tuple: all empty ones are the same object
        self._by: dict[str, dict[str, list[Finding]]] = {}  # what `about` has grouped
        self._counts = {Severity.CONFLICT: 0, Severity.WARNING: 0, None: 0}  # None: waived
        if at_once:
            deque(self.judge_in_steps(), maxlen=0)

    def judge_in_steps(self) -> Iterator[None]:
        """Judge the board in full, while nobody edits it; between the steps others have their turn."""
        for number, scope in enumerate(self._judge.scopes()):
            if number % AT_A_TIME == 0:
                yield
            self._keep(scope, self._judge.judge(scope))

    # -- reading

    @property
    def conflicts(self) -> int:
        """How many conflicts stand that nobody accepts."""
        return self._counts[Severity.CONFLICT]

    @property
    def warnings(self) -> int:
        """How many warnings stand that nobody accepts."""
        return self._counts[Severity.WARNING]

    @property
    def waived(self) -> int:
        """How many findings somebody accepts."""
        return self._counts[None]

    def findings(self) -> Sequence[Finding]:
        """Every finding: what could not be judged last, before it what is waived; of the others conflicts
        first, then in the order of the catalogue, of time and of people. The same object until an edit."""
        if self._in_order is None:
            self._in_order = self._sorted()
        return self._in_order

    def _sorted(self) -> list[Finding]:
        people, cycles = self.facts.person_order, self.board.cycle_index
        teams, hosts = self.facts.team_order, self.facts.host_order

        def key(finding: Finding) -> tuple[object, ...]:
            return (
                not finding.judged,
                finding.waived is not None,
                finding.severity,
                self._order[finding.rule],
                _position(cycles, finding.cycle),
                _position(people, finding.apprentice),
                _position(teams, finding.placement),
                _position(hosts, finding.host),
                finding.problem,
            )

        return sorted(self.each(), key=key)

    def each(self) -> Iterator[Finding]:
        """Every finding, in no order: for who counts or groups them."""
        return (finding for found in self._findings.values() for finding in found)

    def about(self, place: str, code: str) -> Sequence[Finding]:
        """The findings that name a code as their `place`: `apprentice`, `cycle`, `placement` or `host`; those
        of a seat are about everybody who takes it, too.

        All are grouped when the first is asked for, and again after an edit.
        """
        by = self._by.get(place)
        if by is None:
            by = self._by[place] = {}
            name_of = attrgetter(place)
            for scope, found in self._findings.items():
                takers = tuple(self._judge.takers(scope)) if place == "apprentice" else ()
                for finding in found:
                    for named in {name_of(finding), *takers}:
                        by.setdefault(named, []).append(finding)
        return by.get(code, ())

    def at(self, apprentice: str, index: int) -> list[Finding]:
        """The findings that concern one cell: its own, its row's there, and those of its places."""
        found = list(self._findings.get(CellScope(apprentice, index), ()))
        cycle = self.board.cycles[index]
        row = self._findings.get(RowScope(apprentice), ())
        found.extend(finding for finding in row if finding.cycle == cycle)
        assignment = self.board.row(apprentice)[index]
        if assignment is not None and self._findings:
            for place in self._judge.places_of(apprentice, index, assignment.placement):
                found.extend(self._findings.get(place, ()))
        return found

    def of_row(self, apprentice: str) -> list[Finding]:
        """The findings about a person's rotation as a whole or about the person."""
        rows = [f for f in self._findings.get(RowScope(apprentice), ()) if f.cycle is None]
        return rows + [f for f in self._findings.get(PROGRAMME, ()) if f.apprentice == apprentice]

    # -- editing

    def put(self, edits: Sequence[Edit]) -> Consequence:
        """Make edits on the board and judge again what they touch."""
        touched = self._judge.touched(edits)
        for edit in edits:
            self.board.put(edit)
        judged = self._judged(touched)
        consequence = self._compare(judged)
        self._by.clear()
        self._in_order = None
        for scope, found in judged.items():
            self._keep(scope, found)
        return consequence

    def consider(self, edits: Sequence[Edit]) -> Consequence:
        """What edits would change; the board is as before afterwards."""
        touched = self._judge.touched(edits)
        back = [self.board.put(edit) for edit in edits]
        try:
            return self._compare(self._judged(touched))
        finally:
            for edit in reversed(back):
                self.board.put(edit)

    # -- keeping

    def _judged(self, scopes: Iterable[Scope]) -> dict[Scope, tuple[Finding, ...]]:
        return {scope: self._judge.judge(scope) for scope in scopes}

    def _keep(self, scope: Scope, found: tuple[Finding, ...]) -> None:
        for finding in self._findings.pop(scope, ()):
            self._counts[_counted_as(finding)] -= 1
        if found:
            self._findings[scope] = found
            for finding in found:
                self._counts[_counted_as(finding)] += 1

    def _compare(self, judged: dict[Scope, tuple[Finding, ...]]) -> Consequence:
        old = [f for scope in judged for f in self._findings.get(scope, ())]
        new = [f for found in judged.values() for f in found]
        came = {f.name: f for f in new if f not in old}
        went = {f.name: f for f in old if f not in new}
        worse = {name for name, f in came.items() if name not in went or _is_worse(went[name], f)}
        gone = {name: f for name, f in went.items() if name not in came}
        unasked = gone.keys() & self._no_longer_looked_at(judged, went)
        return Consequence(
            broke=tuple(f for name, f in came.items() if name in worse),
            mended=tuple(f for name, f in gone.items() if name not in unasked),
            changed=tuple(f for name, f in came.items() if name not in worse),
            unasked=tuple(f for name, f in gone.items() if name in unasked),
        )

    def _no_longer_looked_at(self, judged: Iterable[Scope], gone: Collection[Name]) -> set[Name]:
        """Findings that nothing mended though they are gone: a cell was cleared, and a rotation with a gap is
        not asked for all that it needs."""
        found: set[Name] = set()
        for scope in judged if gone else ():
            if isinstance(scope, RowScope):
                found.update(f.name for f in self._judge.row_as_if_full(scope))
            elif isinstance(scope, CellScope) and self.board.row(scope.apprentice)[scope.cycle_index] is None:
                found.update(f.name for f in self._findings.get(scope, ()) if not f.judged)
        return found


def _counted_as(finding: Finding) -> Severity | None:
    return finding.severity if finding.waived is None else None


def _position(order: Mapping[str, int], code: str | None) -> int:
    """Where something comes; what concerns nobody in particular comes first."""
    return order.get(code or "", -1)


def _is_worse(before: Finding, after: Finding) -> bool:
    if before.severity is not after.severity:
        return after.severity is Severity.CONFLICT
    return after.excess > before.excess
