"""The shared measures, each declared once: its title, to which host it counts, and how it is counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

RETURNS = (
    "Public Sector Apprenticeship Targets Regulations 2017 (SI 2017/513); since 1 April 2022 the guidance on "
    "GOV.UK goes on asking for the data return"
)
LIVING_WAGE = "Living Wage Foundation: London Living Wage (`rules data living-wage`)"


class Unit(StrEnum):
    """What a measure is counted in."""

    PEOPLE = "people"
    ASSIGNMENTS = "assignments"
    SEATS = "seats"
    POUNDS = "pounds"
    PER_CENT = "per cent"
    POINTS = "points"
    PUBLICATIONS = "publications"
    MOVES = "moves"
    DAYS = "days"
    SIGN_OFFS = "sign-offs"
    DECISIONS = "decisions"


class By(StrEnum):
    """To which host a number counts."""

    EMPLOYER = "employer"  # the one that employs the person
    HOST = "host"  # the one where the placement is, or was told to be
    PROGRAMME = "programme"  # to none: it is of all together


class Share(NamedTuple):
    """A measure as a share of others together, worked out from what is shown of them."""

    part: str
    whole: tuple[str, ...]


@dataclass(frozen=True)
class Measure:
    """One measure; `definition` says in whole sentences how it is counted, and stands beside the number."""

    id: str
    title: str
    unit: Unit
    by: By
    definition: str
    source: str = ""
    share: Share | None = None


def _people(id_: str, title: str, definition: str, source: str = "") -> Measure:
    return Measure(id_, title, Unit.PEOPLE, By.EMPLOYER, definition, source)


def _assignments(id_: str, title: str, definition: str) -> Measure:
    return Measure(id_, title, Unit.ASSIGNMENTS, By.HOST, definition)


def _share(id_: str, title: str, by: By, part: str, whole: tuple[str, ...], definition: str) -> Measure:
    return Measure(id_, title, Unit.PER_CENT, by, definition, share=Share(part, whole))


_IN_ORDER = (
    _people(
        "at_start",
        "Apprentices at the start",
        "Apprentices whose practical period has the day before the period in it. Each record counts to its "
        "own employer; units are no apprenticeships.",
        RETURNS,
    ),
    _people(
        "new",
        "New apprentices",
        "Apprentices whose practical period begins in the period, whether they worked there before or not.",
        RETURNS,
    ),
    _people(
        "completed",
        "Completed",
        "Of those at the start and the new ones: no longer on the programme on the last day of the period, "
        "and recorded as completed.",
    ),
    _people(
        "withdrawn",
        "Withdrawn",
        "Of those at the start and the new ones: no longer on the programme on the last day of the period, "
        "and recorded as withdrawn.",
    ),
    _people(
        "ended",
        "Ended, outcome not recorded",
        "Of those at the start and the new ones: no longer on the programme on the last day of the period, "
        "and recorded neither as completed nor as withdrawn.",
    ),
    _people(
        "at_end",
        "Apprentices at the end",
        "Apprentices whose practical period has the last day of the period in it: those at the start and the "
        "new ones, less those who completed, withdrew or ended.",
        RETURNS,
    ),
    _people(
        "living_wage",
        "At the London Living Wage or above",
        "Of the apprentices at the end: paid no less than the London rate that is to be paid on the last day "
        "of the period (the last one known), whatever their age, by the hourly pay recorded today.",
        LIVING_WAGE,
    ),
    _people(
        "below_living_wage",
        "Below the London Living Wage",
        "Of the apprentices at the end: paid less than that rate.",
        LIVING_WAGE,
    ),
    _people("pay_not_known", "Pay not known", "Of the apprentices at the end: no hourly pay is recorded."),
    _share(
        "living_wage_share",
        "Share at the London Living Wage",
        By.EMPLOYER,
        "living_wage",
        ("living_wage", "below_living_wage"),
        "At that rate or above, of those whose pay is known.",
    ),
    _people(
        "local",
        "Local",
        "Of the new apprentices: at home in a postcode district or area that the setting local_postcodes "
        "names. Not known while it names none.",
    ),
    _people("not_local", "Not local", "Of the new apprentices: at home elsewhere."),
    _people("home_not_known", "Home not known", "Of the new apprentices: no postcode is recorded."),
    _share(
        "local_share",
        "Share of local apprentices",
        By.EMPLOYER,
        "local",
        ("local", "not_local"),
        "Local, of the new apprentices whose home is known.",
    ),
    _people(
        "wished",
        "Have wishes",
        "Of those at the start and the new ones: who gave points above 0 to anything.",
    ),
    _people(
        "wishes_met",
        "At least half of their wishes met",
        "Of those who have wishes: the whole rotation in the draft has at least half of what they wish.",
    ),
    _people(
        "wishes_not_met",
        "Less than half of their wishes met",
        "Of those who have wishes: it has less than half of that.",
    ),
    _share(
        "wishes_share",
        "Share with at least half met",
        By.EMPLOYER,
        "wishes_met",
        ("wished",),
        "At least half of their wishes met, of those who have wishes.",
    ),
    Measure(
        "least_satisfied",
        "The least satisfied",
        Unit.POINTS,
        By.EMPLOYER,
        "The fewest points that anybody who has wishes gets from the draft, as the planner counts them. "
        "Shown where the number of those who have wishes is.",
    ),
    Measure(
        "offered",
        "Seats offered",
        Unit.SEATS,
        By.HOST,
        "Seats of the host's teams, cycle by cycle for those that begin in the period, and no more than the "
        "host takes in all. A team that isn't open in a cycle offers none.",
    ),
    _assignments(
        "filled",
        "Seats filled",
        "Assignments of the draft at the host, in cycles that begin in the period.",
    ),
    _share("filled_share", "Share of seats filled", By.HOST, "filled", ("offered",), "Filled, of offered."),
    _assignments(
        "told",
        "Assignments published",
        "Told in the latest publication, in cycles that begin in the period, by the host that was told. One "
        "that kept codes alone is left out.",
    ),
    _assignments("kept", "Kept as published", "Of those published: in the same placement in the draft."),
    _assignments(
        "not_kept",
        "No longer as published",
        "Of those published: in another placement, or in none, in the draft.",
    ),
    _share("kept_share", "Share of the plan kept", By.HOST, "kept", ("told",), "Kept, of published."),
    Measure(
        "publications",
        "Publications after another",
        Unit.PUBLICATIONS,
        By.PROGRAMME,
        "Made in the period after another one. Those that kept codes alone are left out.",
    ),
    _assignments(
        "moves",
        "Moves",
        "Told in one publication, and in another placement, or none, in the next one, where that was made in "
        "the period; by the host that was told first.",
    ),
    _assignments(
        "moves_in_notice",
        "Moves inside the notice",
        "Of the moves: on the day of the next publication the cycle began within the notice of a host "
        "concerned, or of the apprentice, or had begun (PLAN-NOTICE).",
    ),
    _assignments("moves_in_time", "Moves in time", "The other moves."),
    Measure("moves_each", "Moves a publication", Unit.MOVES, By.PROGRAMME, "Moves, divided by publications."),
    Measure(
        "signatures",
        "Sign-offs given on request",
        Unit.SIGN_OFFS,
        By.HOST,
        "Sign-offs that the host gave in the period after it was asked for them. One that is withdrawn later "
        "counts, too.",
    ),
    Measure(
        "days_to_sign",
        "Days from request to signature",
        Unit.DAYS,
        By.HOST,
        "The median of these sign-offs' days: from the first request that was not answered before to the "
        "sign-off. Somebody who is asked and signs on one day takes 0.",
    ),
    Measure(
        "open_decisions",
        "Open decisions",
        Unit.DECISIONS,
        By.HOST,
        "On the last day of the period, or today while that is to come: sign-offs asked for and not given, "
        "and barriers of the register that are not closed. One that no host owns counts in all hosts "
        "alone.",
    ),
    Measure(
        "oldest_decision",
        "Age of the oldest open decision",
        Unit.DAYS,
        By.HOST,
        "Days since the first request for the sign-off, or since the barrier was entered.",
    ),
    Measure(
        "cost",
        "Cost of the host's share",
        Unit.POUNDS,
        By.HOST,
        "What apprentices are paid for their time at the host, whoever employs them: for each assignment of "
        "the draft its days in the period, divided by 7, times weekly hours, times hourly pay, as recorded "
        "today, to the penny. Pay alone: no pension, insurance or training.",
    ),
    _assignments(
        "unpriced",
        "Assignments without a cost",
        "With days in the period, and with hours or pay not recorded, so that their cost is not known.",
    ),
)
MEASURES: Mapping[str, Measure] = {measure.id: measure for measure in _IN_ORDER}


class Linked(NamedTuple):
    """Measures that are hidden together: in each column, what `sums` name adds up to nothing by its signs.

    Each stands in at most two sums. A measure that is linked to no other has none.
    """

    measures: tuple[str, ...]
    sums: tuple[Mapping[str, int], ...] = ()


def _linked(*sums: str) -> Linked:
    """Measures with their sums, written as `whole = part + part`."""
    sides = [[side.split(" + ") for side in text.split(" = ")] for text in sums]
    signed = tuple(dict.fromkeys(left, 1) | dict.fromkeys(right, -1) for left, right in sides)
    return Linked(tuple(dict.fromkeys(id_ for one in signed for id_ in one)), signed)


LINKED = (
    _linked(
        "at_start + new = at_end + completed + withdrawn + ended",
        "at_end = living_wage + below_living_wage + pay_not_known",
        "new = local + not_local + home_not_known",
    ),
    _linked("wished = wishes_met + wishes_not_met"),
    Linked(("filled",)),
    _linked("told = kept + not_kept"),
    _linked("moves = moves_in_notice + moves_in_time"),
    Linked(("cost",)),
    Linked(("unpriced",)),
)
