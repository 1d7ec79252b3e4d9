"""`plan`, `why` and `explain` on the pilot."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from apprentices.commands.plan_told import explanation_json, left_said, print_explanation
from apprentices.planner.problem import Problem
from apprentices.planner.proposal import Explanation, Kind, Proposal, Relaxation, Status, Stop
from apprentices.planner.propose import propose
from apprentices.planner.run import Left
from apprentices.planning import verdict
from apprentices.programme import Programme
from apprentices.rule_settings import set_rule
from apprentices.rules.said import ChangeRow
from apprentices.store import Deed
from apprentices.workspace import Workspace
from db.store import open_store
from tests.build import worded
from tests.clock import TODAY
from tests.commands.conftest import Program

SEAT = Relaxation(Kind.SEATS, "PLAN-SEATS", None, "C6", None, "COL", "One more seat.")


def test_plan_makes_the_draft_free_of_conflicts_and_can_be_undone(pilot: Program) -> None:
    before = pilot("board", "--json").json
    ran = pilot("plan", "--json")
    assert ran.code == 0
    proposal = ran.json
    assert (proposal["status"], proposal["gaps"], proposal["relax"]) == ("optimal", 0, [])
    assert proposal["bound"] == proposal["score"]
    checked = pilot("check", "--on", TODAY, "--json")
    assert checked.json["conflicts"] == 0
    cells = {(row["apprentice"], cycle): placement for row in pilot("board", "--json").json["rows"]
             for cycle, placement in row["cells"].items() if placement}  # fmt: skip
    assert {(a["apprentice"], a["cycle"]): a["placement"] for a in proposal["assignments"]} == cells
    assert pilot("undo").code == 0
    assert pilot("board", "--json").json == before


def test_a_plan_from_nothing_has_no_columns_for_reasons(pilot: Program) -> None:
    """Only a repair says why each cell moves."""
    head = next(line for line in pilot("plan", "--dry-run").out.splitlines() if line.startswith("     cycle"))
    assert head.split() == ["cycle", "from", "to"]
    repair = pilot("plan", "--keep", "draft", "--dry-run").out
    assert any(line.split() == ["cycle", "from", "to", "why", "in", "full"] for line in repair.splitlines())


def test_plan_again_gives_the_same_and_a_dry_run_changes_nothing(pilot: Program) -> None:
    before = pilot("board", "--json").json
    one, two = (pilot("plan", "--dry-run", "--json").json for _ in range(2))
    assert one["assignments"] == two["assignments"]
    assert pilot("board", "--json").json == before


def test_plan_that_changes_nothing_says_so(pilot: Program) -> None:
    assert "undo" in pilot("plan").out
    events = pilot("history", "--json").json
    again = pilot("plan")
    assert again.code == 0
    assert again.out.endswith("The draft is that already; nothing was changed.\n")
    assert "undo" not in again.out
    assert pilot("history", "--json").json == events


def test_plan_keeps_pins_and_the_cycle_under_way(pilot: Program) -> None:
    pilot("pin", "A05", "C3")
    rows = {row["apprentice"]: row["cells"] for row in pilot("board", "--json").json["rows"]}
    pilot("plan")
    after = {row["apprentice"]: row["cells"] for row in pilot("board", "--json").json["rows"]}
    assert after["A05"]["C3"] == rows["A05"]["C3"]
    assert {code: cells["C1"] for code, cells in after.items()} == {c: r["C1"] for c, r in rows.items()}


def test_plan_of_one_cycle_leaves_the_others(pilot: Program) -> None:
    before = {row["apprentice"]: row["cells"] for row in pilot("board", "--json").json["rows"]}
    moved = pilot("plan", "--cycle", "C6", "--json").json["moved"]
    assert {move["cycle"] for move in moved} == {"C6"}
    after = {row["apprentice"]: row["cells"] for row in pilot("board", "--json").json["rows"]}
    assert {c: {**r, "C6": None} for c, r in before.items()} == {
        c: {**r, "C6": None} for c, r in after.items()
    }


def test_repair_moves_few_and_says_why(pilot: Program, tmp_path: Path) -> None:
    assert pilot("plan").code == 0
    assert pilot("publish", "--by", "Ruth", "--despite", "--why", "Hosts sign next week").code == 0
    (tmp_path / "closures.csv").write_text(
        "placement,starts_on,ends_on,reason\nLBH-CSC,2027-06-07,2027-09-03,The team moves house\n"
    )
    assert pilot("import", tmp_path / "closures.csv").code == 0
    rows = pilot("board", "--json").json["rows"]
    there = [row["apprentice"] for row in rows if row["cells"]["C4"] == "LBH-CSC"]
    told = pilot("plan", "--keep", "published", "--dry-run").out
    repair = pilot("plan", "--keep", "published", "--json").json
    assert "against the publication" in told
    assert "; fewer are proved impossible." in told
    assert repair["status"] == "optimal"
    assert len(there) <= len(repair["moved"]) < 24
    for apprentice in there:
        (move,) = [m for m in repair["moved"] if (m["apprentice"], m["cycle"]) == (apprentice, "C4")]
        assert (move["from"], move["to"] != "LBH-CSC") == ("LBH-CSC", True)
        assert move["why"]
    assert pilot("check", "--on", TODAY).code == 0


def test_why_tells_what_forbids_and_what_it_would_cost(pilot: Program) -> None:
    never = pilot("why", "A21", "C3", "LBH-ASC", "--json")  # A21 is excluded from LBH-ASC
    assert (never.code, never.json["possible"]) == (1, False)
    assert "PLAN-EXCLUDED" in {finding["rule"] for finding in never.json["forbids"]}
    possible = pilot("why", "A01", "C3", "COL-HR", "--json")
    assert possible.code == 0
    assert possible.json["possible"] is True
    assert "best plan changes the score by" in pilot("why", "A01", "C3", "COL-HR").out


def test_why_of_who_is_there_already_tells_what_that_breaks(pilot: Program) -> None:
    there = pilot("why", "A21", "C2", "LBH-ASC")  # the pilot's slip: the team cares for the family
    assert there.code == 1
    assert "A21 in LBH-ASC in C2 breaks now:\n! PLAN-EXCLUDED" in there.out
    elsewhere = pilot("why", "A21", "C2", "ELFT-ADM", "--json").json
    assert elsewhere["forbids"] == []
    assert {finding["rule"] for finding in elsewhere["mends"]} == {"PLAN-EXCLUDED", "FUND-FJAA"}
    out = pilot("why", "A21", "C2", "ELFT-ADM").out
    assert "It would mend:" in out
    assert "It would not mend:" not in out


def test_explain_names_the_fewest_things_to_relax(pilot: Program, tmp_path: Path) -> None:
    assert pilot("explain").code == 0
    (tmp_path / "seats.csv").write_text("host,cycle,seats\nCOL,C6,0\nLBH,C6,0\n")
    assert pilot("import", tmp_path / "seats.csv").code == 0
    ran = pilot("explain", "--json")
    assert ran.code == 1
    assert ran.json["relax"]
    assert all(item["message"] for item in ran.json["relax"])
    planned = pilot("plan", "--dry-run", "--json", "--seconds", 30)
    assert planned.code == 1
    assert planned.json["gaps"] > 0


@pytest.mark.parametrize(
    ("relax", "full", "never", "told"),
    [
        ((), True, "pins", "Nothing has to give: a full plan exists."),
        ((), False, "pins", "No full plan is possible without what you ruled out (--never pins)."),
        ((SEAT,), False, "pins", "Fewest gaps need, and less would not do:\n  One more seat."),
        ((SEAT,), True, "pins", "A full plan needs, and less would not do:\n  One more seat."),
    ],
)
def test_explain_claims_a_full_plan_only_where_there_is_one(
    pilot: Program,
    monkeypatch: pytest.MonkeyPatch,
    relax: tuple[Relaxation, ...],
    full: bool,
    never: str,
    told: str,
) -> None:
    found = Explanation((), relax, True, None, full)
    monkeypatch.setattr("apprentices.commands.plan.explain", lambda *_, **__: found)
    ran = pilot("explain", "--never", never)
    assert told in ran.out
    assert full or "A full plan needs" not in ran.out
    assert ran.code == (0 if full and not relax else 1)
    ran = pilot("explain", "--never", never, "--json")
    assert ran.json["full"] is full
    assert ran.code == (0 if full and not relax else 1)


@pytest.mark.parametrize("words", [
    ("plan", "--keep", "published"),
    ("plan", "--never", "everything"),
    ("plan", "--cycle", "C9"),
    ("plan", "--seconds", "0"),
    ("plan", "--seconds", "nan"),
    ("plan", "--seconds", "inf"),
])  # fmt: skip
def test_plan_refuses_what_makes_no_sense(pilot: Program, words: tuple[str, ...]) -> None:
    ran = pilot(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


# The program, which says on standard error when it hears of a plan.
TELLING = """
import sys
from apprentices.planner import run

def telling(problem, stop, seed, on_progress, never):
    def tell(progress):
        print("a plan", file=sys.stderr, flush=True)
        on_progress(progress)

    return propose(problem, stop, seed, tell, never)

propose, run.propose = run.propose, telling
from apprentices.commands import main
main()
"""


def test_ctrl_c_keeps_the_best_plan_and_says_so(pilot: Program, tmp_path: Path) -> None:
    from fixtures.generate import generate, write

    write(generate(apprentices=120, cycles=6, placements=40, hosts=3, seed=3), tmp_path / "big")
    assert pilot("import", tmp_path / "big", "--db", tmp_path / "big.db").code == 0
    running = subprocess.Popen(
        [sys.executable, "-c", TELLING, "plan", "--seconds", "120", "--db", str(tmp_path / "big.db")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ},
    )
    assert running.stderr is not None
    assert running.stderr.readline() == "a plan\n"
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=120)
    if running.returncode != 0:  # it was not done before
        assert running.returncode == 130
        assert "the best plan found so far was kept" in err
    events = pilot("history", "--json", "--db", tmp_path / "big.db").json["events"]
    assert len(events) == 2


def test_gaps_and_conflicts_where_nothing_was_planned_are_told(pilot: Program) -> None:
    assert pilot("clear", "A05", "C2").code == 0
    ran = pilot("plan", "--cycle", "C6")
    assert ran.code == 0
    assert "gap, all in cells that were not to be planned (C2); score " in ran.out
    assert "that the plan may not mend (pinned or outside what was planned): `apprentices check`" in ran.out


def test_explain_tells_past_gaps_as_past(pilot: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Explanation((), (), True, None, full=True, past=(("A05", "C1"),))
    monkeypatch.setattr("apprentices.commands.plan.explain", lambda *_, **__: found)
    out = pilot("explain").out
    assert out.startswith("1 gap is past or under way, and no plan fills what is not named: ")
    assert " in C1. `apprentices plan --cycle C1` would.\n" in out
    assert out.endswith("Nothing has to give: all other cells can be filled. `apprentices plan` finds it.\n")
    told = pilot("explain", "--json").json
    assert (told["full"], told["past"]) == (False, [{"apprentice": "A05", "cycle": "C1"}])


@pytest.mark.parametrize(
    ("gaps", "left", "said"),
    [
        (2, Left(gaps=2, cycles=("C1",), past=True), "Plan with 2 gaps, all past or under way (C1); score 7"),
        (2, Left(gaps=1, cycles=("C3",)), "1 of them in cells that were not to be planned (C3); score 7"),
        (1, Left(), "Plan with 1 gap, score 7"),
    ],
)
def test_a_verdict_tells_where_gaps_are_that_were_not_to_be_planned(gaps: int, left: Left, said: str) -> None:
    proposal = Proposal(Status.OPTIMAL, gaps, 0, 7, 7, 7, 1.0, (), ())
    assert said in verdict(proposal, left)


def test_stopped_before_a_plan_was_found(pilot: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    before = pilot("board", "--json").json

    def press(problem: Problem, stop: Stop, *_: object) -> Proposal:
        os.kill(os.getpid(), signal.SIGINT)
        return propose(problem, lambda: True)

    monkeypatch.setattr("apprentices.planner.run.propose", press)
    ran = pilot("plan")
    told = "Stopped before a plan was found; the draft is as it was.\n"
    assert (ran.code, ran.out, ran.err) == (130, "", told)
    assert pilot("board", "--json").json == before


def test_why_says_what_it_does_not_know(pilot: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apprentices.commands.plan.after", lambda seconds: lambda: True)
    ran = pilot("why", "A01", "C3", "COL-HR")
    assert ran.code == 1
    assert "No answer was found in the time." in ran.out
    assert "changes the score" not in ran.out
    told = pilot("why", "A01", "C3", "COL-HR", "--json").json
    assert (told["possible"], told["proved"], told["score_change"]) == (None, False, None)


def test_why_says_when_the_cell_is_held(pilot: Program) -> None:
    there = {row["apprentice"]: row["cells"] for row in pilot("board", "--json").json["rows"]}["A01"]["C3"]
    assert pilot("pin", "A01", "C3").code == 0
    out = pilot("why", "A01", "C3", there).out
    assert f"A01 is in {there} in C3 already." in out
    assert f"A01 is pinned to {there} in C3" in out
    assert "(not proved best)" not in out


@pytest.fixture
def colleague(tmp_path: Path, pilot: Program) -> Iterator[Workspace]:
    """Somebody else at the same database."""
    store = open_store(tmp_path / "p.db", actor="Callum Strachey")
    yield Workspace(store, date(2026, 11, 23))
    store.close()


def while_it_plans(monkeypatch: pytest.MonkeyPatch, do: Callable[[Proposal], object]) -> None:
    """Let somebody do something when the planner has its plan and has not handed it over."""

    def planned(problem: Problem, *words: Any) -> Proposal:
        proposal = propose(problem, *words)
        do(proposal)
        return proposal

    monkeypatch.setattr("apprentices.planner.run.propose", planned)


def cells(program: Program) -> dict[tuple[str, str], str | None]:
    rows = program("board", "--json").json["rows"]
    return {(row["apprentice"], cycle): there for row in rows for cycle, there in row["cells"].items()}


def test_what_others_change_meanwhile_stays_and_the_rest_is_planned(
    pilot: Program, colleague: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan: dict[tuple[str, str], str] = {}

    def edit(proposal: Proposal) -> None:
        plan.update({(a.apprentice, a.cycle): a.placement for a in proposal.assignments})
        other = next(code for code in colleague.programme.placements if code != plan["A20", "C6"])
        plan["A20", "C6"] = other
        colleague.assign("A20", "C6", other)

    while_it_plans(monkeypatch, edit)
    ran = pilot("plan")
    assert ran.code == 0, ran.err
    assert "Full plan, score" in ran.out
    assert "The draft is so now, but for what others changed; `undo` goes back." in ran.out
    assert "Changed since the planner began: Mia Whitlock in C6. What is there now stays" in ran.err
    assert "The proof holds for the draft as it was." in ran.err
    assert {cell: there for cell, there in cells(pilot).items() if there} == plan
    events = pilot("history", "--json").json["events"]
    assert [(event["actor"], event["kind"]) for event in events[:2]] == [
        ("Ruth Adeyemi", "plan"),
        ("Callum Strachey", "assign"),
    ]


def test_json_of_a_merged_plan_claims_no_proof(
    pilot: Program, colleague: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    while_it_plans(monkeypatch, lambda _: colleague.clear("A05", "C2"))
    ran = pilot("plan", "--json")
    assert (ran.code, ran.json["status"], ran.json["gaps"], ran.json["bound"]) == (1, "incomplete", 1, None)
    listed = {(a["apprentice"], a["cycle"]): a["placement"] for a in ran.json["assignments"]}
    assert {cell: there for cell, there in cells(pilot).items() if there} == listed
    assert ("A05", "C2") not in listed
    assert "plan again" in ran.err


def test_a_rule_that_others_change_meanwhile_is_told(
    pilot: Program, colleague: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    while_it_plans(monkeypatch, lambda _: set_rule(colleague, "PLAN-TRAVEL", "minutes", "91"))
    ran = pilot("plan")
    assert ran.code == 0
    assert "Rules or data have changed since the planner began" in ran.err
    assert "plan again" in ran.err


def test_a_person_removed_meanwhile_is_no_trouble(
    pilot: Program, colleague: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def remove(proposal: Proposal) -> None:
        folder = tmp_path / "smaller"
        assert pilot("export", "programme", folder).code == 0
        for path in folder.glob("*.csv"):
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            path.write_text("".join(line for line in lines if "A20" not in line), encoding="utf-8")
        colleague.import_files([folder], replace=True)

    while_it_plans(monkeypatch, remove)
    ran = pilot("plan")
    assert ran.code == 0, ran.err
    assert "Rules or data have changed" in ran.err
    assert not any(who == "A20" for who, _ in cells(pilot))
    assert not any(there is None for (_, cycle), there in cells(pilot).items() if cycle == "C5")


def test_a_change_between_merging_and_writing_is_merged_too(
    pilot: Program, colleague: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, times = Workspace.apply, []
    changed: dict[tuple[str, str], str] = {}

    def apply(self: Workspace, proposal: Proposal, deed: Deed) -> object:
        times.append(deed)
        if len(times) <= 2:
            before = set(self.board.assignments())
            move = next(a for a in proposal.assignments if a not in before)  # a cell that would be written
            there = self.board.at(move.apprentice, move.cycle)
            taken = (move.placement, there and there.placement)
            other = next(code for code in self.programme.placements if code not in taken)
            colleague.assign(move.apprentice, move.cycle, other)
            changed[move.apprentice, move.cycle] = other
        return real(self, proposal, deed)

    while_it_plans(monkeypatch, lambda _: None)
    monkeypatch.setattr(Workspace, "apply", apply)
    ran = pilot("plan")
    assert ran.code in (0, 1)
    assert len(times) == 3
    assert "The draft is so now" in ran.out
    assert len(changed) == 2
    assert changed.items() <= cells(pilot).items()
    assert [event["actor"] for event in pilot("history", "--json").json["events"]][:3] == [
        "Ruth Adeyemi", "Callum Strachey", "Callum Strachey",
    ]  # fmt: skip


def test_nothing_of_the_plan_is_left(
    pilot: Program, colleague: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take(proposal: Proposal) -> None:
        colleague.apply(proposal, worded("Planned by Callum"))

    while_it_plans(monkeypatch, take)
    ran = pilot("plan")
    assert ran.code == 0
    assert ran.out.endswith("Nothing of the plan is left to be done; nothing was changed.\n")
    assert pilot("history", "--json").json["events"][0]["label"] == "Planned by Callum"


def test_what_a_plan_leaves_comes_with_what_could_be_done() -> None:
    assert left_said(Left(lasting=2)) == (
        "2 conflicts stand in every plan of these cells: `apprentices check` lists them."
    )
    assert "`apprentices plan --seconds 120` looks for twice as long." in left_said(
        Left(open=1, seconds=60.2)
    )
    assert "`apprentices unpin A C` frees a cell that is pinned" in left_said(Left(locked=1))


def test_what_has_to_give_is_told_with_its_step_to_people_and_scripts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A row of seats.csv, by its parts for scripts."""
    step = ChangeRow("seats", "placement COL-A, cycle C2", "seats", "3")
    found = Explanation((), (SEAT._replace(step=step, owner="Devika Ramnarine"),), True, None)
    (told,) = explanation_json(found)["relax"]
    how = "In seats.csv, row placement COL-A, cycle C2, column seats (3): `apprentices import seats.csv`."
    assert told["owner"] == "Devika Ramnarine"
    assert told["step"] == {"do": "ChangeRow", **step._asdict(), "how": how}
    print_explanation(found, Programme.of({}), None)
    assert f"One more seat. Ask Devika Ramnarine. {how}" in " ".join(capsys.readouterr().out.split())
