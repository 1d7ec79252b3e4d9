"""A child that is started before there is a request plans as any other, and outlives nobody."""

import subprocess
import sys

import pytest

from apprentices.planner import parent
from apprentices.planner.parent import end_early, start_early
from apprentices.planner.propose import propose
from tests.apprentices.planner.boards import small
from tests.screens.planning import record_children
from tests.screens.waiting import until

# What is registered first is done last, when the program has ended its child.
LEFT_ALONE = """
import atexit, os

def none_is_left():
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        print("none")

atexit.register(none_is_left)

from apprentices.planner.parent import start_early

start_early()
start_early()
"""


def test_a_child_that_was_started_early_comes_to_the_same_plan() -> None:
    problem = small(1)
    later = propose(problem)
    start_early()
    early = propose(problem)
    assert early.assignments == later.assignments
    assert early.status is later.status


def test_a_child_that_ended_early_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(parent, "command", lambda: [sys.executable, "-c", ""])
        start_early()
    ((child, _),) = parent._early
    child.wait()
    assert propose(small(1)).trouble is None


def test_a_child_that_is_not_asked_is_ended_and_another_can_be_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = record_children(monkeypatch)
    start_early()
    end_early()
    end_early()  # as where there is none
    start_early()
    first, second = started
    assert (first.poll() is None, second.poll() is None) == (False, True)


async def test_a_child_whose_patience_has_ended_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parent, "PATIENCE", 0.05)
    started = record_children(monkeypatch)
    start_early()
    (child,) = started
    await until(lambda: child.returncode is not None, "its end")


def test_a_child_that_nobody_asks_ends_with_the_program() -> None:
    words = [sys.executable, "-X", "dev", "-W", "error", "-c", LEFT_ALONE]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "none\n", "")
