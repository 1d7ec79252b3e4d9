"""The planner's door: what it answers, when it is stopped, and when its engine dies."""

import os
import signal
import subprocess
import sys
import time

import pytest

from apprentices.board import Board
from apprentices.planner import parent
from apprentices.planner.problem import Problem
from apprentices.planner.proposal import Progress, Status
from apprentices.planner.propose import after, propose
from apprentices.programme import Programme, SettingRow
from apprentices.rules.catalogue import RULES
from apprentices.rules.said import Severity
from apprentices.score import Score
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.apprentices.planner.programmes import empty, tables
from tests.build import CYCLES, HOLIDAYS, board, check
from tests.pace import a_start


@pytest.mark.parametrize("source", ["pilot", "12x4x9"])
def test_a_plan_is_full_clean_and_proved(source: str) -> None:
    problem = empty(source)
    proposal = propose(problem)
    assert (proposal.status, proposal.gaps, proposal.trouble) == (Status.OPTIMAL, 0, None)
    made = Board(problem.programme, proposal.assignments)
    assert check(made, BEFORE_ALL).conflicts == 0
    score = Score(problem.facts, made)
    assert proposal.bound == proposal.score == score.total
    assert proposal.worst_off == score.worst_off


def test_no_bound_that_is_told_on_the_way_is_below_the_best_score() -> None:
    heard: list[Progress] = []
    best = propose(empty("pilot"), on_progress=heard.append).score
    assert heard
    assert all(progress.bound is None or progress.bound >= best for progress in heard)


def test_the_same_seed_gives_the_same_plan() -> None:
    problem = empty("12x4x9")
    assert propose(problem, seed=3).assignments == propose(problem, seed=3).assignments


def test_stopping_answers_at_once_and_keeps_the_best_plan() -> None:
    problem = empty("60x6x30")
    heard: list[Progress] = []
    asked: list[float] = []

    def stop() -> bool:
        if heard and not asked:
            asked.append(time.monotonic())
        return bool(asked)

    proposal = propose(problem, stop, on_progress=heard.append)
    # Counting the plan again is part of the answer; killing the engine has to be quick.
    assert time.monotonic() - asked[0] < 40 * a_start()
    assert proposal.status in (Status.FEASIBLE, Status.INCOMPLETE)
    assert proposal.gaps == heard[-1].gaps
    assert proposal.score == heard[-1].score
    assert check(Board(problem.programme, proposal.assignments), BEFORE_ALL).conflicts == proposal.gaps


def test_stopped_at_once_the_board_stays_as_it_was() -> None:
    problem = Problem(Board(empty("12x4x9").programme, tables("12x4x9")["assignments"]), BEFORE_ALL)
    proposal = propose(problem, after(0))
    assert proposal.assignments == tuple(problem.board.assignments())
    assert proposal.status is Status.INCOMPLETE
    assert "the board is as it was" in (proposal.trouble or "")


def test_a_killed_engine_is_told_in_words_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def start(*words: object, **more: object) -> subprocess.Popen[bytes]:
        started.append(popen(*words, **more))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(parent.subprocess, "Popen", start)
    heard: list[Progress] = []

    def on_progress(progress: Progress) -> None:
        if not heard:
            os.kill(started[0].pid, signal.SIGKILL)
        heard.append(progress)

    proposal = propose(empty("60x6x30"), on_progress=on_progress)
    assert proposal.trouble == "The planner's engine was killed by signal 9."
    assert proposal.status in (Status.FEASIBLE, Status.INCOMPLETE)
    assert proposal.gaps == heard[-1].gaps


def test_what_an_engine_prints_is_no_reason_for_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of C may greet whoever loads it, and its greeting comes out as late as the process ends."""
    start = (
        "import os; from apprentices.planner import child; "
        "child.TASKS['plan'] = lambda request, frames: (os.write(1, b'Good morning'), os._exit(3)); "
        "child.main()"
    )
    monkeypatch.setattr(parent, "command", lambda: [sys.executable, "-c", start])
    assert propose(empty("12x4x9")).trouble == "The planner's engine ended with code 3."


def test_no_rule_says_conflict_where_it_is_a_warning() -> None:
    """The planner does not ask rules that are warnings: they must not turn into conflicts by themselves."""
    rows = dict(tables("pilot"))
    rows["settings"] = [
        *rows["settings"],
        *(SettingRow(setting=f"rule.{rule}.severity", value="warning") for rule in RULES),
    ]
    made = Board(Programme.of(rows, HOLIDAYS), rows["assignments"])
    assert all(finding.severity is Severity.WARNING for finding in check(made).findings())


def test_the_program_itself_loads_no_solver() -> None:
    code = (
        "import sys; import apprentices.planner.propose; "
        "print([m for m in ('highspy', 'ortools', 'numpy', 'textual', 'sqlite3') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_to_plan_is_as_good_as_it_can_be() -> None:
    made = board({"A1": "COL-A*"}, cycles=CYCLES[1:2])
    proposal = propose(Problem(made, BEFORE_ALL))
    assert (proposal.status, proposal.gaps, proposal.trouble) == (Status.OPTIMAL, 0, None)
    assert proposal.bound == proposal.score
    assert proposal.assignments == tuple(made.assignments())


def test_a_board_left_as_it_was_has_no_bound() -> None:
    proposal = propose(empty("12x4x9"), stop=lambda: True)
    assert (proposal.status, proposal.bound, proposal.moves_bound) == (Status.INCOMPLETE, None, 0)
