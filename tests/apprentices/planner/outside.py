"""A second planner, written from design 5 and the rules' words alone, to verify claims of the first.

It shares no code with `apprentices.planner` and runs in a process of its own, because CP-SAT and HiGHS can't
share one. It takes every rule as hard, pins as fixed, and knows the rules that generated programmes and the
pilot have. Reads a pickled `Question` from standard input; writes [gaps, moves, score] as JSON.
"""

import json
import pickle
import subprocess
import sys
from datetime import date, timedelta
from typing import Any, NamedTuple

from apprentices.programme import Apprentice, Assignment, Placement, Programme

Cell = tuple[str, int]


class Question(NamedTuple):
    """What is to be planned; `told` are the assignments that moves are counted against."""

    programme: Programme
    pins: tuple[Assignment, ...]
    told: tuple[Assignment, ...] = ()


def best(question: Question) -> tuple[int, int, int]:
    """The fewest gaps, then the fewest moves, then the highest score, each proved."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.apprentices.planner.outside"],
        input=pickle.dumps(question),
        capture_output=True,
        check=True,
    )
    gaps, moves, score = json.loads(done.stdout)
    return gaps, moves, score


def _means(what: str, team: Placement) -> bool:
    kind, _, name = what.partition(":")
    if kind == "host":
        return team.host == name
    if kind == "placement":
        return team.placement == name
    if kind == "area":
        return (team.area or "").lower() == name.lower()
    return name.lower() in [skill.lower() for skill in team.skills]


class Facts:
    """Dates, as the words of the rules say."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    def stay(self, person: Apprentice, c: int) -> tuple[date, date]:
        cycle = self.programme.cycles[c]
        return max(cycle.starts_on, person.starts_on), min(cycle.ends_on, person.ends_on)

    def active(self, person: Apprentice, c: int) -> bool:
        cycle, (first, last) = self.programme.cycles[c], self.stay(person, c)
        days = [cycle.starts_on + timedelta(days=n) for n in range(cycle.days)]
        away = {
            day
            for absence in self.programme.absences
            if absence.apprentice == person.apprentice and absence.kind == "break"
            for day in days
            if absence.starts_on <= day <= absence.ends_on
        }
        here = [day for day in days if first <= day <= last]
        return person.status == "active" and 2 * len(here) > len(days) and 2 * len(away) <= len(days)

    def allowed(self, person: Apprentice, c: int, team: Placement) -> bool:
        programme, (first, last) = self.programme, self.stay(person, c)
        if team.standards and person.standard and person.standard not in team.standards:
            return False
        if person.step_free and not team.step_free:
            return False
        if (team.opens_on and first < team.opens_on) or (team.closes_on and last > team.closes_on):
            return False
        cycle = programme.cycles[c].cycle
        for row in programme.exclusions:
            if row.apprentice == person.apprentice and row.cycle in (None, cycle) and _means(row.what, team):
                return False
        lost = 0
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            if day.weekday() < 5 and day not in programme.bank_holidays:
                lost += any(
                    row.starts_on <= day <= row.ends_on
                    for row in programme.closures
                    if row.placement in (None, team.placement)
                    and (row.placement or row.host in (None, team.host))
                )
        return lost <= 10


def _solve(question: Question) -> list[int]:
    from ortools.sat.python import cp_model

    programme = question.programme
    facts, model = Facts(programme), cp_model.CpModel()
    pins = {(a.apprentice, a.cycle): a.placement for a in question.pins}
    x: dict[tuple[str, int, str], Any] = {}
    gap: dict[Cell, Any] = {}
    for who, person in programme.apprentices.items():
        for c, cycle in enumerate(programme.cycles):
            if not facts.active(person, c):
                continue
            pin = pins.get((who, cycle.cycle))
            codes = (
                [pin] if pin else [k for k, t in programme.placements.items() if facts.allowed(person, c, t)]
            )
            for code in codes:
                x[who, c, code] = model.new_bool_var("")
            if not pin:
                gap[who, c] = model.new_bool_var("")
            own = [x[who, c, code] for code in codes] + ([gap[who, c]] if not pin else [])
            model.add_exactly_one(own)
    _places(model, programme, x)
    for who in programme.apprentices:
        _rotation(model, programme, x, gap, who)
    goals = [sum(gap.values()), _moves(programme, question, x), -_score(model, programme, x)]
    return _levels(cp_model, model, goals)


def _places(model: Any, programme: Programme, x: Any) -> None:
    teams = programme.placements
    for c, cycle in enumerate(programme.cycles):

        def there(codes: Any, c: int = c) -> Any:
            return sum(v for (_, k, code), v in x.items() if k == c and code in codes)

        special = {(r.host, r.placement): r.seats for r in programme.seats if r.cycle == cycle.cycle}
        for code, team in teams.items():
            own = special.get((None, code))
            model.add(there({code}) <= (team.seats if own is None else own))
        for host in programme.hosts.values():
            own = special.get((host.host, None))
            most = host.seats if own is None else own
            if most is not None:
                model.add(there({k for k, t in teams.items() if t.host == host.host}) <= most)
        for key in {(t.host, t.supervisor.lower()) for t in teams.values() if t.supervisor}:
            mine = [t for t in teams.values() if (t.host, (t.supervisor or "").lower()) == key]
            spans = [t.supervisor_seats for t in mine if t.supervisor_seats is not None]
            if spans:
                model.add(there({t.placement for t in mine}) <= min(spans))
        for pair in programme.separations:
            for (who, k, code), v in x.items():
                for (other, k2, code2), v2 in x.items() if who == pair.apprentice and k == c else ():
                    if other == pair.other and k2 == c and _meet(teams[code], teams[code2], pair.within):
                        model.add(v + v2 <= 1)


def _meet(one: Placement, other: Placement, within: str) -> bool:
    if within == "host":
        return one.host == other.host
    if within == "team-site" and one.site and other.site:
        return (one.host, one.site.lower()) == (other.host, other.site.lower())
    return one is other


def _rotation(model: Any, programme: Programme, x: Any, gap: Any, who: str) -> None:
    teams, cycles = programme.placements, range(len(programme.cycles))
    person = programme.apprentices[who]
    own = {(c, code): v for (a, c, code), v in x.items() if a == who}

    def visits(when: Any, match: Any) -> Any:
        return sum(v for (c, code), v in own.items() if c in when and match(teams[code]))

    if not programme.settings.yes("allow_repeat_placement"):
        for code in teams:
            model.add(visits(cycles, lambda t, code=code: t.placement == code) <= 1)
    run = programme.settings.limit("max_run_at_host")
    for host in programme.hosts if run else ():
        for first in range(len(cycles) - (run or 0)):
            when = range(first, first + (run or 0) + 1)
            model.add(visits(when, lambda t, host=host: t.host == host) <= run)
    gaps = sum(gap[who, c] for c in cycles if (who, c) in gap)
    for row in programme.requirements:
        if row.who in ("all", person.standard, who) and own:
            found = visits(cycles, lambda t, row=row: _means(row.what, t))
            if row.max_cycles is not None:
                model.add(found <= row.max_cycles)
            if row.min_cycles:
                model.add(found + row.min_cycles * gaps >= row.min_cycles)
    for pair in programme.sequence:
        for c in cycles:
            reached = visits([c], lambda t, pair=pair: _means(pair.after, t))
            model.add(reached <= visits(range(c), lambda t, pair=pair: _means(pair.before, t)))


def _moves(programme: Programme, question: Question, x: Any) -> Any:
    index = {cycle.cycle: c for c, cycle in enumerate(programme.cycles)}
    cells = {(a, c) for a, c, _ in x}
    told = [(a.apprentice, index[a.cycle], a.placement) for a in question.told]
    return sum(1 - x.get(key, 0) for key in told if key[:2] in cells)


def _score(model: Any, programme: Programme, x: Any) -> Any:
    settings, teams = programme.settings, programme.placements
    assert not settings.whole("host_change_weight")
    assert not settings.whole("travel_weight")
    likes: dict[str, list[Any]] = {}
    for row in programme.preferences:
        likes.setdefault(row.apprentice, []).append(row)
    satisfied = dict.fromkeys(programme.apprentices, 0)
    for (who, _, code), v in x.items():
        points = sum(row.points for row in likes.get(who, ()) if _means(row.what, teams[code]))
        satisfied[who] += points * v
    least = model.new_int_var(-1000, 1000, "")
    for value in satisfied.values():
        model.add(least <= value)
    return sum(satisfied.values()) + settings.whole("fairness_weight") * least


def _levels(cp_model: Any, model: Any, goals: list[Any]) -> list[int]:
    found: list[int] = []
    for goal in goals:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 2
        solver.parameters.linearization_level = 2
        solver.parameters.max_time_in_seconds = 120
        model.minimize(goal)
        status = solver.solve(model)
        if status != cp_model.OPTIMAL:
            raise SystemExit(f"no proof: {solver.status_name(status)}")
        found.append(round(solver.objective_value))
        model.add(goal <= found[-1])
    return [found[0], found[1], -found[2]]


if __name__ == "__main__":
    print(json.dumps(_solve(pickle.load(sys.stdin.buffer))))
