"""Plans with proofs that a child makes: nothing is told of one before it has been checked here."""

from collections.abc import Mapping

import pytest

from apprentices.commands.plan_told import proving_said
from apprentices.planner.certificate import certify, with_certificate
from apprentices.planner.problem import Problem
from apprentices.planner.proposal import PlannerFailed, Proof, Proposal, Status
from apprentices.planner.propose import until_proved
from apprentices.planning import verdict
from apprentices.programme import Assignment
from tests.apprentices.planner.boards import crowd

ONE_SEAT = (Assignment(apprentice="A1", cycle="C2", placement="COL-A"),)


def _proposal(**others: object) -> Proposal:
    """The plan of the crowd that has two gaps, of which nothing is known."""
    plain = Proposal(Status.INCOMPLETE, 2, 0, 0, None, 0, 0.1, ONE_SEAT, ())
    return plain._replace(**others)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def problem() -> Problem:
    """Three people and one seat."""
    return crowd()


def test_a_certificate_proves_what_no_engine_had(problem: Problem) -> None:
    heard: list[Mapping[str, int]] = []
    certificate = certify(problem, _proposal(), until_proved, heard.append)
    assert certificate.bounds == heard[-1] == {"gaps": 2, "score": 0, "warnings": 0}
    assert heard[0] == {"gaps": 2}  # level by level, as they are proved
    assert proving_said(1.25, heard[-1]) == "  1.2 s  proving: gaps 2, score 0, warnings 0"
    proved = with_certificate(_proposal(), certificate)
    assert (proved.status, proved.bound, proved.proof) == (Status.INFEASIBLE, 0, Proof.CERTIFICATE)
    said = "Plan with 2 gaps, score 0: fewer gaps are proved impossible (certificate), in 0.1 s."
    assert verdict(proved) == said


def test_a_proof_of_another_plan_is_none(problem: Problem) -> None:
    with pytest.raises(PlannerFailed, match="not what it is said to be"):
        certify(problem, _proposal(gaps=1), until_proved)


def test_a_plan_that_breaks_a_rule_has_no_proof(problem: Problem) -> None:
    two = (*ONE_SEAT, Assignment(apprentice="A2", cycle="C2", placement="COL-A"))
    with pytest.raises(PlannerFailed, match="the plan breaks row"):
        certify(problem, _proposal(assignments=two, gaps=1), until_proved)


def test_who_stops_at_once_gets_no_proof(problem: Problem) -> None:
    with pytest.raises(PlannerFailed, match="stopped before each level had a bound"):
        certify(problem, _proposal(), lambda: True)


def test_a_certificate_of_a_bound_alone_proves_no_best(problem: Problem) -> None:
    # Nobody has the seat: three gaps, and not fewer than two are possible.
    worse = _proposal(gaps=3, assignments=())
    kept = with_certificate(worse, certify(problem, worse, until_proved))
    assert (kept.status, kept.proof, kept.bound) == (Status.INCOMPLETE, Proof.NONE, 0)
