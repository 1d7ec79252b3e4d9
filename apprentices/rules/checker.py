"""Judging a board: in full, after an edit, or what an edit would do.

All three are one path. The board falls into scopes (a cell, a row, a place, the programme), each judged on
its own; an edit only touches a few, so checking it costs the same on a board of ten or ten thousand.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from apprentices.board import Board, Edit
from apprentices.conditions import Separation
from apprentices.programme import Apprentice, Assignment, Placement
from apprentices.rules.catalogue import ActiveRule, active_rules, unusable
from apprentices.rules.facts import Facts
from apprentices.rules.limits import Place, Row, RowLimit
from apprentices.rules.rule import (
    ABSURD,
    CellRule,
    Cells,
    Finding,
    Look,
    Over,
    ProgrammeRule,
    RowLimits,
    RowRule,
    Said,
    SeatLimits,
    SeatRule,
    Severity,
    unjudged,
)
from apprentices.rules.words import cycle_name, team_name
from apprentices.told import Publication


class CellScope(NamedTuple):
    """One cell; `column` is the index of its cycle."""

    apprentice: str
    column: int


class RowScope(NamedTuple):
    """One rotation."""

    apprentice: str


class ProgrammeScope(NamedTuple):
    """Everything that no edit of a cell changes."""


Scope = CellScope | RowScope | Place | ProgrammeScope
PROGRAMME = ProgrammeScope()


class Consequence(NamedTuple):
    """What an edit changes: findings that are new or worse, gone, or still there with other words."""

    broke: tuple[Finding, ...]
    mended: tuple[Finding, ...]
    changed: tuple[Finding, ...]


class Checker:
    """The findings of one board, kept current edit by edit."""

    def __init__(self, board: Board, today: date, published: Publication | None = None) -> None:
        settings = board.programme.settings
        rules = active_rules(settings)
        self.facts = Facts(board.programme, today, published, _needed(rules), unusable(settings))
        self.board = board
        self._order = {active.rule.id: number for number, active in enumerate(rules)}
        self._looks: dict[Cells, list[tuple[ActiveRule, Look]]] = {state: [] for state in Cells}
        self._row_makers: list[tuple[ActiveRule, RowLimits]] = []
        self._seat_makers: dict[Over, list[tuple[ActiveRule, SeatLimits]]] = {o: [] for o in Over}
        self._programme: list[tuple[ActiveRule, ProgrammeRule]] = []
        self._unprepared: list[Finding] = []  # one for each rule that could not even begin
        for active in rules:
            try:
                self._prepare(active)
            except ABSURD as wrong:
                said = unjudged(active.rule, "the programme", wrong)
                self._unprepared.append(_finding(active, said))
        self._row_limits: dict[tuple[str, str], tuple[RowLimit, ...]] = {}
        self._pairs = _pairs(self.facts)
        self._findings: dict[Scope, tuple[Finding, ...]] = {}
        self._counts = {Severity.CONFLICT: 0, Severity.WARNING: 0}
        for scope in self._all_scopes():
            self._keep(scope, self._judge(scope))

    # -- reading

    @property
    def conflicts(self) -> int:
        """How many conflicts stand."""
        return self._counts[Severity.CONFLICT]

    @property
    def warnings(self) -> int:
        """How many warnings stand."""
        return self._counts[Severity.WARNING]

    def findings(self) -> list[Finding]:
        """Every finding: conflicts first, then in the order of the catalogue, of time and of people."""
        people = self.facts.person_order
        cycles = self.board.cycle_index

        def key(finding: Finding) -> tuple[object, ...]:
            return (
                finding.severity,
                self._order[finding.rule],
                cycles.get(finding.cycle or "", -1),
                people.get(finding.apprentice or "", -1),
                finding.placement or "",
                finding.problem,
            )

        return sorted((f for found in self._findings.values() for f in found), key=key)

    def at(self, apprentice: str, index: int) -> list[Finding]:
        """The findings that concern one cell: its own, its row's there, and those of its places."""
        found = list(self._findings.get(CellScope(apprentice, index), ()))
        cycle = self.board.cycles[index]
        row = self._findings.get(RowScope(apprentice), ())
        found.extend(finding for finding in row if finding.cycle == cycle)
        assignment = self.board.row(apprentice)[index]
        if assignment is not None and self._findings:
            for place in self._places_of(apprentice, index, assignment.placement):
                found.extend(self._findings.get(place, ()))
        return found

    def of_row(self, apprentice: str) -> list[Finding]:
        """The findings about a person's rotation as a whole or about the person."""
        rows = [f for f in self._findings.get(RowScope(apprentice), ()) if f.cycle is None]
        return rows + [f for f in self._findings.get(PROGRAMME, ()) if f.apprentice == apprentice]

    # -- editing

    def put(self, edits: Sequence[Edit]) -> Consequence:
        """Make edits on the board and judge again what they touch."""
        touched = self._touched(edits)
        for edit in edits:
            self.board.put(edit)
        judged = {scope: self._judge(scope) for scope in touched}
        consequence = self._compare(judged)
        for scope, found in judged.items():
            self._keep(scope, found)
        return consequence

    def consider(self, edits: Sequence[Edit]) -> Consequence:
        """What edits would change; the board is as before afterwards."""
        touched = self._touched(edits)
        back = [self.board.put(edit) for edit in edits]
        try:
            return self._compare({scope: self._judge(scope) for scope in touched})
        finally:
            for edit in reversed(back):
                self.board.put(edit)

    # -- scopes

    def _all_scopes(self) -> Iterator[Scope]:
        yield PROGRAMME
        cycles = range(len(self.board.cycles))
        for apprentice in self.facts.programme.apprentices:
            for index in cycles:
                yield CellScope(apprentice, index)
            yield RowScope(apprentice)
        for index in cycles:
            for over, groups in self.facts.groups.items():
                for key in groups:
                    yield Place(over, index, key)
            for pair in self.facts.programme.separations:
                yield Place(Over.PAIR, index, pair)

    def _touched(self, edits: Iterable[Edit]) -> dict[Scope, None]:
        touched: dict[Scope, None] = {}
        for edit in edits:
            index = self.board.cycle_index[edit.cycle]
            old = self.board.row(edit.apprentice)[index]
            touched[CellScope(edit.apprentice, index)] = None
            touched[RowScope(edit.apprentice)] = None
            for placement in {old.placement if old else None, edit.placement} - {None}:
                touched |= dict.fromkeys(self._places_of(edit.apprentice, index, placement))
        return touched

    def _places_of(self, apprentice: str, index: int, placement: str | None) -> Iterator[Place]:
        team = self.facts.programme.placements[placement or ""]
        for over, key in self.facts.counted_in(team):
            yield Place(over, index, key)
        for pair in self._pairs.get(apprentice, ()):
            yield Place(Over.PAIR, index, pair)

    # -- judging

    def _prepare(self, active: ActiveRule) -> None:
        match active.rule:
            case CellRule() as rule if look := rule.make(self.facts, active.params):
                for state in rule.cells:
                    self._looks[state].append((active, look))
            case RowRule() as rule if rows := rule.make(self.facts, active.params):
                self._row_makers.append((active, rows))
            case SeatRule() as rule if places := rule.make(self.facts, active.params):
                self._seat_makers[rule.over].append((active, places))
            case ProgrammeRule() as rule:
                self._programme.append((active, rule))

    def _judge(self, scope: Scope) -> tuple[Finding, ...]:
        if isinstance(scope, CellScope):
            return tuple(self._judge_cell(scope))
        if isinstance(scope, RowScope):
            return tuple(self._judge_row(scope))
        if isinstance(scope, Place):
            return tuple(self._judge_place(scope))
        return tuple(self._judge_programme())

    def _judge_programme(self) -> Iterator[Finding]:
        yield from self._unprepared
        for active, rule in self._programme:
            try:
                for said in rule.make(self.facts, active.params):
                    yield _finding(active, said)
            except ABSURD as wrong:
                yield _finding(active, unjudged(rule, "the programme", wrong))

    def _judge_cell(self, scope: CellScope) -> Iterator[Finding]:
        person = self.facts.programme.apprentices[scope.apprentice]
        active = self.facts.active(person)[scope.column]
        assignment = self.board.row(scope.apprentice)[scope.column]
        if assignment is None:
            team = None
            looks = self._looks[Cells.VACANT if active else Cells.REST]
        else:
            team = self.facts.programme.placements[assignment.placement]
            looks = self._looks[Cells.PLACED if active else Cells.OUTSIDE]
        for rule, look in looks:
            try:
                said = look(person, scope.column, team)
            except ABSURD as wrong:
                said = unjudged(rule.rule, self._cell_name(person, scope.column, team), wrong)
            if said is not None:
                yield _finding(rule, said, person, self.board.cycles[scope.column], assignment, team)

    def _judge_row(self, scope: RowScope) -> Iterator[Finding]:
        person = self.facts.programme.apprentices[scope.apprentice]
        row = self._row(person)
        for active, make in self._row_makers:
            try:
                for limit in self._limits_of(active, make, person):
                    yield from self._breaches(active, limit, person, row)
            except ABSURD as wrong:
                said = unjudged(active.rule, f"the rotation of {person.name}", wrong)
                yield _finding(active, said, person)

    def _breaches(
        self, active: ActiveRule, limit: RowLimit, person: Apprentice, row: Row
    ) -> Iterator[Finding]:
        for breach in limit.breaches(row):
            said = limit.tell(person, row, breach)
            if breach.column is None:
                yield _finding(active, said, person)
            else:
                cycle, team = self.board.cycles[breach.column], row.teams[breach.column]
                there = self.board.row(person.apprentice)[breach.column]
                yield _finding(active, said, person, cycle, there, team)

    def _row(self, person: Apprentice) -> Row:
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

    def _judge_place(self, scope: Place) -> Iterator[Finding]:
        cycle = self.board.cycles[scope.column]
        for active, make in self._seat_makers[scope.over]:
            try:
                for limit in make(scope):
                    broken = limit.breach(self.board)
                    if broken is not None:
                        said = limit.tell(broken)
                        yield _finding(active, said, cycle=cycle, severity=limit.severity)
            except ABSURD as wrong:
                said = unjudged(active.rule, f"{_place_name(scope)} in {cycle}", wrong)
                yield _finding(active, said, cycle=cycle)

    def _cell_name(self, person: Apprentice, column: int, team: Placement | None) -> str:
        where = f" in {team_name(team)}" if team else ""
        return f"{person.name}{where} in {cycle_name(self.facts.programme.cycles[column])}"

    # -- keeping

    def _keep(self, scope: Scope, found: tuple[Finding, ...]) -> None:
        for finding in self._findings.pop(scope, ()):
            self._counts[finding.severity] -= 1
        if found:
            self._findings[scope] = found
            for finding in found:
                self._counts[finding.severity] += 1

    def _compare(self, judged: dict[Scope, tuple[Finding, ...]]) -> Consequence:
        old = [f for scope in judged for f in self._findings.get(scope, ())]
        new = [f for found in judged.values() for f in found]
        came = [f for f in new if f not in old]
        went = {f.place: f for f in old if f not in new}
        stayed = [f for f in came if f.place in went]
        worse = [f for f in stayed if _is_worse(went[f.place], f)]
        here = {f.place for f in came}
        return Consequence(
            broke=tuple(f for f in came if f.place not in went or f in worse),
            mended=tuple(f for place, f in went.items() if place not in here),
            changed=tuple(f for f in stayed if f not in worse),
        )


def _place_name(place: Place) -> str:
    match place.key:
        case Separation(apprentice=one, other=other):
            return f"{one} and {other}"
        case (host, supervisor):
            return f"{supervisor} ({host})"
        case code:
            return str(code)


def _is_worse(before: Finding, after: Finding) -> bool:
    if before.severity is not after.severity:
        return after.severity is Severity.CONFLICT
    return after.excess > before.excess


def _finding(
    active: ActiveRule,
    said: Said,
    person: Apprentice | None = None,
    cycle: str | None = None,
    assignment: Assignment | None = None,
    team: object = None,
    severity: Severity | None = None,
) -> Finding:
    rule = active.rule
    return Finding(
        rule=rule.id,
        severity=said.severity or severity or active.severity,
        shape=rule.shape,
        apprentice=said.apprentice or (person.apprentice if person else None),
        cycle=said.cycle or cycle,
        placement=said.placement or (assignment.placement if assignment else None),
        host=said.host or getattr(team, "host", None),
        problem=said.problem,
        mend=said.mend,
        source=rule.source,
        subject=said.subject,
        excess=said.excess,
    )


def _needed(rules: Sequence[ActiveRule]) -> dict[str, list[str]]:
    needed: dict[str, list[str]] = {}
    for active in rules:
        for column in active.rule.needs:
            needed.setdefault(column, []).append(active.rule.id)
    return needed


def _pairs(facts: Facts) -> dict[str, list[Separation]]:
    pairs: dict[str, list[Separation]] = {}
    for pair in facts.programme.separations:
        for person in {pair.apprentice, pair.other}:
            pairs.setdefault(person, []).append(pair)
    return pairs
