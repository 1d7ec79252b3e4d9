"""The planner: what it may change, how far it has come, and the plan that it proposes."""

from collections.abc import Callable
from functools import partial

from apprentices.errors import UsageError
from apprentices.names import find_apprentice, find_cycle, find_host
from apprentices.planner.problem import Keep, Scope
from apprentices.planner.proposal import Progress
from apprentices.planner.run import SECONDS, Asked, run
from apprentices.planning import (
    COUNTED,
    LEAST_SECONDS,
    MOST_SECONDS,
    base_of,
    stopped_by_the_user,
    words_of,
)
from apprentices.programme import Programme
from plainly.desk import Desk
from plainly.page import Item, Letter, Page, letter, stay
from plainly.proposed import Proposed
from plainly.scenarios import stay_with_scenarios
from screens.plan.commands import PLAN
from screens.plan.keeps import CHANGES, keeps_said, suggested
from screens.plan.so_far import Free, so_far

TELL_SECONDS = 5.0  # between two words of how far it has come
Find = Callable[[Programme, str], str]


class _Asking:
    """What is asked of the planner, but for what may change."""

    def __init__(self) -> None:
        self.cycles: frozenset[str] = frozenset()
        self.people: frozenset[str] = frozenset()
        self.hosts: frozenset[str] = frozenset()
        self.seconds = SECONDS

    def asked(self, may_change: Keep) -> Asked:
        """All of it."""
        return Asked(Scope(may_change, self.cycles, self.hosts, self.people), self.seconds)


def stay_at_planner(desk: Desk) -> None:
    """What a plan may change, and the plans that are kept."""
    stay(desk, partial(_page, desk, _Asking()))


def _page(desk: Desk, asking: _Asking) -> Page:
    workspace, best = desk.workspace, suggested(desk.workspace)
    said_of = keeps_said(workspace)
    items = [
        Item(
            f"{CHANGES[one]}: {said_of[one]}{' (serves best now)' if one is best else ''}",
            partial(_plan, desk, asking.asked(one)),
        )
        for one in CHANGES
        if one is not Keep.PUBLISHED or workspace.published
    ]
    only = [*sorted(asking.cycles), *sorted(asking.people), *sorted(asking.hosts)]
    told = [
        "What may change? The draft stays as it is until you apply a plan.",
        *([f"Only {', '.join(only)}."] if only else []),
        f"It stops after {asking.seconds:g} seconds.",
    ]
    letters = [
        Letter("o", "Only some, and how long", partial(_ask, desk, asking), "Cycles, people, hosts, time."),
        letter(PLAN, "plan.scenarios", partial(stay_with_scenarios, desk)),
    ]
    return Page("Plan", told, items, letters)


def _ask(desk: Desk, asking: _Asking) -> None:
    """Ask for what is seldom asked."""
    asking.cycles = _names(desk, "Only cycles, by code", find_cycle)
    asking.people = _names(desk, "Only people, by name or code", find_apprentice)
    asking.hosts = _names(desk, "Only hosts, by code or name", find_host)
    answer = desk.talk.ask(f"Stop after how many seconds? Enter takes {SECONDS:g}:")
    try:
        seconds = float(answer or SECONDS)
    except ValueError:
        seconds = 0.0
    if not LEAST_SECONDS <= seconds <= MOST_SECONDS:
        raise UsageError(f"{answer} is no number of seconds from {LEAST_SECONDS:g} on.")
    asking.seconds = seconds


def _names(desk: Desk, question: str, find: Find) -> frozenset[str]:
    answer = desk.talk.ask(f"{question}; Enter takes all:")
    return frozenset(find(desk.workspace.programme, word) for word in words_of([answer]))


def _plan(desk: Desk, asked: Asked) -> None:
    """Plan, say how far it has come, and show the plan. ctrl+c keeps the best so far."""
    talk, told = desk.talk, [0.0]
    talk.say("Planning. ctrl+c stops it and keeps the best so far.")

    def progressed(best: Progress) -> None:
        if best.seconds - told[0] >= TELL_SECONDS:
            told[0] = best.seconds
            talk.say(so_far(best, asked.scope.keep in COUNTED))

    with stopped_by_the_user() as stopped:
        base = base_of(desk.workspace, asked.scope)
        outcome = run(
            asked, base, stopped, lambda cells, people: talk.say(Free(cells, people).said()), progressed
        )
        is_stopped = stopped()
    Proposed(desk, outcome, is_stopped).stay()
