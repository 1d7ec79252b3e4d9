"""Proofs made in the process of the test, for small problems; `tests/commands` goes through the child."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from apprentices.conditions import Preference, Requirement, Separation
from apprentices.planner.level import Level
from apprentices.planner.model.warnings import build_with_warnings
from apprentices.planner.parameters import changed
from apprentices.planner.problem import Cell, Problem
from apprentices.planner.proof.description import Proved, described
from apprentices.planner.proof.prove import prove
from apprentices.programme import Host
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.apprentices.planner.here import search
from tests.build import CYCLES, board, person, team

Proof = dict[str, Any]


def proof_of(problem: Problem, plan: Mapping[Cell, str | None]) -> Proof:
    """The proof of a plan."""
    model = build_with_warnings(problem)
    values = model.start(plan)
    assert values is not None
    proved: dict[Level, Proved] = {}
    prove(problem, dict(plan), lambda level: proved.update({level.level: level}))
    return described(problem, model, values, proved.values())


def best_proof(problem: Problem) -> Proof:
    """The proof of the best plan."""
    ledger, _ = search(problem)
    return proof_of(problem, ledger.plan)


def crowd_by_hand() -> Proof:
    """Three people, one team of one seat, one cycle: two gaps, in a proof that no program has made.

    With x the placements and s the gaps: x1 + s1 = 1, x2 + s2 = 1, x3 + s3 = 1, x1 + x2 + x3 <= 1. Fewer gaps
    would be s1 + s2 + s3 <= 1. The last two rows together say that all six come to 2 at the most, the first
    three that they come to 3. All have the same score, 0.
    """
    names = ("A1", "A2", "A3")
    plan = [["A1", "C2", "COL-A"]]
    cells = [{"terms": [[2 * at, 1], [2 * at + 1, 1]], "most": 1, "equal": True} for at in range(3)]
    return {
        "format": "rotation plan proof 1",
        "about": {
            "digest": sha256(b'[["A1","C2","COL-A"]]').hexdigest(),
            "people": 3,
            "cycles": 1,
            "placements": 1,
            "gaps": 2,
            "moves": 0,
            "score": 0,
        },
        "people": list(names),
        "cycles": ["C2"],
        "placements": ["COL-A"],
        "idle": [],
        "kept": [],
        "left_out": [],
        "plan": plan,
        "variables": [[who, "C2", code] for who in names for code in ("COL-A", None)],
        "rows": [*cells, {"rule": "PLAN-SEATS", "terms": [[0, 1], [2, 1], [4, 1]], "most": 1}],
        "levels": [
            {
                "name": "gaps",
                "constant": 0,
                "terms": [[1, 1], [3, 1], [5, 1]],
                "value": 2,
                "bound": 2,
                "nodes": [{"prices": [[0, -1], [1, -1], [2, -1], [3, 1], [4, 1]]}],
            },
            {
                "name": "score",
                "constant": 0,
                "terms": [],
                "value": 0,
                "bound": 0,
                "nodes": [{"prices": [[5, 1]]}],
            },
        ],
    }


def two_threes() -> Problem:
    """Six people, one team with seats for all, one cycle; of A1 to A3 no two may meet, nor of A4 to A6.

    Of each three one has a place, so four have none. Halves of people would do with three gaps: a bound by
    prices alone does not prove it.
    """
    pairs = [("A1", "A2"), ("A1", "A3"), ("A2", "A3"), ("A4", "A5"), ("A4", "A6"), ("A5", "A6")]
    made = board(
        {f"A{number}": "." for number in range(1, 7)},
        {"fairness_weight": "0"},
        placements=[team("COL-A", seats=6)],
        separations=[Separation(apprentice=one, other=other, within="placement") for one, other in pairs],
        cycles=CYCLES[1:2],
    )
    return Problem(made, BEFORE_ALL)


def half_away() -> Proof:
    """A1 likes LBH-A (3 points a cycle), and may spend half of three like cycles away from COL: one, as whole
    cycles go, and one and a half as halves do. One lemma, of her whole rotation, proves the 3 points.
    """
    made = board(
        {"A1": ". . ."},
        {"fairness_weight": "0", "allow_repeat_placement": "yes", "max_run_at_host": "3"},
        hosts=[Host(host="COL", name="City"), Host(host="LBH", name="Hackney")],
        placements=[team("COL-A"), team("LBH-A")],
        apprentices=[person("A1", employer="COL", ends_on=CYCLES[2].ends_on)],
        preferences=[Preference(apprentice="A1", what="placement:LBH-A", points=3)],
        cycles=CYCLES[:3],
    )
    plan = {("A1", 0): "COL-A", ("A1", 1): "COL-A", ("A1", 2): "LBH-A"}
    with changed(branched=0):  # no tree is grown of the whole
        return proof_of(Problem(made, BEFORE_ALL), plan)


def both_hosts() -> Problem:
    """A1 has to come to two hosts in two cycles, and a change of host costs 2 points, so plans are worth -2.
    Half a cycle at each host in both would change nothing.
    """
    made = board(
        {"A1": ". ."},
        {"fairness_weight": "0", "host_change_weight": "2"},
        placements=[team("COL-A"), team("LBH-A")],
        apprentices=[person("A1", ends_on=CYCLES[1].ends_on)],
        requirements=[Requirement(who="A1", what=f"host:{host}", min_cycles=1) for host in ("COL", "LBH")],
        cycles=CYCLES[:2],
    )
    return Problem(made, BEFORE_ALL)


def crowd_by_lemma() -> Proof:
    """The proof by hand in two steps: a lemma says that two gaps are the fewest, and is a row from then on.

    Row 4 is what the lemma denies, s1 + s2 + s3 <= 1; afterwards row 4 is the lemma, -s1 - s2 - s3 <= -2, and
    row 5 says that there are fewer gaps. These two come to 0 <= -1. Score has a row more before it.
    """
    proof = crowd_by_hand()
    gaps, score = proof["levels"]
    least = {"terms": [[1, -1], [3, -1], [5, -1]], "most": -2, "nodes": gaps["nodes"]}
    gaps |= {"lemmas": [least], "nodes": [{"prices": [[4, 1], [5, 1]]}]}
    score["nodes"] = [{"prices": [[6, 1]]}]
    return proof


ONE_OF_EACH: dict[Cell, str | None] = {
    ("A1", 0): "COL-A",
    ("A2", 0): None,
    ("A3", 0): None,
    ("A4", 0): "COL-A",
    ("A5", 0): None,
    ("A6", 0): None,
}


def text(proof: Proof) -> str:
    """A proof as a file has it."""
    return json.dumps(proof)
