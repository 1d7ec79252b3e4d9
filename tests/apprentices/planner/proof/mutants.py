"""Proofs with one thing changed, and a judge who needs no proof: he looks at all solutions of the rows.

    python -m tests.apprentices.planner.proof.mutants [10000]

The verifier may take a mutant only where what it claims is still true.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from hashlib import sha256
from itertools import product
from typing import Any

from apprentices.planner.proof.verifier import NotAProof, Wrong, verify
from tests.apprentices.planner.boards import crowd, liked
from tests.apprentices.planner.proof.made import (
    ONE_OF_EACH,
    Proof,
    both_hosts,
    crowd_by_lemma,
    half_away,
    proof_of,
    text,
    two_threes,
)

Place = tuple[Any, Any]  # a list or an object, and an index or a key of it


def proofs() -> list[Proof]:
    """Small ones: of gaps, of a score, with a tree, and three with lemmas: by a tree, by hand, in steps."""
    return [
        proof_of(crowd(), {("A1", 0): "COL-A", ("A2", 0): None, ("A3", 0): None}),
        proof_of(liked(), {("A1", 0): "COL-A", ("A2", 0): "LBH-A"}),
        proof_of(two_threes(), ONE_OF_EACH),
        half_away(),
        crowd_by_lemma(),
        proof_of(both_hosts(), {("A1", 0): "COL-A", ("A1", 1): "LBH-A"}),
    ]


def mutant(proof: Proof, rng: random.Random) -> Proof:
    """The proof with one thing changed: a number, a code, or an entry that is gone or there twice."""
    made = deepcopy(proof)
    part = rng.choice(
        ("about", "people", "cycles", "placements", "plan", "variables", "rows", "levels", "levels", "levels")
    )
    lemmas = [level["lemmas"] for level in made["levels"] if "lemmas" in level]
    changed = rng.choice(lemmas) if lemmas and rng.random() < 0.5 else made[part]
    places = list(_places(changed)) or [(made, part)]
    holder, key = rng.choice(places)
    value = holder[key]
    if isinstance(holder, list) and rng.random() < 0.2:
        rng.choice((holder.pop, lambda at: holder.insert(at, deepcopy(value))))(key)
    elif isinstance(value, bool):
        holder[key] = not value
    elif isinstance(value, int):
        holder[key] = rng.choice((value + 1, value - 1, -value, 0, 2 * value, rng.randrange(20)))
    elif isinstance(value, str) or value is None:
        holder[key] = rng.choice(("A1", "A2", "C2", "COL-A", "LBH-A", None, value))
    elif isinstance(value, list) and value:
        rng.shuffle(value)
    return made


def _places(value: Any) -> Iterator[Place]:
    """All that stands in a list or an object, however deep."""
    for key in range(len(value)) if isinstance(value, list) else list(value):
        yield value, key
        if isinstance(value[key], list | dict):
            yield from _places(value[key])


# --- the judge --------------------------------------------------------------------------------------


def is_true(proof: Proof) -> bool:
    """Whether all that a proof claims is so, whatever its trees say."""
    ranges = [
        range(*((0, 2) if isinstance(v, list) else (v["least"], v["most"] + 1))) for v in _variables(proof)
    ]
    solutions = [point for point in product(*ranges) if _keeps(point, proof["rows"])]
    plan = {(who, cycle): code for who, cycle, code in proof["plan"]}
    own = tuple(_value(variable, plan) for variable in _variables(proof))
    if own not in solutions or not _describes(proof, plan):
        return False
    for level in proof["levels"]:
        worth = {point: level["constant"] + _total(level["terms"], point) for point in solutions}
        high = level["name"] == "score"
        past = [
            point
            for point, found in worth.items()
            if (found > level["bound"] if high else found < level["bound"])
        ]
        if past or worth[own] != level["value"]:
            return False
        solutions = [
            point
            for point in solutions
            if (worth[point] >= worth[own] if high else worth[point] <= worth[own])
        ]
    return True


def _variables(proof: Proof) -> list[Any]:
    variables: list[Any] = proof["variables"]
    return variables


def _value(variable: Any, plan: dict[tuple[str, str], str]) -> int:
    if isinstance(variable, dict):
        return int(variable["value"])
    who, cycle, code = variable
    return int(plan.get((who, cycle)) == code)


def _keeps(point: tuple[int, ...], rows: list[Any]) -> bool:
    totals = ((_total(row["terms"], point), row) for row in rows)
    return all(total == row["most"] if row.get("equal") else total <= row["most"] for total, row in totals)


def _total(terms: list[Any], point: tuple[int, ...]) -> int:
    return sum(factor * point[variable] for variable, factor in terms)


def _describes(proof: Proof, plan: dict[tuple[str, str], str]) -> bool:
    """Whether what is around the rows fits: cells with every placement and a gap, counts, the digest."""
    cells = [tuple(variable[:2]) for variable in _variables(proof) if isinstance(variable, list)]
    choices = [variable[2] for variable in _variables(proof) if isinstance(variable, list)]
    every = sorted(map(str, [*proof["placements"], None]))
    wanted = {(who, cycle) for who in proof["people"] for cycle in proof["cycles"]}
    there = {
        cell: sorted(str(c) for c, at in zip(choices, cells, strict=True) if at == cell) for cell in cells
    }
    rows = ",".join(f'["{who}","{cycle}","{code}"]' for (who, cycle), code in sorted(plan.items()))
    values = {level["name"]: level["value"] for level in proof["levels"]}
    about = {
        "digest": sha256(f"[{rows}]".encode()).hexdigest(),
        "people": len(set(proof["people"])),
        "cycles": len(set(proof["cycles"])),
        "placements": len(set(proof["placements"])),
        "gaps": len(wanted - plan.keys()),
        "moves": 0,
        "score": values["score"],
    }
    return (
        set(there) == wanted
        and plan.keys() <= wanted
        and all(could == every for could in there.values())
        and all(proof["about"][key] == value for key, value in about.items())
    )


def _lemmas(proof: Proof) -> list[Any]:
    return [level.get("lemmas") for level in proof["levels"] if isinstance(level, dict)]


def judged(number: int, seed: int, miss: Callable[[Proof], Any]) -> Counter[str]:
    """Make so many mutants; those that are taken and not true go to `miss`."""
    rng, sound, found = random.Random(seed), proofs(), Counter[str]()
    for _ in range(number):
        whole = rng.choice(sound)
        made = mutant(whole, rng)
        found["of lemmas"] += _lemmas(made) != _lemmas(whole)
        try:
            verify(text(made))
        except (Wrong, NotAProof):
            found["refused"] += 1
            continue
        found["taken"] += 1
        if not is_true(made):
            found["missed"] += 1
            miss(made)
    return found


if __name__ == "__main__":
    print(judged(int([*sys.argv, "10000"][1]), 1, print))
