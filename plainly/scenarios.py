"""Plans kept under a name: what each comes to beside the draft and another, and where two of them differ."""

from collections.abc import Iterator, Sequence
from functools import partial

from apprentices.planning import base_of
from apprentices.rules.words import count
from apprentices.scenario import Scenario
from apprentices.scenarios import (
    differing,
    draft_of,
    figures_of,
    left_out_said,
    pins_moved,
    plan_of,
    plan_that_moves_pins,
    remove,
    scenarios,
)
from plainly.desk import Desk
from plainly.page import Item, Letter, Page, stay
from plainly.proposed import Proposed
from screens.board.edits import pins_said
from screens.plan.about import team_of
from screens.plan.outcome import PINNED_ELSEWHERE

DRAFT = "the draft"


def stay_with_scenarios(desk: Desk) -> None:
    """Those that are kept, the oldest first."""
    stay(desk, partial(_scenarios_page, desk))


def _scenarios_page(desk: Desk) -> Page:
    found = scenarios(desk.workspace)
    items = [Item(f"{one.name}, by {one.by}", partial(_stay_with_scenario, desk, one)) for one in found]
    return Page("Scenarios", [] if found else ["None is kept yet."], items)


def _stay_with_scenario(desk: Desk, one: Scenario) -> None:
    stay(desk, partial(_scenario_page, desk, one))


def _scenario_page(desk: Desk, one: Scenario) -> Page | None:
    """What it comes to, beside the draft."""
    kept = scenarios(desk.workspace)
    if one not in kept:
        return None
    show = Letter("p", "Show it as a plan", partial(_show, desk, one), "To be applied.")
    lay = Letter("c", "Compare with another", partial(_choose_other, desk, one), "Lay both beside the draft.")
    gone = Letter("x", "Remove it", partial(_remove, desk, one), "Keep it no longer. Undo brings it back.")
    letters = [show, *([lay] if len(kept) > 1 else []), gone]
    return Page(f"Scenario {one.name}", list(_figures(desk, [one])), letters=letters)


def _show(desk: Desk, one: Scenario) -> None:
    """As a plan; asks first whether it is to move what is pinned elsewhere in the draft."""
    workspace, talk = desk.workspace, desk.talk
    plan, moving = plan_of(workspace, one), plan_that_moves_pins(base_of(workspace), one)
    if moving is not None:
        talk.say(*pins_said(workspace, pins_moved(moving)))
        if talk.is_sure(f"{PINNED_ELSEWHERE} Move what is pinned, too?"):
            plan = moving
    Proposed(desk, plan, False).stay()


def _remove(desk: Desk, one: Scenario) -> None:
    if desk.talk.is_sure(f'"{one.name}" is kept no longer. Undo brings it back. Remove it?'):
        desk.try_to(partial(remove, desk.workspace, one))
        desk.talk.say("The scenario is kept no longer.")


# -- side by side


def _figures(desk: Desk, laid: Sequence[Scenario]) -> Iterator[str]:
    """A line for each figure: what it is with each of these plans, and in the draft."""
    plans = [(one.name, plan_of(desk.workspace, one)) for one in laid]
    said = [(name, figures_of(plan).said()) for name, plan in (*plans, (DRAFT, draft_of(desk.workspace)))]
    for what in said[0][1]:
        yield f"{what}. {'; '.join(f'{name}: {figures[what]}' for name, figures in said)}."
    yield from left_out_said(plan for _, plan in plans)


def _choose_other(desk: Desk, one: Scenario) -> None:
    stay(desk, partial(_others_page, desk, one))


def _others_page(desk: Desk, one: Scenario) -> Page | None:
    others = [other for other in scenarios(desk.workspace) if other != one]
    if not others:
        return None
    items = [Item(other.name, partial(_compare, desk, one, other)) for other in others]
    return Page(f"Compare {one.name} with which?", items=items)


def _compare(desk: Desk, one: Scenario, other: Scenario) -> None:
    stay(desk, partial(_compared_page, desk, one, other))


def _compared_page(desk: Desk, one: Scenario, other: Scenario) -> Page | None:
    """What both come to, and each cell in which they differ, which leads to that cell of the draft."""
    if not {one, other} <= {*scenarios(desk.workspace)}:
        return None
    items = list(_differing(desk, one, other))
    differ = f"They differ in {count(len(items), 'cell')}." if items else "They differ in no cell."
    return Page(f"{one.name} and {other.name}", [*_figures(desk, [one, other]), differ], items)


def _differing(desk: Desk, one: Scenario, other: Scenario) -> Iterator[Item]:
    workspace = desk.workspace
    for (apprentice, cycle), first, second in differing(plan_of(workspace, one), plan_of(workspace, other)):
        where = "; ".join(
            f"{each.name}: {team_of(workspace.programme, placement)}"
            for each, placement in ((one, first), (other, second))
        )
        title = f"{workspace.name_of(apprentice)} in {cycle}. {where}"
        yield Item(title, partial(desk.show_cell, apprentice, cycle))
