"""Small boards drawn at random with every kind of rule on, and the search through all their plans."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count, product
from math import inf
from typing import Any

from apprentices.board import Board, Edit
from apprentices.conditions import Exclusion, Preference, Requirement, Separation, Sequence, Travel
from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.model.linear import Model
from apprentices.planner.problem import Cell, Keep, Problem, Scope
from apprentices.programme import Absence, Closure, CycleSeats, Standard
from apprentices.rules.checker import Checker
from apprentices.rules.said import Finding, Shape
from apprentices.score import Score
from tests.build import CYCLES, board, person, publication, team, waived

BEFORE_ALL = date(2026, 6, 1)
AREAS = ("library", "ward", "office")
SKILLS = ("filing", "care")
STRICT = ("PLAN-MIN-SEATS", "PLAN-GATEWAY", "PLAN-SKILLS", "PLAN-TRAVEL")
MENDABLE = ("PLAN-SEQUENCE", "PLAN-GATEWAY", "PLAN-MIN-SEATS")  # others locked cells break for good
CROWDED = ("PLAN-SEATS", "PLAN-SUPERVISOR", "PLAN-APART")


def small(seed: int, lasting: bool = False) -> Problem:
    """A problem of up to four people, three cycles and five placements, some perhaps with longer visits."""
    rng = random.Random(seed)
    cycles = CYCLES[: rng.choice((2, 3, 3))]
    hosts = ("COL", "LBH", "ELFT")[: rng.choice((2, 2, 3))]
    teams = [_team(rng, f"{rng.choice(hosts)}-{letter}") for letter in "ABCDE"[: rng.randint(3, 5)]]
    if lasting:
        own = random.Random(f"visits {seed}")
        teams = [replace(t, stay_cycles=own.choice((None, 2, 2, 3))) for t in teams]
    codes = [t.placement for t in teams]
    people = [_person(rng, f"A{n}", cycles) for n in range(1, rng.randint(2, 4) + 1)]
    names = [p.apprentice for p in people]
    whats = [f"placement:{code}" for code in codes] + [f"host:{t.host}" for t in teams]
    whats += [f"area:{t.area}" for t in teams]
    rows: dict[str, Any] = {
        "cycles": cycles,
        "placements": teams,
        "apprentices": people,
        "standards": [Standard(standard="ST1", title="Care", skills=SKILLS)],
        "requirements": _some(rng, 2, lambda: _requirement(rng, [*names, "all", "ST1"], whats)),
        "sequence": _some(
            rng,
            1,
            lambda: Sequence(before=f"placement:{rng.choice(codes)}", after=f"area:{rng.choice(AREAS)}"),
        ),
        "exclusions": _some(
            rng,
            2,
            lambda: Exclusion(
                apprentice=rng.choice(names), what=rng.choice(whats), cycle=rng.choice([None, "C1", "C2"])
            ),
        ),
        "separations": _some(rng, 1, lambda: _separation(rng, names)),
        "preferences": _some(
            rng,
            6,
            lambda: Preference(
                apprentice=rng.choice(names), what=rng.choice(whats), points=rng.randint(-3, 9)
            ),
        ),
        "travel": _some(
            rng,
            3,
            lambda: Travel(
                apprentice=rng.choice(names), site=rng.choice("XY"), minutes=rng.choice([25, 60, 95])
            ),
        ),
        "seats": _some(rng, 1, lambda: _cycle_seats(rng, hosts, codes)),
        "closures": _some(rng, 1, lambda: _closure(rng, codes)),
        "absences": _some(rng, 1, lambda: _break(rng, names)),
    }
    plan = {name: " ".join(_cell(rng, codes) for _ in cycles) for name in names}
    made = board(plan, _settings(rng), **rows)
    told = None
    keep = rng.choice((Keep.PINS, Keep.PINS, Keep.NONE, Keep.PUBLISHED))
    if keep is Keep.PUBLISHED:
        before = {name: " ".join(rng.choice([*codes, "."]) for _ in cycles) for name in names}
        told = publication(board(before, **rows))
    today = rng.choice((BEFORE_ALL, BEFORE_ALL, date(2026, 8, 1), date(2026, 10, 1)))
    return Problem(made, today, told, Scope(keep))


def of_score_alone(seeds: Iterable[int]) -> Iterator[tuple[int, Problem, Model]]:
    """Small boards in which moves count for nothing and locked cells break nothing that others could mend, by
    seed, with their models without gaps."""
    for seed in seeds:
        problem = small(seed)
        model = build(problem, gaps=False)
        if problem.free and not problem.before and not model.objective[Level.BREACHES].terms:
            yield seed, problem, model


def draft_to_mend(seed: int) -> Problem:
    """The same with the draft to be kept, as far as can be."""
    drawn = small(seed)
    return Problem(drawn.board, drawn.today, drawn.published, Scope(Keep.DRAFT))


def with_waivers(seed: int) -> Problem:
    """The same, with some of what a random plan breaks or is warned of accepted, whatever the rule."""
    drawn, rng = small(seed, lasting=seed % 2 == 0), random.Random(f"waivers {seed}")
    full = Board(drawn.programme)
    codes = list(drawn.programme.placements)
    for who, cycle in product(drawn.programme.apprentices, drawn.board.cycles):
        full.put(Edit(who, cycle, rng.choice(codes)))
    checker = Checker(full, drawn.today, drawn.published)
    found = [f for f in checker.findings() if f.judged and f.shape is not Shape.PROGRAMME]
    said = waived(*(f for f in found if rng.random() < 0.6))
    return Problem(drawn.board, drawn.today, drawn.published, drawn.scope, statements=said)


def _team(rng: random.Random, code: str) -> Any:
    return team(
        code,
        seats=rng.choice((1, 1, 2)),
        min_seats=rng.choice((None, None, 2)),
        area=rng.choice(AREAS),
        site=rng.choice("XY"),
        skills=tuple(s for s in SKILLS if rng.random() < 0.5),
        supervisor=rng.choice((None, "Ruth")),
        supervisor_seats=rng.choice((None, 1, 2)),
        step_free=rng.random() < 0.8,
        standards=rng.choice(((), (), ("ST1",))),
        closes_on=rng.choice((None, None, None, CYCLES[1].ends_on)),
    )


def _person(rng: random.Random, code: str, cycles: Any) -> Any:
    return person(
        code,
        standard=rng.choice(("ST1", "ST2")),
        step_free=rng.random() < 0.2,
        starts_on=rng.choice((cycles[0].starts_on, cycles[0].starts_on, cycles[1].starts_on)),
        gateway_on=rng.choice((None, cycles[-1].starts_on + timedelta(days=20))),
    )


def _requirement(rng: random.Random, whos: list[str], whats: list[str]) -> Requirement:
    least, most = rng.choice(((1, None), (1, 2), (None, 1), (2, None)))
    return Requirement(who=rng.choice(whos), what=rng.choice(whats), min_cycles=least, max_cycles=most)


def _separation(rng: random.Random, names: list[str]) -> Separation:
    one, other = rng.sample(names, 2)
    return Separation(apprentice=one, other=other, within=rng.choice(("placement", "host", "team-site")))


def _cycle_seats(rng: random.Random, hosts: tuple[str, ...], codes: list[str]) -> CycleSeats:
    if rng.random() < 0.5:
        return CycleSeats(host=rng.choice(hosts), cycle="C2", seats=rng.randint(1, 2))
    return CycleSeats(placement=rng.choice(codes), cycle="C2", seats=rng.randint(0, 2), min_seats=1)


def _closure(rng: random.Random, codes: list[str]) -> Closure:
    first = CYCLES[1].starts_on
    return Closure(placement=rng.choice(codes), starts_on=first, ends_on=first + timedelta(days=30))


def _break(rng: random.Random, names: list[str]) -> Absence:
    return Absence(
        apprentice=rng.choice(names),
        kind="break",
        starts_on=CYCLES[1].starts_on,
        ends_on=CYCLES[1].starts_on + timedelta(days=rng.choice((20, 70))),
    )


def _cell(rng: random.Random, codes: list[str]) -> str:
    if rng.random() < 0.6:
        return "."
    return rng.choice(codes) + ("*" if rng.random() < 0.4 else "")


def _settings(rng: random.Random) -> dict[str, str]:
    settings = {
        "fairness_weight": str(rng.randint(0, 3)),
        "host_change_weight": str(rng.choice((0, 0, 2))),
        "travel_weight": str(rng.choice((0, 0, 1))),
        "max_run_at_host": str(rng.choice((1, 2, 2))),
        "allow_repeat_placement": rng.choice(("yes", "no", "no")),
    }
    return settings | {f"rule.{rule}.severity": "conflict" for rule in STRICT if rng.random() < 0.3}


def _some(rng: random.Random, most: int, make: Any) -> list[Any]:
    rows = {repr(row): row for row in (make() for _ in range(rng.randint(0, most)))}
    return list(rows.values())


def crowd() -> Problem:
    """Three people, one team of one seat, one cycle."""
    made = board({"A1": ".", "A2": ".", "A3": "."}, placements=[team("COL-A", seats=1)], cycles=CYCLES[1:2])
    return Problem(made, BEFORE_ALL)


def liked() -> Problem:
    """Two people and two teams of one seat; A1 would rather be in COL-A (3 points) than in LBH-A (1)."""
    made = board(
        {"A1": ".", "A2": "."},
        {"fairness_weight": "0"},
        placements=[team("COL-A", seats=1), team("LBH-A", seats=1)],
        preferences=[
            Preference(apprentice="A1", what="placement:COL-A", points=3),
            Preference(apprentice="A1", what="placement:LBH-A", points=1),
        ],
        cycles=CYCLES[1:2],
    )
    return Problem(made, BEFORE_ALL)


# --- every plan there is --------------------------------------------------------------------------

Key = tuple[int, int, int, int, int]  # conflicts that locked cells keep, gaps, moves, score below 0, warnings


def conflicts(checker: Checker) -> set[tuple[Any, ...]]:
    """The conflicts that stand, each with its figures; a gap is counted on a level of its own.

    A team that has too few may get more people without having enough, so its figures don't count.
    """
    return {
        (*f.name, "" if f.rule == "PLAN-MIN-SEATS" else f.problem)
        for f in checker.findings()
        if f.is_conflict and f.rule != "PLAN-GAP"
    }


class TooMany(Exception):
    """A board has more plans than can be looked at in a test."""


def best_by_exhaustion(problem: Problem, steps: float = inf) -> Key:
    """The best that any plan comes to, by looking at them all; only the checker and the score judge.

    Raises `TooMany` when more beginnings of plans than `steps` would have to be looked at.
    """
    made = problem.board_with({})
    checker = Checker(made, problem.today, problem.published, problem.binding)
    base = conflicts(checker)
    lasting = sum(1 for place in base if place[0] not in MENDABLE)
    people = list(problem.free)
    rows = {who: _rows(problem, checker, base, who) for who in people}
    fewest = [min(gaps for _, gaps in rows[who]) for who in people]
    found: list[Key] = []
    looked = count()

    def walk(at: int, gaps: int) -> None:
        if found and found[0][0] == lasting and gaps + sum(fewest[at:]) > found[0][1]:
            return
        if at == len(people):
            left = conflicts(checker)
            if left <= base:
                score = Score(problem.facts, made).total
                moves, warnings = moves_on(problem, made), warned(checker)
                found[:] = [min([*found, (len(left), gaps_on(checker), moves, -score, warnings)])]
            return
        for edits, more in rows[people[at]]:
            if next(looked) > steps:
                raise TooMany
            checker.put(edits)
            if not _crowded(checker, base):
                walk(at + 1, gaps + more)
        checker.put([Edit(people[at], made.cycles[c], None) for c in problem.free[people[at]]])

    walk(0, 0)
    return found[0]


def warned(checker: Checker) -> int:
    """How many warnings a plan has a say in: all but those about people, calendar and agreements."""
    return sum(found.is_warning and found.shape is not Shape.PROGRAMME for found in checker.findings())


def gaps_on(checker: Checker) -> int:
    """How many gaps the checker sees."""
    return sum(1 for finding in checker.findings() if finding.rule == "PLAN-GAP")


def moves_on(problem: Problem, made: Board) -> int:
    """Weighted moves, from design 5 alone: a cell, published or of the draft, that has something else and is
    active; inside the notice only where something was published."""
    kept = list(problem.board.assignments()) if problem.scope.keep is Keep.DRAFT else []
    if problem.scope.keep is Keep.PUBLISHED and problem.published is not None:
        kept = list(problem.published.assignments)
    weight = made.programme.settings.whole("notice_move_weight") if problem.published else 1
    total = 0
    for told in kept:
        index = made.cycle_index[told.cycle]
        now = made.at(told.apprentice, told.cycle)
        active = problem.facts.active(made.programme.apprentices[told.apprentice])[index]
        if active and (now is None or now.placement != told.placement):
            near = made.programme.cycles[index].starts_on - problem.today < timedelta(weeks=12)
            total += weight if near else 1
    return total


def _rows(
    problem: Problem, checker: Checker, base: set[tuple[Any, ...]], who: str
) -> list[tuple[list[Edit], int]]:
    """The rotations of one person that break nothing by themselves, those with few gaps first."""
    cycles, indices = problem.board.cycles, problem.free[who]
    found = []
    for choice in product([*problem.programme.placements, None], repeat=len(indices)):
        edits = [Edit(who, cycles[c], code) for c, code in zip(indices, choice, strict=True)]
        checker.put(edits)
        if all((*f.name, f.problem) in base for f in _own(checker, who)):
            found.append((edits, choice.count(None)))
    checker.put([Edit(who, cycles[c], None) for c in indices])
    return sorted(found, key=lambda row: row[1])


def _own(checker: Checker, who: str) -> Iterator[Finding]:
    for finding in checker.findings():
        cell_or_row = finding.shape in ("cell", "row") and finding.apprentice == who
        if cell_or_row and finding.is_conflict and finding.rule != "PLAN-GAP":
            yield finding


def _crowded(checker: Checker, base: set[tuple[Any, ...]]) -> bool:
    return any(
        f.rule in CROWDED and not f.waived and (*f.name, f.problem) not in base for f in checker.findings()
    )


def plan_of(made: Board) -> dict[Cell, str]:
    """A board's placements by cell."""
    return {(a.apprentice, made.cycle_index[a.cycle]): a.placement for a in made.assignments()}
