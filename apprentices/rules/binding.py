"""Which rules bind a programme, how severely and with which parameters: asked by checker and planner alike.

Rules are prepared here once, and every finding is made here, by `finding`: whatever decides about a single
finding (its severity, and what else is to be asked by its name) is decided there and in `forbidding`,
`row_limits` and `seat_limits`, which say the same to a planner before there is a finding.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, cast

from apprentices.errors import ABSURD
from apprentices.programme import Apprentice, Placement, Programme
from apprentices.rules.catalogue import OFF, RULES, parameters, severity_of, unusable
from apprentices.rules.facts import Facts
from apprentices.rules.limits import RowLimit, SeatLimit
from apprentices.rules.places import Over, Place
from apprentices.rules.rule import (
    EMPLOYER,
    CellRule,
    Cells,
    HostLook,
    HostRule,
    Look,
    Params,
    ProgrammeRule,
    RowLimits,
    RowRule,
    Rule,
    SeatLimits,
    SeatRule,
)
from apprentices.rules.said import Finding, Name, Said, Severity
from apprentices.rules.waivers import ended
from apprentices.settings import Settings
from apprentices.statements import NOTHING_SAID, Statements, Waiver
from apprentices.told import Publication

_NOTHING: Mapping[Name, Waiver] = {}
Waived = Mapping[str, Mapping[Name, Waiver]]  # by rule
OfPeople = TypeVar("OfPeople", Look, RowLimits)  # what is asked of a person, and maybe of a cell


class ActiveRule(NamedTuple):
    """A rule as the user has it: severity and parameters over the declared ones."""

    rule: Rule
    severity: Severity
    params: Params
    follows: str = ""  # what follows if nothing is done, as of the day of judging
    waived: Mapping[Name, Waiver] = _NOTHING  # what somebody accepts on that day

    @property
    def is_conflict(self) -> bool:
        """Whether what it says can be a conflict."""
        return self.severity is Severity.CONFLICT


def by_name(waivers: Iterable[Waiver]) -> Iterator[tuple[Name, Waiver]]:
    """Waivers by the finding that they accept. One of what nobody may waive is none, whoever made it."""
    for waiver in waivers:
        with suppress(ValueError):  # no finding has such a name
            name = Name.read(waiver.finding)
            if name.rule in RULES and RULES[name.rule].waived_by:
                yield name, waiver


def active_rules(settings: Settings, funder: str, waived: Waived | None = None) -> list[ActiveRule]:
    """The rules that are on, in the order of the catalogue, in the days of a funder."""
    waived = waived or {}
    return [
        ActiveRule(
            rule,
            Severity(severity),
            parameters(rule, settings),
            rule.follows_said(funder),
            waived.get(rule.id, _NOTHING),
        )
        for rule in RULES.values()
        if (severity := severity_of(rule, settings)) != OFF
    ]


class Binding:
    """The rules that are on for a programme on a day, each prepared once, and the facts they look at."""

    def __init__(
        self,
        programme: Programme,
        today: date,
        published: Publication | None = None,
        statements: Statements = NOTHING_SAID,
        facts: Facts | None = None,
    ) -> None:
        """`facts`: those that there are already of this programme, day, publication and statements."""
        self.facts = facts or Facts(programme, today, published, statements)
        self.facts.unusable = unusable(programme.settings)
        waived: dict[str, dict[Name, Waiver]] = {}
        for name, waiver in by_name(self.facts.statements.waived(today).values()):
            waived.setdefault(name.rule, {})[name] = waiver
        self.active = active_rules(programme.settings, self.facts.data.funder(today), waived)
        self.looks: dict[Cells, list[tuple[ActiveRule, Look]]] = {state: [] for state in Cells}
        self.rows: list[tuple[ActiveRule, RowLimits]] = []
        self.seats: dict[Over, list[tuple[ActiveRule, SeatLimits]]] = {over: [] for over in Over}
        self.hosts: list[tuple[ActiveRule, HostLook]] = []
        self.programme: list[tuple[ActiveRule, ProgrammeRule]] = []
        self.unprepared: list[tuple[ActiveRule, Exception]] = []  # rules that could not even begin, and why
        for active in self.active:
            try:
                self._prepare(active)
            except ABSURD as wrong:
                self.unprepared.append((active, wrong))
        speaks = any(active.rule is ended for active in self.active)
        past = self.facts.statements.lapsed(today)
        self.lapsed = dict(by_name(past)) if speaks else {}  # by what they accepted
        self.prohibitions = [
            (active, look) for active, look in self.looks[Cells.PLACED] if active.is_conflict
        ]

    def _prepare(self, active: ActiveRule) -> None:
        match active.rule:
            case CellRule() as rule if look := rule.make(self.facts, active.params):
                for state in rule.cells:
                    self.looks[state].append((active, self._as_far_as_told(rule, look)))
            case RowRule() as rule if rows := rule.make(self.facts, active.params):
                self.rows.append((active, self._as_far_as_told(rule, rows)))
            case SeatRule() as rule if places := rule.make(self.facts, active.params):
                self.seats[rule.over].append((active, places))
            case HostRule() as rule if host := rule.make(self.facts, active.params):
                self.hosts.append((active, host))
            case ProgrammeRule() as rule:
                self.programme.append((active, rule))
            case _:
                return  # the programme holds nothing for it to look at
        for column in active.rule.needs:
            self.facts.needed.setdefault(column, []).append(active.rule.id)

    def _as_far_as_told(self, rule: Rule, asked: OfPeople) -> OfPeople:
        """What the employer sees to is not asked of people of whom another host keeps it to itself."""
        people = self.facts.not_told.people
        if not people or rule.owned_by != EMPLOYER:
            return asked

        def told(person: Apprentice, *where: Any) -> Any:
            return [] if person.apprentice in people else asked(person, *where)

        return cast(OfPeople, told)

    # -- what forbids, for a planner; what can't be judged forbids nothing, the checker tells of it, and what
    # -- somebody accepts forbids nothing either

    def forbidding(
        self, person: Apprentice, index: int, team: Placement
    ) -> Iterator[tuple[ActiveRule, Said]]:
        """The cell rules that forbid a placement in an active cell, with what they say."""
        cycle = self.facts.programme.cycles[index].cycle
        for active, look in self.prohibitions:
            with suppress(*ABSURD):
                for said in each(look(person, index, team)):
                    if finding(active, said, person.apprentice, cycle, team).is_conflict:
                        yield active, said

    def allows(self, person: Apprentice, index: int, team: Placement) -> bool:
        """Whether nothing is `forbidding`."""
        return next(self.forbidding(person, index, team), None) is None

    @cached_property
    def waived_cells(self) -> Mapping[tuple[str, int], Sequence[Placement]]:
        """By person and cycle, the placements of which somebody accepts something that a cell rule says."""
        order = {cycle.cycle: index for index, cycle in enumerate(self.facts.programme.cycles)}
        teams = self.facts.programme.placements
        found: dict[tuple[str, int], list[Placement]] = {}
        for name in (name for active, _ in self.prohibitions for name in active.waived):
            index, team = order.get(name.cycle or ""), teams.get(name.placement or "")
            if name.apprentice and index is not None and team:
                found.setdefault((name.apprentice, index), []).append(team)
        return found

    def row_limits(self, person: Apprentice) -> list[tuple[ActiveRule, RowLimit]]:
        """The limits of one rotation whose breach is a conflict, as far as nobody accepts it."""
        found: list[tuple[ActiveRule, RowLimit]] = []
        for active, make in self.rows:
            if active.is_conflict:
                with suppress(*ABSURD):
                    found += [(active, limit) for limit in self._of_rotation(active, make, person)]
        return found

    def seat_limits(self, indices: Iterable[int]) -> Iterator[tuple[ActiveRule, Place, SeatLimit]]:
        """The limits of all places in these cycles whose breach is a conflict, unless it is accepted."""
        for index in indices:
            for over, rules in self.seats.items():
                for active, make in rules:
                    if active.is_conflict:
                        for key in self.facts.counted(over):
                            place = Place(over, index, key)
                            for limit in self._of_place(active, make, place):
                                if limit.severity is not Severity.WARNING:
                                    yield active, place, limit

    # -- what is warned of, for a planner that has the choice

    def row_warnings(self, person: Apprentice) -> Iterator[tuple[ActiveRule, RowLimit]]:
        """The limits of one rotation whose breach is a warning, as far as nobody accepts it."""
        for active, make in self.rows:
            if not active.is_conflict:
                with suppress(*ABSURD):
                    yield from [(active, limit) for limit in self._of_rotation(active, make, person)]

    def seat_warnings(self, place: Place) -> Iterator[tuple[ActiveRule, SeatLimit]]:
        """The limits of one place whose breach is a warning, as far as nobody accepts it."""
        for active, make in self.seats[place.over]:
            with suppress(*ABSURD):
                for limit in self._of_place(active, make, place):
                    if Severity.WARNING in (active.severity, limit.severity):
                        yield active, limit

    # -- inside

    def _of_rotation(self, active: ActiveRule, make: RowLimits, person: Apprentice) -> list[RowLimit]:
        """The limits that a rule sets to one rotation, without what somebody accepts."""
        limits = list(make(person))
        own = [name for name in active.waived if name.apprentice == person.apprentice]
        if not own:
            return limits
        from apprentices.rules.accepted import Cell, left_of_row  # only where something is accepted

        cycles, teams = self.facts.programme.cycles, self.facts.programme.placements
        order = {cycle.cycle: index for index, cycle in enumerate(cycles)}
        cells = [
            (order[name.cycle], teams[name.placement])
            for name in own
            if name.cycle in order and name.placement and name.placement in teams
        ]

        def accepts(said: Said, cell: Cell | None) -> bool:
            cycle, team = (cycles[cell[0]].cycle, cell[1]) if cell else (None, None)
            return finding(active, said, person.apprentice, cycle, team).waived is not None

        left = (left_of_row(limit, person, len(cycles), cells, accepts) for limit in limits)
        return [limit for limit in left if limit is not None]

    def _of_place(self, active: ActiveRule, make: SeatLimits, place: Place) -> list[SeatLimit]:
        """The limits that a rule sets to a place, without what somebody accepts."""
        limits = list(make(place))
        cycle = self.facts.programme.cycles[place.cycle_index].cycle
        own = [name for name in active.waived if name.cycle == cycle]
        if not own:
            return limits
        from apprentices.rules.accepted import left_of_place  # only where something is accepted

        def accepts(said: Said) -> bool:
            return finding(active, said, cycle=cycle).waived is not None

        people, teams = list(self.facts.person_order), self.facts.programme.placements
        where = [name.placement for name in own if name.placement and name.placement in teams]
        left = (left_of_place(limit, people, where, accepts) for limit in limits)
        return [limit for limit in left if limit is not None]


def forbids(look: Look, person: Apprentice, index: int, team: Placement) -> bool:
    """Whether the look of a rule whose breach is a conflict forbids a placement in an active cell, whoever
    may accept that."""
    try:
        said = look(person, index, team)
    except ABSURD:
        return False
    return any(one.severity is not Severity.WARNING for one in each(said))


def each(said: Said | list[Said] | None) -> Sequence[Said]:
    """What a look says, one thing after the other."""
    if said is None:
        return ()
    return said if isinstance(said, list) else (said,)


def finding(
    active: ActiveRule,
    said: Said,
    apprentice: str | None = None,
    cycle: str | None = None,
    team: Placement | None = None,
    severity: Severity | None = None,
) -> Finding:
    """What a rule says, as a finding at a place; the mildest severity of rule, limit and words holds."""
    rule = active.rule
    mild = Severity.WARNING in (active.severity, severity, said.severity)
    found = Finding(
        rule=rule.id,
        severity=Severity.WARNING if mild else Severity.CONFLICT,
        shape=rule.shape,
        apprentice=said.apprentice or apprentice,
        cycle=said.cycle or cycle,
        placement=said.placement or (team.placement if team else None),
        host=said.host or (team.host if team else None),
        problem=said.problem,
        mend=said.mend,
        source=rule.source,
        subject=said.subject,
        excess=said.excess,
        judged=said.judged,
        follows=active.follows if said.judged else "",
        next_step=rule.next_step if said.judged else "",
        step=said.step,
        due_on=said.due_on,
    )
    waiver = active.waived.get(found.name) if active.waived else None
    return found._replace(waived=waiver) if waiver and waiver.accepts(found.excess) else found
