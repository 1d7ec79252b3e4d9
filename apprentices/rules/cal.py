"""CAL rules: the rotation calendar, breaks in learning and training days."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from apprentices.calendar import days_in, say
from apprentices.programme import Apprentice, Placement
from apprentices.rules.facts import Facts
from apprentices.rules.follows import Follows
from apprentices.rules.rule import NOBODY, STAY, Cells, Look, Parameter, Params, cell_rule, programme_rule
from apprentices.rules.said import Said, Severity
from apprentices.rules.words import count, cycle_name, days_said, join, team_name

DESIGN = "The three hosts' rotation calendar"


@programme_rule(
    id="CAL-OVERLAP",
    waivable=NOBODY,
    severity=Severity.CONFLICT,
    says="two cycles overlap",
    source=DESIGN,
    help="Nobody can be in two placements on one day, so cycles follow each other.",
    example="C1 ends on 4 December 2026 and C2 starts on that day: one day too early. From 5 December it is "
    "fine.",
)
def overlap(facts: Facts, params: Params) -> Iterator[Said]:
    for one, other in combinations(facts.programme.cycles, 2):
        if other.starts_on <= one.ends_on:
            yield Said(
                f"Cycle {cycle_name(other)} starts before {cycle_name(one)} has ended.",
                "change the days in cycles.csv so that one ends before the next starts.",
                cycle=other.cycle,
                subject=one.cycle,
            )


@programme_rule(
    id="CAL-GAP",
    severity=Severity.WARNING,
    says="too many days between two cycles",
    source=DESIGN,
    help="Counts the free days between the end of one cycle and the start of the next, weekends included.",
    example="C1 ends on 4 December 2026: a start of C2 on 12 December leaves 7 free days and is fine, on 13 "
    "December 8.",
    parameters=(Parameter("days", 7, "days", "Most free days between two cycles.", most=3_660),),
)
def between(facts: Facts, params: Params) -> Iterator[Said]:
    for one, other in pairwise(facts.programme.cycles):
        free = (other.starts_on - one.ends_on).days - 1
        if free > params["days"]:
            yield Said(
                f"{count(free, 'day')} lie between the end of {one.cycle} on {say(one.ends_on)} and "
                f"the start of {other.cycle} on {say(other.starts_on)}; at most {params['days']} "
                "are meant.",
                "move one of the two days in cycles.csv, or record a break.",
                cycle=other.cycle,
                subject=one.cycle,
            )


@programme_rule(
    id="CAL-START",
    severity=Severity.WARNING,
    says="a cycle starts or ends on a weekend or bank holiday",
    source="GOV.UK bank holidays of England and Wales",
    help="Nobody is at work to welcome a person on such a day.",
    example="A cycle that starts on Monday, 31 August 2026, starts on the summer bank holiday.",
)
def first_and_last(facts: Facts, params: Params) -> Iterator[Said]:
    for cycle in facts.programme.cycles:
        wrong = [
            f"{verb} on {say(day)} ({facts.programme.bank_holidays.get(day, f'{day:%A}')})"
            for verb, day in (("starts", cycle.starts_on), ("ends", cycle.ends_on))
            if not facts.is_working_day(day)
        ]
        if wrong:
            yield Said(
                f"Cycle {cycle.cycle} {join(wrong)}.",
                "choose the nearest working day in cycles.csv.",
                cycle=cycle.cycle,
            )


@cell_rule(
    id="CAL-TRAINING",
    severity=Severity.WARNING,
    says="training days lost to bank holidays or closures",
    source="The person's training days; GOV.UK bank holidays; closures.csv",
    help="Lists the training days of the stay that fall on bank holidays, or on days on which the "
    "placement, its host or everybody is closed.",
    example="Training on Mondays in a stay from 8 March to 4 June 2027 loses 29 March, 3 May and 31 May to "
    "bank holidays.",
    parameters=(
        Parameter("days", 1, "training days", "Say so when this many or more are lost.", most=3_660, least=1),
    ),
    of_person=(*STAY, "training_days"),
)
def training(facts: Facts, params: Params) -> Look:
    holidays = facts.programme.bank_holidays
    least = params["days"]

    def look(person: Apprentice, index: int, team: Placement) -> Said | None:
        stay = facts.stays(person)[index]
        training = facts.training_on(person, index)
        if stay is None or len(training) < least:
            return None
        closed = facts.closed_days(team, stay)
        lost = [day for day in training if day in holidays or day in closed]
        if len(lost) < least:
            return None
        cycle = facts.programme.cycles[index].cycle
        return Said(
            f"{person.name} loses {count(len(lost), 'training day')} in {team_name(team)} in {cycle} "
            f"to bank holidays or closures: {days_said(lost)}.",
            "agree other training days with the training provider.",
        )

    return look


@cell_rule(
    id="CAL-ABSENCE",
    waivable=NOBODY,
    severity=Severity.CONFLICT,
    says="in a placement during a break in learning",
    source="Breaks in learning guidance, 31 August 2022: nothing is planned inside a break",
    follows=Follows(
        "something is planned inside a break, in which nothing may be",
        "Breaks in learning guidance, 31 August 2022",
    ),
    next_step="Who plans the rotation clears the cell, or the training provider corrects the break.",
    help="A break that covers more than half of the cycle leaves no placement in it: a conflict. A "
    "shorter break leaves the person active, and is a warning that says which days are lost.",
    example="A break of 45 of the 89 days of a cycle with a placement in it is a conflict; of 44 days, a "
    "warning.",
    cells=Cells.PLACED | Cells.OUTSIDE,
    of_person=("absences",),
    of_team=(),
)
def absence(facts: Facts, params: Params) -> Look | None:
    if not facts.breaks:
        return None

    def look(person: Apprentice, index: int, team: Placement) -> Said | None:
        breaks = facts.breaks.get(person.apprentice)
        cycle = facts.programme.cycles[index]
        away = days_in(breaks, cycle.span) if breaks else None
        if not away:
            return None
        who = (
            f"{person.name} is in {team_name(team)} in {cycle_name(cycle)}, and on a break in "
            f"learning on {count(len(away), 'day')} of it, from {say(min(away))} to "
            f"{say(max(away))}."
        )
        if facts.mostly_on_break(person.apprentice, index):
            return Said(who, "clear the cell, or correct the break.")
        return Said(who, "tell the team, and plan the training around it.", severity=Severity.WARNING)

    return look
