"""What has to be there by a day: told some weeks ahead as a warning, and from the day as a conflict."""

from collections.abc import Iterator
from datetime import date, timedelta

from apprentices.rules.facts import Facts
from apprentices.rules.rule import Parameter, Params
from apprentices.rules.said import Said, Severity

AHEAD = Parameter("weeks", 12, "weeks", "From so long before the day it is a warning.", most=520)


def is_near(facts: Facts, day: date, params: Params) -> bool:
    """Whether a day is so near, or past, that what is missing by then is told."""
    return facts.today >= day - timedelta(weeks=params[AHEAD.key])


def as_due(facts: Facts, day: date, params: Params, said: Said) -> Iterator[Said]:
    """What is to be there by a day and isn't."""
    if facts.today >= day:
        yield said._replace(due_on=day)
    elif is_near(facts, day, params):
        yield said._replace(due_on=day, severity=Severity.WARNING)
