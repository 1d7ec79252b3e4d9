"""Proofs made in the process of the test, for small problems; `tests/commands` goes through the child."""

from collections.abc import Mapping
from typing import Any

from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.problem import Cell, Problem
from apprentices.planner.proof.description import Proved, described
from apprentices.planner.proof.prove import prove
from tests.apprentices.planner.here import search

Proof = dict[str, Any]


def proof_of(problem: Problem, plan: Mapping[Cell, str | None]) -> Proof:
    """The proof of a plan."""
    model = build(problem)
    values = model.start(plan)
    assert values is not None
    proved: dict[Level, Proved] = {}
    prove(problem, dict(plan), lambda level: proved.update({level.level: level}))
    return described(problem, model, values, proved.values())


def best_proof(problem: Problem) -> Proof:
    """The proof of the best plan."""
    ledger, _ = search(problem)
    return proof_of(problem, ledger.plan)
