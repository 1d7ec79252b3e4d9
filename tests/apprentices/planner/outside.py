"""A second planner, written from design 5 and the rules' words alone, to verify claims of the first.

It shares no code with `apprentices.planner` and runs in a process of its own, because CP-SAT and HiGHS can't
share one. It takes every rule as hard, pins as fixed (or, asked for the fewest to release, as wishes), and
knows the PLAN rules and breaks: all that generated programmes, cases and the pilot have of those. Of the
warnings it knows PLAN-MIN-SEATS, for programmes that make it a conflict. Reads pickled `Question`s from
standard input; writes for each the value of each level, as JSON.
"""

import json
import pickle
import subprocess
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from apprentices.programme import Apprentice, Assignment, Placement, Programme

Cell = tuple[str, int]
PATIENCE = 120  # seconds a level


class Question(NamedTuple):
    """What is to be planned; `told` are the assignments that moves are counted against, published or (without
    `notice`) only drafted."""

    programme: Programme
    pins: tuple[Assignment, ...]
    told: tuple[Assignment, ...] = ()
    today: date = date(2026, 6, 1)
    release: bool = False
    notice: bool = True


def best(question: Question) -> tuple[int, int, int]:
    """The fewest gaps, then the fewest moves, then the highest score, each proved."""
    return bests([question])[0]


def bests(questions: list[Question]) -> list[tuple[int, int, int]]:
    """The same of several, in one process."""
    return [(gaps, moves, -minus) for gaps, moves, minus in _ask(questions)]


def fewest_pins(question: Question) -> tuple[int, int]:
    """The fewest gaps when any pin may be released, and the fewest pins to release for that, both proved."""
    ((gaps, released),) = _ask([question._replace(release=True)])
    return gaps, released


def _ask(questions: list[Question]) -> list[list[int]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.apprentices.planner.outside"],
        input=pickle.dumps(questions),
        stdout=subprocess.PIPE,
        check=True,
    )
    levels: list[list[int]] = json.loads(done.stdout)
    return levels


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
        days = [cycle.starts_on + timedelta(days=n) for n in range(len(cycle.span))]
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


class Sums:
    """The columns x[person, cycle, placement], and sums of them."""

    def __init__(self) -> None:
        self.x: dict[tuple[str, int, str], Any] = {}
        self.gap: dict[Cell, Any] = {}
        self.places: dict[tuple[int, str], list[Any]] = {}
        self.own: dict[str, dict[tuple[int, str], Any]] = {}

    def add(self, who: str, c: int, code: str, column: Any) -> None:
        self.x[who, c, code] = column
        self.places.setdefault((c, code), []).append(column)
        self.own.setdefault(who, {})[c, code] = column

    def there(self, c: int, codes: Iterable[str]) -> Any:
        return sum(column for code in codes for column in self.places.get((c, code), ()))

    def visits(self, who: str, when: Iterable[int], codes: Iterable[str]) -> Any:
        own, codes = self.own.get(who, {}), list(codes)
        return sum(own[c, code] for c in when for code in codes if (c, code) in own)


def _solve(question: Question) -> list[int]:
    from ortools.sat.python import cp_model

    programme = question.programme
    facts, model, sums = Facts(programme), cp_model.CpModel(), Sums()
    pins = {(a.apprentice, a.cycle): a.placement for a in question.pins}
    released = []
    for who, person in programme.apprentices.items():
        for c, cycle in enumerate(programme.cycles):
            if not facts.active(person, c):
                continue
            pin = pins.get((who, cycle.cycle))
            codes = [k for k, team in programme.placements.items() if facts.allowed(person, c, team)]
            if pin:
                codes = [pin, *(k for k in codes if k != pin)] if question.release else [pin]
            for code in codes:
                sums.add(who, c, code, model.new_bool_var(""))
            own = [sums.x[who, c, code] for code in codes]
            if question.release or not pin:
                sums.gap[who, c] = model.new_bool_var("")
                own.append(sums.gap[who, c])
            model.add_exactly_one(own)
            if pin:
                released.append(1 - sums.x[who, c, pin])
    _places(model, programme, sums)
    for who in programme.apprentices:
        _rotation(model, programme, sums, who)
    gaps = sum(sums.gap.values())
    if question.release:
        return _levels(cp_model, model, [gaps, sum(released)])
    return _levels(cp_model, model, [gaps, _moves(question, sums), -_score(model, programme, sums)])


def _places(model: Any, programme: Programme, sums: Sums) -> None:
    teams = programme.placements
    at: dict[str, list[str]] = {host: [] for host in programme.hosts}
    for code, team in teams.items():
        at.setdefault(team.host, []).append(code)
    for c, cycle in enumerate(programme.cycles):
        special = {(r.host, r.placement): r for r in programme.seats if r.cycle == cycle.cycle}
        for code, team in teams.items():
            row = special.get((None, code))
            model.add(
                sums.there(c, [code]) <= (team.seats if row is None or row.seats is None else row.seats)
            )
            _fewest(model, programme, sums, (c, code), None if row is None else row.min_seats)
        for host in programme.hosts.values():
            row = special.get((host.host, None))
            most = host.seats if row is None or row.seats is None else row.seats
            if most is not None:
                model.add(sums.there(c, at[host.host]) <= most)
        for key in {(t.host, t.supervisor.lower()) for t in teams.values() if t.supervisor}:
            mine = [t for t in teams.values() if (t.host, (t.supervisor or "").lower()) == key]
            spans = [t.supervisor_seats for t in mine if t.supervisor_seats is not None]
            if spans:
                model.add(sums.there(c, [t.placement for t in mine]) <= min(spans))
        for pair in programme.separations:
            for code, team in teams.items():
                for code2, team2 in teams.items():
                    one, other = (pair.apprentice, c, code), (pair.other, c, code2)
                    if one in sums.x and other in sums.x and _meet(team, team2, pair.within):
                        model.add(sums.x[one] + sums.x[other] <= 1)


def _fewest(model: Any, programme: Programme, sums: Sums, place: tuple[int, str], always: int | None) -> None:
    """A team's fewest counts where anyone is there; one in seats.csv counts always."""
    if programme.settings.get("rule.PLAN-MIN-SEATS.severity") != "conflict":
        return
    c, code = place
    there = sums.places.get(place, [])
    least = programme.placements[code].min_seats if always is None else always
    if always:
        model.add(sums.there(c, [code]) >= always)
    elif least:
        for column in there:
            model.add(sums.there(c, [code]) >= least).only_enforce_if(column)


def _meet(one: Placement, other: Placement, within: str) -> bool:
    if within == "host":
        return one.host == other.host
    if within == "team-site" and one.site and other.site:
        return (one.host, one.site.lower()) == (other.host, other.site.lower())
    return one is other


def _rotation(model: Any, programme: Programme, sums: Sums, who: str) -> None:
    teams, cycles = programme.placements, range(len(programme.cycles))
    person = programme.apprentices[who]

    def codes(match: Any) -> list[str]:
        return [code for code, team in teams.items() if match(team)]

    _repeats(model, programme, sums, who)
    run = programme.settings.limit("max_run_at_host")
    for host in programme.hosts if run else ():
        here = codes(lambda team, host=host: team.host == host)
        for first in range(len(cycles) - (run or 0)):
            model.add(sums.visits(who, range(first, first + (run or 0) + 1), here) <= run)
    gaps = sum(sums.gap[who, c] for c in cycles if (who, c) in sums.gap)
    for row in programme.requirements:
        if row.who in ("all", person.standard, who) and who in sums.own:
            found = sums.visits(who, cycles, codes(lambda team, row=row: _means(row.what, team)))
            if row.max_cycles is not None:
                model.add(found <= row.max_cycles)
            if row.min_cycles:
                model.add(found + row.min_cycles * gaps >= row.min_cycles)
    for pair in programme.sequence:
        after = codes(lambda team, pair=pair: _means(pair.after, team))
        before = codes(lambda team, pair=pair: _means(pair.before, team))
        for c in cycles:
            model.add(sums.visits(who, [c], after) <= sums.visits(who, range(c), before))


def _repeats(model: Any, programme: Programme, sums: Sums, who: str) -> None:
    """How often, and for how long, somebody may come to each team."""
    once, cycles = not programme.settings.yes("allow_repeat_placement"), range(len(programme.cycles))
    for code, team in programme.placements.items():
        if (team.stay_cycles or 1) > 1:
            _stays(model, sums, who, team, len(cycles), once)
        elif once:
            model.add(sums.visits(who, cycles, [code]) <= 1)


def _stays(model: Any, sums: Sums, who: str, team: Placement, cycles: int, once: bool) -> None:
    """No visit is shorter, with something known on both sides of it, or longer than the team asks; with
    `once`, no two surely begin."""
    length, begun = team.stay_cycles or 1, []

    def there(c: int) -> Any:
        return sums.x.get((who, c, team.placement), 0)

    def gap(c: int) -> Any:
        return sums.gap.get((who, c), 0)

    for c in range(cycles):
        for last in range(c, min(c + length - 1, cycles)):
            whole = sum(there(k) for k in range(c, last + 1))
            around = there(c - 1) + there(last + 1) + gap(c - 1) + gap(last + 1)
            model.add(whole - around <= last - c)
        if c + length < cycles:
            model.add(sum(there(k) for k in range(c, c + length + 1)) <= length)
        begun.append(model.new_bool_var(""))
        model.add(begun[-1] >= there(c) - there(c - 1) - gap(c - 1))
    if once:
        model.add(sum(begun) <= 1)


def _moves(question: Question, sums: Sums) -> Any:
    """What is published and stays no more; inside the notice of either host it counts as more."""
    programme = question.programme
    index = {cycle.cycle: c for c, cycle in enumerate(programme.cycles)}
    heavy = programme.settings.whole("notice_move_weight")
    total: Any = 0
    for told in question.told:
        c = index[told.cycle]
        start = programme.cycles[c].starts_on

        def cost(*codes: str, start: date = start) -> int:
            hosts = [programme.hosts[programme.placements[code].host] for code in codes]
            asked = [12 if host.notice_weeks is None else host.notice_weeks for host in hosts]
            weeks = max(8, *asked)  # the person's own, whatever the hosts ask for
            return heavy if question.notice and start - question.today < timedelta(weeks=weeks) else 1

        for (k, code), column in sums.own.get(told.apprentice, {}).items():
            if k == c and code != told.placement:
                total += cost(told.placement, code) * column
        if (told.apprentice, c) in sums.gap:
            total += cost(told.placement) * sums.gap[told.apprentice, c]
    return total


def _score(model: Any, programme: Programme, sums: Sums) -> Any:
    settings, teams = programme.settings, programme.placements
    likes: dict[str, list[Any]] = {}
    for row in programme.preferences:
        likes.setdefault(row.apprentice, []).append(row)
    minutes = {(row.apprentice, row.site.lower()): row.minutes for row in programme.travel}
    satisfied: dict[str, Any] = dict.fromkeys(programme.apprentices, 0)
    for (who, _, code), v in sums.x.items():
        points = sum(row.points for row in likes.get(who, ()) if _means(row.what, teams[code]))
        way = minutes.get((who, (teams[code].site or "").lower()), 0)
        satisfied[who] += (points - settings.whole("travel_weight") * -(-way // 10)) * v
    for who in programme.apprentices if settings.whole("host_change_weight") else ():
        satisfied[who] -= settings.whole("host_change_weight") * _changes(model, programme, sums, who)
    least = model.new_int_var(-10_000, 10_000, "")
    for value in satisfied.values():
        model.add(least <= value)
    return sum(satisfied.values()) + settings.whole("fairness_weight") * least


def _changes(model: Any, programme: Programme, sums: Sums, who: str) -> Any:
    """How often the host changes between neighbouring filled cells: both are filled, and nobody stays."""
    teams, total = programme.placements, 0
    for c in range(len(programme.cycles) - 1):
        stays: Any = 0
        for host in programme.hosts:
            here = [code for code, team in teams.items() if team.host == host]
            stay = model.new_bool_var("")
            model.add(stay <= sums.visits(who, [c], here))
            model.add(stay <= sums.visits(who, [c + 1], here))
            stays += stay
        changed = model.new_bool_var("")
        filled = sums.visits(who, [c], teams) + sums.visits(who, [c + 1], teams)
        model.add(changed >= filled - 1 - stays)
        total += changed
    return total


def _levels(cp_model: Any, model: Any, goals: list[Any]) -> list[int]:
    """Each goal as small as can be, with those before it no worse."""
    found: list[int] = []
    for goal in goals:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 2
        # Where there is much to optimise, searches that lean on the linear relaxation prove it; others don't.
        solver.parameters.subsolvers.extend(["max_lp", "reduced_costs"])
        solver.parameters.max_time_in_seconds = PATIENCE
        model.minimize(goal)
        status = solver.solve(model)
        if status != cp_model.OPTIMAL:
            raise SystemExit(f"no proof: {solver.status_name(status)}")
        found.append(round(solver.objective_value))
        model.add(goal <= found[-1])
        values = list(solver.response_proto.solution)
        model.clear_hints()
        for number, value in enumerate(values):
            model.add_hint(model.get_int_var_from_proto_index(number), value)
    return found


if __name__ == "__main__":
    print(json.dumps([_solve(question) for question in pickle.load(sys.stdin.buffer)]))
