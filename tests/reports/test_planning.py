"""`why`, `plan` and `explain` say of a board what `check` says of it."""

from pathlib import Path

import pytest

from apprentices.planner import propose
from tests.apprentices.planner.here import answers
from tests.commands.conftest import Program
from tests.reports.conftest import Findings
from tests.reports.programmes import PERSON, cycles, folder, people, table


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plain install, whose engine can serve here: quicker than to start a child for each answer."""
    monkeypatch.setattr(propose, "find_spec", lambda name: None)
    monkeypatch.setattr(propose, "messages", answers)


def test_why_tells_what_stands_against_who_is_there(
    program: Program, findings: Findings, tmp_path: Path
) -> None:
    """https://github.com/uclouvain/osis/issues/1411: a change is checked, and the error told.

    A1 is kept out of P1, A1 and A2 share its one seat, and P2 does not take the standard of A3.
    """
    made = folder(
        tmp_path / "there",
        cycles=cycles(2),
        standards="standard,title\nS1,Standard\nS2,Other\n",
        placements=table(
            "placement,host,team,standards,seats", ("P1", "H", "One", "", 1), ("P2", "H", "Two", "S2", 2)
        ),
        apprentices=people("A1", "A2", "A3"),
        exclusions="apprentice,what,cycle,reason\nA1,placement:P1,,Worked there before\n",
        assignments="apprentice,cycle,placement\nA1,C1,P1\nA2,C1,P1\nA3,C1,P2\n",
    )
    assert program("import", made).code == 0
    said = {finding["rule"] for finding in findings()}
    for apprentice, cycle, placement, rule in (
        ("A1", "C1", "P1", "PLAN-EXCLUDED"),
        ("A2", "C1", "P1", "PLAN-SEATS"),
        ("A3", "C1", "P2", "PLAN-STANDARD"),
        ("A1", "C2", "P1", "PLAN-EXCLUDED"),  # nobody is there yet
    ):
        answer = program("why", apprentice, cycle, placement, "--json").json
        assert rule in said & {finding["rule"] for finding in answer["forbids"]}


def test_explain_calls_no_board_full_on_which_plan_has_a_gap(program: Program, tmp_path: Path) -> None:
    """https://github.com/frePPLe/frepple/issues/492: what lies in the past and a new plan do not fit.

    C1 and C2 are long over, and A1 had nothing in C2; C3 is far ahead and can be filled.
    """
    made = folder(
        tmp_path / "past",
        cycles=table(
            "cycle,starts_on,ends_on",
            ("C1", "2020-01-06", "2020-03-27"),
            ("C2", "2020-03-30", "2020-06-26"),
            ("C3", "2030-07-01", "2030-09-27"),
        ),
        placements=table("placement,host,team,seats", *((f"P{n}", "H", f"Team {n}", 4) for n in (1, 2, 3))),
        apprentices=table(
            PERSON,
            ("A1", "Bo", "Bell", "S1", "2020-01-06", "2030-09-27"),
        ),
        assignments="apprentice,cycle,placement\nA1,C1,P1\n",
    )
    assert program("import", made).code == 0
    assert program("plan", "--dry-run", "--json").json["gaps"] == 1
    answer = program("explain", "--json").json
    assert (answer["full"], answer["past"]) == (False, [{"apprentice": "A1", "cycle": "C2"}])
