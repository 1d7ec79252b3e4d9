"""Proofs as the planner makes them: of the best there is, said honestly, and no more than is so."""

from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from apprentices.board import Board
from apprentices.exchange.read import read
from apprentices.planner.model.build import build
from apprentices.planner.parameters import changed
from apprentices.planner.problem import Keep, Problem, Scope
from apprentices.planner.proof.verifier import Wrong, said, verify
from apprentices.programme import Programme
from fixtures.cases.hidden import STYLES, Size
from fixtures.cases.residency import residency
from fixtures.folder import write
from tests.apprentices.planner.boards import BEFORE_ALL, TooMany, best_by_exhaustion, crowd, small
from tests.apprentices.planner.proof.made import (
    ONE_OF_EACH,
    best_proof,
    both_hosts,
    crowd_by_hand,
    proof_of,
    text,
    two_threes,
)
from tests.build import CYCLES, HOLIDAYS, board, publication, team


@settings(max_examples=6)
@given(seed=st.integers(0, 1_000_000))
def test_what_is_proved_is_the_best_by_exhaustion(seed: int) -> None:
    problem = small(seed)
    try:
        _, gaps, moves, below, warned = best_by_exhaustion(problem, steps=1_000)
    except TooMany:
        reject()
    found = verify(text(best_proof(problem)))
    assert found["proved"]
    about = found["about"]
    assert (about["gaps"], about["moves"], -about["score"], about["warnings"]) == (gaps, moves, below, warned)


@settings(max_examples=10)
@given(seed=st.integers(0, 1_000_000))
def test_every_row_and_variable_says_where_it_comes_from(seed: int) -> None:
    model = build(small(seed))
    assert len(model.origins) == len(model.row_upper)
    assert all(origin[0] for origin in model.origins)
    placements = {x for own in model.x.values() for x in own.values()} | set(model.s.values())
    assert set(model.meanings) | placements == set(range(len(model.upper)))


def test_the_planner_proves_what_a_hand_proves() -> None:
    made = proof_of(crowd(), {("A1", 0): "COL-A", ("A2", 0): None, ("A3", 0): None})
    hand = crowd_by_hand()
    for part in ("people", "cycles", "placements", "idle", "kept", "left_out", "plan"):
        assert made[part] == hand[part], part
    assert made["levels"][0]["bound"] == 2
    assert verify(text(made))["proved"]


def test_where_nothing_is_left_to_plan_that_is_proved() -> None:
    proof = proof_of(Problem(board({}), BEFORE_ALL), {})
    assert verify(text(proof))["proved"]


def test_where_one_bound_is_not_enough_a_tree_proves_it() -> None:
    proof = proof_of(two_threes(), ONE_OF_EACH)
    found = verify(text(proof))
    gaps = found["levels"][0]
    assert (gaps["value"], gaps["bound"], gaps["best"]) == (4, 4, True)
    assert gaps["cases"] > 1
    assert "split" in proof["levels"][0]["nodes"][0]


def test_a_tree_that_is_cut_short_proves_the_bound_that_it_reached() -> None:
    # Halves of people leave three gaps at least; the plan has four.
    with changed(proof_nodes=1):
        found = verify(text(proof_of(two_threes(), ONE_OF_EACH)))
    gaps = found["levels"][0]
    assert (gaps["value"], gaps["bound"], gaps["cases"]) == (4, 3, 1)
    assert not found["proved"]


@pytest.mark.parametrize("seed", [23, 77])
def test_where_boards_are_large_whole_rotations_prove_it(seed: int) -> None:
    # On these two, prices alone prove less than the score of the best plan, and no tree may be grown.
    problem = small(seed)
    with changed(branched=0):
        proof = best_proof(problem)
    at, level = next((at, level) for at, level in enumerate(proof["levels"]) if "lemmas" in level)
    assert len(level["lemmas"]) == len(problem.free)
    assert len(level["nodes"]) == 1
    found = verify(text(proof))
    assert found["proved"]
    _, gaps, _, below, warned = best_by_exhaustion(problem)
    bounds = {level["name"]: level["bound"] for level in found["levels"]}
    assert (bounds["gaps"], -bounds["score"], bounds["warnings"]) == (gaps, below, warned)
    for number in range(len(level["lemmas"])):
        false = deepcopy(proof)
        false["levels"][at]["lemmas"][number]["most"] -= 1000
        with pytest.raises(Wrong, match=f"{level['name']}, lemma {number}, node"):
            verify(text(false))


def test_where_a_change_of_host_costs_points_values_are_given_in_steps() -> None:
    # Half at each host in both cycles is worth 0; whole rotations are worth -2. First the two cells with
    # their gaps, then whether A1 leaves either host.
    proof = proof_of(both_hosts(), {("A1", 0): "COL-A", ("A1", 1): "LBH-A"})
    (lemma,) = proof["levels"][1]["lemmas"]
    assert lemma["nodes"][0]["steps"] == [[0, 1, 2], [3, 4, 5], [7], [8]]
    assert [level["bound"] for level in verify(text(proof))["levels"]] == [0, -2, 0]


@pytest.mark.parametrize("seed", range(3))
def test_boards_with_changes_of_host_are_proved_to_the_last(seed: int) -> None:
    with TemporaryDirectory() as folder:
        write(residency(seed, STYLES["changes"], Size(9, 4, 9, 3)), Path(folder))
        rows = read([Path(folder)]).tables
    problem = Problem(Board(Programme.of(rows, HOLIDAYS)), BEFORE_ALL)
    proof = best_proof(problem)
    assert verify(text(proof))["proved"]
    assert [level["name"] for level in proof["levels"] if "lemmas" in level] in (["score"], [])


def test_where_everything_is_worth_much_steps_prove_it_too() -> None:
    # What a gap costs in a lemma is more than all else comes to, and so more than 32 bits hold.
    with TemporaryDirectory() as folder:
        write(residency(1, STYLES["changes"], Size(9, 4, 9, 3)), Path(folder))
        rows = read([Path(folder)]).tables
    problem = Problem(Board(Programme.of(rows, HOLIDAYS)), BEFORE_ALL)
    with changed(dual_scale=1_000_000):
        proof = best_proof(problem)
    lemmas = [lemma for level in proof["levels"] for lemma in level.get("lemmas", ())]
    assert max(abs(factor) for lemma in lemmas for _, factor in lemma["terms"]) > 2**31
    assert verify(text(proof))["proved"]


def test_a_plan_that_is_not_the_best_is_not_proved_best() -> None:
    # Nobody has the seat: three gaps, where two are the fewest.
    found = verify(text(proof_of(crowd(), dict.fromkeys(crowd().cells()))))
    gaps = found["levels"][0]
    assert (gaps["value"], gaps["bound"], gaps["best"]) == (3, 2, False)


def test_fewer_moves_are_proved_impossible() -> None:
    # A1 and A2 were told COL-A, which has one seat now: one of them moves, as LBH-A has one.
    teams = [team("COL-A", seats=1), team("LBH-A", seats=1)]
    cycles = CYCLES[1:2]
    told = publication(board({"A1": "COL-A", "A2": "COL-A"}, placements=teams, cycles=cycles))
    made = board({"A1": "COL-A", "A2": "COL-A"}, placements=teams, cycles=cycles)
    problem = Problem(made, BEFORE_ALL, told, Scope(Keep.PUBLISHED))
    proof = proof_of(problem, {("A1", 0): "COL-A", ("A2", 0): "LBH-A"})
    levels = {level["name"]: (level["value"], level["bound"]) for level in verify(text(proof))["levels"]}
    assert {name: levels[name] for name in ("gaps", "moves", "score")} == {
        "gaps": (0, 0),
        "moves": (1, 1),
        "score": (0, 0),
    }
    assert proof["about"]["keep"] == "published"
    assert "no plan has fewer moves than 1 from the plan to be kept (" in " ".join(said(verify(text(proof))))


def test_what_a_cell_can_not_have_is_listed_with_the_rule() -> None:
    # COL-A takes no apprentices of the standard ST1; A1 stays pinned in C1, and C2 is to be planned.
    teams = [team("COL-A", standards=("ST2",)), team("LBH-A")]
    made = board({"A1": "LBH-A* ."}, {"max_run_at_host": "2"}, placements=teams, cycles=CYCLES[:2])
    proof = proof_of(Problem(made, BEFORE_ALL), {("A1", 1): None})
    assert proof["left_out"] == [["A1", ["C2"], "PLAN-STANDARD", ["COL-A"]]]
    assert proof["kept"] == [["A1", "C1", "LBH-A", "pinned"]]
    rules = {row["rule"] for row in proof["rows"] if "rule" in row}
    assert rules == set(proof["rules"]) == {"PLAN-REPEAT"}
    found = verify(text(proof))
    # She has been at LBH-A, which may not be repeated: one gap, and no fewer.
    assert (found["proved"], found["about"]["gaps"]) == (True, 1)


def test_the_same_plan_has_the_same_proof() -> None:
    first, second = (proof_of(two_threes(), ONE_OF_EACH) for _ in range(2))
    assert first == second
