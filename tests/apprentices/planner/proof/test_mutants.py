"""No proof with something wrong in it is taken."""

from typing import Any

from apprentices.planner.proof.verifier import verify
from tests.apprentices.planner.proof.made import crowd_by_lemma, half_away, text
from tests.apprentices.planner.proof.mutants import is_true, judged, proofs


def test_the_judge_and_the_verifier_take_what_is_right() -> None:
    for proof in proofs():
        assert is_true(proof)
        assert verify(text(proof))["proved"]


def test_no_mutant_is_taken_unless_what_it_claims_is_so() -> None:
    missed: list[Any] = []
    found = judged(400, 7, missed.append)
    assert missed == []
    assert found["refused"] > 220  # prices may change a little and still prove the same
    assert found["of lemmas"] > 50


def test_a_lemma_made_by_hand_is_a_row_from_then_on() -> None:
    found = verify(text(crowd_by_lemma()))
    assert [(level["bound"], level["best"]) for level in found["levels"]] == [(2, True), (0, True)]


def test_one_lemma_proves_the_best_of_a_whole_rotation() -> None:
    proof = half_away()
    assert [len(level.get("lemmas", ())) for level in proof["levels"]] == [0, 1, 0]
    assert [level["bound"] for level in verify(text(proof))["levels"]] == [0, 3, 0]
