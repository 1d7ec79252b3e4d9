"""The same data, seed and version give the same plan, whatever the load, on one thread or two."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

LOOK = """
import hashlib, sys
from apprentices.planner.parameters import changed
from fixtures.cases.hidden import STYLES, Size
from fixtures.cases.residency import residency
from tests.apprentices.planner.here import search
from tests.apprentices.planner.programmes import drawn

threads, style, seed = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
case = residency(2, STYLES[style], Size(people=12, cycles=6, wards=12, hosts=3))
with changed(threads=threads):
    ledger, told = search(drawn(case), seed)
print(hashlib.sha256(repr(sorted(ledger.plan.items())).encode()).hexdigest())
print(ledger.worth, sorted((level.name, bound) for level, bound in told.bounds.items()))
"""


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """Others that take all the time there is."""
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def look(style: str, threads: int = 1, seed: int = 1) -> str:
    """The plan and what it is worth, from a process of its own: HiGHS takes its threads once a process."""
    words = [sys.executable, "-c", LOOK, str(threads), style, str(seed)]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("style", ["tight", "none"])
def test_load_and_threads_do_not_change_the_plan(style: str) -> None:
    alone = look(style)
    assert len(alone.splitlines()) == 2
    with busy(3):
        assert look(style) == alone
        assert look(style, threads=2) == alone


def test_the_seed_decides_between_equally_good_plans() -> None:
    """Nobody wishes anything: any of the many full plans is as good."""
    one, other = look("none", seed=1).splitlines(), look("none", seed=2).splitlines()
    assert one[1] == other[1]
    assert one[0] != other[0]
