"""Which rules bind a programme, how severely and with which parameters: asked by checker and planner alike.

Rules are prepared here once, and every finding is made here, by `finding`: whatever decides about a single
finding (its severity, and what else is to be asked by its name) is decided there and in `forbidding`,
`row_limits` and `seat_limits`, which say the same to a planner before there is a finding.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from apprentices.programme import Apprentice, Placement, Programme
from apprentices.rules.catalogue import OFF, RULES, parameters, severity_of, unusable
from apprentices.rules.facts import Facts
from apprentices.rules.limits import Over, Place, RowLimit, SeatLimit
from apprentices.rules.rule import (
    ABSURD,
    CellRule,
    Cells,
    Look,
    Params,
    ProgrammeRule,
    RowLimits,
    RowRule,
    Rule,
    SeatLimits,
    SeatRule,
)
from apprentices.rules.said import Finding, Said, Severity
from apprentices.settings import Settings
from apprentices.told import Publication


class ActiveRule(NamedTuple):
    """A rule as the user has it: severity and parameters over the declared ones."""

    rule: Rule
    severity: Severity
    params: Params
    follows: str = ""  # what follows if nothing is done, as of the day of judging

    @property
    def is_conflict(self) -> bool:
        """Whether what it says can be a conflict."""
        return self.severity is Severity.CONFLICT


def active_rules(settings: Settings, funder: str) -> list[ActiveRule]:
    """The rules that are on, in the order of the catalogue, in the days of a funder."""
    return [
        ActiveRule(rule, Severity(severity), parameters(rule, settings), rule.follows_said(funder))
        for rule in RULES.values()
        if (severity := severity_of(rule, settings)) != OFF
    ]


class Binding:
    """The rules that are on for a programme on a day, each prepared once, and the facts they look at."""

    def __init__(self, programme: Programme, today: date, published: Publication | None = None) -> None:
        self.facts = Facts(programme, today, published, unusable(programme.settings))
        self.active = active_rules(programme.settings, self.facts.data.funder(today))
        self.looks: dict[Cells, list[tuple[ActiveRule, Look]]] = {state: [] for state in Cells}
        self.rows: list[tuple[ActiveRule, RowLimits]] = []
        self.seats: dict[Over, list[tuple[ActiveRule, SeatLimits]]] = {over: [] for over in Over}
        self.programme: list[tuple[ActiveRule, ProgrammeRule]] = []
        self.unprepared: list[tuple[ActiveRule, Exception]] = []  # rules that could not even begin, and why
        for active in self.active:
            try:
                self._prepare(active)
            except ABSURD as wrong:
                self.unprepared.append((active, wrong))
        self._forbidding = [(active, look) for active, look in self.looks[Cells.PLACED] if active.is_conflict]

    def _prepare(self, active: ActiveRule) -> None:
        match active.rule:
            case CellRule() as rule if look := rule.make(self.facts, active.params):
                for state in rule.cells:
                    self.looks[state].append((active, look))
            case RowRule() as rule if rows := rule.make(self.facts, active.params):
                self.rows.append((active, rows))
            case SeatRule() as rule if places := rule.make(self.facts, active.params):
                self.seats[rule.over].append((active, places))
            case ProgrammeRule() as rule:
                self.programme.append((active, rule))
            case _:
                return  # the programme holds nothing for it to look at
        for column in active.rule.needs:
            self.facts.needed.setdefault(column, []).append(active.rule.id)

    # -- what forbids, for a planner; what can't be judged forbids nothing, the checker tells of it

    def forbidding(
        self, person: Apprentice, index: int, team: Placement
    ) -> Iterator[tuple[ActiveRule, Said]]:
        """The cell rules that forbid a placement in an active cell, with what they say."""
        for active, look in self._forbidding:
            with suppress(*ABSURD):
                for said in each(look(person, index, team)):
                    if said.severity is not Severity.WARNING:
                        yield active, said

    def allows(self, person: Apprentice, index: int, team: Placement) -> bool:
        """Whether nothing is `forbidding`: asked of every placement for every cell, and so no generator."""
        for _, look in self._forbidding:
            try:
                said = look(person, index, team)
            except ABSURD:
                continue
            if said is not None and any(one.severity is not Severity.WARNING for one in each(said)):
                return False
        return True

    def row_limits(self, person: Apprentice) -> list[tuple[ActiveRule, RowLimit]]:
        """The limits of one rotation whose breach is a conflict."""
        found: list[tuple[ActiveRule, RowLimit]] = []
        for active, make in self.rows:
            if active.is_conflict:
                with suppress(*ABSURD):
                    found += [(active, limit) for limit in make(person)]
        return found

    def seat_limits(self, indices: Iterable[int]) -> Iterator[tuple[ActiveRule, Place, SeatLimit]]:
        """The limits of all places in these cycles whose breach is a conflict."""
        for index in indices:
            for over, rules in self.seats.items():
                for active, make in rules:
                    if active.is_conflict:
                        for key in self.facts.counted(over):
                            place = Place(over, index, key)
                            for limit in make(place):
                                if limit.severity is not Severity.WARNING:
                                    yield active, place, limit

    # -- what is warned of, for a planner that has the choice

    def row_warnings(self, person: Apprentice) -> Iterator[tuple[ActiveRule, RowLimit]]:
        """The limits of one rotation whose breach is a warning."""
        for active, make in self.rows:
            if not active.is_conflict:
                with suppress(*ABSURD):
                    yield from [(active, limit) for limit in make(person)]

    def seat_warnings(self, place: Place) -> Iterator[tuple[ActiveRule, SeatLimit]]:
        """The limits of one place whose breach is a warning."""
        for active, make in self.seats[place.over]:
            with suppress(*ABSURD):
                for limit in list(make(place)):
                    if Severity.WARNING in (active.severity, limit.severity):
                        yield active, limit


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
    return Finding(
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
    )
