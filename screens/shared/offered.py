"""What a field of a form offers to be taken: codes with what they stand for, and texts that are in use."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from apprentices.called import name_of_code
from apprentices.columns import Column, Kind, Table
from apprentices.exchange.cells import ABSENCES, EVERYONE
from apprentices.programme import Programme
from apprentices.settings import SETTINGS
from apprentices.text import plain_letters

Offered = Mapping[str, str]  # by what would stand in the field, what people call it; "" where it says itself
MOST_NAMED = 4  # of those that what was typed may mean


def offered(programme: Programme, table: Table, column: Column) -> Offered:
    """What may stand in a column, as far as the programme knows it; nothing where anything may."""
    if column.refers and column.kind is not Kind.WORDS:
        return _codes(programme, column.refers)
    if column.kind is Kind.WHO:
        people = _codes(programme, "apprentices") | _codes(programme, "standards")
        return {EVERYONE: "everybody", **people}
    if column.kind is Kind.WHAT:
        return _places(programme)
    known = _IN_USE.get((table.name, column.name))
    return dict.fromkeys(sorted(filter(None, set(known(programme)))), "") if known else {}


def meant(text: str, offers: Offered) -> list[str]:
    """What a text may mean among the offers: itself, or what has all its words in code or name."""
    if text in offers:
        return [text]
    words = plain_letters(text).split()
    if not words:
        return []
    return [code for code, name in offers.items() if _has_all(words, plain_letters(f"{code} {name}"))]


def named(text: str, offers: Offered) -> str | None:
    """The one offer that is meant by a code in other capitals, or by words of its name; else None."""
    words = plain_letters(text).split()
    if not words or text in offers:
        return None
    codes = [code for code in offers if code.casefold() == text.strip().casefold()]
    found = codes or [code for code, name in offers.items() if name and _has_all(words, plain_letters(name))]
    return found[0] if len(found) == 1 else None


def _has_all(words: Iterable[str], text: str) -> bool:
    return all(word in text for word in words)


def _codes(programme: Programme, table: str) -> dict[str, str]:
    codes = [cycle.cycle for cycle in programme.cycles] if table == "cycles" else getattr(programme, table)
    return {code: name_of_code(programme, table, code) for code in codes}


def _places(programme: Programme) -> dict[str, str]:
    teams = programme.placements.values()
    areas = sorted({team.area for team in teams if team.area})
    skills = sorted({skill for team in teams for skill in team.skills})
    return {
        **{f"host:{code}": name for code, name in _codes(programme, "hosts").items()},
        **dict.fromkeys((f"area:{area}" for area in areas), ""),
        **dict.fromkeys((f"skill:{skill}" for skill in skills), ""),
        **{f"placement:{code}": name for code, name in _codes(programme, "placements").items()},
    }


def _clearances(programme: Programme) -> Iterable[str]:
    held = (row.clearance for row in programme.clearances)
    return [*held, *(word for team in programme.placements.values() for word in team.clearances)]


def _of_teams(name: str) -> Callable[[Programme], Iterable[Any]]:
    return lambda programme: (getattr(team, name) for team in programme.placements.values())


# By table and column, the texts that are in use there.
_IN_USE: Mapping[tuple[str, str], Callable[[Programme], Iterable[Any]]] = {
    ("placements", "area"): _of_teams("area"),
    ("placements", "site"): _of_teams("site"),
    ("placements", "supervisor"): _of_teams("supervisor"),
    ("travel", "site"): _of_teams("site"),
    ("apprentices", "cohort"): lambda programme: (who.cohort for who in programme.apprentices.values()),
    ("clearances", "clearance"): _clearances,
    ("absences", "kind"): lambda programme: ABSENCES,
    ("settings", "setting"): lambda programme: (setting.key for setting in SETTINGS),
}
