"""What a proof is about, in the programme's words: cells, variables, rows, and where each comes from.

Codes only: nothing in a proof names a person.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from apprentices.planner.level import LEVELS, Level
from apprentices.planner.model.linear import About, Model, Origin
from apprentices.planner.problem import Keep, Problem
from apprentices.planner.proof.verifier import FORMAT
from apprentices.rules.places import Over

Json = dict[str, Any]


class Proved(NamedTuple):
    """Nothing is better than `bound` at a level; `nodes` is the tree that shows it.

    It may use `lemmas`: rows that follow from those of the model, each with a tree of its own.
    """

    level: Level
    bound: int
    nodes: list[Json]
    lemmas: Sequence[Json] = ()


def levels_of(model: Model) -> list[Level]:
    """The levels that a proof has to prove, in their order."""
    always = (Level.GAPS, Level.SCORE, Level.WARNINGS)
    return [level for level in LEVELS if level in always or any(model.objective[level])]


def values_of(model: Model, values: Sequence[int]) -> dict[Level, int]:
    """What a solution comes to, level by level."""
    found = {}
    for level in levels_of(model):
        constant, terms = model.objective[level]
        found[level] = constant + sum(factor * values[variable] for variable, factor in terms.items())
    return found


def described(problem: Problem, model: Model, values: Sequence[int], proved: Iterable[Proved]) -> Json:
    """A proof: the rows of the whole model, a plan as a solution of them, and what is proved of it."""
    board = problem.board_with(model.plan(values))
    plan = sorted([a.apprentice, a.cycle, a.placement] for a in board.assignments())
    rows, worth = list(_rows(problem, model)), values_of(model, values)
    programme = problem.programme
    return {
        "format": FORMAT,
        "about": _about(problem, worth, plan),
        "rules": _rules(problem, rows),
        "people": list(programme.apprentices),
        "cycles": list(problem.board.cycles),
        "placements": list(programme.placements),
        "idle": list(_idle(problem)),
        "kept": list(_kept(problem)),
        "left_out": list(_left_out(problem, model)),
        "plan": plan,
        "variables": list(_variables(problem, model, values)),
        "rows": rows,
        "levels": [_level(model, one, worth[one.level]) for one in proved],
    }


def written(proof: Json) -> str:
    """A proof as text: JSON, each thing of a list on a line of its own."""
    parts = (f"{_compact(key)}: {_listed(value)}" for key, value in proof.items())
    return "{\n" + ",\n".join(parts) + "\n}\n"


# --- inside ---------------------------------------------------------------------------------------


def _level(model: Model, proved: Proved, value: int) -> Json:
    """A level: what is counted, what the plan comes to, and the tree that proves a bound."""
    constant, terms = model.objective[proved.level]
    return {
        "name": proved.level.name.lower(),
        "constant": constant,
        "terms": sorted([variable, factor] for variable, factor in terms.items()),
        "value": value,
        "bound": proved.bound,
        **({"lemmas": list(proved.lemmas)} if proved.lemmas else {}),
        "nodes": proved.nodes,
    }


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _listed(value: Any) -> str:
    if not isinstance(value, list) or not value or isinstance(value[0], str):
        return _compact(value)
    return "[\n" + ",\n".join(map(_compact, value)) + "\n]"


def _about(problem: Problem, values: dict[Level, int], plan: list[list[str]]) -> Json:
    return {
        "programme": problem.programme.settings.name,
        "today": problem.today.isoformat(),
        "keep": problem.scope.keep.value,
        "digest": sha256(_compact(plan).encode()).hexdigest(),
        "people": len(problem.programme.apprentices),
        "cycles": len(problem.board.cycles),
        "placements": len(problem.programme.placements),
        "moves": 0,
        **{level.name.lower(): value for level, value in values.items()},
    }


def _rules(problem: Problem, rows: Iterable[Json]) -> dict[str, str]:
    named = {row["rule"] for row in rows if "rule" in row}
    return {active.rule.id: active.rule.says for active in problem.binding.active if active.rule.id in named}


def _idle(problem: Problem) -> Iterator[list[str]]:
    """Cells of people who are not active then."""
    for who in problem.programme.apprentices:
        for index, cycle in enumerate(problem.board.cycles):
            if not problem.is_active(who, index):
                yield [who, cycle]


def _kept(problem: Problem) -> Iterator[list[str | None]]:
    """Cells that were not to be planned, with what stays there and why."""
    for who, row in problem.locked.items():
        free = problem.free.get(who, ())
        for index, there in enumerate(row):
            active = problem.is_active(who, index)
            if index not in free and (active or there is not None):
                why = _why_kept(problem, who, index) if active else "not active"
                yield [who, problem.board.cycles[index], there, why]


def _why_kept(problem: Problem, who: str, index: int) -> str:
    cell, cycle = problem.board.row(who)[index], problem.programme.cycles[index]
    if cell is not None and cell.pinned and problem.scope.keep is not Keep.NONE:
        return "pinned"
    if not problem.scope.cycles and cycle.starts_on <= problem.today:
        return "past or under way"
    return "outside of what was to be planned"


def _left_out(problem: Problem, model: Model) -> Iterator[list[Any]]:
    """Placements that a cell can't have, with the rule: of a person, the cycles that leave out the same."""
    for who, indices in problem.free.items():
        same: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for index in indices:
            by_rule: dict[str, list[str]] = {}
            for code in problem.programme.placements:
                if code not in model.x[who, index]:
                    by_rule.setdefault(_why_out(problem, who, index, code), []).append(code)
            for rule, codes in by_rule.items():
                same.setdefault((rule, tuple(codes)), []).append(problem.board.cycles[index])
        for (rule, left), cycles in same.items():
            yield [who, cycles, rule, list(left)]


def _why_out(problem: Problem, who: str, index: int, code: str) -> str:
    if not problem.is_meant(who, index, code):
        return "outside of what was to be planned"
    return next(active.rule.id for active, _ in problem.forbidding(who, index, code))


def _variables(problem: Problem, model: Model, values: Sequence[int]) -> Iterator[Any]:
    """A cell and a placement, or null for a gap; all others with what they mean."""
    cells: dict[int, list[str | None]] = {}
    for (who, index), own in model.x.items():
        cycle = problem.board.cycles[index]
        cells |= {variable: [who, cycle, code] for code, variable in own.items()}
        cells |= {model.s[who, index]: [who, cycle, None]} if (who, index) in model.s else {}
    for variable, value in enumerate(values):
        if variable in cells:
            yield cells[variable]
        else:
            bounds = {"least": model.lower[variable], "most": model.upper[variable], "value": value}
            yield _from(problem, model.meanings.get(variable)) | bounds


def _rows(problem: Problem, model: Model) -> Iterator[Json]:
    """Every row of the model, with the rule that asks for it."""
    ends = [*model.starts[1:], len(model.var)][: len(model.starts)]
    for row, (start, end) in enumerate(zip(model.starts, ends, strict=True)):
        terms = [[model.var[at], model.factors[at]] for at in range(start, end)]
        equal = {"equal": True} if model.row_lower[row] is not None else {}
        yield _from(problem, model.origins[row]) | {"terms": terms, "most": model.row_upper[row]} | equal


def _from(problem: Problem, origin: Origin | About | None) -> Json:
    """Where a row or variable comes from: the rule, or what it is for, and codes."""
    if origin is None:
        return {}
    index = origin.cycle_index
    cycle = None if index is None else problem.board.cycles[index]
    found: Json = {"apprentice": origin.apprentice, "cycle": cycle}
    if isinstance(origin, About):
        found = {"says": origin.says} | found | {"host": origin.host}
    else:
        found = {"rule": origin.active.rule.id} | found | _place(origin)
    return {key: value for key, value in found.items() if value is not None}


def _place(origin: Origin) -> Json:
    if origin.place is None:
        return {}
    if origin.place.over is Over.PAIR:
        return {"apprentice": origin.limit.one, "other": origin.limit.other}
    if origin.place.over is Over.SUPERVISOR:  # a person's name: the teams say who it is
        return {"supervisor_of": list(origin.limit.placements)}
    return {origin.place.over.name.lower(): origin.place.key}
