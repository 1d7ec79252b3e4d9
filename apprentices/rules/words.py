"""How messages name teams, cycles and days, so that all rules say them alike."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from apprentices.calendar import WEEKDAYS, say
from apprentices.programme import Cycle, Placement, Programme
from apprentices.told import Told

WEEKLY = "FREQ=WEEKLY;BYDAY="
EVERY = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


def team_name(team: Placement) -> str:
    """A team with its host: Finance (COL)."""
    return f"{team.team} ({team.host})"


def told_name(told: Told, programme: Programme) -> str:
    """A team with its host as it was told; of codes only, as it is called today, or its code."""
    if told.team is not None:
        return f"{told.team} ({told.host})"
    team = programme.placements.get(told.placement)
    return team_name(team) if team else told.placement


def told_host(told: Told, programme: Programme) -> str:
    """The host that was told; of codes only, the placement's today, or nothing where it has gone."""
    team = programme.placements.get(told.placement)
    return told.host or (team.host if team else "")


def cycle_name(cycle: Cycle) -> str:
    """A cycle with its days: C3 (5 April 2027 to 2 July 2027)."""
    return f"{cycle.cycle} ({say(cycle.starts_on)} to {say(cycle.ends_on)})"


def rule_in_words(rule: str) -> str:
    """A rule for training days as people say it: Mondays; as it is where it has more to say."""
    days = rule.removeprefix(WEEKLY).split(",")
    every = [name for day, name in zip(WEEKDAYS, EVERY, strict=True) if day in days]
    return join(every) if rule.startswith(WEEKLY) and len(every) == len(days) else rule


def join(words: Iterable[str]) -> str:
    """A list in a sentence: a, b and c."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 seat, 2 seats."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def figure(number: Decimal | int) -> str:
    """A figure without needless noughts: 7.5, 36."""
    return f"{Decimal(number).normalize():f}"


def pounds(amount: Decimal) -> str:
    """An amount with its pence: £7.40."""
    return f"£{amount:.2f}"


def host_name(programme: Programme, code: str) -> str:
    """An organisation by its full name, or its code where it has none."""
    host = programme.hosts.get(code)
    return host.name if host else code


def days_said(days: Iterable[date]) -> str:
    """Days in a sentence, one after the other."""
    return join(say(day) for day in days)


def what_said(what: str) -> str:
    """`area:library` as a person says it: the area library."""
    kind, _, name = what.partition(":")
    return name if kind == "host" else f"the {kind} {name}"
