"""Judging a board, scope by scope: a cell, a row, a place, or all that no edit of a cell changes.

Each scope is judged on its own, and an edit only touches a few of them.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from apprentices.board import Board, Edit
from apprentices.conditions import Separation
from apprentices.errors import ABSURD
from apprentices.programme import Apprentice, Placement
from apprentices.rules import waivers
from apprentices.rules.binding import ActiveRule, Binding, each, finding
from apprentices.rules.limits import Row, RowLimit
from apprentices.rules.places import Over, Place
from apprentices.rules.rule import Cells, RowLimits
from apprentices.rules.said import Finding, LookAtRule, Said, Severity
from apprentices.rules.words import cycle_name, team_name
from apprentices.text import shown


class CellScope(NamedTuple):
    """One cell."""

    apprentice: str
    cycle_index: int


class RowScope(NamedTuple):
    """One rotation."""

    apprentice: str


class HostScope(NamedTuple):
    """What one host is told of one cycle."""

    host: str
    cycle_index: int


class ProgrammeScope(NamedTuple):
    """Everything that no edit of a cell changes."""


Scope = CellScope | RowScope | Place | HostScope | ProgrammeScope
PROGRAMME = ProgrammeScope()
_RAISED = "raised"  # the first word of the subject of findings that say that a rule raised


class Judge:
    """Says what the rules find in each scope of a board."""

    def __init__(self, binding: Binding, board: Board) -> None:
        self.binding = binding
        self.facts = binding.facts
        self.board = board
        self._row_limits: dict[tuple[str, str], tuple[RowLimit, ...]] = {}
        self._pairs: dict[str, list[Separation]] = {}
        for pair in self.facts.programme.separations:
            for person in {pair.apprentice, pair.other}:
                self._pairs.setdefault(person, []).append(pair)

    # -- which scopes there are

    def scopes(self) -> Iterator[Scope]:
        """Every scope of the board."""
        yield PROGRAMME
        cycles = range(len(self.board.cycles))
        for apprentice in self.facts.programme.apprentices:
            for index in cycles:
                yield CellScope(apprentice, index)
            yield RowScope(apprentice)
        for index in cycles:
            for over in Over:
                for key in self.facts.counted(over):
                    yield Place(over, index, key)
            for host in self.facts.programme.hosts:
                yield HostScope(host, index)

    def touched(self, edits: Iterable[Edit]) -> dict[Scope, None]:
        """The scopes in which edits of the board as it is now can change anything."""
        touched: dict[Scope, None] = {}
        for edit in edits:
            index = self.board.cycle_index[edit.cycle]
            old = self.board.row(edit.apprentice)[index]
            touched[CellScope(edit.apprentice, index)] = None
            touched[RowScope(edit.apprentice)] = None
            # No set: in another process it would come in another order, and with it what is told first.
            for placement in filter(None, (old.placement if old else None, edit.placement)):
                touched |= dict.fromkeys(self.places_of(edit.apprentice, index, placement))
                touched[HostScope(self.facts.programme.placements[placement].host, index)] = None
        return touched

    def places_of(self, apprentice: str, index: int, placement: str) -> Iterator[Place]:
        """Where somebody counts who is in a placement in a cycle."""
        team = self.facts.programme.placements[placement]
        for over, key in self.facts.counted_in(team):
            yield Place(over, index, key)
        for pair in self._pairs.get(apprentice, ()):
            yield Place(Over.PAIR, index, pair)

    def takers(self, scope: Scope) -> Iterator[str]:
        """Who counts in a place in a cycle; nobody in any other scope."""
        match scope:
            case Place(Over.PAIR, _, pair):
                yield from (pair.apprentice, pair.other)
            case Place(over, index, key):
                for placement in self.facts.groups[over][key]:
                    yield from self.board.there(index, placement)

    # -- judging

    def judge(self, scope: Scope) -> tuple[Finding, ...]:
        """What the rules find in one scope now."""
        found = tuple(self._found(scope))
        if not self.binding.lapsed:
            return found
        return (*found, *self._past_their_end(found))

    def _found(self, scope: Scope) -> Iterator[Finding]:
        if isinstance(scope, CellScope):
            return self._cell(scope)
        if isinstance(scope, RowScope):
            return self._row(scope, self._row_of(self.facts.programme.apprentices[scope.apprentice]))
        if isinstance(scope, Place):
            return self._place(scope)
        if isinstance(scope, HostScope):
            return self._host(scope)
        return self._programme()

    def _past_their_end(self, found: Iterable[Finding]) -> Iterator[Finding]:
        """What WAIVER-ENDED says: a rule of the programme, but told in the scope of what stands again."""
        active = next(active for active, rule in self.binding.programme if rule is waivers.ended)
        for one in found:
            waiver = self.binding.lapsed.get(one.name)
            if waiver and one.judged and not one.waived:
                yield finding(active, waivers.beside(one, waiver))

    def _programme(self) -> Iterator[Finding]:
        for active, wrong in self.binding.unprepared:
            yield finding(active, _unjudged(active, "the programme", wrong))
        for active, rule in self.binding.programme:
            try:
                for said in rule.make(self.facts, active.params):
                    yield finding(active, said)
            except ABSURD as wrong:
                yield finding(active, _unjudged(active, "the programme", wrong))

    def _cell(self, scope: CellScope) -> Iterator[Finding]:
        assignment = self.board.row(scope.apprentice)[scope.cycle_index]
        placement = assignment.placement if assignment else None
        return self.with_placement(scope.apprentice, scope.cycle_index, placement)

    def with_placement(self, apprentice: str, index: int, placement: str | None) -> Iterator[Finding]:
        """What the rules find in a cell that has a placement, or none, whatever the board has there."""
        person = self.facts.programme.apprentices[apprentice]
        on = self.facts.active(person)[index]
        if placement is None:
            team = None
            looks = self.binding.looks[Cells.VACANT if on else Cells.REST]
        else:
            team = self.facts.programme.placements[placement]
            looks = self.binding.looks[Cells.PLACED if on else Cells.OUTSIDE]
        for active, look in looks:
            try:
                said = look(person, index, team)
            except ABSURD as wrong:
                said = _unjudged(active, self._cell_name(person, index, team), wrong)
            if said is not None:
                for one in each(said):
                    yield finding(active, one, apprentice, self.board.cycles[index], team)

    def row_as_if_full(self, scope: RowScope) -> Iterator[Finding]:
        """What the rules would find in a rotation with gaps if these were meant to stay empty."""
        person = self.facts.programme.apprentices[scope.apprentice]
        return self._row(scope, self._row_of(person)._replace(full=True))

    def _row(self, scope: RowScope, row: Row) -> Iterator[Finding]:
        person = self.facts.programme.apprentices[scope.apprentice]
        for active, make in self.binding.rows:
            try:
                for limit in self._limits_of(active, make, person):
                    yield from self._breaches(active, limit, person, row)
            except ABSURD as wrong:
                said = _unjudged(active, f"the rotation of {person.name}", wrong)
                yield finding(active, said, person.apprentice)

    def _breaches(
        self, active: ActiveRule, limit: RowLimit, person: Apprentice, row: Row
    ) -> Iterator[Finding]:
        for breach in limit.breaches(row):
            said = limit.tell(person, row, breach)
            if breach.cycle_index is None:
                yield finding(active, said, person.apprentice)
            else:
                cycle, team = self.board.cycles[breach.cycle_index], row.teams[breach.cycle_index]
                yield finding(active, said, person.apprentice, cycle, team)

    def _row_of(self, person: Apprentice) -> Row:
        placements = self.facts.programme.placements
        cells = self.board.row(person.apprentice)
        teams = [None if cell is None else placements[cell.placement] for cell in cells]
        active = self.facts.active(person)
        full = any(active) and not any(on and team is None for on, team in zip(active, teams, strict=True))
        return Row(teams, full)

    def _limits_of(self, active: ActiveRule, make: RowLimits, person: Apprentice) -> tuple[RowLimit, ...]:
        key = (active.rule.id, person.apprentice)
        limits = self._row_limits.get(key)
        if limits is None:
            limits = self._row_limits[key] = tuple(make(person))
        return limits

    def _place(self, scope: Place) -> Iterator[Finding]:
        cycle = self.board.cycles[scope.cycle_index]
        for active, make in self.binding.seats[scope.over]:
            try:
                for limit in make(scope):
                    broken = limit.breach(self.board)
                    if broken is not None:
                        yield finding(active, limit.tell(broken), cycle=cycle, severity=limit.severity)
            except ABSURD as wrong:
                said = _unjudged(active, f"{_place_name(scope)} in {cycle}", wrong)
                subject = f"{said.subject} {self.facts.place_code(scope)}"
                yield finding(active, said._replace(subject=subject), cycle=cycle)

    def _host(self, scope: HostScope) -> Iterator[Finding]:
        cycle = self.board.cycles[scope.cycle_index]
        for active, look in self.binding.hosts:
            try:
                said = look(scope.host, scope.cycle_index, self.board)
            except ABSURD as wrong:
                said = _unjudged(active, f"{scope.host} in {cycle}", wrong)._replace(host=scope.host)
            if said is not None:
                yield finding(active, said, cycle=cycle)

    def _cell_name(self, person: Apprentice, index: int, team: Placement | None) -> str:
        where = f" in {team_name(team)}" if team else ""
        return f"{person.name}{where} in {cycle_name(self.facts.programme.cycles[index])}"


def _place_name(place: Place) -> str:
    match place.key:
        case Separation(apprentice=one, other=other):
            return f"{one} and {other}"
        case (host, supervisor):
            return f"{supervisor} ({host})"
        case code:
            return str(code)


def has_raised(found: Finding) -> bool:
    """Whether a finding says that a rule could not judge at all, for a value that nobody could mean."""
    return not found.judged and found.subject.partition(" ")[0] == _RAISED


def _unjudged(active: ActiveRule, where: str, wrong: Exception) -> Said:
    """What is said where a rule raises one of `ABSURD`: that nobody judged, for what and why."""
    return Said(
        f"{active.rule.id} could not be judged for {where}: a day or figure there can't be reckoned with "
        f"({shown(str(wrong)[:100])}).",
        "look for a slip of the pen there, or in what is set of the rule.",
        severity=Severity.WARNING,
        subject=_RAISED,
        judged=False,
        step=LookAtRule(active.rule.id),
    )
