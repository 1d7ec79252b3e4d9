"""The child process: takes one request from standard input, answers in frames on standard output.

A frame is a length of four bytes and a pickled tuple. The child ends by itself when its standard input
closes, so that it never outlives the program. Where it is started before there is a request, `EARLY` comes
first: it then loads what most requests take.
"""

import os
import pickle
import struct
import sys
import threading
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple

from apprentices import faults
from apprentices.errors import ProgramError
from apprentices.planner.level import Level
from apprentices.planner.problem import Data, Plan
from apprentices.planner.proof.description import Proved
from apprentices.planner.proposal import Relaxation
from apprentices.planner.search.answer import EngineFailed

LENGTH = struct.Struct("<I")
EARLY = b"early"
TIGHT = frozenset({"plan-tight", "explain-tight"})  # CP-SAT's: no process can load it beside HiGHS


class Request(NamedTuple):
    """What a child is to do."""

    task: str  # a key of TASKS
    data: Data
    seed: int
    never: frozenset[str] = frozenset()
    plan: Plan | None = None  # to prove


class Frames:
    """Writes frames; also what a search tells."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def send(self, *message: Any) -> None:
        """Send one message."""
        body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
        self._out.write(LENGTH.pack(len(body)) + body)
        self._out.flush()

    def plan(self, plan: Plan, worth: tuple[int, int, int]) -> None:
        """A better plan, with its gaps, moves and score (below 0)."""
        self.send("plan", list(plan.values()), worth)

    def bound(self, level: Level, bound: int) -> None:
        """A bound at a level."""
        self.send("bound", level.name, bound)

    def proved(self, level: Level) -> None:
        """A level that is proved."""
        self.send("proved", level.name)

    def relax(self, relaxations: list[Relaxation], proved: bool, full: bool, plan: Plan) -> None:
        """What would have to give, and the plan that shows it."""
        self.send("relax", relaxations, proved, full, list(plan.values()))

    def proof(self, level: Proved) -> None:
        """What is proved of a level."""
        self.send("proof", level)

    def trouble(self, words: str) -> None:
        """What does not hold."""
        self.send("trouble", words)


def main() -> None:
    """Do what the parent asks for."""
    # Whatever an engine prints must get neither between the frames nor among the words of an error.
    out = os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    request = _asked()
    if request is None:
        return
    threading.Thread(target=_end_with_parent, daemon=True).start()
    frames = Frames(out)
    sys.excepthook = partial(_told, frames, request.task)
    serve(request, frames)


def _asked() -> Request | None:
    """What to do; None where the program has ended without a request."""
    try:
        asked: Any = pickle.load(sys.stdin.buffer)
        if asked == EARLY:
            import apprentices.planner.search.lexicographic  # noqa: F401 - to have it when it is used

            asked = pickle.load(sys.stdin.buffer)
    except EOFError:
        return None
    assert isinstance(asked, Request), "all else is asked for by a request"
    return asked


def serve(request: Request, frames: Frames) -> None:
    """Do one task; the last frame says how it ended."""
    try:
        TASKS[request.task](request, frames)
        frames.send("done")
    except EngineFailed as error:
        frames.send("ended", str(error))
    except ProgramError as error:
        frames.send("refused", str(error))


def _told(
    frames: Frames, task: str, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """A fault goes to its log, and not in Python's words, which may hold personal data."""
    frames.send("ended", faults.record(error, f"the planner's engine ({task})"))


def _end_with_parent() -> None:
    while os.read(0, 1):  # not through `sys.stdin`, whose lock a reading thread would keep to the end
        pass
    os._exit(1)


def _plan(request: Request, frames: Frames) -> None:
    from apprentices.planner.search.lexicographic import Search

    Search(request.data.problem(), request.seed, frames, request.never).run()


def _prove(request: Request, frames: Frames) -> None:
    from apprentices.planner.proof.prove import prove

    assert request.plan is not None, "a proof is of a plan"
    prove(request.data.problem(), request.plan, frames.proof)


def _explain(request: Request, frames: Frames) -> None:
    from apprentices.planner.search.engine_highs import relaxed, solve
    from apprentices.planner.search.fewest_relaxations import fewest_relaxations

    problem, first = request.data.problem(), frames.relax
    frames.relax(*fewest_relaxations(problem, solve, request.seed, request.never, first, relaxed))


def _explain_tight(request: Request, frames: Frames) -> None:
    from apprentices.planner.search.engine_cpsat import solve
    from apprentices.planner.search.fewest_relaxations import fewest_relaxations

    problem, first = request.data.problem(), frames.relax
    frames.relax(*fewest_relaxations(problem, solve, request.seed, request.never, first))


def _plan_tight(request: Request, frames: Frames) -> None:
    from apprentices.planner.search.engine_cpsat import search

    search(request.data.problem(), request.seed, frames)


TASKS = {
    "plan": _plan,
    "plan-tight": _plan_tight,
    "prove": _prove,
    "explain": _explain,
    "explain-tight": _explain_tight,
}
