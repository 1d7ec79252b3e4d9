"""The verifier: what it takes, what it refuses and why, and that it needs nothing but Python."""

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import highspy
import numpy as np
import pytest

from apprentices.planner.proof import verifier
from apprentices.planner.proof.verifier import NotAProof, Wrong, said, verify
from tests.apprentices.planner.boards import liked
from tests.apprentices.planner.proof.made import Proof, both_hosts, crowd_by_hand, proof_of, text

SCRIPT = Path(verifier.__file__)


def test_a_proof_worked_out_by_hand_is_taken() -> None:
    found = verify(text(crowd_by_hand()))
    assert found["proved"]
    assert found["rows"] == 4
    assert [(level["name"], level["bound"], level["cases"]) for level in found["levels"]] == [
        ("gaps", 2, 1),
        ("score", 0, 1),
    ]
    assert said(found)[1:3] == [
        "The plan keeps every row (4): 2 gaps, score 0.",  # moves are not counted
        "Proved: no plan has fewer gaps than 2 (1 case).",
    ]


def test_prices_that_come_from_elsewhere_are_taken() -> None:
    # A1 would rather be in COL-A (3 points) than in LBH-A (1), A2 has no wish: 3 points are the best. The
    # prices are those that HiGHS gives for the rows as they stand in the file, in twelfths.
    proof = proof_of(liked(), {("A1", 0): "COL-A", ("A2", 0): "LBH-A"})
    gaps, score, _ = proof["levels"]
    rows = [*proof["rows"], {"terms": gaps["terms"], "most": 0}]
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    points = dict(score["terms"])
    for number in range(len(proof["variables"])):
        highs.addCol(-points.get(number, 0), 0, 1, 0, [], [])
    for row in rows:
        numbers, factors = zip(*row["terms"], strict=True)
        least = row["most"] if "equal" in row else -highspy.kHighsInf
        highs.addRow(least, row["most"], len(numbers), np.array(numbers), np.array(factors, float))
    highs.run()
    duals = [-round(12 * dual) for dual in highs.getSolution().row_dual]
    score["nodes"] = [{"prices": [*map(list, enumerate(duals)), [len(rows), 12]]}]
    assert verify(text(proof))["proved"]


# Each spoils the proof by hand in one place.
SPOILT: dict[str, tuple[Callable[[Proof], Any], str]] = {
    "a price": (lambda p: p["levels"][0]["nodes"][0]["prices"][3].__setitem__(1, 0), "leave room"),
    "a price below 0": (
        lambda p: p["levels"][0]["nodes"][0]["prices"].__setitem__(3, [3, -1]),
        "the price of row 3 is below 0",
    ),
    "a price of no row": (lambda p: p["levels"][0]["nodes"][0]["prices"].append([9, 1]), "no row 9"),
    "a price in halves": (lambda p: p["levels"][0]["nodes"][0]["prices"].append([3, True]), "whole number"),
    "a row": (lambda p: p["rows"][3].__setitem__("most", 0), "the plan breaks row 3"),
    "an unknown variable": (lambda p: p["rows"][3]["terms"].append([6, 1]), "unknown variable"),
    "a variable twice": (lambda p: p["rows"][3]["terms"].append([0, 1]), "stands twice"),
    "a cell twice": (lambda p: p["plan"].append(["A1", "C2", "COL-A"]), "cell twice"),
    "another plan": (lambda p: p["plan"].append(["A2", "C2", "COL-A"]), "the plan breaks row 3"),
    "a plan of somebody else": (lambda p: p["plan"].append(["A9", "C2", "COL-A"]), "of nobody"),
    "a placement left out": (lambda p: p["placements"].append("COL-B"), "leaves out more"),
    "a cell that is not there": (lambda p: p["cycles"].append("C3"), "not accounted for"),
    "a code twice": (lambda p: p["people"].append("A1"), "stands twice"),
    "gaps that do not count": (lambda p: p["levels"][0]["terms"].pop(0), "not counted"),
    "fewer gaps than there are": (lambda p: p["levels"][0].update(value=1, bound=1), "does not come to 1"),
    "a bound that is too good": (lambda p: p["levels"][0].update(bound=3), "leave room"),
    "no score": (lambda p: p["levels"].pop(), "the levels are gaps$"),
    "score before gaps": (lambda p: p["levels"].reverse(), "the levels are"),
    "no tree": (lambda p: p["levels"][0].pop("nodes"), "not complete"),
    "another board": (lambda p: p["about"].update(digest="0" * 64), "it says digest"),
    "more people": (lambda p: p["about"].update(people=4), "it says people 4"),
}


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_step_that_fails_is_named(spoil: str) -> None:
    proof = crowd_by_hand()
    change, words = SPOILT[spoil]
    change(proof)
    with pytest.raises(Wrong, match=words):
        verify(text(proof))


# Each spoils the steps of a lemma: A1 comes to two hosts in two cycles (variables 0 to 2 and 3 to 5), and
# leaves one of them (7 or 8); rows 5 and 6 ask for the hosts, 7 and 8 say that one is left.
SPOILT_STEPS: dict[str, tuple[Callable[[Proof], Any], str]] = {
    "a step that is gone": (lambda node: node["steps"].pop(0), "leave room"),
    "a row that is not kept": (lambda node: node["keep"].remove(7), "leave room"),
    "a requirement that is not kept": (lambda node: node["keep"].remove(5), "leave room"),
    "a placement that is left out": (lambda node: node["steps"][0].remove(0), "is no step"),
    "variables of which more than one may be 1": (lambda node: node["steps"].append([2, 7]), "given twice"),
    "variables that no row ties": (lambda node: node.update(steps=[[0, 3]]), "is no step"),
    "a variable in two steps": (lambda node: node["steps"].append([8]), "given twice"),
    "a row that is not there": (lambda node: node["keep"].append(99), "not complete"),
    "no rows to keep": (lambda node: node.pop("keep"), "not complete"),
    "a step of nothing": (lambda node: node["steps"].append([]), "is no step"),
}


@pytest.mark.parametrize("spoil", SPOILT_STEPS)
def test_steps_that_prove_nothing_are_named(spoil: str) -> None:
    proof = proof_of(both_hosts(), {("A1", 0): "COL-A", ("A1", 1): "LBH-A"})
    change, words = SPOILT_STEPS[spoil]
    change(proof["levels"][1]["lemmas"][0]["nodes"][0])
    with pytest.raises(Wrong, match=words):
        verify(text(proof))


def test_steps_that_lead_too_many_ways_do_not_take_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifier, "MOST_WAYS", 1)
    with pytest.raises(Wrong, match="score, lemma 0, node 0: there are too many ways"):
        verify(text(proof_of(both_hosts(), {("A1", 0): "COL-A", ("A1", 1): "LBH-A"})))


def test_a_tree_may_not_go_back() -> None:
    proof = crowd_by_hand()
    proof["levels"][0]["nodes"] = [{"prices": [], "split": [0, 0, 0, 0]}]
    with pytest.raises(Wrong, match="goes back"):
        verify(text(proof))


def test_a_tree_in_which_ways_meet_again_does_not_take_for_ever() -> None:
    # Each of 60 nodes leads to the next by two ways: 2 ** 60 ways, more than there is time for.
    proof = crowd_by_hand()
    proof["variables"] += [{"least": 0, "most": 1, "value": 0} for _ in range(60)]
    leaf = proof["levels"][0]["nodes"][0]
    ways = [{"prices": [], "split": [6 + at, 0, at + 1, at + 1]} for at in range(60)]
    proof["levels"][0]["nodes"] = [*ways, leaf]
    with pytest.raises(Wrong, match="more than one way"):
        verify(text(proof))


@pytest.mark.parametrize(
    "wrong", ["", "[]", "{", '{"format": "rotation plan proof 1"}', "[" * 100_000, "1e3"]
)
def test_what_is_no_proof_is_refused(wrong: str) -> None:
    with pytest.raises(NotAProof):
        verify(wrong)


def test_floats_have_no_place_in_a_proof() -> None:
    with pytest.raises(NotAProof, match="whole numbers"):
        verify(text(crowd_by_hand()).replace('"most": 1', '"most": 1.0', 1))


def test_a_bound_that_is_not_met_is_no_proof_of_the_best() -> None:
    proof = crowd_by_hand()
    proof["levels"][0]["bound"] = 1  # no plan has no gap: true, and less than what is proved
    found = verify(text(proof))
    assert not found["proved"]
    assert [level["best"] for level in found["levels"]] == [False, True]
    assert "which may not be the best" in said(found)[2]


def _alone(*words: object) -> subprocess.CompletedProcess[str]:
    """The one file, run by a Python that finds nothing but its own library."""
    command = [sys.executable, "-I", "-S", str(SCRIPT), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_it_runs_by_itself(tmp_path: Path) -> None:
    file = tmp_path / "proof.json"
    file.write_text(text(crowd_by_hand()), "utf-8")
    ran = _alone(file)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == said(verify(text(crowd_by_hand())))
    assert json.loads(_alone(file, "--json").stdout) == verify(text(crowd_by_hand()))


def test_by_itself_it_says_what_fails(tmp_path: Path) -> None:
    spoilt = deepcopy(crowd_by_hand())
    spoilt["rows"][3]["most"] = 0
    file = tmp_path / "proof.json"
    file.write_text(text(spoilt), "utf-8")
    ran = _alone(file)
    assert (ran.returncode, ran.stdout) == (1, "Not proved: the plan breaks row 3 (PLAN-SEATS).\n")
    file.write_text("{}", "utf-8")
    ran = _alone(file)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("Not a proof: it does not say")


def test_it_is_one_short_file_of_the_standard_library() -> None:
    source = SCRIPT.read_text("utf-8")
    assert len(source.splitlines()) <= 300
    tree = ast.parse(source)
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names
    assert not [
        node for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) is float
    ]
