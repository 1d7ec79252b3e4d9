"""All modes, in the order of their keys: a new screen is one line here, and its folder."""

from importlib import import_module
from typing import TYPE_CHECKING

from screens.shared.mode import Mode

if TYPE_CHECKING:
    from screens.shared.frame import ModeScreen

MODES = (
    Mode(
        "board",
        "1",
        "Board",
        "Board",
        "Who is where when: the board of the programme.",
        "On the board",
        "screens.board.screen:BoardScreen",
    ),
    Mode(
        "people",
        "2",
        "People",
        "People",
        "The apprentices, their clearances, absences and wishes: lists, forms, and a page each.",
        "In the lists of people",
        "screens.people.screen:PeopleScreen",
    ),
    Mode(
        "placements",
        "3",
        "Placements",
        "Plac.",
        "Teams, hosts, cycles, standards, closures, seats and requirements: lists and forms.",
        "In the lists of placements",
        "screens.placements.screen:PlacementsScreen",
    ),
    Mode(
        "calendar",
        "4",
        "Calendar",
        "Cal.",
        "What is on when, week by week: cycles, stays, absences, closures, training, ends of clearances.",
        "In the calendar",
        "screens.calendar.screen:CalendarScreen",
    ),
    Mode(
        "findings",
        "5",
        "Findings",
        "Find.",
        "What to do: all that the rules find, by rule, person, host, cycle or week.",
        "In the findings",
        "screens.findings.screen:FindingsScreen",
    ),
    Mode(
        "plan",
        "6",
        "Plan",
        "Plan",
        "Let the planner propose: the best plan, or the fewest moves.",
        "On the plan screen",
        "screens.plan.screen:PlanScreen",
    ),
    Mode(
        "agreement",
        "7",
        "Agreement",
        "Agr.",
        "Who has signed which cycle, what is waived, the register, and publishing.",
        "On the agreement screen",
        "screens.agreement.screen:AgreementScreen",
    ),
    Mode(
        "measures",
        "8",
        "Measures",
        "Meas.",
        "The shared figures by host and period, counted one way for all.",
        "Among the measures",
        "screens.measures.screen:MeasuresScreen",
    ),
    Mode(
        "history",
        "9",
        "History",
        "Hist.",
        "Every change, by whom and when, and the way back.",
        "In the history",
        "screens.history.screen:HistoryScreen",
    ),
)


# What is imported when a key first asks for it, `dateutil` when training days are first checked.
_IN_FRONT = (
    "screens.shared.form",
    "screens.shared.filter_line",
    "screens.board.by_team",
    "screens.board.swapping",
    "screens.shared.palette",
    "screens.helping",
    "screens.shared.help",
    "screens.findings.waive",
    "screens.checking",
    "screens.taking_back",
    "dateutil.rrule",
)


def screen_of(mode: Mode) -> "type[ModeScreen]":
    """The class of a mode's screen."""
    module, _, name = mode.screen.partition(":")
    found: type[ModeScreen] = getattr(import_module(module), name)
    return found


def bring_all() -> None:
    """Import all screens, and what keys open in front of them: who does so first does not wait for that."""
    for mode in MODES[1:]:
        screen_of(mode)
    for module in _IN_FRONT:
        import_module(module)
