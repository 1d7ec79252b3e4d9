"""What people call the rows of a table, one of them, and what a code stands for."""

from typing import Any

from apprentices.calendar import say
from apprentices.columns import Column, Table
from apprentices.programme import CODED, Programme
from apprentices.rules.words import count, team_name

# By table: one row of it, and several.
NOUNS = {
    "hosts": ("host", "hosts"),
    "standards": ("standard", "standards"),
    "cycles": ("cycle", "cycles"),
    "placements": ("placement", "placements"),
    "apprentices": ("apprentice", "apprentices"),
    "clearances": ("clearance", "clearances"),
    "absences": ("absence", "absences"),
    "closures": ("closure", "closures"),
    "seats": ("line of seats", "lines of seats"),
    "requirements": ("requirement", "requirements"),
    "sequence": ("line of sequence", "lines of sequence"),
    "preferences": ("preference", "preferences"),
    "exclusions": ("exclusion", "exclusions"),
    "separations": ("separation", "separations"),
    "travel": ("line of travel", "lines of travel"),
    "assignments": ("assignment", "assignments"),
    "settings": ("setting", "settings"),
}


def counted(table: str, number: int) -> str:
    """So many rows of a table: 3 clearances, 1 absence."""
    return count(number, *NOUNS[table])


def person_name(programme: Programme, code: str) -> str:
    """The name of a person; of nobody, the code."""
    person = programme.apprentices.get(code)
    return person.name if person else code


def name_of_code(programme: Programme, table: str, code: str) -> str:
    """What a code of that table stands for: Amara Nwachukwu; empty where there is no such."""
    match table:
        case "hosts" if host := programme.hosts.get(code):
            return host.name
        case "standards" if standard := programme.standards.get(code):
            return standard.title
        case "placements" if team := programme.placements.get(code):
            return team_name(team)
        case "apprentices" if person := programme.apprentices.get(code):
            return person.name
        case "cycles":
            found = next((cycle for cycle in programme.cycles if cycle.cycle == code), None)
            return (found.name or f"{say(found.starts_on)} to {say(found.ends_on)}") if found else ""
    return ""


def called(programme: Programme, table: Table, row: Any) -> str:
    """What people call a row: Amara Nwachukwu; Amara Nwachukwu, dbs:basic, ELFT."""
    if table.name in CODED:
        code: str = getattr(row, table.key[0])
        return name_of_code(programme, table.name, code) or code
    keys = (column for column in table.columns if column.name in table.key)
    return ", ".join(filter(None, (_said(programme, column, getattr(row, column.name)) for column in keys)))


def _said(programme: Programme, column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.refers == "apprentices":
        return name_of_code(programme, "apprentices", value) or str(value)
    return value if isinstance(value, str) else say(value)
