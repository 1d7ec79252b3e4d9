"""How internship boards are planned, by the planner, HiGHS alone and CP-SAT alone in turns; prints a table.

    python -m benchmarks.interns [--seconds 120] [--seeds 1] [--styles some,dense]
        [--engines ours,highs,cpsat] [20 40 80 160 320]

Each works in a process of its own (`benchmarks.engines`); all seconds are CPU seconds of that process, so
that other work on the machine changes them little. For each there is when it had a full plan (under its
name), when its score was proved ("proved"; else the gap: what the bound lies above the score, in percent of
it), and the score. The planner goes on after that, to the fewest warnings ("all"). "ratio" is ours against
HiGHS alone, to the proof of the score or to the end: to be no more than 1.5, and the score never worse.
"""

import argparse
import json
import subprocess
import sys
from itertools import product
from typing import Any, NamedTuple

from benchmarks.engines import ENGINES
from fixtures.cases.internship import INTERNSHIPS


class Case(NamedTuple):
    """A board by name."""

    people: int
    style: str
    seed: int


class Came(NamedTuple):
    """What an engine came to; seconds are None for what it did not come to."""

    full: float | None
    proved: float | None
    all: float | None
    score: int | None
    bound: float | None
    ended: float


def run(engine: str, case: Case, seconds: int) -> Came:
    """Let an engine work on a board for so many CPU seconds at the most."""
    words = [sys.executable, "-m", "benchmarks.engines", engine, *map(str, case), str(seconds)]
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=False)
    lines: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode > 0 or any("trouble" in line for line in lines):
        raise SystemExit(f"{' '.join(words)} ended with {done.returncode}: {lines[-1:]}")
    scores = [line["score"] for line in lines if "score" in line]
    bounds = [line["bound"] for line in lines if "bound" in line]
    return Came(
        full=_first(lines, "score", *scores[:1]),
        proved=_first(lines, "level", "SCORE"),
        all=_first(lines, "level", "WARNINGS"),
        score=max(scores, default=None),
        bound=min(bounds, default=None),
        ended=lines[-1]["cpu"] if done.returncode == 0 else float(seconds),
    )


def _first(lines: list[dict[str, Any]], key: str, *values: object) -> float | None:
    """When something was said first."""
    return next((line["cpu"] for line in lines if line.get(key) in values), None)


def line(case: Case, engines: list[str], seconds: int) -> str:
    """One line of the table."""
    came = {engine: run(engine, case, seconds) for engine in engines}
    words = [f"{case.people:>6} {case.style:<7} {case.seed:>4}"]
    for engine, one in came.items():
        words.append(f" {_seconds(one.full)} {_proved(one):>8} {one.score if one.full else '-':>6}")
        if engine == "ours":
            words.append(_seconds(one.all))
    if {"ours", "highs"} <= came.keys():
        words.append(f"{_end(came['ours']) / _end(came['highs']):>6.2f}")
    return " ".join(words)


def _seconds(at: float | None) -> str:
    return f"{'-' if at is None else f'{at:.1f}':>6}"


def _proved(came: Came) -> str:
    if came.proved is not None:
        return f"{came.proved:.1f}"
    if came.score is None or came.bound is None:
        return "-"
    return f"{100 * (came.bound - came.score) / max(came.score, 1):.2f} %"


def _end(came: Came) -> float:
    """When the score was proved, else when it ended."""
    return came.proved or came.ended


def _head(engines: list[str]) -> str:
    words = [f"{'people':>6} {'style':<7} {'seed':>4}"]
    for engine in engines:
        words.append(f" {engine:>6} {'proved':>8} {'score':>6}{'    all' if engine == 'ours' else ''}")
    return " ".join([*words, *([" ratio"] if {"ours", "highs"} <= set(engines) else [])])


def main() -> None:
    """Read the command line and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.interns", description=__doc__)
    parser.add_argument("people", nargs="*", type=int, default=[40, 80])
    parser.add_argument("--seconds", type=int, default=120, help="CPU seconds for each (default 120)")
    parser.add_argument("--styles", default=",".join(INTERNSHIPS))
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--engines", default=",".join(ENGINES))
    asked = parser.parse_args()
    engines, seeds = asked.engines.split(","), [int(seed) for seed in asked.seeds.split(",")]
    print(_head(engines))
    for case in product(asked.people, asked.styles.split(","), seeds):
        print(line(Case(*case), engines, asked.seconds), flush=True)


if __name__ == "__main__":
    main()
