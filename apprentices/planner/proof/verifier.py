"""Check a proof about a rotation plan: in whole numbers, with nothing but Python.

    python verifier.py FILE [--json]

Leaves with 0 when the plan is proved best, with 1 when it is not, with 2 when FILE is no proof at all.

A proof holds the rows (`terms <= most`, or `= most` where `equal`) that every plan has to keep, each with
the rule and the codes that it comes from; the plan; and, level by level, why no plan is better. That goes by
contradiction. Add the row that says "better". Give rows prices, none below 0 but on `equal` ones, and add
them up: every plan keeps the sum too. Where the least that the sum's terms can come to, each variable between
its bounds, is more than the sum allows, there is no better plan. Where it is not, the sum may still narrow
the bounds of variables; then a variable is split (at most `at`, or at least `at` + 1) and each side has its
own prices. Lemmas are proved the same way, and are rows from then on. Nothing else is believed.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

FORMAT = "rotation plan proof 1"
LEVELS = ("breaches", "gaps", "moves", "score", "warnings")  # each is decided before the next
HIGHEST = "score"  # all others are to be as few as can be
LISTS = ("people", "cycles", "placements", "idle", "kept", "left_out", "plan", "variables", "rows", "levels")

Terms = list[tuple[int, int]]  # a variable's number and its factor


class NotAProof(Exception):
    """The file is something else."""


class Wrong(Exception):
    """A step of the proof fails; the words say which."""


class Row(NamedTuple):
    """What every plan keeps: `terms <= most`, or `terms = most`."""

    terms: Terms
    most: int
    equal: bool = False


class Model(NamedTuple):
    """The variables' bounds and values, and the rows."""

    least: list[int]
    most: list[int]
    values: list[int]
    rows: list[Row]


def verify(text: str) -> dict[str, Any]:
    """What a proof proves: "proved" when the plan is best at every level, "about" what, and each level.

    Raises `NotAProof`, or `Wrong` where a step fails.
    """
    proof = read(text)
    try:
        model = _model(proof)
        levels = _levels(proof, model, _cells(proof, model))
        _named(proof, levels)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise Wrong(f"it is not complete ({type(error).__name__}: {error})") from error
    proved = all(level["best"] for level in levels)
    return {"proved": proved, "about": proof["about"], "rows": len(model.rows), "levels": levels}


def read(text: str) -> dict[str, Any]:
    """The file as it is. Raises `NotAProof`."""
    try:
        proof = json.loads(text, parse_float=_no_number, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise NotAProof("it is not JSON of whole numbers") from error
    if not isinstance(proof, dict) or proof.get("format") != FORMAT:
        raise NotAProof(f'it does not say "format": "{FORMAT}"')
    missing = [key for key in LISTS if not isinstance(proof.get(key), list)]
    if missing or not isinstance(proof.get("about"), dict):
        raise NotAProof(f"it has no {', '.join(missing or ['about'])}")
    return proof


def _no_number(text: str) -> int:
    raise ValueError(f"{text} is not a whole number")


# --- the rows, and the plan as values of the variables ----------------------------------------------


def _model(proof: dict[str, Any]) -> Model:
    """The rows with the plan as a solution of them."""
    plan = {tuple(cell) for cell in proof["plan"]}
    filled = {cell[:2] for cell in plan}
    _check(len(filled) == len(plan) == len(proof["plan"]), "the plan has a cell twice")
    model = Model([], [], [], [])
    for variable in proof["variables"]:
        least, most = 0, 1
        if isinstance(variable, list):
            who, cycle, placement = variable
            value = int((who, cycle) not in filled if placement is None else (who, cycle, placement) in plan)
        else:
            least, most, value = (_whole(variable[key]) for key in ("least", "most", "value"))
        _check(least <= value <= most, f"the plan gives {variable} the value {value}")
        model.least.append(least)
        model.most.append(most)
        model.values.append(value)
    for number, row in enumerate(proof["rows"]):
        terms, most, equal = _terms(row["terms"], model), _whole(row["most"]), row.get("equal") is True
        there = _sum(terms, model.values)
        _check(there == most if equal else there <= most, f"the plan breaks row {number} ({row.get('rule')})")
        model.rows.append(Row(terms, most, equal))
    return model


def _cells(proof: dict[str, Any], model: Model) -> Row:
    """That every cell is accounted for; gives the count of gaps, as terms and what stays empty anyway."""
    every, plan = set(proof["placements"]), {tuple(cell[:2]): cell[2] for cell in proof["plan"]}
    kept = {tuple(cell[:2]): cell[2] for cell in proof["kept"]}
    idle = {tuple(cell) for cell in proof["idle"]}
    open_: dict[Any, list[str | None]] = {}
    slack: Terms = []
    for number, variable in enumerate(proof["variables"]):
        if isinstance(variable, list):
            open_.setdefault(tuple(variable[:2]), []).append(variable[2])
            slack += [(number, 1)] if variable[2] is None else []
    _check(all(plan.get(cell) in could for cell, could in open_.items()), "the plan has what can't be there")
    for who, cycles, _, placements in proof["left_out"]:
        for cycle in cycles:
            open_.setdefault((who, cycle), []).extend(placements)
    cells = [(who, cycle) for who in proof["people"] for cycle in proof["cycles"]]
    _check(len(set(cells)) == len(cells) and len(every) == len(proof["placements"]), "a code stands twice")
    _check((open_.keys() | kept.keys() | idle | plan.keys()) <= set(cells), "a cell is of nobody")
    stays = 0
    for cell in cells:
        if cell in open_:
            could = open_[cell]
            _check(len(set(could)) == len(could) and set(could) == every | {None}, f"{cell} leaves out more")
            _check(cell not in kept and cell not in idle, f"{cell} is to be planned and not")
        else:
            _check(plan.get(cell) == kept.get(cell), f"{cell} is not what it was")
            _check(cell in idle or cell in kept, f"{cell} is not accounted for")
            stays += int(cell not in plan and cell not in idle)
    return Row(slack, stays)


# --- that nothing is better -------------------------------------------------------------------------


def _levels(proof: dict[str, Any], model: Model, gaps: Row) -> list[dict[str, Any]]:
    """Each level in its turn: plans that are worse at the levels before it do not count."""
    names = [level["name"] for level in proof["levels"]]
    known = [name for name in LEVELS if name in names or name in ("gaps", "score")]
    _check(known == names, f"the levels are {', '.join(map(str, names))}")
    rows, levels = list(model.rows), []
    for level in proof["levels"]:
        name, terms = level["name"], _terms(level["terms"], model)
        constant, value, bound = (_whole(level[key]) for key in ("constant", "value", "bound"))
        _check(constant + _sum(terms, model.values) == value, f"the plan does not come to {value} {name}")
        if name == "gaps":
            _check((sorted(terms), constant) == (gaps.terms, gaps.most), "gaps are not counted as they are")
        for number, lemma in enumerate(level.get("lemmas", [])):
            own, limit = _terms(lemma["terms"], model), _whole(lemma["most"])
            more = Row([(variable, -factor) for variable, factor in own], -limit - 1)
            _refute(f"{name}, lemma {number}, node", lemma["nodes"], [*rows, more], model)
            rows.append(Row(own, limit))
        sign = -1 if name == HIGHEST else 1
        goal = [(variable, sign * factor) for variable, factor in terms]
        better = Row(goal, sign * (bound - constant) - 1)
        cases = _refute(f"{name}, node", level["nodes"], [*rows, better], model)
        levels.append({"name": name, "value": value, "bound": bound, "best": value == bound, "cases": cases})
        rows.append(Row(goal, sign * (value - constant)))
    return levels


def _refute(where: str, nodes: list[Any], rows: list[Row], model: Model) -> int:
    """That the rows have no solution in whole numbers; gives the number of leaves of the tree."""
    open_, leaves = [(0, model.least, model.most)], 0
    while open_:
        number, least, most = open_.pop()
        sum_ = _added(f"{where} {number}", nodes[number]["prices"], rows)
        room = sum_.most - sum(f * (least if f > 0 else most)[v] for v, f in sum_.terms)
        if room < 0:
            leaves += 1
            _check(leaves <= len(nodes), f"{where} {number}: more than one way leads here")
            continue
        _check("split" in nodes[number], f"{where} {number}: the prices leave room for better ({room})")
        least, most = _narrowed(sum_.terms, room, least, most)
        variable, at, below, above = map(_whole, nodes[number]["split"])
        _check(min(below, above) > number, f"{where} {number}: it goes back to {min(below, above)}")
        upper, lower = list(most), list(least)
        upper[variable], lower[variable] = min(most[variable], at), max(least[variable], at + 1)
        open_ += [(below, least, upper)] if least[variable] <= at else []
        open_ += [(above, lower, most)] if most[variable] > at else []
    return leaves


def _added(where: str, prices: list[Any], rows: list[Row]) -> Row:
    """The sum of rows, each times its price."""
    factors, most = dict[int, int](), 0
    for number, price in prices:
        _check(0 <= _whole(number) < len(rows), f"{where}: there is no row {number}")
        row = rows[number]
        _check(_whole(price) >= 0 or row.equal, f"{where}: the price of row {number} is below 0")
        most += price * row.most
        for variable, factor in row.terms:
            factors[variable] = factors.get(variable, 0) + price * factor
    return Row([(variable, factor) for variable, factor in factors.items() if factor], most)


def _narrowed(terms: Terms, room: int, least: list[int], most: list[int]) -> tuple[list[int], list[int]]:
    """The bounds that are left when no term may take more than the room that all others leave it."""
    lower, upper = list(least), list(most)
    for variable, factor in terms:
        if factor > 0:
            upper[variable] = min(upper[variable], least[variable] + room // factor)
        else:
            lower[variable] = max(lower[variable], most[variable] - room // -factor)
    return lower, upper


# --- small things -----------------------------------------------------------------------------------


def _named(proof: dict[str, Any], levels: list[dict[str, Any]]) -> None:
    """That what it says it is about is what it is about."""
    plan = json.dumps(sorted(proof["plan"]), ensure_ascii=False, separators=(",", ":"))
    value = {"moves": 0} | {level["name"]: level["value"] for level in levels}
    counts = {key: len(proof[key]) for key in ("people", "cycles", "placements")}
    for key, found in {"digest": sha256(plan.encode()).hexdigest(), **counts, **value}.items():
        said_ = proof["about"][key]
        _check(type(said_) is type(found) and said_ == found, f"it says {key} {said_}, and has {found}")


def _terms(pairs: list[Any], model: Model) -> Terms:
    terms = [(_whole(variable), _whole(factor)) for variable, factor in pairs]
    known = {variable for variable, _ in terms}
    _check(len(known) == len(terms), "a variable stands twice in a row")
    _check(all(0 <= variable < len(model.values) for variable in known), "a row has an unknown variable")
    return terms


def _sum(terms: Terms, values: list[int]) -> int:
    return sum(factor * values[variable] for variable, factor in terms)


def _whole(value: Any) -> int:
    _check(type(value) is int, f"{value!r} is not a whole number")
    return int(value)


def _check(holds: bool, words: str) -> None:
    if not holds:
        raise Wrong(words)


# --- in words ---------------------------------------------------------------------------------------


def said(found: dict[str, Any]) -> list[str]:
    """What is proved, in sentences."""
    about, so = found["about"], ""
    lines = [
        f"About: {about.get('programme') or 'a programme without a name'}, planned on {about.get('today')}; "
        f"{_many(about['people'], 'apprentice')}, {_many(about['cycles'], 'cycle')}, "
        f"{_many(about['placements'], 'placement')}; board {about['digest']}.",
        f"The plan keeps every row ({found['rows']}): {_many(about['gaps'], 'gap')}, "
        f"{_many(about['moves'], 'move')}, score {about['score']}.",
    ]
    for level in found["levels"]:
        past = f"{'higher' if level['name'] == HIGHEST else 'fewer'} {level['name']} than {level['bound']}"
        open_end = "" if level["best"] else f" The plan has {level['value']}, which may not be the best."
        lines.append(f"Proved{so}: no plan has {past} ({_many(level['cases'], 'case')}).{open_end}")
        so = ", of plans no worse so far"
    best = "proved best" if found["proved"] else "not proved best"
    return [*lines, f"The plan is {best} of all that keep the rows; each row names its rule and codes."]


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def main(arguments: list[str]) -> int:
    """Check the file that is named; the exit code."""
    try:
        found = verify(Path(*(word for word in arguments if word != "--json")).read_text("utf-8"))
        lines = said(found)
    except Wrong as wrong:
        found, lines = {"proved": False, "wrong": str(wrong)}, [f"Not proved: {wrong}."]
    except (NotAProof, OSError, ValueError) as error:
        print(f"Not a proof: {error}.", file=sys.stderr)
        return 2
    text = json.dumps(found, indent=2) if "--json" in arguments else "\n".join(lines)
    print("".join(letter if letter.isprintable() or letter == "\n" else "\ufffd" for letter in text))
    return 0 if found["proved"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
