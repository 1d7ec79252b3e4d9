"""How the installed program does on cases like the published ones (`fixtures.cases`); prints a table.

    python -m benchmarks.cases [--apprentices /tmp/plain/bin/apprentices] [--seconds 20] [--seeds 1,2,3]
        [residency residency:tight latin:10 latin:15:2 …]

Each case is written as a folder, imported with the command into a database of its own, then planned with
`plan --dry-run --json`: what is measured is what a user waits for. `latin:15:2` has two cornered cells, so
that pins must be released; `explain --never` everything but pins is measured for those.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from fixtures.cases.hidden import STYLES
from fixtures.cases.latin import latin
from fixtures.cases.residency import residency
from fixtures.folder import Tables, write

CASES = ("residency", "latin:10", "latin:15", "latin:10:1", "latin:10:2", "latin:15:1", "latin:15:2")
NOT_PINS = "seats,rotations,apart,waivers"


class Ran(NamedTuple):
    """What one call of the program came to."""

    answer: dict[str, Any]
    seconds: float
    megabytes: int  # of the largest process among the program and its engine


def tables(case: str, seed: int) -> Tables:
    """The tables of a case by its name."""
    kind, *more = case.split(":")
    if kind == "residency":
        return residency(seed, STYLES[more[0]])
    numbers = [int(number) for number in more]
    return latin(numbers[0], seed, *numbers[1:])


def named(cases: list[str]) -> list[str]:
    """The cases by name; `residency` alone means all its styles."""
    every = [f"residency:{style}" for style in STYLES]
    return [name for case in cases for name in (every if case == "residency" else [case])]


def run(program: Path, *words: str) -> Ran:
    """Run the program once; exit code 1 (the answer is no) is an answer too."""
    began = time.monotonic()
    process = subprocess.Popen([program, *words], stdout=subprocess.PIPE)
    assert process.stdout is not None
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(words)} ended with {process.returncode}")
    return Ran(json.loads(out or "{}"), time.monotonic() - began, usage.ru_maxrss // 1024)


def line(program: Path, case: str, seed: int, seconds: float) -> str:
    """One line of the table."""
    with TemporaryDirectory() as name:
        folder, db = Path(name) / "folder", f"--db={Path(name) / 'case.db'}"
        write(tables(case, seed), folder)
        read = run(program, "import", str(folder), "--json", db)
        never = ("--never", NOT_PINS) if case.startswith("latin") else ()
        limit = ("--seconds", str(seconds), "--json", db)
        plan = run(program, "plan", "--dry-run", *never, *limit)
        words = [f"{case:<18} {seed:>4} {read.seconds:>7.1f} {plan.seconds:>7.1f} {plan.megabytes:>5}"]
        words.append(_said(plan.answer))
        if plan.answer["gaps"]:
            told = run(program, "explain", *never, *limit)
            proved = "proved" if told.answer["proved"] else "not proved"
            words.append(
                f"explain: {told.seconds:.1f} s, {len(told.answer['relax'])} to give, {proved}, "
                f"{told.megabytes} MB"
            )
        return " ".join(words)


def _said(answer: dict[str, Any]) -> str:
    gap = "" if answer["status"] == "optimal" else f" (at most {answer['bound']})"
    gaps = f", {answer['gaps']} gaps, {len(answer['relax'])} to give" if answer["gaps"] else ""
    return f"{answer['status']:<10} {answer['score']}{gap}{gaps}"


def main() -> None:
    """Read the command line and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cases", description=__doc__)
    parser.add_argument("cases", nargs="*", default=CASES)
    parser.add_argument("--apprentices", type=Path, default=Path(sys.executable).parent / "apprentices")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--seeds", default="1,2,3")
    asked = parser.parse_args()
    print(f"{'case':<18} {'seed':>4} {'import':>7} {'plan s':>7} {'MB':>5} status     score")
    for case in named(list(asked.cases)):
        for seed in asked.seeds.split(","):
            print(line(asked.apprentices, case, int(seed), asked.seconds), flush=True)


if __name__ == "__main__":
    main()
