"""A column in words: its name, what can be chosen, what a text is read as, how a value is said."""

import re
from dataclasses import fields
from datetime import date
from typing import Any

from apprentices.calendar import day_in_words, say
from apprentices.called import name_of_code
from apprentices.columns import Column, Kind, Table, title
from apprentices.exchange.cells import reader, write_cell
from apprentices.programme import Programme
from apprentices.rules.words import rule_in_words
from screens.shared.meanwhile import EMPTY
from screens.shared.offered import MOST_NAMED, Offered, meant

_FIGURES = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
OPEN = EMPTY  # the choice that leaves a cell empty


def choices(table: Table, column: Column) -> tuple[str, ...]:
    """The names to choose from; none where something is to be typed."""
    names = column.choices or (("yes", "no") if column.kind is Kind.YES_NO else ())
    default = next(field.default for field in fields(table.row) if field.name == column.name)
    return (*names, OPEN) if names and default is None else names


def help_of(column: Column) -> str:
    """What a column is for, where its name doesn't say it already."""
    return "" if column.help.rstrip(".") == title(column.name) else column.help


def read_as(table: Table, column: Column, text: str, offers: Offered) -> str:
    """What a text is read as, or whom it may mean among the offers; empty where that goes without saying."""
    if column.kind is Kind.DATE and text:
        return day_as_read(table.name, column, text)
    if column.kind is Kind.RRULE and (words := rule_in_words(text)) != text:
        return words
    found = meant(text, offers)
    if found == [text]:
        return offers[text]
    said = [f"{code} {offers[code]}".strip() for code in found[:MOST_NAMED]]
    return f"{', '.join(said)}{' …' if len(found) > MOST_NAMED else ''}"


def day_as_read(table: str, column: Column, text: str) -> str:
    """The day that a text is read as, with its weekday; empty where it is read as none."""
    try:
        day = reader(table, column)(as_filed(column.kind, text))
    except ValueError:
        return ""
    return f"{day:%A} {say(day)}"


def as_filed(kind: Kind, text: str) -> str:
    """What was typed as a file has it: a day in words in figures, one in eight figures with its dashes."""
    if kind is not Kind.DATE:
        return text
    if match := _FIGURES.fullmatch(text.strip()):
        return "-".join(match.groups())
    day = day_in_words(text)
    return text if day is None else write_cell(kind, day)


def stands_for(programme: Programme, column: Column, value: Any) -> str:
    """What a code in a column stands for: Amara Nwachukwu; empty where it is none, or not known."""
    if not column.refers or column.kind is Kind.WORDS:
        return ""
    return name_of_code(programme, column.refers, value)


def said(column: Column, value: Any) -> str:
    """A value as people read it: a day as 7 Sep 2026, yes or no, Wednesdays, else as a file has it."""
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    if column.kind is Kind.YES_NO:
        return "yes" if value else "no"
    if column.kind is Kind.RRULE:
        return rule_in_words(value)
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, str):  # a text, or what a hand has written in place of anything else
        return value
    return write_cell(column.kind, value)
