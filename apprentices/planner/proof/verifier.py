"""Check a proof about a rotation plan: in whole numbers, with nothing but Python.

    python verifier.py FILE [--json]

Leaves with 0 when the plan is proved best, 1 when it is not, 2 when FILE is no proof. A proof holds the rows
that every plan keeps (`terms <= most`, or `= most` where `equal`), with the rule and codes that each comes
from; the plan; and, level by level, why none is better. Say one were: it also keeps the row "better". Rows
times their prices (none below 0 but on `equal` ones) are added up: if the least that the sum can come to is
more than it allows, there is none. Else it narrows the bounds of variables; values are given in `steps`, in
all ways that keep some rows; or a variable is split. Lemmas, proved so, are rows, too.
"""

import json
import sys
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

FORMAT = "rotation plan proof 1"
LEVELS = ("breaches", "gaps", "moves", "score", "warnings")  # each is decided before the next
HIGHEST = "score"  # all others are to be as few as can be
PARTS = {"about", "people", "cycles", "placements", "idle", "kept", "left_out", "plan", "variables", "rows"}
MOST_WAYS = 100_000  # that are followed side by side
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
    ones: set[frozenset[int]]  # variables of which just one is 1


def verify(text: str) -> dict[str, Any]:
    """What a proof proves, about what, level by level. Raises `NotAProof`, or `Wrong` where a step fails."""
    try:
        proof = json.loads(text, parse_float=int, parse_constant=int)
    except (ValueError, RecursionError) as error:
        raise NotAProof("it is not JSON of whole numbers") from error
    if not isinstance(proof, dict) or proof.get("format") != FORMAT or PARTS - proof.keys():
        raise NotAProof(f'it does not say "format": "{FORMAT}", or has not all parts')
    try:
        model = _model(proof)
        levels = _levels(proof, model, _cells(proof, model))
        plan = json.dumps(sorted(proof["plan"]), ensure_ascii=False, separators=(",", ":"))
        found = {"digest": sha256(plan.encode()).hexdigest(), "moves": 0}
        found |= {key: len(proof[key]) for key in ("people", "cycles", "placements")}
        for key, value in (found | {level["name"]: level["value"] for level in levels}).items():
            there = proof["about"][key]
            _check(type(there) is type(value) and there == value, f"it says {key} {there}, and has {value}")
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise Wrong(f"it is not complete ({type(error).__name__}: {error})") from error
    proved = all(level["best"] for level in levels)
    return {"proved": proved, "about": proof["about"], "rows": len(model.rows), "levels": levels}


def _model(proof: dict[str, Any]) -> Model:
    """The rows with the plan as a solution of them."""
    plan = {tuple(cell) for cell in proof["plan"]}
    filled = {cell[:2] for cell in plan}
    _check(len(filled) == len(plan) == len(proof["plan"]), "the plan has a cell twice")
    model = Model([], [], [], [], set())
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
        there = _least(terms, model.values, model.values)
        _check(there == most if equal else there <= most, f"the plan breaks row {number} ({row.get('rule')})")
        model.rows.append(Row(terms, most, equal))
        if equal and most == 1 and all(factor == 1 and model.least[at] >= 0 for at, factor in terms):
            model.ones.add(frozenset(at for at, _ in terms))
    return model


def _cells(proof: dict[str, Any], model: Model) -> Row:
    """That every cell is accounted for; gives the count of gaps, as terms and what stays empty anyway."""
    every, plan = set(proof["placements"]), {tuple(cell[:2]): cell[2] for cell in proof["plan"]}
    kept = {tuple(cell[:2]): cell[2] for cell in proof["kept"]}
    idle = {tuple(cell) for cell in proof["idle"]}
    gaps = [at for at, one in enumerate(proof["variables"]) if isinstance(one, list) and one[2] is None]
    free = [tuple(one) for one in proof["variables"] if isinstance(one, list)]
    left = [(who, at, code) for who, cycles, _, codes in proof["left_out"] for at in cycles for code in codes]
    chosen = {(who, cycle, plan.get((who, cycle))) for who, cycle, _ in free}
    _check(chosen <= set(free), "the plan has what can't be there")
    open_: dict[Any, list[str | None]] = {}
    for who, cycle, placement in free + left:
        open_.setdefault((who, cycle), []).append(placement)
    cells = [(who, cycle) for who in proof["people"] for cycle in proof["cycles"]]
    _check(len(set(cells)) == len(cells) and len(every) == len(proof["placements"]), "a code stands twice")
    _check((open_.keys() | kept.keys() | idle | plan.keys()) <= set(cells), "a cell is of nobody")
    for cell in cells:
        if cell in open_:
            whole = len(set(open_[cell])) == len(open_[cell]) and set(open_[cell]) == every | {None}
            _check(whole, f"{cell} leaves out more")
            _check(cell not in kept and cell not in idle, f"{cell} is to be planned and not")
        else:
            _check(plan.get(cell) == kept.get(cell), f"{cell} is not what it was")
            _check(cell in idle or cell in kept, f"{cell} is not accounted for")
    return Row([(at, 1) for at in gaps], len(set(cells) - open_.keys() - plan.keys() - idle))


def _levels(proof: dict[str, Any], model: Model, gaps: Row) -> list[dict[str, Any]]:
    """Each level in its turn: plans that are worse at the levels before it do not count."""
    names = [level["name"] for level in proof["levels"]]
    known = [name for name in LEVELS if name in {*names, "gaps", "score"}]
    _check(known == names, f"the levels are {', '.join(map(str, names))}")
    rows, levels = list(model.rows), []
    for level in proof["levels"]:
        name, terms = level["name"], _terms(level["terms"], model)
        constant, value, bound = (_whole(level[key]) for key in ("constant", "value", "bound"))
        there = constant + _least(terms, model.values, model.values)
        _check(there == value, f"the plan does not come to {value} {name}")
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
        node, here = nodes[number], f"{where} {number}"
        sum_ = _added(here, node["prices"], rows)
        room = sum_.most - _least(sum_.terms, least, most)
        least, most = _narrowed(sum_.terms, room, least, most) if room >= 0 else (least, most)
        if room < 0 or ("steps" in node and not _ways(here, node, sum_, model, least, most)):
            leaves += 1
            _check(leaves <= len(nodes), f"{here}: more than one way leads here")
            continue
        _check("split" in node, f"{here}: the prices leave room for better ({room})")
        variable, at, below, above = map(_whole, node["split"])
        _check(min(below, above) > number, f"{here}: it goes back to {min(below, above)}")
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
        _check(_whole(price) >= 0 or rows[number].equal, f"{where}: the price of row {number} is below 0")
        most += price * rows[number].most
        for variable, factor in rows[number].terms:
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


def _ways(where: str, node: Any, sum_: Row, model: Model, least: list[int], most: list[int]) -> Any:
    """The ways to give values in steps that keep a sum and some rows; of those alike in these, the best."""
    kept = [sum_, *(model.rows[_whole(number)] for number in node["keep"])]
    given, steps, later, touched = {at for step in node["steps"] for at in step}, [], set[int](), set[int]()
    _check(len(given) == sum(map(len, node["steps"])), f"{where}: a variable is given twice")
    for step in node["steps"]:  # one variable is 1 of those of which just one can be, or is 0 or 1 by itself
        alone = len(step) == 1 and least[step[0]] >= 0 and most[step[0]] <= 1
        _check(alone or frozenset(step) in model.ones, f"{where}: {step} is no step")
        steps.append([(at, value) for at in step for value in range(1 - alone, 2) if value <= most[at]])
    factors, low, high, onward = [dict(row.terms) for row in kept], [0] * len(kept), [0] * len(kept), []
    for options in reversed(steps):
        adds = [[own.get(variable, 0) * value for own in factors] for variable, value in options]
        each = {at: some for at, some in enumerate(zip(*adds, strict=True)) if any(some)}
        onward.append((adds, [(at, kept[at].most - low[at], kept[at].most - high[at]) for at in each], later))
        later = later | each.keys() - {0}
        for at, some in each.items():
            low[at], high[at] = low[at] + min(some), high[at] + max(some)
    ways = {0: [*(_least([t for t in row.terms if t[0] not in given], least, most) for row in kept), 0]}
    for adds, limits, later in reversed(onward):
        before, ways, touched = ways, {}, touched | {at for at, *_ in limits}
        alike = itemgetter(*touched & later, -1)  # in all rows that have come to something and go on
        for way in before.values():
            for add in adds:
                there = way.copy()
                for at, limit, harmless in limits:
                    if (value := there[at] + add[at]) > limit:
                        break
                    there[at] = value if value > harmless else harmless
                else:
                    key = alike(there)
                    if key not in ways or there[0] < ways[key][0]:
                        ways[key] = there
        _check(len(ways) <= MOST_WAYS, f"{where}: there are too many ways")
    return ways


def _terms(pairs: list[Any], model: Model) -> Terms:
    terms = [(_whole(variable), _whole(factor)) for variable, factor in pairs]
    _check(len(dict(terms)) == len(terms), "a variable stands twice in a row")
    _check(all(0 <= at < len(model.values) for at, _ in terms), "a row has an unknown variable")
    return terms


def _least(terms: Terms, least: list[int], most: list[int]) -> int:
    return sum(factor * (least if factor > 0 else most)[variable] for variable, factor in terms)


def _whole(value: Any) -> int:
    _check(type(value) is int, f"{value!r} is not a whole number")
    return int(value)


def _check(holds: bool, words: str) -> None:
    if not holds:
        raise Wrong(words)


def said(found: dict[str, Any]) -> list[str]:
    """What is proved, in sentences."""
    about, so = found["about"], ""
    lines = [
        f"About: {about.get('programme') or 'a programme without a name'}, planned on {about.get('today')}; "
        f"{_many(about['people'], 'apprentice')}, {_many(about['cycles'], 'cycle')}, "
        f"{_many(about['placements'], 'placement')}; board {about['digest']}.",
        f"The plan keeps every row ({found['rows']}): {_many(about['gaps'], 'gap')}, score {about['score']}.",
    ]
    for level in found["levels"]:
        whence = " from the plan to be kept" if level["name"] == "moves" else ""
        past = f"{'higher' if level['name'] == HIGHEST else 'fewer'} {level['name']} than {level['bound']}"
        open_end = "" if level["best"] else f" The plan has {level['value']}, which may not be the best."
        lines.append(f"Proved{so}: no plan has {past}{whence} ({_many(level['cases'], 'case')}).{open_end}")
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
