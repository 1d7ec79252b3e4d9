"""No proof with something wrong in it is taken."""

from typing import Any

from apprentices.planner.proof.verifier import verify
from tests.apprentices.planner.proof.made import text
from tests.apprentices.planner.proof.mutants import is_true, judged, proofs


def test_the_judge_and_the_verifier_take_what_is_right() -> None:
    for proof in proofs():
        assert is_true(proof)
        assert verify(text(proof))["proved"]


def test_no_mutant_is_taken_unless_what_it_claims_is_so() -> None:
    missed: list[Any] = []
    found = judged(400, 7, missed.append)
    assert missed == []
    assert found["refused"] > 250  # prices may change a little and still prove the same
